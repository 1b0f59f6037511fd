"""A sweep on disk: rows in order, every run again in the Mesa model, damage that is found."""

import json
import os
import stat
import sys

import numpy as np
import pytest

from experiments.common.languages import LANGS
from experiments.common.numbers import number
from experiments.common.outcomes import OUTCOMES
from experiments.runs import accounts
from experiments.sweeps import manifest as manifests
from experiments.sweeps import stored_sweep, verifying
from experiments.sweeps.chunks import run_rows
from experiments.sweeps.stored_sweep import open_sweep, table_digest
from experiments.sweeps.sweeping import Sweeping
from experiments.sweeps.verifying import verify
from sim.inputs.strict import InputError
from sim.model import KubeModel
from tests.messages import mentions
from tests.sweeps.conftest import FACTORS

KINDS = """
[[factors]]
name = "policy"
values = ["none", "package"]
[[factors]]
name = "open_books"
values = [false, true]
[[factors]]
name = "loan_tenor_months"
values = [2, 3]
"""


@pytest.fixture
def out(files, run, tmp_path):
    """A folder with a finished sweep in several chunks."""
    run(files.plan(), chunk_rows=7)
    return tmp_path / "out"


def test_rows_are_in_logical_order_with_the_values_of_their_points(out, monkeypatch):
    sweep = open_sweep(out)
    rows = sweep.rows()
    assert list(rows) == [
        "row", "point", "replication", "seed", "set_aside_share", "meet.raid",
        "household_months", *(outcome.name for outcome in OUTCOMES), "state", *accounts.UNITS,
    ]  # fmt: skip
    assert rows["row"].tolist() == list(range(24))
    assert rows["point"].tolist() == [number // 4 for number in range(24)]
    assert rows["replication"].tolist() == [number % 4 for number in range(24)]
    assert rows["set_aside_share"].tolist() == [0.1] * 12 + [0.5] * 12
    assert np.isnan(rows["sustained_mandiri_share"]).all()
    assert set(map(len, rows["state"])) == {64}
    monkeypatch.setattr(stored_sweep, "BLOCK_ROWS", 5)
    assert len(list(sweep.blocks())) == 6
    for name, values in sweep.rows().items():
        assert np.array_equal(values, rows[name], equal_nan=values.dtype.kind == "f")
    assert table_digest(sweep) == sweep.digest


def test_every_kind_of_value_comes_back(files, run):
    sweep = run(files.plan(KINDS, replications="1")).sweep
    rows = sweep.rows(["policy", "open_books", "loan_tenor_months"])
    assert rows["policy"].tolist() == ["none"] * 4 + ["package"] * 4
    assert rows["open_books"].tolist() == [False, False, True, True] * 2
    assert rows["loan_tenor_months"].tolist() == [2, 3] * 4
    policy = sweep.policy_of(sweep.points[-1])
    assert policy.overrides()["loan_tenor_months"] == 3
    assert policy.overrides()["visits_per_month"] == 2.0
    assert table_digest(open_sweep(sweep.folder)) == sweep.digest


@pytest.mark.parametrize("row", [0, 13, 23])
def test_a_row_is_that_very_run_in_the_mesa_model(out, row):
    run = open_sweep(out).run_of(row)
    model = KubeModel(
        run.scenario_with_parameters, run.policy, seed=run.seed, replication=run.replication
    )
    model.run()
    assert model.digest() == run.state


def test_a_row_that_is_not_there_is_refused(out):
    with pytest.raises(InputError, match=r"\b24\b.*\b0\b.*\b23\b"):
        open_sweep(out).run_of(24)


def test_a_sweep_that_is_not_finished_can_only_be_asked(files, tmp_path, kubesim):
    def interrupt(rows):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        Sweeping(1, begin=lambda _: interrupt, chunk_rows=7).run(files.plan(), tmp_path / "out")
    done = kubesim("query", "out", "select count(*) as n from runs", "--json")
    assert json.loads(done.out) == [{"n": 7}]
    assert done.err.startswith("out: ")
    assert done.err.count("\n") == 1
    assert open_sweep(tmp_path / "out", partly=True).digest is None
    for command in ("table", "verify"):
        done = kubesim(command, "out")
        assert done.code == {"table": 2, "verify": 1}[command]
        assert mentions(done.err, "out:")
    done = kubesim("table", "elsewhere")
    assert mentions(done.err, "elsewhere manifest.json")


# Verifying


def test_a_good_sweep_is_verified(out, kubesim):
    done = kubesim("verify", str(out), "--rerun", "5", "--json")
    report = json.loads(done.out)
    assert done.code == 0
    assert report == {
        "digest": open_sweep(out).digest, "rows": 24, "chunks": 4, "rerun": 5, "faults": [],
    }  # fmt: skip
    done = kubesim("verify", str(out))
    assert mentions(done.out, f"24 4 {report['digest']}")


def flip(path):
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


@pytest.mark.parametrize("damage", [flip, lambda path: path.unlink()])
def test_damage_is_found_and_mended(out, files, run, lines, kubesim, damage):
    digest = open_sweep(out).digest
    chunk = sorted((out / "chunks").iterdir())[1]
    damage(chunk)
    done = kubesim("verify", str(out), "--json")
    report = json.loads(done.out)
    assert (done.code, report["digest"], len(report["faults"])) == (1, None, 1)
    assert chunk.name in report["faults"][0]
    assert (report["rows"], report["rerun"]) == (None, None)
    assert kubesim("verify", str(out), "--rerun", "2").out == ""
    with pytest.raises(InputError, match=chunk.name):
        open_sweep(out)
    swept = run(files.plan())
    assert 0 < swept.run <= 7
    assert swept.sweep.digest == digest
    assert verify(out, 0).faults == []
    assert damage is not flip or chunk.name in lines[0]


def test_a_damaged_manifest_is_made_again(out, files, run, lines):
    digest = open_sweep(out).digest
    path = out / "manifest.json"
    path.write_text(path.read_text().replace("0.3", "0.4", 1))
    with pytest.raises(InputError, match=r"manifest\.json"):
        open_sweep(out)
    swept = run(files.plan())
    assert (swept.run, swept.sweep.digest) == (0, digest)
    assert "manifest.json" in lines[0]


def test_a_manifest_of_another_version_is_left_as_it_is(out, files, run):
    manifests.write(out, {**manifests.read(out), "schema": 3})
    for reader in (open_sweep, lambda _: run(files.plan())):
        with pytest.raises(InputError, match=r"\b3\b.*\b2\b"):
            reader(out)


def test_rows_that_two_chunks_hold_are_set_aside_and_run_again(out, files, run, lines, tmp_path):
    run(files.plan(), "other", chunk_rows=24)
    (chunk,) = (tmp_path / "other" / "chunks").iterdir()
    (out / "chunks" / chunk.name).write_bytes(chunk.read_bytes())
    names = [path.name for path in (out / "chunks").iterdir()]
    swept = run(files.plan())
    assert any(name in line for line in lines for name in names)  # those that come later by name
    assert swept.sweep.digest == open_sweep(tmp_path / "other").digest


def test_rows_that_come_out_otherwise_are_told(out, monkeypatch):
    def other(task):
        columns = run_rows(task)
        columns["visits"] = columns["visits"] + 1.0
        return columns

    monkeypatch.setattr(verifying, "run_rows", other)
    verified = verify(out, 2)
    assert verified.rerun == 0
    first, last = verified.faults
    assert mentions(first, "0 visits")
    assert mentions(last, "12 visits")


def test_another_version_of_the_code_cannot_run_rows_again(out, monkeypatch):
    monkeypatch.setattr(verifying, "sources_hash", lambda: "another")
    assert verify(out, 0).faults == []
    verified = verify(out, 2)
    assert (verified.rerun, len(verified.faults)) == (0, 1)


# Queries and tables


def test_a_query_sees_runs_and_points(out, kubesim):
    sql = 'select "meet.raid" as raid, count(*) as n, avg(visits) as visits from runs group by 1'
    done = kubesim("query", str(out), f"{sql} order by 1", "--json")
    rows = json.loads(done.out)
    assert [(row["raid"], row["n"]) for row in rows] == [(0.01, 8), (0.1, 8), (0.3, 8)]
    sql = "select state, sustained_mandiri_share as s from runs where row = 3"
    done = kubesim("query", str(out), sql)
    assert open_sweep(out).run_of(3).state[:40] in done.out.replace("\n", "")
    assert json.loads(kubesim("query", str(out), sql, "--json").out)[0]["s"] is None


@pytest.mark.parametrize(
    ("sql", "data"),
    [
        ("selec 1", "Parser Error"),
        ("select nothing from runs", "Binder Error"),
        ("drop view runs", "SELECT"),
        ("copy (select 1) to 'x.csv'", "SELECT"),
        ("select 1; select 2", "SELECT"),
        ("select * from read_csv('/etc/passwd')", "Permission Error"),
        ("select * from columns_of", "Catalog Error"),
        ("", "SELECT"),
    ],
)
def test_a_query_that_does_not_only_read_is_refused_in_a_line(out, kubesim, sql, data):
    done = kubesim("query", str(out), sql)
    assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)
    assert mentions(done.err, f"query: {data}")


