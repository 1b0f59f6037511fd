"""Draws weighed on outcomes, until every outcome is distributed as the experts think.

The masses of the pooled opinion between its 5, 50 and 95 % over those of the draws there are put on
the draws, question by question, again and again (iterative proportional fitting, or raking). So the
opinion becomes the distribution of the outcome, and what the model held of it before counts no
second time; of all weights that do so, these are nearest to even ones in relative information
(Csiszar 1975). That is probabilistic inversion by sample re-weighting (Kraan and Bedford 2005,
Management Science 51, 995-1006); for one question it is Jeffrey's rule. Parameters are never asked
for and never weighed by themselves.

Opinions may contradict each other in the model, or lie where there are few draws. Then the model is
heard as one expert more: each outcome goes to a linear pool of the opinion and of what the draws
say, with as much of the opinion as holds together and leaves enough draws.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from experiments.evidence.elicit.opinions import LEVELS, Pool

Reals = NDArray[np.float64]
DRAWS_LEAST = 8
"""Fewer draws between two quantiles cannot stand for what lies there: it is out of reach."""
EFFECTIVE_LEAST = 0.1
"""At least this part of the draws is left, as counted by their effective number. "-"."""
ROUNDS = 200
CLOSE = 1e-3
"""The weight between two quantiles is right when it is off by less."""
HALVINGS = 7
"""In which the part of the opinions is found that can be brought in: to a hundredth."""


class Margin(NamedTuple):
    """What one question asks of the weights.

    Attributes
    ----------
    place : NDArray of int, shape (draws,)
        Between which quantiles each draw lies; the last place holds draws without an answer.
    even : NDArray, shape (places,)
        Weight of each place where all draws weigh the same.
    wanted : NDArray, shape (places,)
        Weight of each by the opinion; together 1.
    out_of_reach : float
        Probability of the opinion where there are no draws; the rest is brought to 1.
    """

    place: NDArray[np.int64]
    even: Reals
    wanted: Reals
    out_of_reach: float

    @classmethod
    def of(cls, answers: Reals, pool: Pool) -> "Margin":
        """Return what an opinion asks of draws with these answers, of which some may be NaN.

        Draws without an answer keep the weight that they have together.
        """
        cuts, count = pool.quantiles(LEVELS), len(answers)
        none = np.isnan(answers)
        place = np.where(none, len(cuts) + 1, np.searchsorted(cuts, answers, side="left"))
        there = np.bincount(place, minlength=len(cuts) + 2)
        masses = np.diff([0.0, *pool.below(cuts), 1.0])
        within = np.where(there[:-1] >= DRAWS_LEAST, masses, 0.0)
        reached, even = float(within.sum()), there / count
        shares = within / reached if reached else even[:-1] / max(even[:-1].sum(), 1.0 / count)
        wanted = np.append(shares * (1.0 - even[-1]), even[-1])
        return cls(place, even, wanted, 1.0 - reached)

    def partly(self, part: float) -> "Margin":
        """Return it with so much of the opinion, and the rest of what the draws say."""
        return self._replace(wanted=part * self.wanted + (1.0 - part) * self.even)

    def factors(self, weights: Reals) -> Reals:
        """Return by how much the weight of each draw is too small, shape (draws,)."""
        there = self.there(weights)
        ratio = np.divide(self.wanted, there, out=np.zeros_like(there), where=there > 0.0)
        return np.asarray(ratio[self.place])

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
    part : float
        How much of the opinions is in them, 0 to 1.
    """

    weights: Reals
    part: float

    @property
    def effective(self) -> float:
        """How many draws of equal weight tell as much (Kish)."""
        return effective(self.weights)


def effective(weights: Reals) -> float:
    """Return how many draws of equal weight tell as much (Kish)."""
    return float(weights.sum() ** 2 / (weights**2).sum())


def weighed(margins: Sequence[Margin]) -> Weighed:
    """Return the weights with as much of the opinions as they can hold."""
    whole = raked(margins)
    if whole is not None:
        return Weighed(whole, 1.0)
    count = len(margins[0].place)
    best, above = Weighed(np.full(count, 1.0 / count), 0.0), 1.0
    for _ in range(HALVINGS):
        part = 0.5 * (best.part + above)
        weights = raked([margin.partly(part) for margin in margins])
        if weights is None:
            above = part
        else:
            best = Weighed(weights, part)
    return best


def raked(margins: Sequence[Margin]) -> Reals | None:
    """Return the weights that meet every margin and are nearest to even ones.

    Returns
    -------
    NDArray, shape (draws,), or None
        None where the margins contradict each other, or too few draws would be left.
    """
    count = len(margins[0].place)
    weights = np.full(count, 1.0 / count)
    for _ in range(ROUNDS):
        for margin in margins:
            weights = weights * margin.factors(weights)
        if not weights.any() or effective(weights) < EFFECTIVE_LEAST * count / 2.0:
            return None
        if max(margin.off(weights) for margin in margins) < CLOSE:
            weights = weights / weights.sum()
            return weights if effective(weights) >= EFFECTIVE_LEAST * count else None
    return None


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
