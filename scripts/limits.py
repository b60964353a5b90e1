"""The option `--fail-under` of `counterclaim eval`: what it asks for, and which sets do not reach it.

limits = [read_limit(text) for text in ("macro_f1=0.5", "mnli:accuracy=0.7")]
[line for limit in limits for line in under(record["models"][0]["sets"], limit)]
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

_LESS_IS_BETTER = ("ece", "brier", "aurc", "error", "js_distance")


class Limit(NamedTuple):
    """The least value of a metric, on one set or (`name` is `None`) on every set that has it."""

    name: str | None
    metric: str
    least: float


def read_limit(text: str) -> Limit:
    """What `[SET:]METRIC=VALUE` asks for.

    Raises:
        ValueError: it is written otherwise, or less of the metric is better.
    """
    where, _, value = text.partition("=")
    name, colon, metric = where.rpartition(":")
    if _less_is_better(metric):
        raise ValueError(f"--fail-under is {text!r}; allowed: a metric of which more is better")
    try:
        least = float(value)
    except ValueError:
        least = math.nan
    if not math.isfinite(least):
        raise ValueError(f"--fail-under is {text!r}; allowed: METRIC=VALUE or SET:METRIC=VALUE")
    return Limit(name if colon else None, metric, least)


def check_limits(limits: Sequence[Limit], names: Sequence[str]) -> None:
    """Says before anything is scored that a limit cannot be met.

    Raises:
        ValueError: there is no such set or metric; those that there are are listed.
    """
    from counterclaim.eval.metrics import metric_names

    for limit in limits:
        if limit.name is not None and limit.name not in names:
            raise ValueError(f"--fail-under: no set {limit.name!r}; allowed: {', '.join(names)}")
        if limit.metric not in metric_names():
            raise _no_metric(limit.metric, metric_names())


def _no_metric(metric: str, found: Iterable[str]) -> ValueError:
    allowed = sorted(name for name in found if not _less_is_better(name))
    return ValueError(f"--fail-under: no metric {metric!r}; allowed: {', '.join(allowed)}")


def _less_is_better(metric: str) -> bool:
    return any(word in metric for word in _LESS_IS_BETTER)


def under(sets: Sequence[dict[str, Any]], limit: Limit) -> list[str]:
    """A line for each set whose metric is under the limit.

    Raises:
        ValueError: no set has the metric; those that there are are listed.
    """
    name, metric, least = limit
    chosen = [one for one in sets if name in (None, one["name"])]
    there = [one for one in chosen if metric in one["metrics"]]
    if not there:
        raise _no_metric(metric, {found for one in chosen for found in one["metrics"]})
    missing = [f"{one['name']}: has no {metric}, wanted {least}" for one in chosen if one not in there and name]
    return missing + [
        f"{one['name']}: {metric} is {one['metrics'][metric]:.4f}, under {least}"
        for one in there
        if one["metrics"][metric] < least
    ]
