"""Logistic regression whose figures have errors that allow for Kubes of one city being alike."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.float64]

RIDGE = 2.0
"""Penalty on the squares of the weights of standardised features."""
STEPS_MOST, CLOSE = 25, 1e-7
EXTREME = 5.0
"""Standard deviations beyond which a feature is taken for this far."""
SELDOM = 0.005
"""From this share of rows on, that a feature is missing is a feature itself."""
LOGIT_MOST = 30.0


class Scale(NamedTuple):
    """How features become columns of a regression: standardised, missing ones apart.

    Attributes
    ----------
    mean, sd : NDArray of float64, shape (features,)
    missing : NDArray of int64
        Features whose missing is a column.
    """

    mean: Values
    sd: Values
    missing: NDArray[np.int64]

    def __call__(self, features: Values) -> Values:
        """Return columns, the constant first, shape (rows, 1 + features + missing)."""
        unknown = np.isnan(features)
        scaled = np.where(unknown, 0.0, (features - self.mean) / self.sd)
        scaled = np.clip(scaled, -EXTREME, EXTREME)
        ones = np.ones((len(features), 1))
        return np.column_stack([ones, scaled, unknown[:, self.missing]])


def scale_of(features: Values) -> Scale:
    """Return the scale of features by what is known of them; a feature that never varies is 0."""
    known = ~np.isnan(features)
    count = np.maximum(known.sum(axis=0), 1)
    mean = np.where(known, features, 0.0).sum(axis=0) / count
    squares = np.where(known, features - mean, 0.0) ** 2
    sd = np.sqrt(squares.sum(axis=0) / count)
    missing = np.flatnonzero((~known).mean(axis=0) > SELDOM)
    return Scale(mean, np.where(sd > 1e-9, sd, np.inf), missing)


class Logistic(NamedTuple):
    """A fitted regression.

    Attributes
    ----------
    weights : NDArray of float64, shape (columns,)
    influence : NDArray of float64, shape (cities, columns)
        By how much each city moves the weights; their squares add up to the variance.
    """

    weights: Values
    influence: Values

    def logit(self, columns: Values) -> Values:
        """Return log-odds, shape (rows,)."""
        return np.asarray(columns @ self.weights)

    def chance(self, columns: Values) -> Values:
        """Return chances, shape (rows,)."""
        return chance_of(self.logit(columns))

    def variance(self, columns: Values) -> Values:
        """Return the variance of the log-odds over training cities, shape (rows,)."""
        return np.asarray(((columns @ self.influence.T) ** 2).sum(axis=1))


def chance_of(logit: Values) -> Values:
    """Return chances of log-odds."""
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(logit, -LOGIT_MOST, LOGIT_MOST))))


def logit_of(chance: Values) -> Values:
    """Return log-odds of chances."""
    inside = np.clip(chance, 1e-9, 1.0 - 1e-9)
    return np.asarray(np.log(inside / (1.0 - inside)))


def fit(
    columns: Values, happens: NDArray[np.bool_], city: NDArray[np.int64], ridge: float = RIDGE
) -> Logistic:
    """Fit by Newton's method.

    Parameters
    ----------
    columns : NDArray of float64, shape (rows, columns)
        Of a `Scale`.
    happens : NDArray of bool, shape (rows,)
    city : NDArray of int64, shape (rows,)
        To which city each belongs.
    ridge : float, optional
        Penalty on the squares of the weights.
    """
    outcome = happens.astype(np.float64)
    penalty = np.full(columns.shape[1], ridge)
    penalty[0] = 1e-6
    weights: Values = np.zeros(columns.shape[1])
    weights[0] = logit_of(np.array([np.clip(outcome.mean(), 1e-4, 1.0 - 1e-4)]))[0]
    for _ in range(STEPS_MOST):
        chance = chance_of(columns @ weights)
        slope = columns.T @ (outcome - chance) - penalty * weights
        curvature = (columns * (chance * (1.0 - chance))[:, None]).T @ columns
        curvature[np.diag_indices_from(curvature)] += penalty
        step = np.linalg.solve(curvature, slope)
        before = _penalised(columns, outcome, weights, penalty)
        while _penalised(columns, outcome, weights + step, penalty) < before - CLOSE:
            step = step / 2.0
        weights = weights + step
        if np.abs(step).max() < CLOSE:
            break
    score = columns * (outcome - chance_of(columns @ weights))[:, None]
    _, place = np.unique(city, return_inverse=True)
    cities = np.zeros((int(place.max()) + 1, columns.shape[1]))
    np.add.at(cities, place, score)
    influence = np.asarray(np.linalg.solve(curvature, cities.T).T, np.float64)
    return Logistic(weights, influence)


def _penalised(columns: Values, outcome: Values, weights: Values, penalty: Values) -> float:
    """Return the logarithm of the likelihood less the penalty."""
    logit = np.clip(columns @ weights, -LOGIT_MOST, LOGIT_MOST)
    likelihood = (outcome * logit - np.logaddexp(0.0, logit)).sum()
    return float(likelihood - 0.5 * (penalty * weights * weights).sum())
