"""What the user decides: settings of the verdict with sane defaults. The only place where thresholds live.

policy = Policy(update_is_contradiction=True, minimum_probability=0.7)
"""

from __future__ import annotations

from pydantic import Field

from counterclaim.model.settings import Strict

UNSURE_BELOW = 0.5
"""The explanation says "unsure" where the winning probability (0 to 1) is below this."""

DIRECTIONS_DIFFER_BY = 0.4
"""The explanation says that the directions disagree where their contradiction scores differ by more (0 to 1)."""

NUMBERS_DECIDE = 0.97
"""Probability (0 to 1) of what the numbers say where two texts differ in nothing else."""


class Policy(Strict):
    """Settings of the verdict.

    `update_is_contradiction`: whether a later, higher running total contradicts the earlier one (teams differ; by
    default it does not). `tolerance`: how far apart, as a share, a figure hedged as "about" may be from another before
    they conflict. `minimum_probability`: contradictions below it are reported as neutral (0: the most probable class
    wins).
    """

    update_is_contradiction: bool = False
    tolerance: float = Field(default=0.25, ge=0, le=1)
    minimum_probability: float = Field(default=0.0, ge=0, le=1)
