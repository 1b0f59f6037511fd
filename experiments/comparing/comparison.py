"""Two sides compared: more pairs of runs until the main outcome is known as narrowly as asked.

The interval is looked at after every `STEP` pairs, never between, and pairs are added while
its half-width is larger than asked, or to a cap. Only the width decides, never where the interval
lies: so a look cannot favour a verdict, and the mean stays without bias (Chow & Robbins 1965).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from experiments.common.differences import Difference, difference
from experiments.common.engines import ensemble_of
from experiments.common.outcomes import BY_NAME, OUTCOMES, Outcome, outcomes_of
from experiments.common.uncertainty import FIRST_VALUES, Uncertainty
from experiments.comparing.transitions import End, Moves, end_of
from sim.ensemble.ensemble import Chunk, Ensemble
from sim.ensemble.nation import NationEnsemble
from sim.ensemble.records import JOB, TALLY, empty
from sim.ensemble.run import Given
from sim.ensemble.totals import add
from sim.inputs.strict import InputError
from sim.nation.load import Setting
from sim.policy import Policy

if TYPE_CHECKING:
    from experiments.sweeps.plan import Point
    from experiments.sweeps.stored_sweep import Sweep


A, B = 0, 1


@dataclass(frozen=True)
class Side:
    """One side: a name for it, a policy, what it sets over the draws, what it stands for."""

    name: str
    policy: Policy
    parameters: Mapping[str, float] = field(default_factory=dict)
    meaning: str = ""


@dataclass(frozen=True)
class Sides:
    """Two sides over one scenario or nation; a difference is always `b` less `a`.

    Attributes
    ----------
    others : tuple of Policy
        Not run; but outcomes that are scored after the end of support wait for theirs too.
    uncertainty : Uncertainty
        Draws of the parameters: a pair has one, for both of its sides.
    """

    scenario: Setting
    a: Side
    b: Side
    others: tuple[Policy, ...] = ()
    uncertainty: Uncertainty = FIRST_VALUES

    def ensemble(self) -> tuple[Ensemble | NationEnsemble, NDArray[np.int64]]:
        """Return both sides ready to run, and their parameter sets.

        Returns
        -------
        Ensemble or NationEnsemble
            Policy 0 is that of `a`, 1 that of `b`.
        NDArray of int, shape (draws, 2)
            The parameter set of each side by draw.
        """
        draws = np.arange(len(self.uncertainty))
        given = (self.a.parameters, self.b.parameters)
        which = np.tile((A, B), len(draws))
        sets = self.uncertainty.sets_of(self.scenario, np.repeat(draws, 2), given, which)
        policies = (self.a.policy, self.b.policy, *self.others)
        return ensemble_of(self.scenario, policies, sets.columns), sets.place.reshape(-1, 2)


def jobs_of(sets: NDArray[np.int64], pairs: int, seed: int, first: int) -> Any:
    """Return the jobs of so many pairs: `a` and `b` on the same luck, one after the other.

    Parameters
    ----------
    sets : NDArray of int, shape (draws, 2)
        The parameter set of each side by draw.

    Returns
    -------
    recarray of JOB, shape (2 x pairs,)
    """
    replications = first + np.arange(pairs)
    rows = np.recarray((pairs, 2), JOB)
    rows.policy = (A, B)
    rows.parameters = sets[replications % len(sets)]
    rows.replication = replications[:, np.newaxis]
    rows.seed = seed
    return rows.reshape(-1)


def sides_of_points(sweep: "Sweep", numbers: Sequence[int], draws: Uncertainty) -> Sides:
    """Return two points of a sweep as sides, on the sweep's scenario.

    Raises
    ------
    InputError
        When a point has no such number.
    """
    last = len(sweep.points) - 1
    faults = [
        f"--point {number}: {sweep.folder} has points 0 to {last}"
        for number in numbers
        if not 0 <= number <= last
    ]
    if faults:
        raise InputError(faults)
    a, b = (_side(sweep, sweep.points[number]) for number in numbers)
    return Sides(sweep.scenario, a, b, (sweep.scored,), draws)


def _side(sweep: "Sweep", point: "Point") -> Side:
    """Return a point as a side, which is named by its number."""
    factors = (
        f"{name} {'as it is' if value is None else value}" for name, value in point.values.items()
    )
    policy, parameters = sweep.policy_of(point), sweep.parameters_of(point)
    return Side(f"point {point.number}", policy, parameters, ", ".join(factors))


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
        """Whether the main outcome is known as narrowly as asked; without an interval it is not."""
        return self.differences[self.aim.outcome.name].half_width <= self.aim.within


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
    ensemble, sets = sides.ensemble()
    run: Callable[..., Any]
    if isinstance(ensemble, NationEnsemble):
        run, step_most = partial(_run_nation, ensemble), NATION_STEP
    else:
        run, step_most = partial(_run_city, ensemble), STEP
    moves = Moves.none(sides.scenario)
    tallies: list[NDArray[Any]] = []
    pairs = 0
    while True:
        step = min(step_most, aim.pairs_most - pairs)
        jobs = jobs_of(sets, step, seed, pairs)
        ran = run(jobs, moves, lambda done, before=pairs: progress(before + done // 2))
        tallies.append(ran.reshape(-1, 2))
        pairs += step
        by_outcome = differences(np.concatenate(tallies))
        if not by_outcome[aim.outcome.name].pairs:
            raise InputError([_no_case(sides, aim.outcome)])
        comparison = Comparison(sides, seed, aim, pairs, by_outcome, moves)
        if comparison.narrow or pairs == aim.pairs_most:
            return comparison


def _run_city(city: Ensemble, jobs: Any, moves: Moves, progress: Callable[[int], None]) -> Any:
    """Run jobs that come in pairs; count who moved, return the tallies, shape (jobs,)."""
    tallies = empty(len(jobs), TALLY)
    ends: list[End] = []
    for chunk in city.chunks(jobs, states=True, progress=lambda done, _: progress(done)):
        tallies[chunk.first : chunk.first + len(chunk.tallies)] = chunk.tallies
        ends += _ends(city.given, chunk)
    moves.add(ends)
    return tallies


def _run_nation(
    nation: NationEnsemble, jobs: Any, moves: Moves, progress: Callable[[int], None]
) -> Any:
    """Run jobs that come in pairs as `_run_city` does; who moved is counted by region."""
    tallies = empty(len(jobs), TALLY)
    pieces = nation.pieces(
        jobs,
        lambda _city, given, chunk: (chunk.tallies, _ends(given, chunk)),
        states=True,
        together=2,
        progress=lambda done, every: progress(done * len(jobs) // every),
    )
    for piece, (of_piece, ends) in pieces:
        add(tallies[piece.first : piece.last], of_piece)
        moves.add(ends, nation.region_of[piece.city])
    return tallies


def _ends(given: Given, chunk: Chunk) -> list[End]:
    """Return how the runs of a city ended."""
    sizes = given.kubes.shape[1], len(given.facilitators)
    return [end_of(state, *sizes) for state in chunk.states]


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
    judged = [
        other.name for other in OUTCOMES if other.better != "neither" and other is not outcome
    ]
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
