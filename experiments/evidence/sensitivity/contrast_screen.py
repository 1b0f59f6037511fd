"""Which parameters move what a policy does: each one moved alone, the fixed constants too.

From every draw of the prior, rival structures drawn as well, each input in turn goes to the ends
of its range while all others stay. Each point runs under the plan and under the policies, with the
luck of its draw: nothing else makes a contrast (policy less plan) and its changes.

A draw has more than one run, with other luck each. The mean product of two such changes is that of
the true change's square: what luck does to the one is apart from what it does to the other. So its
root, the *size*, is free of the bias that luck gives to a mean of absolute changes, which lies
between the mean change without its sign and the size.
"""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from pathlib import Path
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from experiments.common.cost import FAST_HOUSEHOLD_MONTHS_PER_SECOND, Cost, cost
from experiments.common.draws import STRUCTURES, Columns, draw, in_force
from experiments.common.outcomes import BY_NAME, Outcome
from experiments.common.uncertainty import values_of
from experiments.evidence.sensitivity.analysis import no_case
from experiments.evidence.sensitivity.constant_ranges import ranges
from experiments.evidence.sensitivity.points import DIGITS, Progress, Values, run_points
from sim.inputs.said import both
from sim.inputs.strict import InputError
from sim.parameters import declared
from sim.policy import NONE, Policy
from sim.scenario import Scenario
from sim.structures import FACTORS

Numbers = NDArray[np.float64]
Kind = Literal["constant", "uncertain", "structure"]
Verdict = Literal["moves", "open", "little"]
ERRORS = 2.0
"""So many standard errors over draws tell from nothing; a size may be as many larger."""
ERRORS_OF_LUCK = 3.0
"""So many errors that luck alone makes do, as thousands of figures are looked at."""


class Input(NamedTuple):
    """What is moved, and to which values."""

    name: str
    kind: Kind
    settings: tuple[float, ...]


def inputs(scenario: Scenario) -> tuple[Input, ...]:
    """Return all parameters but those that the scenario sets, and the rival structures.

    A constant goes over its range (`ranges.toml`), an uncertain parameter over its prior's.
    """
    of_constants = ranges()
    parameters = (
        Input(name, "uncertain", (spec.prior.low, spec.prior.high))
        if spec.prior
        else Input(name, "constant", of_constants[name])
        for name, _, spec in declared()
        if name not in scenario.parameters
    )
    structures = (
        Input(STRUCTURES[factor.name], "structure", tuple(map(float, range(len(factor.levels)))))
        for factor in FACTORS
    )
    return (*parameters, *structures)


@dataclass(frozen=True)
class Screen:
    """What is asked.

    Attributes
    ----------
    draws : int
        Of the prior, from which each input is moved.
    replications : int
        Runs of a draw, each with luck of its own, at least 2.
    """

    scenario: Scenario
    policies: tuple[Policy, ...]
    outcomes: tuple[str, ...]
    draws: int
    replications: int
    seed: int

    @cached_property
    def inputs(self) -> tuple[Input, ...]:
        """What is moved."""
        return inputs(self.scenario)

    @property
    def points_of_a_draw(self) -> int:
        """The draw itself, and every setting of every input."""
        return 1 + sum(len(moved.settings) for moved in self.inputs)

    @property
    def runs(self) -> int:
        """Of all points under the plan and the policies."""
        points = self.draws * self.points_of_a_draw
        return points * self.replications * (1 + len(self.policies))

    def cost(self, workers: int) -> Cost:
        """Estimate what it takes."""
        whole = cost(self.scenario, self.runs, FAST_HOUSEHOLD_MONTHS_PER_SECOND)
        return whole._replace(seconds=whole.seconds / workers)

    def columns(self) -> Columns:
        """Return the parameters of all points, shape (draws x points of a draw,).

        A draw's own point comes first, then those of the inputs in order. What a rival structure
        sets holds over an input that is moved.
        """
        prior = draw(1 << (self.draws - 1).bit_length(), self.seed, DIGITS, range(1))
        own = {name: np.full(self.draws, value) for name, value in values_of(self.scenario).items()}
        own |= {name: values[: self.draws] for name, values in prior.items() if name in own}
        own |= {name: prior[name][: self.draws] for name in STRUCTURES.values()}
        columns = {
            name: np.repeat(np.asarray(values, np.float64)[:, None], self.points_of_a_draw, axis=1)
            for name, values in own.items()
        }
        for moved, place in self.placed():
            columns[moved.name][:, place : place + len(moved.settings)] = moved.settings
        flat = {name: values.ravel() for name, values in columns.items()}
        return {
            name: values
            for name, values in in_force(flat, self.scenario.values()).items()
            if name not in self.scenario.parameters
        }

    def placed(self) -> Iterator[tuple[Input, int]]:
        """Yield every input with the place of its first setting among the points of a draw."""
        place = 1
        for moved in self.inputs:
            yield moved, place
            place += len(moved.settings)


class Estimate(NamedTuple):
    """A mean over draws and its standard error."""

    value: float
    error: float


