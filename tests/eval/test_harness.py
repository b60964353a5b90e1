import json
import shutil
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from tiny import DictionaryScorer
from transformers import BertForSequenceClassification

from counterclaim.eval.harness import Settings, Tuned, evaluate, tune
from counterclaim.eval.labelled import by_split, read_labelled
from counterclaim.eval.result_files import ModelRun, describe, read_results, write_results
from counterclaim.model import Detector

ROWS = [
    {"text_a": "won", "text_b": "lost", "label": "contradiction", "phenomenon": "antonym_or_outcome", "event": "e1"},
    {"text_a": "lost", "text_b": "won", "label": "neutral", "phenomenon": ["antonym_or_outcome"], "event": "e1"},
    {"text_a": "x", "text_b": "y", "label": "neutral", "phenomenon": "unrelated", "event": "e2"},
    {"text_a": "x", "text_b": "z", "label": "entailment", "event": "e3"},
]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "pairs.test.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in ROWS))
    return path


def test_a_labelled_file_is_read_with_its_groups(file: Path) -> None:
    labelled = read_labelled(str(file))
    assert (labelled.name, labelled.mode, labelled.two_way, labelled.errors) == ("pairs.test", "compare", False, ())
    assert [item.group for item in labelled.pairs] == ["e1", "e1", "e2", "e3"]
    assert len(labelled.sha256) == 64
    assert by_split(labelled) == [labelled]


def test_rows_with_other_labels_are_told_and_left_out(file: Path) -> None:
    with file.open("a") as handle:
        handle.write('{"text_a": "x", "text_b": "y", "label": "maybe"}\n{"text_a": "x", "text_b": "y"}\n{broken\n')
    labelled = read_labelled(str(file))
    assert len(labelled.pairs) == 4
    allowed = "allowed: entailment, neutral, contradiction"
    assert labelled.errors[0] == f"line 5: field label is 'maybe'; {allowed}"
    assert labelled.errors[1] == f"line 6: field label is missing; {allowed}"
    assert labelled.errors[2].startswith("line 7: not JSON")


def test_one_two_way_label_does_not_turn_a_whole_file_two_way(file: Path) -> None:
    with file.open("a") as handle:
        handle.write('{"text_a": "x", "text_b": "y", "label": "not_entailment"}\n')
    labelled = read_labelled(str(file))
    assert not labelled.two_way
    assert labelled.errors == (
        "line 5: field label is 'not_entailment'; allowed: entailment, neutral, contradiction "
        "(not_entailment only in a file without the other two)",
    )


