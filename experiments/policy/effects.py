"""Effects of policies on the same luck: draw by draw, against the plan and against no support."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from experiments.common.differences import Difference, Verdict, difference, verdict
from experiments.common.outcomes import BY_NAME, Measure
from experiments.policy.ranked import Ranked, by_draw

Draws = NDArray[np.float64]
"""Shape (policies, draws)."""


MORE = (
    Measure(
        "lifted_share", "founding households that lacked nothing in the last year",
        "share of founding households", "higher", 0.01, "one household in a hundred",
    ),
    Measure(
        "kas_real_idr", "kas at the horizon", "Rp of the base month a Kube", "neither", 0.0,
        "it is a means",
    ),
)  # fmt: skip
"""From accounts (`experiments.runs.accounts`), beside the outcomes of every run."""
SHOWN = (
    "failed_share", "mandiri_share", "sustained_mandiri_share", "household_income_idr",
    "unmet_need_idr", "household_savings_idr", "lifted_share", "kas_real_idr", "proposed_share",
    "realised_share",
)  # fmt: skip
"""Outcomes of a ranking, in order."""
MEASURES: dict[str, Measure] = {**BY_NAME, **{outcome.name: outcome for outcome in MORE}}


class Effect(NamedTuple):
    """An effect on one outcome.

    Attributes
    ----------
    found : Difference
        Mean over draws, of the policy less the other, with its 95 % interval.
    spread : tuple of float
        From the 5th to the 95th percentile of draws: what the parameters leave open.
    gains : float
        Share of draws in which it is better than the other; NaN where nothing is judged.
    """

    outcome: Measure
    found: Difference
    spread: tuple[float, float]
    gains: float
    verdict: Verdict


def effects(ranked: Ranked, against: int) -> Iterator[dict[str, Effect]]:
    """Yield for every policy its effects against another, by name of the outcome."""
    means = {name: by_draw(ranked.outcomes[name]) for name in SHOWN}
    for policy in range(len(ranked.names)):
        yield {
            name: effect(MEASURES[name], values[against], values[policy])
            for name, values in means.items()
        }


def effect(outcome: Measure, other: Draws, own: Draws) -> Effect:
    """Compare two policies over draws.

    Parameters
    ----------
    other, own : NDArray of float, shape (draws,)
    """
    found = difference(other, own)
    apart = (own - other)[~np.isnan(own - other)]
    low, high = np.quantile(apart, (0.05, 0.95)) if len(apart) else (np.nan, np.nan)
    better = {"higher": apart > 0.0, "lower": apart < 0.0}.get(outcome.better)
    gains = float("nan") if better is None or not len(apart) else float(better.mean())
    return Effect(outcome, found, (float(low), float(high)), gains, verdict(outcome, found))


def mean_and_interval(values: Draws) -> list[Difference]:
    """Return the mean over draws of every policy with its interval, against nothing."""
    return [difference(np.zeros_like(row), row) for row in values]
