"""Weighing rival structures: what the data say for each, and whether such data can say it.

The weight of a level is that of the draws near the data that have it. It is checked on pseudo-data
whose structure is known: is the weight as often right as it says (Spiegelhalter 1986), and how
often has the level that made the data the greater weight?
"""

import importlib
import math
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from experiments.evidence.calibration.checks import Checked
from experiments.evidence.calibration.settings import ChecksSettings
from sim.structures import FACTORS

Reals = NDArray[np.float64]
Verdict = Literal["own favoured", "rival favoured", "inconclusive", "out of reach", "fails check"]
EVEN = 0.5


class Weighed(NamedTuple):
    """One rival structure.

    Attributes
    ----------
    factor, own, rival : str
        Names of the structure and of its levels.
    prior, posterior : float
        Weight of the rival level before and after the data.
    recovered : float
        Part of the pseudo-data of which the true level has the greater weight; chance gives 0.5.
    weight_of_truth : float
        Mean posterior weight of the true level over the pseudo-data; without a lesson 0.5.
    conclusive : float
        Part of the pseudo-data that favour a level, be it right or wrong.
    right_when_conclusive : float or None
        Part of those in which it is the true one.
    p_value : float
        Of the hypothesis that weights are as often right as they say.
    verdict : str
    """

    factor: str
    own: str
    rival: str
    prior: float
    posterior: float
    recovered: float
    weight_of_truth: float
    conclusive: float
    right_when_conclusive: float | None
    p_value: float
    verdict: Verdict


def weighed(
    posterior: Reals, surprise: float, checked: Checked, settings: ChecksSettings
) -> list[Weighed]:
    """Weigh every structure.

    Parameters
    ----------
    posterior : NDArray, shape (structures,)
        Weight of the rival levels.
    """
    found = []
    for place, factor in enumerate(FACTORS):
        own, rival = factor.levels
        weight, true = checked.rival_weight[:, place], checked.rival_true[:, place]
        of_truth = np.where(true, weight, 1.0 - weight)
        clear = np.maximum(weight, 1.0 - weight) >= settings.structure_weight_least
        p_value = spiegelhalter(weight, true)
        passed = p_value >= settings.significance / len(FACTORS)
        found.append(
            Weighed(
                factor=factor.name,
                own=own.name,
                rival=rival.name,
                prior=EVEN,
                posterior=float(posterior[place]),
                recovered=float((of_truth > EVEN).mean()),
                weight_of_truth=float(of_truth.mean()),
                conclusive=float(clear.mean()),
                right_when_conclusive=float((of_truth > EVEN)[clear].mean())
                if clear.any()
                else None,
                p_value=p_value,
                verdict=verdict_of(float(posterior[place]), surprise, passed, settings),
            )
        )
    return found


def spiegelhalter(weight: Reals, true: NDArray[np.bool_]) -> float:
    """Return the p-value of the hypothesis that chances are as often right as they say.

    The squared error of chances that are right has a known mean and variance.
    """
    slant = 1.0 - 2.0 * weight
    variance = float((slant**2 * weight * (1.0 - weight)).sum())
    if variance <= 0.0:
        return 1.0
    z = float(((true - weight) * slant).sum()) / math.sqrt(variance)
    return float(2.0 * importlib.import_module("scipy.special").ndtr(-abs(z)))


def verdict_of(
    posterior: float, surprise: float, passed: bool, settings: ChecksSettings
) -> Verdict:
    """Return what the weight of a rival level says."""
    if not passed:
        return "fails check"
    if max(posterior, 1.0 - posterior) < settings.structure_weight_least:
        return "inconclusive"
    if surprise < settings.reach_least:
        return "out of reach"
    return "rival favoured" if posterior > EVEN else "own favoured"
