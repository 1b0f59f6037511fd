"""The second method: its agreement with the first, and what is said when it is not installed."""

import importlib.util

import numpy as np
import pytest

from experiments.evidence.calibration import cross_check as neural
from experiments.evidence.calibration.cross_check import agreement
from experiments.evidence.calibration.fit import Fit
from experiments.evidence.calibration.inputs import load_inputs
from experiments.evidence.calibration.variants import fit_variant

SETTINGS = load_inputs().settings.neural
MANY = 2_000
EVEN = (np.arange(MANY) + 0.5) / MANY


def compared(samples):
    """Compare an even posterior with samples of another method."""
    weights = np.full(MANY, 1.0 / MANY)
    fitted = Fit(np.arange(MANY), weights, EVEN[:, None], np.zeros(0), 1.0)
    return agreement(["a"], [0], fitted, samples[:, None], SETTINGS)[0]


def test_the_same_posterior_agrees():
    row = compared(EVEN)
    assert row["verdict"] == "agree"
    assert row["median_difference"] == pytest.approx(0.0, abs=1e-3)
    assert row["width_ratio"] == pytest.approx(1.0, abs=1e-3)
    assert row["overlap"] == pytest.approx(1.0, abs=1e-3)


def test_a_shifted_or_narrower_posterior_does_not():
    shifted = compared(0.5 + 0.5 * EVEN)
    assert shifted["verdict"] == "disagree"
    assert shifted["median_difference"] == pytest.approx(0.25 * np.sqrt(12.0), abs=1e-2)
    narrower = compared(0.25 + 0.5 * EVEN)
    assert narrower["verdict"] == "disagree"
    assert narrower["width_ratio"] == pytest.approx(0.5, abs=1e-2)


@pytest.mark.parametrize(
    ("arguments", "package", "extra"),
    [
        (("--cross-check",), "sbi", "kubesim[neural]"),
        (("--inference-data", "x.nc"), "arviz", "kubesim[arviz]"),
    ],
)
def test_a_missing_extra_is_told_before_anything_is_simulated(
    kubesim, monkeypatch, tmp_path, arguments, package, extra
):
    there = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda name, *rest: None if name == package else there(name)
    )
    done = kubesim("calibrate", "--draws", "128", "--out", "out", *arguments)
    assert done.code == 2
    assert package in done.err
    assert extra in done.err
    assert len(done.err.strip().splitlines()) == 1
    assert not (tmp_path / "out").exists()


@pytest.mark.filterwarnings("ignore")  # those of torch and sbi are not ours
def test_the_second_method_fits_a_bank(bank):
    pytest.importorskip("sbi")
    settings = bank.inputs.settings
    few = settings.neural.model_copy(
        update={"parameters": 2, "fits": 20, "samples": 50, "epochs_most": 2, "batch": 50}
    )
    bank.inputs.settings.__dict__["neural"] = few
    report = neural.cross_check(bank, fit_variant(bank, settings.variant[0]))
    assert [list(row["coverage"]) for row in report["parameters"]] == [["50%", "90%"]] * 2
    assert report["fits_checked"] == 20
