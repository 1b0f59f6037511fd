"""The reference table that ships: pseudo-data are fitted with it as with the bank."""

import numpy as np
import pytest

from experiments.common.database import write_table
from experiments.common.draws import STRUCTURES, priors
from experiments.evidence.calibration.fit import fit
from experiments.evidence.calibration.reference_table import (
    FILE,
    load_reference,
    of_itself,
    reference_columns,
)
from experiments.evidence.calibration.variants import complete_features, reference_of


@pytest.fixture(scope="module")
def variant(bank):
    return bank.inputs.settings.variant[0]


@pytest.fixture(scope="module")
def exposure(bank, variant):
    return bank.inputs.settings.exposure_of(variant)


@pytest.fixture(scope="module")
def own(bank, variant, exposure):
    return reference_of(bank, complete_features(bank, variant), exposure)


@pytest.fixture(scope="module")
def shipped(bank, own, exposure, tmp_path_factory):
    folder = tmp_path_factory.mktemp("calibration")
    write_table(reference_columns(bank, own, exposure), folder / FILE, of_itself(bank, own.seen(0)))
    return load_reference(bank.inputs, folder, exposure)


def test_its_draws_are_those_of_the_bank(bank, own, shipped):
    for name in (*priors(), *STRUCTURES.values()):
        assert (shipped.draws[name] == bank.draws[name][own.rows]).all()


@pytest.mark.parametrize("place", [0, 7, 100])
def test_pseudo_data_are_fitted_as_with_the_bank(bank, own, shipped, place):
    settings = bank.inputs.settings.fit
    reference = shipped.reference
    by_bank = fit(own, own.seen(place), settings, place)
    by_table = fit(reference, reference.seen(place), settings, place)
    assert (by_table.kept == by_bank.kept).all()
    assert by_table.weights == pytest.approx(by_bank.weights, rel=1e-3)
    assert np.abs(by_table.unit - by_bank.unit).max() < 1e-3
