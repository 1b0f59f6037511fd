"""Flip points are where the better choice changes, and nothing is said where nothing moves."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from experiments.policy.flip_points import of_parameters, of_price, of_willing


def draws(seed=1, count=400):
    return np.random.default_rng(seed).uniform(0.0, 1.0, count)


@given(st.floats(0.2, 0.8), st.floats(0.5, 5.0), st.booleans(), st.integers(0, 50))
def test_a_planted_flip_point_is_found(at, slope, above, seed):
    values = draws(seed)
    noise = 0.05 * np.random.default_rng(seed + 1000).normal(size=len(values))
    lead = slope * (at - values if above else values - at) + noise
    (flip,) = of_parameters(lead, {"name": values}, "other")
    assert flip.at == pytest.approx(at, abs=0.05)
    assert flip.above == above
    beyond = values > flip.at if above else values < flip.at
    assert flip.probability == pytest.approx(beyond.mean())


def test_noise_has_no_flip_points():
    rng = np.random.default_rng(3)
    flips = []
    for seed in range(40):
        parameters = {str(n): draws(100 * seed + n) for n in range(30)}
        flips += list(of_parameters(rng.normal(0.3, 1.0, 400), parameters, "other"))
    assert len(flips) <= 4


def test_where_the_sign_never_changes_there_is_no_flip_point():
    values = draws()
    assert list(of_parameters(5.0 + values, {"name": values}, "other")) == []


def test_a_price_flips_where_its_line_crosses_nothing():
    prices = np.linspace(10.0, 90.0, 81)
    (flip,) = of_price(200.0, 10.0, prices, "visit_idr", "other")
    assert flip.at == pytest.approx(70.0)
    assert flip.above
    assert flip.probability == pytest.approx((prices > 70.0).mean())
    assert list(of_price(200.0, 1.0, prices, "visit_idr", "other")) == []
    assert list(of_price(200.0, 0.0, prices, "visit_idr", "other")) == []


def test_willingness_flips_at_the_ratio_of_cost_and_effect():
    (dearer,) = of_willing(0.1, 20.0, 500.0, "cheap")
    assert dearer.at == pytest.approx(200.0)
    assert not dearer.above
    (cheaper,) = of_willing(-0.1, -20.0, 100.0, "dear")
    assert cheaper.at == pytest.approx(200.0)
    assert cheaper.above
    assert list(of_willing(0.1, -20.0, 100.0, "dominated")) == []
