"""How likely the levels of rival structures are where the data are, by logistic regression.

Draws are kept that lie around the data, not at them. Parameters are moved to where the data are;
the level of a structure cannot be moved. So draws are weighed instead: by how much likelier their
level is at the data than where they lie. The chances are those of a multinomial logistic regression
of the levels on the summaries among the kept draws, weighted as these are (Beaumont 2008).

Slopes are shrunk by the part of what they explain that as many of nothing would (Copas 1983), as
those of the parameters are; what they explain is told by the score test (Rao 1948). What is left of
slopes that are mostly noise would still spread the weights of the draws: they are dropped.
"""

import numpy as np
from numpy.typing import NDArray
from scipy import linalg

Reals = NDArray[np.float64]
STEPS_MOST = 25
STEP_LEAST = 1e-4
"""A step in log odds after which the next one, its square, changes no chance."""
STEP_FURTHEST = 2.0
"""Where two levels hardly overlap, Newton's steps go too far, in the right direction."""
TINY = 1e-12
RIDGE = 1e-4
"""Penalty of slopes, which stay finite where two levels do not overlap."""
FLAT = 1e-6
"""Directions in which draws differ by less than this part of the most are not looked at."""
CHANCE_LEAST = 0.01
"""A level less likely than this where a draw lies counts as this likely (Ionides 2008): one draw
would outweigh all others."""


def level_factors(
    off: Reals, levels: NDArray[np.int64], weights: Reals, slopes_least: float
) -> Reals:
    """Return how much likelier the levels of draws are at the data than where they lie.

    Parameters
    ----------
    off : NDArray, shape (draws, directions)
        Summaries less those of the data.
    levels : NDArray, shape (draws, structures)
    weights : NDArray, shape (draws,)
        Together 1.
    slopes_least : float
        Where less than this part of the slopes is left after shrinking, a structure's levels are
        taken for independent of the summaries.

    Returns
    -------
    NDArray, shape (draws,)
        Product over the structures; 1 where the summaries say nothing of the levels.
    """
    summaries, data = _in_spreads(off, weights)
    factors = np.ones(len(off))
    for column in levels.T:
        there, own = np.unique(column, return_inverse=True)
        has = np.eye(len(there))[own]
        left = _left(summaries, has, weights)
        if left >= slopes_least:
            intercepts, slopes = _regressed(summaries, has, weights)
            towards = left * (summaries @ slopes)
            intercepts = _levelled(intercepts, towards, has, weights)
            chances = (_softmax(intercepts + towards) * has).sum(axis=1)
            at_data = _softmax(intercepts + left * (data @ slopes))
            factors *= at_data[own] / np.maximum(CHANCE_LEAST, chances)
    return factors


def _in_spreads(off: Reals, weights: Reals) -> tuple[Reals, Reals]:
    """Return summaries with mean 0, variance 1 and no correlation, and where the data lie in them.

    Shapes (draws, directions) and (directions,).
    """
    middle = weights @ off
    from_middle = off - middle
    variances, vectors = linalg.eigh((from_middle * weights[:, None]).T @ from_middle)
    steep = variances > FLAT**2 * variances[-1]
    scaled = vectors[:, steep] / np.sqrt(variances[steep])
    return from_middle @ scaled, -middle @ scaled


def _left(summaries: Reals, has: Reals, weights: Reals) -> float:
    """Return the part of the slopes that is left when they are shrunk; 0 of a single level.

    Parameters
    ----------
    has : NDArray, shape (draws, levels)
        1 at the level that a draw has, else 0.
    """
    share = weights @ has
    scores = summaries.T @ (weights[:, None] * (has - share))
    explained = float((scores**2 / share).sum() / (weights**2).sum())
    by_nothing = len(scores) * (len(share) - 1)
    return 1.0 - by_nothing / explained if explained > by_nothing > 0 else 0.0


def _regressed(summaries: Reals, has: Reals, weights: Reals) -> tuple[Reals, Reals]:
    """Return intercepts and slopes of the log odds by Newton's method.

    Shapes (levels,) and (directions, levels). Those of the first level are 0: the others are told
    against it.
    """
    design = np.hstack([np.ones((len(summaries), 1)), summaries])
    terms, others = design.shape[1], has.shape[1] - 1
    share = weights @ has
    found = np.zeros((terms, others + 1))
    found[0] = np.log(share / share[0])
    penalty = np.append(0.0, np.full(terms - 1, RIDGE))
    for _ in range(STEPS_MOST):
        chances = _softmax(design @ found)
        pull = design.T @ (weights[:, None] * (has - chances)) - penalty[:, None] * found
        curved = np.empty((others, terms, others, terms))
        for one in range(others):
            for other in range(one + 1):
                spread = chances[:, 1 + one] * ((one == other) - chances[:, 1 + other])
                block = (design * (weights * spread)[:, None]).T @ design
                curved[one, :, other] = curved[other, :, one] = block
        square = curved.reshape(others * terms, -1) + np.diag(np.tile(penalty, others))
        step = _newton(square, pull[:, 1:].T.reshape(-1)).reshape(others, terms).T
        found[:, 1:] += step
        if np.abs(step).max() < STEP_LEAST:
            break
    return found[0], found[1:]


def _levelled(intercepts: Reals, towards: Reals, has: Reals, weights: Reals) -> Reals:
    """Return the intercepts with which the levels have the share that they have, (levels,)."""
    found = intercepts.copy()
    for _ in range(STEPS_MOST):
        chances = _softmax(found + towards)
        curved = np.diag(weights @ chances) - (chances * weights[:, None]).T @ chances
        step = _newton(curved[1:, 1:], (weights @ (has - chances))[1:])
        found[1:] += step
        if np.abs(step).max() < STEP_LEAST:
            break
    return found


def _newton(curved: Reals, pull: Reals) -> Reals:
    """Return Newton's step, none of its parts further than `STEP_FURTHEST`."""
    step = linalg.solve(curved + TINY * np.eye(len(curved)), pull, assume_a="pos")
    return np.asarray(step * min(1.0, STEP_FURTHEST / max(TINY, np.abs(step).max())))


def _softmax(odds: Reals) -> Reals:
    """Return chances of log odds, over the last axis."""
    raised = np.exp(odds - odds.max(axis=-1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=-1, keepdims=True))
