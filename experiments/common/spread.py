"""An effect told by its spread over plausible worlds: the one place of its numbers.

A world is a draw of the parameters and of the rival structures. Every world is run more than once
on both sides, so that chance within a world (from run to run) and what is not known (from world to
world) are told apart:

- *Components of variance* are those of the analysis of variance with one random effect: within
  draws the pooled variance of runs; between draws the variance of the draws' means, less what
  chance leaves in a mean, and never below 0 (Searle, Casella & McCulloch 1992, ch. 3).
- *Effects without chance* are the draws' means, drawn in towards their common mean so far that
  their variance is the one between draws (constrained empirical Bayes: Louis 1984, Ghosh 1992) and
  what chance leaves in the common mean, so that few runs never look as if all were known.
  Plain shrinkage would leave too little spread, the means themselves too much; where the spread is
  skewed and chance is large, what is left is a little too wide. Draws in which no run shows any
  effect are left at exactly 0; and draws in which the levers work are drawn in apart from those in
  which they do nothing.

Median, credible interval and probabilities are of these effects. Only the mean has a precision
that more runs improve: the interval narrows when more is known of the world, never by computing.

A *verdict* weighs the probability that an effect is beyond the smallest difference that matters:

- `likely better`, `likely worse`: it is so in one direction with probability 0.9 or more.
- `no difference that matters`: in neither direction with probability 0.9 or more.
- `leaning better`, `leaning worse`: in one direction with probability 0.7 or more.
- `not known`: anything else, or fewer than 20 draws. Only data can change the former.
- `described`: the outcome is a means or a cost, and no direction of it is good.
"""

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from experiments.common.differences import known, mean_interval
from experiments.common.outcomes import Measure
from experiments.common.worlds import Worlds

Reals = NDArray[np.float64]
Json = dict[str, Any]
Verdict = Literal[
    "likely better", "likely worse", "leaning better", "leaning worse",
    "no difference that matters", "not known", "described",
]  # fmt: skip

HOLDS = 0.9
ENDS = (0.05, 0.95)
"""What a credible interval holds, and its ends, as parts of the worlds."""
LIKELY, LEANING = 0.9, 0.7
"""Probabilities from which on a verdict is one or the other: conventions, like any level."""
ROUNDING = 1e-9
"""By which a probability may miss a level."""
DRAWS_LEAST = 20
"""With fewer draws no draw lies beyond the ends of an interval."""


class Components(NamedTuple):
    """Components of the variance of an effect: of worlds, and of runs within a world."""

    between: float
    within: float


class Spread(NamedTuple):
    """An effect over some worlds; figures that nothing is known of are NaN.

    Attributes
    ----------
    median, low, high : float
        Median and 90 % credible interval of the effect, chance of runs removed. Where there is
        one world alone, they are of its runs.
    probability_better, probability_worse : float
        That it is beyond what matters, in the good direction and in the bad.
    mean, mean_precision : float
        Mean over worlds, and half of its 95 % confidence interval, which more runs narrow.
    draws, runs_per_draw : int
        Worlds in which there is a case, and pairs of runs in each.
    """

    median: float
    low: float
    high: float
    probability_better: float
    probability_worse: float
    mean: float
    mean_precision: float
    draws: int
    runs_per_draw: int
    verdict: Verdict

    def times(self, factor: float) -> "Spread":
        """Return it in another unit, such as rupiah of another year."""
        scaled = ("median", "low", "high", "mean", "mean_precision")
        return self._replace(**{name: factor * getattr(self, name) for name in scaled})

    def json(self) -> Json:
        """Return the figures as JSON has them: what is not known is None."""
        figures = self._asdict()
        judged = figures.pop("verdict")
        return {**known(figures), "verdict": judged}


class Level(NamedTuple):
    """A value of an outcome, not an effect, over some worlds: figures as those of `Spread`."""

    median: float
    low: float
    high: float
    mean: float
    mean_precision: float
    draws: int
    runs_per_draw: int

    def json(self) -> Json:
        """Return the figures as JSON has them: what is not known is None."""
        return {**known(self._asdict())}


class Change(NamedTuple):
    """A prior weight of `does nothing` at which a verdict becomes another.

    Attributes
    ----------
    when : str
        Whether it does so from there on downwards (`less`) or upwards (`more`).
    """

    weight: float
    when: Literal["less", "more"]
    verdict: Verdict


