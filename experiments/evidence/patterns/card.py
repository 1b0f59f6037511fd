"""The pattern card: target, simulated figure, verdict and knock-out of every pattern."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Literal, NamedTuple

from experiments.evidence.patterns import cohort, money, spirit, ten
from experiments.evidence.patterns.experiment import (
    Experiment,
    Interval,
    Record,
    Records,
    arms_of,
    intervals,
    run_arms,
)
from experiments.evidence.patterns.targets import Pattern, Statistic
from sim.policy import NONE
from sim.scenario import Scenario

Verdict = Literal["shown", "partly", "failed"]

EXPERIMENTS: dict[str, Callable[[], Experiment]] = {
    "1": cohort.need_and_share,
    "2": ten.young_five,
    "3": ten.granted_five,
    "4": cohort.failing,
    "5": ten.stages_of_ten,
    "6": money.grant_left,
    "7": money.repayment,
    "8": money.peers,
    "9": spirit.monitoring,
    "10": spirit.secret_kas,
}


class StatisticResult(NamedTuple):
    """A statistic of a pattern as simulated."""

    statistic: Statistic
    interval: Interval
    verdict: Verdict


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


def judge(
    pattern: Pattern,
    runs: int,
    seed: int,
    parameters: Mapping[str, float] | None = None,
    progress: Callable[[int], None] = lambda _: None,
) -> PatternResult:
    """Run a pattern's experiment, with and without its rule, and judge it.

    Parameters
    ----------
    runs, seed : int
        Replications 0 to runs - 1 of each arm; the knock-out gets the same luck.
    parameters : mapping, optional
        Values put into every arm (`group.name` to number).
    progress : callable, optional
        Called with the replications done, of 2 × runs.
    """
    experiment = EXPERIMENTS[pattern.id]()
    values = dict(parameters or {})
    knocked = {**values, **pattern.knock_out.set}
    plain = arms_of(experiment, values, NONE)
    without = arms_of(experiment, knocked, pattern.knock_out.as_policy())
    replications = _run(experiment, plain, runs, seed, progress, 0)
    removed = _run(experiment, without, runs, seed, progress, runs)
    found = intervals(experiment, replications)
    statistics = tuple(
        StatisticResult(
            statistic, found[statistic.name], _verdict(statistic, found[statistic.name])
        )
        for statistic in pattern.statistic
    )
    return PatternResult(
        pattern,
        statistics,
        _knock_out(pattern, experiment, replications, removed),
        overall([result.verdict for result in statistics]),
    )


def _run(
    experiment: Experiment,
    arms: Mapping[str, Scenario],
    runs: int,
    seed: int,
    progress: Callable[[int], None],
    before: int,
) -> list[dict[str, Record]]:
    replications = []
    for records in run_arms(experiment, arms, runs, seed):
        replications.append(records)
        progress(before + len(replications))
    return replications


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
    pattern: Pattern,
    experiment: Experiment,
    plain: Sequence[Mapping[str, Record]],
    removed: Sequence[Mapping[str, Record]],
) -> KnockOutResult:
    """Pair each replication with its knock-out, and resample the pairs together."""
    first = pattern.statistic[0].name
    pairs = [
        {
            f"{side} {arm}": record
            for side, run in (("with", one), ("without", two))
            for arm, record in run.items()
        }
        for one, two in zip(plain, removed, strict=True)
    ]

    def figure(side: str, records: Records) -> float:
        own = {arm: records[f"{side} {arm}"] for arm in experiment.arms}
        return experiment.figures(own)[first]

    def move(records: Records) -> dict[str, float]:
        return {first: figure("without", records) - figure("with", records)}

    paired = replace(experiment, figures=move)
    return KnockOutResult(intervals(paired, pairs)[first], pattern.knock_out.moves)