def test_empty_cells_name_no_event(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    empty = dict.fromkeys(("event", "split", "phenomenon"), float("nan"))
    rows = [{"text_a": text, "text_b": "y", "label": "neutral"} | empty for text in "pq"]
    path.write_text("\n".join(map(json.dumps, rows)))
    labelled = read_labelled(str(path))
    assert [item.group for item in labelled.pairs] == ["p", "q"]
    assert (labelled.pairs[0].split, labelled.pairs[0].phenomena, labelled.grouped) == (None, (), False)


def test_a_file_without_usable_rows_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    path.write_text('{"text_a": "x", "text_b": "y", "label": 2}\n')
    with pytest.raises(ValueError, match=r"x\.jsonl: no usable row; the first: line 1: field label is 2; allowed"):
        read_labelled(str(path))
    path.write_text("{\n{\n")
    with pytest.raises(ValueError, match=r"x\.jsonl: no usable row; the first: line 1: not JSON"):
        read_labelled(str(path))
    path.write_text('{"a": "x"}\n')
    with pytest.raises(ValueError, match=r"x\.jsonl: no columns text_a and text_b .* columns found: a"):
        read_labelled(str(path))


def test_results_say_what_was_measured_and_on_what(file: Path, detector: Detector, tmp_path: Path) -> None:
    labelled = read_labelled(str(file))
    seen: list[int] = []
    result = evaluate(detector, labelled, progress=seen.append)
    assert sum(seen) == 4
    write_results(tmp_path / "out", [ModelRun(describe(detector), (result,))], "counterclaim eval pairs")
    record = read_results(tmp_path / "out" / "result.json")
    model = record["models"][0]
    part = model["sets"][0]
    assert (model["name"], record["command"]) == ("dictionary", "counterclaim eval pairs")
    assert model["weights_sha256"] is None
    assert (part["rows"], part["groups"], part["sha256"]) == (4, 3, labelled.sha256)
    assert part["metrics"]["accuracy"] == 0.5
    assert part["slices"]["antonym_or_outcome"]["rows"] == 2
    assert part["slices"]["antonym_or_outcome"]["accuracy"] == 0.5
    assert part["slices"]["unrelated"]["accuracy"] == 1.0
    assert part["swap"] == {"pairs": 4, "largest_change": 0, "mean_change": 0, "contradiction_flips": 0}
    assert {"low", "high", "standard_error"} == set(part["intervals"]["accuracy"])
    assert set(part["baselines"]) == {"majority", "text_b_only", "overlap", "numbers_differ", "bag_of_words"}
    assert part["mistakes"]["rows"] == 2
    assert {wrong["line"] for wrong in part["mistakes"]["shown"]} == {2, 4}
    rows = pq.read_table(tmp_path / "out" / "predictions.parquet").to_pylist()
    assert [row["verdict"] for row in rows] == ["contradiction", "contradiction", "neutral", "neutral"]
    assert [row["label"] for row in rows] == [row["label"] for row in ROWS]


def test_a_result_that_is_none_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "result.json"
    with pytest.raises(FileNotFoundError, match=r"result\.json: no such file"):
        read_results(path)
    path.write_text("{")
    with pytest.raises(ValueError, match=r"result\.json: not JSON"):
        read_results(path)
    path.write_text('{"schema": 1}')
    with pytest.raises(ValueError, match="schema is 1; allowed: 2"):
        read_results(path)


def test_inferring_reports_what_a_swap_changes(tmp_path: Path) -> None:
    path = tmp_path / "nli.jsonl"
    path.write_text('{"premise": "won", "hypothesis": "lost", "label": "contradiction"}\n')
    detector = Detector(DictionaryScorer({("won", "lost"): (0.0, 0.1, 0.9)}))
    swap = evaluate(detector, read_labelled(str(path))).record["swap"]
    assert swap["contradiction_flips"] == 1
    assert swap["largest_change"] == pytest.approx(0.8, abs=1e-3)


def test_two_way_sets_are_measured_two_way(tmp_path: Path, detector: Detector) -> None:
    path = tmp_path / "rte.jsonl"
    rows = [("won", "not lost", "entailment"), ("won", "lost", "not_entailment"), ("x", "y", "not_entailment")]
    path.write_text("".join(json.dumps({"premise": p, "hypothesis": h, "label": label}) + "\n" for p, h, label in rows))
    record = evaluate(detector, read_labelled(str(path))).record
    assert record["metrics"]["accuracy"] == 1
    assert record["labels"] == {"entailment": 1, "not_entailment": 2}
    assert record["mistakes"] == {"rows": 0, "shown": []}


def test_one_class_is_measured_without_a_ranking(tmp_path: Path, detector: Detector) -> None:
    path = tmp_path / "x.jsonl"
    path.write_text('{"text_a": "won", "text_b": "lost", "label": "contradiction"}\n' * 2)
    record = evaluate(detector, read_labelled(str(path))).record
    assert record["metrics"]["accuracy"] == 1
    assert "auroc" not in record["metrics"]
    assert record["curves"]["precision_recall"] == []


def test_a_threshold_is_tuned_on_validation_and_stands_beside_one_half(file: Path, detector: Detector) -> None:
    labelled = read_labelled(str(file))
    tuned = tune(detector, labelled)
    assert tuned.on == "pairs.test"
    assert tuned.threshold == pytest.approx(evaluate(detector, labelled).predictions.probabilities[0, 2])
    record = evaluate(detector, labelled, tuned=Tuned(0.2, "other")).record
    assert record["thresholds"]["fixed"]["threshold"] == 0.5
    assert (record["thresholds"]["tuned"]["threshold"], record["thresholds"]["tuned"]["tuned_on"]) == (0.2, "other")


def test_annotators_are_compared_where_there_are_many(tmp_path: Path, detector: Detector) -> None:
    path = tmp_path / "chaos.jsonl"
    rows = [{"premise": "won", "hypothesis": "lost", "label": "contradiction", "votes": [10, 20, 70]}]
    path.write_text("".join(json.dumps(row) + "\n" for row in [*rows, rows[0] | {"votes": [1, 2]}]))
    labelled = read_labelled(str(path), humans="votes")
    assert labelled.pairs[0].humans == (0.1, 0.2, 0.7)
    assert labelled.errors == (
        "line 2: field votes is '[1, 2]'; allowed: three shares (entailment, neutral, contradiction)",
    )
    assert set(evaluate(detector, labelled).record["humans"]) == {"js_distance", "kl"}
    assert evaluate(detector, read_labelled(str(path))).record["humans"] == {}


def test_two_models_are_compared_on_what_both_scored(file: Path, detector: Detector, tmp_path: Path) -> None:
    labelled = read_labelled(str(file))
    worse = Detector(DictionaryScorer({("x", "y"): (0.0, 0.0, 1.0), ("y", "x"): (0.0, 0.0, 1.0)}))
    runs = [
        ModelRun(describe(one) | {"name": name}, (evaluate(one, labelled, Settings(baselines=False)),))
        for name, one in (("better", detector), ("worse", worse))
    ]
    record = write_results(tmp_path, runs, "counterclaim eval")
    (found,) = record["comparisons"]
    assert (found["set"], found["first"], found["second"]) == ("pairs.test", "better", "worse")
    assert found["metrics"]["accuracy"]["difference"] == pytest.approx(0.25)
    assert (found["mcnemar"]["only_a"], found["mcnemar"]["only_b"]) == (2, 1)


def test_a_model_with_its_classes_in_another_order_scores_the_same(
    checkpoint: Path, file: Path, tmp_path: Path
) -> None:
    order = [2, 0, 1]
    model = BertForSequenceClassification.from_pretrained(str(checkpoint))
    names = model.config.id2label
    head = model.classifier
    head.weight.data, head.bias.data = head.weight.data[order], head.bias.data[order]
    model.config.id2label = {index: names[old] for index, old in enumerate(order)}
    model.config.label2id = {name: index for index, name in model.config.id2label.items()}
    shutil.copytree(checkpoint, tmp_path / "permuted")
    model.save_pretrained(str(tmp_path / "permuted"))
    labelled = read_labelled(str(file))
    one, two = (
        evaluate(Detector.load(folder, device="cpu", precision="fp32"), labelled, Settings(baselines=False)).record
        for folder in (checkpoint, tmp_path / "permuted")
    )
    assert one["metrics"] == two["metrics"]
    assert one["curves"] == two["curves"]
