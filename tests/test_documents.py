"""README, model card and result file say the same, and what they tell a newcomer to type works."""

import json
import re
import shlex
import textwrap
from pathlib import Path

import pytest
from typer.testing import CliRunner

from counterclaim.eval.readme import results
from counterclaim.eval.summary import markdown_table
from counterclaim.model.bundled import BUNDLED
from counterclaim.scripts import cli

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"^    \.venv/bin/counterclaim ((?:score|compare|eval) (?!.*--model).*)$", README, re.MULTILINE)


def test_the_readme_shows_what_was_measured() -> None:
    block = results(ROOT / "eval" / "results")
    assert README.count("<!-- end of results -->") == 1
    assert block in README, "python -m counterclaim.eval.readme makes it anew"


@pytest.mark.parametrize("name", BUNDLED)
def test_the_model_card_shows_the_same_results_and_the_same_weights(name: str) -> None:
    record = json.loads((ROOT / "eval" / "results" / f"{name}.json").read_text(encoding="utf-8"))["models"][0]
    card = (ROOT / "model" / "checkpoint" / name / "MODEL_CARD.md").read_text(encoding="utf-8")
    assert markdown_table(record["sets"]) in card
    assert record["weights_sha256"] in card


def test_the_python_of_the_readme_runs(capsys: pytest.CaptureFixture[str]) -> None:
    blocks = re.findall(r"```python\n(.*?)```", README, flags=re.DOTALL)
    assert blocks
    for block in blocks:
        exec(compile(block, "README.md", "exec"), {})  # noqa: S102
    assert "contradiction" in capsys.readouterr().out


@pytest.mark.parametrize("line", COMMANDS)
def test_the_commands_of_the_readme_run(line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    arguments = [str(ROOT / part) if part.startswith("eval/data/") else part for part in shlex.split(line)]
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(cli.app, arguments, catch_exceptions=False)
    assert result.exit_code == 0
    if arguments[0] == "compare":
        shown = re.search(re.escape(line) + r"\n\n.*\n\n((?:    .*\n)+)", README)
        assert shown is not None
        assert result.output.startswith(textwrap.dedent(shown[1]))
    else:
        assert list(tmp_path.iterdir())
