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
from numpy.typing import NDArray

from experiments.common.uncertainty import draws_named
from experiments.evidence.accounts import accounts_of
from experiments.evidence.patterns import banjarmasin, mechanisms
from experiments.evidence.patterns.experiment import (
    AgentExperiment,
    AnyExperiment,
    Interval,
    Record,
    Records,
    figures,
    intervals,
    single,
)
from experiments.evidence.patterns.targets import Pattern, Statistic
from experiments.store.workers import TaskError, run_all
from sim.ensemble.machine_code import load_engine
from sim.inputs.strict import InputError
from sim.ledger import LedgerError
from sim.policy import NONE

Verdict = Literal["shown", "partly", "failed"]
Replications = Sequence[Mapping[str, Record]]
"""What was kept of the arms, replication by replication."""

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
    """One line of the card.

    Attributes
    ----------
    by_account : mapping
        The statistics over the runs of each account of failure (`experiments.evidence.accounts`)
        of which there are any.
    """

    pattern: Pattern
    statistics: tuple[StatisticResult, ...]
    knock_out: KnockOutResult
    verdict: Verdict
    by_account: Mapping[str, Mapping[str, float]]


def judge(
    pattern: Pattern,
    plain: Replications,
    removed: Replications,
    accounts: Mapping[str, NDArray[np.bool_]],
) -> PatternResult:
    """Judge a pattern by what its experiment gave, with its rule and with that removed.

    Parameters
    ----------
    accounts : mapping
        Which replications belong to each account of failure, shape (runs,).
    """
    experiment = EXPERIMENTS[pattern.id]()
    whole, alone = intervals(experiment, plain), single(experiment, plain)
    statistics = []
    for asked in pattern.statistic:
        verdict = _verdict(asked, whole[asked.name])
        on_target = [asked.low <= figure <= asked.high for figure in alone[asked.name]]
        result = StatisticResult(asked, whole[asked.name], verdict, float(np.mean(on_target)))
        statistics.append(result)
    knock_out = _knock_out(pattern, experiment, plain, removed)
    verdict = overall([result.verdict for result in statistics])
    by_account = {
        account: figures(experiment, [plain[row] for row in np.flatnonzero(rows).tolist()])
        for account, rows in accounts.items()
        if rows.any()
    }
    return PatternResult(pattern, tuple(statistics), knock_out, verdict, by_account)


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


def _knock_out(
    pattern: Pattern, experiment: AnyExperiment, plain: Replications, removed: Replications
) -> KnockOutResult:
    """Pair each replication with its knock-out, and resample the pairs together."""
    first, arms = pattern.statistic[0].name, experiment.arms
    pairs = [
        {f"with {arm}": one[arm] for arm in arms} | {f"without {arm}": two[arm] for arm in arms}
        for one, two in zip(plain, removed, strict=True)
    ]

    def move(records: Records) -> dict[str, float]:
        without, kept = (
            experiment.figures({arm: records[f"{side} {arm}"] for arm in arms})[first]
            for side in ("without", "with")
        )
        return {first: without - kept}

    paired = replace(experiment, figures=move)
    return KnockOutResult(intervals(paired, pairs)[first], pattern.knock_out.moves)


@dataclass(frozen=True)
class Trial:
    """How the experiments are run.

    Attributes
    ----------
    runs, seed : int
        Replications 0 to runs - 1 of every arm.
    parameters : str
        Where they come from, as `--parameters` names it.
    values : mapping
        Put into every arm, over what is drawn (`group.name` to number).
    """

    runs: int
    seed: int = 1
    parameters: str = "posterior"
    values: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Task:
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
    draws_named(trial.parameters)
    load_engine()
    tasks = [task for pattern in patterns for task in _tasks(pattern, trial)]
    sides: dict[tuple[str, bool], dict[int, Mapping[str, Record]]] = defaultdict(dict)
    done = 0
    try:
        for task, records in run_all(run_task, tasks, min(workers, len(tasks))):
            side = sides[task.pattern.id, task.removed]
            side.update(zip(task.replications, records, strict=True))
            done += len(records)
            progress(done)
    except TaskError as error:
        raise InputError([error.args[0]]) from None
    results = []
    for pattern in patterns:
        plain, removed = (
            [sides[pattern.id, side][replication] for replication in range(trial.runs)]
            for side in (False, True)
        )
        drawn = draws_named(trial.parameters).working(pattern.works)
        rows = drawn.rows(range(trial.runs))
        accounts = {name: mask[rows] for name, mask in accounts_of(drawn.draws).items()}
        results.append(judge(pattern, plain, removed, accounts))
    return results


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
    drawn = draws_named(trial.parameters).working(pattern.works)
    records = []
    try:
        for name, arm in experiment.arms.items():
            over = {"parameters": {**arm.parameters, **values}}
            own = arm.under(policy).model_copy(update=over)
            runs = experiment.run(name, own, drawn, trial.seed, task.replications)
            records.append(list(runs))
    except (LedgerError, OverflowError) as error:
        raise TaskError(f"pattern {pattern.id}: a city cannot be computed: {error}") from None
    return [dict(zip(experiment.arms, same, strict=True)) for same in zip(*records, strict=True)]
