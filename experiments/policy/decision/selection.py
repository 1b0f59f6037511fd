"""Choosing the best policy with a stated probability, as rows of runs come in.

The procedure is KN of Kim & Nelson (2001), A fully sequential procedure for indifference-zone
selection in simulation, ACM Transactions on Modeling and Computer Simulation 11:251-273, with
c = 1 and their constant for dependent policies: the variances are those of paired differences, so
common random numbers are allowed, and make it shorter. From the first variances it has, for each
pair, a triangle within which the sum of their differences may wander; a policy whose sum leaves
it on the wrong side is ruled out. The triangle closes, so an end is sure.

The promise: where the best policy is better than every other by at least the margin, it is chosen
with at least the probability asked, however often one looks. It needs rows that are independent
of each other and alike, with nearly normal differences: of outcomes that are few whole numbers
give means of some runs. Where others are within the margin of the best, any of them is an
acceptable choice; that one of them is chosen as surely is what trials show, not what is proved.
"""

import math
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from experiments.policy.decision.best import Numbers
from experiments.policy.decision.ruling_out import not_ruled_out

FIRST = 50
"""Rows from which the variances are estimated, by default."""
BLOCK = 1000
"""Rows looked at together, to bound memory."""


class Aim(NamedTuple):
    """What is asked of a choice.

    Attributes
    ----------
    sure : float
        Least probability of a correct choice, between 1 / policies and 1.
    margin : float
        Smallest difference that matters, above 0, in the unit of the outcome.
    first : int
        Rows of the first stage, at least 2. They are set before one looks, and stay.
    """

    sure: float
    margin: float
    first: int = FIRST


class Selection(NamedTuple):
    """What the rows so far allow to say.

    Attributes
    ----------
    chosen : int or None
        Column of the choice; None while more rows are needed.
    survivors : tuple of int
        Columns not ruled out; only these need more rows. With a choice, it and those whose mean
        is the same.
    rows : int
        Rows used: to the choice, or all.
    rows_most : int
        Rows that are surely enough for the survivors; 0 before the first stage is complete.
    """

    chosen: int | None
    survivors: tuple[int, ...]
    rows: int
    rows_most: int


class Conclusion(NamedTuple):
    """What is said when there are no more rows.

    Attributes
    ----------
    chosen : int or None
        Column of the choice; None without enough evidence.
    left : tuple of int
        Columns that may be the best.
    """

    state: Literal["chosen", "not enough evidence"]
    chosen: int | None
    left: tuple[int, ...]


def select(observations: Numbers, aim: Aim) -> Selection:
    """Return what the rows so far allow to say.

    It starts at the first row each time: who is ruled out stays so, and a choice remains.

    Parameters
    ----------
    observations : NDArray of float, shape (rows, policies)
        Higher is better; a row has the same draw and luck for all policies. Rows of a policy
        after it was ruled out may be NaN.

    Raises
    ------
    ValueError
        When the aim cannot be, or values of a policy in play are missing.
    """
    rows, policies = observations.shape
    _check(aim, policies)
    alive = np.arange(policies)
    if policies == 1:
        return Selection(0, (0,), 0, 0)
    if not np.isfinite(observations[: aim.first]).all():
        raise ValueError("a policy has no value in some of the first rows")
    if rows < aim.first:
        return Selection(None, tuple(range(policies)), rows, 0)
    ends = _ends(observations[: aim.first], aim)
    sums = observations.cumsum(axis=0)
    row = aim.first
    while row <= rows:
        looks = np.arange(row, min(row + BLOCK, rows + 1))
        means = sums[looks - 1][:, alive] / looks[:, None]
        beaten = _beaten(means, looks, ends[np.ix_(alive, alive)], aim.margin)
        closed = looks >= ends[np.ix_(alive, alive)].max()
        events = np.flatnonzero(beaten.any(axis=1) | closed)
        last = int(events[0]) if len(events) else len(looks) - 1
        if not np.isfinite(means[: last + 1]).all():
            raise ValueError("a policy that is not ruled out has rows without a value")
        row = int(looks[last])
        if len(events):
            done = bool(closed[last])
            alive = alive[~beaten[last]]
            if done or len(alive) == 1:
                left = tuple(int(policy) for policy in alive)
                return Selection(left[0], left, row, row)
        else:
            row += 1
    left = tuple(int(policy) for policy in alive)
    return Selection(None, left, rows, math.ceil(ends[np.ix_(alive, alive)].max()))


def conclude(observations: Numbers, aim: Aim) -> Conclusion:
    """Return the choice, or without enough evidence those that may be the best.

    These are the policies that `not_ruled_out` leaves of those with all rows; the number of rows
    must have been set before one looked. That the best is among them, and that the procedure did
    not choose wrongly before, are each as sure as asked.

    Parameters and errors are those of `select`.
    """
    found = select(observations, aim)
    if found.chosen is not None:
        return Conclusion("chosen", found.chosen, found.survivors)
    whole = np.flatnonzero(np.isfinite(observations).all(axis=0))
    left = not_ruled_out(observations[:, whole], aim.sure)
    return Conclusion("not enough evidence", None, tuple(int(whole[it]) for it in left))


def _check(aim: Aim, policies: int) -> None:
    if policies > 1 and not 1.0 / policies < aim.sure < 1.0:
        raise ValueError(f"sure {aim.sure}: must be between 1 / {policies} policies and 1")
    if not (aim.margin > 0.0 and math.isfinite(aim.margin)):
        raise ValueError(f"margin {aim.margin}: must be above 0")
    if aim.first < 2:
        raise ValueError(f"first {aim.first}: must be at least 2 rows")


def _ends(first: Numbers, aim: Aim) -> Numbers:
    """Return at which row the triangle of each pair closes, h^2 S^2 / margin^2.

    Shape (policies, policies); not rounded.
    """
    rows, policies = first.shape
    share = (1.0 - aim.sure) / (policies - 1)
    eta = 0.5 * ((2.0 * share) ** (-2.0 / (rows - 1)) - 1.0)
    variances = np.var(first[:, :, None] - first[:, None, :], axis=0, ddof=1)
    ends: Numbers = 2.0 * eta * (rows - 1) * variances / aim.margin**2
    return ends


def _beaten(
    means: Numbers, looks: NDArray[np.int64], ends: Numbers, margin: float
) -> NDArray[np.bool_]:
    """Return who is beaten by one of the others at each look, shape (looks, policies)."""
    lead = means[:, None, :] - means[:, :, None]
    allowed = np.maximum(0.0, margin / 2.0 * (ends / looks[:, None, None] - 1.0))
    beaten: NDArray[np.bool_] = np.any(lead > allowed, axis=2)
    return beaten
