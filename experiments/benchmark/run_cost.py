"""What a run costs in time and memory, from 100 runs to 100,000, and how soon `kubesim` starts.

Every measurement is a process of its own.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np

import sim
from sim.ensemble.code_cache import beforehand, levels
from sim.ensemble.ensemble import Ensemble
from sim.scenario import load_scenario

SCENARIO = "banjarmasin"
RUNS = (100, 1_000, 10_000, 100_000)
REPEATED_BELOW = 10_000
REPEATS = 5
"""What takes a moment only is measured several times; the median counts."""
WARM_STARTS = 3
ROOT = Path(sim.__file__).parent.parent


def costs(step: Callable[[], None]) -> dict[str, Any]:
    """Return cost per run and peak memory for each number of runs; `step` is called after each."""
    seconds, peaks = {}, {}
    for runs in RUNS:
        cost = alone(f"from {__name__} import measure; measure({runs})")
        seconds[runs], peaks[runs] = cost["seconds"], round(cost["peak_mb"])
        step()
    return {
        "scaling": {
            "scenario": SCENARIO,
            "milliseconds_per_run": {
                str(runs): round(1000 * seconds[runs] / runs, 3) for runs in RUNS
            },
            "slope": round(slope(seconds), 3),
        },
        "memory": {
            "runs": RUNS[-1],
            "peak_mb": peaks[RUNS[-1]],
            "peak_mb_by_runs": {str(runs): peak for runs, peak in peaks.items()},
        },
    }


def alone(code: str) -> Any:
    """Run Python code in a process of its own; return what it prints as JSON. Ctrl-C ends it."""
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        check=True,
        stdout=subprocess.PIPE,
        start_new_session=True,
    )
    return json.loads(done.stdout)


def slope(seconds: Mapping[int, float]) -> float:
    """Return the slope of total time against runs, both on a logarithmic scale."""
    runs = np.array(list(seconds), float)
    times = np.array(list(seconds.values()))
    return float(np.polyfit(np.log(runs), np.log(times), 1)[0])


def measure(runs: int) -> None:
    """Run so often in one thread, keeping nothing; print processor time and peak of memory."""
    city = Ensemble(load_scenario(SCENARIO))
    city.run(city.jobs(1), threads=1)
    repeats = REPEATS if runs < REPEATED_BELOW else 1
    seconds = statistics.median(_seconds(city, runs) for _ in range(repeats))
    print(json.dumps({"seconds": seconds, "peak_mb": peak_mb()}))


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


def starts() -> dict[str, Any]:
    """Return the seconds of `kubesim run banjarmasin`: first, later, both with --json, and later.

    The first time compiles the engine, unless that was done beforehand, with the environment or
    the wheel; of later ones the median counts.
    """
    with tempfile.TemporaryDirectory() as folder:
        cache, pictures = Path(folder) / "cache", ("--out", str(Path(folder) / "out"))
        times = {
            "first": [start_seconds(cache, "--json")],
            "warm": [start_seconds(cache, *pictures) for _ in range(WARM_STARTS)],
            "warm_without_pictures": [start_seconds(cache, "--json") for _ in range(WARM_STARTS)],
        }
    medians = {name: statistics.median(seconds) for name, seconds in times.items()}
    return {
        **{f"{name}_seconds": round(seconds, 2) for name, seconds in medians.items()},
        "first_to_later": round(medians["first"] / medians["warm_without_pictures"], 2),
        "compiled_beforehand": any(map(Path.exists, map(beforehand, levels()))),
    }


def start_seconds(cache: Path, *options: str) -> float:
    """Return the seconds of `kubesim run banjarmasin`, with compiled code kept under `cache`."""
    command = [sys.executable, "-m", "experiments.cli", "run", "banjarmasin", *options]
    environment = {**os.environ, "XDG_CACHE_HOME": str(cache)}
    started = time.perf_counter()
    subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True)
    return time.perf_counter() - started
