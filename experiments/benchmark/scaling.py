"""What a run costs and how much memory is taken, from a hundred runs to a hundred thousand.

Every number of runs is measured in a process of its own, which prints one line of JSON.
"""

import json
import statistics
import subprocess
import sys
import time
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

import numpy as np

import sim
from sim.ensemble.ensemble import Ensemble
from sim.scenario import load_scenario

SCENARIO = "banjarmasin"
RUNS = (100, 1_000, 10_000, 100_000)
REPEATED_BELOW = 10_000
REPEATS = 5
"""What takes a moment only is measured several times; the median counts."""


IMPORT = "from experiments.benchmark.scaling import measure"


class Cost(NamedTuple):
    """Seconds of processor time of so many runs on one core, and the peak of memory."""

    runs: int
    seconds: float
    peak_mb: float


def cost_of(runs: int) -> Cost:
    """Measure so many runs in a process of its own; Ctrl-C ends it without a word."""
    return Cost(**json.loads(in_a_process(f"{IMPORT}; measure({runs})")))


def in_a_process(code: str) -> str:
    """Run Python code in a process of its own and return what it prints; Ctrl-C ends it too."""
    root = Path(sim.__file__).parent.parent
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=root,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    return done.stdout


def slope(seconds: Mapping[int, float]) -> float:
    """Return the slope of total time against runs, both on a logarithmic scale."""
    runs = np.array(list(seconds), float)
    times = np.array(list(seconds.values()))
    return float(np.polyfit(np.log(runs), np.log(times), 1)[0])


def measure(runs: int) -> None:
    """Run so often in one thread, keeping nothing; print the cost."""
    city = Ensemble(load_scenario(SCENARIO))
    city.run(city.jobs(1), threads=1)
    repeats = REPEATS if runs < REPEATED_BELOW else 1
    seconds = statistics.median(_seconds(city, runs) for _ in range(repeats))
    print(json.dumps(Cost(runs, seconds, peak_mb())._asdict()))


def _seconds(city: Ensemble, runs: int) -> float:
    started = time.process_time()
    for _ in city.chunks(city.jobs(runs), threads=1):
        pass
    return time.process_time() - started


def peak_mb() -> float:
    """Return the peak of resident memory of this process.

    On Linux `ru_maxrss` counts the process that started this one as well: `VmHWM` does not.
    """
    status = Path("/proc/self/status")
    if status.exists():
        for line in status.read_text().splitlines():
            if line.startswith("VmHWM"):
                return int(line.split()[1]) / 1024
    resource = import_module("resource")
    unit = 2**20 if sys.platform == "darwin" else 2**10
    return float(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss) / unit
