"""Semi-automatic summaries: the parameters predicted from the figures, in few directions.

Fearnhead and Prangle (2012): the best summaries of data are the posterior means. They are
predicted by ridge regression of the parameters (logit of their cumulative probability under the
prior) and of the levels of the structures on the figures and their squares, and reduced to the
directions that hold nearly all of the variance of the predictions. Predictions stay on the scale
of the parameters: a direction counts by how much it tells of them, and what tells nothing is no
part of a distance.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import linalg

from experiments.evidence.calibration.settings import FitSettings

Reals = NDArray[np.float64]
EDGE = 1e-6
"""A rounded value at the very end of its prior stands this far inside."""


def logit(unit: Reals) -> Reals:
    """Return log odds of numbers from 0 to 1."""
    inside = np.clip(unit, EDGE, 1.0 - EDGE)
    return np.asarray(np.log(inside / (1.0 - inside)))


def from_logit(values: Reals) -> Reals:
    """Return the numbers whose log odds these are."""
    return np.asarray(0.5 + 0.5 * np.tanh(0.5 * values))


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
