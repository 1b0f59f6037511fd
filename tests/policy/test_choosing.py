"""The best policy in expectation, its regret over worlds, and how much too good it looks."""

import numpy as np
import pytest

from experiments.policy.best_policy import best_shares, optimism, regret_of

WORLDS = np.array(
    [
        [0.0, 3.0, 1.0],
        [0.0, 1.0, 2.0],
        [4.0, 0.0, 4.0],
        [0.0, 0.0, 0.0],
    ]
)
"""Four worlds, three policies."""


def test_regret_is_what_the_best_of_each_world_has_more():
    """By hand: the first loses 3, 2, 0, 0; the second 0, 1, 4, 0; the third 2, 0, 0, 0."""
    regret = regret_of(WORLDS)
    assert regret.mean.tolist() == [1.25, 1.25, 0.5]
    assert regret.most.tolist() == [3.0, 4.0, 2.0]
    assert regret.often == pytest.approx([2.7, 3.1, 1.4])
    assert best_shares(WORLDS) == pytest.approx(np.array([5 / 6, 4 / 3, 11 / 6]) / 4)


def test_the_policy_of_the_highest_mean_has_the_least_regret():
    values = np.random.default_rng(1).normal(size=(50, 6))
    assert regret_of(values).mean.argmin() == values.mean(axis=0).argmax()
    assert (regret_of(values).most >= regret_of(values).often).all()


def test_what_is_added_in_a_world_to_all_policies_changes_no_regret():
    added = WORLDS + np.array([[5.0], [-3.0], [0.0], [100.0]])
    np.testing.assert_allclose(regret_of(added).mean, regret_of(WORLDS).mean)


def test_the_best_of_many_equal_policies_looks_better_than_it_is():
    noise = np.random.default_rng(2).normal(size=(40, 30, 2))
    assert optimism(noise) > 0.1
    apart = np.random.default_rng(2).normal(size=(40, 3, 2)) + np.array([[[0.0], [9.0], [0.0]]])
    assert abs(optimism(apart)) < 1e-9
    assert optimism(noise[:, :, :1]) == 0.0


@pytest.mark.parametrize("wrong", [np.zeros(3), np.zeros((0, 2)), np.full((2, 2), np.nan)])
def test_what_is_no_table_is_refused(wrong):
    with pytest.raises(ValueError, match="numbers|shapes"):
        regret_of(wrong)
