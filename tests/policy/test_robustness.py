"""Regrets and preferred policies of a ranking, and the income that its money buys."""

import numpy as np
import pytest

from experiments.common.readings import READINGS, readings_of
from experiments.common.uncertainty import uncertainty
from experiments.policy import robustness
from experiments.policy.income_gained import ratio_of
from experiments.policy.ranking_runs import open_ranked
from experiments.policy.robustness import preferred, regrets, values_of


def test_regrets_by_hand_are_told_by_policy():
    values = {"failed_share": np.array([[0.0, 0.2], [0.1, 0.0]])}
    told = regrets(values, ("a", "b"))["failed_share"]
    assert told["a"] == pytest.approx({"mean": 0.1, "high": 0.18, "most": 0.2, "best": 0.5})
    assert told["b"] == pytest.approx({"mean": 0.05, "high": 0.09, "most": 0.1, "best": 0.5})


def test_worlds_in_which_nothing_works_have_one_best_for_all(ranking):
    """Where policies do the same in a world, they are best together: chance parts none of them."""
    ranked = open_ranked(ranking[0])
    for name, values in values_of(ranked).items():
        runs = ranked.outcomes[name]
        for policy in range(len(ranked.names)):
            same = (runs[policy] == runs[ranked.none]).all(axis=1)
            assert (values[same, policy] == 0.0).all()


def test_another_policy_is_preferred_where_it_is_better_on_average(ranking, monkeypatch):
    monkeypatch.setattr(robustness, "LEAST_DRAWS", 3)
    ranked = open_ranked(ranking[0])
    drawn = ranked.sweep.uncertainty.draws
    values = np.zeros((ranked.set.draws, len(ranked.names)))
    nothing = drawn["structure.monitoring"] == 3
    values[~nothing, 2] = 1.0
    values[nothing, 3] = 0.1
    rows = preferred(ranked, {ranked.set.decide_by: values})
    told = {one["level"]: one for one in rows if one["name"] == "monitoring"}
    assert told["nothing"]["best"] == ranked.names[3]
    assert told["nothing"]["loses"] == pytest.approx(0.1)
    assert {one["best"] for level, one in told.items() if level != "nothing"} == {ranked.names[2]}
    readings = [one for one in rows if one["by"] == "reading"]
    assert {one["level"] for one in readings} <= set(READINGS)


def test_every_draw_of_a_posterior_has_a_reading_and_none_of_the_prior():
    drawn = uncertainty("posterior").drawn
    readings = readings_of(drawn)
    assert readings is not None
    assert len(readings) == drawn.draws
    assert (np.bincount(readings, minlength=4) > 0.05 * drawn.draws).all()
    some = readings_of(drawn._replace(draws=30))
    assert some is not None
    assert np.array_equal(some, readings[:30])
    assert readings_of(uncertainty("prior").drawn) is None
    assert readings_of(drawn._replace(folder="another")) is None


def test_income_over_cost_by_hand():
    told = ratio_of(np.array([10.0, 0.0, 40.0]), np.array([10.0, 20.0, 20.0]))
    assert told["of_means"] == pytest.approx(1.0)
    assert (told["median"], told["draws"]) == (1.0, 3)
    assert told["pays"] == pytest.approx(1 / 3)
    saved = ratio_of(np.array([-5.0, -10.0]), np.array([-10.0, -10.0]))
    assert saved["of_means"] == pytest.approx(0.75)
    assert saved["pays"] == pytest.approx(0.5)
    nothing = ratio_of(np.zeros(2), np.zeros(2))
    assert (nothing["of_means"], nothing["median"], nothing["draws"]) == (None, None, 0)
