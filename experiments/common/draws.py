"""Draws of the uncertain parameters: points of a Sobol' sequence put through the priors.

A draw is stored with its values rounded and is never drawn again: quantile functions and
samplers differ in the last digit between machines and versions.
"""

import importlib
from collections.abc import Sequence
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.parameters import Parameters, Prior, declared
from sim.parameters.spec import REACH_SD
from sim.structures import FACTORS

Columns = dict[str, NDArray[Any]]

HALF = 0.5
"""Where in its own part of the range a whole number stands."""
DRAWN = "draw"
"""The column with the number of a draw."""
ROW = "bank_draw"
"""The column with the number of the draw of a bank that it comes from."""
SURVEY = "survey_month"
"""The nuisance that is drawn as a parameter is: the month of the survey, of the scenario."""
STRUCTURES = {factor.name: f"structure.{factor.name}" for factor in FACTORS}
"""The column of each rival structure, with the number of its level: 0 the model's own."""
LEVELS_MOST = max(len(factor.levels) for factor in FACTORS)
"""So many levels has the structure with the most."""


@cache
def priors() -> dict[str, Prior]:
    """Return the priors of the uncertain parameters by full name, in order of declaration."""
    return {name: spec.prior for name, _, spec in declared() if spec.prior is not None}


def draw(count: int, seed: int, digits: int, survey: range) -> Columns:
    """Return draws, the first of which are those of a smaller count.

    Parameters
    ----------
    count : int
        A power of two.
    digits : int
        Significant digits of a value.
    survey : range
        Months in which the survey may have been, all alike.

    Returns
    -------
    dict of NDArray, shape (count,)
        One column a parameter, `SURVEY`, and one of `STRUCTURES` each.
    """
    qmc = importlib.import_module("scipy.stats.qmc")
    dimensions = len(priors()) + 1 + len(STRUCTURES)
    sequence = qmc.Sobol(dimensions, seed=np.random.default_rng(seed))
    points = sequence.random_base2(count.bit_length() - 1)
    columns: Columns = {
        name: rounded(value_at(prior, points[:, place]), prior, digits)
        for place, (name, prior) in enumerate(priors().items())
    }
    after = len(priors())
    columns[SURVEY] = survey.start + (points[:, after] * len(survey)).astype(np.int64)
    for place, factor in enumerate(FACTORS, start=after + 1):
        columns[STRUCTURES[factor.name]] = levels_at(factor.weights, points[:, place])
    return columns


def levels_at(weights: Sequence[float], unit: NDArray[np.float64]) -> NDArray[np.int64]:
    """Return the numbers of the levels at which their weights add up to these probabilities."""
    ends = np.cumsum(weights)[:-1]
    return np.asarray(np.searchsorted(ends, unit, side="right"), np.int64)


def in_force(draws: Columns, base: Parameters) -> Columns:
    """Return the parameters that a model of each draw runs with.

    What a level sets takes the place of what was drawn.

    Parameters
    ----------
    draws : dict of NDArray, shape (draws,)
        Parameters, all or some, and `STRUCTURES`.
    base : Parameters
        Of the scenario: they hold for what is not drawn.
    """
    columns = {name: draws[name] for name, _, _ in declared() if name in draws}
    for factor in FACTORS:
        drawn = draws[STRUCTURES[factor.name]]
        for number, level in enumerate(factor.levels):
            for name, value in level.values.items():
                group, _, field = name.partition(".")
                own = columns.get(name, getattr(getattr(base, group), field))
                columns[name] = np.where(drawn == number, value, own)
    return columns


def value_at(prior: Prior, unit: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the values at which a prior has these cumulative probabilities."""
    if prior.shape == "uniform":
        return np.asarray(prior.low + unit * (prior.high - prior.low))
    if prior.shape == "whole":
        return np.minimum(prior.low + np.floor(unit * _numbers(prior)), prior.high)
    if prior.shape == "root":
        return np.asarray(prior.low + np.sqrt(unit) * (prior.high - prior.low))
    if prior.centre is None or prior.sd is None:
        return np.asarray(prior.low * (prior.high / prior.low) ** unit)
    special = importlib.import_module("scipy.special")
    below, inside = _ends(special)
    odds = _odds(prior, prior.centre) * np.exp(prior.sd * special.ndtri(below + unit * inside))
    return np.asarray(odds if prior.shape == "log-normal" else odds / (1.0 + odds))


def unit_of(prior: Prior, values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the cumulative probabilities of values under a prior."""
    if prior.shape == "uniform":
        return np.asarray((values - prior.low) / (prior.high - prior.low))
    if prior.shape == "whole":
        return np.asarray((values - prior.low + HALF) / _numbers(prior))
    if prior.shape == "root":
        return np.asarray(((values - prior.low) / (prior.high - prior.low)) ** 2)
    if prior.centre is None or prior.sd is None:
        return np.asarray(np.log(values / prior.low) / np.log(prior.high / prior.low))
    special = importlib.import_module("scipy.special")
    below, inside = _ends(special)
    z = np.log(_odds(prior, values) / _odds(prior, prior.centre)) / prior.sd
    return np.asarray(np.clip((special.ndtr(z) - below) / inside, 0.0, 1.0))


def _numbers(prior: Prior) -> float:
    """Return how many whole numbers a prior holds."""
    return prior.high - prior.low + 1.0


def _ends(special: Any) -> tuple[float, float]:
    """Return how much of a normal lies below where a prior begins, and how much inside of it."""
    below = float(special.ndtr(-REACH_SD))
    return below, 1.0 - 2.0 * below


def _odds(prior: Prior, values: Any) -> Any:
    """Return what is log-normal under a prior: a scale itself, the odds of a fraction."""
    return values if prior.shape == "log-normal" else values / (1.0 - values)


def rounded(values: NDArray[np.float64], prior: Prior, digits: int) -> NDArray[np.float64]:
    """Round values to significant digits, within the prior's range."""
    near = np.array([float(f"{value:.{digits}g}") for value in values.tolist()])
    return np.asarray(np.clip(near, prior.low, prior.high), np.float64)
