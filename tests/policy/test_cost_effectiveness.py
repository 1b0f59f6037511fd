"""Dominance, ratios, acceptability, expected loss and the value of information."""

import math

import numpy as np
import pandas as pd
import pytest
from heormodel import cea, voi
from heormodel.models import Outcomes
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from experiments.policy.best_policy import best_shares
from experiments.policy.cost_effectiveness import against, incremental, thresholds, weighed
from experiments.policy.ranking_runs import by_draw

WTP = np.array([0.0, 5e5, 2e6, 8e6, 5e7])


def whole(least, most):
    """Tables of whole numbers whose sums, products and means over draws are exact."""
    return st.tuples(st.sampled_from([1, 2, 4, 8]), st.integers(1, 5)).flatmap(
        lambda shape: st.tuples(
            *[arrays(np.float64, shape, elements=st.integers(least, most).map(float))] * 2
        )
    )


TABLES = whole(-8, 8)


def simulated(seed, draws=200, policies=6):
    rng = np.random.default_rng(seed)
    level = rng.normal(size=(draws, 1))
    effect = level + rng.normal(np.linspace(0.0, 2.0, policies), 1.0, (draws, policies))
    cost = 1e6 * (level + rng.gamma(np.linspace(1.0, 5.0, policies), 1.0, (draws, policies)))
    return effect, cost


def as_outcomes(effect, cost):
    names = [f"p{column}" for column in range(effect.shape[1])]
    return Outcomes.from_wide(
        pd.DataFrame(cost, columns=names), pd.DataFrame(effect, columns=names)
    )


@pytest.mark.parametrize("seed", range(5))
def test_another_package_finds_the_same(seed):
    """The package is heormodel 0.7.4 (MIT, maintained, Python 3.11 and later).

    It alone has all of these functions under a permissive licence: pyheor is under the AGPL,
    ceapy and dampy of the package index are about rockets and digital assets.
    """
    effect, cost = simulated(seed)
    theirs = as_outcomes(effect, cost)
    table = cea.icer_table(theirs)
    ours = incremental(effect, cost)
    codes = {"frontier": "ND", "dominated": "D", "extendedly dominated": "ED"}
    assert [f"p{row.policy}" for row in ours] == list(table.index)
    assert [codes[row.status] for row in ours] == list(table["status"])
    numbers = [(row.cost, row.effect, row.icer) for row in ours]
    columns = ["cost", "effect", "icer"]
    np.testing.assert_allclose(numbers, table[columns].to_numpy(), rtol=1e-9)

    weighing = weighed(effect, cost, WTP)
    np.testing.assert_allclose(weighing.shares, cea.ceac(theirs, WTP))
    expected = cea.ceaf(theirs, WTP)
    assert [f"p{policy}" for policy in weighing.choice] == list(expected["intervention"])
    np.testing.assert_allclose(weighing.sure, expected["prob"])
    np.testing.assert_allclose(weighing.loss, cea.expected_loss(theirs, WTP), rtol=1e-9)
    np.testing.assert_allclose(weighing.information, voi.evpi(theirs, WTP), rtol=1e-9)


def means(effect, cost):
    return incremental(np.array([effect], float), np.array([cost], float))


def test_dominance_of_both_kinds_and_ratios_along_the_frontier():
    rows = means([1.0, 2.0, 2.1, 5.0, 0.5], [10.0, 20.0, 60.0, 70.0, 15.0])
    assert [(row.policy, row.status) for row in rows] == [
        (0, "frontier"),
        (4, "dominated"),
        (1, "frontier"),
        (2, "extendedly dominated"),
        (3, "frontier"),
    ]
    assert [row.icer for row in rows if row.policy in {1, 3}] == pytest.approx([10.0, 50.0 / 3.0])
    assert math.isnan(rows[0].icer)


def test_a_dominated_reference_is_not_where_the_frontier_starts():
    rows = means([0.0, 1.0, 2.0], [10.0, 5.0, 8.0])
    assert [row.status for row in rows] == ["frontier", "frontier", "dominated"]
    assert rows[1].icer == 3.0


def test_policies_that_are_equal_are_named():
    rows = means([1.0, 2.0, 2.0, 0.0, 0.0], [1.0, 4.0, 4.0, 3.0, 3.0])
    assert [(row.policy, row.status) for row in rows] == [
        (0, "frontier"),
        (3, "dominated"),
        (4, "dominated"),
        (1, "frontier"),
        (2, "equal"),
    ]


def test_equal_sums_are_equal_in_whatever_order_of_draws():
    effect = np.array([[0.1, 0.3], [0.2, 0.2], [0.3, 0.1]])
    rows = incremental(effect, 1e6 * effect)
    assert [row.status for row in rows] == ["frontier", "equal"]


@given(TABLES)
def test_the_frontier_holds_whoever_is_best_on_average_at_some_willingness_to_pay(tables):
    effect, cost = tables
    rows = incremental(effect, cost)
    off = {row.policy for row in rows if "dominated" in row.status}
    ratios = [row.icer for row in rows if not math.isnan(row.icer)]
    assert ratios == sorted(ratios)
    wtp = np.linspace(0.01, 40.0, 30)
    benefit = np.outer(wtp, effect.mean(axis=0)) - cost.mean(axis=0)
    on = [policy for policy in range(effect.shape[1]) if policy not in off]
    np.testing.assert_allclose(benefit[:, on].max(axis=1), benefit.max(axis=1), atol=1e-9)


