"""What a calibration teaches: a verdict on each parameter, combinations, rival structures.

The weight of a structure's level is that of the draws near the data that have it. It is checked on
pseudo-data whose structure is known: is the weight as often right as it says (Spiegelhalter 1986),
and how often has the level that made the data the greater weight?
"""

import importlib
import math
from collections.abc import Iterable, Sequence
from typing import Any, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from experiments.evidence.calibration.calibration_file import ChecksSettings
from experiments.evidence.calibration.checks import PRIOR_VARIANCE, Checked
from experiments.evidence.calibration.fit import Fit
from sim.parameters import Prior
from sim.structures import FACTORS

Verdict = Literal[
    "learned", "measured elsewhere", "at its prior", "out of reach", "fails check", "not checked"
]
COMBINATIONS_MOST = 6
PARTS_MOST = 4
Reals = NDArray[np.float64]
StructureVerdict = Literal[
    "own favoured", "rival favoured", "inconclusive", "out of reach", "fails check"
]
EVEN = 0.5


def verdicts(
    contraction: NDArray[np.float64], surprise: float, checked: Checked, settings: ChecksSettings
) -> list[Verdict]:
    """Return what may be said of each parameter.

    It is learned only if its check is passed, it is narrower than its prior, and the data lie
    where the model makes such data: beyond, a fit extrapolates.
    """

    def one(narrower: float, passed: bool) -> Verdict:
        if len(checked.below) < settings.fits_least:
            return "not checked"
        if not passed:
            return "fails check"
        if narrower < settings.contraction_least:
            return "at its prior"
        return "learned" if surprise >= settings.reach_least else "out of reach"

    pairs = zip(contraction.tolist(), checked.passed.tolist(), strict=True)
    return [one(narrower, passed) for narrower, passed in pairs]


def of_measured(verdicts: Sequence[Verdict], priors: Iterable[Prior]) -> list[Verdict]:
    """Say `measured elsewhere` of what stays at a prior that is centred on a measured figure."""
    return [
        "measured elsewhere" if own == "at its prior" and prior.transport is not None else own
        for own, prior in zip(verdicts, priors, strict=True)
    ]


def combinations(names: list[str], posterior: Fit) -> list[dict[str, Any]]:
    """Return the directions along which the posterior is narrower than the prior, the best first.

    Each has its `contraction`, 1 - posterior over prior variance along it, and its `parts`: the
    parameters that weigh most in it, by name with their weight (of a unit vector).

    They are eigenvectors of the posterior covariance in units of the prior's. Of independent
    draws as few as were kept, the least eigenvalue lies near the edge of Marchenko and Pastur
    (1967) when nothing is learned; what does not go below it is not told.
    """
    variances, vectors = np.linalg.eigh(posterior.covariance() / PRIOR_VARIANCE)
    edge = max(0.0, 1.0 - float(np.sqrt(len(names) / posterior.effective))) ** 2
    learned: list[dict[str, Any]] = []
    for variance, vector in zip(variances.tolist(), vectors.T, strict=True):
        if variance >= edge or len(learned) == COMBINATIONS_MOST:
            break
        heaviest = np.argsort(-np.abs(vector), kind="stable")[:PARTS_MOST]
        turned = vector * np.sign(vector[heaviest[0]])
        parts = [{"name": names[place], "weight": float(turned[place])} for place in heaviest]
        learned.append({"contraction": 1.0 - variance, "parts": parts})
    return learned


class WeighedStructure(NamedTuple):
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
    verdict: StructureVerdict


def weigh_structures(
    posterior: Reals, surprise: float, checked: Checked, settings: ChecksSettings
) -> list[WeighedStructure]:
    """Weigh every structure.

    Parameters
    ----------
    posterior : NDArray, shape (structures,)
        Weight of the rival levels.
    """
    weighed = []
    for place, factor in enumerate(FACTORS):
        own, rival = factor.levels
        weight, true = checked.rival_weight[:, place], checked.rival_true[:, place]
        of_truth = np.where(true, weight, 1.0 - weight)
        clear = np.maximum(weight, 1.0 - weight) >= settings.structure_weight_least
        p_value = spiegelhalter(weight, true)
        passed = p_value >= settings.significance / len(FACTORS)
        weighed.append(
            WeighedStructure(
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
                verdict=structure_verdict(float(posterior[place]), surprise, passed, settings),
            )
        )
    return weighed


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


def structure_verdict(
    posterior: float, surprise: float, passed: bool, settings: ChecksSettings
) -> StructureVerdict:
    """Return what the weight of a rival level says."""
    if not passed:
        return "fails check"
    if max(posterior, 1.0 - posterior) < settings.structure_weight_least:
        return "inconclusive"
    if surprise < settings.reach_least:
        return "out of reach"
    return "rival favoured" if posterior > EVEN else "own favoured"
