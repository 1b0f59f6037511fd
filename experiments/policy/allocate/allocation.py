"""The whole question: the best mix, how far it holds, and how it moves with the budget."""

from collections.abc import Callable
from dataclasses import dataclass
from math import ceil
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from experiments.policy.allocate.allocation_options import Mix, Options, options_of
from experiments.policy.allocate.integer_programme import (
    DRAWS_MOST,
    Goal,
    Limits,
    best_mix,
    cheapest,
    least_time,
    most_of,
    safest_mix,
    worst_decile,
)
from experiments.policy.ranking_runs import Bar, Ranked
from sim.inputs.strict import InputError

PARTS = (0.5, 0.6, 0.75, 0.9, 1.0, 1.1, 1.25, 1.5, 2.0)
"""Of the given budget: the budgets for which the question is put again."""
BUDGETS = 25
"""Budgets at which the frontier is traced, from that of the cheapest mix to that of the best."""


class Rung(NamedTuple):
    """The best mix of one budget; None where none is so cheap."""

    part: float
    budget_idr: float
    mix: Mix | None


@dataclass(frozen=True, eq=False)
class Allocation:
    """The answer.

    Attributes
    ----------
    options : Options
        Means over the luck of each draw: what the mix is chosen from.
    by_luck : tuple of Options
        The same, one for each run of a draw: what tells chance from what is not known.
    regret : NDArray, shape (at most DRAWS_MOST,)
        Mandiri Kubes that the best mix of each draw has more (`regret_of`).
    other_luck : float, optional
        Mandiri Kubes of mixes counted on luck that did not choose them (`on_other_luck`).
    frontier : list of Mix
        Of whole types, ascending by cost.
    """

    ranked: Ranked
    options: Options
    by_luck: tuple[Options, ...]
    limits: Limits
    mix: Mix
    regret: NDArray[np.float64]
    other_luck: float | None
    rungs: tuple[Rung, ...]
    frontier: list[Mix]

    def runs(self, mix: Mix, name: str) -> NDArray[np.float64]:
        """Return what a mix comes to in every run, shape (draws, luck)."""
        return np.stack([options.of(mix, name) for options in self.by_luck], axis=1)

    @property
    def unspent_idr(self) -> float:
        """What is left of the budget on average: it buys no more mandiri Kubes."""
        return max(0.0, self.limits.budget_idr - self.options.mean(self.mix, "public_idr"))


def allocate(ranked: Ranked, limits: Limits, progress: Bar) -> Allocation:
    """Find the best mix within the limits, and what there is to know of it.

    Raises
    ------
    InputError
        When there is no mix within the limits; it names the cheapest, or the fewest facilitators.
    """
    options = options_of(ranked)
    mix = best_mix(options, limits)
    if mix is None:
        raise InputError([_infeasible(options, limits)])
    with progress("budgets", len(PARTS)) as done:
        rungs = []
        for part in PARTS:
            budget = limits.budget_idr * part
            rungs.append(Rung(part, budget, best_mix(options, limits._replace(budget_idr=budget))))
            done(len(rungs))
    with progress("draws", min(ranked.set.draws, DRAWS_MOST)) as done:
        regret = regret_of(options, mix, limits, done)
    with progress("frontier", BUDGETS) as done:
        mixes = frontier(options, limits.facilitators, done)
    other = on_other_luck(ranked, limits)
    by_luck = tuple(options_of(ranked, slice(run, run + 1)) for run in range(ranked.set.luck))
    return Allocation(ranked, options, by_luck, limits, mix, regret, other, tuple(rungs), mixes)


