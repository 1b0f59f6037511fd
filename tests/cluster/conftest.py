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

    it: subprocess.Popen[bytes]
    log: Path


class Running:
    """The processes of one cluster."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.processes: list[Process] = []
        self.workers: list[Process] = []
        self.scheduler = self._start("scheduler", "--host", "127.0.0.1", "--port", "0")
        self.address = self._said(self.scheduler, r"Scheduler at:\s+(tcp://127\.0\.0\.1:\d+)")

    def _start(self, what: str, *options: str) -> Process:
        command = (sys.executable, "-m", f"distributed.cli.dask_{what}", "--no-dashboard")
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "default"}
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
            found = re.search(pattern, process.log.read_text())
            if found:
                return found[1]
            assert process.it.poll() is None, process.log.read_text()
            time.sleep(0.05)
        raise AssertionError(process.log.read_text())

    def worker(self) -> Process:
        """Start a worker and wait until it has registered."""
        options = (self.address, "--nthreads", "1", "--no-nanny", "--host", "127.0.0.1")
        process = self._start("worker", *options)
        self._said(process, r"(Registered to:)")
        self.workers.append(process)
        return process

    def stop(self) -> None:
        for process, _ in reversed(self.processes):
            process.send_signal(signal.SIGKILL)
            process.wait()


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
