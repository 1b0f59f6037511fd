"""A nation on all cores, by the clock on the wall: its time, its memory, and how both scale.

Every measurement is a process of its own, which prints one line of JSON.
"""

import json
import time
from typing import Any, NamedTuple

from experiments.benchmark.scaling import in_a_process, peak_mb
from experiments.settings import kubes_in
from sim.ensemble.nation import NationEnsemble
from sim.ensemble.threads import cores
from sim.nation.load import load_nation
from sim.nation.records import Nation

SCENARIO = "indonesia"
SHARES = (0.25, 0.5, 1.0, 2.0)
"""Of the nation's cities, on all cores: the third is the nation."""
STRONG = 0.25
"""Of its cities, on one core and more: strong scaling. As much for every core: weak scaling."""


class NationCost(NamedTuple):
    """One run of so many Kubes and months in so many threads.

    Attributes
    ----------
    seconds : float
        By the clock on the wall.
    processor_seconds : float
        Of all threads together: what else the machine does hardly weighs on it.
    """

    kubes: int
    months: int
    household_months: int
    threads: int
    seconds: float
    processor_seconds: float
    peak_memory_mb: float


def steps() -> int:
    """Return how many measurements there are."""
    return len(SHARES) + 2 * len(threads_measured())


def threads_measured() -> list[int]:
    """Return 1, 2, 4, ... threads up to the cores there are, and those."""
    powers = [1 << power for power in range(cores().bit_length())]
    return sorted({*powers, cores()})


def cost_of(share: float, threads: int) -> NationCost:
    """Measure a run of a share of the nation in a process of its own."""
    code = f"from experiments.benchmark.nation import measure; measure({share}, {threads})"
    return NationCost(**json.loads(in_a_process(code)))


def measure(share: float, threads: int) -> None:
    """Run a share of the nation once, after one city that warms up; print the cost."""
    nation = part_of(load_nation(SCENARIO), share)
    warm = NationEnsemble(part_of(nation, 0.0))
    warm.totals(warm.jobs(1))
    started, before = time.perf_counter(), time.process_time()
    ensemble = NationEnsemble(nation)
    found = ensemble.totals(ensemble.jobs(1), states=True, threads=threads)
    seconds, processor = time.perf_counter() - started, time.process_time() - before
    done = int(found.nation.household_months.sum())
    kubes = kubes_in(nation)
    cost = NationCost(kubes, nation.months, done, threads, seconds, processor, peak_mb())
    print(json.dumps(cost._asdict()))


def part_of(nation: Nation, share: float) -> Nation:
    """Return the nation with a share of the cities of every region, at least one; or with more."""
    regions, first = [], 1
    for region in nation.regions:
        cities = max(1, round(share * region.cities))
        regions.append(region.model_copy(update={"cities": cities, "first_kube": first}))
        first += cities * region.kubes.high
    return nation.model_copy(update={"regions": tuple(regions)})


def measured(progress: Any) -> dict[str, Any]:
    """Measure everything; `progress` is called with the measurements done."""
    done = 0

    def timed(share: float, threads: int) -> NationCost:
        nonlocal done
        cost = cost_of(share, threads)
        done += 1
        progress(done)
        return cost

    by_kubes = [timed(share, cores()) for share in SHARES]
    whole = by_kubes[SHARES.index(1.0) if 1.0 in SHARES else -1]
    strong = [timed(STRONG, threads) for threads in threads_measured()]
    weak = [timed(STRONG * threads, threads) for threads in threads_measured()]
    return {
        "scenario": SCENARIO,
        "kubes": whole.kubes,
        "months": whole.months,
        "seconds": round(whole.seconds, 2),
        "processor_seconds": round(whole.processor_seconds, 2),
        "peak_memory_mb": round(whole.peak_memory_mb),
        "household_months_per_second": round(whole.household_months / whole.seconds),
        "by_kubes": [_told(cost) for cost in by_kubes],
        "strong": [{**_told(cost), "efficiency": _strong(strong[0], cost)} for cost in strong],
        "weak": [{**_told(cost), "efficiency": _weak(weak[0], cost)} for cost in weak],
    }


def _told(cost: NationCost) -> dict[str, Any]:
    return {
        "kubes": cost.kubes,
        "threads": cost.threads,
        "seconds": round(cost.seconds, 2),
        "processor_seconds": round(cost.processor_seconds, 2),
        "peak_memory_mb": round(cost.peak_memory_mb),
    }


def _strong(one: NationCost, cost: NationCost) -> float:
    """Return how much of so many cores is used, of what one does: the same work on all."""
    return round(one.seconds / (cost.seconds * cost.threads), 3)


def _weak(one: NationCost, cost: NationCost) -> float:
    """Return the same where every core has as much work; a city's size is drawn, so by Kubes."""
    return round(one.seconds * cost.kubes / (cost.seconds * cost.threads * one.kubes), 3)
