"""A posterior by approximate Bayesian computation with regression adjustment.

Summaries are semi-automatic: Fearnhead and Prangle (2012) show that the best summaries of data are
the posterior means. They are predicted by ridge regression of the parameters (logit of their
cumulative probability before the data) and of the levels of the structures on the figures and their
squares, and reduced to the directions that hold nearly all of the variance of the predictions.
Predictions stay on the scale of the parameters: a direction counts by how much it tells of them,
and what tells nothing is no part of a distance.

The count of failures enters by its likelihood (`failed_count`) and is no summary. The draws whose
summaries are nearest to those of the data are kept, as many as have a given part of the likelihood,
with Epanechnikov weights times the likelihood, and times how much likelier their levels are at the
data (`level_regression`); more are kept where these weigh too little. They are moved along a
local-linear regression on the summaries to where the data are (Beaumont, Zhang and Balding 2002),
in log odds, so that none leaves its prior's range, and across the direction in which more Kubes
fail: what the count teaches is in the weights, and a move that changed the share expected to fail
would undo it.
"""

import math
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import linalg

from experiments.common.draws import LEVELS_MOST
from experiments.common.log_odds import from_logit, logit
from experiments.evidence.calibration.calibration_file import FitSettings
from experiments.evidence.calibration.failed_count import FailedCount
from experiments.evidence.calibration.level_regression import level_factors

Reals = NDArray[np.float64]
LEVEL_AIM = math.pi / math.sqrt(3.0)
"""A level is predicted as a number of the standard deviation of the log odds of a parameter."""
TRAINED = 0.5
"""Part of the draws on which summaries are trained."""
TINY = 1e-12
FLAT = 1e-6
"""Directions in which kept draws differ by less than this part of the most have no slope."""
KEPT_MORE = 1.5
"""So many times the draws are kept where those that are do not weigh enough."""
TAKEN_MOST = 0.5
"""Of the degrees of freedom; where a regression takes more, there are too few draws for it."""


@dataclass(frozen=True)
class Summaries:
    """A map from figures to summaries.

    Attributes
    ----------
    middle, scale : NDArray, shape (figures,)
    squared : NDArray of int
        Figures whose squares are looked at as well.
    means, spreads : NDArray, shape (terms,)
        Of the figures and squares together.
    weights : NDArray, shape (terms, directions)
    """

    middle: Reals
    scale: Reals
    squared: NDArray[np.int64]
    means: Reals
    spreads: Reals
    weights: Reals

    @classmethod
    def trained(
        cls, figures: Reals, aims: Reals, binary: NDArray[np.bool_], settings: FitSettings
    ) -> "Summaries":
        """Train on draws.

        Parameters
        ----------
        figures : NDArray, shape (draws, figures)
        aims : NDArray, shape (draws, aims)
            What is to be predicted: log odds of the parameters, levels of the structures.
        """
        middle, scale = figures.mean(axis=0), _spread(figures)
        squared = np.flatnonzero(~binary)
        terms = _terms(figures, middle, scale, squared)
        means, spreads = terms.mean(axis=0), _spread(terms)
        z = (terms - means) / spreads
        gram = z.T @ z / len(z)
        slopes = linalg.solve(
            gram + settings.ridge * np.eye(len(gram)),
            z.T @ (aims - aims.mean(axis=0)) / len(z),
            assume_a="pos",
        )
        variances, vectors = linalg.eigh(slopes.T @ gram @ slopes)
        part = np.cumsum(variances[::-1]) / variances.sum()
        count = int(np.searchsorted(part, settings.directions_variance)) + 1
        weights = slopes @ vectors[:, ::-1][:, :count]
        return cls(middle, scale, squared, means, spreads, weights)

    def of(self, figures: Reals) -> Reals:
        """Return the summaries of figures, shape (draws, directions)."""
        terms = _terms(figures, self.middle, self.scale, self.squared)
        return np.asarray((terms - self.means) / self.spreads @ self.weights)


def _terms(figures: Reals, middle: Reals, scale: Reals, squared: NDArray[np.int64]) -> Reals:
    """Return figures in their own spread, and squares."""
    z = (figures - middle) / scale
    return np.hstack([z, z[:, squared] ** 2])


def _spread(columns: Reals) -> Reals:
    """Return standard deviations, 1 of what does not vary."""
    spread = columns.std(axis=0)
    return np.where(spread > 0.0, spread, 1.0)


class Seen(NamedTuple):
    """What a fit is to.

    Attributes
    ----------
    summed : NDArray, shape (directions,)
        Summaries of the figures.
    failed : int
        How many had failed.
    """

    summed: Reals
    failed: int


