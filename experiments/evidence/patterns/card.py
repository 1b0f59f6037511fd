"""The pattern card: target, simulated figure, verdict and knock-out of every pattern."""

import math
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Literal, NamedTuple

import numpy as np

from experiments.evidence.patterns import cohort, money, spirit, ten
from experiments.evidence.patterns.experiment import (
    Experiment,
    Interval,
    Records,
    Runs,
    intervals,
    single,
)
from experiments.evidence.patterns.targets import Pattern, Statistic

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


def judge(pattern: Pattern, found: Runs) -> PatternResult:
    """Judge a pattern by what its experiment gave, with and without its rule."""
    experiment = EXPERIMENTS[pattern.id]()
    whole, alone = intervals(experiment, found.plain), single(experiment, found.plain)
    statistics = tuple(
        StatisticResult(
            statistic,
            whole[statistic.name],
            _verdict(statistic, whole[statistic.name]),
            float(np.mean([statistic.low <= it <= statistic.high for it in alone[statistic.name]])),
        )
        for statistic in pattern.statistic
    )
    return PatternResult(
        pattern,
        statistics,
        _knock_out(pattern, experiment, found),
        overall([result.verdict for result in statistics]),
    )


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


def _knock_out(pattern: Pattern, experiment: Experiment, found: Runs) -> KnockOutResult:
    """Pair each replication with its knock-out, and resample the pairs together."""
    first = pattern.statistic[0].name
    pairs = [
        {
            f"{side} {arm}": record
            for side, run in (("with", one), ("without", two))
            for arm, record in run.items()
        }
        for one, two in zip(found.plain, found.removed, strict=True)
    ]

    def figure(side: str, records: Records) -> float:
        own = {arm: records[f"{side} {arm}"] for arm in experiment.arms}
        return experiment.figures(own)[first]

    def move(records: Records) -> dict[str, float]:
        return {first: figure("without", records) - figure("with", records)}

    paired = replace(experiment, figures=move)
    return KnockOutResult(intervals(paired, pairs)[first], pattern.knock_out.moves)
