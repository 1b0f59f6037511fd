"""A city's workbook on the command line: written, checked, and taken where a scenario is."""

import json

import openpyxl
import pytest

from experiments.runs.runner import run_many
from sim.policy import NONE
from sim.scenario import load_scenario
from tests.inputs.workbooks import TEMPLATE, columns, fill
from tests.messages import mentions
from tests.user.test_run import saved

SWEEP = """
name = "visits"
title = "Visits"
scenario = "kota.xlsx"
design = "full"
replications = 2
[[factors]]
name = "visits_per_month"
values = [0.0, 4.0]
"""


@pytest.fixture
def kota(kubesim, tmp_path):
    """Write a new workbook, kota.xlsx."""
    done = kubesim("new", "kota", "--xlsx")
    assert (done.code, done.err) == (0, "")
    assert saved(tmp_path) == ["kota.xlsx"]
    assert mentions(done.out, "kubesim check ./kota.xlsx")
    return tmp_path / "kota.xlsx"


def test_a_new_workbook_is_good_and_needs_no_note(kubesim, kota):
    said = json.loads(kubesim("check", "kota.xlsx", "--json").out)
    assert (said["ok"], said["notes"], said["name"], said["kubes"]) == (True, [], "kota", 6)
    assert said["workbook"] == {
        "last_seen": "2024-12",
        "months_of_kubes": 2,
        "kubes_seen": 2,
        "cash_entries": 0,
        "grants": 0,
    }
    done = kubesim("check", "kota.xlsx")
    assert (done.code, done.err) == (0, "")
    assert mentions(done.out, "kota 120 2022-01 2031-12 2025-12 2 2024-12")


def test_nothing_is_written_over(kubesim, kota):
    before = kota.read_bytes()
    assert kubesim("new", "kota", "--xlsx").code == 2
    assert kota.read_bytes() == before


def test_runs_of_the_workbook_end_as_those_of_the_toml(kubesim, kota):
    mine = load_scenario(str(kota))
    named = {"name": "kota", "title": mine.title}
    theirs = load_scenario(str(TEMPLATE)).model_copy(update=named)
    assert mine == theirs
    one, other = (run_many(place, NONE, 1, 1, "mesa") for place in (mine, theirs))
    assert one.digest == other.digest


@pytest.mark.parametrize(
    "arguments",
    [
        ("run", "kota.xlsx", "--runs", "2", "--parameters", "point"),
        (
            "compare",
            "./kota.xlsx",
            "--policy",
            "none",
            "--policy",
            "visits-none",
            "--runs-most",
            "20",
        ),
        ("book", "kota.xlsx", "--flows", "2023", "--parameters", "point"),
    ],
    ids=["run", "compare", "book"],
)
def test_commands_take_the_workbook_for_the_scenario(kubesim, kota, arguments):
    done = kubesim(*arguments, "--json")
    assert done.code == 0, done.err
    assert json.loads(done.out)["scenario"] == "kota"


def test_a_sweep_names_the_workbook_beside_it_and_is_replayed(kubesim, kota, tmp_path):
    (tmp_path / "visits.toml").write_text(SWEEP)
    swept = kubesim("sweep", "visits.toml", "--out", "found", "--workers", "1", "--json")
    assert swept.code == 0, swept.err
    kota.unlink()
    replayed = kubesim("replay", "found", "--row", "3", "--json")
    assert json.loads(replayed.out)["agrees"]


def test_faults_and_notes_name_their_cells(kubesim, kota):
    book = openpyxl.load_workbook(kota)
    fill(book["bulanan"], (90001, "2024-01", "sepuluh", 8), (90001, "2024-02", 8, 12))
    book["bulanan"].cell(2, columns(book["bulanan"])["kas"]).value = 7000
    fill(
        book["kas"],
        (90001, "2024-01-02", "jual", 5000, None, 7000),
        (90001, "2024-01-03", "", 1, None, 9),
    )
    book.save(kota)
    done = kubesim("check", "kota.xlsx", "--json")
    said = json.loads(done.out)
    assert (done.code, said["ok"]) == (2, False)
    (fault,) = said["faults"]
    assert (fault["key"], fault["cells"], fault["value"]) == (
        "bulanan: anggota",
        ["C2"],
        '"sepuluh"',
    )
    notes = {note["key"]: note["cells"] for note in said["notes"]}
    assert notes["bulanan: hadir"] == ["D3"]
    assert notes["kas: saldo"] == ["F3"]
    assert notes["bulanan: kas"] == ["I2"]
    ran = kubesim("run", "kota.xlsx", "--runs", "1")
    assert (ran.code, len(ran.err.splitlines())) == (2, 1)
    assert mentions(ran.err, "kota.xlsx bulanan anggota C2")


def test_numbers_of_persons_are_refused_before_anything_is_written(kubesim, kota, tmp_path):
    book = openpyxl.load_workbook(kota)
    book["kube"]["B2"] = "Siti 0812 3456 7890"
    book.save(kota)
    assert kubesim("run", "kota.xlsx", "--out", "hasil").code == 2
    assert saved(tmp_path) == ["kota.xlsx"]


def test_a_workbook_is_no_policy(kubesim, kota):
    done = kubesim("run", "kota.xlsx", "--policy", "kota.xlsx")
    assert done.code == 2
    assert mentions(done.err, "kota.xlsx")
