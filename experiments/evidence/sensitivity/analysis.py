"""The whole analysis: Morris over all parameters, Sobol' on the most influential, the split."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np

from experiments.common.cost import FAST_HOUSEHOLD_MONTHS_PER_SECOND, Cost, cost
from experiments.evidence.sensitivity.morris_and_sobol import (
    Effect,
    Indices,
    Space,
    indices,
    most_influential,
    saltelli,
    screen,
    trajectories,
)
from experiments.evidence.sensitivity.points import Progress, Values, run_points
from experiments.evidence.sensitivity.sensitivity_tables import label
from experiments.evidence.sensitivity.variance_split import RUNS, TIMES, Kind, Split, crossed, split
from sim.inputs.said import Said, both
from sim.inputs.strict import InputError
from sim.scenario import Scenario

KEPT = 12
"""So many parameters have Sobol' indices of their own."""
MORRIS, SOBOL, SPLIT = range(3)
"""Each stage has random numbers of its own."""


class Sizes(NamedTuple):
    """How much is run: Morris trajectories, Sobol' base points, blocks, runs of a point."""

    trajectories: int
    base: int
    blocks: int
    replications: int

    def runs(self, space: Space) -> int:
        """Return how many runs that is."""
        morris = self.trajectories * (len(space) + 1)
        sobol = self.base * (min(KEPT + 1, len(space)) + 2)
        return (morris + sobol) * self.replications + self.blocks * RUNS


@dataclass(frozen=True)
class Question:
    """What is asked."""

    scenario: Scenario
    outcomes: tuple[str, ...]
    kind: Kind
    sizes: Sizes
    seed: int

    @property
    def space(self) -> Space:
        """Return the uncertain parameters."""
        return Space.of(self.scenario)

    def cost(self, workers: int) -> Cost:
        """Estimate what it takes."""
        runs = self.sizes.runs(self.space)
        whole = cost(self.scenario, runs, FAST_HOUSEHOLD_MONTHS_PER_SECOND)
        return whole._replace(seconds=whole.seconds / workers)


class Findings(NamedTuple):
    """What was found: effects, indices and split by outcome; `kept` have indices."""

    question: Question
    effects: dict[str, list[Effect]]
    kept: list[str]
    indices: dict[str, Indices]
    split: dict[str, Split]
    means: dict[str, float]

    @property
    def others(self) -> int:
        """How many parameters have no index of their own."""
        return len(self.question.space) - len(self.kept)

    def title_of(self, index: str) -> Said:
        """Return few words for a parameter, or for the rest of them."""
        return label(index, self.others)


def analyse(
    question: Question,
    folder: Path,
    workers: int,
    progress: Progress,
    say: Callable[[str], None],
) -> Findings:
    """Run what a folder lacks, and analyse.

    Parameters
    ----------
    say : callable
        Takes a line for the user.

    Raises
    ------
    InputError
        When an outcome has no case in some run, or nothing can be saved.
    """
    scenario, outcomes, space, sizes = (
        question.scenario, question.outcomes, question.space, question.sizes,
    )  # fmt: skip

    def run(what: str, columns: Values, times: int, own_luck: bool = False) -> Values:
        points = len(next(iter(columns.values())))
        luck = np.arange(points) if own_luck else 0
        with progress(what, points * times) as done:
            values = run_points(
                scenario, question.seed, columns, times, folder, workers, done, say, luck
            )
        without = [name for name in outcomes if np.isnan(values[name]).any()]
        if without:
            raise InputError([no_case(name, scenario.name) for name in without])
        return values

    rng = _random(question, MORRIS)
    unit = trajectories(space, sizes.trajectories, rng)
    values = run("Morris", space.values(unit), sizes.replications)
    effects = {name: screen(space, unit, values[name], rng) for name in outcomes}
    kept = most_influential(list(effects.values()), KEPT)

    rng = _random(question, SOBOL)
    unit = saltelli(space, kept, sizes.base, rng)
    values = run("Sobol'", space.values(unit), sizes.replications)
    parts = {name: indices(space, kept, values[name], rng) for name in outcomes}

    rng = _random(question, SPLIT)
    columns = crossed(scenario, question.kind, sizes.blocks, rng)
    values = run("variance", columns, TIMES, own_luck=True)
    shares = {name: split(values[name], rng) for name in outcomes}
    means = {name: float(values[name].mean()) for name in outcomes}
    return Findings(question, effects, kept, parts, shares, means)


def no_case(outcome: str, scenario: str, under: Said | None = None) -> Said:
    """Return that runs of a scenario, under a policy or none, do not all have an outcome."""
    policy, kebijakan = (f" under {under}", f" dengan {under.indonesian}") if under else ("", "")
    return both(
        f"--outcome {outcome}: some run of {scenario}{policy} has no case of it",
        f"--outcome {outcome}: sebagian simulasi {scenario}{kebijakan} tidak punya kasusnya",
    )


def _random(question: Question, stage: int) -> np.random.Generator:
    return np.random.default_rng([question.seed, stage])
