"""The whole question: the best mix, how far it holds, and how it moves with the budget."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from math import ceil
from typing import NamedTuple

from experiments.policy.allocate.best import Limits, best_mix, cheapest, least_time
from experiments.policy.allocate.frontier import GENERATIONS, frontier
from experiments.policy.allocate.options import Mix, Options, options_of
from experiments.policy.allocate.robust import DRAWS_MOST, Robust, on_other_luck, robust
from experiments.policy.ranking_runs import Ranked
from sim.inputs.strict import InputError

PARTS = (0.5, 0.6, 0.75, 0.9, 1.0, 1.1, 1.25, 1.5, 2.0)
"""Of the given budget: the budgets for which the question is put again."""

Progress = Callable[[str, int], AbstractContextManager[Callable[[int], None]]]
"""Takes what is done and how much of it; yields what takes how much is done."""


class Rung(NamedTuple):
    """The best mix of one budget; None where none is so cheap."""

    part: float
    limits: Limits
    mix: Mix | None


@dataclass(frozen=True, eq=False)
class Allocation:
    """What was found.

    Attributes
    ----------
    other_luck : float, optional
        Mandiri Kubes of mixes counted on luck that did not choose them (`robust.on_other_luck`).
    frontier : list of Mix
        Of whole types, ascending by cost.
    """

    ranked: Ranked
    options: Options
    limits: Limits
    seed: int
    mix: Mix
    robust: Robust
    other_luck: float | None
    rungs: tuple[Rung, ...]
    frontier: list[Mix]


def allocate(ranked: Ranked, limits: Limits, seed: int, progress: Progress) -> Allocation:
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
            own = limits._replace(budget_idr=limits.budget_idr * part)
            rungs.append(Rung(part, own, best_mix(options, own)))
            done(len(rungs))
    with progress("draws", min(ranked.set.draws, DRAWS_MOST)) as done:
        held = robust(options, mix, limits, done)
    with progress("generations", GENERATIONS) as done:
        found = frontier(options, limits.facilitators, seed, done)
    other = on_other_luck(ranked, limits)
    return Allocation(ranked, options, limits, seed, mix, held, other, tuple(rungs), found)


def _infeasible(options: Options, limits: Limits) -> str:
    """Say why there is no mix, and which limit would do."""
    least = cheapest(options, limits.facilitators)
    if least is None:
        return (
            f"--facilitators {limits.facilitators:g}: too few for any mix; at least "
            f"{ceil(100 * least_time(options)) / 100:.2f} are needed"
        )
    policies = [options.policies[it] for it in least.sum(axis=0).nonzero()[0]]
    return (
        f"--budget {limits.budget_idr:.0f}: no mix is so cheap; the cheapest, "
        f"{' and '.join(policies)}, costs ministry and city "
        f"Rp {options.mean(least, 'public_idr') + 1.0:.0f}"
    )
