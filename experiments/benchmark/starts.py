"""How long `kubesim run` takes for the first time, and from then on."""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

import sim

WARM_STARTS = 3


class Starts(NamedTuple):
    """Seconds of `kubesim run banjarmasin`: nothing compiled yet, later, later with `--json`."""

    cold: float
    warm: float
    warm_without_pictures: float


def start_seconds(cache: Path, *options: str) -> float:
    """Return the seconds of `kubesim run banjarmasin`, with compiled code kept under `cache`."""
    command = [sys.executable, "-m", "experiments.cli", "run", "banjarmasin", *options]
    environment = {**os.environ, "XDG_CACHE_HOME": str(cache)}
    root = Path(sim.__file__).parent.parent
    started = time.perf_counter()
    subprocess.run(command, cwd=root, env=environment, check=True, capture_output=True)
    return time.perf_counter() - started


def measured() -> Starts:
    """Start for the first time, and then some times more; medians of those."""
    with tempfile.TemporaryDirectory() as folder:
        cache, pictures = Path(folder) / "cache", ("--out", str(Path(folder) / "out"))
        return Starts(
            start_seconds(cache, *pictures),
            _median(cache, *pictures),
            _median(cache, "--json"),
        )


def _median(cache: Path, *options: str) -> float:
    return statistics.median(start_seconds(cache, *options) for _ in range(WARM_STARTS))
