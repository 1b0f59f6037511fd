"""Pseudo-data are looked at as the real ones were."""

import numpy as np
import pytest

from experiments.common.readings import READINGS
from experiments.evidence.calibration.calibration_file import Exposure
from experiments.evidence.calibration.observe import features_of, reading_of
from experiments.evidence.calibration.variants import complete_features


def changed(bank, number=0, **changes):
    return bank.inputs.settings.variant[number].model_copy(update=changes)


def by_name(bank, variant):
    return {feature.name: feature for feature in features_of(bank, variant)}


def test_every_figure_stands_beside_what_was_observed(bank):
    features = by_name(bank, changed(bank))
    assert list(features) == [
        "failed", "Kube 1: money", "Kube 2: money", "Kube 3: money", "Kube 3: bank",
        "Kube 3: IKS", "Kube 2: members", "berkembang", "mandiri", "Kube 3: tumbuh",
        "set aside first",
    ]  # fmt: skip
    assert features["Kube 3: money"].observed == pytest.approx(np.log1p(2.5))
    assert features["Kube 2: members"].observed == pytest.approx(np.log(13))
    assert features["berkembang"].observed == 1.0
    assert features["set aside first"].observed == 2.0


def test_money_is_read_as_the_variant_says(bank):
    kube = {
        place: bank.kube("Kube 3", f"{place}_idr")
        for place in ("cash", "bank", "lent", "equipment")
    }
    expected = {
        "cash": kube["cash"] + kube["bank"],
        "liquid": kube["cash"] + kube["bank"] + kube["lent"],
        "received": sum(kube.values()),
        "saved": bank.kube("Kube 3", "saved_idr"),
    }
    for reading, amounts in expected.items():
        variant = changed(bank, reading=reading, money_log_sd=0.0)
        assert np.allclose(
            by_name(bank, variant)["Kube 3: money"].simulated, np.log1p(amounts / 1e6)
        )


def test_an_unknown_reading_is_any_of_the_four(bank):
    readings = reading_of(bank, changed(bank))
    counts = np.bincount(readings, minlength=len(READINGS))
    assert abs(counts - len(bank) / 4).max() < 4 * np.sqrt(len(bank) * 3 / 16)


def test_errors_have_the_size_that_is_declared(bank):
    plain, rough = (
        by_name(bank, changed(bank, number=1, money_log_sd=sd))["Kube 1: money"].simulated
        for sd in (0.0, 0.3)
    )
    some = plain > 0.01
    ratios = np.log(np.expm1(rough[some]) / np.expm1(plain[some]))
    assert abs(ratios.std() - 0.3) < 0.05
    assert abs(ratios.mean()) < 0.05


def test_labels_err_one_step_as_often_as_declared(bank):
    labels = by_name(bank, changed(bank))["Kube 3: tumbuh"].simulated
    stage = bank.kube("Kube 3", "stage")
    alive = stage > 0
    wrong = (labels == 1.0) != (stage == 1.0)
    assert 0.0 < wrong[alive & (stage < 3)].mean() < 0.12


def test_a_kube_left_out_keeps_its_stage_but_not_its_money(bank):
    names = by_name(bank, changed(bank, leave_out=("Kube 3",)))
    assert "Kube 3: money" not in names
    assert "Kube 3: tumbuh" in names


def test_ages_and_denominators_choose_among_the_simulated_kubes(bank):
    def exposure(count):
        return Exposure(name="any", outcome="any", failed=0, founded={"2004": count})

    failed = bank.failed.reshape(len(bank), -1)
    for count in (1, 4, 6, 9, 12):
        assert (bank.count(exposure(count)).failed == failed[:, :count].sum(axis=1)).all()


def test_draws_with_a_kube_that_never_lived_are_left_out(bank):
    features = complete_features(bank, changed(bank))
    assert 0 < bank.complete.sum() < len(bank)
    assert all(len(feature.simulated) == bank.complete.sum() for feature in features)
