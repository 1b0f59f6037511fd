"""Levels of structures are weighed by their chances at the data, not by who happens to lie near."""

import numpy as np
import pytest

from experiments.evidence.calibration.fit import level_weights
from experiments.evidence.calibration.inputs import load_inputs
from experiments.evidence.calibration.level_regression import level_factors

LEAST = load_inputs().settings.fit.level_slopes_least
DRAWS, DIRECTIONS = 8_000, 6


def kept(chances, rng):
    """Return draws around data at 0, with levels by their chances, and Epanechnikov weights."""
    off = rng.normal(size=(DRAWS, DIRECTIONS))
    off[:, 0] += 0.8
    squared = (off**2).sum(axis=1)
    weights = np.maximum(0.0, 1.0 - squared / np.quantile(squared, 0.9))
    table = np.cumsum(chances(off[:, 0]), axis=1)
    levels = (rng.random(DRAWS)[:, None] > table).sum(axis=1)
    return off, levels[:, None], weights / weights.sum()


def two(along):
    own = 1.0 / (1.0 + np.exp(2.0 * along - 1.0))
    return np.stack([own, 1.0 - own], axis=1)


def three(along):
    raised = np.exp(np.stack([0.0 * along, 1.5 * along - 0.5, -along], axis=1))
    return raised / raised.sum(axis=1, keepdims=True)


def weighed(off, levels, weights):
    again = weights * level_factors(off, levels, weights, LEAST)
    return level_weights(levels, again / again.sum())[0]


@pytest.mark.parametrize("chances", [two, three])
def test_levels_get_the_chances_that_they_have_at_the_data(chances):
    off, levels, weights = kept(chances, np.random.default_rng(3))
    at_data = chances(np.zeros(1))[0]
    nearby = level_weights(levels, weights)[0][: len(at_data)]
    found = weighed(off, levels, weights)[: len(at_data)]
    assert np.abs(nearby - at_data).max() > 0.1
    assert np.abs(found - at_data).max() < 0.04


def test_levels_of_which_the_summaries_say_nothing_keep_their_weights():
    off, levels, weights = kept(
        lambda along: np.full((len(along), 2), 0.5), np.random.default_rng(5)
    )
    assert (level_factors(off, levels, weights, LEAST) == 1.0).all()


def test_a_level_that_no_draw_has_is_no_fault():
    off, levels, weights = kept(two, np.random.default_rng(6))
    same = np.zeros_like(levels)
    assert (level_factors(off, same, weights, LEAST) == 1.0).all()


def test_levels_that_do_not_overlap_are_told_apart():
    rng = np.random.default_rng(7)
    off, _, weights = kept(two, rng)
    levels = (off[:, :1] > 0.5).astype(int)
    found = weighed(off, levels, weights)
    assert found[0] > 0.95
    assert np.isfinite(found).all()


def test_structures_are_weighed_each_by_its_own_regression():
    rng = np.random.default_rng(8)
    off, one, weights = kept(two, rng)
    other = (rng.random(DRAWS) < 0.3).astype(int)[:, None]
    both = level_factors(off, np.hstack([one, other]), weights, LEAST)
    assert both == pytest.approx(level_factors(off, one, weights, LEAST), rel=1e-12)
