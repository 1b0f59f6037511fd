"""`kubesim book`: cash books and flow matrices agree with the ledger."""

import csv
import hashlib
import io
import json

import numpy as np
import pytest

from experiments.common.files import csv_text
from experiments.common.uncertainty import uncertainty
from experiments.runs.books import book_of, flows_of, keep_books
from sim.book import CLOSING, OPENING, cash_book, flow_matrix
from sim.digest import state_bytes
from sim.ledger import Account
from sim.luck import NEWCOMER
from sim.policy import NONE
from sim.scenario import load_scenario
from tests.messages import mentions
from tests.worlds import RICH, world

ALL = range(10_000)


@pytest.fixture(scope="module")
def books():
    """Return a run in which everything happens."""
    return keep_books(world(12, months=60, programme=RICH), NONE, 3, 0)


def test_a_kube_s_book_closes_with_its_kas_every_month(books):
    for kube in books.model.city.kubes:
        closing = {month.month: month.closing_idr for month in cash_book(books.journal, kube.kas)}
        balance = 0
        for month in kube.history:
            balance = closing.get(month.month, balance)
            assert balance == month.kas_idr


def test_every_book_follows_from_its_lines(books):
    city = books.model.city
    accounts = [kube.kas for kube in city.kubes]
    accounts += [household.cash_account for household in city.households]
    for account in accounts:
        balance = 0
        for month in cash_book(books.journal, account):
            assert month.opening_idr == balance
            for line in month.lines:
                balance += line.in_idr - line.out_idr
                assert line.balance_idr == balance >= 0
                assert line.entries >= 1
            assert month.closing_idr == balance
        assert balance == city.ledger.balance[account]


def test_a_household_s_book_ends_with_its_cash(books):
    model = books.model
    kube = model.city.kubes[1]
    newcomers = [h for h in model.city.households if h.origin == kube.id and h.slot >= NEWCOMER]
    assert newcomers
    for text, slot in (("0", 0), ("n0", NEWCOMER)):
        book = book_of(books, str(kube.id), text, ALL)
        cash = next(
            h.cash_idr for h in model.city.households if (h.origin, h.slot) == (kube.id, slot)
        )
        assert book.months[-1].closing_idr == cash


def test_csv_parses_back_to_the_same_book(books):
    book = book_of(books, "Kube 2", None, ALL)
    rows = list(csv.DictReader(io.StringIO(book.csv())))
    lines = [line for month in book.months for line in month.lines]
    parsed = [row for row in rows if row["description"] not in (OPENING, CLOSING)]
    assert [
        (row["description"], int(row["entries"]), int(row["in_idr"]), int(row["out_idr"]))
        for row in parsed
    ] == [(line.description, line.entries, line.in_idr, line.out_idr) for line in lines]
    assert [int(row["balance_idr"]) for row in rows if row["description"] == CLOSING] == [
        month.closing_idr for month in book.months
    ]


def test_json_says_the_same_as_csv(books):
    book = book_of(books, "Kube 2", None, ALL)
    rows = csv.DictReader(io.StringIO(book.csv()))
    from_json = [
        (month["month"], line["description"], line["balance_idr"])
        for month in book.json()["months"]
        for line in month["lines"]
    ]
    assert from_json == [
        (row["month"], row["description"], int(row["balance_idr"])) for row in rows if row["in_idr"]
    ]


def test_the_flows_of_a_year_are_those_of_its_months(books):
    months = [flows_of(books, f"2005-{number:02d}").matrix for number in range(1, 13)]
    year = flows_of(books, "2005").matrix
    assert (year == np.sum(months, axis=0)).all()
    assert year.sum() == sum(int(rows[:, 3].sum()) for rows in books.journal[12:24])


def test_all_flows_together_give_the_balances(books):
    ledger = books.model.city.ledger
    matrix = flow_matrix(books.journal, ledger.types, range(len(books.journal)))
    for kind in Account:
        balance = sum(
            ledger.balance[number] for number, own in enumerate(ledger.types) if own == kind
        )
        assert matrix[:, kind].sum() - matrix[kind].sum() == balance


