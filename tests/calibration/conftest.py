import pytest

from experiments.evidence.calibration.filling import Filling
from tests.calibration.small import small_inputs

DRAWS = 512


@pytest.fixture(scope="session")
def inputs():
    return small_inputs()


@pytest.fixture
def lines():
    """What was told on the way."""
    return []


@pytest.fixture
def fill(inputs, tmp_path, lines):
    """Return a function that fills the folder `bank`."""

    def fill(count, workers=1, chunk_draws=64):
        filling = Filling(workers, lines.append, chunk_draws=chunk_draws)
        return filling.fill(inputs, tmp_path / "bank", count)

    return fill


@pytest.fixture(scope="session")
def bank(inputs, tmp_path_factory):
    return Filling(1).fill(inputs, tmp_path_factory.mktemp("bank"), DRAWS).bank
