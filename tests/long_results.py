"""Runs all long tests and keeps what came out, with a hash of the sources: `make check-long`.

The file is committed. `tests/test_long_results.py` fails when the sources are others by now.
"""

import datetime
import hashlib
import json
import os
import platform
import sys
import time
from pathlib import Path

import pytest

from experiments.common.files import save_all

ROOT = Path(__file__).parents[1]
SOURCES = ("sim", "experiments", "scenarios")
"""What the long tests exercise; a change of a test or a page asks for no new results."""
SUFFIXES = {".py", ".toml", ".csv"}
FILE = Path("results", "reference", "check-long.json")


def sources_hash(root: Path) -> str:
    """Return a hash of all sources, by path and content."""
    digest = hashlib.sha256()
    paths = {path.relative_to(root).as_posix() for it in SOURCES for path in (root / it).rglob("*")}
    for name in sorted(name for name in paths if Path(name).suffix in SUFFIXES):
        digest.update(f"{name}\0".encode())
        digest.update(hashlib.sha256((root / name).read_bytes()).digest())
    return digest.hexdigest()


def why_stale(root: Path) -> str:
    """Return why the long tests have to be run again; empty when they need not."""
    path = root / FILE
    if not path.exists():
        return f"{FILE}: is missing; run `make check-long`, which makes it"
    kept = json.loads(path.read_bytes())
    if kept["sources"] == sources_hash(root):
        return ""
    what = f"{', '.join(SOURCES)} changed since the long tests passed on {kept['date']}"
    return f"{FILE}: {what}; run `make check-long`, and commit the file with the change"


class Outcomes:
    """A plugin of pytest that collects outcome and seconds of every test."""

    def __init__(self) -> None:
        self.tests: dict[str, dict[str, str | float]] = {}

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        before = self.tests.get(report.nodeid, {"outcome": "passed", "seconds": 0.0})
        outcome = before["outcome"] if report.outcome == "passed" else report.outcome
        seconds = round(float(before["seconds"]) + report.duration, 2)
        self.tests[report.nodeid] = {"outcome": outcome, "seconds": seconds}


def main(root: Path = ROOT) -> int:
    """Run all long tests; save the results when every one of them passed."""
    os.environ.pop("PYTEST_ADDOPTS", None)
    outcomes, sources, start = Outcomes(), sources_hash(root), time.monotonic()
    code = int(pytest.main([str(root / "tests"), "-m", "long"], plugins=[outcomes]))
    if code or any(test["outcome"] != "passed" for test in outcomes.tests.values()):
        print(f"{FILE}: not saved, for not every long test passed")
        return code
    results = {
        "date": datetime.datetime.now(datetime.UTC).date().isoformat(),
        "seconds": round(time.monotonic() - start),
        "python": platform.python_version(),
        "sources": sources,
        "tests": outcomes.tests,
    }
    save_all((root / FILE).parent, {FILE.name: json.dumps(results, indent=1).encode() + b"\n"})
    print(f"saved {FILE}")
    return code


if __name__ == "__main__":
    sys.exit(main())