class Effect(NamedTuple):
    """What a policy adds to another, over all worlds and where its levers work.

    Attributes
    ----------
    if_it_works, if_it_does_nothing : Spread or None
        Over the worlds in which some lever that differs works, and in which all do nothing; None
        where there are no worlds of both kinds.
    worlds : float or None
        Share of worlds in which it works, likewise.
    changes : tuple of Change
        Nearest weights at which the verdict over all worlds would be another; none where no
        weight changes it.
    components : Components
        Over all worlds.
    assumed : bool
        Whether no rival lets the levers that differ do nothing: that they act is an assumption.
    """

    over_all: Spread
    if_it_works: Spread | None
    if_it_does_nothing: Spread | None
    worlds: float | None
    changes: tuple[Change, ...]
    components: Components
    assumed: bool

    @property
    def chance_in_mean(self) -> float:
        """Standard error that chance leaves in the mean; NaN with one run a world."""
        runs = self.over_all.draws * self.over_all.runs_per_draw
        return math.sqrt(self.components.within / runs) if runs else math.nan

    @property
    def of_working(self) -> float | None:
        """Part of the variance between worlds that is whether the levers work at all."""
        works, nothing, share = self.if_it_works, self.if_it_does_nothing, self.worlds
        if works is None or nothing is None or share is None or not self.components.between:
            return None
        apart = (works.mean - nothing.mean) ** 2
        return min(1.0, share * (1.0 - share) * apart / self.components.between)

    def times(self, factor: float) -> "Effect":
        """Return it in another unit, such as rupiah of another year."""
        works, nothing = self.if_it_works, self.if_it_does_nothing
        return self._replace(
            over_all=self.over_all.times(factor),
            if_it_works=works and works.times(factor),
            if_it_does_nothing=nothing and nothing.times(factor),
            components=Components(*(factor**2 * part for part in self.components)),
        )

    def json(self) -> Json:
        """Return all figures as JSON has them."""
        works, nothing = self.if_it_works, self.if_it_does_nothing
        return {
            **self.over_all.json(),
            "assumed": self.assumed,
            "if_it_works": works and {**works.json(), "worlds": self.worlds},
            "if_it_does_nothing": nothing and nothing.json(),
            "verdict_changes": [change._asdict() for change in self.changes],
            "variance": {**known(self.components._asdict()), "of_working": self.of_working},
        }


def effect_of(figures: Json) -> Effect:
    """Return the effect that stored figures tell of (`Effect.json`), for words and pictures."""
    works, nothing = figures["if_it_works"], figures["if_it_does_nothing"]
    parts = (_real(figures["variance"][key]) for key in Components._fields)
    return Effect(
        _spread_of(figures),
        works and _spread_of(works),
        nothing and _spread_of(nothing),
        works and works["worlds"],
        tuple(Change(**change) for change in figures["verdict_changes"]),
        Components(*parts),
        figures["assumed"],
    )


def _spread_of(figures: Json) -> Spread:
    counts = ("draws", "runs_per_draw", "verdict")
    told: Json = {
        key: figures[key] if key in counts else _real(figures[key]) for key in Spread._fields
    }
    return Spread(**told)


def _real(value: float | None) -> float:
    return math.nan if value is None else value


def components(effects: Reals) -> Components:
    """Return the components of variance of effects; NaN where they cannot be told.

    Parameters
    ----------
    effects : NDArray of float, shape (draws, runs)
        NaN where a run has no case.
    """
    effects = effects[~np.isnan(effects).all(axis=1)]
    if not effects.size:
        return Components(math.nan, math.nan)
    runs = (~np.isnan(effects)).sum(axis=1)
    means = np.nanmean(effects, axis=1)
    freedom = int((runs - 1).sum())
    squares = float(np.nansum((effects - means[:, np.newaxis]) ** 2))
    within = squares / freedom if freedom else math.nan
    if len(means) < 2:
        return Components(math.nan, within)
    of_chance = within * float((1.0 / runs).mean()) if freedom else 0.0
    return Components(max(0.0, float(means.var(ddof=1)) - of_chance), within)


