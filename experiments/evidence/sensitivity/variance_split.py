"""Where the variance of one run comes from: parameters, structures, both together, chance.

A block crosses some draws of the parameters with some draws of the structures, and runs each
pair more than once, every run with luck of its own. Mean squares of a block give the parts by
the random-effects analysis of variance, unbiased; so a part may be estimated below nothing.
"""

from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from experiments.common.draws import (
    STRUCTURES,
    Columns,
    in_force,
    levels_at,
    priors,
    rounded,
    value_at,
)
from experiments.common.uncertainty import uncertainty
from experiments.evidence.sensitivity.morris_and_sobol import Figure, interval
from experiments.evidence.sensitivity.points import DIGITS
from sim.scenario import Scenario
from sim.structures import FACTORS

Numbers = NDArray[np.float64]
Kind = Literal["prior", "posterior"]

LEVELS = 4
"""Draws of the parameters, and draws of the structures, in a block."""
TIMES = 2
"""Runs of each pair."""
RUNS = LEVELS * LEVELS * TIMES
"""Runs of a block."""
SOURCES = ("parameters", "structure", "together", "chance")


class Split(NamedTuple):
    """Shares of the variance of one run by source, and its standard deviation."""

    shares: dict[str, Figure]
    deviation: float


def crossed(scenario: Scenario, kind: Kind, blocks: int, rng: np.random.Generator) -> Columns:
    """Return the parameters of blocks, shape (blocks x LEVELS x LEVELS,).

    Parameters and structures are drawn apart from each other, also from the posterior.
    """
    count = blocks * LEVELS
    values, structures = _drawn(kind, count, rng)
    block = np.arange(blocks)[:, None, None] * LEVELS
    rows, columns = np.ogrid[:LEVELS, :LEVELS]
    of_values = (block + rows + 0 * columns).ravel()
    of_structures = (block + columns + 0 * rows).ravel()
    draws = {name: drawn[of_values] for name, drawn in values.items()}
    draws |= {name: drawn[of_structures] for name, drawn in structures.items()}
    columns_in_force = in_force(draws, scenario.values())
    return {
        name: values for name, values in columns_in_force.items() if name not in scenario.parameters
    }


def _drawn(kind: Kind, count: int, rng: np.random.Generator) -> tuple[Columns, Columns]:
    """Return independent draws of the parameters, and of the structures."""
    if kind == "prior":
        values = {
            name: rounded(value_at(prior, rng.random(count)), prior, DIGITS)
            for name, prior in priors().items()
        }
        return values, {
            STRUCTURES[factor.name]: levels_at(factor.weights, rng.random(count))
            for factor in FACTORS
        }
    stored = uncertainty("posterior").draws
    one, other = rng.integers(len(stored[next(iter(stored))]), size=(2, count))
    return (
        {name: stored[name][one] for name in priors()},
        {name: stored[name][other] for name in STRUCTURES.values()},
    )


def split(values: Numbers, rng: np.random.Generator) -> Split:
    """Return the parts of the variance.

    Parameters
    ----------
    values : NDArray, shape (blocks x LEVELS x LEVELS, TIMES)
    """
    parts = components(values.reshape(-1, LEVELS, LEVELS, TIMES))
    total = parts.mean(axis=0).sum()
    if not total > 0.0:
        return Split(dict.fromkeys(SOURCES, Figure(0.0, 0.0, 0.0)), 0.0)
    low, high = interval(parts, _shares, rng)
    figures = zip(_shares(parts).tolist(), low.tolist(), high.tolist(), strict=True)
    shares = {name: Figure(*figure) for name, figure in zip(SOURCES, figures, strict=True)}
    return Split(shares, float(np.sqrt(total)))


def _shares(parts: Numbers) -> Numbers:
    """Return the mean parts as shares of their sum, nothing where that is not above nothing."""
    means = parts.mean(axis=0)
    whole = means.sum()
    return np.asarray(means / whole) if whole > 0.0 else np.zeros_like(means)


def components(blocks: Numbers) -> Numbers:
    """Return the variance components of blocks, shape (blocks, `SOURCES`).

    Parameters
    ----------
    blocks : NDArray, shape (blocks, parameter draws, structure draws, runs)
    """
    _, rows, columns, times = blocks.shape
    cells = blocks.mean(axis=3)
    by_row, by_column = cells.mean(axis=2), cells.mean(axis=1)
    whole = cells.mean(axis=(1, 2))
    apart = cells - by_row[:, :, None] - by_column[:, None, :] + whole[:, None, None]
    within = blocks.var(axis=3, ddof=1).mean(axis=(1, 2))
    mixed = times * (apart * apart).sum(axis=(1, 2)) / ((rows - 1) * (columns - 1))
    return np.stack(
        [
            by_row.var(axis=1, ddof=1) - mixed / (times * columns),
            by_column.var(axis=1, ddof=1) - mixed / (times * rows),
            (mixed - within) / times,
            within,
        ],
        axis=1,
    )
