"""Figures as the tables and pictures of evidence write them."""

import math
from collections.abc import Mapping
from typing import Any, NamedTuple

from experiments.common.tables import Look, Marked, Part
from experiments.evidence.words import known
from sim.inputs.said import Said, both, in_indonesian

VERDICTS: dict[str, str] = {
    "learned": "learned",
    "measured": "measured elsewhere",
    "at_prior": "at its prior",
    "out_of_reach": "out of reach",
    "failed_check": "fails check",
    "not_checked": "not checked",
}
"""Of parameters, by key of a report."""
VERDICTS_AFTER_OTHERS: dict[str, str] = {
    "learned": "learned",
    "as_before": "as before",
    "out_of_reach": "out of reach",
    "failed_check": "fails check",
    "not_checked": "not checked",
}
"""The same of a calibration that goes on from a posterior."""


class Start(NamedTuple):
    """What a calibration starts from, in words.

    Attributes
    ----------
    noun, adjective : str
    own : str
        That of one parameter.
    tilted : str
        Those of single parameters that are tilted.
    """

    noun: Said
    adjective: Said
    own: Said
    tilted: Said


PRIOR = Start(
    both("prior", "prior"),
    both("prior", "prior"),
    both("its prior", "prior-nya"),
    both("tilted priors", "prior yang dimiringkan"),
)
BEFORE = Start(
    both("posterior before", "posterior sebelumnya"),
    both("earlier", "sebelumnya"),
    both("the posterior before", "posterior sebelumnya"),
    both("tilted marginals", "sebaran yang dimiringkan"),
)
LOOKS: dict[str, Look] = {
    "learned": "good", "agree": "good", "shown": "good",
    "out of reach": "doubtful", "not checked": "doubtful", "disagree": "doubtful",
    "partly": "doubtful", "fails check": "bad", "failed": "bad", "does not bite": "bad",
}  # fmt: skip
"""Of verdicts; `measured elsewhere`, `at its prior`, `as before` and `bites` have none."""
MILLION = 1e6
MILLIONS_FROM = 1e5
"""Where one figure of a row is as large, all of the row are written in millions."""


NONE = both("none", "tidak ada")


def alike(*values: float | None) -> list[str]:
    """Write figures that stand side by side, all in the same unit; what has no case is none."""
    known = [math.nan if value is None else value for value in values]
    most = max((abs(value) for value in known if not math.isnan(value)), default=0.0)
    return [NONE if math.isnan(value) else _beside(value, most) for value in known]


def _beside(value: float, most: float) -> str:
    """Write a figure beside one of this size."""
    if most < MILLIONS_FROM:
        return short(value)
    text = f"{value / MILLION:.{2 if most >= MILLION else 3}f}"
    return both(f"{text} m", f"{text} jt")


def short(value: float) -> str:
    """Write a figure with three digits: what differs only by rounding reads alike."""
    value = float(f"{value:.9g}")
    return f"{value:,.0f}" if abs(value) >= 1e3 else f"{value:.3g}"


def span(low: str, high: str) -> Said:
    """Write an interval; what both ends have behind their numbers stands there once."""
    return both(_span(low, high, "to"), _span(in_indonesian(low), in_indonesian(high), "s.d."))


def _span(low: str, high: str, between: str) -> str:
    number, _, unit = low.partition(" ")
    first = number if unit and high.endswith(f" {unit}") else low
    return f"{first} {between} {high}" if {"-", "+"} & {*low, *high} else f"{first}-{high}"


def with_interval(figure: str, low: str, high: str) -> Said:
    """Write a figure and its interval."""
    ends = span(low, high)
    return both(f"{figure} ({ends})", f"{in_indonesian(figure)} ({ends.indonesian})")


def percent(share: float, digits: int = 0) -> str:
    """Write a share in per cent."""
    return f"{100.0 * share:.{digits}f} %"


def start_of(report: Mapping[str, Any]) -> Start:
    """Return what a calibration started from, by its report."""
    return BEFORE if "before" in report else PRIOR


def verdict_cell(verdict: str) -> Part:
    """Return a verdict with its look."""
    said = known(verdict)
    return Marked(said, LOOKS[verdict]) if verdict in LOOKS else said


def chance_told(place: float) -> float:
    """Return how often the model shows for a Kube what was reported of it, from the place of that.

    What was reported is 1, and runs that equal it are half below it.
    """
    return 2.0 * (1.0 - place)