def without_chance(effects: Reals, groups: NDArray[np.int64] | None = None) -> Reals:
    """Return the effect in every draw, run-to-run variance removed as this module's head says.

    Parameters
    ----------
    effects : NDArray of float, shape (draws, runs)
    groups : NDArray of int, shape (draws,), optional
        Draws of a group are drawn in towards each other; by default all.

    Returns
    -------
    NDArray of float, shape (draws,)
        NaN where no run of a draw has a case.
    """
    some = ~np.isnan(effects).all(axis=1)
    estimates = np.full(len(effects), np.nan)
    estimates[some] = np.nanmean(effects[some], axis=1)
    moved = some & (np.nan_to_num(effects) != 0.0).any(axis=1)
    groups = np.zeros(len(effects), np.int64) if groups is None else groups
    for group in np.unique(groups):
        rows = moved & (groups == group)
        if rows.sum() < 2 or not np.ptp(estimates[rows]):
            continue
        means = estimates[rows]
        estimates[rows] = means.mean() + _kept(effects[rows]) * (means - means.mean())
    return estimates


def _kept(effects: Reals) -> float:
    """Return how far from their mean the means of draws are left: 1 where chance adds nothing."""
    parts = components(effects)
    runs = (~np.isnan(effects)).sum(axis=1)
    in_mean = 0.0 if math.isnan(parts.within) else parts.within * float((1.0 / runs).mean())
    wanted = parts.between + in_mean / len(effects)
    return min(1.0, math.sqrt(wanted / float(np.nanmean(effects, axis=1).var(ddof=1))))


def effect(outcome: Measure, effects: Reals, worlds: Worlds) -> Effect:
    """Return the effect of a policy on an outcome over worlds, or in one world over its runs.

    Parameters
    ----------
    effects : NDArray of float, shape (draws, runs)
        Of the policy less the other, on the same luck; NaN where a run has no case.
    worlds : Worlds
        Of these draws.
    """
    told = by_world(effects, worlds)
    over_all = _spread(outcome, effects, told)
    parts = components(effects)
    if over_all.draws > 1:
        parts = parts._replace(between=float(np.nanvar(told, ddof=1)))
    if worlds.works.all() or not worlds.works.any():
        return Effect(over_all, None, None, None, (), parts, worlds.assumed)
    working, nothing = (
        _spread(outcome, effects[rows], told[rows]) for rows in (worlds.works, ~worlds.works)
    )
    if not (working.draws and nothing.draws):
        return Effect(over_all, None, None, None, (), parts, worlds.assumed)
    changes = tuple(_changes(outcome, working, nothing, worlds))
    share = working.draws / over_all.draws
    return Effect(over_all, working, nothing, share, changes, parts, worlds.assumed)


def by_world(values: Reals, worlds: Worlds | None = None) -> Reals:
    """Return what is told of values: a figure a world, chance removed; of one world its runs.

    Parameters
    ----------
    values : NDArray of float, shape (draws, runs)
    worlds : Worlds, optional
        Those in which the levers work and do nothing are apart; by default all are alike.

    Returns
    -------
    NDArray of float, shape (draws,) or, in one world, (runs,)
    """
    if len(values) == 1:
        return np.asarray(values[0])
    return without_chance(values, None if worlds is None else worlds.works.astype(np.int64))


def level(values: Reals) -> Level:
    """Return a value over worlds, or in one world over its runs.

    Parameters
    ----------
    values : NDArray of float, shape (draws, runs)
        NaN where a run has no case.
    """
    told = by_world(values)
    return Level(*_middle(told), *_mean(values, told), *_counts(values))


def _spread(outcome: Measure, effects: Reals, told: Reals) -> Spread:
    """Return the spread of what is told of effects, by draw or, in one world, by run."""
    values = told[~np.isnan(told)]
    better, worse = _beyond(outcome, values)
    judged = verdict_at(outcome, better, worse, len(values))
    middle, mean = _middle(told), _mean(effects, told)
    return Spread(*middle, better, worse, *mean, *_counts(effects), judged)


def _middle(told: Reals) -> tuple[float, float, float]:
    """Return the median and the 90 % interval of what is told; NaN where nothing is known."""
    median, low, high = interval(told[~np.isnan(told)]).tolist()
    return median, low, high


def interval(values: Reals) -> Reals:
    """Return the median and the ends of the credible interval of values, one a world.

    The ends are at places p (n + 1) of the n ordered values (Weibull 1939; Hyndman & Fan 1996,
    definition 6): the truth, if it is a world like the others, lies between them with the
    probability that is said, however few worlds there are. By the usual places, p (n - 1) + 1, 64
    worlds would hold 87 %.

    Parameters
    ----------
    values : NDArray of float, shape (worlds, ...)

    Returns
    -------
    NDArray of float, shape (3, ...)
        Median, low and high; NaN without worlds.
    """
    if not len(values):
        return np.full((3, *values.shape[1:]), math.nan)
    return quantiles_of(values, (0.5, *ENDS))


