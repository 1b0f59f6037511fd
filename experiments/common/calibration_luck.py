"""Luck of a calibration: a pure function of its seed, the draw, the Kube and what it falls on.

It is keyed as the luck of runs is, and none of theirs.
"""

from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from sim.luck import DRAW_FIELDS, Luck, normals, purpose_words, uniforms

CITY = 0
"""Stands for a Kube where the luck is of no Kube."""
_ID = next(field.shift for field in DRAW_FIELDS if field.name == "id")


class Error(IntEnum):
    """What an error, or other luck of a calibration, falls on.

    Numbers are part of the key: never reuse one.
    """

    READING = 0
    MONEY = 1
    BANK = 2
    IKS = 3
    LABEL = 4
    LABEL_SIDE = 5
    HABIT = 6
    ORDER = 7
    PRIOR = 8
    AGAIN = 9
    PRIOR_LEVEL = 10
    KERNEL = 11
    CELL = 12
    SURVEY = 13


def _bits(seed: int, draws: NDArray[np.int64], kube: int, error: Error) -> NDArray[np.uint64]:
    """Return random bits of draws, each a pure function of its key."""
    owners = draws.astype(np.uint64) << np.uint64(_ID)
    return Luck(seed, 0).table(purpose_words([error]), kube, owners)[:, 0]


def uniform_errors(
    seed: int, draws: NDArray[np.int64], kube: int, error: Error
) -> NDArray[np.float64]:
    """Return numbers in [0, 1), one a draw."""
    return uniforms(_bits(seed, draws, kube, error))


def normal_errors(
    seed: int, draws: NDArray[np.int64], kube: int, error: Error
) -> NDArray[np.float64]:
    """Return numbers of mean 0 and SD 1, one a draw."""
    return normals(_bits(seed, draws, kube, error))
