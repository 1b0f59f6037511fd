"""How many small faults of the rules are seen: `python -m tests.mutants --seed 1 --mutants 100`.

A seed draws that many mutants of `sim/rules`. Each is put into a copy of the project and meets the
tests of rules and of the ODD alone, the quickest first: no digest, no baseline, no other engine.
The first test that fails kills it; so does a run that takes `PATIENCE` times as long as all tests
take on the rules as they are. Mutants that no test can tell from the rule are left out:
`equivalent.toml` names each with its reason.

Of the libraries, cosmic-ray 8.7 writes mutants into the tree itself, and neither it nor mutmut 3.8
draws a sample by a seed; mutatest does, and has had no release since 2022.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import repeat
from pathlib import Path
from queue import SimpleQueue
from random import Random
from tempfile import TemporaryDirectory
from time import monotonic

from tests.mutants.mutating import Mutant, mutants_of

ROOT = Path(__file__).parents[2]
RULES = Path("sim", "rules")
COPIED = ("docs", "experiments", "scenarios", "sim", "tests", "pyproject.toml")
EQUIVALENT = Path(__file__).with_name("equivalent.toml")
PATIENCE, LEAST_PATIENCE_S = 10.0, 60.0
ENVIRONMENT = {"PYTHONDONTWRITEBYTECODE": "1", "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
PYTEST = (
    "-m", "pytest", "-x", "-q", "--no-header", "--tb=no", "-p", "no:cacheprovider",
    "-p", "_hypothesis_pytestplugin", "--hypothesis-seed=0",
)  # fmt: skip
"""What is not needed to run the tests is not loaded: that takes as long as the tests."""


def all_mutants() -> list[Mutant]:
    """Return every mutant of the rules, by file and line."""
    files = sorted((ROOT / RULES).glob("*.py"))
    return [
        mutant
        for file in files
        for mutant in mutants_of(file.stem, file.read_text(encoding="utf-8"))
    ]


def unchanged() -> Mutant:
    """Return a mutant that is none."""
    source = (ROOT / RULES / "basics.py").read_text(encoding="utf-8")
    return Mutant("basics", "", 0, "", "", source)


def equivalent() -> dict[str, str]:
    """Return the names of the mutants that no test can see, each with the reason."""
    with EQUIVALENT.open("rb") as file:
        groups = tomllib.load(file)["group"]
    return {name: group["reason"] for group in groups for name in group["mutants"]}


def tests_of_rules() -> list[str]:
    """Return the tests that a mutant meets, the quickest first."""
    unit = sorted((ROOT / "tests" / "unit").glob("test_rules*.py"), reverse=True)
    return [
        "tests/docs/test_odd.py",
        *(f"tests/unit/{path.name}" for path in unit),
        "tests/docs/test_reimplemented_from_odd.py",
    ]


def killer(copy: Path, mutant: Mutant, patience_s: float | None = None) -> str:
    """Return the test that fails on a mutant in a copy of the project, or nothing if all pass."""
    place = copy / RULES / f"{mutant.module}.py"
    before = place.read_text(encoding="utf-8")
    shutil.rmtree(copy / ".hypothesis" / "examples", ignore_errors=True)
    place.write_text(mutant.source, encoding="utf-8")
    try:
        done = subprocess.run(
            [sys.executable, *PYTEST, *tests_of_rules()],
            cwd=copy,
            env={**os.environ, **ENVIRONMENT, "PYTHONPATH": str(copy)},
            capture_output=True,
            text=True,
            check=False,
            timeout=patience_s,
        )
    except subprocess.TimeoutExpired:
        return "no end"
    finally:
        place.write_text(before, encoding="utf-8")
    if not done.returncode:
        return ""
    failed = [line for line in done.stdout.splitlines() if line.startswith(("FAILED", "ERROR"))]
    return failed[0] if failed else done.stdout[-500:] + done.stderr[-500:]


@contextmanager
def copies(count: int) -> Iterator[SimpleQueue[Path]]:
    """Make so many copies of what the tests need, and take them away at the end."""
    with TemporaryDirectory(prefix="kubesim-mutants-") as folder:
        free: SimpleQueue[Path] = SimpleQueue()
        for number in range(count):
            copy = Path(folder, str(number))
            for name in COPIED:
                take = shutil.copytree if (ROOT / name).is_dir() else shutil.copy2
                copy.mkdir(exist_ok=True)
                take(ROOT / name, copy / name)
            free.put(copy)
        yield free


def arguments() -> argparse.Namespace:
    """Return what was asked for."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.mutants",
        description="Put small faults into the rules and count those that their tests see.",
    )
    parser.add_argument("--seed", type=int, default=1, help="draws the mutants (default 1)")
    parser.add_argument(
        "--mutants", type=int, default=100, help="how many (default 100); at most all there are"
    )
    asked = parser.parse_args()
    if asked.mutants < 1:
        parser.error("argument --mutants: must be 1 or more")
    return asked


def main() -> int:
    """Draw mutants, name those that survive, and say how many were killed."""
    asked, left_out = arguments(), equivalent()
    mutants = [mutant for mutant in all_mutants() if mutant.name not in left_out]
    drawn = Random(asked.seed).sample(mutants, min(asked.mutants, len(mutants)))
    workers, killed = os.cpu_count() or 1, 0
    with copies(workers) as free, ThreadPoolExecutor(workers) as pool:

        def fate(mutant: Mutant, patience_s: float | None = None) -> str:
            copy = free.get()
            try:
                return killer(copy, mutant, patience_s)
            finally:
                free.put(copy)

        began = monotonic()
        if fault := fate(unchanged()):
            print(f"The tests fail without a mutant: {fault}", file=sys.stderr)
            return 1
        patience_s = max(LEAST_PATIENCE_S, PATIENCE * (monotonic() - began))
        fates = pool.map(fate, drawn, repeat(patience_s))
        for mutant, killed_by in zip(drawn, fates, strict=True):
            killed += bool(killed_by)
            if not killed_by:
                place = f"{(RULES / mutant.module).as_posix()}.py:{mutant.line}"
                print(f"survived: {place} {mutant.name}", flush=True)
    print(f"{killed} of {len(drawn)} mutants killed")
    return 0


if __name__ == "__main__":
    sys.exit(main())
