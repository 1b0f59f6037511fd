"""`kubesim book --xlsx`: a city's books as a workbook that other commands take."""

import json

import pytest

from experiments.books.panel import panel_of_workbook
from sim.calendar import month_number
from sim.scenario import load_workbook
from tests.messages import mentions
from tests.user.test_run import saved

BOOK = ("book", "--parameters", "point", "--xlsx")


def test_a_city_s_books_are_written_and_good(kubesim, small, tmp_path):
    done = kubesim(*BOOK, "books/kota.xlsx", small)
    assert (done.code, done.err) == (0, "")
    assert mentions(done.out, "books/kota.xlsx")
    checked = json.loads(kubesim("check", "books/kota.xlsx", "--json").out)
    assert (checked["ok"], checked["notes"], checked["name"]) == (True, [], "kota")
    assert checked["workbook"]["cash_entries"] > 100
    ran = kubesim("run", "books/kota.xlsx", "--runs", "1", "--parameters", "point", "--json")
    assert ran.code == 0, ran.err


def test_damage_is_of_the_seed_and_books_end_where_they_are_cut(kubesim, small, tmp_path):
    given = (*BOOK, "kota.xlsx", small, "--damage", "gaps", "--until", "2011-06", "--json")
    told = json.loads(kubesim(*given).out)
    first = (tmp_path / "kota.xlsx").read_bytes()
    kubesim(*given)
    assert (tmp_path / "kota.xlsx").read_bytes() == first
    assert (told["damage"], told["files"], told["seed"]) == ("gaps", ["kota.xlsx"], 1)
    panel = panel_of_workbook(load_workbook(str(tmp_path / "kota.xlsx")))
    assert int(panel.known.sum()) == told["months_of_kubes"]
    assert told["months_left_out"] > 0
    assert panel.months[-1] <= month_number("2011-06")
    assert kubesim("check", "kota.xlsx").code == 0
    other = json.loads(kubesim(*given, "--seed", "2").out)
    assert other["seed"] == 2
    assert (tmp_path / "kota.xlsx").read_bytes() != first


@pytest.mark.parametrize(
    ("arguments", "data"),
    [
        (("--xlsx", "kota.xls"), "--xlsx kota.xls .xlsx"),
        (("--xlsx", "kota.xlsx", "--kube", "1"), "--kube --flows --xlsx"),
        (("--xlsx", "kota.xlsx", "--csv"), "--xlsx --csv --out"),
        (("--xlsx", "kota.xlsx", "--damage", "fire"), "--damage fire gaps sums columns yearly all"),
        (("--kube", "1", "--damage", "gaps"), "--damage --xlsx"),
        (("--kube", "1", "--until", "2011"), "--until --xlsx"),
        (("--xlsx", "kota.xlsx", "--until", "May"), "May 2009-05"),
        (("--xlsx", "kota.xlsx", "--until", "1999"), "1999"),
    ],
)
def test_bad_input_is_refused_in_a_line(kubesim, small, tmp_path, arguments, data):
    done = kubesim("book", small, *arguments)
    assert (done.code, done.out, len(done.err.splitlines())) == (2, "", 1)
    assert mentions(done.err, data)
    assert saved(tmp_path) == []
