"""Counts, readings of the kas, failing shares and the null model, on data made by hand."""

import math

import numpy as np
import pytest
from scipy import stats

from experiments.evidence.calibration.inputs import load_inputs
from experiments.evidence.card_cities import READ, Failing, Survivors
from experiments.evidence.card_content import TOLD_APART_NATS, counts, kas, kubes_needed, null

TEN = 10


def survivors(stages, lived=None, **read):
    """Return the ten in draws with these stages, and amounts that are alike in all of them."""
    shape = np.array(stages).shape
    fields = {name: np.full(shape, read.get(name, 0)) for name in READ}
    return Survivors(
        np.ones(shape, bool) if lived is None else np.array(lived),
        {**fields, "stage": np.array(stages)},
    )


def row(tumbuh, berkembang, mandiri):
    return [1] * tumbuh + [2] * berkembang + [3] * mandiri


def test_counts_tell_how_often_exactly_the_observed_ones_come_and_some_as_far_off():
    stages = [row(5, 5, 0), row(5, 5, 0), row(4, 5, 1), row(10, 0, 0)]
    accounts = {
        "pay": np.array([True, True, False, False]),
        "bond": np.array([False, False, False, True]),
        "motivation": np.zeros(4, bool),
    }
    counted = counts(load_inputs(), survivors(stages), accounts)
    assert counted["by_account"] == {
        "pay": {"tumbuh": 5.0, "berkembang": 5.0, "mandiri": 0.0},
        "bond": {"tumbuh": 10.0, "berkembang": 0.0, "mandiri": 0.0},
    }
    observed = {row["name"]: row for row in counted["observed"]}
    assert counted["mean"] == {"tumbuh": 6.0, "berkembang": 3.75, "mandiri": 0.25}
    assert observed["findings"]["probability"] == 0.5
    assert observed["conclusion"]["probability"] == 0.25
    # From the mean: 1 + 0.25 steps, 2 + 0.75 steps, 4 + 0.25 steps.
    assert observed["findings"]["as_far"] == 1.0
    assert observed["conclusion"]["as_far"] == 0.5
    assert counted["distribution"][0] == {
        "tumbuh": 5, "berkembang": 5, "mandiri": 0, "probability": 0.5,
    }  # fmt: skip


def test_a_draw_in_which_a_kube_never_lived_counts_nowhere():
    lived = [[True] * TEN, [True] * 9 + [False]]
    draws = survivors([row(5, 5, 0), row(10, 0, 0)], lived)
    assert counts(load_inputs(), draws, {})["complete"] == 1
    assert [kube["lived"] for kube in kas(load_inputs(), draws)] == [2] * 9 + [1]


def test_where_nothing_lived_there_is_no_figure():
    draws = survivors([row(10, 0, 0)], [[False] * TEN])
    assert counts(load_inputs(), draws, {})["observed"][0]["probability"] is None
    assert kas(load_inputs(), draws)[0]["readings"]["cash"]["median_idr"] is None


def test_every_reading_of_the_kas_stands_beside_what_was_seen():
    amounts = {
        "cash_idr": 20_000_000, "bank_idr": 3_000_000, "lent_idr": 1_000_000,
        "equipment_idr": 9_000_000, "saved_idr": 50_000_000,
    }  # fmt: skip
    kubes = {
        kube["kube"]: kube for kube in kas(load_inputs(), survivors([row(10, 0, 0)], **amounts))
    }
    held = {
        kube: {name: reading["median_idr"] for name, reading in kubes[kube]["readings"].items()}
        for kube in ("Melati", "Papandaan")
    }
    liquid = {"liquid": 24_000_000, "received": 33_000_000, "saved": 50_000_000}
    # As cash, bank and loans count where the source tells of them.
    assert held["Melati"] == {"cash": 20_000_000, **liquid}
    assert held["Papandaan"] == {"cash": 23_000_000, **liquid}
    assert kubes["Papandaan"]["observed_idr"] == 23_920_000
    places = {name: reading["place"] for name, reading in kubes["Papandaan"]["readings"].items()}
    assert places == {"cash": "over", "liquid": "under", "received": "under", "saved": "under"}


def test_what_is_only_inferred_is_not_shown_as_seen():
    kubes = {kube["kube"]: kube for kube in kas(load_inputs(), survivors([row(10, 0, 0)]))}
    assert kubes["Talawang"]["observed_idr"] is None
    assert kubes["Talawang"]["inferred_idr"] == 0
    assert kubes["Talawang"]["readings"]["cash"]["place"] is None


def cities(rate, kubes, failed, draws=400, many=8, seed=1):
    """Return a city's forecast: so many draws of a rate, with luck."""
    luck = np.random.default_rng(seed)
    rates = np.broadcast_to(rate, draws)[:, None]
    return Failing(
        "Kota", failed / kubes, failed, kubes, luck.binomial(kubes, rates, (draws, many))
    )


def test_the_interval_of_a_city_is_wider_than_that_of_the_expected_share():
    shares = cities(np.linspace(0.3, 0.6, 400), 75, 34).json(
        {"first": np.arange(400) < 200, "none": np.zeros(400, bool)}
    )
    assert shares["observed_low"] < shares["observed"] < shares["observed_high"]
    assert shares["low"] < shares["expected"]["low"] < shares["mean"]
    assert shares["mean"] < shares["expected"]["high"] < shares["high"]
    assert shares["expected"]["low"] == pytest.approx(0.3, abs=0.04)
    assert shares["by_account"] == {"first": pytest.approx(0.375, abs=0.03)}


def test_a_model_that_is_the_null_cannot_be_told_from_it():
    compared = null(cities(34 / 75, 75, 34), cities(34 / 75, 55, 26))
    assert compared["verdict"] == "indistinguishable"
    assert compared["model_minus_null"] == pytest.approx(0.0, abs=0.1)
    assert compared["log_score_null"] == pytest.approx(stats.binom.logpmf(26, 55, 34 / 75))
    assert compared["log_score_best"] - compared["log_score_null"] < 0.05


def test_a_model_that_is_far_off_loses_against_the_null():
    compared = null(cities(0.45, 75, 34), cities(0.85, 55, 26))
    assert compared["verdict"] == "null better"
    assert compared["model_minus_null"] < -TOLD_APART_NATS
    assert math.isfinite(compared["log_score_model"])


def test_the_number_of_kubes_gives_the_power_that_is_asked_for():
    size = kubes_needed(0.45, 0.55)
    assert size is not None
    low, high = stats.binom.interval(0.95, size, 0.45)
    power = stats.binom.cdf(low - 1, size, 0.55) + stats.binom.sf(high, size, 0.55)
    assert power == pytest.approx(0.8, abs=0.03)
    more = kubes_needed(0.45, 0.46)
    assert more is not None
    assert more > 50 * size
    assert kubes_needed(0.45, 0.45) is None
