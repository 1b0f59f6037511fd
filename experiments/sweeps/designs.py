"""Designs: the points that a sweep's factors make, in their logical order."""

import importlib
import itertools
import math
from collections.abc import Sequence

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
    """Draw the points of a sampler; the import of scipy's takes most of a second."""
    samplers = importlib.import_module("scipy.stats.qmc")
    rng, factors, samples = np.random.default_rng(spec.seed), len(spec.factors), spec.samples or 0
    if spec.design == "sobol":  # Scrambled: more samples only add to fewer.
        parts = samplers.Sobol(factors, seed=rng).random_base2(samples.bit_length() - 1)
    else:
        parts = samplers.LatinHypercube(factors, seed=rng).random(samples)
    return [
        tuple(_placed(factor, part) for factor, part in zip(spec.factors, row, strict=True))
        for row in parts.tolist()
    ]
