"""The pattern card: experiments with a rule and without it, judged by targets.

Replication r has the r-th stored draw of the parameters and luck of its own, alike in all arms
and in the knock-out.
"""

import math
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, NamedTuple

import numpy as np

from experiments.common.uncertainty import Kind, uncertainty
from experiments.evidence.patterns import banjarmasin, mechanisms
from experiments.evidence.patterns.experiment import (
    AgentExperiment,
    AnyExperiment,
    Interval,
    Record,
    Records,
    Runs,
    arms_of,
    intervals,
    run_arms,
    single,
)
from experiments.evidence.patterns.targets import Pattern, Statistic
from experiments.store.workers import TaskError, run_all
from sim.ensemble.first_compile import compile_engine
from sim.inputs.strict import InputError
from sim.ledger import LedgerError
from sim.policy import NONE

Verdict = Literal["shown", "partly", "failed"]

EXPERIMENTS: dict[str, Callable[[], AnyExperiment]] = {
    "1": banjarmasin.need_and_share,
    "2": banjarmasin.young_five,
    "3": banjarmasin.granted_five,
    "4": banjarmasin.failing,
    "5": banjarmasin.stages_of_ten,
    "6": mechanisms.grant_left,
    "7": mechanisms.repayment,
    "8": mechanisms.peers,
    "9": mechanisms.monitoring,
    "10": mechanisms.secret_kas,
}


class StatisticResult(NamedTuple):
    """A statistic of a pattern as simulated.

    Attributes
    ----------
    on_target : float
        Part of the replications, each with a draw and luck of its own, whose figure alone lies
        on target.
    """

    statistic: Statistic
    interval: Interval
    verdict: Verdict
    on_target: float


class KnockOutResult(NamedTuple):
    """How far the first statistic moves when the pattern's rule is removed, on the same luck."""

    move: Interval
    asked: float

    @property
    def bites(self) -> bool:
        """Say whether it moves as far as was committed, in that direction."""
        move = self.move.figure
        return move <= self.asked if self.asked < 0 else move >= self.asked


class PatternResult(NamedTuple):
    """One line of the card."""

    pattern: Pattern
    statistics: tuple[StatisticResult, ...]
    knock_out: KnockOutResult
    verdict: Verdict


def judge(pattern: Pattern, runs: Runs) -> PatternResult:
    """Judge a pattern by what its experiment gave, with and without its rule."""
    experiment = EXPERIMENTS[pattern.id]()
    whole, alone = intervals(experiment, runs.plain), single(experiment, runs.plain)
    statistics = tuple(
        StatisticResult(
            statistic,
            whole[statistic.name],
            _verdict(statistic, whole[statistic.name]),
            _on_target(statistic, alone[statistic.name]),
        )
        for statistic in pattern.statistic
    )
    return PatternResult(
        pattern,
        statistics,
        _knock_out(pattern, experiment, runs),
        overall([result.verdict for result in statistics]),
    )


def _on_target(statistic: Statistic, figures: Sequence[float]) -> float:
    return float(np.mean([statistic.low <= figure <= statistic.high for figure in figures]))


def _verdict(statistic: Statistic, interval: Interval) -> Verdict:
    """Shown when the whole interval lies on target, failed when none of it does."""
    if math.isnan(interval.figure):
        return "failed"
    if statistic.low <= interval.low and interval.high <= statistic.high:
        return "shown"
    if interval.high < statistic.low or interval.low > statistic.high:
        return "failed"
    return "partly"


def overall(verdicts: Sequence[Verdict]) -> Verdict:
    """Shown or failed when every statistic is, partly otherwise."""
    return verdicts[0] if len(set(verdicts)) == 1 else "partly"


def _knock_out(pattern: Pattern, experiment: AnyExperiment, runs: Runs) -> KnockOutResult:
    """Pair each replication with its knock-out, and resample the pairs together."""
    first = pattern.statistic[0].name
    pairs = [
        {
            f"{side} {arm}": record
            for side, run in (("with", one), ("without", two))
            for arm, record in run.items()
        }
        for one, two in zip(runs.plain, runs.removed, strict=True)
    ]

    def figure(side: str, records: Records) -> float:
        own = {arm: records[f"{side} {arm}"] for arm in experiment.arms}
        return experiment.figures(own)[first]

    def move(records: Records) -> dict[str, float]:
        return {first: figure("without", records) - figure("with", records)}

    paired = replace(experiment, figures=move)
    return KnockOutResult(intervals(paired, pairs)[first], pattern.knock_out.moves)


@dataclass(frozen=True)
class Trial:
    """How the experiments are run.

    Attributes
    ----------
    runs, seed : int
        Replications 0 to runs - 1 of every arm.
    kind : str
        Where the parameters come from; see `experiments.common.uncertainty`.
    values : mapping
        Put into every arm, over what is drawn (`group.name` to number).
    """

    runs: int
    seed: int = 1
    kind: Kind = "posterior"
    values: Mapping[str, float] = field(default_factory=dict)


class Task(NamedTuple):
    """Replications of an experiment, with the pattern's rule or without it."""

    pattern: Pattern
    removed: bool
    replications: range
    trial: Trial


def judge_all(
    patterns: Sequence[Pattern],
    trial: Trial,
    workers: int = 1,
    progress: Callable[[int], None] = lambda _: None,
) -> list[PatternResult]:
    """Run the experiments of patterns and judge them.

    Parameters
    ----------
    workers : int
        Processes; no figure depends on them.
    progress : callable, optional
        Called with the replications done, of 2 × runs a pattern.

    Raises
    ------
    InputError
        When the draws are not there, or a city cannot be computed.
    """
    uncertainty(trial.kind)
    compile_engine()
    tasks = [task for pattern in patterns for task in _tasks(pattern, trial)]
    sides: dict[tuple[str, bool], dict[int, dict[str, Record]]] = defaultdict(dict)
    done = 0
    try:
        for task, records in run_all(run_task, tasks, min(workers, len(tasks))):
            side = sides[task.pattern.id, task.removed]
            side.update(zip(task.replications, records, strict=True))
            done += len(records)
            progress(done)
    except TaskError as error:
        raise InputError([str(error)]) from None

    def in_order(pattern: Pattern, removed: bool) -> list[dict[str, Record]]:
        side = sides[pattern.id, removed]
        return [side[replication] for replication in range(trial.runs)]

    return [
        judge(pattern, Runs(in_order(pattern, removed=False), in_order(pattern, removed=True)))
        for pattern in patterns
    ]


def _tasks(pattern: Pattern, trial: Trial) -> Iterator[Task]:
    """Yield a task a replication where agents are run, and all in one where they are not."""
    agents = isinstance(EXPERIMENTS[pattern.id](), AgentExperiment)
    size = 1 if agents else trial.runs
    for first in range(0, trial.runs, size):
        for removed in (False, True):
            yield Task(pattern, removed, range(first, first + size), trial)


def run_task(task: Task) -> list[dict[str, Record]]:
    """Return the records of replications, one entry an arm.

    Raises
    ------
    TaskError
        When a city cannot be computed.
    """
    trial, pattern = task.trial, task.pattern
    values, policy = dict(trial.values), NONE
    if task.removed:
        values, policy = {**values, **pattern.knock_out.set}, pattern.knock_out.as_policy()
    experiment = EXPERIMENTS[pattern.id]()
    arms = arms_of(experiment, values, policy)
    try:
        return run_arms(experiment, arms, uncertainty(trial.kind), trial.seed, task.replications)
    except (LedgerError, OverflowError) as error:
        raise TaskError(f"pattern {pattern.id}: a city cannot be computed: {error}") from None
