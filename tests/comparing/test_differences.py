"""Mean differences of pairs, and their interval."""

import math

import numpy as np
import pytest
from scipy import stats

from experiments.common.differences import difference


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


def test_equal_differences_have_an_interval_without_width():
    judged = difference(np.zeros(5), np.full(5, 0.1))
    assert (judged.mean, judged.low, judged.high) == (0.1, 0.1, 0.1)
