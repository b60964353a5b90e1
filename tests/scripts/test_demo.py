import pytest

from counterclaim.scripts import demo


def test_the_demo_shows_every_pair_and_says_how_many_agree(capsys: pytest.CaptureFixture[str]) -> None:
    demo.main()
    shown = capsys.readouterr().out
    assert " of 40 verdicts agree with our labels" in shown
    leads = ("By their", "A later", "The figures", "One denies")
    assert sum(shown.count(lead) for lead in leads) >= 40
    for party in ("Armenia", "Azerbaijan", "Nagorno-Karabakh"):
        assert party in shown
