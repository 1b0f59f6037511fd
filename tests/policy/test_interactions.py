"""Whether two policies together do more than the sum of each alone."""

import numpy as np
import pytest
from scipy import stats

from experiments.policy.effects import interactions, triples

POLICIES = {
    "none": {},
    "training": {"training_visits": 4},
    "capital": {"capital_idr": 5_000_000, "revolving": False},
    "package": {"training_visits": 4, "capital_idr": 5_000_000, "revolving": False},
    "other": {"training_visits": 6},
    "larger": {"training_visits": 4, "capital_idr": 9_000_000, "revolving": False},
}


def test_sums_of_policies_are_found_by_their_levers():
    assert triples(POLICIES) == [("training", "capital", "package")]
    assert triples({"none": {}, "a": {"x": 1}, "b": {"x": 1, "y": 2}}) == []


def test_a_known_interaction_is_found_within_its_interval():
    rng = np.random.default_rng(1)
    luck = rng.normal(size=(200, 1))
    values = luck + np.array([0.0, 1.0, 2.0, 3.5, 0.0, 0.0]) + rng.normal(0, 0.3, (200, 6))
    [together] = interactions(POLICIES, values)
    assert together["low"] < 0.5 < together["high"]
    expected = stats.ttest_1samp(values[:, 3] - values[:, 1] - values[:, 2] + values[:, 0], 0.0)
    interval = expected.confidence_interval(0.95)
    assert (together["low"], together["high"]) == pytest.approx((interval.low, interval.high))


def test_policies_that_change_nothing_have_exactly_no_interaction():
    values = np.repeat(np.random.default_rng(2).normal(size=(50, 1)), 6, axis=1)
    [together] = interactions(POLICIES, values)
    assert (together["mean"], together["low"], together["high"]) == (0.0, 0.0, 0.0)


def test_rows_without_a_case_are_left_out():
    values = np.random.default_rng(3).normal(size=(10, 6))
    values[:4, 2] = np.nan
    values[5, 3] = np.nan
    whole = ~np.isnan(values).any(axis=1)
    assert whole.sum() == 5
    assert interactions(POLICIES, values) == interactions(POLICIES, values[whole])
    assert interactions(POLICIES, values * np.nan)[0]["mean"] is None


def test_without_sums_of_policies_there_is_nothing_to_compare():
    assert interactions({"a": {"x": 1}}, np.zeros((3, 1))) == []
