"""Closed and full streams, few files, little memory, a foreign environment: a line, and no more."""

import os
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from experiments import cli
from experiments.commands import surroundings
from experiments.common.database import opened
from experiments.common.uncertainty import uncertainty
from experiments.store.workers import TaskError, run_all
from tests.messages import mentions

ROOT = Path(__file__).parents[2]
LIMITED = """
import re, resource, sys
from pathlib import Path
import experiments.runs.runner
from experiments.cli import main
from sim.ensemble.machine_code import load_engine
load_engine()
used = int(re.search(r"VmSize:\\s+([0-9]+)", Path("/proc/self/status").read_text())[1])
resource.setrlimit(resource.RLIMIT_AS, (1024 * (used + int(sys.argv.pop(1))),) * 2)
main()
"""
"""The command line, with so many kB more than what it takes once its libraries are loaded."""
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="has no /dev/full and no ulimit")


@pytest.fixture
def shell(tmp_path):
    """Return a function that runs a line in which KUBESIM is the command; its code and streams."""

    def run(line, **environment):
        command = f"{sys.executable} -m experiments.cli"
        return subprocess.run(
            ("bash", "-c", line.replace("KUBESIM", command)),
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    return run


@pytest.mark.parametrize("command", ["scenarios --json", "--help", "--version"])
@pytest.mark.parametrize("to", [">/dev/full", ">&-"])
def test_output_that_cannot_be_written_is_a_line_and_no_success(shell, command, to):
    done = shell(f"KUBESIM {command} {to}")
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize("to", ["2>/dev/full", "2>&-", "2>&- <&-"])
def test_work_goes_on_where_nobody_reads_messages(shell, small, to):
    plain = shell(f"KUBESIM run {small} --runs 2 --json")
    done = shell(f"KUBESIM run {small} --runs 2 --json {to}")
    assert (done.returncode, done.stdout) == (0, plain.stdout)
    assert shell(f"KUBESIM check ./nowhere.toml {to}").returncode == 2


def test_a_reader_who_has_gone_is_no_fault(shell):
    done = shell("KUBESIM scenarios --json | true")
    assert done.stderr == ""


def test_few_files_are_said(shell, small):
    done = shell(f"ulimit -n 6; KUBESIM run {small} --runs 2 --out out")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert mentions(done.stderr, "ulimit -n")


@pytest.mark.parametrize("more_kb", [0, 4_000])
def test_little_memory_is_said_as_such(more_kb, small):
    command = [sys.executable, "-c", LIMITED, str(more_kb), "run", small, "--runs", "2", "--json"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
    assert mentions(done.stderr, "memory")
    assert "posterior" not in done.stderr


def test_too_little_memory_for_a_table_says_nothing_of_the_table(tmp_path, monkeypatch):
    class Small:
        def __enter__(self):
            raise duckdb.OutOfMemoryException("64 bytes")

        def __exit__(self, *_):
            return None

    monkeypatch.setattr(duckdb, "connect", lambda **_: Small())
    with pytest.raises(MemoryError), opened([tmp_path / "a.parquet"]):
        pass
    with pytest.raises(MemoryError):
        uncertainty.__wrapped__("posterior")


def hungry(task):
    raise MemoryError


def test_a_worker_without_memory_ends_the_work_in_a_line():
    with pytest.raises(TaskError, match="memory"):
        list(run_all(hungry, [1, 2], 2))


@pytest.mark.parametrize("threads", ["0", "-1", "x", ""])
def test_a_wrong_number_of_threads_is_refused(shell, threads):
    done = shell("KUBESIM scenarios", NUMBA_NUM_THREADS=threads)
    assert (done.returncode, done.stdout) == (2, "")
    assert mentions(done.stderr, f"NUMBA_NUM_THREADS={threads}")


@pytest.mark.parametrize("threads", ["1", "16"])
def test_a_number_of_threads_is_taken(threads):
    assert surroundings.wrong_threads({"NUMBA_NUM_THREADS": threads}) is None


def test_windows_of_others_are_not_asked_for(shell, small):
    done = shell(f"KUBESIM run {small} --runs 2 --out out", MPLBACKEND="nonesuch")
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("error", [MemoryError(), OSError(5, "", "a.toml"), ImportError("b.so")])
def test_what_the_system_denies_is_a_line(monkeypatch, capsys, error):
    def denied(**_):
        raise error

    monkeypatch.setattr(cli, "app", denied)
    with pytest.raises(SystemExit) as end:
        cli.main()
    assert end.value.code == 1
    assert len(capsys.readouterr().err.splitlines()) == 1
