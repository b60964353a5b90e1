"""What does not add up in one party's account."""

import pytest

from counterclaim.model.arithmetic import check_account
from counterclaim.model.records import Statement


def account(*texts: str) -> list[str]:
    said = [Statement(text=text, party="Armenia", date=f"2020-09-{27 + day}") for day, text in enumerate(texts)]
    return [finding.reason for finding in check_account(said)]


@pytest.mark.parametrize(
    ("texts", "reason"),
    [
        (
            ["28 soldiers were killed.", "27 more soldiers were killed.", "In total 58 soldiers were killed."],
            "come to 55",
        ),
        (["So far 58 people have died.", "So far 28 people have died."], "cannot fall"),
        (["Seven people in all were killed: five miners and three policemen."], "come to 8, more than the total of 7"),
        (["Nine people in all were killed: five miners and three policemen."], "come to 8, not the total of 9"),
        (["Nine people were hurt, including twelve children."], "come to 12, more than the total of 9"),
    ],
)
def test_what_does_not_add_up(texts: list[str], reason: str) -> None:
    assert [reason in found for found in account(*texts)] == [True]


@pytest.mark.parametrize(
    "texts",
    [
        ["28 soldiers were killed.", "30 more soldiers were killed.", "In total 58 soldiers were killed."],
        ["So far 28 people have died.", "So far 58 people have died."],
        ["Seven people in all were killed: five miners and two policemen."],
        ["Nine people were hurt, including three children."],
        ["At least nine people were killed, among them five miners."],
        ["Ten tanks were destroyed.", "In total four drones were destroyed."],
        ["We lost three tanks. The enemy lost eight tanks in all."],
        ["The union counted strikers in five cities on Tuesday: 6,000 in one and 9,000 in the next."],
        [],
    ],
)
def test_what_adds_up(texts: list[str]) -> None:
    assert account(*texts) == []