def quantiles_of(values: Reals, parts: Sequence[float]) -> Reals:
    """Return quantiles of values, one a world, at the places that `interval` explains.

    Parameters
    ----------
    values : NDArray of float64, shape (worlds, ...)
    parts : sequence of float

    Returns
    -------
    NDArray of float64, shape (parts, ...)
    """
    return np.asarray(np.quantile(values, parts, axis=0, method="weibull"))


def _mean(values: Reals, told: Reals) -> tuple[float, float]:
    """Return the mean over draws, or over the runs of one, and half of its 95 % interval."""
    some = ~np.isnan(values).all(axis=1)
    plain = np.nanmean(values[some], axis=1) if some.sum() > 1 else told[~np.isnan(told)]
    if not len(plain):
        return math.nan, math.nan
    mean, low, high = mean_interval(plain)
    return mean, (high - low) / 2.0


def _counts(values: Reals) -> tuple[int, int]:
    """Return the draws in which there is a case, and the runs of each."""
    return int((~np.isnan(values).all(axis=1)).sum()), values.shape[1]


def _beyond(outcome: Measure, values: Reals) -> tuple[float, float]:
    """Return the parts of the values that are better and worse by more than what matters."""
    if outcome.better == "neither" or not len(values):
        return math.nan, math.nan
    good = values if outcome.better == "higher" else -values
    return float((good > outcome.matters).mean()), float((good < -outcome.matters).mean())


def verdict_at(outcome: Measure, better: float, worse: float, draws: int) -> Verdict:
    """Return the verdict on probabilities, as the head of this module defines it."""
    if outcome.better == "neither":
        return "described"
    if draws < DRAWS_LEAST:
        return "not known"
    sure: dict[Verdict, float] = {
        "likely better": better,
        "likely worse": worse,
        "no difference that matters": 1.0 - better - worse,
    }
    leaning: dict[Verdict, float] = {"leaning better": better, "leaning worse": worse}
    for probabilities, level in ((sure, LIKELY), (leaning, LEANING)):
        for judged, probability in probabilities.items():
            if probability > level - ROUNDING:
                return judged
    return "not known"


def _changes(
    outcome: Measure, working: Spread, nothing: Spread, worlds: Worlds
) -> Iterator[Change]:
    """Yield the nearest prior weights of `does nothing` at which the verdict is another.

    Every probability is a straight line in the weight, so that it crosses each threshold once at
    most, at a weight in closed form; between two crossings the verdict is the same.
    """
    draws = working.draws + nothing.draws
    better = working.probability_better, nothing.probability_better
    worse = working.probability_worse, nothing.probability_worse
    neither = 1.0 - better[0] - worse[0], 1.0 - better[1] - worse[1]

    def verdict(weight: float) -> Verdict:
        return verdict_at(outcome, _at(better, weight), _at(worse, weight), draws)

    levels = (better, LIKELY), (better, LEANING), (worse, LIKELY), (worse, LEANING)
    own = nothing.draws / draws
    crossings = (_crossing(*level) for level in (*levels, (neither, LIKELY)))
    inside = (weight for weight in crossings if 0.0 < weight < 1.0)
    snapped = (own if abs(weight - own) < ROUNDING else weight for weight in inside)
    edges = sorted({0.0, 1.0, *snapped})
    now = verdict(own)
    others = [
        (low, high, other)
        for low, high in pairwise(edges)
        if (other := verdict((low + high) / 2.0)) != now
    ]
    for _, high, other in [part for part in others if part[0] < own][-1:]:
        yield Change(worlds.before_data(min(high, own)), "less", other)
    for low, _, other in [part for part in others if part[1] > own][:1]:
        yield Change(worlds.before_data(max(low, own)), "more", other)


def _at(line: tuple[float, float], weight: float) -> float:
    """Return a probability at a weight of the worlds in which nothing works."""
    return (1.0 - weight) * line[0] + weight * line[1]


def _crossing(line: tuple[float, float], level: float) -> float:
    """Return the weight at which a probability is at a level; NaN where it never is."""
    works, nothing = line
    return (works - level) / (works - nothing) if works != nothing else math.nan
