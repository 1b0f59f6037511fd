"""What a sweep takes beside the engine: preparing cities, saving runs, reading them back."""

import json
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from experiments.benchmark.run_cost import alone
from experiments.common.uncertainty import draws_named
from experiments.sweeps.findings import findings
from experiments.sweeps.plan import load_plan
from experiments.sweeps.sweeping import Sweeping
from sim.ensemble import ensemble

SWEEP = "share-visits-monitoring"
REPLICATIONS = 60
"""Half of what the sweep has: some seconds of the engine."""


def sweep_cost(step: Callable[[], None]) -> dict[str, Any]:
    """Measure a sweep with one worker, in a process of its own, by processor time.

    Parameters
    ----------
    step : callable
        Called when it is measured.

    Returns
    -------
    dict
        `sweep`, `runs`, `seconds` from reading its file to its findings, `engine_seconds` of
        these in compiled code, and `outside`, the share of the rest.
    """
    cost = dict(alone(f"from {__name__} import measure; measure({REPLICATIONS})"))
    step()
    return cost


def measure(replications: int) -> None:
    """Run the sweep; print what it takes."""
    run_jobs, in_engine = vars(ensemble)["run_jobs"], 0.0

    def timed(*arguments: Any) -> None:
        nonlocal in_engine
        started = time.thread_time()
        run_jobs(*arguments)
        in_engine += time.thread_time() - started

    vars(ensemble)["run_jobs"] = timed
    started = time.process_time()
    plan = load_plan(SWEEP, draws_named("posterior").drawn)
    plan = replace(plan, spec=plan.spec.model_copy(update={"replications": replications}))
    with tempfile.TemporaryDirectory() as folder:
        swept = Sweeping(workers=1, yes=True).run(plan, Path(folder) / "sweep")
        findings(swept.sweep)
    seconds = time.process_time() - started
    cost = {
        "sweep": SWEEP,
        "runs": len(plan),
        "seconds": round(seconds, 2),
        "engine_seconds": round(in_engine, 2),
        "outside": round(1.0 - in_engine / seconds, 3),
    }
    print(json.dumps(cost))
