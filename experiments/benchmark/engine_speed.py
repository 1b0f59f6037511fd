"""Both engines in turn on one city: household-months a second, and where Mesa's time goes."""

import statistics
import time
from collections import defaultdict
from collections.abc import Callable
from typing import Any

from experiments.common.engines import free
from sim.city import City
from sim.ensemble.ensemble import Ensemble
from sim.model import KubeModel
from sim.scenario import Scenario, load_scenario

SCENARIO = "banjarmasin-cohort"
RUNS = 60
"""Replications of the compiled engines in a round: half a second or more."""

Timed = tuple[int, float]
"""Household-months, and the seconds that they took."""


def engines(repeats: int, step: Callable[[], None]) -> dict[str, Any]:
    """Measure both engines in `repeats` rounds, after one that warms up.

    A round runs all engines one after the other: ratios are taken within rounds, and medians
    over them. `step` is called after every round, and after the phases of the Mesa engine.
    """
    scenario = load_scenario(SCENARIO)
    city = Ensemble(scenario)
    rounds = []
    for _ in range(repeats + 1):
        timed = {
            "mesa": mesa_run(scenario),
            "fast": fast_run(city, RUNS, threads=1),
            "fast_all_cores": fast_run(city, 2 * RUNS),
        }
        rounds.append({name: months / seconds for name, (months, seconds) in timed.items()})
        step()
    del rounds[0]
    report: dict[str, Any] = {
        name: {
            "household_months_per_second": round(statistics.median(rates[name] for rates in rounds))
        }
        for name in rounds[0]
    }
    report["mesa"]["phases"] = phase_shares(scenario)
    step()
    report["ratios"] = {
        "fast_to_mesa": _ratio(rounds, "fast", "mesa"),
        "all_cores_to_one": _ratio(rounds, "fast_all_cores", "fast"),
    }
    return report


def _ratio(rounds: list[dict[str, float]], above: str, below: str) -> float:
    return round(statistics.median(rates[above] / rates[below] for rates in rounds), 2)


def mesa_run(scenario: Scenario) -> Timed:
    """Run the Mesa model once, by processor time."""
    started = time.process_time()
    model = KubeModel(scenario, seed=1)
    model.run()
    seconds = time.process_time() - started
    household_months = sum(month.members + month.others for month in model.city.history)
    free(model)
    return household_months, seconds


def fast_run(city: Ensemble, runs: int, threads: int | None = None) -> Timed:
    """Run replications in one thread by processor time, on all cores by the clock on the wall."""
    clock = time.process_time if threads == 1 else time.perf_counter
    jobs = city.jobs(runs)
    started = clock()
    tallies = city.run(jobs, threads=threads)
    seconds = clock() - started
    return int(tallies.household_months.sum()), seconds


def phase_shares(scenario: Scenario) -> dict[str, float]:
    """Run the Mesa model once; return the share of its time that each phase takes.

    Dealing luck (`begin_month`) and closing the books (`end_month`) stand beside the phases.
    """
    model = KubeModel(scenario, seed=1)
    spent: dict[str, float] = defaultdict(float)
    last = time.process_time()

    def lap(name: str) -> None:
        nonlocal last
        now = time.process_time()
        spent[name] += now - last
        last = now

    def begin_month(month: int) -> None:
        City.begin_month(model.city, month)
        lap("begin_month")

    vars(model.city)["begin_month"] = begin_month
    for _ in range(scenario.months):
        for phase in model.phases():
            lap(phase.name)
        lap("end_month")
    free(model)
    whole = sum(spent.values())
    return {name: round(seconds / whole, 3) for name, seconds in spent.items()}