class Change(NamedTuple):
    """What moving an input does to a contrast, in the unit of the outcome.

    Attributes
    ----------
    at : tuple of float
        Mean contrast at each setting.
    change : Estimate
        Mean change from the first setting to the last.
    square : Estimate
        Mean square of the change between those two of the settings and the draw's own value
        between which it is largest, luck taken out.
    luck : float
        Error that luck alone makes in that mean square.
    """

    input: Input
    at: tuple[float, ...]
    change: Estimate
    square: Estimate
    luck: float

    @property
    def size(self) -> float:
        """How large the change is in a draw: root mean square."""
        return math.sqrt(max(0.0, self.square.value))

    @property
    def most(self) -> float:
        """How large it may be."""
        error = max(self.square.error, self.luck)
        return math.sqrt(max(0.0, self.square.value + ERRORS * error))

    def verdict(self, matters: float) -> Verdict:
        """Say whether it moves the contrast by more than what matters.

        `moves`: the size is larger, and told from nothing over draws and from luck. `little`: even
        what it may be is not. `open`: neither.
        """
        noise = max(ERRORS * self.square.error, ERRORS_OF_LUCK * self.luck)
        if self.size > matters and self.square.value > noise:
            return "moves"
        return "little" if self.most <= matters else "open"


class Contrast(NamedTuple):
    """What a policy does to an outcome under the prior, and what moves that."""

    outcome: Outcome
    effect: Estimate
    changes: tuple[Change, ...]


class Screened(NamedTuple):
    """What was found: by policy and outcome."""

    screen: Screen
    contrasts: dict[str, dict[str, Contrast]]

    def verdicts(self) -> dict[str, Verdict]:
        """Return for every input the verdict over all contrasts: `moves` where one is moved."""
        found: dict[str, set[Verdict]] = {moved.name: set() for moved in self.screen.inputs}
        for by_outcome in self.contrasts.values():
            for contrast in by_outcome.values():
                for change in contrast.changes:
                    found[change.input.name].add(change.verdict(contrast.outcome.matters))
        order: tuple[Verdict, ...] = ("moves", "open", "little")
        return {name: next(v for v in order if v in given) for name, given in found.items()}


def screen_contrasts(
    screen: Screen, folder: Path, workers: int, progress: Progress, say: Callable[[str], None]
) -> Screened:
    """Run what a folder lacks, and screen.

    Raises
    ------
    InputError
        When an outcome has no case in some run, or nothing can be saved.
    """
    columns = screen.columns()
    points = screen.draws * screen.points_of_a_draw
    luck = np.repeat(np.arange(screen.draws), screen.points_of_a_draw)

    def run(policy: Policy) -> Values:
        called = both(policy.name, policy.judul)
        with progress(called, points * screen.replications) as done:
            values = run_points(
                screen.scenario, screen.seed, columns, screen.replications, folder, workers, done,
                say, luck, policy,
            )  # fmt: skip
        faults = [name for name in screen.outcomes if np.isnan(values[name]).any()]
        if faults:
            raise InputError([no_case(name, screen.scenario.name, called) for name in faults])
        return {name: values[name] for name in screen.outcomes}

    plan = run(NONE)
    contrasts = {}
    for policy in screen.policies:
        under = run(policy)
        contrasts[policy.name] = {
            name: contrast_of(screen, name, under[name] - plan[name]) for name in screen.outcomes
        }
    return Screened(screen, contrasts)


def contrast_of(screen: Screen, outcome: str, values: Numbers) -> Contrast:
    """Return a contrast and its changes.

    Parameters
    ----------
    values : NDArray, shape (points, replications)
        Policy less plan, at the points of the screen.
    """
    by_draw = values.reshape(screen.draws, screen.points_of_a_draw, -1)
    changes = tuple(
        change_of(moved, by_draw[:, [0, *range(place, place + len(moved.settings))]])
        for moved, place in screen.placed()
    )
    return Contrast(BY_NAME[outcome], _mean(by_draw[:, 0].mean(axis=1)), changes)


def change_of(moved: Input, contrast: Numbers) -> Change:
    """Return what moving an input does.

    Parameters
    ----------
    contrast : NDArray, shape (draws, 1 + settings, replications)
        At the draw's own value, and at each setting.
    """
    first, last = 1, len(moved.settings)
    pairs = sorted(
        combinations(range(len(moved.settings) + 1), 2), key=lambda pair: pair != (first, last)
    )
    squares = [_square(contrast[:, b] - contrast[:, a]) for a, b in pairs]
    square, luck = max(squares, key=lambda both: both[0].value)
    return Change(
        moved,
        tuple(contrast[:, 1:].mean(axis=(0, 2)).tolist()),
        _mean((contrast[:, last] - contrast[:, first]).mean(axis=1)),
        square,
        luck,
    )


def _square(changes: Numbers) -> tuple[Estimate, float]:
    """Return the mean square of changes without what luck adds, and the error that luck makes.

    Parameters
    ----------
    changes : NDArray, shape (draws, replications)
    """
    draws, count = changes.shape
    pairs = count * (count - 1) / 2.0
    total, squares = changes.sum(axis=1), (changes * changes).sum(axis=1)
    variance = changes.var(axis=1, ddof=1)
    fourth = (variance * variance).mean() / (1.0 + 2.0 / (count - 1))  # of a normal, unbiased
    products = (total * total - squares) / (2.0 * pairs)
    return _mean(products), math.sqrt(fourth / (pairs * draws))


def _mean(values: Numbers) -> Estimate:
    """Return the mean over draws."""
    return Estimate(float(values.mean()), float(values.std(ddof=1) / math.sqrt(len(values))))