def test_matrix_csv_parses_back(books):
    flows = flows_of(books, "2006")
    header, *rows = csv.reader(io.StringIO(flows.csv()))
    assert header[1:] == [row[0] for row in rows]
    assert np.array([row[1:] for row in rows], np.int64).tolist() == flows.matrix.tolist()


def test_the_command_prints_a_book(kubesim, small):
    done = kubesim("book", small, "--kube", "undated [bold]", "--period", "2010")
    assert done.code == 0
    assert done.err == ""
    for text in (OPENING, CLOSING, "bagi hasil", "2010-08"):
        assert text in done.out
    assert "2011-01" not in done.out
    assert max(len(line) for line in done.out.splitlines()) <= 100


def test_the_command_prints_and_saves_csv(kubesim, small, tmp_path):
    printed = kubesim("book", small, "--kube", "1", "--csv").out
    done = kubesim("book", small, "--kube", "1", "--out", "books/kube.csv")
    assert mentions(done.out, "books/kube.csv")
    assert (tmp_path / "books" / "kube.csv").read_text() == printed


def test_the_book_is_of_the_run_of_the_same_number(kubesim, small):
    one = keep_books(world(2, months=12), NONE, 1, 1)
    other = keep_books(world(2, months=12), NONE, 1, 2)
    assert book_of(one, "Kube 1", None, ALL).csv() != book_of(other, "Kube 1", None, ALL).csv()
    book = json.loads(kubesim("book", small, "--kube", "1", "--replication", "2", "--json").out)
    assert (book["seed"], book["replication"]) == (1, 2)


def test_the_book_is_of_a_run_with_its_draw(kubesim, small):
    runs = json.loads(kubesim("run", small, "--runs", "3", "--json").out)
    assert runs["parameters"]["kind"] == "posterior"
    place, posterior = load_scenario(small), uncertainty("posterior")
    states = hashlib.sha256()
    for replication in range(3):
        books = keep_books(place, NONE, 1, replication, posterior)
        states.update(state_bytes(books.model.city))
    assert states.hexdigest() == runs["digest"]
    printed = kubesim("book", small, "--kube", "1", "--replication", "2", "--csv").out
    assert printed == book_of(books, "1", None, ALL).csv()
    first = kubesim("book", small, "--kube", "1", "--parameters", "point", "--json").out
    assert json.loads(first)["draws"] == "point"


def test_the_command_prints_the_flows(kubesim, small):
    given = ("book", small, "--flows", "2010", "--parameters", "point")
    table = kubesim(*given).out
    assert max(len(line) for line in table.splitlines()) <= 100
    year = json.loads(kubesim(*given, "--json").out)["flows_idr"]
    assert year["ministry"]["kas"] == 30_000_000


@pytest.mark.parametrize(
    ("arguments", "data"),
    [
        ((), "--kube --flows"),
        (("--kube", "1", "--flows", "2010"), "--kube --flows"),
        (("--kube", "Undatd [bold]"), "Undatd [bold] Undated [bold]"),
        (("--kube", "1", "--household", "99"), "99 0 9"),
        (("--kube", "1", "--household", "n-1"), "--household n-1"),
        (("--kube", "1", "--period", "2010-13"), "2010-13 2009 2009-05"),
        (("--kube", "1", "--period", "1999"), "1999 2010-06 2012-05"),
        (("--flows", "next year"), "next year 2009 2009-05"),
        (("--kube", "1", "--csv", "--json"), "--csv --json --out"),
        (("--kube", "1", "--out", "."), ".:"),
        (("--kube", "1", "--seed", "-1"), "--seed -1"),
        (("--kube", "1", "--replication", "-1"), "--replication -1"),
    ],
)
def test_bad_input_is_refused_in_a_line(kubesim, small, tmp_path, arguments, data):
    done = kubesim("book", small, *arguments)
    assert (done.code, done.out) == (2, "")
    assert len(done.err.splitlines()) == 1
    assert mentions(done.err, data)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@a", "\ta", "\na"])
def test_no_cell_is_a_formula(cell):
    text = csv_text(("a", "b", "c"), [(cell, "plain", -5)])
    assert list(csv.reader(io.StringIO(text, newline="")))[1] == [f"'{cell}", "plain", "-5"]
