"""A write, fsync or rename fails: the sweep ends in a line, and the same command goes on."""

import errno
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from experiments.store.disk import sha256_of
from experiments.sweeps.chunks import chunk_name
from experiments.sweeps.manifest import read
from tests.faults.conftest import cut
from tests.faults.failing import CALLS, ERRORS
from tests.messages import mentions
from tests.sweeps.conftest import POINT

pytestmark = pytest.mark.skipif(
    sys.platform != "linux" or shutil.which("gcc") is None,
    reason="the shim that makes calls fail needs Linux and gcc",
)


FILES = {"/.tmp", "/chunks/.tmp"}
PLACES = {"write": FILES, "fsync": {*FILES, "", "/chunks"}, "rename": FILES}
"""The manifest and the chunks are written, flushed and renamed, and the folders flushed."""


@pytest.fixture(scope="module")
def shim(tmp_path_factory):
    """The library that makes calls fail."""
    library = tmp_path_factory.mktemp("shim") / "shim.so"
    source = Path(__file__).with_name("shim.c")
    command = ["gcc", "-shared", "-fPIC", "-O1", "-o", str(library), str(source), "-ldl"]
    subprocess.run(command, check=True)
    return str(library)


def python(shim, *arguments, **environment):
    """Return how a module ended that runs with the shim."""
    return subprocess.run(
        [sys.executable, "-m", *map(str, arguments)],
        env={**os.environ, "LD_PRELOAD": shim, **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )


@pytest.fixture(params=["an empty folder", "a damaged sweep"])
def begun(request, run, plan, tmp_path):
    """What is there before the sweep."""
    folder = tmp_path / "begun"
    folder.mkdir()
    if request.param == "a damaged sweep":
        run(plan, "begun")
        cut(next((folder / "chunks").iterdir()), -1)
        cut(folder / "manifest.json", -1)
    return folder


def test_whatever_call_fails_nothing_is_lost(shim, begun, file, digest, tmp_path, kubesim):
    done = python(shim, "tests.faults.failing", file, begun, tmp_path.resolve())
    sweeps = list(map(json.loads, done.stdout.splitlines()))
    failed = [sweep for sweep in sweeps if sweep["where"]]
    undisturbed = [sweep for sweep in sweeps if not sweep["where"]]
    assert (done.returncode, len(undisturbed)) == (0, len(CALLS) * len(ERRORS)), done.stderr
    for sweep in undisturbed:
        assert (sweep["code"], read(Path(sweep["out"]))["digest"]) == (0, digest)
    for call in CALLS:
        assert places(sweep for sweep in failed if call in sweep["out"]) >= PLACES[call]
    for sweep in failed:
        out = Path(sweep["out"])
        assert sweep["code"] == 2, sweep
        check_said(sweep["said"], sweep["error"])
        check_whole(out, begun)
        resumed = kubesim("sweep", file, "--out", str(out), "--workers", "1", *POINT, "--json")
        assert json.loads(resumed.out)["digest"] == digest, sweep
        assert not list(out.rglob("*.tmp"))


def places(sweeps):
    """Return on which files and folders calls failed, as a pattern of their paths."""
    paths = (sweep["where"].removeprefix(sweep["out"]) for sweep in sweeps)
    return {re.sub(r"\.\w+\.tmp$", ".tmp", path) for path in paths}


def check_said(said, error):
    """Check that one line says what happened, at the end."""
    why = os.strerror(error)
    *before, last = said.splitlines()
    assert mentions(last, why)
    assert all("set-aside" in line or line.split()[0] in {"2", "1", "runs"} for line in before)


def check_whole(out, begun):
    """Check that what a sweep left is whole, but for damage that was there before."""
    damaged = {path.name for path in begun.rglob("*") if path.is_file()}
    for path in (out / "chunks").iterdir():
        assert path.name == chunk_name(sha256_of(path)) or path.name in damaged
    manifest = out / "manifest.json"
    if manifest.exists() and manifest.name not in damaged:
        assert read(out)["counts"]["rows"] == 2


def test_a_call_that_fails_in_a_worker_is_told_by_the_command(
    shim, file, digest, tmp_path, kubesim
):
    out = tmp_path.resolve() / "out"
    fault = {
        "FAULT_CALL": "write",
        "FAULT_AT": "2",
        "FAULT_ERRNO": str(errno.ENOSPC),
        "FAULT_FOLDER": str(out / "chunks"),
        "FAULT_NOTE": str(tmp_path / "note"),
    }
    command = ("sweep", file, "--out", out, "--workers", "2", *POINT)
    done = python(shim, "experiments.cli", *command, **fault)
    assert done.returncode == 2
    check_said(done.stderr, errno.ENOSPC)
    resumed = kubesim("sweep", file, "--out", str(out), "--workers", "1", *POINT, "--json")
    assert json.loads(resumed.out)["digest"] == digest
