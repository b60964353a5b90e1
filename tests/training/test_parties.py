"""Our own training pairs: well formed, and apart from the set that the harness measures on."""

import gzip
import json
from collections import Counter, defaultdict
from importlib.resources import files
from pathlib import Path

from counterclaim.eval.gather import our_set
from counterclaim.model.rows import read_pair
from counterclaim.training.mixing import pair_key

PATH = Path(str(files("counterclaim.training").joinpath("data/parties.jsonl.gz")))


def rows_of(name: str) -> list[dict[str, str]]:
    with gzip.open(PATH.with_name(name), "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


FIRST, MORE, FOR_THE_VERDICT = map(rows_of, ("parties.jsonl.gz", "parties_more.jsonl.gz", "verdict.jsonl.gz"))
ROWS = FIRST + MORE
MEASURED = [json.loads(line) for line in our_set().read_text(encoding="utf-8").splitlines()]
SIDES = ("text_a", "text_b")


def words(text: str) -> frozenset[str]:
    return frozenset(text.lower().replace(",", " ").replace(".", " ").split())


def test_there_are_as_many_as_promised_and_all_are_well_formed() -> None:
    assert len(FIRST) >= 20_000
    assert len(MORE) >= 7_000
    assert not {row["event"] for row in FIRST} & {row["event"] for row in MORE}
    assert len({row["id"] for row in ROWS}) == len(ROWS)
    assert len({pair_key(row["text_a"], row["text_b"]) for row in ROWS}) == len(ROWS)
    for row in ROWS:
        read_pair(row)
        assert row["label"] in ("contradiction", "entailment", "neutral")
        assert all(3 <= len(row[side].split()) <= 60 for side in SIDES)
    shares = Counter(row["label"] for row in ROWS)
    assert min(shares.values()) > 0.3 * len(ROWS)


def test_every_phenomenon_has_more_than_one_label() -> None:
    labels = defaultdict(set)
    for row in ROWS:
        labels[row["phenomenon"]].add(row["label"])
    assert all(len(found) > 1 for phenomenon, found in labels.items() if phenomenon != "unrelated")


def test_pairs_for_the_verdict_are_well_formed_and_no_model_is_trained_on_their_events() -> None:
    assert len(FOR_THE_VERDICT) > 1000
    for row in FOR_THE_VERDICT:
        read_pair(row)
    assert not {row["event"] for row in FOR_THE_VERDICT} & {row["event"] for row in ROWS}
    ours = {words(row[side]) for row in ROWS for side in SIDES}
    assert not ours & {words(row[side]) for row in FOR_THE_VERDICT for side in SIDES}


def test_no_event_and_no_statement_is_also_measured_on() -> None:
    everything = [*ROWS, *FOR_THE_VERDICT]
    assert not {row["event"] for row in everything} & {row["event"] for row in MEASURED}
    ours = {words(row[side]) for row in everything for side in SIDES}
    measured = {words(row[side]) for row in MEASURED for side in SIDES}
    assert not ours & measured
    near = [
        (one, other)
        for other in measured
        if len(other) > 7
        for one in ours
        if len(one & other) > 0.7 * len(one | other)
    ]
    assert not near
