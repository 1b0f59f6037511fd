"""The cache of compiled code is never stale, and does without a place to write to."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from sim.ensemble import code_cache
from sim.ensemble.arguments import NO_PASTS
from sim.ensemble.code_cache import PACKAGE, _cache_home, sources_hash
from sim.ensemble.ensemble import Ensemble
from sim.ensemble.machine_code import run_jobs
from sim.ensemble.room import Room
from tests.worlds import world

ROOT = Path(__file__).parents[2]
WHERE = "from sim.ensemble.code_cache import FOLDER; print(FOLDER)"
OTHERS = """
import numba
from numba.core import types

def of_numba():
    kinds = (types.Type, types.Record, types.NamedTuple, types.Array)
    return numba.config.CACHE_DIR, [vars(kind).get("mangling_args") for kind in kinds]

before = of_numba()
from sim.ensemble.first_compile import compile_engine
assert of_numba() == before
compile_engine()
assert of_numba() == before
print("untouched")
"""
FAILED = """
from sim.ensemble.ensemble import Ensemble
from tests.worlds import world
city = Ensemble(world(6, 40))
print(city.run(city.jobs(4), threads=1).income_real_idr.sum())
"""


def python(code: str, root: Path, cache: str, **more: str) -> str:
    environment = {**os.environ, "PYTHONPATH": str(root), "XDG_CACHE_HOME": cache, **more}
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=environment,
        capture_output=True,
        text=True,
        cwd=root,
        check=True,
    )
    return done.stdout.strip()


@pytest.fixture
def copy(tmp_path):
    """Return a copy of the package, to be changed."""
    root = tmp_path / "copy"
    ignored = shutil.ignore_patterns("__pycache__", "compiled")
    for folder in ("sim", "tests", "scenarios"):
        shutil.copytree(ROOT / folder, root / folder, ignore=ignored)
    shutil.copy(ROOT / "pyproject.toml", root)
    return root


def change_a_rule(root: Path) -> None:
    rule = root / "sim" / "rules" / "live.py"
    text = rule.read_text()
    changed = text.replace("usual_idr * price * (1.0 + ", "usual_idr * price * (2.0 + ")
    assert changed != text
    rule.write_text(changed)


@pytest.mark.parametrize("file", ["rules/basics.py", "phases/meet.py", "money.py"])
def test_every_source_file_counts(copy, file):
    package = copy / "sim"
    before = sources_hash(package)
    assert before == sources_hash(PACKAGE)
    path = package / file
    path.write_text(path.read_text() + "\n# changed\n")
    assert sources_hash(package) != before


def test_a_changed_rule_brings_another_folder(copy, tmp_path):
    before = python(WHERE, copy, str(tmp_path / "cache"))
    change_a_rule(copy)
    after = python(WHERE, copy, str(tmp_path / "cache"))
    assert Path(before).parent == Path(after).parent
    assert before != after


def test_an_unwritable_home_takes_a_temporary_folder(tmp_path):
    file = tmp_path / "file"
    file.touch()
    where = Path(python(WHERE, ROOT, str(file / "cache")))
    assert where.name.startswith("kubesim-compiled-")
    assert not where.exists(), "it goes with the process"


def test_numba_is_as_it_was_for_everybody_else(tmp_path):
    assert python(OTHERS, ROOT, str(tmp_path / "cache")) == "untouched"


@pytest.fixture
def beforehand(tmp_path, monkeypatch):
    """Return the folder of a made-up environment in which code was compiled beforehand."""
    (tmp_path / "user").mkdir()
    monkeypatch.setattr(code_cache, "FOLDER", tmp_path / "user")
    monkeypatch.setattr(code_cache, "PACKAGE", tmp_path)
    folder = code_cache.beforehand(code_cache.levels()[-1])
    folder.mkdir(parents=True)
    (folder / "run_jobs.o").write_bytes(b"code")
    digest = hashlib.sha256(b"code").hexdigest()
    (folder / "code.json").write_text(json.dumps({"run_jobs": ["name", [[1, 8]], digest]}))
    return folder


def test_code_compiled_beforehand_is_taken_on_any_processor_of_its_level(beforehand):
    assert code_cache.is_kept()
    assert code_cache.kept() == {"run_jobs": code_cache.Code("name", [[1, 8]], b"code")}


@pytest.mark.parametrize(
    ("file", "content"),
    [
        ("run_jobs.o", b"cod3"),
        ("run_jobs.o", None),
        ("code.json", None),
        ("code.json", b"[1]"),
        ("code.json", b'{"run_jobs": 1}'),
        ("code.json", b'{"../run_jobs": ["name", [], ""]}'),
        ("code.json", b"\xff"),
    ],
)
def test_damaged_code_is_not_taken(beforehand, file, content):
    (beforehand / file).unlink()
    if content is not None:
        (beforehand / file).write_bytes(content)
    assert not code_cache.kept()


def test_code_that_a_user_keeps_is_taken_where_nothing_was_compiled_beforehand(beforehand):
    codes = {"run_jobs": code_cache.Code("name", [[2, 16]], b"other")}
    code_cache.keep(codes)
    (beforehand / "run_jobs.o").write_bytes(b"cod3")
    assert code_cache.kept() == codes


@pytest.mark.long
def test_the_first_run_compiles_nothing_where_that_was_done_beforehand(copy, tmp_path):
    home = str(tmp_path / "cache")
    python("from sim.ensemble.code_cache import compile_beforehand as c; c()", copy, home)
    kept = "from sim.ensemble.code_cache import is_kept; print(is_kept())"
    assert python(kept, copy, home) == "True"
    assert python(FAILED, copy, home) == python(FAILED, copy, str(tmp_path / "other"))


@pytest.mark.long
def test_a_changed_rule_is_seen_by_the_next_run(copy, tmp_path):
    cache = str(tmp_path / "cache")
    before = python(FAILED, copy, cache)
    assert python(FAILED, copy, cache) == before
    change_a_rule(copy)
    assert float(python(FAILED, copy, cache)) > 1.2 * float(before)


@pytest.mark.long
def test_a_read_only_install_with_an_unwritable_home_runs(copy, tmp_path):
    file = tmp_path / "file"
    file.touch()
    for path in [copy, *copy.rglob("*")]:
        path.chmod(0o555 if path.is_dir() else 0o444)
    try:
        assert float(python(FAILED, copy, str(file / "cache"))) > 0
    finally:
        for path in [copy, *copy.rglob("*")]:
            path.chmod(0o755)


@pytest.mark.parametrize("home", ["", "caches"])
def test_a_cache_home_that_is_not_absolute_is_ignored(home, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", home)
    assert _cache_home().is_absolute()


def test_arrays_of_another_layout_are_refused():
    city = Ensemble(world(2, 14))
    room = Room.for_kubes(city.given.kubes)
    results, work = room.results(city.given, 1, 0, False), room.workspace(city.given)
    jobs = city.jobs(3)
    with pytest.raises(TypeError, match="compiled"):
        run_jobs(city.given, jobs.seed, NO_PASTS, work, results, 0, 1)
    with pytest.raises(TypeError, match="side by side"):
        run_jobs(city.given, jobs[::2], NO_PASTS, work, results, 0, 1)
