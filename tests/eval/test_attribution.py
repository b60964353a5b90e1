"""Scores of attributions: pairing, micro token F1, and what is wrong with a file."""

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from counterclaim.eval.attribution import differences, evaluate, main, marked, paired, predicted, read_paragraphs, score

TEXT = "Baku said that 12 men died. Yerevan denied it."


def row(text: str, source: str, cue: str, content: str) -> dict[str, Any]:
    def place(part: str) -> list[list[list[int]]]:
        at = text.index(part)
        return [[[at, at + len(part)]]] if part else []

    spans = {"source": place(source), "cue": place(cue), "content": place(content)}
    return {"doc": "d", "context": text, "spans": spans}


ROWS = [row(TEXT, "Baku", "said", "that 12 men died"), row(TEXT, "Yerevan", "denied", "it")]


def write(path: Path, rows: list[Any]) -> Path:
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.writelines((item if isinstance(item, str) else json.dumps(item)) + "\n" for item in rows)
    return path


def test_rows_of_a_paragraph_come_together(tmp_path: Path) -> None:
    other = row("He left.", "He", "left", "left")
    first, second = read_paragraphs(write(tmp_path / "a.gz", [ROWS[0], other, ROWS[1]]))
    assert (first.text, len(first.gold), len(second.gold)) == (TEXT, 2, 1)


def test_perfect_and_empty_predictions(tmp_path: Path) -> None:
    (paragraph,) = read_paragraphs(write(tmp_path / "a.gz", ROWS))
    gold = marked(TEXT, paragraph.gold)
    perfect, nothing = score([(gold, gold)]), score([(gold, [])])
    assert all(perfect[f"{part}_f1"] == 1 for part in ("source", "cue", "content"))
    assert all(perfect[f"{part}_span_f1"] == 1 for part in ("source", "cue", "content"))
    assert all(nothing[f"{part}_f1"] == 0 for part in ("source", "cue", "content"))
    assert (perfect["paired"], nothing["gold"], nothing["predicted"]) == (2, 2, 0)


def test_tokens_are_counted_over_all_attributions(tmp_path: Path) -> None:
    (paragraph,) = read_paragraphs(write(tmp_path / "a.gz", ROWS))
    guess = [{"source": [(0, 4)], "cue": [(5, 9)], "content": [(15, 26)]}]  # "12 men died", without "that"
    found = score([(marked(TEXT, paragraph.gold), marked(TEXT, guess))])
    assert found["content_precision"] == 1
    assert found["content_recall"] == 3 / 5
    assert found["source_recall"] == 1 / 2
    assert (found["content_span_f1"], found["cue_span_f1"]) == (0, 2 / 3)


def test_each_gold_is_paired_once(tmp_path: Path) -> None:
    (paragraph,) = read_paragraphs(write(tmp_path / "a.gz", ROWS[:1]))
    gold = marked(TEXT, paragraph.gold)
    assert len(paired(gold, [*gold, *gold])) == 1
    assert paired(gold, []) == paired([], gold) == []


def test_the_rules_find_both(tmp_path: Path) -> None:
    paragraphs = read_paragraphs(write(tmp_path / "a.gz", ROWS))
    found = evaluate(paragraphs)
    assert found["content_f1"] == found["source_f1"] == found["cue_f1"] == 1
    assert len(predicted(TEXT)) == 2
    assert "= Baku | said | that 12 men died" in differences(paragraphs[0])


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(tmp_path / "polnear.train.attribution.jsonl.gz", ROWS)
    assert main(["--data-dir", str(tmp_path), "--split", "train", "--sample", "5", "--show", "1"]) == 0
    assert '"content_f1": 1.0' in capsys.readouterr().out
    with pytest.raises(SystemExit) as stopped:
        main(["--data-dir", str(tmp_path)])
    assert stopped.value.code == 2
    assert "polnear.dev" in capsys.readouterr().err


def test_a_broken_line_is_named(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="line 2"):
        read_paragraphs(write(tmp_path / "a.gz", [ROWS[0], {"doc": "d"}]))
    with pytest.raises(ValueError, match="line 1"):
        read_paragraphs(write(tmp_path / "b.gz", ["{"]))
    with pytest.raises(FileNotFoundError):
        read_paragraphs(tmp_path / "none.gz")
