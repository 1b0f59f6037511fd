"""Sweeps: the same table whatever the workers, the chunks and the interruptions."""

import json
import os
import re
import subprocess
import sys
import time

import duckdb
import pytest

from experiments.common.outcomes import BY_NAME
from experiments.store.disk import locked
from experiments.store.workers import TaskError, run_all
from experiments.sweeps import sweeping
from experiments.sweeps.sweeping import Sweeping
from sim.inputs.strict import InputError
from tests.messages import mentions
from tests.sweeps.conftest import FACTORS, SHARES
from tests.sweeps.jobs import die_once, double


def digest_of(swept):
    return swept.sweep.digest


def test_chunks_and_workers_do_not_matter(files, run):
    plan = files.plan()
    digests = {
        digest_of(run(plan, "whole")),
        digest_of(run(plan, "two", workers=2, chunk_rows=7)),
    }
    assert len(digests) == 1
    assert digest_of(run(files.plan(seed="2"), "other")) not in digests


def test_a_finished_sweep_runs_nothing_and_changes_no_byte(files, run, tmp_path):
    first = run(files.plan())
    before = {path: path.read_bytes() for path in (tmp_path / "out").rglob("*.*")}
    again = run(files.plan())
    assert (first.run, first.there, again.run, again.there) == (24, 0, 0, 24)
    assert {path: path.read_bytes() for path in (tmp_path / "out").rglob("*.*")} == before


def test_a_widened_sweep_runs_only_what_is_missing(files, run):
    run(files.plan(SHARES))
    wider = files.plan(FACTORS.replace("0.01,", "0.01, 0.021,"), replications="6")
    swept = run(wider)
    raid = wider.scenario.values().meet.raid
    assert raid == 0.021
    assert (swept.run, swept.there) == (8 * 6 - 8, 8)
    assert digest_of(swept) == digest_of(run(wider, "fresh"))


def test_a_narrowed_sweep_keeps_what_it_does_not_need(files, run):
    wide = digest_of(run(files.plan(), chunk_rows=4))
    narrower = files.plan(FACTORS.replace("0.01, ", ""), replications="2")
    narrow = run(narrower)
    assert (narrow.run, narrow.spare_chunks) == (0, 2)
    assert digest_of(narrow) == digest_of(run(narrower, "fresh"))
    again = run(files.plan())
    assert (again.run, digest_of(again)) == (0, wide)


def test_another_version_of_the_code_runs_everything_again(files, run, monkeypatch):
    first = run(files.plan(), chunk_rows=24)
    monkeypatch.setattr(sweeping, "sources_hash", lambda: "another")
    again = run(files.plan())
    assert (again.run, again.spare_chunks) == (24, 1)
    assert again.sweep.manifest["hashes"]["code"] == "another"
    assert digest_of(again) == digest_of(first)


def test_points_that_say_the_same_are_run_once(files, run):
    plan = files.plan('[[factors]]\nname = "policy"\nvalues = ["none", "visits-monthly"]\n')
    swept = run(plan)
    states = swept.sweep.rows(["state"])["state"]
    assert (swept.run, len(swept.sweep)) == (4, 8)
    assert list(states[:4]) == list(states[4:])


def test_the_manifest_and_the_chunks_say_what_they_are(files, run, tmp_path):
    run(files.plan(), chunk_rows=10)
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text())
    assert manifest["counts"]["rows"] == 24
    assert len(manifest["chunks"]) == manifest["counts"]["chunks"] == 3
    assert manifest["spec"]["factors"][1]["name"] == "meet.raid"
    assert {"python", "numba", "duckdb", "kubesim"} <= manifest["versions"].keys()
    path = tmp_path / "out" / "chunks" / next(iter(manifest["chunks"]))
    sql = "SELECT decode(key), decode(value) FROM parquet_kv_metadata(?)"
    with duckdb.connect() as connection:
        said = dict(connection.execute(sql, [str(path)]).fetchall())
        codec = "SELECT DISTINCT compression FROM parquet_metadata(?)"
        assert connection.execute(codec, [str(path)]).fetchall() == [("ZSTD",)]
    assert said["schema"] == "2"
    assert (said["spec"], said["code"]) == (manifest["hashes"]["spec"], manifest["hashes"]["code"])
    assert json.loads(said["units"])["mandiri_share"] == BY_NAME["mandiri_share"].unit


