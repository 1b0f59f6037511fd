"""Effects of policies over plausible worlds: of each, on groups, and of two together.

All are paired by draw and luck, and told by their spread (`experiments.common.spread`).
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from typing import Any

import numpy as np
from numpy.typing import NDArray

from experiments.common import spread
from experiments.common.differences import is_money
from experiments.common.outcomes import BY_NAME, Measure
from experiments.common.worlds import Worlds, moved_between, worlds_of
from experiments.policy.ranking_runs import Ranked
from sim.cells import BANDS, HOUSEHOLD_CELLS, KINDS, KUBE_CELLS, RULES, SOCIAL_TYPES

Json = dict[str, Any]
Runs = NDArray[np.float64]
"""Shape (draws, luck)."""

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
    "failed_share", "household_income_idr", "sustained_mandiri_share", "mandiri_share",
    "unmet_need_idr", "household_savings_idr", "lifted_share", "kas_real_idr", "proposed_share",
    "realised_share",
)  # fmt: skip
"""Outcomes of a ranking, in order: failure, income and staying mandiri are read side by side."""
AIMS = SHOWN[:3]
MEASURES: dict[str, Measure] = {**BY_NAME, **{outcome.name: outcome for outcome in MORE}}
LEVEL = Measure("level", "level", "nilai", "", "neither", 0.0, "described, not judged")


def finite(value: float) -> float | None:
    """Return a number, or None where there is none: JSON has no other."""
    return float(value) if math.isfinite(value) else None


def described(values: Runs) -> Json:
    """Return the spread over worlds of what is not judged: a level, a cost, a part of an effect."""
    return spread.level(values).json()


def worlds_between(ranked: Ranked, policy: int, against: int) -> Worlds:
    """Return the draws as two policies see them: in which of them works what differs."""
    return worlds_of(moved(ranked, policy, against), ranked.sweep.uncertainty, ranked.set.draws)


def moved(ranked: Ranked, policy: int, against: int) -> tuple[str, ...]:
    """Return what two policies set otherwise, by names of `sim.levers`."""
    sweep = ranked.sweep
    own, other = (sweep.policy_of(sweep.points[number]) for number in (policy, against))
    return moved_between(sweep.scenario, other, own)


def told_of(ranked: Ranked) -> list[str]:
    """Return the outcomes that a ranking tells of: those shown, and the one it decides by."""
    return [*dict.fromkeys((*SHOWN, ranked.set.decide_by))]


def effects(ranked: Ranked, policy: int, against: int) -> dict[str, spread.Effect]:
    """Return the effects of a policy against another, by name of the outcome."""
    worlds = worlds_between(ranked, policy, against)
    return {
        name: spread.effect(MEASURES[name], apart(ranked.outcomes[name], policy, against), worlds)
        for name in told_of(ranked)
    }


def in_price_year(name: str, effect: Json, level: float) -> tuple[Measure, spread.Effect]:
    """Return an outcome and an effect on it as screens and pages have them.

    Parameters
    ----------
    effect : dict
        As a report has it: money in rupiah of the base month.
    level : float
        Prices of the price year over those of the base month.
    """
    outcome, found = MEASURES[name], spread.effect_of(effect)
    if not is_money(outcome):
        return outcome, found
    return replace(outcome, matters=level * outcome.matters), found.times(level)


def sign_of(name: str) -> float:
    """Return -1 of an outcome of which less is better, so that times it higher is better."""
    return -1.0 if MEASURES[name].better == "lower" else 1.0


def by_world(ranked: Ranked, name: str) -> NDArray[np.float64]:
    """Return the effects of all policies on an outcome in every draw, as `apart_by_world` does.

    Returns
    -------
    NDArray of float, shape (draws, policies)
        Higher is better; NaN where no run of a draw has a case.
    """
    return sign_of(name) * apart_by_world(ranked, ranked.outcomes[name])


def apart_by_world(ranked: Ranked, values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return all policies less the plan in every draw, chance between its runs removed.

    Parameters
    ----------
    values : NDArray of float, shape (policies, draws, luck)

    Returns
    -------
    NDArray of float, shape (draws, policies)
    """
    return np.stack(
        [
            spread.without_chance(
                apart(values, policy, ranked.none),
                worlds_between(ranked, policy, ranked.none).works.astype(np.int64),
            )
            for policy in range(len(ranked.names))
        ],
        axis=1,
    )


