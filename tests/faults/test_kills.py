"""SIGKILL at any time, of one process or all: the same command goes on, and loses nothing."""

import contextlib
import multiprocessing
import os
import random
import signal
import subprocess
import sys
import time

import pytest

from experiments.store.disk import locked
from experiments.sweeps.sweeping import Sweeping
from experiments.sweeps.verifying import verify
from tests.sweeps.conftest import SHARES

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")

ROWS = 40
QUICK, LONG = 5, 50


@pytest.fixture
def plan(files):
    """A sweep of so many rows, each to be a chunk."""
    return files.plan(SHARES, replications=f"{ROWS // 2}")


@pytest.mark.parametrize(
    "number",
    [pytest.param(n, marks=() if n < QUICK else pytest.mark.long) for n in range(QUICK + LONG)],
)
def test_a_sweep_killed_at_any_time_goes_on(number, file, plan, run, digest, tmp_path):
    out = tmp_path / "out"
    together, workers = number % 2 == 1, 1 + number // 2 % 2
    command = [sys.executable, "-m", "tests.faults.killed", file, str(out), str(workers)]
    process = subprocess.Popen(command, start_new_session=True)
    wait_for_a_moment(random.Random(number), out, process)
    if together:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    process.kill()
    assert process.wait() in (-signal.SIGKILL, 0)
    swept = run(plan)
    assert swept.run + swept.there == ROWS
    assert swept.sweep.digest == digest
    assert verify(out, 0).faults == []
    if together or workers == 1:
        assert not list(out.rglob("*.tmp"))


def wait_for_a_moment(luck, out, process):
    """Wait until so many chunks are there, and a little longer."""
    chunks = luck.randint(0, ROWS)
    while process.poll() is None:
        if (out / "chunks").exists() and len(list(out.glob("chunks/*.parquet"))) >= chunks:
            break
        time.sleep(0.001)
    time.sleep(luck.uniform(0.0, 0.03))


HOLDS_ON = """
import os, sys, time
from pathlib import Path
from experiments.store.disk import locked

held = locked(Path(sys.argv[1]), "sweep")
held.__enter__()
if os.fork():
    os.kill(os.getpid(), 9)
time.sleep(0.3)
"""
"""A child that is not another program yet has what its parent had opened."""


def test_a_lock_is_waited_for_until_a_worker_that_was_being_started_is_gone(tmp_path):
    assert subprocess.run([sys.executable, "-c", HOLDS_ON, str(tmp_path)], check=False).returncode
    with locked(tmp_path, "sweep"):
        pass


def test_a_sweep_goes_on_without_a_killed_worker(plan, digest, tmp_path):
    killed: list[multiprocessing.process.BaseProcess] = []

    def kill_one(rows):
        if not killed:
            killed.append(multiprocessing.active_children()[0])
            killed[0].kill()

    swept = Sweeping(2, begin=lambda _: kill_one, chunk_rows=1).run(plan, tmp_path / "out")
    assert killed
    assert (swept.run, swept.sweep.digest) == (ROWS, digest)
