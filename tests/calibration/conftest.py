from contextlib import nullcontext
from types import SimpleNamespace

import pytest

from experiments.evidence.calibration.bank import fill_bank
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
    """Return a function that fills the folder `bank`; it returns the bank and how much it took."""

    def fill(count, workers=1, chunk_draws=64):
        asked = []

        def bar(_, draws):
            asked.append(draws)
            return nullcontext(lambda _: None)

        bank = fill_bank(
            inputs, tmp_path / "bank", count, workers, lines.append, bar, chunk_draws=chunk_draws
        )
        return SimpleNamespace(bank=bank, simulated=sum(asked))

    return fill


@pytest.fixture(scope="session")
def bank(inputs, tmp_path_factory):
    return fill_bank(inputs, tmp_path_factory.mktemp("bank"), DRAWS)