def _infeasible(options: Options, limits: Limits) -> str:
    """Say why there is no mix, and which limit would do."""
    least = cheapest(options, limits.facilitators)
    if least is None:
        return (
            f"--facilitators {limits.facilitators:g}: too few for any mix; at least "
            f"{ceil(100 * least_time(options)) / 100:.2f} are needed"
        )
    policies = [options.policies[policy] for policy in least.sum(axis=0).nonzero()[0]]
    return (
        f"--budget {limits.budget_idr:.0f}: no mix is so cheap; the cheapest, "
        f"{' and '.join(policies)}, costs ministry and city "
        f"Rp {options.mean(least, 'public_idr') + 1.0:.0f}"
    )


def regret_of(
    options: Options, mix: Mix, limits: Limits, progress: Callable[[int], None] = lambda _: None
) -> NDArray[np.float64]:
    """Return mandiri Kubes that the best mix of each draw has more than a mix: 0 at least.

    It is what knowing the draw, its luck included, would be worth. The same limits hold: money is
    promised before prices are known.

    Parameters
    ----------
    progress : callable
        Called with the draws done, of the first `DRAWS_MOST`.
    """
    own = options.of(mix, "mandiri")[:DRAWS_MOST]
    regret = np.zeros_like(own)
    for draw in range(len(own)):
        worth = options.values["mandiri"][..., draw] / options.kubes[:, np.newaxis]
        best = most_of(options, Goal(worth), limits)
        if best is not None:
            regret[draw] = max(0.0, options.of(best, "mandiri")[draw] - own[draw])
        progress(draw + 1)
    return regret


def on_other_luck(ranked: Ranked, limits: Limits) -> float | None:
    """Return mandiri Kubes of mixes on luck that did not choose them.

    What is chosen on one half of each draw's runs is counted on the other half, and the other
    way round. None with one run a draw, or where a half has no mix within the limits.
    """
    luck = ranked.set.luck
    if luck < 2:
        return None
    halves = [options_of(ranked, slice(start, luck, 2)) for start in (0, 1)]
    mixes = [best_mix(half, limits) for half in halves]
    counted = [
        other.mean(mix, "mandiri")
        for mix, other in zip(mixes, reversed(halves), strict=True)
        if mix is not None
    ]
    return float(np.mean(counted)) if len(counted) == len(halves) else None


def frontier(
    options: Options, facilitators: float, progress: Callable[[int], None] = lambda _: None
) -> list[Mix]:
    """Trace the mixes of whole types that no other one beats in mandiri, cost and bad draws.

    At each of `BUDGETS` even steps, both ends are exact: the mix with most mandiri Kubes
    expected, and that with most in the worst tenth of the draws.

    Parameters
    ----------
    progress : callable
        Called with the budgets done.

    Returns
    -------
    list of Mix
        Ascending by cost, none of them twice; empty where no mix takes so few facilitators.
    """
    first = cheapest(options, facilitators, whole=True)
    last = best_mix(options, Limits(np.inf, facilitators), whole=True)
    if first is None or last is None:
        return []
    mixes = [first, last]
    least, most = (options.mean(mix, "public_idr") for mix in mixes)
    for number, budget in enumerate(np.linspace(least, most, BUDGETS)):
        limits = Limits(float(budget), facilitators)
        both = (best_mix(options, limits, whole=True), safest_mix(options, limits, whole=True))
        mixes += [mix for mix in both if mix is not None]
        progress(number + 1)
    return _unbeaten(options, mixes)


def _unbeaten(options: Options, mixes: list[Mix]) -> list[Mix]:
    """Return the mixes that none of the others beats, ascending by cost."""
    distinct = list({mix.tobytes(): mix for mix in mixes}.values())
    mandiri = np.array([options.of(mix, "mandiri") for mix in distinct])
    cost = np.array([options.mean(mix, "public_idr") for mix in distinct])
    goals = np.column_stack([mandiri.mean(axis=-1), worst_decile(mandiri), -cost])
    beaten = [bool(((goals >= own).all(axis=1) & (goals > own).any(axis=1)).any()) for own in goals]
    return [distinct[place] for place in np.argsort(cost, kind="stable") if not beaten[place]]
