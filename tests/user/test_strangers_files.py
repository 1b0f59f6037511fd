"""Files and folders of strangers are read, and nothing of them is ever run."""

import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import duckdb
import matplotlib
import pytest

from experiments.classroom import luck_spread
from experiments.common.uncertainty import FILES, FOLDER, draws_named
from sim.ensemble import code_cache
from sim.inputs.strict import InputError
from tests.messages import mentions
from tests.user.test_nothing_overwritten import SWEEP

ROOT = Path(__file__).parents[2]
MODULES = (
    "multiprocessing", "pickle", "numpy", "sim", "experiments", "numba", "duckdb", "usercustomize",
)  # fmt: skip
SCRIPT = "from experiments.cli import main\nif __name__ == '__main__':\n    main()\n"
"""The installed command: a script that lies elsewhere."""


@pytest.fixture
def wicked(small, tmp_path):
    """A stranger's folder, with a scenario and a sweep, and modules that leave a mark when run."""
    shutil.copy(small, tmp_path / "small.toml")
    (tmp_path / "tiny.toml").write_text(SWEEP)
    for name in MODULES:
        (tmp_path / f"{name}.py").write_text(f"open({str(tmp_path / 'mark')!r}, 'w').close()\n")
    (tmp_path / "matplotlibrc").write_text("text.usetex: True\nbackend: module://numpy\n")
    return tmp_path


@pytest.mark.parametrize(
    "command",
    [
        ("sweep", "./tiny.toml", "--workers", "2", "--out", "swept"),
        ("run", "./small.toml", "--runs", "2", "--out", "out"),
    ],
    ids=["sweep", "run"],
)
def test_nothing_in_the_folder_of_a_command_is_run(wicked, tmp_path_factory, command):
    script = tmp_path_factory.mktemp("bin") / "kubesim.py"
    script.write_text(SCRIPT)
    done = subprocess.run(
        (sys.executable, str(script), *command),
        cwd=wicked,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert not (wicked / "mark").exists()


def test_the_classroom_compiles_elsewhere(wicked, monkeypatch):
    monkeypatch.chdir(wicked)
    monkeypatch.setattr(luck_spread, "is_kept", lambda: False)
    monkeypatch.setattr(luck_spread, "COMPILE", "import sim, experiments, pickle")
    beside = luck_spread.compile_beside()
    assert beside is not None
    assert beside.wait(60) == 0
    assert not (wicked / "mark").exists()


def test_settings_for_pictures_are_not_taken_from_the_folder(wicked, monkeypatch):
    code = "import experiments.common.style, matplotlib as m; print(m.rcParams['text.usetex'])"
    done = subprocess.run(
        (sys.executable, "-P", "-W", "ignore", "-c", code),
        cwd=wicked,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "False"
    assert matplotlib.rcParams["text.usetex"] is False


@pytest.mark.skipif(sys.platform == "win32", reason="has other rights")
def test_compiled_code_is_kept_where_nobody_else_can_write(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    before = os.umask(0)
    try:
        folder = code_cache._cache_folder()
    finally:
        os.umask(before)
    assert folder.is_relative_to(tmp_path)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert code_cache._cache_folder() == folder
    folder.chmod(0o777)
    assert not code_cache._cache_folder().is_relative_to(tmp_path)
    folder.rmdir()
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    folder.symlink_to(elsewhere)
    assert not code_cache._cache_folder().is_relative_to(tmp_path)
    monkeypatch.setattr(os, "geteuid", lambda: 12345)
    folder.unlink()
    assert not code_cache._cache_folder().is_relative_to(tmp_path)


@pytest.fixture
def posterior(tmp_path):
    """Return a function that puts a posterior with other values into a folder; returns it."""

    def forged(replaced, name="forged"):
        folder = tmp_path / name
        folder.mkdir()
        stored = str(FOLDER / FILES["posterior"])
        with duckdb.connect() as connection:
            connection.execute(
                f"COPY (SELECT * REPLACE ({replaced}) FROM read_parquet('{stored}')) "
                f"TO '{tmp_path / 'written'}' (FORMAT parquet)"
            )
        (tmp_path / "written").rename(folder / FILES["posterior"])
        return str(folder)

    return forged


@pytest.mark.parametrize(
    ("replaced", "column"),
    [
        ("9 AS \"structure.consent\"", "structure.consent"),
        ("-1 AS \"structure.consent\"", "structure.consent"),
        ("0.5 AS \"structure.consent\"", "structure.consent"),
        ("1e300 AS \"meet.raid\"", "meet.raid"),
        ("'nan'::DOUBLE AS \"meet.raid\"", "meet.raid"),
        ("NULL::DOUBLE AS \"meet.raid\"", "meet.raid"),
        ("'x' AS \"meet.raid\"", "meet.raid"),
    ],
)  # fmt: skip
def test_a_posterior_with_values_that_nothing_can_be_is_refused(posterior, replaced, column):
    folder = posterior(replaced)
    with pytest.raises(InputError) as refused:
        draws_named(folder)
    (fault,) = refused.value.faults
    assert mentions(fault, f"{FILES['posterior']} {column}")


def test_names_of_a_posterior_and_of_its_folder_are_no_sql(posterior, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    name = "x') TO 'written'; --"
    folder = posterior('0.2 AS "meet.raid"', name)
    assert draws_named(folder).draws["meet.raid"][0] == 0.2
    (tmp_path / "again").mkdir()
    with duckdb.connect() as connection:
        connection.execute(
            'COPY (SELECT 1 AS "a"" FROM runs; COPY (SELECT 42) TO \'written\'; --") '
            f"TO '{tmp_path / 'other'}' (FORMAT parquet)"
        )
    (tmp_path / "other").rename(tmp_path / "again" / FILES["posterior"])
    with pytest.raises(InputError):
        draws_named("again")
    assert not (tmp_path / "written").exists()
