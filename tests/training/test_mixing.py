import gzip
import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from counterclaim.eval.benchmarks import load_registry
from counterclaim.eval.gather import OURS
from counterclaim.training.config import Calibration, Source, load_recipe, readable
from counterclaim.training.mixing import held_out_pairs, mix, pair_key, reader

SHIPPED = Path(__file__).parents[2] / "configs" / "small.yaml"
ROWS = [
    {"premise": "A.", "hypothesis": "B.", "label": "contradiction"},
    {"premise": "A.", "hypothesis": "C.", "label": "entailment"},
    {"premise": "A.", "hypothesis": "B.", "label": "contradiction"},
    {"premise": "D.", "hypothesis": "E.", "label": "neutral"},
    {"premise": "F.", "hypothesis": "G.", "label": "not_entailment"},
    {"premise": "H.", "hypothesis": " ", "label": "neutral"},
    {"premise": "H.", "hypothesis": "I.", "label": "-"},
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with gzip.open(tmp_path / "one.jsonl.gz", "wt") as handle:
        handle.writelines(json.dumps(row) + "\n" for row in ROWS)
    return tmp_path


def source(**settings: Any) -> Source:
    return Source(name="one", file="one.jsonl.gz", **settings)


def test_every_usable_pair_comes_exactly_once_and_the_rest_is_counted(folder: Path) -> None:
    rows, counts = mix([source()], read=reader(folder), seed=1)
    assert sorted((row.premise, row.hypothesis, row.label) for row in rows) == [
        ("A.", "B.", 2),
        ("A.", "C.", 0),
        ("D.", "E.", 1),
        ("F.", "G.", 3),
    ]
    assert counts["one"] == {
        "read": 7, "kept": 4, "swapped": 0, "dropped_duplicate": 1, "dropped_empty": 1, "dropped_label": 1,
    }  # fmt: skip


def test_swapped_copies_are_made_where_the_label_allows_it(folder: Path) -> None:
    rows, _ = mix([source(swap="contradiction")], read=reader(folder), seed=1)
    assert [row[:3] for row in rows if row.premise > row.hypothesis] == [("B.", "A.", 2)]
    rows, counts = mix([source(swap="all")], read=reader(folder), seed=1)
    assert (len(rows), counts["one"]["swapped"]) == (8, 4)
    rows, counts = mix([source(swap="all", swap_share=0.0)], read=reader(folder), seed=1)
    assert (len(rows), counts["one"]["swapped"]) == (4, 0)


def test_statements_of_one_event_that_no_row_pairs_come_without_a_label(folder: Path) -> None:
    told = [("x", "a", "b"), ("x", "b", "c"), ("x", "c", "d"), ("y", "a", "e"), ("x", "b", "a")]
    rows = [{"event": event, "premise": one, "hypothesis": two, "label": "neutral"} for event, one, two in told]
    (folder / "events.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    events = Source(name="events", file="events.jsonl", unlabelled=True, unpaired="event")
    made, counts = mix([events], read=reader(folder), seed=1)
    assert sorted(row[:3] for row in made) == [("a", "c", -1), ("a", "d", -1), ("b", "d", -1)]
    assert counts["events"] == {"read": 3, "kept": 3, "swapped": 0}


def test_unpaired_statements_need_a_column_and_a_teacher(folder: Path) -> None:
    with pytest.raises(ValueError, match="source 'one': no column 'event'; found: premise, hypothesis, label"):
        mix([source(unlabelled=True, unpaired="event")], read=reader(folder), seed=1)
    with pytest.raises(ValueError, match="`unpaired` without `unlabelled: true`"):
        source(unpaired="event")


def test_pairs_of_evaluation_files_are_taken_out_in_either_order(folder: Path) -> None:
    (folder / "test.jsonl").write_text('{"text_a": "b", "text_b": "a "}\n{"premise": "D", "hypothesis": "e."}\n')
    held_out = held_out_pairs([folder / "test.jsonl"])
    rows, counts = mix([source()], read=reader(folder), seed=1, held_out=held_out)
    assert {row.hypothesis for row in rows} == {"C.", "G."}
    assert counts["one"]["dropped_held_out"] == 3


def test_caps_are_seeded_samples(folder: Path) -> None:
    with gzip.open(folder / "one.jsonl.gz", "wt") as handle:
        for index in range(300):
            handle.write(json.dumps({"premise": f"P{index}", "hypothesis": "H", "label": "neutral"}) + "\n")
    first, _ = mix([source(cap=50)], read=reader(folder), seed=1)
    again, _ = mix([source(cap=50)], read=reader(folder), seed=1)
    other, _ = mix([source(cap=50)], read=reader(folder), seed=2)
    assert first == again
    assert len({row.premise for row in first}) == 50
    assert {row.premise for row in first} != {row.premise for row in other}


def test_long_pairs_can_be_left_out_and_labels_mapped(folder: Path) -> None:
    rows = [{"p": "a b c", "h": "d", "gold": 1}, {"p": "a", "h": "d", "gold": 0}]
    (folder / "two.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    settings = {"premise": "p", "hypothesis": "h", "label": "gold", "labels": {0: "entailment", 1: "neutral"}}
    spec = Source(name="two", file="two.jsonl", **settings, max_words=3)  # type: ignore[arg-type]
    kept, counts = mix([spec], read=reader(folder), seed=1)
    assert [(row.premise, row.label) for row in kept] == [("a", 0)]
    assert counts["two"]["dropped_long"] == 1


def test_a_missing_column_file_or_folder_is_said(folder: Path) -> None:
    with pytest.raises(ValueError, match="no column 'text'; found: premise, hypothesis, label"):
        mix([source(premise="text")], read=reader(folder), seed=1)
    with pytest.raises(FileNotFoundError, match=r"two\.jsonl\.gz: no such file \(source 'two'\)"):
        mix([Source(name="two", file="two.jsonl.gz")], read=reader(folder), seed=1)
    with pytest.raises(ValueError, match="give --data-dir, or --hub"):
        mix([source()], read=reader(None), seed=1)


def test_a_hub_name_is_loaded_with_datasets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A local folder stands for the hub: `datasets` loads both by the same call."""
    import datasets

    monkeypatch.setenv("HF_DATASETS_CACHE", str(tmp_path / "cache"))
    columns = {"premise": ["A.", "B.", "C."], "hypothesis": ["x", "y", "z"], "label": [0, 2, -1]}
    features = datasets.Features(
        premise=datasets.Value("string"),
        hypothesis=datasets.Value("string"),
        label=datasets.ClassLabel(names=["entailment", "neutral", "contradiction"]),
    )
    datasets.Dataset.from_dict(columns, features=features).to_parquet(str(tmp_path / "hub" / "train.parquet"))
    spec = Source(name="nli", file="absent.jsonl", hub=str(tmp_path / "hub"))
    rows, counts = mix([spec], read=reader(None, hub=True), seed=1)
    assert Counter(row.label for row in rows) == {0: 1, 2: 1}
    assert counts["nli"]["dropped_label"] == 1


def test_keys_do_not_see_order_case_or_final_stops() -> None:
    assert pair_key("A  b.", "C") == pair_key("c!", "a B")
    assert pair_key("A b.", "C") != pair_key("a b", "D")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("[", "not YAML"),
        ("name: x", "field base_model: Field required"),
        ("name: x\nbase_model: y\nseed: many", r"field seed: .*found 'many'"),
        ("name: x\ncolour: red", "field"),
    ],
)
def test_a_wrong_recipe_is_refused_by_file_field_and_value(tmp_path: Path, text: str, reason: str) -> None:
    path = tmp_path / "recipe.yaml"
    path.write_text(text)
    with pytest.raises(ValueError, match=reason) as refusal:
        load_recipe(path)
    assert str(path) in str(refusal.value)


@pytest.mark.parametrize("setting", [{"unlabelled": True}, {"generate": 3}])
def test_a_calibration_takes_labelled_rows_only(setting: dict[str, object]) -> None:
    source = {"name": "one", "file": "one.jsonl.gz"}
    with pytest.raises(ValueError, match="source 'one' has no labels or is generated; allowed"):
        Calibration.model_validate({"infer": [source], "compare": [source | setting]})


def test_the_shipped_recipe_names_the_full_sets_for_those_who_are_online() -> None:
    recipe = load_recipe(SHIPPED)
    hubs = {item.hub for stage in recipe.stages for item in stage.sources}
    full = {"nyu-mll/multi_nli", "stanfordnlp/snli", "facebook/anli", "alisawuffles/WANLI", "pietrolesci/nli_fever"}
    assert full | {"tals/vitaminc"} <= hubs
    offline, left_out = readable(recipe, files=True, hub=False)
    assert all(item.file or item.packaged for stage in offline.stages for item in stage.sources)
    assert "wanli" in left_out
    online, left_out = readable(recipe, files=False, hub=True)
    assert all(item.hub or item.packaged for stage in online.stages for item in (*stage.sources, *stage.validation))
    assert [stage.name for stage in online.stages] == ["general", "general_dropout", "parties", "taught"]
    assert "party_pairs" in left_out
    assert online.stages[2].average_with == "general_dropout"
    alone, left_out = readable(recipe, files=False, hub=False)
    packaged = {source.packaged for stage in alone.stages for source in stage.sources}
    assert packaged == {"training/data/parties.jsonl.gz", "training/data/parties_more.jsonl.gz"}
    assert "the whole stage general" in left_out
    assert [stage.name for stage in alone.stages] == ["parties", "taught"]
    assert [stage.average_with for stage in alone.stages] == [None, None]
    general = recipe.model_copy(update={"stages": recipe.stages[:1]})
    with pytest.raises(ValueError, match="no stage can be read; give --data-dir, or --hub"):
        readable(general, files=False, hub=False)


def test_the_shipped_recipe_is_valid_and_trains_on_no_held_out_file() -> None:
    recipe = load_recipe(SHIPPED)
    trained = {item.file for stage in recipe.stages for item in stage.sources}
    assert trained.isdisjoint(recipe.held_out)
    assert not any(name and (".test." in name or "anli" in name) for name in trained)
    checked = {item.file for stage in recipe.stages for item in stage.validation}
    calibrated = {item.file for item in (*recipe.calibration.infer, *recipe.calibration.compare)}
    assert not any(name and ".test." in name for name in checked | calibrated)
    measured = {load_registry()[name].file for name in recipe.evaluation if name != OURS}
    assert measured <= set(recipe.held_out)
    ours = [item for stage in recipe.stages for item in (*stage.sources, *stage.validation)]
    ours += [*recipe.calibration.infer, *recipe.calibration.compare]
    for item in ours:  # our own set is calibrated on by its validation part only, and never trained on
        if item.packaged == "eval/data/parties.jsonl":
            assert item.where == {"split": "validation"}
            assert not any(item in stage.sources for stage in recipe.stages)


def test_pairs_can_be_made_from_the_sentences_of_a_source(tmp_path: Path) -> None:
    """No label is read; what is made is like any other row: deduplicated, held out, counted."""
    rows = [
        {
            "content": f"The commander of brigade {name} lost {number} tanks in the fighting around the town.",
            "more": "A.",
        }
        for name, number in (("North", "four"), ("East", "twelve"), ("West", "more than 30"))
    ]
    (tmp_path / "news.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    spec = Source(name="news", file="news.jsonl", premise="content", hypothesis="more", generate=90)
    mixed, counts = mix([spec], read=reader(tmp_path), seed=1)
    assert counts["news"] == {"read": 90, "kept": 90, "swapped": 0}
    assert Counter(row.label for row in mixed) == {0: 30, 1: 30, 2: 30}
    assert {row.source for row in mixed} == {"news"}
    assert any("brigade North" in row.premise for row in mixed)
    assert (mixed, counts) == mix([spec], read=reader(tmp_path), seed=1)
    assert mixed != mix([spec], read=reader(tmp_path), seed=2)[0]
    held_out = {pair_key(mixed[0].premise, mixed[0].hypothesis)}
    fewer, counts = mix([spec], read=reader(tmp_path), seed=1, held_out=held_out)
    assert (len(fewer), counts["news"]["dropped_held_out"]) == (89, 1)
    short, counts = mix([spec.model_copy(update={"max_words": 40})], read=reader(tmp_path), seed=1)
    assert 0 < len(short) == 90 - counts["news"]["dropped_long"] < 90
    other = spec.model_copy(update={"name": "again"})
    twice, counts = mix([spec, other], read=reader(tmp_path), seed=1)
    assert len(twice) > 150  # each source has a seed of its own
    with pytest.raises(ValueError, match="no column 'text'; found: content, more"):
        mix([spec.model_copy(update={"premise": "text"})], read=reader(tmp_path), seed=1)


@pytest.mark.parametrize(
    ("settings", "reason"),
    [
        ({"generate": 0}, "greater than 0"),
        ({"generate": 9, "cap": 3}, "`generate` with `cap` or `labels`"),
        ({"generate": 9, "labels": {"x": "neutral"}}, "`generate` with `cap` or `labels`"),
    ],
)
def test_what_does_not_go_with_making_pairs_is_refused(settings: dict[str, Any], reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        source(**settings)
