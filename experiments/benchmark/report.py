"""Everything measured in one go: the engines in turn, round by round; then costs and starts."""

import statistics
from collections.abc import Callable
from typing import Any

from experiments.benchmark import fast, mesa, nation, scaling, starts
from experiments.benchmark.machine import machine
from experiments.benchmark.rates import Timed
from sim.ensemble.ensemble import Ensemble
from sim.scenario import Scenario, load_scenario

SCENARIO = "banjarmasin-cohort"
RUNS = 60
"""Replications of the compiled engines in a round: half a second or more."""
PARTS = ("mesa", "fast", "fast_all_cores")

Progress = Callable[[int], None]
"""Called with the steps done."""


def steps(repeats: int) -> int:
    """Return how many steps there are: rounds, phases, costs, the nation, the starts."""
    return _before_nation(repeats) + nation.steps(repeats) + 1


def _before_nation(repeats: int) -> int:
    return repeats + 1 + 1 + len(scaling.RUNS)


def bench(repeats: int, progress: Progress = lambda _: None) -> dict[str, Any]:
    """Measure both engines in turn, what a run costs, a nation, and the starts.

    Parameters
    ----------
    repeats : int
        Timed rounds after the one that warms up, at least 1. A round runs all engines one after
        the other: ratios are taken within rounds, and medians over them.
    progress : callable, optional
        Called with the steps done, of `steps(repeats)`.
    """
    scenario = load_scenario(SCENARIO)
    found: dict[str, Any] = {"scenario": SCENARIO, "repeats": repeats, "machine": machine()}
    rounds = _rounds(scenario, repeats, progress)
    for part in PARTS:
        rate = statistics.median(one[part].rate for one in rounds)
        found[part] = {"household_months_per_second": round(rate)}
    found["mesa"]["phases"] = mesa.phase_shares(scenario)
    progress(repeats + 2)
    found["ratios"] = {
        "fast_to_mesa": _ratio(rounds, "fast", "mesa"),
        "all_cores_to_one": _ratio(rounds, "fast_all_cores", "fast"),
    }
    found |= _costs(lambda done: progress(repeats + 2 + done))
    before = _before_nation(repeats)
    found["nation"] = nation.measured(repeats, lambda done: progress(before + done))
    found["starts"] = {
        f"{name}_seconds": round(seconds, 2)
        for name, seconds in starts.measured()._asdict().items()
    }
    progress(steps(repeats))
    return found


def _rounds(scenario: Scenario, repeats: int, progress: Progress) -> list[dict[str, Timed]]:
    """Run all engines in turn, once to warm up and then `repeats` times."""
    city = Ensemble(scenario)
    rounds = []
    for done in range(repeats + 1):
        one = {
            "mesa": mesa.timed_run(scenario),
            "fast": fast.on_one_core(city, RUNS),
            "fast_all_cores": fast.on_all_cores(city, 2 * RUNS),
        }
        rounds.append(one)
        progress(done + 1)
    return rounds[1:]


def _ratio(rounds: list[dict[str, Timed]], above: str, below: str) -> float:
    """Return the median of a ratio of rates over the rounds."""
    return round(statistics.median(one[above].rate / one[below].rate for one in rounds), 2)


def _costs(progress: Progress) -> dict[str, Any]:
    """Return cost per run and peak memory for each number of runs."""
    costs = []
    for done, runs in enumerate(scaling.RUNS):
        costs.append(scaling.cost_of(runs))
        progress(done + 1)
    return {
        "scaling": {
            "scenario": scaling.SCENARIO,
            "milliseconds_per_run": {
                str(cost.runs): round(1000 * cost.seconds / cost.runs, 3) for cost in costs
            },
            "slope": round(scaling.slope({cost.runs: cost.seconds for cost in costs}), 3),
        },
        "memory": {
            "runs": costs[-1].runs,
            "peak_mb": round(costs[-1].peak_mb),
            "peak_mb_by_runs": {str(cost.runs): round(cost.peak_mb) for cost in costs},
        },
    }