@dataclass(frozen=True)
class Reference:
    """Draws with their summaries and counts.

    Points of a Sobol' sequence with even numbers lie in one half of the range of some parameters,
    and those with odd numbers in the other: draws are parted by chance, never by their numbers.

    Attributes
    ----------
    rows : NDArray of int, shape (draws,)
        Numbers of the draws in the bank.
    unit : NDArray, shape (draws, parameters)
        Cumulative probabilities before the data.
    levels : NDArray of int, shape (draws, structures)
        Number of the level that each structure has.
    order : NDArray, shape (draws,)
        Numbers by chance, evenly in [0, 1): summaries are trained on the lower half.
    summed : NDArray, shape (draws, directions)
    count : FailedCount
        Of all draws of the bank.
    """

    rows: NDArray[np.int64]
    unit: Reals
    levels: NDArray[np.int64]
    order: Reals
    summed: Reals
    count: FailedCount

    @cached_property
    def towards_failing(self) -> Reals:
        """In log odds of the parameters, the direction of length 1 in which more Kubes fail."""
        return _towards(logit(self.unit), logit(self.count.share[self.rows]))

    @property
    def trained(self) -> NDArray[np.bool_]:
        """What the summaries were trained on, shape (draws,)."""
        return np.asarray(self.order < TRAINED)

    def seen(self, draw: int) -> Seen:
        """Return the pseudo-data of a draw."""
        return Seen(self.summed[draw], int(self.count.failed[self.rows[draw]]))

    def likelihood(self, failed: int) -> Reals:
        """Return the likelihood of a count under every draw, shape (draws,)."""
        return np.asarray(self.count.likelihood[self.rows, failed], np.float64)


@dataclass(frozen=True)
class Trained(Reference):
    """Draws with the map from figures to summaries, which was trained on half of them."""

    summaries: Summaries

    @classmethod
    def of(
        cls,
        rows: NDArray[np.int64],
        unit: Reals,
        levels: NDArray[np.int64],
        figures: Reals,
        binary: NDArray[np.bool_],
        order: Reals,
        count: FailedCount,
        settings: FitSettings,
    ) -> "Trained":
        """Train the summaries on half of the draws, and sum up all."""
        half = order < TRAINED
        aims = np.hstack([logit(unit), _level_aims(levels)])
        summaries = Summaries.trained(figures[half], aims[half], binary, settings)
        return cls(rows, unit, levels, order, summaries.of(figures), count, summaries)


def _level_aims(levels: NDArray[np.int64]) -> Reals:
    """Return for every level but a structure's own whether a draw has it, as a number to predict.

    Shape (draws, rival levels).
    """
    rivals = [column == number for column in levels.T for number in range(1, int(column.max()) + 1)]
    has = np.stack(rivals, axis=1).astype(float)
    return np.asarray(LEVEL_AIM * (has - has.mean(axis=0)) / _spread(has))


def level_weights(levels: NDArray[np.int64], weights: Reals) -> Reals:
    """Return the weight of each level of each structure, shape (structures, `LEVELS_MOST`).

    Parameters
    ----------
    levels : NDArray, shape (draws, structures)
    weights : NDArray, shape (draws,)
        Together 1.
    """
    return np.stack([weights @ (levels == number) for number in range(LEVELS_MOST)], axis=1)


def _towards(values: Reals, aim: Reals) -> Reals:
    """Return the direction of length 1 in which an aim rises; none where it is constant."""
    slopes, *_ = linalg.lstsq(values - values.mean(axis=0), aim - aim.mean())
    length = float(np.linalg.norm(slopes))
    return np.asarray(slopes / length if length > TINY else np.zeros_like(slopes))


@dataclass(frozen=True)
class Fit:
    """A posterior as weighted draws.

    Attributes
    ----------
    kept : NDArray of int, shape (kept,)
        Which of the reference's draws, ascending.
    weights : NDArray, shape (kept,)
        Together 1.
    unit : NDArray, shape (kept, parameters)
        Moved to where the data are.
    levels : NDArray, shape (structures, `LEVELS_MOST`)
        Weight of the draws with each level.
    radius : float
        Distance of the furthest.
    """

    kept: NDArray[np.int64]
    weights: Reals
    unit: Reals
    levels: Reals
    radius: float

    @property
    def effective(self) -> float:
        """How many draws of equal weight tell as much (Kish)."""
        return float(1.0 / (self.weights**2).sum())

    def quantiles(self, parts: Reals) -> Reals:
        """Return quantiles of every parameter, shape (parts, parameters)."""
        columns = [weighted_quantiles(unit, self.weights, parts) for unit in self.unit.T]
        return np.stack(columns, axis=1)

    def below(self, unit: Reals) -> Reals:
        """Return the posterior probability below a point, shape (parameters,).

        Weights add up to 1 but for rounding, beyond which no bin of ranks would count it.
        """
        under = (self.unit < unit) + 0.5 * (self.unit == unit)
        return np.asarray(np.clip(self.weights @ under, 0.0, 1.0))

    def weighted(self, factors: Reals, reference: Reference) -> "Fit":
        """Return it with every weight times a factor, shape (kept,)."""
        weights = self.weights * factors / (self.weights @ factors)
        return replace(
            self, weights=weights, levels=level_weights(reference.levels[self.kept], weights)
        )

    def covariance(self) -> Reals:
        """Return the posterior's covariance, shape (parameters, parameters)."""
        off = self.unit - self.weights @ self.unit
        return np.asarray((off * self.weights[:, None]).T @ off)


