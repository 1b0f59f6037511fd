"""Effects of policies on the same luck: by draw, group and rival structure, and of two together."""

import math
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import Any

import numpy as np
from numpy.typing import NDArray

from experiments.common.differences import Difference, difference, mean_interval, verdict
from experiments.common.draws import STRUCTURES
from experiments.common.outcomes import BY_NAME, Measure
from experiments.policy.ranking_runs import Ranked, by_draw
from sim.cells import BANDS, HOUSEHOLD_CELLS, KINDS, KUBE_CELLS, RULES, SOCIAL_TYPES
from sim.structures import FACTORS

Json = dict[str, Any]
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


def finite(value: float) -> float | None:
    """Return a number, or None where there is none: JSON has no other."""
    return float(value) if math.isfinite(value) else None


def interval(mean: Difference) -> Json:
    """Return a mean with its interval."""
    return {"mean": finite(mean.mean), "low": finite(mean.low), "high": finite(mean.high)}


def effects(ranked: Ranked, against: int) -> Iterator[Json]:
    """Yield for every policy its effects against another, by name of the outcome."""
    means = {name: by_draw(ranked.outcomes[name]) for name in SHOWN}
    for policy in range(len(ranked.names)):
        yield {
            name: effect(MEASURES[name], values[against], values[policy])
            for name, values in means.items()
        }


def effect(outcome: Measure, other: Draws, own: Draws) -> Json:
    """Compare two policies over draws.

    Parameters
    ----------
    other, own : NDArray of float, shape (draws,)

    Returns
    -------
    dict
        `mean`, `low`, `high`: mean over draws, of the policy less the other, with its 95 %
        interval. `spread`: from the 5th to the 95th percentile of draws, what the parameters leave
        open. `gains`: share of draws in which it is better than the other; None where nothing is
        judged. `verdict`: of `experiments.common.differences`.
    """
    mean = difference(other, own)
    apart = (own - other)[~np.isnan(own - other)]
    ends = np.quantile(apart, (0.05, 0.95)) if len(apart) else (np.nan, np.nan)
    better = {"higher": apart > 0.0, "lower": apart < 0.0}.get(outcome.better)
    return {
        **interval(mean),
        "spread": [finite(end) for end in ends],
        "gains": None if better is None or not len(apart) else float(better.mean()),
        "verdict": verdict(outcome, mean),
    }


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


def gains(ranked: Ranked, policy: int, against: int) -> list[Json]:
    """Return every group that has households, with what a policy does for it beside another.

    Returns
    -------
    list of dict
        `by`, `group`: what parts households, and the group. `share`: of all households that ever
        were members, in the plan. `effects`: on `OF_HOUSEHOLDS`.
    """
    groups = []
    for by, names, prefix, cells in GROUPS:
        whole = ranked.cells[f"{prefix}_households"][against]
        for name in names:
            chosen = [number for number, cell in enumerate(cells) if getattr(cell, by) == name]
            share = float(whole[..., chosen].sum() / max(whole.sum(), 1.0))
            if share > 0.0:
                own = _of_cells(ranked, prefix, chosen, policy, against)
                groups.append({"by": by, "group": name, "share": share, "effects": own})
    return groups


def _of_cells(ranked: Ranked, prefix: str, chosen: list[int], policy: int, against: int) -> Json:
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
"""So many standard errors two levels are apart before they are said to disagree: of a dozen
structures and some thirty policies, one pair in a thousand is that far apart by luck."""


def rivals(ranked: Ranked, outcome: Measure) -> Iterator[Json]:
    """Yield every structure of which two levels or more were drawn often enough.

    Yields
    ------
    dict
        `structure`; `levels`: those that were drawn often enough; `best`: the best policy under
        each; `disagree`: policies whose effect under a level differs from that under the first.
    """
    values = by_draw(ranked.outcomes[outcome.name])
    drawn = ranked.sweep.uncertainty.draws
    sign = -1.0 if outcome.better == "lower" else 1.0
    for factor in FACTORS:
        number = drawn[STRUCTURES[factor.name]]
        parts = {one.name: values[:, number == n] for n, one in enumerate(factor.levels)}
        parts = {name: part for name, part in parts.items() if part.shape[1] >= LEAST_DRAWS}
        if len(parts) >= 2:
            best = [int((sign * part.mean(axis=1)).argmax()) for part in parts.values()]
            yield {
                "structure": factor.name,
                "levels": list(parts),
                "best": [ranked.names[policy] for policy in best],
                "disagree": list(_disagreements(ranked, parts)),
            }


def _disagreements(ranked: Ranked, parts: Mapping[str, Draws]) -> Iterator[Json]:
    """Yield the policies whose effects by level are not all that of the first, with all of them."""
    for number, name in enumerate(ranked.names):
        effects = [difference(part[ranked.none], part[number]) for part in parts.values()]
        first = effects[0]
        errors = (np.hypot(first.half_width, other.half_width) / 1.96 for other in effects)
        apart = (abs(first.mean - other.mean) for other in effects)
        if any(off > SIGMAS * error for off, error in zip(apart, errors, strict=True)):
            yield {"policy": name, "effects": list(map(interval, effects))}


def triples(policies: Mapping[str, Mapping[str, Any]]) -> list[tuple[str, str, str]]:
    """Return two policies with no lever in common, and the one that sets the levers of both.

    Parameters
    ----------
    policies : mapping of mapping
        By name, the levers that each sets. Those that set none are in no triple.
    """
    set_some = {name: dict(levers) for name, levers in policies.items() if levers}
    return [
        (a, b, both)
        for a, b in combinations(set_some, 2)
        if not set_some[a].keys() & set_some[b].keys()
        for both, levers in set_some.items()
        if levers == set_some[a] | set_some[b]
    ]


def interactions(policies: Mapping[str, Mapping[str, Any]], values: Draws) -> list[Json]:
    """Return the interaction of every triple, in the order of the policies.

    It is (both - a) - (b - none): above 0 they help each other, below 0 they hinder each other.

    Parameters
    ----------
    policies : mapping of mapping
        In the order of the columns; the first that sets no lever is what the others are compared
        with.
    values : NDArray of float, shape (rows, policies)
        Of one outcome; rows in which a policy has no case (NaN) are left out.

    Returns
    -------
    list of dict
        `a`, `b`, `both`: names. `mean`, `low`, `high`: mean and 95 % interval, in the unit of the
        outcome; None where there are too few rows. Each interval is right 95 times in a hundred by
        itself, not all of many at once.
    """
    column = dict(zip(policies, values.T, strict=True))
    rows = []
    for a, b, both in triples(policies):
        none = next(name for name, levers in policies.items() if not levers)
        apart = (column[both] - column[a]) - (column[b] - column[none])
        apart = apart[~np.isnan(apart)]
        mean, low, high = map(finite, mean_interval(apart) if len(apart) else [np.nan] * 3)
        rows.append({"a": a, "b": b, "both": both, "mean": mean, "low": low, "high": high})
    return rows
