"""What a calibration teaches: contraction, verdict of each parameter, combinations learned."""

from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from experiments.evidence.calibration.checks import PRIOR_VARIANCE, Checked
from experiments.evidence.calibration.fit import Fit
from experiments.evidence.calibration.settings import ChecksSettings

Verdict = Literal["learned", "at its prior", "out of reach", "fails check", "not checked"]
COMBINATIONS_MOST = 6
PARTS_MOST = 4


class Combination(NamedTuple):
    """A direction among the parameters along which the posterior is narrower than the prior.

    Attributes
    ----------
    contraction : float
        1 - posterior over prior variance along it.
    parts : list of (str, float)
        The parameters that weigh most in it, with their weights (of a unit vector).
    """

    contraction: float
    parts: list[tuple[str, float]]


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


def combinations(names: list[str], found: Fit) -> list[Combination]:
    """Return the directions that are learned, the best first.

    They are eigenvectors of the posterior covariance in units of the prior's. Of independent
    draws as few as were kept, the least eigenvalue lies near the edge of Marchenko and Pastur
    (1967) when nothing is learned; what does not go below it is not told.
    """
    variances, vectors = np.linalg.eigh(found.covariance() / PRIOR_VARIANCE)
    edge = max(0.0, 1.0 - float(np.sqrt(len(names) / found.effective))) ** 2
    learned: list[Combination] = []
    for variance, vector in zip(variances.tolist(), vectors.T, strict=True):
        if variance >= edge or len(learned) == COMBINATIONS_MOST:
            break
        heaviest = np.argsort(-np.abs(vector), kind="stable")[:PARTS_MOST]
        turned = vector * np.sign(vector[heaviest[0]])
        parts = [(names[place], float(turned[place])) for place in heaviest.tolist()]
        learned.append(Combination(1.0 - variance, parts))
    return learned
