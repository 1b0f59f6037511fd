"""How well forecasts do on simulated cities kept from training."""

import numpy as np
import pytest

from experiments.forecast.base_rates import by_age
from experiments.forecast.chances import brier_skill
from experiments.forecast.forecaster import fresh
from experiments.forecast.skill import calibration_error, skill
from experiments.forecast.training import HORIZONS, train
from tests.forecast.conftest import CITIES


@pytest.fixture(scope="module")
def kept(asked):
    return fresh(train(asked.plan._replace(first=CITIES)))


def test_forecasts_beat_the_base_rate_of_kubes_of_that_age(model, kept):
    for months in HORIZONS:
        happens = kept.fates.within(months)
        base = by_age(model.training, model.training.fates.within(months), kept.age)
        chance = model.chances[months].predict(kept.features)
        assert brier_skill(chance, base, happens) > 0.05
        assert abs(chance.mean() - happens.mean()) < 0.06


def test_intervals_hold_about_nine_of_ten(model, kept):
    lives = ~kept.fates.within(HORIZONS[0])
    kas = kept.fates.kas_idr[lives]
    interval = model.kas.interval(kept.features[lives])
    assert 0.82 < ((interval.low <= kas) & (kas <= interval.high)).mean() < 0.98


def test_totals_hold_where_independent_chances_would_not_be_enough(model, kept):
    chances, happens = model.chances[24], kept.fates.within(24)
    chance = chances.predict(kept.features)
    inside = []
    for city in np.unique(kept.city):
        rows = kept.city == city
        total = chances.total(chance[rows])
        inside.append(total.low <= happens[rows].sum() <= total.high)
    assert 0.78 < np.mean(inside) <= 1.0


def test_calibration_error_of_honest_and_of_wrong_chances():
    chance = np.repeat([0.1, 0.6], 1_000)
    happens = np.concatenate([np.arange(1_000) % 10 == 0, np.arange(1_000) % 10 < 6])
    assert calibration_error(chance, happens) < 0.001
    assert calibration_error(chance + 0.2, happens) == pytest.approx(0.2)


@pytest.fixture(scope="module")
def measured():
    return skill()


@pytest.mark.long
def test_skill_on_500_cities_kept_from_training(measured):
    for told in measured["failing"].values():
        best = max(told["trained_on_clean"].values())
        assert told["clean"]["skill"] > best - 0.03
        assert told["gaps"]["skill"] > 0.75 * best
        for kind in ("mixed", "gaps"):
            assert told[kind]["calibration_error"] <= 0.015
    assert 0.88 <= measured["bands"]["mixed"]["kas"]["inside"] <= 0.92


@pytest.mark.long
@pytest.mark.parametrize("months", ["12", "24"])
def test_totals_of_a_city_hold_nine_of_ten(measured, months):
    assert 0.88 <= measured["totals"][months]["inside"] <= 0.92


@pytest.mark.long
@pytest.mark.parametrize("aim", ["mandiri", "failing"])
def test_the_list_by_uplift_beats_the_list_by_risk(measured, aim):
    assert all(one["low"] > 0.0 for one in measured["lists"] if one["aim"] == aim)
