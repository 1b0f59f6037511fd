"""What a calibration teaches: a verdict on each parameter, combinations, rival structures.

The weight of a structure's level is that of the draws near the data that have it. It is checked on
pseudo-data whose structure is known: is the weight as often right as it says (Spiegelhalter 1986),
and how often has the level that made the data the greatest weight?
"""

import importlib
import math
from collections.abc import Iterable, Sequence
from statistics import NormalDist
from typing import Any, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import linalg

from experiments.common.draws import priors
from experiments.evidence.calibration.bank import PRIOR_VARIANCE
from experiments.evidence.calibration.calibration_file import ChecksSettings
from experiments.evidence.calibration.checks import Checked, Checks
from experiments.evidence.calibration.fit import Fit
from experiments.evidence.calibration.known_before import Before, Source
from sim.parameters import Prior
from sim.structures import FACTORS, Factor

Verdict = Literal[
    "learned",
    "measured elsewhere",
    "at its prior",
    "as before",
    "out of reach",
    "fails check",
    "not checked",
]
COMBINATIONS_MOST = 6
PARTS_MOST = 4
SPREAD_OF_VARIANCE = 0.8
"""Kurtosis of the uniform law, less one."""
Reals = NDArray[np.float64]
RunsFrom = Literal["posterior", "prior", "before"]


def verdicts(
    contraction: NDArray[np.float64],
    effective: float,
    surprise: float,
    checked: Checks,
    settings: ChecksSettings,
) -> list[Verdict]:
    """Return what may be said of each parameter.

    It is learned only if its check is passed, it is narrower than before, by more than so few draws
    are by chance, and the data lie where the model makes such data: beyond, a fit
    extrapolates.

    Parameters
    ----------
    effective : float
        How many draws of equal weight tell as much as those that were kept.
    """
    by_chance = narrower_by_chance(effective, settings.significance / len(contraction))
    least = max(settings.contraction_least, by_chance)

    def one(narrower: float, passed: bool) -> Verdict:
        if checked.fits < settings.fits_least:
            return "not checked"
        if not passed:
            return "fails check"
        if narrower < least:
            return "at its prior"
        return "learned" if surprise >= settings.reach_least else "out of reach"

    pairs = zip(contraction.tolist(), checked.passed.tolist(), strict=True)
    return [one(narrower, passed) for narrower, passed in pairs]


def narrower_by_chance(effective: float, probability: float) -> float:
    """Return the contraction that so many draws of the prior exceed with a probability.

    Of a uniform law the sample variance, over the true one, is nearly normal with mean 1 and
    variance `SPREAD_OF_VARIANCE` over the number of draws.
    """
    return NormalDist().inv_cdf(1.0 - probability) * math.sqrt(SPREAD_OF_VARIANCE / effective)


def of_measured(verdicts: Sequence[Verdict], priors: Iterable[Prior]) -> list[Verdict]:
    """Say `measured elsewhere` of what stays at a prior that is centred on a measured figure."""
    return [
        "measured elsewhere" if own == "at its prior" and prior.transport is not None else own
        for own, prior in zip(verdicts, priors, strict=True)
    ]


def in_words(verdicts: Sequence[Verdict], source: Source) -> list[Verdict]:
    """Say of what is no narrower whether it stays at its prior, or as a posterior had it before."""
    if source == "before":
        return ["as before" if own == "at its prior" else own for own in verdicts]
    return of_measured(verdicts, priors().values())


def runs_from(verdict: str, source: Source) -> RunsFrom:
    """Return where runs take what has a verdict: what fails its check stays as before the data."""
    return source if verdict == "fails check" else "posterior"


def combinations(
    names: list[str], posterior: Fit, effective: float, before: Reals | None = None
) -> list[dict[str, Any]]:
    """Return the directions along which the posterior is narrower than before, the best first.

    Each has its `contraction`, 1 - the variance along it over that before, and its `parts`: the
    parameters that weigh most in it, by name with their weight (of a unit vector).

    They are eigenvectors of the posterior covariance in units of the one before. Of independent
    draws as few as were kept, the least eigenvalue lies near the edge of Marchenko and Pastur
    (1967) when nothing is learned; what does not go below it is not told.

    Parameters
    ----------
    effective : float
        As of `verdicts`.
    before : NDArray, optional, shape (parameters, parameters)
        The covariance before in units of `PRIOR_VARIANCE`, where parameters were not independent.
    """
    after = posterior.covariance() / PRIOR_VARIANCE
    if before is None:
        variances, vectors = np.linalg.eigh(after)
    else:
        variances, vectors = linalg.eigh(after, before)
        vectors /= np.linalg.norm(vectors, axis=0)
    edge = max(0.0, 1.0 - float(np.sqrt(len(names) / effective))) ** 2
    learned: list[dict[str, Any]] = []
    for variance, vector in zip(variances.tolist(), vectors.T, strict=True):
        if variance >= edge or len(learned) == COMBINATIONS_MOST:
            break
        heaviest = np.argsort(-np.abs(vector), kind="stable")[:PARTS_MOST]
        turned = vector * np.sign(vector[heaviest[0]])
        parts = [{"name": names[place], "weight": float(turned[place])} for place in heaviest]
        learned.append({"contraction": 1.0 - variance, "parts": parts})
    return learned


