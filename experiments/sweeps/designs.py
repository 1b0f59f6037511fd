"""Designs: the points that a sweep's factors make, in their logical order."""

import importlib
import itertools
import math
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from experiments.sweeps.factors import Value, Values, as_kind, kinds
from experiments.sweeps.sweep_file import SAMPLERS, Factor, SweepSpec


def points_of(spec: SweepSpec, base: Values, drawn: Sequence[Values] = ()) -> list[Values]:
    """Return the points of a design, none of them twice unless it was drawn twice.

    Parameters
    ----------
    spec : SweepSpec
        Without faults.
    base : tuple
        The point around which one factor at a time is varied; the first of that design.
    drawn : sequence of tuple
        Points of the same sampler that are stored already: they are not drawn again.
    """
    if spec.design == "list":
        return [
            tuple(as_kind(name, point[name]) for name in spec.points[0]) for point in spec.points
        ]
    if spec.design in SAMPLERS:
        return [*drawn, *_sampled(spec)[len(drawn) :]][: spec.samples]
    levels = [levels_of(factor) for factor in spec.factors]
    if spec.design == "full":
        return list(itertools.product(*levels))
    moved = [
        (*base[:place], value, *base[place + 1 :])
        for place, values in enumerate(levels)
        for value in values
    ]
    return list(dict.fromkeys([base, *moved]))


def levels_of(factor: Factor) -> list[Value]:
    """Return the values of a factor: those listed, or the steps of its range, each once."""
    if factor.values is not None:
        return [as_kind(factor.name, value) for value in factor.values]
    steps = factor.steps or 2
    return list(dict.fromkeys(_placed(factor, step / (steps - 1)) for step in range(steps)))


def _placed(factor: Factor, part: float) -> Value:
    """Return the value at a part (0 to 1) of a factor's list or range, rounded to its digits."""
    if factor.values is not None:
        place = min(int(part * len(factor.values)), len(factor.values) - 1)
        return as_kind(factor.name, factor.values[place])
    low, high = factor.low or 0.0, factor.high or 0.0
    if factor.scale == "log":
        exact = math.exp(math.log(low) + part * (math.log(high) - math.log(low)))
    else:
        exact = low + part * (high - low)
    rounded = min(max(float(f"{exact:.{factor.digits}g}"), low), high)
    return round(rounded) if kinds()[factor.name] is int else rounded


def _sampled(spec: SweepSpec) -> list[Values]:
    """Draw the points of a sampler."""
    parts = _DRAWS[spec.design](len(spec.factors), spec.samples or 0, spec.seed)
    return [
        tuple(_placed(factor, part) for factor, part in zip(spec.factors, row, strict=True))
        for row in parts.tolist()
    ]


def _samplers() -> Any:
    """Return scipy's samplers, whose import takes most of a second."""
    return importlib.import_module("scipy.stats.qmc")


def _latin_hypercube(factors: int, samples: int, seed: int) -> Any:
    rng = np.random.default_rng(seed)
    return _samplers().LatinHypercube(factors, seed=rng).random(samples)


def _sobol(factors: int, samples: int, seed: int) -> Any:
    """Draw from a scrambled Sobol' sequence: more samples only add to fewer."""
    sequence = _samplers().Sobol(factors, seed=np.random.default_rng(seed))
    return sequence.random_base2(samples.bit_length() - 1)


_DRAWS: dict[str, Callable[[int, int, int], Any]] = {
    "latin-hypercube": _latin_hypercube,
    "sobol": _sobol,
}
