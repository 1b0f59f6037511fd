"""An expert's three figures as a distribution, and the opinions of several as one.

As in SHELF (Oakley and O'Hagan), a distribution is put through the quantiles of each expert, and
the experts are pooled linearly. It is of two halves of a normal, which meet in the median, on the
log odds of what has a highest value and on the logs of amounts: so it holds all three figures
exactly, where a family of two parameters can only come near.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import ndtr, ndtri

from experiments.evidence.elicit.question_file import Asked

Reals = NDArray[np.float64]
LEVELS = (0.05, 0.5, 0.95)
"""Of the three figures that are asked for."""
EDGE = 0.01
"""Part of the highest answer that is added on both sides, so that none and all have log odds."""
STEPS = 200
"""Halvings in which a quantile of a pool is found, to the last digit."""
REACH_SD = 6.0
"""No quantile that is asked for lies further from the median of an expert."""


class Ruler(NamedTuple):
    """The scale on which answers to a question are compared.

    Attributes
    ----------
    most : float, optional
        The highest answer.
    least : float
        Added to amounts, so that nothing has a log; without a meaning where there is a highest.
    """

    most: float | None
    least: float = 0.0

    @classmethod
    def of(cls, asked: Asked) -> "Ruler":
        """Return the scale of a question."""
        return cls(asked.most, asked.least or 0.0)

    def along(self, values: ArrayLike) -> Reals:
        """Return where answers lie: log odds, or logs of amounts."""
        answers = np.asarray(values, np.float64)
        if self.most is None:
            return np.asarray(np.log(np.maximum(answers, 0.0) + self.least))
        inside, edge = np.clip(answers, 0.0, self.most), EDGE * self.most
        return np.asarray(np.log((inside + edge) / (self.most - inside + edge)))

    def back(self, places: ArrayLike) -> Reals:
        """Return the answers that lie there."""
        ratio = np.exp(np.asarray(places, np.float64))
        if self.most is None:
            return np.maximum(ratio - self.least, 0.0)
        edge = EDGE * self.most
        return np.clip((ratio * (self.most + edge) - edge) / (1.0 + ratio), 0.0, self.most)


class Opinion(NamedTuple):
    """What one expert thinks: 5 %, 50 % and 95 %, rising."""

    ruler: Ruler
    low: float
    middle: float
    high: float

    @property
    def figures(self) -> Reals:
        """The three figures."""
        return np.array([self.low, self.middle, self.high])

    def below(self, values: ArrayLike) -> Reals:
        """Return the probability of an answer up to these."""
        low, middle, high = self.ruler.along(self.figures)
        off = self.ruler.along(values) - middle
        spread = np.where(off < 0.0, middle - low, high - middle) / ndtri(LEVELS[-1])
        inside = np.asarray(ndtr(off / spread))
        given = np.asarray(values, np.float64)
        top = np.inf if self.ruler.most is None else self.ruler.most
        return np.where(given < 0.0, 0.0, np.where(given >= top, 1.0, inside))

    @property
    def ends(self) -> Reals:
        """Places on the scale beyond which nothing of it lies."""
        low, middle, high = self.ruler.along(self.figures)
        times = REACH_SD / ndtri(LEVELS[-1])
        return np.array([middle - times * (middle - low), middle + times * (high - middle)])


class Pool(NamedTuple):
    """Opinions as one: a linear pool.

    Attributes
    ----------
    opinions : sequence of Opinion
        On one scale; at least one.
    weights : NDArray, shape (opinions,)
        Together 1.
    """

    opinions: Sequence[Opinion]
    weights: Reals

    def below(self, values: ArrayLike) -> Reals:
        """Return the probability of an answer up to these."""
        each = [opinion.below(values) for opinion in self.opinions]
        return np.tensordot(self.weights, np.stack(each), axes=1)

    def quantiles(self, levels: ArrayLike) -> Reals:
        """Return the answers up to which these probabilities lie."""
        ruler, wanted = self.opinions[0].ruler, np.asarray(levels, np.float64)
        ends = np.stack([opinion.ends for opinion in self.opinions])
        low, high = np.full(wanted.shape, ends.min()), np.full(wanted.shape, ends.max())
        for _ in range(STEPS):
            middle = 0.5 * (low + high)
            above = self.below(ruler.back(middle)) >= wanted
            low, high = np.where(above, low, middle), np.where(above, middle, high)
        return ruler.back(high)