def test_the_table_has_a_line_a_point_with_its_interval(out, kubesim):
    done = kubesim("table", str(out))
    assert done.code == 0
    *lines, command = done.out.splitlines()
    assert max(map(len, lines)) <= 100
    assert command.startswith("  kubesim compare ")
    report = json.loads(kubesim("table", str(out), "--json").out)
    assert [line["factors"]["meet.raid"] for line in report["points"]] == [0.01, 0.1, 0.3] * 2
    assert set(report["points"][0]["outcomes"]) == {outcome.name for outcome in OUTCOMES}
    values = open_sweep(out).rows(["household_income_idr"])["household_income_idr"][:4]
    income = report["points"][0]["outcomes"]["household_income_idr"]
    half = 3.182446305284263 * values.std(ddof=1) / 2
    figures = [np.median(values), values.min(), values.max(), values.mean(), half, 1, 4]
    assert list(income.values()) == pytest.approx(figures)
    nothing = report["points"][0]["outcomes"]["sustained_mandiri_share"]
    assert (nothing["draws"], nothing["median"]) == (0, None)


@pytest.mark.parametrize("lang", LANGS)
def test_the_table_has_the_figures_of_the_json(out, kubesim, lang):
    asked = ("table", str(out), "--outcome", "failed_share", "--outcome", "household_income_idr")
    report = json.loads(kubesim(*asked, "--json").out)
    shown = " ".join(kubesim(*asked, "--lang", lang).out.split())
    for point in report["points"]:
        failed, income = point["outcomes"].values()
        cells = []
        for outcome, scale in ((failed, 100.0), (income, 1e-3)):
            figures = (scale * outcome[end] for end in ("median", "low", "high"))
            cells += [number(x, 0 if x >= 9.95 or x == 0.0 else 1, lang) for x in figures]
        assert "{} ({}–{}) {} ({}–{})".format(*cells) in shown


