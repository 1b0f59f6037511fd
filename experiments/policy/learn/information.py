"""What information is worth to whoever chooses the policy of highest expected benefit.

Benefits are of shape (draws, policies): row d holds all policies under the same draw of all that is
uncertain. With b(p, d) the benefit of policy p in draw d, the formulas are those of Jackson et al.
(2022), Annual Review of Statistics and Its Application 9:95-118, and of R's package voi:

- perfect information (EVPI): E_d[max_p b(p, d)] - max_p E_d[b(p, d)];
- of a part x (EVPPI): E_x[max_p E(b(p) | x)] - max_p E[b(p)], the inner expectation by regression
  of the benefits on x: Strong, Oakley & Brennan (2014), Medical Decision Making 34:311-326;
- of a study (EVSI): the same with x what the study would report in each draw: Strong, Oakley,
  Brennan & Breeze (2015), Medical Decision Making 35:570-583.

The maximum over fits that are only estimated is too high. What it is too high by is estimated from
fits that the rows allow as well, and taken off: the appendix of Strong et al. (2014).
"""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from experiments.policy.best_policy import Numbers, checked
from experiments.policy.learn.smoothing import Smooth, smooth

FITS = 100
"""Other fits from which precision and bias are estimated."""
AT_ONCE = 10
"""So many of them are in the memory together."""
NOTHING = 1e-12
"""A gain below this part of the largest benefit is rounding."""
SURE = 2.0
"""So many standard errors a value lies above nothing to be told apart from it."""


class Worth(NamedTuple):
    """What information is worth.

    Attributes
    ----------
    value : float
        In the unit of the benefits; not below 0.
    error : float
        Standard error from there being so few draws: of the fits, and of what choosing by them
        gains in each draw.
    changes : float
        Probability that it changes the choice.
    """

    value: float
    error: float
    changes: float

    @property
    def told(self) -> bool:
        """Whether the draws tell the value apart from nothing."""
        return self.value > SURE * self.error and self.value > 0.0


def chosen(benefits: Numbers) -> int:
    """Return the policy that is chosen as things are; of equal ones the first."""
    return int(benefits.mean(axis=0).argmax())


def perfect(benefits: Numbers) -> Worth:
    """Return the value of knowing the draw (EVPI)."""
    checked(benefits)
    now = chosen(benefits)
    more = benefits.max(axis=1) - benefits[:, now]
    changes = float((more > 0.0).mean())
    return Worth(float(more.mean()), float(more.std() / np.sqrt(len(more))), changes)


def of_part(benefits: Numbers, known: Mapping[str, Numbers], seed: int = 1) -> Worth:
    """Return the value of knowing some variables (EVPPI), or the report of a study (EVSI).

    Parameters
    ----------
    known : mapping of NDArray, shape (draws,)
        What would be known, in every draw.
    seed : int
        Of the other fits.
    """
    checked(benefits)
    now = chosen(benefits)
    fit = smooth(known, benefits - benefits[:, [now]])
    value = _gain(fit.fitted)
    if value <= NOTHING * float(np.abs(fit.fitted).max()):
        return Worth(0.0, 0.0, 0.0)
    others = _others(fit, seed)
    off = max(0.0, float(others.mean()) - value)
    picked = fit.fitted.argmax(axis=1)
    gained = benefits[np.arange(len(benefits)), picked] - benefits[:, now]
    error = float(np.hypot(others.std(), gained.std() / np.sqrt(len(gained))))
    changes = fit.fitted.max(axis=1) > fit.fitted[:, now]
    return Worth(max(0.0, value - off), error, float(changes.mean()))


def _others(fit: Smooth, seed: int) -> Numbers:
    """Return the values under other fits, a few fits at a time."""
    rng = np.random.Generator(np.random.PCG64([seed, 11]))
    gains = [_gain_of_many(fit.others(AT_ONCE, rng)) for _ in range(FITS // AT_ONCE)]
    return np.concatenate(gains)


def _gain(expected: Numbers) -> float:
    """Return what choosing row by row gains over one choice for all."""
    return float(expected.max(axis=1).mean() - expected.mean(axis=0).max())


def _gain_of_many(expected: NDArray[np.float64]) -> Numbers:
    return np.asarray(expected.max(axis=2).mean(axis=1) - expected.mean(axis=1).max(axis=1))


def without_luck(benefits: NDArray[np.float64]) -> Numbers:
    """Return benefits by draw whose spread is that of the draws alone.

    The mean over few runs of a draw spreads by luck as well. Luck is no knowledge that could be
    had, so the means are drawn together until their covariance is that between draws: the analysis
    of variance, a matrix for all policies, as moment matching does (Heath, Manolopoulou & Baio
    2018, Medical Decision Making 38:163-173).

    Parameters
    ----------
    benefits : NDArray of float, shape (draws, policies, runs)

    Returns
    -------
    NDArray of float, shape (draws, policies)
        The means over runs where each draw has a single one: luck then counts as known.
    """
    draws, _, runs = benefits.shape
    means = benefits.mean(axis=2)
    if runs < 2:
        return np.asarray(means)
    centre = means.mean(axis=0)
    away = benefits - means[:, :, None]
    luck = np.einsum("dpr,dqr->pq", away, away) / (draws * (runs - 1)) / runs
    total = np.cov(means, rowvar=False).reshape(luck.shape)
    half, back = _root(total), _root(total, -0.5)
    between = _root(back @ (total - luck) @ back)
    return np.asarray(centre + (means - centre) @ back @ between @ half)


def _root(matrix: Numbers, power: float = 0.5) -> Numbers:
    """Return a power of a symmetric matrix; what is below nothing in it counts as nothing."""
    values, vectors = np.linalg.eigh(matrix)
    kept = values > 1e-12 * max(values.max(initial=0.0), 1e-300)
    powers = np.where(kept, np.where(kept, values, 1.0) ** power, 0.0)
    return np.asarray(vectors * powers @ vectors.T)
