"""`counterclaim compare`: two statements, one verdict with its reasons."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from counterclaim.model.bundled import DEFAULT_MODEL
from counterclaim.scripts import options

if TYPE_CHECKING:
    from counterclaim.model.records import Pair, Span, Verdict


def command(
    a: Annotated[str, typer.Argument(metavar="A", help="The first statement.")],
    b: Annotated[str, typer.Argument(metavar="B", help="The second statement.")],
    party_a: Annotated[str | None, typer.Option(help="Who says A.")] = None,
    date_a: Annotated[str | None, typer.Option(help="When A was said (ISO 8601).")] = None,
    party_b: Annotated[str | None, typer.Option(help="Who says B.")] = None,
    date_b: Annotated[str | None, typer.Option(help="When B was said (ISO 8601).")] = None,
    mode: Annotated[str, typer.Option(help="compare (symmetric) or infer (A is the premise).")] = "compare",
    as_json: Annotated[bool, typer.Option("--json", help="Print the whole verdict as JSON.")] = False,
    model: options.Model = DEFAULT_MODEL,
    device: options.Device = "auto",
    precision: options.Precision = "auto",
    labels: options.Labels = None,
    updates: options.Updates = False,
    tolerance: options.Tolerance = 0.25,
    least: options.Least = 0.0,
) -> None:
    """Compare two statements.

    The passages that decided are marked under each.

    Example: counterclaim compare "We lost four tanks." "Eighty enemy tanks were destroyed." --party-a Azerbaijan
    --party-b Armenia
    """
    from counterclaim.model.calibrate import MODES
    from counterclaim.model.rows import read_pair

    if mode not in MODES:
        raise ValueError(f"--mode is {mode!r}; allowed: {', '.join(MODES)}")
    pair = read_pair(
        {"text_a": a, "party_a": party_a, "date_a": date_a, "text_b": b, "party_b": party_b, "date_b": date_b}
    )
    detector = options.load_detector(model, device, precision, 64, labels, options.policy_of(updates, tolerance, least))
    verdict = next(detector.score([pair], mode="infer" if mode == "infer" else "compare"))
    sys.stdout.write(_as_json(pair, verdict) if as_json else _as_text(pair, verdict))


def _as_json(pair: Pair, verdict: Verdict) -> str:
    statements = {"a": pair.a.to_dict(), "b": pair.b.to_dict()}
    return json.dumps({**verdict.to_dict(), **statements}, ensure_ascii=False, indent=2) + "\n"


def _as_text(pair: Pair, verdict: Verdict) -> str:
    lines = [f"{verdict.label} ({verdict.kind}), probability {getattr(verdict, f'p_{verdict.label}'):.2f}"]
    for statement, spans in ((pair.a, verdict.spans_a), (pair.b, verdict.spans_b)):
        said = ", ".join(part for part in (statement.party, statement.date) if part)
        lead = f"  {said + ': ' if said else ''}"
        lines.append(lead + statement.text)
        if spans and "\n" not in statement.text:
            lines.append(" " * len(lead) + _marked(spans))
    lines.append(verdict.explanation)
    rest = ("contradiction", "entailment", "neutral")
    lines.append("  ".join(f"{label} {getattr(verdict, f'p_{label}'):.3f}" for label in rest))
    return "\n".join(lines) + "\n"


def _marked(spans: tuple[Span, ...]) -> str:
    """A line of signs under the characters of some spans."""
    width = max(end for _, end, _ in spans)
    signs = [" "] * width
    for start, end, _ in spans:
        signs[start:end] = "^" * (end - start)
    return "".join(signs)
