"""The long tests passed on the sources that are here; what came out is kept only then."""

import json
import subprocess
import sys

import pytest

from tests.long_results import FILE, ROOT, why_stale

PROJECT = '[tool.pytest.ini_options]\nmarkers = ["long: takes minutes"]\n'
TESTS = """
import pytest

@pytest.mark.long
def test_long():
    {}

def test_quick():
    raise AssertionError("is not run")
"""
RUN = "import sys, pathlib, tests.long_results as it; sys.exit(it.main(pathlib.Path(sys.argv[1])))"


def test_the_long_tests_passed_on_these_sources():
    if why := why_stale(ROOT):
        pytest.fail(why, pytrace=False)


@pytest.fixture
def root(tmp_path):
    """A project with a source, a long and a quick test."""
    (tmp_path / "pyproject.toml").write_text(PROJECT)
    for folder in ("sim", "tests"):
        (tmp_path / folder).mkdir()
    (tmp_path / "sim" / "rule.py").write_text("RATE = 1\n")
    return tmp_path


def check_long(root, body):
    """Run its long tests; return how that ended."""
    (root / "tests" / "test_all.py").write_text(TESTS.format(body))
    command = [sys.executable, "-c", RUN, str(root)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def test_results_are_kept_until_a_source_changes(root):
    assert why_stale(root) == f"{FILE}: is missing; run `make check-long`, which makes it"
    assert check_long(root, "pass").returncode == 0
    kept = json.loads((root / FILE).read_text())
    assert {name: test["outcome"] for name, test in kept["tests"].items()} == {
        "tests/test_all.py::test_long": "passed"
    }
    assert not why_stale(root)
    (root / "sim" / "notes.md").write_text("no source")
    assert not why_stale(root)
    (root / "sim" / "rule.py").write_text("RATE = 2\n")
    why = f"{FILE}: sim, experiments, scenarios changed since the long tests passed on "
    assert why_stale(root).startswith(why + kept["date"])
    assert "run `make check-long`" in why_stale(root)


@pytest.mark.parametrize(("body", "code"), [("assert False", 1), ("pytest.skip('no gcc')", 0)])
def test_results_are_kept_only_of_tests_that_all_passed(root, body, code):
    done = check_long(root, body)
    assert done.returncode == code
    assert f"{FILE}: not saved, for not every long test passed" in done.stdout
    assert not (root / FILE).exists()
