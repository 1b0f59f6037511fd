"""Windows and macOS, of which no machine is at hand: what would break there, faked where it can be.

Read file by file, and mended: `store/disk.py` (a flag of `open` that Windows lacks; locks by
`msvcrt`), `common/files.py` (a file is not replaced while somebody reads it; names of devices;
folders cannot be flushed), `store/workers.py` (at most 63 pipes are waited for; no masks of
signals; processes are always spawned), `sweeps/verifying.py` (what a file manager leaves in a
folder), `ensemble/code_cache.py` (homes of caches, rights), `commands/surroundings.py` (no
`resource`; a pipe that nobody reads), `.gitattributes` (line ends, on which hashes depend).
"""

import errno
import importlib
import multiprocessing
import os
import re
import signal
import subprocess
import sys
import time
import types
from pathlib import Path

import pytest

from experiments.commands import surroundings
from experiments.common import files
from experiments.store import disk, workers
from experiments.sweeps.verifying import check_ours
from sim.ensemble import code_cache
from sim.inputs.strict import InputError, read_toml

ROOT = Path(__file__).parents[2]


@pytest.fixture
def windows(monkeypatch):
    """Let Python say that this is Windows, whose flags, rights and modules it lacks."""
    monkeypatch.setattr(sys, "platform", "win32")
    for name in ("O_CLOEXEC", "geteuid", "sched_getaffinity"):
        monkeypatch.delattr(os, name, raising=False)
    monkeypatch.setattr(time, "sleep", lambda _: None)


@pytest.fixture
def busy(monkeypatch):
    """Return a function: so often a file cannot be replaced, because somebody reads it."""
    replace = Path.replace

    def busy(times):
        left = [times]

        def refused(path, target):
            left[0] -= 1
            if left[0] >= 0:
                raise PermissionError(errno.EACCES, "in use")
            return replace(path, target)

        monkeypatch.setattr(Path, "replace", refused)

    return busy


def test_a_file_that_is_read_is_replaced_a_moment_later(windows, busy, tmp_path):
    busy(3)
    files.save(tmp_path / "a.json", b"1")
    busy(3)
    files.save_all(tmp_path, {"b.json": b"2"})
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.json", "b.json"]


def test_a_file_that_stays_in_use_is_refused_in_a_line(windows, busy, tmp_path):
    busy(1_000)
    with pytest.raises(InputError):
        files.save_all(tmp_path, {"b.json": b"2"})
    assert list(tmp_path.iterdir()) == []


def test_a_folder_is_locked_by_the_means_of_windows(windows, monkeypatch, tmp_path):
    held: set[int] = set()

    def locking(handle, mode, length):
        if held:
            raise OSError(errno.EACCES, "locked")
        held.add(handle)

    monkeypatch.setitem(sys.modules, "msvcrt", types.SimpleNamespace(locking=locking, LK_NBLCK=2))
    again = importlib.reload(disk)
    monkeypatch.setattr(again, "PATIENCE_SECONDS", 0.0)
    try:
        first = again.locked(tmp_path, "sweep")
        with first, pytest.raises(InputError), again.locked(tmp_path, "sweep"):
            pass
    finally:
        monkeypatch.undo()
        importlib.reload(disk)


@pytest.mark.parametrize("name", ["con", "NUL", "aux", "Com1", "lpt9"])
def test_no_folder_has_the_name_of_a_device(name, kubesim):
    assert not files.is_reserved(files.folder_name(name))
    assert files.is_reserved(f"{name}.toml")
    assert files.folder_name(f"{name}-none") == f"{name}-none"
    done = kubesim("new", name.lower())
    assert (done.code, len(done.err.splitlines())) == (2, 1)


@pytest.mark.parametrize("name", [".DS_Store", "Thumbs.db", "desktop.ini"])
def test_what_a_file_manager_leaves_in_a_sweep_is_passed_over(tmp_path, name):
    (tmp_path / "chunks").mkdir()
    for folder in (tmp_path, tmp_path / "chunks"):
        (folder / name).write_bytes(b"\0")
    check_ours(tmp_path)


def test_windows_waits_for_few_workers():
    before = "import multiprocessing.connection, sys; sys.platform = 'win32'"
    code = f"{before}; import experiments.store.workers as w"
    done = subprocess.run(
        (sys.executable, "-c", f"{code}; print(w.WORKERS_MOST)"),
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert int(done.stdout) < 63


def test_processes_are_spawned_everywhere():
    assert workers._CONTEXT.get_start_method() == "spawn"
    assert multiprocessing.get_all_start_methods()


def test_workers_start_without_masks_of_signals(windows, monkeypatch):
    monkeypatch.delattr(signal, "pthread_sigmask", raising=False)
    with workers._without_interrupts():
        pass
    assert workers.cores() >= 1


@pytest.mark.parametrize(
    ("system", "variable", "inside"),
    [("win32", "LOCALAPPDATA", ""), ("darwin", "HOME", "Library/Caches")],
)
def test_compiled_code_is_kept_where_the_system_keeps_caches(
    monkeypatch, tmp_path, system, variable, inside
):
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.setenv(variable, str(tmp_path))
    monkeypatch.setattr(sys, "platform", system)
    assert code_cache._cache_folder().is_relative_to(tmp_path / inside)


def test_a_reader_who_has_gone_is_known_on_windows_too(windows):
    assert surroundings._is_unread(OSError(errno.EINVAL, "pipe"))


def test_without_limits_of_memory_none_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "resource", None)
    assert surroundings._limit() == ""


def test_line_ends_of_windows_are_read(tmp_path):
    (tmp_path / "a.toml").write_bytes(b'a = 1\r\nb = """x\r\ny"""\r\n')
    assert read_toml(tmp_path / "a.toml") == {"a": 1, "b": "x\ny"}


def test_sources_have_the_same_line_ends_everywhere():
    assert re.search(r"^\* text=auto eol=lf$", (ROOT / ".gitattributes").read_text(), re.MULTILINE)


def test_no_two_files_that_ship_differ_in_capitals_alone():
    for folder in ("sim", "experiments", "scenarios", "results", "docs", "tests"):
        paths = [str(path.relative_to(ROOT)).lower() for path in (ROOT / folder).rglob("*")]
        assert len(paths) == len(set(paths))
        names = {Path(path).name for path in paths}
        assert not any(map(files.is_reserved, names))
