"""Answers apart by rival structure: where the two halves of the draws disagree, it is said."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from experiments.common.differences import Difference, difference
from experiments.common.draws import STRUCTURES
from sim.structures import FACTORS

LEAST_DRAWS = 10
"""Fewer draws of a level say nothing."""
SIGMAS = 3.0
"""So many standard errors the two halves are apart before they are said to disagree: of seven
structures and some thirty policies, one pair in a thousand is that far apart by luck."""


class Halves(NamedTuple):
    """Effects of one policy under both levels of one structure.

    Attributes
    ----------
    best : tuple of str
        The best policy under each level.
    """

    structure: str
    levels: tuple[str, str]
    policy: str
    own: Difference
    rival: Difference
    apart: bool
    best: tuple[str, str]


def halves(
    values: NDArray[np.float64],
    names: tuple[str, ...],
    none: int,
    levels: dict[str, NDArray[np.int64]],
    higher: bool,
) -> Iterator[Halves]:
    """Yield the effects of every policy apart by level of every structure.

    Parameters
    ----------
    values : NDArray, shape (policies, draws)
        The outcome.
    levels : dict of NDArray, shape (draws,)
        Level of every structure by the name of its factor: 0 own, 1 rival.
    higher : bool
        Whether more of the outcome is better.
    """
    sign = 1.0 if higher else -1.0
    for factor in FACTORS:
        level = levels[STRUCTURES[factor.name]]
        own, rival = level == 0, level == 1
        if min(own.sum(), rival.sum()) < LEAST_DRAWS:
            continue
        best = tuple(
            names[int((sign * values[:, it].mean(axis=1)).argmax())] for it in (own, rival)
        )
        for number, name in enumerate(names):
            if number == none:
                continue
            a = difference(values[none, own], values[number, own])
            b = difference(values[none, rival], values[number, rival])
            error = np.hypot(a.half_width, b.half_width) / 1.96
            apart = bool(abs(a.mean - b.mean) > SIGMAS * error)
            told = (factor.levels[0].name, factor.levels[1].name)
            yield Halves(factor.name, told, name, a, b, apart, (best[0], best[1]))
