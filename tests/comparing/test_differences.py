"""Mean differences of pairs, their interval, and the verdict on them."""

import math

import numpy as np
import pytest
from scipy import stats

from experiments.common.differences import Difference, difference, verdict
from experiments.common.outcomes import BY_NAME

FAILED, INCOME = BY_NAME["failed_share"], BY_NAME["household_income_idr"]
"""Lower is better, 0.02 matters; higher is better, 5000 matters."""


def apart(low, high, mean=None):
    middle = (low + high) / 2.0 if mean is None else mean
    return Difference(100, 0.5, 0.5 + middle, middle, low, high)


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        (-0.08, -0.03, "better"),
        (0.03, 0.08, "worse"),
        (-0.08, -0.001, "better"),
        (-0.030, -0.001, "not enough evidence"),
        (0.005, 0.031, "not enough evidence"),
        (-0.10, 0.001, "not enough evidence"),
        (-0.04, 0.04, "not enough evidence"),
        (-0.019, 0.019, "no difference that matters"),
        (0.001, 0.019, "no difference that matters"),
        (0.0, 0.0, "no difference that matters"),
        (-0.02, 0.01, "not enough evidence"),
        (math.nan, math.nan, "not enough evidence"),
    ],
)
def test_verdict_on_an_outcome_of_which_less_is_better(low, high, said):
    assert verdict(FAILED, apart(low, high)) == said


def test_better_follows_the_good_direction_of_the_outcome():
    assert verdict(INCOME, apart(4_000.0, 9_000.0)) == "better"
    assert verdict(INCOME, apart(-9_000.0, -4_000.0)) == "worse"
    assert verdict(BY_NAME["visits"], apart(50.0, 60.0)) == "described"


def test_interval_is_that_of_students_t():
    a, b = np.random.default_rng(1).normal(size=(2, 40))
    judged = difference(a, b)
    expected = stats.ttest_1samp(b - a, 0.0).confidence_interval(0.95)
    assert (judged.low, judged.high) == pytest.approx((expected.low, expected.high))
    assert judged.mean == pytest.approx(judged.b - judged.a)
    assert judged.pairs == 40


def test_pairs_without_a_case_on_one_side_are_left_out():
    a, b = np.array([0.1, np.nan, 0.3, 0.5]), np.array([0.2, 0.9, np.nan, 0.6])
    judged = difference(a, b)
    assert judged.pairs == 2
    assert judged.mean == pytest.approx(0.1)


@pytest.mark.parametrize("count", [0, 1])
def test_too_few_pairs_have_no_interval(count):
    values = np.full(3, np.nan)
    values[:count] = 0.5
    judged = difference(values, values)
    assert judged.pairs == count
    assert math.isnan(judged.low)
    assert math.isnan(judged.half_width)
    assert verdict(FAILED, judged) == "not enough evidence"


def test_equal_differences_have_an_interval_without_width():
    judged = difference(np.zeros(5), np.full(5, 0.1))
    assert (judged.mean, judged.low, judged.high) == (0.1, 0.1, 0.1)
