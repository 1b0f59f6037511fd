"""Two sides compared over plausible worlds: more worlds, each run twice, until chance adds nothing.

A world is a draw of the parameters. Its runs have common random numbers on both sides. Worlds are
added until chance adds nothing to the spread over them: until the standard error that it leaves in
the mean effect on the main outcome is a twentieth of the sd between worlds (or a tenth of what
matters, where worlds hardly differ), with worlds enough for the ends of an interval. Only these
variances decide, never where the effect lies: so a look cannot favour a verdict.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from experiments.common.engines import ensemble_of, pasts_of
from experiments.common.languages import Lang
from experiments.common.outcomes import BY_NAME, OUTCOMES, Outcome, outcomes_of
from experiments.common.refusals import unknown
from experiments.common.spread import Effect, effect
from experiments.common.uncertainty import FIRST_VALUES, Uncertainty
from experiments.common.worlds import Worlds, moved_between, worlds_of
from experiments.comparing.transitions import End, Moves, end_of
from experiments.sweeps.names import point_name, settings_text
from sim.ensemble.arguments import Given
from sim.ensemble.ensemble import Chunk, Ensemble
from sim.ensemble.nation import NationEnsemble
from sim.ensemble.records import JOB, TALLY, empty
from sim.ensemble.totals import add
from sim.inputs.said import Said, both
from sim.inputs.strict import InputError
from sim.nation.load import Setting
from sim.policy import Policy

if TYPE_CHECKING:
    from experiments.sweeps.plan import Point
    from experiments.sweeps.stored_sweep import Sweep


A, B = 0, 1


@dataclass(frozen=True)
class Side:
    """One side: a name for it, a policy, what it sets over the draws.

    Attributes
    ----------
    meaning : str
        Of a point of a sweep, its factors.
    point : int or None
        Its number, of a point of a sweep.
    """

    name: str
    policy: Policy
    parameters: Mapping[str, float] = field(default_factory=dict)
    meaning: str = ""
    point: int | None = None


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

    @property
    def moved(self) -> tuple[str, ...]:
        """What differs between the sides: levers, parameters, structures."""
        one, other = self.a.parameters, self.b.parameters
        given = (name for name in {**one, **other} if one.get(name) != other.get(name))
        return (*moved_between(self.scenario, self.a.policy, self.b.policy), *given)

    def worlds(self, draws: int) -> Worlds:
        """Return the first so many draws as worlds."""
        given = (self.a.parameters, self.b.parameters)
        return worlds_of(self.moved, self.uncertainty, draws, given)

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


def jobs_of(sets: NDArray[np.int64], draws: range, runs: range, seed: int) -> Any:
    """Return the jobs of some runs of some draws: `a` and `b` in turn, on the same luck.

    Replications have the draws in turn, as everywhere: run k of a draw is the replication that has
    it for the k-th time.

    Parameters
    ----------
    sets : NDArray of int, shape (draws, 2)
        The parameter set of each side by draw.

    Returns
    -------
    recarray of JOB, shape (draws x runs x 2,)
    """
    draw, run = np.meshgrid(np.array(draws), np.array(runs), indexing="ij")
    rows = np.recarray((*draw.shape, 2), JOB)
    rows.policy = (A, B)
    rows.parameters = sets[draw]
    rows.replication = (draw + run * len(sets))[..., np.newaxis]
    rows.seed = seed
    return rows.reshape(-1)


def sides_of_points(
    sweep: "Sweep", numbers: Sequence[int], draws: Uncertainty, lang: Lang = "en"
) -> Sides:
    """Return two points of a sweep as sides, on the sweep's scenario; named in a language.

    Raises
    ------
    InputError
        When a point has no such number.
    """
    last = len(sweep.points) - 1
    faults = [
        both(
            f"--point {number}: {sweep.folder} has points 0 to {last}",
            f"--point {number}: titik dalam {sweep.folder} bernomor 0 sampai {last}",
        )
        for number in numbers
        if not 0 <= number <= last
    ]
    if faults:
        raise InputError(faults)
    a, b = (_side(sweep, sweep.points[number], lang) for number in numbers)
    return Sides(sweep.scenario, a, b, (sweep.scored,), draws)


def _side(sweep: "Sweep", point: "Point", lang: Lang) -> Side:
    """Return a point as a side, which is named by its number."""
    policy, parameters = sweep.policy_of(point), sweep.parameters_of(point)
    name, meaning = point_name(point, lang), settings_text(sweep, point, lang)
    return Side(name, policy, parameters, meaning, point.number)


RUNS_PER_DRAW = 2
"""Of a world: the fewest that tell chance within it from what differs between worlds."""
PAIRS_LEAST = 2 * RUNS_PER_DRAW
"""Fewer pairs tell nothing of a spread."""
DRAWS_ENOUGH = 400
"""Worlds of which 20 lie beyond each end of a 90 % interval."""
CHANCE_MOST = 0.05
"""What chance may leave in the mean, as a part of the sd between worlds."""
CHANCE_OF_MATTERS = 0.1
"""Likewise as a part of the smallest difference that matters, where that is more."""
STEP = 100
"""Worlds between two looks; in one world, runs of it."""
NATION_STEP = 2
"""Likewise for a nation, of which one pair says as much as hundreds of a city."""


@dataclass(frozen=True)
class Aim:
    """What decides when to stop.

    Attributes
    ----------
    outcome : Outcome
        The main one.
    pairs_most : int
        Cap, at least `PAIRS_LEAST`.
    """

    outcome: Outcome
    pairs_most: int


@dataclass(frozen=True)
class Comparison:
    """Two sides compared over worlds, with common random numbers.

    Attributes
    ----------
    draws, runs_per_draw : int
        Worlds, and pairs of runs in each.
    effects : dict of Effect
        By name of the outcome, in the order of `OUTCOMES`.
    means : dict of (float, float)
        Of a and of b, likewise, over pairs in which both have a case; NaN without any.
    worlds : Worlds
        In which of them the levers work that differ.
    """

    sides: Sides
    seed: int
    aim: Aim
    draws: int
    runs_per_draw: int
    effects: dict[str, Effect]
    means: dict[str, tuple[float, float]]
    worlds: Worlds
    moves: Moves

    @property
    def pairs(self) -> int:
        """Pairs of runs."""
        return self.draws * self.runs_per_draw

    @property
    def chance_most(self) -> float:
        """What chance may leave in the mean of the main outcome."""
        between = float(np.sqrt(self.effects[self.aim.outcome.name].components.between))
        between = 0.0 if np.isnan(between) else between
        return max(CHANCE_MOST * between, CHANCE_OF_MATTERS * self.aim.outcome.matters)

    @property
    def settled(self) -> bool:
        """Whether chance adds nothing to the spread any more."""
        enough = max(self.draws, self.runs_per_draw) >= DRAWS_ENOUGH
        return enough and self.effects[self.aim.outcome.name].chance_in_mean <= self.chance_most


def compare(
    sides: Sides, seed: int, aim: Aim, progress: Callable[[int], None] = lambda _: None
) -> Comparison:
    """Run worlds, each twice on both sides, until chance adds nothing; or one world, more often.

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
        run, step = partial(_run_nation, ensemble), NATION_STEP
    else:
        run, step = partial(_run_city, ensemble), STEP
    one_world = len(sets) == 1
    pairs_each = 1 if one_world else RUNS_PER_DRAW
    most = aim.pairs_most if one_world else min(aim.pairs_most // RUNS_PER_DRAW, len(sets))
    moves = Moves.none(sides.scenario)
    tallies: list[NDArray[Any]] = []
    done = 0
    while True:
        now = range(done, min(done + step, most))
        draws, runs = (range(1), now) if one_world else (now, range(RUNS_PER_DRAW))
        jobs = jobs_of(sets, draws, runs, seed)
        before = done * pairs_each
        ran = run(jobs, moves, lambda jobs_done, before=before: progress(before + jobs_done // 2))
        tallies.append(ran.reshape(len(draws), len(runs), 2))
        done = now.stop
        comparison = _judged(sides, seed, aim, np.concatenate(tallies, axis=int(one_world)), moves)
        if not comparison.effects[aim.outcome.name].over_all.draws:
            raise InputError([_no_case(sides, aim.outcome)])
        if comparison.settled or done == most:
            return comparison


def _judged(sides: Sides, seed: int, aim: Aim, tallies: Any, moves: Moves) -> Comparison:
    """Return the comparison that tallies come to, shape (draws, runs, 2): under a and under b."""
    draws, runs, _ = tallies.shape
    worlds = sides.worlds(draws)
    effects, means = effects_of(tallies, worlds)
    return Comparison(sides, seed, aim, draws, runs, effects, means, worlds, moves)


def effects_of(
    tallies: Any, worlds: Worlds
) -> tuple[dict[str, Effect], dict[str, tuple[float, float]]]:
    """Return what b adds to a on every outcome over worlds, and the means of both.

    Parameters
    ----------
    tallies : recarray of TALLY, shape (draws, runs, 2)
        Under a and under b, on the same luck.

    Returns
    -------
    dict of Effect
        By name of the outcome, in the order of `OUTCOMES`.
    dict of (float, float)
        Likewise, over pairs in which both have a case; NaN without any.
    """
    shape = tallies.shape[:2]
    records = tallies.reshape(-1, 2).view(np.recarray)
    a, b = outcomes_of(records[:, 0]), outcomes_of(records[:, 1])
    effects, means = {}, {}
    for outcome in OUTCOMES:
        one, other = a[outcome.name], b[outcome.name]
        both = ~np.isnan(other - one)
        effects[outcome.name] = effect(outcome, (other - one).reshape(shape), worlds)
        means[outcome.name] = (
            (float(one[both].mean()), float(other[both].mean())) if both.any() else (np.nan, np.nan)
        )
    return effects, means


def _run_city(city: Ensemble, jobs: Any, moves: Moves, progress: Callable[[int], None]) -> Any:
    """Run jobs that come in pairs; count who moved, return the tallies, shape (jobs,)."""
    tallies = empty(len(jobs), TALLY)
    ends: list[End] = []
    pasts = pasts_of(city, jobs)
    every = city.chunks(jobs, states=True, pasts=pasts, progress=lambda done, _: progress(done))
    for chunk in every:
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


def _no_case(sides: Sides, outcome: Outcome) -> Said:
    judged = [
        other.name for other in OUTCOMES if other.better != "neither" and other is not outcome
    ]
    return both(
        f"--outcome {outcome.name}: no run of {sides.scenario.name} has a case of "
        f"{outcome.title}; name another one, e.g. {judged[0]}",
        f"--outcome {outcome.name}: tidak ada simulasi {sides.scenario.name} yang dapat dinilai "
        f"menurut {outcome.judul}; sebutkan yang lain, misalnya {judged[0]}",
    )


def aim_of(name: str, pairs_most: int) -> Aim:
    """Return the aim asked for on the command line.

    Raises
    ------
    InputError
        For an unknown outcome, or a cap below `PAIRS_LEAST`.
    """
    faults = []
    if name not in BY_NAME:
        faults.append(unknown(f"--outcome {name}", BY_NAME))
    if pairs_most < PAIRS_LEAST:
        faults.append(
            both(
                f"--runs-most {pairs_most}: must be at least {PAIRS_LEAST}, two worlds run twice",
                f"--runs-most {pairs_most}: harus {PAIRS_LEAST} atau lebih, dua dunia "
                "masing-masing dua kali",
            )
        )
    if faults:
        raise InputError(faults)
    return Aim(BY_NAME[name], pairs_most)
