"""Bytes that are lost or changed are found, set aside and made again, before and after sealing."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from itertools import islice

import pytest

from experiments.store.workers import run_all
from experiments.sweeps.stored_sweep import open_sweep
from experiments.sweeps.sweeping import Sweeping
from experiments.sweeps.verifying import verify
from sim.inputs.strict import InputError
from tests.faults.conftest import cut, flip
from tests.messages import mentions
from tests.sweeps.conftest import POINT, SHARES

DAMAGES = [
    *((cut, end) for end in (0, 100, -1)),
    *((flip, at) for at in (0, 0.2, 0.4, 0.6, 0.8, -6, -1)),
]


@pytest.fixture(params=["before sealing", "after sealing"])
def begun(request, run, plan, tmp_path):
    """A sweep with all its chunks."""
    folder = tmp_path / "begun"
    if request.param == "after sealing":
        run(plan, "begun")
        return folder

    def stop_at_the_end(rows):
        if rows == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        Sweeping(1, begin=lambda _: stop_at_the_end).run(plan, folder)
    return folder


@pytest.mark.parametrize(("pattern", "rows"), [("chunks/*.parquet", 1), ("manifest.json", 0)])
def test_damage_is_found_set_aside_and_mended(
    begun, run, plan, digest, lines, tmp_path, pattern, rows
):
    for number, (how, where) in enumerate(DAMAGES):
        out = tmp_path / f"{number} {how.__name__} {where}"
        shutil.copytree(begun, out)
        path = next(out.glob(pattern))
        how(path, where)
        content = path.read_bytes()
        with pytest.raises(InputError, match=path.name):
            open_sweep(out, partly=True)
        swept = run(plan, out)
        assert (swept.run, swept.sweep.digest) == (rows, digest), out
        assert [aside.read_bytes() for aside in (out / "set-aside").iterdir()] == [content]
        said = lines.pop()
        assert mentions(said, f"{path.name} set-aside")
        assert not lines
        assert verify(out, 2).faults == []


def test_what_was_being_written_is_swept_up(begun, run, plan, digest):
    for name in (".a.tmp", "chunks/.b.tmp"):
        shutil.copy(next((begun / "chunks").iterdir()), begun / name)
    swept = run(plan, "begun")
    assert (swept.run, swept.sweep.digest) == (0, digest)
    assert not list(begun.rglob("*.tmp"))


def test_a_sweep_that_lacks_a_row_is_not_sealed(run, plan, digest, tmp_path):
    one_alone = Sweeping(
        1, say=lambda line: None, run_all=lambda *given: islice(run_all(*given), 1)
    )
    with pytest.raises(InputError, match=r"out: 1 \w+ 2"):
        one_alone.run(plan, tmp_path / "out")
    assert run(plan).sweep.digest == digest


@pytest.mark.skipif(sys.platform == "win32", reason="Windows stops no process")
def test_of_two_sweeps_into_one_folder_the_second_is_refused(files, run, tmp_path, kubesim):
    plan = files.plan(SHARES, replications="100")
    file, out = str(files.folder / "small.toml"), tmp_path / "out"
    command = [sys.executable, "-m", "experiments.cli", "sweep", file, "--out", str(out), *POINT]
    command.append("--json")
    first = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    while not (out / "manifest.json").exists():
        time.sleep(0.001)
    os.kill(first.pid, signal.SIGSTOP)
    second = kubesim("sweep", file, "--out", str(out), *POINT)
    os.kill(first.pid, signal.SIGCONT)
    assert (second.code, second.err.count("\n")) == (2, 1)
    assert mentions(second.err, f"{out}: --out")
    report = json.loads(first.communicate()[0])
    assert report["digest"] == run(plan, "undisturbed").sweep.digest