def test_unknown_outcomes_are_named_with_the_nearest(out, kubesim):
    done = kubesim("table", str(out), "--outcome", "visit")
    assert mentions(done.err, "--outcome visit visits")


def test_a_table_of_one_factor_at_a_time_names_what_is_changed(files, run, kubesim, tmp_path):
    run(files.plan(FACTORS, design='"one-at-a-time"'))
    done = kubesim("table", str(tmp_path / "out"), "--outcome", "visits")
    assert mentions(done.out, "ratio proposed: 0.5")


@pytest.mark.skipif(sys.platform == "win32", reason="has no umask")
@pytest.mark.parametrize("mask", [0o077, 0o002])
def test_who_may_read_and_write_is_as_the_umask_says(files, tmp_path, mask):
    before = os.umask(mask)
    try:
        Sweeping(1, say=lambda _: None).run(files.plan(), tmp_path / "masked")
    finally:
        os.umask(before)
    paths = [path for path in (tmp_path / "masked").rglob("*") if path.is_file()]
    assert {stat.S_IMODE(path.stat().st_mode) for path in paths} == {0o666 & ~mask}


def test_what_a_query_prints_can_all_be_seen(out, kubesim):
    done = kubesim("query", str(out), "select chr(27) || '[2J' as a, 1 as \"b\x1b[31m\"")
    assert done.code == 0, done.err
    assert "\x1b" not in done.out
    assert "\x1b" not in kubesim("query", str(out), 'select "\x1b[2J" from runs').err
