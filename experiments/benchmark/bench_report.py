"""Everything that `kubesim bench` measures in one go, on what, and as lines of text."""

import os
import platform
from collections.abc import Callable, Iterator
from importlib.metadata import version
from itertools import count
from pathlib import Path
from typing import Any

from experiments.benchmark import beside_engine, engine_speed, nation_cost, run_cost
from sim.ensemble.threads import cores

PACKAGES = ("numpy", "numba", "mesa")

Json = dict[str, Any]


def steps(repeats: int) -> int:
    """Return how many steps there are."""
    rounds = repeats + 1
    nation = repeats * len(nation_cost.distinct_parts())
    return rounds + 1 + len(run_cost.RUNS) + beside_engine.STEPS + nation + 1


def bench(repeats: int, progress: Callable[[int], None] = lambda _: None) -> Json:
    """Measure both engines in turn, a run, a sweep, a ranking, a nation, and the starts.

    Parameters
    ----------
    repeats : int
        Timed rounds, at least 1.
    progress : callable, optional
        Called with the steps done, of `steps(repeats)`.
    """
    numbers = count(1)

    def step() -> None:
        progress(next(numbers))

    report = {
        "scenario": engine_speed.SCENARIO,
        "repeats": repeats,
        "machine": machine(),
        **engine_speed.engines(repeats, step),
        **run_cost.costs(step),
        "beside_engine": beside_engine.costs(step),
        "nation": nation_cost.nation_costs(repeats, step),
        "starts": run_cost.starts(),
    }
    step()
    return report


def machine() -> Json:
    """Return the processor's name, the cores, the versions, and how busy the machine is."""
    return {
        "processor": _processor(),
        "system": platform.platform(terse=True),
        "cores": cores(),
        "load": round(os.getloadavg()[0], 2) if hasattr(os, "getloadavg") else None,
        "python": platform.python_version(),
        **{name: version(name) for name in PACKAGES},
    }


def _processor() -> str:
    """Return the name of the processor, as far as the system gives it."""
    listed = Path("/proc/cpuinfo")
    if listed.exists():
        for line in listed.read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def machine_line(machine: Json) -> str:
    """Return a machine in a line."""
    return (
        f"{machine['processor']}, {machine['cores']} cores, load {machine['load']}; "
        f"Python {machine['python']}, NumPy {machine['numpy']}, Numba {machine['numba']}, "
        f"Mesa {machine['mesa']}"
    )


def lines(report: Json) -> Iterator[str]:
    """Yield the lines that `kubesim bench` prints."""
    ratios = report["ratios"]
    yield machine_line(report["machine"])
    yield f"Household-months a second, {report['scenario']}, median of {report['repeats']}"
    for engine, name, remark in (
        ("mesa", "Mesa engine, one core", ""),
        ("fast", "fast engine, one core", f"{ratios['fast_to_mesa']:.0f} x Mesa"),
        (
            "fast_all_cores",
            f"fast engine, {report['machine']['cores']} cores",
            f"{ratios['all_cores_to_one']:.2f} x one core",
        ),
    ):
        rate = report[engine]["household_months_per_second"]
        yield f"  {name:22} {rate:12,}  {remark}".rstrip()
    yield "Mesa engine, where the time goes"
    for name, share in sorted(report["mesa"]["phases"].items(), key=lambda item: -item[1]):
        yield f"  {name:15} {share:6.1%}"
    yield f"Runs of {report['scaling']['scenario']}, fast engine, one core"
    memory = report["memory"]["peak_mb_by_runs"]
    for runs, cost in report["scaling"]["milliseconds_per_run"].items():
        yield f"  {int(runs):7,} runs  {cost:6.3f} ms a run  {memory[runs]:4} MB at the peak"
    yield f"  slope of the total time, both logarithmic: {report['scaling']['slope']:.3f}"
    beside = report["beside_engine"]
    for command, name in (("sweep", beside_engine.SWEEP), ("ranking", beside_engine.SET)):
        cost = beside[command]
        yield (
            f"A part of the {command} {name}, one worker: {cost['seconds']:.1f} s of a processor, "
            f"{cost['outside']:.0%} of it beside the engine"
        )
    cost = beside["all_cores"]
    yield (
        f"The same sweep, a worker a core: {cost['seconds']:.1f} s, {cost['to_engine']:.2f} x the "
        "engine's own time on as many cores"
    )
    yield from _nation_lines(report["nation"])
    starts = report["starts"]
    beforehand = "compiled beforehand" if starts["compiled_beforehand"] else "with compiling"
    yield (
        f"kubesim run banjarmasin --json: {starts['first_seconds']:.1f} s the first time "
        f"({beforehand}), {starts['warm_without_pictures_seconds']:.1f} s from then on: "
        f"{starts['first_to_later']:.1f} x; {starts['warm_seconds']:.1f} s with pictures"
    )


def _nation_lines(nation: Json) -> Iterator[str]:
    yield (
        f"One run of {nation['scenario']} on all cores: {nation['kubes']:,} Kubes, "
        f"{nation['months']} months in {nation['seconds']:.1f} s, {nation['peak_memory_mb']} MB at "
        "the peak"
    )
    for cost in nation["by_kubes"]:
        yield (
            f"  {cost['kubes']:7,} Kubes  {cost['seconds']:6.1f} s, of processors "
            f"{cost['processor_seconds']:5.1f} s  "
            f"{cost['peak_memory_mb']:4} MB at the peak"
        )
    for name, title in (("strong", "the same nation"), ("weak", "as much for every core")):
        for cost in nation[name]:
            yield (
                f"  {title:22} {cost['kubes']:7,} Kubes, {cost['threads']} threads  "
                f"{cost['seconds']:6.1f} s  {cost['efficiency']:.0%} of so many cores"
            )
