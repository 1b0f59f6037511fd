"""Two methods compared: the posterior of the fit, and samples of an independent one."""

from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from experiments.evidence.calibration.checks import PRIOR_VARIANCE
from experiments.evidence.calibration.fit import Fit
from experiments.evidence.calibration.settings import NeuralSettings

Reals = NDArray[np.float64]
Verdict = Literal["agree", "disagree"]
PARTS = np.array([0.05, 0.5, 0.95])


class Agreement(NamedTuple):
    """Both posteriors of one parameter, as cumulative probabilities under its prior.

    Attributes
    ----------
    first, second : tuple of float
        Quantiles of .05, .5 and .95.
    median_difference : float
        Second minus first, in prior SDs.
    width_ratio : float
        Width of the second's 90 % interval over that of the first.
    overlap : float
        Part of both intervals together that lies in both.
    """

    name: str
    first: tuple[float, ...]
    second: tuple[float, ...]
    median_difference: float
    width_ratio: float
    overlap: float
    verdict: Verdict


def agreement(
    names: list[str], places: list[int], found: Fit, samples: Reals, settings: NeuralSettings
) -> list[Agreement]:
    """Compare a fit with samples of another method.

    Parameters
    ----------
    names : list of str
        Of the parameters that are compared.
    places : list of int
        Where they are among those of the fit.
    samples : NDArray, shape (samples, parameters)
        Cumulative probabilities under the prior.
    """
    first = found.quantiles(PARTS)[:, places].T
    second = np.quantile(samples, PARTS, axis=0).T
    return [_one(*it, settings) for it in zip(names, first, second, strict=True)]


def _one(name: str, first: Reals, second: Reals, settings: NeuralSettings) -> Agreement:
    difference = float(second[1] - first[1]) / float(np.sqrt(PRIOR_VARIANCE))
    ratio = float((second[2] - second[0]) / (first[2] - first[0]))
    inside = min(first[2], second[2]) - max(first[0], second[0])
    around = max(first[2], second[2]) - min(first[0], second[0])
    alike = (
        abs(difference) <= settings.median_most
        and max(ratio, 1.0 / ratio) <= settings.width_ratio_most
    )
    return Agreement(
        name,
        tuple(first.tolist()),
        tuple(second.tolist()),
        difference,
        ratio,
        float(max(0.0, inside) / around),
        "agree" if alike else "disagree",
    )
