"""What commands take beside the engine: preparing cities, saving runs, reading them back."""

import json
import tempfile
import time
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

from experiments.benchmark.run_cost import alone
from experiments.common.uncertainty import draws_named
from experiments.policy.ranking import Ranking
from experiments.policy.ranking_runs import Bar
from experiments.policy.sets import load_set
from experiments.sweeps.findings import findings
from experiments.sweeps.plan import load_plan
from experiments.sweeps.sweeping import Sweeping
from sim.ensemble.machine_code import load_engine
from sim.ensemble.threads import cores

SWEEP, SET = "share-visits-monitoring", "support"
REPLICATIONS, DRAWS = 60, 25
"""A part of what the sweep and the set of policies have: some seconds of the engine."""

STEPS = 3

Json = dict[str, Any]


def costs(step: Callable[[], None]) -> Json:
    """Measure a sweep and a ranking, each in a process of its own.

    Parameters
    ----------
    step : callable
        Called after each measurement.

    Returns
    -------
    dict
        `sweep` and `ranking` with one worker: `seconds` of processor time, `engine_seconds` of
        these in compiled code, and `outside`, the share of the rest. `all_cores`: the sweep with a
        worker a core, by the clock on the wall, as a multiple of the engine's own time on as many.
    """
    measured: Json = {}
    for name, size in (("sweep", REPLICATIONS), ("ranking", DRAWS), ("all_cores", REPLICATIONS)):
        measured[name] = alone(f"from {__name__} import {name}; {name}({size})")
        step()
    own = measured["sweep"]["engine_seconds"] / cores()
    measured["all_cores"]["to_engine"] = round(measured["all_cores"]["seconds"] / own, 2)
    return measured


def sweep(replications: int) -> None:
    """Run the sweep with one worker; print what it takes."""
    _measure(lambda folder: _sweep(folder, replications, workers=1))


def ranking(draws: int) -> None:
    """Rank with one worker; print what it takes."""
    policy_set, path = load_set(SET)
    few = policy_set.model_copy(update={"draws": draws})
    drawn, sweeping = draws_named("posterior").drawn, Sweeping(workers=1, yes=True)
    bar: Bar = lambda *_: nullcontext(lambda _: None)  # noqa: E731
    _measure(Ranking(few, path, drawn, sweeping, bar).run)


def all_cores(replications: int) -> None:
    """Run the sweep with a worker a core; print the seconds on the wall."""
    with tempfile.TemporaryDirectory() as folder:
        started = time.perf_counter()
        _sweep(Path(folder) / "results", replications, workers=cores())
        print(json.dumps({"seconds": round(time.perf_counter() - started, 2)}))


def _sweep(folder: Path, replications: int, workers: int) -> None:
    plan = load_plan(SWEEP, draws_named("posterior").drawn)
    plan = replace(plan, spec=plan.spec.model_copy(update={"replications": replications}))
    findings(Sweeping(workers=workers, yes=True).run(plan, folder).sweep)


def _measure(run: Callable[[Path], Any]) -> None:
    """Run into a folder; print the processor time, and that in the engine."""
    in_engine = 0.0

    def timed(function: Callable[..., None]) -> Callable[..., None]:
        def call(*arguments: Any) -> None:
            nonlocal in_engine
            started = time.thread_time()
            try:
                function(*arguments)
            finally:
                in_engine += time.thread_time() - started

        return call

    functions = cast(dict[str, Callable[..., None]], load_engine())
    functions.update({name: timed(function) for name, function in functions.items()})
    with tempfile.TemporaryDirectory() as folder:
        started = time.process_time()
        run(Path(folder) / "results")
        seconds = time.process_time() - started
    cost = {
        "seconds": round(seconds, 2),
        "engine_seconds": round(in_engine, 2),
        "outside": round(1.0 - in_engine / seconds, 3),
    }
    print(json.dumps(cost))
