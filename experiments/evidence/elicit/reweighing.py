"""Draws weighed on outcomes, until every outcome is distributed as the experts think.

The masses of the pooled opinion between its own quantiles over those of the draws there are put on
the draws, question by question, again and again (iterative proportional fitting, or raking). So the
opinion becomes the distribution of the outcome, and what the model held of it before counts no
second time; of all weights that do so, these are nearest to even ones in relative information
(Csiszar 1975). That is probabilistic inversion by sample re-weighting (Kraan and Bedford 2005,
Management Science 51, 995-1006); for one question it is Jeffrey's rule. Parameters are never asked
for and never weighed by themselves.

Where opinions contradict each other in the model, raking goes round for ever. Then the weights are
those that come nearest to all opinions together: the mean of what each question asks, again and
again (PARFUM; Du, Kurowicka and Cooke 2006, Computational Statistics & Data Analysis 50,
1164-1187).
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from experiments.evidence.elicit.opinions import Pool

Reals = NDArray[np.float64]
LEVELS = np.array([0.05, 0.2, 0.35, 0.5, 0.65, 0.8, 0.95])
"""Quantiles of the pooled opinion between which draws are weighed; what is asked for is among them.

More would only force the shape between them, which nobody was asked for.
"""
DRAWS_LEAST = 8
"""Fewer draws between two quantiles cannot stand for what lies there: it is out of reach."""
ROUNDS = 400
CLOSE = 1e-4
"""The weight between two quantiles is right when it is off by less."""
TINY = 1e-300


class Margin(NamedTuple):
    """What one question asks of the weights.

    Attributes
    ----------
    place : NDArray of int, shape (draws,)
        Between which quantiles each draw lies; the last place holds draws without an answer.
    wanted : NDArray, shape (places,)
        Weight of each, together 1.
    out_of_reach : float
        Probability of the opinion where there are no draws; the rest is brought to 1.
    """

    place: NDArray[np.int64]
    wanted: Reals
    out_of_reach: float

    @classmethod
    def of(cls, answers: Reals, pool: Pool) -> "Margin":
        """Return what an opinion asks of draws with these answers, of which some may be NaN.

        Draws without an answer keep the weight that they have together.
        """
        cuts = pool.quantiles(LEVELS)
        none = np.isnan(answers)
        place = np.where(none, len(cuts) + 1, np.searchsorted(cuts, answers, side="left"))
        masses = np.diff([0.0, *pool.below(cuts), 1.0])
        counts = np.bincount(place, minlength=len(cuts) + 2)
        within = np.where(counts[:-1] >= DRAWS_LEAST, masses, 0.0)
        reached = float(within.sum())
        answering = 1.0 - float(none.mean())
        shares = within / reached if reached else counts[:-1] / max(1, counts[:-1].sum())
        wanted = np.append(shares * answering, 1.0 - answering)
        return cls(place, wanted, 1.0 - reached)

    def factors(self, weights: Reals) -> Reals:
        """Return by how much the weight of each draw is too small, shape (draws,)."""
        return np.asarray((self.wanted / np.maximum(self.there(weights), TINY))[self.place])

    def there(self, weights: Reals) -> Reals:
        """Return the weight in each place."""
        return np.asarray(np.bincount(self.place, weights, len(self.wanted)), np.float64)

    def off(self, weights: Reals) -> float:
        """Return how far the weight of a place is off, at most."""
        return float(np.abs(self.there(weights) - self.wanted).max())


class Weighed(NamedTuple):
    """Draws with weights.

    Attributes
    ----------
    weights : NDArray, shape (draws,)
        Together 1.
    agree : bool
        Whether all opinions can hold together in the model.
    """

    weights: Reals
    agree: bool

    @property
    def effective(self) -> float:
        """How many draws of equal weight tell as much (Kish)."""
        return float(1.0 / (self.weights**2).sum())


def weighed(margins: Sequence[Margin]) -> Weighed:
    """Return the weights that bring all outcomes to the opinions, or nearest to them."""
    count = len(margins[0].place)
    weights = np.full(count, 1.0 / count)
    for _ in range(ROUNDS):
        for margin in margins:
            weights = weights * margin.factors(weights)
        if weights.sum() > 0.0 and _off(margins, weights) < CLOSE:
            return Weighed(weights / weights.sum(), True)
    weights = np.full(count, 1.0 / count)
    for _ in range(ROUNDS):
        weights = weights * np.mean([margin.factors(weights) for margin in margins], axis=0)
    return Weighed(weights / weights.sum(), False)


def _off(margins: Sequence[Margin], weights: Reals) -> float:
    return max(margin.off(weights) for margin in margins)


def chosen(weights: Reals, seed: int) -> NDArray[np.int64]:
    """Return as many draws as there are, each as often as its weight says, in no order.

    They are taken at even steps of the added weights (systematic resampling), then put in an order
    by chance: any first part of them is a sample as well.
    """
    count = len(weights)
    steps = (np.arange(count) + 0.5) / count
    sums = np.cumsum(weights)
    taken = np.minimum(np.searchsorted(sums / sums[-1], steps), count - 1)
    return np.random.Generator(np.random.PCG64([seed, 23])).permutation(taken)
