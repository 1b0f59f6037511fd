"""Months of Kubes as arrays: from the fast engine, cut at a month, and back to rows."""

import numpy as np
import pytest

from experiments.books.panel import (
    COLUMNS,
    NO_MONTH,
    joined,
    months_of_panel,
    panel_of_simulated,
    panel_of_workbook,
)
from experiments.common.engines import one_run
from sim.calendar import month_number
from sim.ensemble.ensemble import Ensemble
from sim.scenario import load_workbook
from tests.inputs.workbooks import changed_book, columns, fill
from tests.worlds import EVERYTHING_HAPPENS, run

MONTHS = range(EVERYTHING_HAPPENS.months)
UNKNOWN = ("sales_idr", "costs_idr", "late")
"""What the records of the fast engine do not have."""


@pytest.fixture(scope="module")
def simulated():
    """Return the panel of three cities of the fast engine."""
    city = Ensemble(EVERYTHING_HAPPENS)
    chunks = city.chunks(city.jobs(replications=3), months=MONTHS)
    return joined(panel_of_simulated(EVERYTHING_HAPPENS, c.kubes, 0, c.first) for c in chunks)


def test_the_fast_engine_and_the_agents_keep_the_same_books(simulated):
    kubes = one_run(run(EVERYTHING_HAPPENS)).kubes
    mesa = panel_of_simulated(EVERYTHING_HAPPENS, kubes.T[None])
    fast = simulated.rows(np.flatnonzero(simulated.city == 0))
    assert (mesa.codes, mesa.first) == (fast.codes, fast.first)
    assert np.array_equal(mesa.ended, fast.ended)
    for name in COLUMNS:
        assert np.array_equal(mesa[name], fast[name], equal_nan=True), name


def test_a_kube_is_known_from_its_founding_to_its_failure(simulated):
    before, known = simulated.age < 0, simulated.known
    assert not known[before].any()
    assert (simulated["stage"][known] >= 0).all()
    failed = simulated.ended != NO_MONTH
    assert failed.any()
    assert not failed.all()
    last = simulated.ended[failed] - simulated.first
    rows = np.flatnonzero(failed)
    assert (simulated["stage"][rows, last] == 0).all()
    for row, month in zip(rows, last, strict=True):
        assert not known[row, month + 1 :].any()
    assert known[~failed, -1].all()


def test_all_that_a_run_records_is_there_and_the_rest_is_not_known(simulated):
    for name in COLUMNS:
        missing = np.isnan(simulated[name][simulated.known])
        assert missing.all() if name in UNKNOWN else not missing.any(), name
    assert not np.isnan(simulated.profit_idr[simulated.known]).any()


@pytest.mark.parametrize("months", [1, 40, 119])
def test_books_cut_at_a_month_know_nothing_of_later(simulated, months):
    last = simulated.first + months - 1
    cut = simulated.until(last)
    assert cut.shape[1] == months
    assert (cut.founded <= last).all()
    assert (cut.ended <= last).all()
    rows = np.flatnonzero(simulated.founded <= last)
    assert np.array_equal(cut["kas_idr"], simulated["kas_idr"][rows, :months], equal_nan=True)
    gone = (simulated.ended[rows] != NO_MONTH) & (simulated.ended[rows] <= last)
    assert (cut.ended[gone] == simulated.ended[rows][gone]).all()


def test_a_kube_that_was_started_again_had_ended_before(simulated):
    stage = simulated["stage"]
    row, month = np.argwhere((stage[:, :-1] == 0) & (stage[:, 1:] != 0))[0]
    again = np.flatnonzero(stage[row, month + 1 :] > 0)
    if len(again):
        cut = simulated.until(simulated.first + int(month))
        place = np.flatnonzero(np.flatnonzero(simulated.founded <= cut.first + month) == row)[0]
        assert cut.ended[place] == simulated.first + month


def test_a_workbook_s_months_are_its_panel(tmp_path):
    def change(book):
        page = book["bulanan"]
        fill(page, (90001, "2024-01", 10, 7.5), (90002, "2024-03"), (90001, "2024-04"))
        page.cell(3, columns(page)["tahap"]).value = "mandiri"
        page.cell(4, columns(page)["kas"]).value = 0
        page = book["kube"]
        page.cell(4, columns(page)["bulan berhenti"]).value = "2024-02"
        page.cell(4, columns(page)["status"]).value = "bubar"

    book = load_workbook(changed_book(tmp_path / "kota.xlsx", change))
    panel = panel_of_workbook(book)
    one, two = panel.codes.index("90001"), panel.codes.index("90002")
    at = month_number("2024-01") - panel.first
    assert panel["attended"][one, at] == 7.5
    assert panel["stage"][two, at + 2] == 3.0
    assert panel["kas_idr"][one, at + 3] == 0.0
    assert int(panel.known.sum()) == 3
    assert panel.ended[2] == month_number("2024-02")
    assert (np.delete(panel.ended, 2) == NO_MONTH).all()
    assert tuple(months_of_panel(panel)) == book.months


def test_profit_is_what_was_divided_else_sales_less_costs(books):
    panel = books.panel
    known = panel.known
    divided = panel["shared_idr"] + panel["set_aside_idr"]
    assert np.array_equal(panel.profit_idr[known], divided[known])
    bare = {**panel.columns, "shared_idr": np.full(panel.shape, np.nan)}
    sold = type(panel)(panel.codes, panel.city, panel.founded, panel.ended, panel.first, bare)
    assert np.array_equal(sold.profit_idr, panel["sales_idr"] - panel["costs_idr"], equal_nan=True)
