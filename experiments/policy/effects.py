"""Effects of policies on the same luck: draw by draw, by group, and under each rival structure."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from experiments.common.differences import Difference, Verdict, difference, verdict
from experiments.common.draws import STRUCTURES
from experiments.common.outcomes import BY_NAME, Measure
from experiments.policy.ranking_runs import Ranked, by_draw
from sim.cells import BANDS, HOUSEHOLD_CELLS, KINDS, KUBE_CELLS, RULES, SOCIAL_TYPES
from sim.structures import FACTORS

Draws = NDArray[np.float64]
"""Shape (policies, draws)."""

MORE = (
    Measure(
        "lifted_share", "founding households that lacked nothing in the last year",
        "rumah tangga pendiri yang tidak kekurangan pada tahun terakhir",
        "share of founding households", "higher", 0.01, "one household in a hundred",
    ),
    Measure(
        "kas_real_idr", "kas at the horizon", "kas pada akhir masa simulasi",
        "Rp of the base month a Kube", "neither", 0.0, "it is a means",
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
    difference : Difference
        Mean over draws, of the policy less the other, with its 95 % interval.
    spread : tuple of float
        From the 5th to the 95th percentile of draws: what the parameters leave open.
    gains : float
        Share of draws in which it is better than the other; NaN where nothing is judged.
    """

    outcome: Measure
    difference: Difference
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
    mean = difference(other, own)
    apart = (own - other)[~np.isnan(own - other)]
    low, high = np.quantile(apart, (0.05, 0.95)) if len(apart) else (np.nan, np.nan)
    better = {"higher": apart > 0.0, "lower": apart < 0.0}.get(outcome.better)
    gains = float("nan") if better is None or not len(apart) else float(better.mean())
    return Effect(outcome, mean, (float(low), float(high)), gains, verdict(outcome, mean))


def mean_and_interval(values: Draws) -> list[Difference]:
    """Return the mean over draws of every policy with its interval, against nothing."""
    return [difference(np.zeros_like(row), row) for row in values]


OF_HOUSEHOLDS = ("household_income_idr", "unmet_need_idr", "lifted_share")
GROUPS: tuple[tuple[str, Sequence[str], str, Sequence[Any]], ...] = (
    ("band", BANDS, "households", HOUSEHOLD_CELLS),
    ("social_type", SOCIAL_TYPES, "households", HOUSEHOLD_CELLS),
    ("kind", KINDS, "kubes", KUBE_CELLS),
    ("rule", RULES, "kubes", KUBE_CELLS),
)
"""What parts households, into which groups; the columns that count them, by which cells."""


class Group(NamedTuple):
    """Some of the households.

    Attributes
    ----------
    by : str
        What parts them: band, social_type, kind or rule.
    share : float
        Of all households that ever were members, in the plan.
    effects : dict of Effect
        On `OF_HOUSEHOLDS`.
    """

    by: str
    name: str
    share: float
    effects: dict[str, Effect]


def gains(ranked: Ranked, policy: int, against: int) -> list[Group]:
    """Return every group that has households, with what a policy does for it beside another."""
    groups = []
    for by, names, prefix, cells in GROUPS:
        whole = ranked.cells[f"{prefix}_households"][against]
        for name in names:
            chosen = [number for number, cell in enumerate(cells) if getattr(cell, by) == name]
            share = float(whole[..., chosen].sum() / max(whole.sum(), 1.0))
            if share > 0.0:
                own = _of_cells(ranked, prefix, chosen, policy, against)
                groups.append(Group(by, name, share, own))
    return groups


def _of_cells(
    ranked: Ranked, prefix: str, chosen: list[int], policy: int, against: int
) -> dict[str, Effect]:
    """Return the effects on the households of some cells."""
    both = [policy, against]

    def total(name: str) -> Any:
        return ranked.cells[f"{prefix}_{name}"][both][..., chosen].sum(axis=(-1, -2))

    months, households = total("household_months"), total("households")
    with np.errstate(invalid="ignore", divide="ignore"):
        means = {
            "household_income_idr": total("income_real_idr") / months,
            "unmet_need_idr": total("unmet_real_idr") / months,
            "lifted_share": total("lifted") / households,
        }
    return {name: effect(MEASURES[name], means[name][1], means[name][0]) for name in OF_HOUSEHOLDS}


LEAST_DRAWS = 10
"""Fewer draws of a level say nothing."""
SIGMAS = 3.0
"""So many standard errors the two halves are apart before they are said to disagree: of seven
structures and some thirty policies, one pair in a thousand is that far apart by luck."""


class Disagreement(NamedTuple):
    """A policy whose effect differs between the two levels of a structure."""

    policy: str
    own: Difference
    rival: Difference


class Rivals(NamedTuple):
    """The two levels of a rival structure.

    Attributes
    ----------
    best : tuple of str
        The best policy under each level.
    """

    structure: str
    levels: tuple[str, str]
    best: tuple[str, str]
    disagree: list[Disagreement]


def rivals(ranked: Ranked, outcome: Measure) -> Iterator[Rivals]:
    """Yield every structure of which both levels were drawn often enough."""
    values = by_draw(ranked.outcomes[outcome.name])
    drawn = ranked.sweep.uncertainty.draws
    sign = -1.0 if outcome.better == "lower" else 1.0
    for factor in FACTORS:
        level = drawn[STRUCTURES[factor.name]]
        own, rival = (values[:, level == number] for number in (0, 1))
        if min(own.shape[1], rival.shape[1]) < LEAST_DRAWS:
            continue
        best = [ranked.names[int((sign * half.mean(axis=1)).argmax())] for half in (own, rival)]
        yield Rivals(
            factor.name,
            (factor.levels[0].name, factor.levels[1].name),
            (best[0], best[1]),
            [it for it in _compared(ranked, own, rival) if _disagree(it)],
        )


def _compared(ranked: Ranked, own: Draws, rival: Draws) -> Iterator[Disagreement]:
    none = ranked.none
    for number, name in enumerate(ranked.names):
        if number != none:
            halves = (difference(half[none], half[number]) for half in (own, rival))
            yield Disagreement(name, *halves)


def _disagree(halves: Disagreement) -> bool:
    error = np.hypot(halves.own.half_width, halves.rival.half_width) / 1.96
    return bool(abs(halves.own.mean - halves.rival.mean) > SIGMAS * error)