class WeighedLevel(NamedTuple):
    """One account of a structure, with its weight before and after the data."""

    name: str
    title: str
    judul: str
    prior: float
    posterior: float


class WeighedStructure(NamedTuple):
    """One rival structure.

    Attributes
    ----------
    factor : str
        Name of the structure.
    levels : list of WeighedLevel
        The model's own first.
    recovered : float
        Part of the pseudo-data of which the true level has the greatest weight.
    by_chance : float
        The same where nothing is learned: the greatest weight before the data.
    weight_of_truth : float
        Mean posterior weight of the true level over the pseudo-data.
    conclusive : float
        Part of the pseudo-data that favour a level, be it right or wrong.
    right_when_conclusive : float or None
        Part of those in which it is the true one.
    p_value, p_value_near : float
        Of the hypothesis that weights are as often right as they say, over the prior and near the
        data.
    verdict : str
        A level is favoured by its name; of two, by whether it is the own one or the rival.
    runs_from : str
        Whether levels are drawn from the posterior, or by their weights before the data.
    """

    factor: str
    levels: list[WeighedLevel]
    recovered: float
    by_chance: float
    weight_of_truth: float
    conclusive: float
    right_when_conclusive: float | None
    p_value: float
    p_value_near: float
    verdict: str
    runs_from: RunsFrom


def weigh_structures(
    posterior: Reals, surprise: float, checked: Checks, settings: ChecksSettings, before: Before
) -> list[WeighedStructure]:
    """Weigh every structure.

    Parameters
    ----------
    posterior : NDArray, shape (structures, `LEVELS_MOST`)
        Weights of the levels.
    """
    weighed = []
    for place, factor in enumerate(FACTORS):
        weights, true = _of_fits(checked.over_prior, place)
        found = weights.argmax(axis=1) == true
        clear = weights.max(axis=1) >= settings.structure_weight_least
        p_values = [spiegelhalter(*_of_fits(fits, place)) for fits in checked]
        passed = min(p_values) >= settings.significance / len(FACTORS)
        own, weights_before = posterior[place], before.level_weights(factor)
        verdict = structure_verdict(factor, own, surprise, passed, settings, weights_before)
        weighed.append(
            WeighedStructure(
                factor=factor.name,
                levels=[
                    WeighedLevel(level.name, level.title, level.judul, prior, float(weight))
                    for level, prior, weight in zip(
                        factor.levels, weights_before, own, strict=False
                    )
                ],
                recovered=float(found.mean()),
                by_chance=max(weights_before),
                weight_of_truth=float(_of_truth(weights, true).mean()),
                conclusive=float(clear.mean()),
                right_when_conclusive=float(found[clear].mean()) if clear.any() else None,
                p_value=p_values[0],
                p_value_near=p_values[1],
                verdict=verdict,
                runs_from=runs_from(verdict, before.source),
            )
        )
    return weighed


def _of_fits(checked: Checked, place: int) -> tuple[Reals, NDArray[np.int64]]:
    """Return weights and truth of a structure's levels, of all fits to pseudo-data."""
    levels = len(FACTORS[place].levels)
    return checked.level_weights[:, place, :levels], checked.true_levels[:, place]


def _of_truth(weights: Reals, true: NDArray[np.int64]) -> Reals:
    """Return the weights of the true levels, shape (fits,)."""
    return np.take_along_axis(weights, true[:, None], axis=1)[:, 0]


def spiegelhalter(weights: Reals, true: NDArray[np.int64]) -> float:
    """Return the p-value of the hypothesis that chances are as often right as they say.

    The squared error of chances that are right has a known mean and variance, also when there are
    more than two that something may be.

    Parameters
    ----------
    weights : NDArray, shape (fits, levels)
        The chances of the levels.
    true : NDArray of int, shape (fits,)
        The level that it was.
    """
    squares = (weights**2).sum(axis=1)
    variance = float(((weights**3).sum(axis=1) - squares**2).sum())
    if variance <= 0.0:
        return 1.0
    z = float((squares - _of_truth(weights, true)).sum()) / math.sqrt(variance)
    return float(2.0 * importlib.import_module("scipy.special").ndtr(-abs(z)))


def structure_verdict(
    factor: Factor,
    weights: Reals,
    surprise: float,
    passed: bool,
    settings: ChecksSettings,
    before: Sequence[float],
) -> str:
    """Return what the weights of a structure's levels say.

    `inconclusive`, `out of reach`, `fails check`, or which level is favoured; `as before` where it
    was favoured before the data already.

    Parameters
    ----------
    before : sequence of float
        The weights before the data.
    """
    if not passed:
        return "fails check"
    if weights.max() < settings.structure_weight_least:
        return "inconclusive"
    if before[int(weights.argmax())] >= settings.structure_weight_least:
        return "as before"
    if surprise < settings.reach_least:
        return "out of reach"
    return favoured(factor, int(weights.argmax()))


def favoured(factor: Factor, level: int) -> str:
    """Return the verdict by which a level is favoured."""
    if level == 0:
        return "own favoured"
    return "rival favoured" if len(factor.levels) == 2 else f"{factor.levels[level].name} favoured"
