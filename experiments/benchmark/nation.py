"""A nation on all cores, by the clock on the wall: its time, its memory, and how both scale.

Every measurement is a process of its own, which prints one line of JSON.
"""

import json
import statistics
import time
from typing import Any, NamedTuple

from experiments.benchmark.scaling import in_a_process, peak_mb
from experiments.common.city_or_nation import kubes_in
from sim.ensemble.nation import NationEnsemble
from sim.ensemble.threads import cores
from sim.nation.load import load_nation
from sim.nation.records import Nation

SCENARIO = "indonesia"
SHARES = (0.25, 0.5, 1.0, 2.0)
"""Of the nation's cities, on all cores: the third is the nation."""
STRONG = 0.25
"""Of its cities, on one core and more: strong scaling. As much for every core: weak scaling."""


class Part(NamedTuple):
    """What is measured: a share of the nation's cities, in so many threads."""

    share: float
    threads: int


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


def steps(repeats: int) -> int:
    """Return how many measurements there are in so many rounds."""
    return repeats * len(_parts())


def threads_measured() -> list[int]:
    """Return 1, 2, 4, ... threads up to the cores there are, and those."""
    powers = [1 << power for power in range(cores().bit_length())]
    return sorted({*powers, cores()})


def cost_of(part: Part) -> NationCost:
    """Measure a run of a part of the nation in a process of its own."""
    code = f"from experiments.benchmark.nation import measure; measure{tuple(part)}"
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


def _by_kubes() -> list[Part]:
    return [Part(share, cores()) for share in SHARES]


def _strong() -> list[Part]:
    return [Part(STRONG, threads) for threads in threads_measured()]


def _weak() -> list[Part]:
    return [Part(STRONG * threads, threads) for threads in threads_measured()]


def _parts() -> list[Part]:
    """Return all that is measured, once each."""
    return list(dict.fromkeys([*_by_kubes(), *_strong(), *_weak()]))


Rounds = list[dict[Part, NationCost]]


def measured(repeats: int, progress: Any) -> dict[str, Any]:
    """Measure everything in turn, in so many rounds; ratios are taken within rounds.

    Parameters
    ----------
    repeats : int
        Rounds; medians over them count.
    progress : callable
        Called with the measurements done, of `steps(repeats)`.
    """
    rounds: Rounds = []
    for done in range(repeats):
        rounds.append({})
        for part in _parts():
            rounds[-1][part] = cost_of(part)
            progress(done * len(_parts()) + len(rounds[-1]))
    whole = Part(1.0, cores()) if 1.0 in SHARES else _by_kubes()[-1]
    of_all = rounds[0][whole]
    rate = statistics.median(one[whole].household_months / one[whole].seconds for one in rounds)
    return {
        "scenario": SCENARIO,
        **_told(rounds, whole),
        "months": of_all.months,
        "household_months_per_second": round(rate),
        "by_kubes": [_told(rounds, part) for part in _by_kubes()],
        "strong": _scaled(rounds, _strong()),
        "weak": _scaled(rounds, _weak()),
    }


def _told(rounds: Rounds, part: Part) -> dict[str, Any]:
    costs = [one[part] for one in rounds]
    return {
        "kubes": costs[0].kubes,
        "threads": part.threads,
        "seconds": round(statistics.median(cost.seconds for cost in costs), 2),
        "processor_seconds": round(statistics.median(cost.processor_seconds for cost in costs), 2),
        "peak_memory_mb": round(max(cost.peak_memory_mb for cost in costs)),
    }


def _scaled(rounds: Rounds, parts: list[Part]) -> list[dict[str, Any]]:
    """Tell how much of so many cores is used, of what one does; the first part is on one."""
    return [
        {
            **_told(rounds, part),
            "efficiency": round(
                statistics.median(_efficiency(one[parts[0]], one[part]) for one in rounds), 3
            ),
        }
        for part in parts
    ]


def _efficiency(one: NationCost, cost: NationCost) -> float:
    """Return Kubes a second and thread beside one thread's; a city's size is drawn."""
    return one.seconds * cost.kubes / (cost.seconds * cost.threads * one.kubes)
