"""A simulated city's books as a workbook, read back: the same months, columns, entries, fates."""

import io

import numpy as np
import openpyxl
import pytest

from experiments.books.city_books import as_kept, until, workbook_of
from experiments.books.damage import KINDS
from experiments.books.panel import COLUMNS, NO_MONTH, months_of_panel, panel_of_workbook
from experiments.common.engines import one_run
from sim.calendar import month_number
from sim.ledger import Flow
from sim.model import KubeModel
from sim.policy import NONE
from sim.scenario import Scenario, load_scenario
from sim.workbook.faults import grouped
from sim.workbook.reading import read
from tests.inputs.workbooks import columns

COIN = 100


@pytest.fixture
def read_back(tmp_path):
    """Return a function that writes books as a workbook and reads it."""

    def reading(kept, change=lambda book: None):
        path = tmp_path / "kota.xlsx"
        book = openpyxl.load_workbook(io.BytesIO(workbook_of(kept, "kota")))
        change(book)
        book.save(path)
        return read(path, Scenario)

    return reading


def same_months(one, other):
    """Whether two panels of the same Kubes have the same months, whatever their span."""
    return months_of_panel(one) == months_of_panel(other)


def test_undamaged_books_are_read_back_to_the_last_column(books, read_back):
    reading = read_back(books)
    assert (reading.faults, reading.notes) == ([], [])
    again = panel_of_workbook(reading.book)
    assert (again.codes, again.founded.tolist()) == (
        books.panel.codes,
        books.panel.founded.tolist(),
    )
    assert np.array_equal(again.ended, books.panel.ended)
    before = again.first - books.panel.first
    assert not books.panel.known[:, :before].any()
    for name in COLUMNS:
        assert np.array_equal(again[name], books.panel[name][:, before:], equal_nan=True), name
    assert reading.book.cash == books.cash
    given = [grant for grant in books.grants if grant.grant != "starter"]
    assert list(reading.book.grants) == given
    assert given


def test_the_books_are_those_of_the_run_in_coins(books):
    model = KubeModel(books.scenario, NONE, seed=1, keep_journal=True)
    model.run()
    kubes, panel = one_run(model).kubes, books.panel
    known = panel.known
    for name, field in (("kas_idr", "kas_idr"), ("bank_idr", "bank_idr"), ("iks_idr", "iks_idr")):
        assert np.array_equal(panel[name][known], kubes[field][known] // COIN * COIN), name
    assert np.array_equal(panel["members"][known], kubes["members"][known])
    flows = {
        "sales_idr": {Flow.REVENUE},
        "costs_idr": {Flow.INPUTS, Flow.REPAIR, Flow.RESTART},
        "shared_idr": {Flow.SHARE_OUT},
    }
    journal = model.city.ledger.kept
    assert journal is not None
    for name, kinds in flows.items():
        for kube in model.city.kubes:
            for month in np.flatnonzero(known[kube.number]).tolist():
                rows = journal[month]
                own = np.isin(rows[:, 0], list(kinds)) & (rows[:, 1:3] == kube.kas).any(axis=1)
                moved, lines = int(rows[own, 3].sum()), 3
                told = panel[name][kube.number, month]
                assert abs(told - moved) < lines * COIN, (name, kube.id, month)


def test_the_cash_book_alone_adds_up_to_the_months(books, read_back):
    def clear(book):
        page = book["bulanan"]
        places = columns(page)
        for header in ("penjualan", "biaya", "dibagi", "kas"):
            for row in range(2, page.max_row + 1):
                page.cell(row, places[header]).value = None

    again = panel_of_workbook(read_back(books, clear).book)
    written = {(entry.code, entry.date) for entry in books.cash}
    assert len(written) > 200
    for code, date in written:
        row, month = books.panel.codes.index(code), month_number(date)
        for name in ("sales_idr", "costs_idr", "shared_idr", "kas_idr"):
            own = books.panel[name][row, month - books.panel.first]
            assert again[name][row, month - again.first] == own, (name, code, date)


def test_its_scenario_has_the_kubes_the_grants_and_what_was_seen_last(books, tmp_path):
    (tmp_path / "kota.xlsx").write_bytes(workbook_of(books, "kota"))
    place = load_scenario(str(tmp_path / "kota.xlsx"))
    assert (place.name, place.today) == ("kota", "2010-12")
    assert place.months >= books.scenario.months + 36
    assert place.programme == books.scenario.programme
    for kube in place.kubes:
        row = books.panel.codes.index(str(kube.id))
        last = np.flatnonzero(books.panel.known[row])[-1]
        seen = {figure.quantity: figure.value for figure in kube.observed}
        assert seen["kas_idr"] == books.panel["kas_idr"][row, last]
        assert seen["stage"] == books.panel["stage"][row, last]
    grants = sum(len(kube.grants) for kube in place.kubes)
    assert grants == sum(grant.grant != "starter" for grant in books.grants)


@pytest.mark.parametrize("kind", KINDS)
def test_damaged_books_are_read_back_as_they_were_kept(books, read_back, kind):
    kept = as_kept(books, kind, 3)
    reading = read_back(kept)
    assert reading.faults == []
    assert same_months(panel_of_workbook(reading.book), kept.panel)
    assert np.array_equal(panel_of_workbook(reading.book).ended, books.panel.ended)
    assert len(grouped(reading.notes)) <= 6


def test_wrong_sums_are_found_where_the_cash_book_says_otherwise(books, read_back):
    kept = as_kept(books, "sums", 3)
    notes = {note.key: note.cells for note in grouped(read_back(kept).notes)}
    for name, header in (("sales_idr", "penjualan"), ("costs_idr", "biaya")):
        differs = (kept.panel[name] != books.panel[name]) & books.panel.known
        assert len(notes[f"bulanan: {header}"]) == differs.sum()
    assert notes["kas: saldo"]


def test_books_end_with_the_month_that_is_asked_for(books, read_back):
    cut = until(books, "2008-06")
    reading = read_back(cut)
    assert (reading.faults, reading.notes) == ([], [])
    assert reading.book.last_seen == "2008-06"
    assert max(entry.date for entry in reading.book.cash) == "2008-06"
    again = panel_of_workbook(reading.book)
    assert same_months(again, books.panel.until(month_number("2008-06")))
    alive = again["stage"][:, -1] > 0
    assert np.array_equal(again.ended == NO_MONTH, alive)


def test_the_same_books_are_the_same_bytes(books):
    assert workbook_of(books, "kota") == workbook_of(books, "kota")
