"""The experiments of the patterns run in several processes, one replication a task.

Replication r has the r-th stored draw of the parameters and luck of its own, alike in all arms
and in the knock-out. Which process does a task changes nothing.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from experiments.common.uncertainty import Kind, uncertainty
from experiments.evidence.patterns.card import EXPERIMENTS, PatternResult, judge
from experiments.evidence.patterns.experiment import Record, Runs, arms_of, run_arms
from experiments.evidence.patterns.targets import Pattern
from experiments.store.workers import TaskError, run_all
from sim.inputs.strict import InputError
from sim.ledger import LedgerError
from sim.policy import NONE


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
    """One replication of an experiment, with the pattern's rule or without it."""

    pattern: Pattern
    removed: bool
    replication: int
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
        Called with the tasks done, of 2 × runs a pattern.

    Raises
    ------
    InputError
        When the draws are not there, or a city cannot be computed.
    """
    uncertainty(trial.kind)
    tasks = [
        Task(pattern, removed, replication, trial)
        for pattern in patterns
        for replication in range(trial.runs)
        for removed in (False, True)
    ]
    found: dict[tuple[str, bool, int], dict[str, Record]] = {}
    try:
        for task, records in run_all(run_task, tasks, min(workers, len(tasks))):
            found[task.pattern.id, task.removed, task.replication] = records
            progress(len(found))
    except TaskError as error:
        raise InputError([str(error)]) from None

    def side(pattern: Pattern, removed: bool) -> list[dict[str, Record]]:
        return [found[pattern.id, removed, replication] for replication in range(trial.runs)]

    return [judge(it, Runs(side(it, removed=False), side(it, removed=True))) for it in patterns]


def run_task(task: Task) -> dict[str, Record]:
    """Return the records of one replication, one entry an arm.

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
        return run_arms(experiment, arms, uncertainty(trial.kind), trial.seed, task.replication)
    except (LedgerError, OverflowError) as error:
        what = f"pattern {pattern.id}, replication {task.replication}"
        raise TaskError(f"{what}: a city cannot be computed: {error}") from None
