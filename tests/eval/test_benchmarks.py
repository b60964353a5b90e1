import json
from pathlib import Path

import pytest
import yaml

from counterclaim.eval.benchmarks import Benchmark, load_registry

NAMED = """
    mnli mnli_mm snli anli_r1 anli_r2 anli_r3 xnli_en wanli fever_nli vitaminc equate_rte_quant equate_newsnli
    equate_redditnli equate_stresstest equate_awpnli hans breaking_nli glue_ax negnli_mnli negnli_rte nan_nli
    chaosnli_mnli chaosnli_snli scifact climate_fever healthver check_covid averitec fever_symmetric claimdiff rte
"""


def test_the_registry_knows_the_benchmarks_of_the_field() -> None:
    registry = load_registry()
    assert set(NAMED.split()) <= set(registry)
    assert all(benchmark.licence and benchmark.about for benchmark in registry.values())


def test_a_registry_that_is_wrong_is_told_in_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "benchmarks.yaml"
    entry = {"name": "x", "about": "x", "file": "x.jsonl", "use": "test", "licence": "MIT"}
    for change, message in (
        ({"use": "training"}, r"benchmarks\.0\.use: .*'validation' or 'test' \(found 'training'\)"),
        ({"labels": {"0": "yes"}}, r"maps to \['yes'\]; allowed: entailment"),
        ({"hub": "someone/x"}, "has a hub name and no split"),
        ({"tune_on": "y"}, "tune_on is 'y'; allowed: a validation set"),
    ):
        path.write_text(yaml.safe_dump({"benchmarks": [entry | change]}))
        with pytest.raises(ValueError, match=message):
            load_registry(path)
    path.write_text(yaml.safe_dump({"benchmarks": [entry, entry]}))
    with pytest.raises(ValueError, match="'x' is there twice"):
        load_registry(path)
    path.write_text("benchmarks: [")
    with pytest.raises(ValueError, match=r"benchmarks\.yaml: not YAML"):
        load_registry(path)
    with pytest.raises(FileNotFoundError, match=r"none\.yaml: no such file"):
        load_registry(tmp_path / "none.yaml")


def test_a_benchmark_is_read_from_a_folder_under_its_own_name(tmp_path: Path) -> None:
    rows = [{"premise": "p", "hypothesis": "h", "label": "neutral"}, {"premise": "p", "hypothesis": "g", "label": "x"}]
    (tmp_path / "med.test.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    benchmark = load_registry()["med"].model_copy(update={"file": "med.test.jsonl"})
    labelled = benchmark.load(tmp_path)
    assert (labelled.name, labelled.mode, labelled.two_way, len(labelled.pairs)) == ("med", "infer", True, 1)
    assert labelled.errors[0].startswith("line 2: field label is 'x'")


def test_a_benchmark_that_is_not_there_says_where_it_would_be(tmp_path: Path) -> None:
    registry = load_registry()
    with pytest.raises(FileNotFoundError, match=r"benchmark snli: .*snli\.test\.jsonl\.gz: no such file.*or --hub to"):
        registry["snli"].load(tmp_path)
    with pytest.raises(FileNotFoundError, match=r"benchmark scone: no --data-dir was given.*no known name on the hub"):
        registry["scone"].load(None, hub=True)


def hub_folder(tmp_path: Path, rows: list[dict[str, object]]) -> str:
    folder = tmp_path / "hub"
    folder.mkdir()
    (folder / "test.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    return str(folder)


def test_hub_columns_and_labels_are_renamed(tmp_path: Path) -> None:
    rows = [
        {"claim": "c", "evidences": [{"evidence": ["one.", "two."], "evidence_label": "SUPPORTS"},
                                     {"evidence": ["three."], "evidence_label": "DISPUTED"}]},
    ]  # fmt: skip
    benchmark = Benchmark(
        name="x", about="x", file="x.jsonl", hub=hub_folder(tmp_path, rows), split="test", each="evidences",
        premise="evidence", hypothesis="claim", label="evidence_label", labels={"SUPPORTS": "entailment"},
        use="test", licence="MIT",
    )  # fmt: skip
    labelled = benchmark.load(None, hub=True)
    assert [(item.pair.a.text, item.pair.b.text, item.gold) for item in labelled.pairs] == [
        ("one. two.", "c", "entailment")
    ]
    assert "'DISPUTED'" in labelled.errors[0]
    wrong = benchmark.model_copy(update={"premise": "text"})
    with pytest.raises(ValueError, match=r"no column 'text' in .*found: claim, evidences, evidence, evidence_label"):
        wrong.load(None, hub=True)


def test_class_indices_of_the_hub_are_read_by_name_and_rows_without_a_class_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import datasets

    monkeypatch.setenv("HF_DATASETS_CACHE", str(tmp_path / "cache"))
    columns = {"premise": ["A.", "B.", "C."], "hypothesis": ["x", "y", "z"], "label": [1, -1, 0]}
    features = datasets.Features(
        premise=datasets.Value("string"),
        hypothesis=datasets.Value("string"),
        label=datasets.ClassLabel(names=["entailment", "refuted"]),
    )
    datasets.Dataset.from_dict(columns, features=features).to_parquet(str(tmp_path / "hub" / "test.parquet"))
    benchmark = Benchmark(
        name="x", about="x", file="x.jsonl", hub=str(tmp_path / "hub"), split="test", use="test", licence="MIT",
        labels={"refuted": "contradiction"},
    )  # fmt: skip
    labelled = benchmark.load(None, hub=True)
    assert [(item.pair.a.text, item.gold) for item in labelled.pairs] == [("A.", "contradiction"), ("C.", "entailment")]
    assert labelled.errors == ()
    with pytest.raises(ValueError, match=r"benchmark x: no column 'votes'; found: premise, hypothesis, label"):
        benchmark.model_copy(update={"humans": "votes"}).load(None, hub=True)
    with pytest.raises(ValueError, match=rf"benchmark x: {tmp_path}/none cannot be read: "):
        benchmark.model_copy(update={"hub": str(tmp_path / "none")}).load(None, hub=True)
