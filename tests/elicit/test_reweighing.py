"""Draws weighed on outcomes: the opinion becomes the distribution, and nothing else is forced."""

import numpy as np
import pytest

from experiments.evidence.calibration.fit import weighted_quantiles
from experiments.evidence.elicit.opinions import LEVELS, Opinion, Pool, Ruler
from experiments.evidence.elicit.reweighing import (
    CLOSE,
    EFFECTIVE_LEAST,
    Margin,
    chosen,
    raked,
    weighed,
)

OF_TEN = Ruler(10.0)
COUNT = 4000
RNG = np.random.default_rng(3)
NORMAL = RNG.standard_normal(COUNT)


def opinion(low, middle, high):
    return Pool([Opinion(OF_TEN, low, middle, high)], np.ones(1))


def outcome(z):
    return OF_TEN.back(0.7 * z)


ONE = outcome(NORMAL)
OTHER = outcome(0.8 * NORMAL + 0.6 * RNG.standard_normal(COUNT))
SAME = opinion(*OF_TEN.back(0.7 * 1.6448536 * np.array([-1.0, 0.0, 1.0])))


def quantiles(values, weights):
    return weighted_quantiles(values, weights, np.array(LEVELS))


def test_an_opinion_equal_to_the_draws_changes_nothing():
    result = weighed([Margin.of(ONE, SAME), Margin.of(OTHER, SAME)])
    assert result.part == 1.0
    assert result.effective > 0.98 * COUNT
    for values in (ONE, OTHER):
        even = np.full(COUNT, 1.0 / COUNT)
        assert quantiles(values, result.weights) == pytest.approx(quantiles(values, even), abs=0.15)


def test_the_opinion_becomes_the_distribution_of_the_outcome():
    higher = opinion(5.0, 7.0, 8.5)
    result = weighed([Margin.of(ONE, higher)])
    assert result.part == 1.0
    assert quantiles(ONE, result.weights) == pytest.approx([5.0, 7.0, 8.5], abs=0.1)
    # What goes with the outcome moves with it, as far as it goes with it.
    even = np.full(COUNT, 1.0 / COUNT)
    assert quantiles(OTHER, result.weights)[1] > quantiles(OTHER, even)[1] + 0.5
    assert result.effective < COUNT


def test_a_second_look_at_the_same_opinion_counts_nothing_twice():
    higher = opinion(5.0, 7.0, 8.5)
    once = weighed([Margin.of(ONE, higher)])
    twice = weighed([Margin.of(ONE, higher), Margin.of(ONE, higher)])
    assert twice.weights == pytest.approx(once.weights, rel=1e-2)


def test_several_opinions_hold_together_where_outcomes_go_together():
    both = [Margin.of(ONE, opinion(5.0, 7.0, 8.5)), Margin.of(OTHER, opinion(4.0, 6.0, 8.0))]
    result = weighed(both)
    assert result.part == 1.0
    for margin in both:
        assert margin.off(result.weights) < CLOSE
    # The product of what each asks alone would miss both.
    product = np.prod([margin.factors(np.full(COUNT, 1 / COUNT)) for margin in both], axis=0)
    assert max(margin.off(product / product.sum()) for margin in both) > 0.02


def test_of_opinions_that_contradict_each_other_a_part_is_brought_in():
    up, down = (Margin.of(ONE, opinion(*figures)) for figures in ((6, 7, 8), (2, 3, 4)))
    result = weighed([up, down])
    assert result.part < 0.5
    assert 3.0 < quantiles(ONE, result.weights)[1] < 7.0
    near = weighed([up, Margin.of(OTHER, opinion(4, 5, 6))])
    assert result.part < near.part <= 1.0
    assert near.weights.sum() == pytest.approx(1.0)


def test_a_far_opinion_leaves_enough_draws_and_more_of_it_would_not():
    far = Margin.of(ONE, opinion(8.0, 8.8, 9.3))
    result = weighed([far])
    assert 0.0 < result.part < 1.0
    assert EFFECTIVE_LEAST <= result.effective / COUNT < 2.0 * EFFECTIVE_LEAST
    assert far.partly(result.part).off(result.weights) < CLOSE
    assert raked([far.partly(result.part + 0.05)]) is None


def test_what_no_draw_reaches_is_told_and_left_out():
    margin = Margin.of(ONE, opinion(9.95, 9.97, 9.99))
    assert margin.out_of_reach >= 0.95
    assert weighed([margin]).effective == pytest.approx(COUNT)
    partly = Margin.of(np.minimum(ONE, 6.0), opinion(4.0, 6.5, 8.0))
    assert 0.2 < partly.out_of_reach < 0.8
    assert partly.wanted.sum() == pytest.approx(1.0)


def test_draws_without_an_answer_keep_their_weight_together():
    some = np.where(np.arange(COUNT) % 4 == 0, np.nan, ONE)
    result = weighed([Margin.of(some, opinion(5.0, 7.0, 8.5))])
    assert result.weights[np.isnan(some)].sum() == pytest.approx(0.25, abs=CLOSE)
    known = ~np.isnan(some)
    own = result.weights[known] / result.weights[known].sum()
    assert quantiles(some[known], own)[1] == pytest.approx(7.0, abs=0.1)


def test_draws_are_taken_as_often_as_they_weigh_and_any_first_part_is_a_sample():
    weights = weighed([Margin.of(ONE, opinion(5.0, 7.0, 8.5))]).weights
    taken = chosen(weights, 1)
    assert np.abs(np.bincount(taken, minlength=COUNT) - COUNT * weights).max() < 1.0 + 1e-9
    assert np.median(ONE[taken[:500]]) == pytest.approx(7.0, abs=0.2)
    assert (chosen(weights, 1) == taken).all()
