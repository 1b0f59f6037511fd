"""An experiment: arms run on the same luck, measured run by run, figures with intervals."""

import math
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from experiments.common.engines import free
from experiments.common.uncertainty import Uncertainty
from sim.ensemble.ensemble import Ensemble
from sim.ensemble.records import JOB
from sim.model import KubeModel
from sim.scenario import KubeRow, Scenario, load_scenario

COHORT = "banjarmasin-cohort"
Record = Mapping[str, Any]
"""What is kept of one run of one arm."""
Records = Mapping[str, Sequence[Record]]
"""The records of every arm, in replication order."""
RESAMPLES = 400


def founded_together(
    kubes: int,
    months: int,
    levers: Mapping[str, Any] | None = None,
    parameters: Mapping[str, float] | None = None,
    **row: Any,
) -> Scenario:
    """Return the first Kubes of the cohort, all founded in its first month, so that month is age.

    Parameters
    ----------
    kubes, months : int
        How many Kubes, and for how long.
    levers, parameters : mapping, optional
        Of the programme and the model.
    **row
        Values given to every Kube's row.
    """
    scenario = load_scenario(COHORT)
    rows = sorted(scenario.kubes, key=lambda kube: kube.id)[:kubes]
    return scenario.model_copy(
        update={
            "months": months,
            "programme": scenario.programme.model_copy(update=dict(levers or {})),
            "parameters": {**scenario.parameters, **(parameters or {})},
            "kubes": tuple(_row(kube, scenario.start, row) for kube in rows),
        }
    )


def _row(kube: KubeRow, start: str, changes: Mapping[str, Any]) -> KubeRow:
    return kube.model_copy(update={"founded": start, "grants": (), "observed": (), **changes})


@dataclass(frozen=True)
class Experiment:
    """How a pattern is shown, from what is recorded of every Kube month by month.

    It is run by the compiled engine.

    Attributes
    ----------
    arms : dict of Scenario
        What is run; every arm has the same luck in the same replication.
    measure : callable
        Takes a scenario and the records of a run (fields of KubeMonth, shape (Kubes by id,
        months); `stage` is -1 before founding), returns what is kept of it.
    figures : callable
        Takes the records of all arms, returns the statistics; a figure of which there is no
        case is NaN.
    """

    arms: Mapping[str, Scenario]
    measure: Callable[[Scenario, Any], Record]
    figures: Callable[[Records], dict[str, float]]

    def run(
        self, arm: str, scenario: Scenario, drawn: Uncertainty, seed: int, replications: range
    ) -> Iterator[Record]:
        """Yield what is kept of an arm's replications, each with its draw and luck."""
        numbers = np.array(replications)
        sets = drawn.sets_of(scenario, numbers)
        city = Ensemble(scenario, parameters=sets.columns)
        jobs = np.recarray(len(numbers), JOB)
        jobs.policy, jobs.seed = 0, seed
        jobs.parameters, jobs.replication = sets.place, numbers
        for chunk in city.chunks(jobs, months=range(scenario.months), threads=1):
            for kubes in chunk.kubes:
                yield self.measure(scenario, kubes.T)


@dataclass(frozen=True)
class AgentExperiment:
    """How a pattern is shown that needs the agents: it is run by the Mesa model.

    Attributes
    ----------
    arms, figures
        As of an `Experiment`.
    measure : callable
        Takes a finished model, returns what is kept of it.
    prepare : callable, optional
        Takes an arm's name and its model after the first month, to set a start by hand.
    """

    arms: Mapping[str, Scenario]
    measure: Callable[[KubeModel], Record]
    figures: Callable[[Records], dict[str, float]]
    prepare: Callable[[str, KubeModel], None] | None = None

    def run(
        self, arm: str, scenario: Scenario, drawn: Uncertainty, seed: int, replications: range
    ) -> Iterator[Record]:
        """Yield what is kept of an arm's replications, each with its draw and luck."""
        for replication in replications:
            own = drawn.scenario(scenario, replication)
            model = KubeModel(own, seed=seed, replication=replication)
            if self.prepare is not None:
                model.step()
                self.prepare(arm, model)
            model.run()
            yield self.measure(model)
            free(model)


AnyExperiment = Experiment | AgentExperiment


class Interval(NamedTuple):
    """A figure with its 95 % interval over replications."""

    figure: float
    low: float
    high: float


def intervals(
    experiment: AnyExperiment, replications: Sequence[Mapping[str, Record]]
) -> dict[str, Interval]:
    """Return each statistic with its percentile interval over resampled replications.

    A replication brings its luck and its draw of the parameters: the interval is of both.
    """
    whole = figures(experiment, replications)
    chooser = np.random.default_rng(20160820)
    drawn: dict[str, list[float]] = {name: [] for name in whole}
    for _ in range(RESAMPLES):
        sample = [
            replications[k] for k in chooser.integers(0, len(replications), len(replications))
        ]
        for name, value in figures(experiment, sample).items():
            drawn[name].append(value)
    return {name: _interval(value, drawn[name]) for name, value in whole.items()}


def single(
    experiment: AnyExperiment, replications: Sequence[Mapping[str, Record]]
) -> dict[str, list[float]]:
    """Return each statistic of every replication alone."""
    alone = [figures(experiment, [records]) for records in replications]
    return {name: [one[name] for one in alone] for name in alone[0]}


def figures(
    experiment: AnyExperiment, replications: Sequence[Mapping[str, Record]]
) -> dict[str, float]:
    """Return the statistics; where there is no case, numpy need not say so."""
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore", RuntimeWarning)
        return experiment.figures(
            {arm: [records[arm] for records in replications] for arm in replications[0]}
        )


def _interval(figure: float, drawn: Sequence[float]) -> Interval:
    known = [value for value in drawn if not math.isnan(value)]
    low, high = np.percentile(known or [figure], [2.5, 97.5])
    return Interval(figure, float(low), float(high))