def test_a_folder_is_for_one_sweep_at_a_time(files, run, tmp_path):
    run(files.plan())
    with locked(tmp_path / "out", "sweep"), pytest.raises(InputError, match="out: "):
        run(files.plan())
    assert run(files.plan()).run == 0
    with pytest.raises(InputError, match="small.* other"):
        run(files.plan(name='"other"'))


def test_a_folder_with_other_files_is_refused_and_left_as_it_is(files, run, tmp_path):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "thesis.docx").write_text("")
    with pytest.raises(InputError, match="thesis"):
        run(files.plan())
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["thesis.docx"]


def test_a_sweep_over_the_budget_is_refused_before_anything_is_made(files, run, tmp_path, kubesim):
    file = files.write(files.text(replications="1_000_000"))
    done = kubesim("sweep", file, "--out", "large", "--workers", "1")
    assert done.code == 2
    assert mentions(done.err, "10 min --yes")
    assert not (tmp_path / "large").exists()


def test_the_command_tells_what_it_did(files, kubesim):
    file = files.write(files.text())
    done = kubesim("sweep", file, "--out", "out", "--workers", "1", "--json")
    report = json.loads(done.out)
    assert (done.code, report["rows"], report["run"], report["reused"]) == (0, 24, 24, 0)
    assert mentions(done.err, "24")
    done = kubesim("sweep", file, "--out", "out", "--workers", "1")
    head = done.out.partition("\n\n")[0]
    assert mentions(head, f"out 6 4 24 posterior {report['digest']}")
    assert re.search(r"\b4\b.*posterior", head.partition("\n")[2])  # of all draws, those run
    done = kubesim("sweep", file, "--workers", "0")
    assert (done.code, done.err.count("\n")) == (2, 1)
    assert mentions(done.err, "--workers 0 1")


# Workers


def test_a_task_whose_worker_is_killed_is_run_again(tmp_path):
    paths = [tmp_path / name for name in "abc"]
    assert sorted(run_all(die_once, paths, 2)) == [(path, "done") for path in paths]


def test_workers_that_die_again_and_again_end_it_in_words():
    with pytest.raises(TaskError, match=r"\b4\b"):
        dict(run_all(double, [1, "die"], 2))


def test_a_task_that_cannot_be_done_ends_it_in_words():
    with pytest.raises(TaskError, match="no"):
        list(run_all(double, ["fail", 1, 2], 2))


def test_workers_die_with_their_parent(tmp_path):

    script = (
        "import sys; from pathlib import Path; from tests.sweeps.jobs import slow; "
        "from experiments.store.workers import run_all; "
        "list(run_all(slow, [Path(sys.argv[1])] * 2, 2))"
    )
    parent = subprocess.Popen([sys.executable, "-c", script, str(tmp_path)])
    while len(list(tmp_path.glob("*.pid"))) < 2:
        time.sleep(0.05)
    parent.kill()
    parent.wait()
    deadline = time.monotonic() + 10
    pids = [int(path.stem) for path in tmp_path.glob("*.pid")]
    while any(map(alive, pids)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not any(map(alive, pids))


def alive(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_ctrl_c_stops_soon_and_keeps_what_is_done(files, run, tmp_path, lines):
    plan = files.plan()

    def interrupt(rows):
        raise KeyboardInterrupt

    swept = Sweeping(2, begin=lambda _: interrupt, chunk_rows=3)
    with pytest.raises(KeyboardInterrupt):
        swept.run(plan, tmp_path / "out")
    again = run(plan)
    assert again.there >= 3
    assert digest_of(again) == digest_of(run(plan, "whole"))