def fit(reference: Reference, seen: Seen, settings: FitSettings, without: int | None = None) -> Fit:
    """Fit the parameters to data.

    Parameters
    ----------
    without : int, optional
        A draw that is left out: the one that the data are of.
    """
    off = reference.summed - seen.summed
    squared = np.einsum("ij,ij->i", off, off)
    likelihood = reference.likelihood(seen.failed)
    if without is not None:
        squared[without], likelihood[without] = np.inf, 0.0
    kept, weights, radius = _kept(reference, off, squared, likelihood, settings)
    moved = _moved(logit(reference.unit[kept]), off[kept], weights, reference.towards_failing)
    levels = level_weights(reference.levels[kept], weights)
    return Fit(kept, weights, from_logit(moved), levels, radius)


class Kept(NamedTuple):
    """The draws that a fit is made of.

    Attributes
    ----------
    draws : NDArray of int, shape (kept,)
        Which of the reference's, ascending.
    weights : NDArray, shape (kept,)
        Together 1.
    radius : float
        Distance of the nearest that is not kept.
    """

    draws: NDArray[np.int64]
    weights: Reals
    radius: float


def _kept(
    reference: Reference, off: Reals, squared: Reals, likelihood: Reals, settings: FitSettings
) -> Kept:
    """Return the nearest draws that have a part of the likelihood, or more, to weigh enough."""
    order = np.argsort(squared, kind="stable")[: len(squared) - 1]
    sums = np.cumsum(likelihood[order])
    share = int(np.searchsorted(sums, settings.kept_share * sums[-1])) + 1
    count = min(len(order), max(settings.kept_least, share))
    while True:
        near = order[:count]
        furthest = float(squared[near].max())
        draws = np.sort(near[squared[near] < furthest])
        weights = (1.0 - squared[draws] / furthest) * likelihood[draws]
        weights /= weights.sum()
        weights *= level_factors(
            off[draws], reference.levels[draws], weights, settings.level_slopes_least
        )
        weights /= weights.sum()
        enough = 1.0 / float((weights**2).sum()) >= settings.kept_least
        if enough or count >= len(order):
            return Kept(draws, weights, math.sqrt(furthest))
        count = min(len(order), math.ceil(KEPT_MORE * count))


def _moved(values: Reals, off: Reals, weights: Reals, towards_failing: Reals) -> Reals:
    """Move values along their weighted regression on the distances to where these are 0.

    Slopes are shrunk by the part of what they explain that as many of nothing would (Copas 1983):
    what summaries say nothing of stays where it is. A regression on many directions leaves
    residuals that are too small: they are stretched by the degrees of freedom that it took. What a
    move would add to the share expected to fail is taken back, for the count is in the weights.
    """
    effective, directions = 1.0 / float((weights**2).sum()), off.shape[1]
    middle, from_middle = weights @ values, off - weights @ off
    slopes = _slopes(from_middle, values - middle, weights)
    explained = from_middle @ slopes
    left = weights @ (values - middle - explained) ** 2 / max(1.0, effective - directions - 1.0)
    by_nothing = directions * left / np.maximum(weights @ explained**2, TINY)
    kept = np.maximum(0.0, 1.0 - by_nothing)
    taken = np.minimum(TAKEN_MOST, kept * directions / effective)
    at_data = middle - kept * (weights @ off @ slopes)
    moved = at_data + (values - middle - kept * explained) / np.sqrt(1.0 - taken)
    more_failing = (moved - values) @ towards_failing
    return np.asarray(moved - np.outer(more_failing, towards_failing))


def _slopes(off: Reals, values: Reals, weights: Reals) -> Reals:
    """Return slopes of a weighted regression of centred values, shape (directions, values).

    From the covariances: a hundredfold fewer numbers than all draws, whose decomposition would
    take ten times as long.
    """
    weighted = (off * weights[:, None]).T
    variances, directions = linalg.eigh(weighted @ off)
    slopes = directions.T @ (weighted @ values)
    steep = variances > FLAT**2 * variances[-1]
    along = np.divide(slopes, variances[:, None], np.zeros_like(slopes), where=steep[:, None])
    return np.asarray(directions @ along)


def weighted_quantiles(values: Reals, weights: Reals, parts: Reals) -> Reals:
    """Return quantiles of weighted values, between which they are drawn as a line."""
    order = np.argsort(values, kind="stable")
    middle = np.cumsum(weights[order]) - 0.5 * weights[order]
    return np.interp(parts, middle, values[order])
