"""Checks beyond calibration by simulation: predictions, Kubes left out, what moves conclusions."""

import dataclasses

import numpy as np
import pytest

from experiments.common.draws import ROW, SURVEY, priors
from experiments.evidence.calibration.calibration_pictures import pictures
from experiments.evidence.calibration.calibration_report import report
from experiments.evidence.calibration.main_checks import check_main, conclusions, tilted
from experiments.evidence.calibration.observe import Feature, features_of, features_of_kube
from experiments.evidence.calibration.predictions import Scored, Spread, _log_density, gain, spread
from experiments.evidence.calibration.variants import fit_all

NOWHERE = Spread(0.0, 0.0, 0.0, 0.5, 1.0)


@pytest.fixture(scope="module")
def fitted(bank):
    return fit_all(bank)


@pytest.fixture(scope="module")
def checked(bank, fitted):
    return check_main(bank, fitted, threads=2)


def test_predictions_are_simulated_anew_with_the_readings_and_months_of_their_draws(bank, checked):
    _, predicted = checked
    runs = predicted.runs
    rows = runs.bank.draws[ROW]
    assert len(rows) == bank.inputs.settings.fit.posterior_draws
    assert (runs.bank.draws[SURVEY] == bank.draws[SURVEY][rows]).all()
    name = next(iter(priors()))
    assert (runs.bank.draws[name] != bank.draws[name][rows]).any()
    by_name = {feature.name: feature for feature in predicted.compared}
    assert by_name["Kube 1: money"].observed == pytest.approx(4_000_000)
    assert by_name["Kube 2: members"].observed == pytest.approx(12)
    assert by_name["failed"].observed == pytest.approx(2 / 6)
    for feature in by_name.values():
        assert feature.posterior.low <= feature.posterior.median <= feature.posterior.high


def test_the_same_again_gives_the_same_whatever_the_threads(bank, fitted, checked):
    assert check_main(bank, fitted, threads=1)[0] == checked[0]


def test_without_enough_fits_nothing_is_predicted(bank, fitted, tmp_path):
    checks = bank.inputs.settings.checks.model_copy(update={"fits_least": 1_000})
    settings = bank.inputs.settings.model_copy(update={"checks": checks})
    unchecked = dataclasses.replace(
        bank, inputs=dataclasses.replace(bank.inputs, settings=settings)
    )
    checked, predicted = check_main(unchecked, fitted, threads=1)
    assert predicted is None
    assert checked["predictive"] is checked["left_out"] is None
    assert set(pictures(report(bank, fitted, checked, tmp_path), fitted[0], "en")) == {
        "posterior.png", "sbc.png", "structures.png"
    }  # fmt: skip


def test_tails_are_two_sided_and_ties_count_half():
    feature = Feature("a count", 3.0, np.array([1.0, 2.0, 3.0, 4.0]))
    shown = spread(feature, feature.simulated)
    assert shown.place == pytest.approx(2.5 / 4)
    assert shown.tail == pytest.approx(0.75)


def test_nothing_of_a_kube_left_out_is_looked_at(bank):
    variant = bank.inputs.settings.variant[0]
    without = {feature.name: feature for feature in features_of(bank, variant, without="Kube 3")}
    assert not any(name.startswith("Kube 3") for name in without)
    all_of_them = {feature.name: feature for feature in features_of(bank, variant)}
    own = {feature.name for feature in features_of_kube(bank, variant, "Kube 3")}
    assert own == {name for name in all_of_them if name.startswith("Kube 3: ")}
    # Its stage is told, so it is no part of the totals; Kube 1 has a latent one.
    assert (without["berkembang"].simulated <= all_of_them["berkembang"].simulated).all()
    one = {feature.name: feature for feature in features_of(bank, variant, without="Kube 1")}
    assert one["set aside first"].observed == 1.0
    assert (one["berkembang"].simulated == all_of_them["berkembang"].simulated).all()


def test_every_kube_is_left_out_once(bank, checked):
    kubes = checked[0]["left_out"]["kubes"]
    assert [row["kube"] for row in kubes] == list(bank.inputs.kubes)
    assert all(np.isfinite(row["gain_over_prior"]) for row in kubes)


def test_densities_are_those_of_what_was_drawn():
    draws = np.random.default_rng(1).standard_normal(4_000)
    at = Feature("x", 0.5, draws)
    exact = -0.5 * 0.5**2 - 0.5 * np.log(2.0 * np.pi)
    assert _log_density(at, draws) == pytest.approx(exact, abs=0.05)
    drawn = Feature("x", 1.0, (draws > 0.0).astype(float), binary=True)
    assert np.exp(_log_density(drawn, drawn.simulated)) == pytest.approx(0.5, abs=0.03)


@pytest.mark.parametrize(
    ("posterior", "verdict"), [(0.5, "better"), (-0.5, "worse"), (0.0, "cannot be told")]
)
def test_the_verdict_on_kubes_left_out(posterior, verdict):
    noise = np.random.default_rng(2).normal(0.0, 0.1, 10)
    left_out = {
        str(n): [Scored("x", 0.0, NOWHERE, NOWHERE, 0.0, posterior + off, 0.0)]
        for n, off in enumerate((noise - noise.mean()).tolist())
    }
    judged = gain(left_out, "log_prior")
    assert judged["verdict"] == verdict
    assert judged["low"] < judged["total"] < judged["high"]


def test_a_tilted_prior_moves_its_own_parameter_to_its_side(fitted):
    main = fitted[0]
    for place, name in enumerate(priors()):
        lower, upper = (
            float(tilted(main)[f"{name}, {side}"] @ main.fit.unit[:, place])
            for side in ("lower", "upper")
        )
        middle = float(main.fit.weights @ main.fit.unit[:, place])
        assert lower - 1e-9 <= middle <= upper + 1e-9


def test_conclusions_tell_what_moves_them_most_first(bank, fitted):
    few = bank.inputs.settings.conclusions.model_copy(update={"parameters": 3})
    rows = conclusions(fitted, few)
    assert len(rows) == 4
    assert rows[-1]["name"] == "failed share"
    for row in rows:
        assert [moved["by"] for moved in row["variants"]] == ["cash"]
        shifts = [abs(moved["shift"]) for moved in row["tilts"]]
        assert shifts == sorted(shifts, reverse=True)


def test_pictures_are_drawn_of_everything(bank, fitted, checked, tmp_path):
    drawn = pictures(report(bank, fitted, checked[0], tmp_path), fitted[0], "id")
    assert set(drawn) == {"posterior.png", "sbc.png", "structures.png", "predictive.png"}
    assert all(content.startswith(b"\x89PNG") for content in drawn.values())
