"""Which reports are known to be of different shootings, and how a scan's pairs are counted by that."""

from typing import Any

import pytest
from tiny import DictionaryScorer

from counterclaim.eval.other_events import differ, measure
from counterclaim.model.detector import Detector


def report(day: str, address: str, text: str = "") -> dict[str, Any]:
    return {"shooting_date": day, "publish_date": day, "address": address, "text": text}


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (("2018-03-02", "12 Oak Street"), ("2018-03-02", "Oak Street"), False),
        (("2018-03-02", "12 Oak Street"), ("2018-03-03", "Oak Street"), False),  # the night between two days
        (("2018-03-02", "12 Oak Street"), ("2018-03-04", "12 Oak Street"), True),
        (("2018-03-02", "12 Oak Street"), ("2018-03-02", "400 block of Elm Street"), True),
        (("2018-03-02", "12 Oak Street"), ("2018-03-02", ""), False),
    ],
)
def test_reports_differ_by_day_or_address(one: tuple[str, str], other: tuple[str, str], expected: bool) -> None:
    assert differ(report(*one), report(*other)) is expected
    assert differ(report(*other), report(*one)) is expected


def test_a_pair_across_reports_of_two_shootings_is_counted_as_such() -> None:
    place = "The shooting at the Coldwater Mill in Elmford drew a crowd from Elmford and Coldwater."
    police = f'{place} "Two men were killed at the mill in Elmford," Elmford police said.'
    council = f'{place} "Nine men were killed at the mill in Elmford," the Coldwater council said.'
    first, second = report("2018-03-02", "Oak Street", police), report("2018-03-02", "Oak Street", council)
    later = report("2018-03-08", "Elm Street", council.replace("Nine", "Seven"))
    found = measure([first, second, later], Detector(DictionaryScorer()))
    assert found["articles"] == 3
    assert found["compared"] == {"one_report": 0, "other_events": 1, "perhaps_one_event": 1}
    assert found["shown"] == found["compared"]  # the figures cannot both be true
