"""A Dask cluster on this machine: a scheduler and workers, each a process of its own."""

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

import pytest

from experiments.sweeps.plan import load_plan
from experiments.sweeps.sweeping import Sweeping
from tests.conftest import SMALL

ROOT = Path(__file__).parents[2]
SECONDS = 60
SWEEP = """
name = "small"
title = "Visits"
scenario = "./small.toml"
design = "full"
replications = 40
[[factors]]
name = "visits_per_month"
values = [0.0, 1.0, 2.0, 4.0]
"""


class Process(NamedTuple):
    """A process, and the file that holds what it says."""

    popen: subprocess.Popen[bytes]
    log: Path


class Running:
    """The processes of one cluster."""

    def __init__(self, folder: Path, **environment: str) -> None:
        self.folder = folder
        self.environment = environment
        self.processes: list[Process] = []
        self.workers: list[Process] = []
        self.scheduler = self._start("scheduler", "--host", "127.0.0.1", "--port", "0")
        self.address = self._said(self.scheduler, r"Scheduler at:\s+(tcp://127\.0\.0\.1:\d+)")

    def _start(self, what: str, *options: str, code: Path = ROOT) -> Process:
        command = (sys.executable, "-m", f"distributed.cli.dask_{what}", "--no-dashboard")
        environment = {
            **os.environ,
            "PYTHONPATH": str(code),
            "PYTHONWARNINGS": "default",
            **self.environment,
        }
        path = self.folder / f"{what}-{len(self.processes)}"
        with path.open("w") as log:
            process = subprocess.Popen(
                (*command, *options),
                cwd=self.folder,
                env=environment,
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        self.processes.append(Process(process, path))
        return self.processes[-1]

    def _said(self, process: Process, pattern: str) -> str:
        until = time.monotonic() + SECONDS
        while time.monotonic() < until:
            said = re.search(pattern, process.log.read_text())
            if said:
                return said[1]
            assert process.popen.poll() is None, process.log.read_text()
            time.sleep(0.05)
        raise AssertionError(process.log.read_text())

    def worker(self, code: Path = ROOT) -> str:
        """Start a worker that runs the code in a folder; return its address when it is there."""
        options = (self.address, "--nthreads", "1", "--no-nanny", "--host", "127.0.0.1")
        process = self._start("worker", *options, code=code)
        self._said(process, r"(Registered to:)")
        self.workers.append(process)
        return self._said(process, r"Start worker at:\s+(tcp://\S+)")

    def stop(self) -> None:
        for process, _ in reversed(self.processes):
            process.send_signal(signal.SIGKILL)
            process.wait()


@pytest.fixture
def scheduler(tmp_path):
    """A cluster without workers, which gives a task up when one worker has died of it."""
    pytest.importorskip("distributed")
    folder = tmp_path / "cluster"
    folder.mkdir()
    running = Running(folder, DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES="0")
    try:
        yield running
    finally:
        running.stop()


@pytest.fixture
def cluster(tmp_path):
    """A cluster with a scheduler and two workers."""
    pytest.importorskip("distributed")
    folder = tmp_path / "cluster"
    folder.mkdir()
    running = Running(folder)
    try:
        running.worker()
        running.worker()
        yield running
    finally:
        running.stop()


@pytest.fixture
def sweep_file(tmp_path):
    (tmp_path / "small.toml").write_text(SMALL)
    path = tmp_path / "sweep.toml"
    path.write_text(SWEEP)
    return path


@pytest.fixture
def long_sweep(sweep_file, tmp_path):
    """Return a function that starts the command on a sweep of minutes, and waits for a chunk."""
    text = sweep_file.read_text().replace("replications = 40", "replications = 200000")
    sweep_file.write_text(text)
    chunks = tmp_path / "out" / "chunks"

    def started(address):
        command = [
            sys.executable, "-m", "experiments.cli", "sweep", str(sweep_file),
            "--parameters", "point", "--out", str(chunks.parent), "--yes", "--scheduler", address,
        ]  # fmt: skip
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        process = subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True)
        while process.poll() is None and not list(chunks.glob("*.parquet")):
            time.sleep(0.05)
        return process

    return started


@pytest.fixture
def plan(sweep_file):
    return load_plan(str(sweep_file))


@pytest.fixture
def digest(plan, tmp_path):
    """The digest of the sweep as it is run here."""
    return Sweeping(1, say=lambda line: None).run(plan, tmp_path / "here").sweep.digest


@pytest.fixture
def lines():
    """What was said on the way."""
    return []
