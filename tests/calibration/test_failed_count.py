"""The count of failures weighs by its likelihood, and no more than it allows."""

import numpy as np
import pytest

from experiments.evidence.calibration.checks import check, near_data, pseudo_data
from experiments.evidence.calibration.failed_count import (
    allowed_spread,
    chances,
    failed_count,
    share_spread,
)
from experiments.evidence.calibration.fit import Seen, Trained, fit
from experiments.evidence.calibration.inputs import load_inputs

SETTINGS = load_inputs().settings
DRAWS, COUNTED, FAILED = 20_000, 75, 34
ALLOWED = 0.057
"""Standard deviation that 34 of 75 leave to a chance that may be any before."""
FIGURES = 12


def cohort(chance, kubes, rng):
    return rng.random((len(chance), kubes)) < chance[:, None]


@pytest.mark.parametrize(("kubes", "counted"), [(30, 15), (40, 15), (2, 1)])
def test_the_chance_of_a_count_is_right_on_average(kubes, counted):
    rng, chance = np.random.default_rng(1), 0.3
    failed = rng.binomial(kubes, chance, 100_000)
    estimated = chances(kubes, counted)[failed].mean(axis=0)
    exact = np.bincount(rng.binomial(counted, chance, 100_000), minlength=counted + 1) / 1e5
    assert np.abs(estimated - exact).max() < 0.01


def test_counts_of_years_are_added_up():
    rng = np.random.default_rng(1)
    young, old = cohort(np.full(50_000, 0.1), 8, rng), cohort(np.full(50_000, 0.8), 8, rng)
    count = failed_count([young, old], [2, 4])
    exact = np.bincount(count.failed, minlength=7) / 50_000
    assert count.likelihood.sum(axis=1) == pytest.approx(1.0, abs=1e-5)
    assert np.abs(count.likelihood.mean(axis=0) - exact).max() < 0.01
    assert count.share.mean() == pytest.approx((2 * 0.1 + 4 * 0.8) / 6, abs=0.03)


def test_no_draw_weighs_nothing_though_all_are_counted():
    count = failed_count([np.array([[True] * 4, [False] * 4])], [4])
    assert count.likelihood.min() > 0.0
    assert count.likelihood[0].argmax() == 4
    assert count.likelihood[1].argmax() == 0


@pytest.fixture(scope="module")
def reference():
    """The first parameter is the chance of failing; figures are of the second, and of nothing."""
    rng = np.random.default_rng(2)
    unit = rng.random((DRAWS, 3))
    figures = rng.standard_normal((DRAWS, FIGURES))
    figures[:, 0] = unit[:, 1] + 0.2 * rng.standard_normal(DRAWS)
    figures[:, 1] += 2.0 * unit[:, 0]
    simulated = cohort(unit[:, 0], 2 * COUNTED, rng)
    return Trained.of(
        np.arange(DRAWS), unit, (unit[:, :1] > rng.random((DRAWS, 1))).astype(int), figures,
        np.zeros(FIGURES, np.bool_), rng.random(DRAWS), failed_count([simulated], [COUNTED]),
        SETTINGS.fit,
    )  # fmt: skip


def data(reference):
    figures = np.zeros((1, FIGURES))
    figures[0, :2] = 0.5, 2.0 * FAILED / COUNTED
    return Seen(reference.summaries.of(figures)[0], FAILED)


def test_the_expected_share_is_as_sure_as_the_count_allows(reference):
    posterior = fit(reference, data(reference), SETTINGS.fit)
    share = posterior.unit[:, 0]
    middle = posterior.weights @ share
    spread = np.sqrt(posterior.weights @ (share - middle) ** 2)
    assert middle == pytest.approx(FAILED / COUNTED, abs=0.02)
    assert spread == pytest.approx(ALLOWED, abs=0.012)


def test_fits_to_pseudo_data_with_counts_of_their_own_pass_their_check(reference):
    checked = check(reference, pseudo_data(reference, 1_000), SETTINGS.fit, SETTINGS.checks)
    assert checked.passed.all()
    assert checked.contraction[0] > 0.9


def test_fits_near_the_data_pass_their_check_and_are_of_draws_like_it(reference):
    near = near_data(reference, data(reference), 1_000)
    assert not reference.trained[near].any()
    assert np.abs(reference.count.failed[near] - FAILED).max() <= 2.0 * 4.4
    checked = check(reference, near, SETTINGS.fit, SETTINGS.checks)
    assert checked.passed.all()


def test_the_spread_of_expected_shares_is_without_their_luck():
    rng = np.random.default_rng(3)
    chance = rng.beta(20.0, 20.0, 4_000)
    failed = np.stack([cohort(chance, 30, rng) for _ in range(2)], axis=1)
    assert share_spread(failed) == pytest.approx(chance.std(), abs=0.006)
    assert allowed_spread(FAILED, COUNTED) == pytest.approx(ALLOWED, abs=0.001)
