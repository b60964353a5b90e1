import json
from pathlib import Path

import pytest

from counterclaim.eval.gather import gather

ROW = {"premise": "p", "hypothesis": "h", "label": "neutral"}


def write(path: Path, *rows: dict[str, object]) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return path


def test_files_and_benchmarks_are_gathered_and_what_is_missing_is_told(tmp_path: Path) -> None:
    write(tmp_path / "ours.jsonl", ROW)
    write(tmp_path / "other.jsonl", {"premise": "p", "hypothesis": "h", "label": "maybe"})
    write(tmp_path / "unlabelled.jsonl", {"premise": "p", "hypothesis": "h"})
    write(tmp_path / "empty.jsonl")
    names = [str(tmp_path / name) for name in ("ours.jsonl", "other.jsonl", "unlabelled.jsonl", "empty.jsonl")]
    found = gather([*names, "mnli"], data_dir=tmp_path)
    assert [one.labelled.name for one in found.sets] == ["ours"]
    reasons = [one["reason"] for one in found.skipped]
    assert "no usable row; the first: line 1: field label is 'maybe'; allowed: entailment" in reasons[0]
    assert "unlabelled.jsonl: no column label; columns found: premise, hypothesis" in reasons[1]
    assert "empty.jsonl: empty; allowed: at least one row" in reasons[2]
    assert "mnli.dev_matched.jsonl.gz: no such file" in reasons[3]


def test_validation_rows_of_a_file_tune_the_threshold_of_its_test_rows(tmp_path: Path) -> None:
    path = write(tmp_path / "x.jsonl", ROW | {"split": "test"}, ROW | {"split": "validation", "label": "entailment"})
    test, validation = gather([str(path)]).sets
    assert (test.labelled.name, validation.labelled.name) == ("x.test", "x.validation")
    assert test.tune_on is validation.labelled
    assert validation.tune_on is None


def test_a_benchmark_is_tuned_on_its_validation_set_where_that_is_at_hand(tmp_path: Path) -> None:
    write(tmp_path / "snli.test.jsonl.gz")
    import gzip

    for name in ("snli.test.jsonl.gz", "snli_raw.dev.jsonl.gz"):
        (tmp_path / name).write_bytes(gzip.compress(json.dumps(ROW).encode()))
    (one,) = gather(["snli"], data_dir=tmp_path).sets
    assert one.benchmark is not None
    assert one.tune_on is not None
    assert one.tune_on.name == "snli_dev"
    every = gather(["all"], data_dir=tmp_path)
    assert [one.labelled.name for one in every.sets] == ["parties.test", "parties.validation", "snli", "snli_dev"]
    assert every.skipped == []


def test_unknown_names_and_nothing_are_refused() -> None:
    with pytest.raises(ValueError, match=r"'mnil' is neither a file nor a benchmark; allowed: .*mnli"):
        gather(["mnil"])
    with pytest.raises(ValueError, match="nothing to measure; allowed"):
        gather([])


def test_two_sets_of_one_name_are_refused(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    one, two = write(tmp_path / "x.jsonl", ROW), write(tmp_path / "b" / "x.jsonl", ROW)
    with pytest.raises(ValueError, match="a set of the name 'x' is there already"):
        gather([str(one), str(two)])
