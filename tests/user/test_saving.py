"""`--save FILE` and `--numbers`: a result as .xlsx or CSV, whole, and with nothing that acts."""

import csv
import io
import json

import openpyxl
import pytest

from experiments.cli import RESULTS
from experiments.common.files import csv_text
from experiments.common.result_tables import tables_of
from experiments.common.spreadsheet import Sheet, xlsx
from tests.messages import mentions
from tests.user.test_run import saved

RUN = ("--runs", "2", "--parameters", "point")
RESULT = {
    "scenario": "kota",
    "stages": {"gagal": 0.25, "mandiri": 0.5},
    "interval": [1.5, 2.5],
    "kubes": [
        {"id": 7, "name": "A", "kas": {"p50": 10}, "observed": [{"value": 1, "grade": "B"}]},
        {"id": 8, "name": "=B", "kas": {"p50": None}, "observed": []},
    ],
    "by_month": {"failed": list(range(24)), "alive": list(range(24, 0, -1))},
}


def cells_of(content):
    """Return the values of every sheet by its name."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    return {page.title: list(page.iter_rows(values_only=True)) for page in book}


def test_a_result_becomes_tables_of_all_its_figures():
    tables = {table.title: table for table in tables_of(RESULT)}
    assert list(tables) == ["result", "kubes", "kubes.observed", "by_month"]
    assert ("stages.mandiri", 0.5) in tables["result"].rows
    assert ("interval.2", 2.5) in tables["result"].rows
    assert tables["kubes"].header == ["id", "name", "kas.p50"]
    assert tables["kubes"].rows == [(7, "A", 10), (8, "=B", None)]
    assert tables["kubes.observed"].header == ["kubes.id", "value", "grade"]
    assert tables["kubes.observed"].rows == [(7, 1, "B")]
    assert tables["by_month"].rows[23] == (23, 1)
    assert [table.title for table in tables_of([{"a": 1}, {"b": 2}])] == ["result"]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_no_text_becomes_a_formula(text):
    content = xlsx([Sheet(text, [text], [[text], [-1.5]])])
    book = openpyxl.load_workbook(io.BytesIO(content))
    (page,) = book.worksheets
    assert all(cell.data_type != "f" for row in page for cell in row)
    assert page["A3"].value == -1.5
    for numbers in ("plain", "id"):
        lines = list(csv.reader(io.StringIO(csv_text([text], [[text]], numbers), newline="")))
        assert all(line[0].startswith("'") for line in lines)


def test_numbers_of_a_csv_are_those_of_its_reader():
    rows = [("A", 1234.5, 7, None), ("B", -0.25, 0, True)]
    assert csv_text(["a", "b", "c", "d"], rows).splitlines()[1] == "A,1234.5,7,"
    assert csv_text(["a", "b", "c", "d"], rows, "id").splitlines() == [
        "a;b;c;d", "A;1234,5;7;", "B;-0,25;0;True"
    ]  # fmt: skip


def test_a_run_is_saved_as_a_workbook_with_what_json_prints(kubesim, small, tmp_path):
    done = kubesim("run", small, *RUN, "--save", "found/hasil.xlsx")
    assert (done.code, done.out) == (0, "saved found/hasil.xlsx\n")
    assert saved(tmp_path) == ["found", "found/hasil.xlsx"]
    sheets = cells_of((tmp_path / "found" / "hasil.xlsx").read_bytes())
    printed = json.loads(kubesim("run", small, *RUN, "--json").out)
    figures = dict(sheets["result"][1:])
    assert figures["stages.gagal"] == printed["stages"]["gagal"]
    header, *rows = sheets["kubes"]
    assert [row[header.index("name")] for row in rows] == [
        kube["name"] for kube in printed["kubes"]
    ]
    assert rows[0][header.index("name")] == "=Dated"


def test_a_run_is_saved_as_csv_in_the_numbers_that_are_asked_for(kubesim, small, tmp_path):
    done = kubesim("run", small, *RUN, "--save", "hasil.csv", "--numbers", "id")
    assert done.code == 0
    assert {"hasil-result.csv", "hasil-kubes.csv"} <= set(saved(tmp_path))
    kubes = (tmp_path / "hasil-kubes.csv").read_text(encoding="utf-8")
    assert kubes.splitlines()[0].startswith("id;name;")
    assert "'=Dated" in kubes
    kubesim("run", small, *RUN, "--out", "folder", "--numbers", "id")
    assert (tmp_path / "folder" / "kubes.csv").read_text().startswith("id;name;")


@pytest.mark.parametrize(
    ("options", "data"),
    [
        (("--save", "hasil.txt"), "--save hasil.txt .xlsx .csv"),
        (("--save", "hasil"), "--save hasil"),
        (("--save", "there.xlsx"), "--save there.xlsx"),
        (("--numbers", "de"), "--numbers de plain id"),
    ],
)
def test_what_cannot_be_saved_is_refused_before_the_work(kubesim, small, tmp_path, options, data):
    (tmp_path / "there.xlsx").mkdir()
    done = kubesim("run", small, *RUN, *options)
    assert (done.code, done.out) == (2, "")
    assert len(done.err.splitlines()) == 1
    assert mentions(done.err, data)
    assert saved(tmp_path) == ["there.xlsx"]


@pytest.mark.parametrize("command", sorted(command.__name__ for command in RESULTS))
def test_every_command_with_a_result_can_save_it(kubesim, command):
    words = {"rank", "prices", "allocate", "discover", "learn", "pilot"}
    done = kubesim(*(("policy",) if command in words else ()), command, "--help")
    assert mentions(done.out, "--save FILE")
    assert mentions(done.out, "--numbers FORM")
