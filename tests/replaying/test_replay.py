"""`kubesim replay`: the very run of a row, and what is said when it is not."""

import csv
import io
import json

import pytest

from experiments.commands.replay import DIFFERS
from experiments.replaying.replay import replay, run_set
from experiments.replaying.replayed_months import city_months, households_csv
from experiments.sweeps.stored_sweep import Sweep, open_sweep
from sim.luck import NEWCOMER
from tests.messages import mentions


@pytest.fixture
def changed(monkeypatch):
    """Return a function that changes what a sweep says of every row."""

    def change(**what):
        real = Sweep.run_of
        monkeypatch.setattr(Sweep, "run_of", lambda *given: real(*given)._replace(**what))

    return change


@pytest.mark.parametrize("row", [0, 3, 6])
def test_a_replayed_row_ends_in_the_stored_state(kubesim, swept, tmp_path, row):
    done = kubesim("replay", str(swept), "--row", str(row), "--out", str(tmp_path / "x"), "--json")
    assert done.code == 0, done.err
    report = json.loads(done.out)
    assert report["agrees"] is True
    assert report["digest"] == report["stored"]
    assert (report["row"], report["replication"]) == (row, row % 2)
    assert report["parameters"] == {"meet.raid": 0.3 if row == 6 else 0.1}
    assert len(report["months"]) == 24
    names = {path.name for path in (tmp_path / "x").rglob("*.*")}
    assert {"months.csv", "kubes.csv", "households.csv", "stages.png", "kas.png"} <= names
    assert len(list((tmp_path / "x" / "buku-kas").glob("*.csv"))) == 3
    assert all(path.endswith((".csv", ".png")) for path in report["saved"])


def test_without_a_folder_it_is_saved_beside_the_sweep(kubesim, swept):
    done = kubesim("replay", str(swept), "--row", "1")
    assert done.code == 0
    assert mentions(done.out, f"1 {open_sweep(swept).run_of(1).state}")
    assert (swept / "replay" / "row-1" / "households.csv").is_file()
    assert max(len(line) for line in done.out.splitlines() if "saved" not in line) <= 100


def test_another_state_is_said_plainly_and_nothing_is_saved(kubesim, swept, tmp_path, changed):
    changed(state="0" * 64)
    done = kubesim("replay", str(swept), "--row", "0", "--out", str(tmp_path / "x"))
    assert done.code == DIFFERS
    assert mentions(done.err, f"row 0 {'0' * 64}")
    assert not (tmp_path / "x").exists()


@pytest.mark.parametrize("command", [("replay",), ("why", "--against", "2")])
def test_a_row_of_another_version_is_refused(kubesim, swept, changed, command):
    changed(code="f" * 64)
    done = kubesim(command[0], str(swept), "--row", "0", *command[1:])
    assert (done.code, done.out) == (2, "")
    assert mentions(done.err, f"row 0 {'f' * 12}")


@pytest.mark.parametrize("row", ["8", "-1"])
def test_a_row_that_is_not_there_is_refused(kubesim, swept, row):
    done = kubesim("replay", str(swept), "--row", row)
    assert done.code == 2
    assert mentions(done.err, f"row {row} 0 7")


def test_a_folder_without_a_sweep_is_refused(kubesim, tmp_path):
    for command in (["replay", "--row", "0"], ["why", "--row", "0", "--against", "1"], ["plot"]):
        done = kubesim(command[0], str(tmp_path), *command[1:])
        assert (done.code, done.out) == (2, "")
        assert str(tmp_path) in done.err


def test_households_are_written_every_month_of_their_lives(sweep):
    done = replay(sweep.run_of(0))
    rows = list(csv.DictReader(io.StringIO(households_csv(done))))
    assert len(rows) == sum(month.members + month.others for month in done.model.city.history)
    last = [row for row in rows if row["month"] == "2012-05"]
    households = done.model.city.households
    assert {row["household"] for row in last} == {
        str(household.slot) if household.slot < NEWCOMER else f"n{household.slot - NEWCOMER}"
        for household in households
    }
    assert sum(int(row["cash_idr"]) for row in last) == sum(
        household.cash_idr for household in households
    )


def test_months_of_the_city_and_the_pictures_are_of_the_run(sweep):
    done = replay(sweep.run_of(0))
    runs = run_set(done)
    months = city_months(done)
    assert runs.runs == 1
    assert [month["tumbuh"] for month in months] == (runs.stage[0] == 1).sum(axis=0).tolist()
    assert [month["kas_idr"] for month in months] == runs.money["cash"][0].sum(axis=0).tolist()
