"""Draws that moved away from the count of failures are stored as seldom as their cohorts tell."""

import numpy as np
import pytest

from experiments.common.draws import DRAWN, ROW, STRUCTURES, priors
from experiments.evidence.calibration.count_again import counted_again, draws_to_count, likelihood

NAMES = [*priors(), *STRUCTURES.values()]
EACH, STORED = 96, 24


@pytest.fixture(scope="module")
def exposure(bank):
    return bank.inputs.settings.exposure[0]


@pytest.fixture(scope="module")
def by_likelihood(bank, exposure):
    """Rows of the bank, from the least likely count to the likeliest."""
    return np.argsort(bank.counts[exposure.name].likelihood[:, exposure.failed], kind="stable")


def as_run(bank, values, rows):
    """Return draws that come from some rows of the bank and have the values of others."""
    own = {name: bank.draws[name][values] for name in NAMES}
    return {DRAWN: np.arange(len(rows)), ROW: rows, **own}


def test_what_moved_away_from_the_count_is_stored_less_often(bank, exposure, by_likelihood):
    unlikely, likely = by_likelihood[:EACH], by_likelihood[-EACH:]
    draws = as_run(bank, np.append(likely, unlikely), np.append(likely, likely))
    stored = counted_again(bank, draws, exposure, STORED)
    name = next(iter(priors()))
    moved = np.isin(stored[name], draws[name][EACH:])
    assert moved.mean() < 0.25  # half of the draws moved


def test_where_nothing_moved_the_new_cohorts_are_as_likely_as_the_old(
    bank, exposure, by_likelihood
):
    rows = by_likelihood[-4 * EACH :]
    before = bank.counts[exposure.name].likelihood[rows, exposure.failed]
    again = likelihood(bank, as_run(bank, rows, rows), exposure, 1)
    assert again.mean() == pytest.approx(before.mean(), rel=0.25)


def test_as_many_are_stored_as_asked_whatever_the_threads(bank, exposure, by_likelihood):
    rows = by_likelihood[-2 * EACH :]
    one, two = (counted_again(bank, as_run(bank, rows, rows), exposure, STORED, n) for n in (1, 2))
    assert one[DRAWN].tolist() == list(range(STORED))
    assert all((one[name] == two[name]).all() for name in one)


def test_a_small_bank_simulates_no_more_than_it_holds(bank):
    assert draws_to_count(bank, 4) < len(bank) == draws_to_count(bank, len(bank))
