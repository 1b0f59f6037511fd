"""A nation on all cores, by the clock on the wall: its time, its memory, and how both scale.

Every measurement is a process of its own.
"""

import json
import statistics
import time
from collections.abc import Callable
from typing import Any

from experiments.benchmark.run_cost import alone, peak_mb
from experiments.common.city_or_nation import kubes_in
from sim.ensemble.nation import NationEnsemble
from sim.ensemble.threads import cores
from sim.nation.load import load_nation
from sim.nation.records import Nation

SCENARIO = "indonesia"
WHOLE = 1.0
SHARES = (0.25, 0.5, WHOLE, 2.0)
"""Of the nation's cities, on all cores."""
STRONG = 0.25
"""Of its cities, on one core and more: strong scaling. As much for every core: weak scaling."""

Json = dict[str, Any]
Part = tuple[float, int]
"""What is measured: a share of the nation's cities, in so many threads."""
Rounds = list[dict[Part, Json]]


def parts() -> dict[str, list[Part]]:
    """Return what is measured: by number of Kubes, and on 1, 2, 4, … up to all cores."""
    powers = [1 << power for power in range(cores().bit_length())]
    threads = sorted({*powers, cores()})
    return {
        "by_kubes": [(share, cores()) for share in SHARES],
        "strong": [(STRONG, many) for many in threads],
        "weak": [(STRONG * many, many) for many in threads],
    }


def distinct_parts() -> list[Part]:
    """Return all that is measured in a round, once each."""
    return list(dict.fromkeys(part for measured in parts().values() for part in measured))


def nation_costs(repeats: int, step: Callable[[], None]) -> Json:
    """Measure everything in turn, in so many rounds; ratios are taken within rounds.

    Parameters
    ----------
    repeats : int
        Rounds; medians over them count.
    step : callable
        Called after every measurement.
    """
    rounds: Rounds = []
    for _ in range(repeats):
        rounds.append({})
        for part in distinct_parts():
            rounds[-1][part] = cost_of(*part)
            step()
    whole = WHOLE, cores()
    rate = statistics.median(
        costs[whole]["household_months"] / costs[whole]["seconds"] for costs in rounds
    )
    measured = parts()
    return {
        "scenario": SCENARIO,
        **_medians(rounds, whole),
        "months": rounds[0][whole]["months"],
        "household_months_per_second": round(rate),
        "by_kubes": [_medians(rounds, part) for part in measured["by_kubes"]],
        "strong": _scaled(rounds, measured["strong"]),
        "weak": _scaled(rounds, measured["weak"]),
    }


def cost_of(share: float, threads: int) -> Json:
    """Measure a run of a part of the nation in a process of its own.

    Returns
    -------
    dict
        `kubes`, `months`, `household_months`, `threads`, `seconds` by the clock on the wall,
        `processor_seconds` of all threads together, and `peak_memory_mb`.
    """
    return dict(alone(f"from {__name__} import measure; measure({share}, {threads})"))


def measure(share: float, threads: int) -> None:
    """Run a share of the nation once, after one city that warms up; print the cost."""
    nation = part_of(load_nation(SCENARIO), share)
    warm = NationEnsemble(part_of(nation, 0.0))
    warm.totals(warm.jobs(1))
    started, before = time.perf_counter(), time.process_time()
    ensemble = NationEnsemble(nation)
    totals = ensemble.totals(ensemble.jobs(1), states=True, threads=threads)
    seconds, processor_seconds = time.perf_counter() - started, time.process_time() - before
    cost = {
        "kubes": kubes_in(nation),
        "months": nation.months,
        "household_months": int(totals.nation.household_months.sum()),
        "threads": threads,
        "seconds": seconds,
        "processor_seconds": processor_seconds,
        "peak_memory_mb": peak_mb(),
    }
    print(json.dumps(cost))


def part_of(nation: Nation, share: float) -> Nation:
    """Return the nation with a share of the cities of every region, at least one; or with more."""
    regions, first = [], 1
    for region in nation.regions:
        cities = max(1, round(share * region.cities))
        regions.append(region.model_copy(update={"cities": cities, "first_kube": first}))
        first += cities * region.kubes.high
    return nation.model_copy(update={"regions": tuple(regions)})


def _medians(rounds: Rounds, part: Part) -> Json:
    costs = [round_costs[part] for round_costs in rounds]
    return {
        "kubes": costs[0]["kubes"],
        "threads": costs[0]["threads"],
        **{
            name: round(statistics.median(cost[name] for cost in costs), 2)
            for name in ("seconds", "processor_seconds")
        },
        "peak_memory_mb": round(max(cost["peak_memory_mb"] for cost in costs)),
    }


def _scaled(rounds: Rounds, measured: list[Part]) -> list[Json]:
    """Say how much of so many cores is used, of what one does; the first part is on one."""
    report = []
    for part in measured:
        efficiencies = [_efficiency(costs[measured[0]], costs[part]) for costs in rounds]
        efficiency = round(statistics.median(efficiencies), 3)
        report.append({**_medians(rounds, part), "efficiency": efficiency})
    return report


def _efficiency(one: Json, cost: Json) -> float:
    """Return Kubes a second and thread beside one thread's; a city's size is drawn."""
    return float(
        one["seconds"] * cost["kubes"] / (cost["seconds"] * cost["threads"] * one["kubes"])
    )
