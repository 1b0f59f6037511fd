"""Simulated cities as of today: reproducible, and the past does not know of what comes."""

import numpy as np
import pytest

from experiments.forecast.actions import actions_for
from experiments.forecast.features import features
from experiments.forecast.logistic import chance_of, fit, scale_of
from experiments.forecast.training import AHEAD, NEVER, train


def test_the_same_plan_gives_the_same_cities(asked, trained):
    few = asked.plan._replace(cities=8)
    one, other = (train(few, asked.actions[:1]) for _ in range(2))
    np.testing.assert_array_equal(one.features, other.features)
    rows = trained.city < 8
    np.testing.assert_array_equal(one.features, trained.features[rows])
    np.testing.assert_array_equal(one.fates.fails, trained.fates.fails[rows])


def test_kubes_of_the_training_live_today(trained):
    assert (trained.age >= 0).all()
    assert ((trained.fates.fails == NEVER) | (trained.fates.fails >= 1)).all()
    assert trained.fates.fails.max() <= AHEAD


def test_an_action_moves_fates_and_no_book(trained, asked):
    assert trained.with_action.keys() == {action.name for action in asked.actions}
    moved = [(fates.fails != trained.fates.fails).any() for fates in trained.with_action.values()]
    assert all(moved)


def test_a_plan_that_visits_every_week_has_no_action_to_do_so(scenario):
    weekly = scenario.programme.model_copy(update={"visits_per_month": 4.0})
    names = {
        action.name for action in actions_for(scenario.model_copy(update={"programme": weekly}))
    }
    assert "visits-weekly" not in names
    assert "visits-weekly" in {action.name for action in actions_for(scenario)}


def test_books_are_of_mixed_quality(trained):
    known = trained.column("known_year")
    assert (known == 1.0).any()
    assert (known < 0.5).any()
    assert np.isnan(trained.column("attendance")).any()


def test_own_books_have_the_features_of_the_training(asked, trained):
    books = asked.books
    rows = books.founded(books.today)
    names, _ = features(books.panel.until(books.today), books.today, books.of.rows(rows))
    assert names == trained.names


def test_the_regression_finds_known_weights():
    generator = np.random.default_rng(3)
    values = generator.normal(size=(6_000, 2))
    chance = chance_of(-1.0 + 1.5 * values[:, 0])
    happens = generator.random(6_000) < chance
    city = np.arange(6_000) // 20
    scale = scale_of(values)
    model = fit(scale(values), happens, city)
    assert model.weights == pytest.approx([-1.0, 1.5, 0.0], abs=0.15)
    found = model.chance(scale(values))
    error = np.sqrt(model.variance(scale(values))).mean()
    assert np.abs(found - chance).mean() < 0.03
    assert 0.02 < error < 0.12


def test_a_feature_that_is_missing_does_not_stop_the_regression():
    values = np.array([[1.0, np.nan], [2.0, np.nan], [3.0, 1.0], [4.0, 2.0]] * 50)
    happens = np.arange(200) % 4 == 0
    scale = scale_of(values)
    chance = fit(scale(values), happens, np.arange(200) // 10).chance(scale(values))
    assert np.isfinite(chance).all()
