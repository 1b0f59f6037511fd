"""More pairs of runs until the main outcome is known as narrowly as asked, or to a cap.

The interval is looked at after every `STEP` pairs, never between, and pairs are added while
its half-width is larger than asked. Only the width decides, never where the interval lies:
so a look cannot favour a verdict, and the mean stays without bias (Chow & Robbins 1965).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from experiments.common.outcomes import BY_NAME, OUTCOMES, Outcome, outcomes_of
from experiments.common.paired import Difference, difference
from experiments.comparing.ends import End, end_of
from experiments.comparing.nation import run_pairs
from experiments.comparing.sides import Sides, jobs_of
from experiments.comparing.transitions import Moves
from sim.ensemble.ensemble import Ensemble
from sim.ensemble.nation import NationEnsemble
from sim.ensemble.records import TALLY
from sim.inputs.strict import InputError

STEP = 100
"""Pairs between two looks; the first look is after as many."""
NATION_STEP = 4
"""Likewise for a nation, of which one pair says as much as hundreds of a city."""


@dataclass(frozen=True)
class Aim:
    """What has to be known how narrowly.

    Attributes
    ----------
    outcome : Outcome
        The main one.
    within : float
        Half-width asked of its interval, in its unit.
    pairs_most : int
        Cap, at least 2.
    """

    outcome: Outcome
    within: float
    pairs_most: int


@dataclass(frozen=True)
class Comparison:
    """Two sides compared on the same luck.

    Attributes
    ----------
    differences : dict of Difference
        By name of the outcome, in the order of `OUTCOMES`.
    """

    sides: Sides
    seed: int
    aim: Aim
    pairs: int
    differences: dict[str, Difference]
    moves: Moves

    @property
    def narrow(self) -> bool:
        """Whether the main outcome is known as narrowly as asked."""
        return is_narrow(self.differences[self.aim.outcome.name], self.aim)


def is_narrow(found: Difference, aim: Aim) -> bool:
    """Whether an interval is as narrow as asked; one that is not known is not."""
    return found.half_width <= aim.within


def compare(
    sides: Sides, seed: int, aim: Aim, progress: Callable[[int], None] = lambda _: None
) -> Comparison:
    """Run pairs until the aim is reached.

    Parameters
    ----------
    progress : callable
        Called with the pairs done.

    Raises
    ------
    InputError
        When no pair of the first step has a case of the main outcome.
    """
    city, sets = sides.ensemble()
    moves = Moves.none(sides.scenario)
    step_most = NATION_STEP if isinstance(city, NationEnsemble) else STEP
    tallies: list[NDArray[Any]] = []
    pairs = 0
    while True:
        step = min(step_most, aim.pairs_most - pairs)
        jobs = jobs_of(sets, step, seed, pairs)
        tallies.append(_run(city, jobs, moves, partial(_add, progress, pairs)))
        pairs += step
        found = differences(np.concatenate(tallies))
        main = found[aim.outcome.name]
        if not main.pairs:
            raise InputError([_no_case(sides, aim.outcome)])
        if is_narrow(main, aim) or pairs == aim.pairs_most:
            return Comparison(sides, seed, aim, pairs, found, moves)


def _add(progress: Callable[[int], None], before: int, jobs: int) -> None:
    """Report pairs done, of those before and of the jobs now."""
    progress(before + jobs // 2)


def _run(
    city: Ensemble | NationEnsemble, jobs: Any, moves: Moves, progress: Callable[[int], None]
) -> Any:
    """Run jobs that come in pairs; count who moved, return the tallies, shape (pairs, 2)."""
    if isinstance(city, NationEnsemble):
        return run_pairs(city, jobs, moves, progress).reshape(-1, 2)
    tallies = np.recarray(len(jobs), TALLY)
    ends = _ends(city, jobs, tallies, progress)
    for a, b in zip(ends, ends, strict=True):
        moves.add(a, b)
    return tallies.reshape(-1, 2)


def _ends(
    city: Ensemble, jobs: Any, tallies: Any, progress: Callable[[int], None]
) -> Iterator[End]:
    """Yield how each job ended; its tally is put in place before."""
    for chunk in city.chunks(jobs, states=True, progress=lambda now, _: progress(now)):
        tallies[chunk.first : chunk.first + len(chunk.tallies)] = chunk.tallies
        for state in chunk.states:
            yield end_of(state, city.scenario)


def differences(tallies: Any) -> dict[str, Difference]:
    """Return the paired difference of every outcome.

    Parameters
    ----------
    tallies : array of TALLY, shape (pairs, 2)
        Under a and under b.
    """
    records = tallies.view(np.recarray)
    a, b = outcomes_of(records[:, 0]), outcomes_of(records[:, 1])
    return {outcome.name: difference(a[outcome.name], b[outcome.name]) for outcome in OUTCOMES}


def _no_case(sides: Sides, outcome: Outcome) -> str:
    judged = [it.name for it in OUTCOMES if it.better != "neither" and it is not outcome]
    return (
        f"--outcome {outcome.name}: no run of {sides.scenario.name} has a case of "
        f"{outcome.title}; name another one, e.g. {judged[0]}"
    )


def aim_of(name: str, within: float | None, pairs_most: int) -> Aim:
    """Return the aim asked for on the command line; without a width, half of what matters.

    Raises
    ------
    InputError
        For an unknown outcome, a width that is not above 0, or a cap below 2.
    """
    faults = []
    if name not in BY_NAME:
        faults.append(f"--outcome {name}: unknown; known: {', '.join(BY_NAME)}")
    if within is not None and not 0.0 < within < np.inf:
        faults.append(f"--within {within}: must be above 0, in the unit of the outcome")
    if pairs_most < 2:
        faults.append(f"--runs-most {pairs_most}: must be at least 2, or there is no interval")
    if not faults and within is None and not BY_NAME[name].matters:
        faults.append(f"--outcome {name}: give --within X, in {BY_NAME[name].unit}")
    if faults:
        raise InputError(faults)
    outcome = BY_NAME[name]
    return Aim(outcome, outcome.matters / 2.0 if within is None else within, pairs_most)
