"""Near-duplicates of training pairs, among themselves and in held-out files."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path

import pytest
import yaml

from counterclaim.training.mixing import UNLABELLED, Row
from counterclaim.training.near_duplicates import NearPairs, against, main, within

FLOOD = "The ministry of the interior said on Monday that the flood in the valley killed twelve people and hurt forty."
OTHER = "The port authority counted nine containers that were washed ashore near the old lighthouse in the night."


def test_pairs_are_near_by_what_they_say_in_either_order() -> None:
    index = NearPairs()
    assert index.add(FLOOD, OTHER) == []
    assert index.add(OTHER, "Nothing happened.") == []
    assert list(index.near(OTHER, FLOOD)) == [0]
    assert list(index.near(FLOOD.upper().rstrip("."), OTHER)) == [0]
    assert list(index.near(FLOOD.replace("twelve", "thirteen"), OTHER)) == [0]
    assert list(index.near(FLOOD, FLOOD)) == []
    assert list(index.near(" ".join(reversed(FLOOD.split())), " ".join(reversed(OTHER.split())))) == []


def test_texts_without_words_are_near_nothing() -> None:
    index = NearPairs()
    index.add("…", "?")
    assert index.add("…", "!") == []


def test_repeated_pairs_are_counted_by_source_and_by_what_their_labels_say() -> None:
    changed = FLOOD.replace("twelve", "thirteen")
    rows = [
        Row(FLOOD, OTHER, 0, "one"),
        Row(changed, OTHER, 0, "one"),
        Row(OTHER, FLOOD, 2, "two"),
        Row(OTHER, changed, UNLABELLED, "two"),
        Row(OTHER, "It rained.", 1, "two"),
    ]
    _, counts = within(rows)
    assert counts == {"one": {"pairs": 2, "same": 1}, "two": {"pairs": 3, "other": 1, "unlabelled": 1}}


def test_held_out_pairs_that_are_nearly_trained_on_are_found() -> None:
    rows = [Row(FLOOD, OTHER, 0, "one")]
    index, _ = within(rows)
    found = against(index, rows, {"a": [(OTHER, FLOOD.lower()), (OTHER, "It rained.")], "b": []}, examples=2)
    assert found["a"]["pairs"] == 2
    assert found["a"]["near"] == 1
    assert found["a"]["sources"] == {"one": 1}
    assert found["a"]["some"] == [{"held_out": f"{OTHER} | {FLOOD.lower()}", "trained": f"{FLOOD} | {OTHER}"}]
    assert found["b"] == {"pairs": 0, "near": 0, "sources": {}, "some": []}


def test_the_command_reads_a_recipe_and_writes_a_record(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def write(name: str, rows: list[tuple[str, str, str]]) -> None:
        with gzip.open(tmp_path / name, "wt", encoding="utf-8") as lines:
            for premise, hypothesis, label in rows:
                lines.write(json.dumps({"premise": premise, "hypothesis": hypothesis, "label": label}) + "\n")

    write("train.jsonl.gz", [(FLOOD, OTHER, "neutral"), (FLOOD + " Again.", OTHER, "neutral")])
    write("back.jsonl.gz", [(OTHER, FLOOD, "neutral"), (OTHER, "Then it snowed.", "neutral")])
    write("test.jsonl.gz", [(FLOOD + " So it said.", OTHER, "neutral")])
    source = {"name": "one", "file": "train.jsonl.gz"}
    back = {"name": "back", "file": "back.jsonl.gz", "unlabelled": True}
    stage = {
        "name": "general",
        "epochs": 1,
        "learning_rate": 1e-4,
        "teacher": "small",
        "sources": [back, source],
        "validation": [source],
    }
    recipe = {"name": "tiny", "base_model": "x", "held_out": ["test.jsonl.gz"], "stages": [stage]}
    recipe |= {"calibration": {"infer": [source], "compare": [source]}, "evaluation": ["parties"]}
    (tmp_path / "recipe.yaml").write_text(yaml.safe_dump(recipe))
    main(tmp_path / "recipe.yaml", tmp_path, tmp_path / "near.json")
    record = json.loads((tmp_path / "near.json").read_text())
    assert json.loads(capsys.readouterr().out) == record
    assert record["training"] == {"back": {"pairs": 1}, "one": {"pairs": 2, "same": 1}}
    assert record["held_out"]["test.jsonl.gz"]["near"] == 1
    assert record["held_out"]["parties.jsonl"]["near"] == 0
    assert record["held_out"]["parties.jsonl"]["pairs"] > 600


def test_a_folder_without_the_files_is_told_in_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main(Path(__file__).parents[2] / "configs" / "small.yaml", tmp_path)
    assert end.value.code == 2
    assert re.fullmatch(r"near_duplicates: .*no such file.*\n|near_duplicates: .*allowed.*\n", capsys.readouterr().err)