@given(TABLES)
def test_at_every_willingness_to_pay_the_thresholds_name_the_best_choice(tables):
    effect, cost = tables
    found = thresholds(incremental(effect, cost))
    assert found[0].start == 0.0
    assert found[-1].end == math.inf
    for choice, following in zip(found, found[1:], strict=False):
        assert choice.end == following.start
    for policy, start, end in found:
        rate = (start + min(end, start + 50.0)) / 2.0
        benefit = rate * effect.mean(axis=0) - cost.mean(axis=0)
        assert benefit[policy] == pytest.approx(benefit.max(), abs=1e-9)


@given(TABLES)
def test_twice_the_cost_is_twice_the_ratio(tables):
    effect, cost = tables
    once, twice = incremental(effect, cost), incremental(effect, 2.0 * cost)
    assert [row.status for row in once] == [row.status for row in twice]
    np.testing.assert_array_equal([2.0 * row.icer for row in once], [row.icer for row in twice])
    np.testing.assert_array_equal(
        2.0 * weighed(effect, cost, np.array([3.0])).information,
        weighed(effect, 2.0 * cost, np.array([6.0])).information,
    )


@given(TABLES, st.integers(-1000, 1000))
def test_what_all_policies_cost_more_changes_no_choice(tables, more):
    effect, cost = tables
    wtp = np.array([0.0, 1.0, 7.0])
    before, after = incremental(effect, cost), incremental(effect, cost + more)
    assert [(row.policy, row.status) for row in before] == [
        (row.policy, row.status) for row in after
    ]
    one, other = weighed(effect, cost, wtp), weighed(effect, cost + more, wtp)
    np.testing.assert_allclose(one.shares, other.shares, atol=1e-9)
    np.testing.assert_allclose(one.loss, other.loss, atol=1e-9)
    np.testing.assert_array_equal(one.choice, other.choice)


@given(TABLES)
def test_a_copy_of_a_policy_halves_its_probability_and_changes_no_other(tables):
    effect, cost = (np.column_stack([table, table[:, 0]]) for table in tables)
    wtp = np.array([0.0, 1.0, 7.0])
    weighing = weighed(effect, cost, wtp)
    shares = weighing.shares
    np.testing.assert_allclose(shares.sum(axis=1), 1.0)
    np.testing.assert_array_equal(shares[:, 0], shares[:, -1])
    alone = effect.shape[1] == 2
    if alone:
        np.testing.assert_array_equal(shares, 0.5)
    without_copy = weighed(tables[0], tables[1], wtp)
    np.testing.assert_array_equal(weighing.information, without_copy.information)


@given(TABLES)
def test_information_is_worth_nothing_or_more_and_for_one_policy_nothing(tables):
    effect, cost = tables
    wtp = np.array([0.0, 1.0, 7.0])
    information = weighed(effect, cost, wtp).information
    assert (information >= 0.0).all()
    assert (weighed(effect[:, :1], cost[:, :1], wtp).information == 0.0).all()
    benefit = wtp[:, None, None] * effect - cost
    direct = benefit.max(axis=2).mean(axis=1) - benefit.mean(axis=1).max(axis=1)
    np.testing.assert_allclose(information, direct, atol=1e-9)


def test_the_choice_by_the_mean_need_not_be_the_likeliest_best():
    effect = np.array([[0.0, 1.0]] * 6 + [[10.0, 1.0]] * 4)
    weighing = weighed(effect, np.zeros_like(effect), np.array([1.0]))
    assert weighing.choice[0] == 0
    assert weighing.sure[0] == pytest.approx(0.4)


def test_luck_is_averaged_within_draws_before_the_best_are_counted():
    outcomes = np.array([[[1.0, 0.0], [0.0, 3.0]], [[2.0, 0.0], [2.0, 0.0]], [[1.0, 1.0]] * 2])
    draws = by_draw(np.moveaxis(outcomes, 2, 0)).T
    assert best_shares(draws) == pytest.approx([0.5, 0.5])
    assert best_shares(np.array([[0.1 + 0.2, 0.3]])) == pytest.approx([0.5, 0.5])


def test_the_reference_against_itself_is_exactly_nothing():
    effect, cost = simulated(1)
    itself = against(effect, cost, 2)[2]
    assert math.isnan(itself.ratio)
    assert itself.plane["same cost", "same effect"] == 1.0


def test_a_ratio_of_opposite_signs_is_not_given():
    policy = against(np.array([[0.0, 1.0], [0.0, 2.0]]), np.array([[0.0, -1.0], [0.0, -1.0]]), 0)[1]
    assert math.isnan(policy.ratio)
    assert policy.plane["cheaper", "more effect"] == 1.0


def test_what_does_not_fit_is_refused():
    effect, cost = simulated(1, draws=20)
    with pytest.raises(ValueError, match=r"\(\d+"):
        weighed(effect, cost[:, :2], WTP)
    with pytest.raises(ValueError, match="finite"):
        incremental(effect, np.where(cost > cost.min(), cost, np.nan))
    with pytest.raises(ValueError, match=r"\(\d+"):
        best_shares(effect[0])