def apart(values: NDArray[np.float64], policy: int, against: int) -> Runs:
    """Return a policy less another, run by run."""
    return np.asarray(values[policy] - values[against])


OF_HOUSEHOLDS = ("household_income_idr", "unmet_need_idr", "lifted_share")
GROUPS: tuple[tuple[str, Sequence[str], str, Sequence[Any]], ...] = (
    ("band", BANDS, "households", HOUSEHOLD_CELLS),
    ("social_type", SOCIAL_TYPES, "households", HOUSEHOLD_CELLS),
    ("kind", KINDS, "kubes", KUBE_CELLS),
    ("rule", RULES, "kubes", KUBE_CELLS),
)
"""What parts households, into which groups; the columns that count them, by which cells."""


def of_groups(ranked: Ranked, policy: int, against: int) -> list[Json]:
    """Return every group that has households, with what a policy does for it beside another.

    Returns
    -------
    list of dict
        `by`, `group`: what parts households, and the group. `share`: of all founding households,
        in the plan. `effects`: on `OF_HOUSEHOLDS`.
    """
    worlds = worlds_between(ranked, policy, against)
    groups = []
    for by, names, prefix, cells in GROUPS:
        whole = ranked.cells[f"{prefix}_households"][against]
        for name in names:
            chosen = [number for number, cell in enumerate(cells) if getattr(cell, by) == name]
            share = float(whole[..., chosen].sum() / max(whole.sum(), 1.0))
            if share > 0.0:
                means = _means_of_cells(ranked, prefix, chosen, [policy, against])
                own = {
                    key: spread.effect(MEASURES[key], apart(values, 0, 1), worlds).json()
                    for key, values in means.items()
                }
                groups.append({"by": by, "group": name, "share": share, "effects": own})
    return groups


def _means_of_cells(
    ranked: Ranked, prefix: str, chosen: list[int], policies: list[int]
) -> dict[str, NDArray[np.float64]]:
    """Return outcomes of the households of some cells, shape (policies, draws, luck)."""

    def total(name: str) -> Any:
        return ranked.cells[f"{prefix}_{name}"][policies][..., chosen].sum(axis=-1)

    months, households = total("household_months"), total("households")
    with np.errstate(invalid="ignore", divide="ignore"):
        return {
            "household_income_idr": total("income_real_idr") / months,
            "unmet_need_idr": total("unmet_real_idr") / months,
            "lifted_share": total("lifted") / households,
        }


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


def interactions(ranked: Ranked, name: str) -> Iterator[Json]:
    """Yield what two policies do together beyond the sum of each, for every triple.

    It is (both - a) - (b - none), as an effect on the outcome: where it is better they help each
    other, where it is worse they hinder each other.

    Yields
    ------
    dict
        `a`, `b`, `both`: names; and what `experiments.common.spread.Effect.json` has.
    """
    told = {
        own: ranked.sweep.policy_of(point).told()
        for own, point in zip(ranked.names, ranked.sweep.points, strict=True)
    }
    values = ranked.outcomes[name]
    for names in triples(told):
        a, b, both = map(ranked.place, names)
        together = apart(values, both, a) - apart(values, b, ranked.none)
        worlds = worlds_between(ranked, both, ranked.none)
        effect = spread.effect(MEASURES[name], together, worlds)
        yield {**dict(zip(("a", "b", "both"), names, strict=True)), **effect.json()}
