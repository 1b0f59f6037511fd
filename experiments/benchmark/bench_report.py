"""Everything that `kubesim bench` measures in one go, on what, and as lines of text."""

import os
import platform
from collections.abc import Callable, Iterator, Mapping
from importlib.metadata import version
from itertools import count
from pathlib import Path
from typing import Any

from experiments.benchmark import beside_engine, engine_speed, nation_cost, run_cost
from experiments.common.languages import Lang, in_language
from experiments.common.numbers import said_in
from sim.ensemble.threads import cores
from sim.inputs.said import Said, both
from sim.schedule import PHASES

PACKAGES = ("numpy", "numba", "mesa")
OTHERS = {"begin_month": "membagi nasib", "end_month": "menutup buku"}
"""What stands beside the phases, in Indonesian."""

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


def machine_line(machine: Json) -> Said:
    """Return a machine in a line."""
    versions = (
        f"Python {machine['python']}, NumPy {machine['numpy']}, Numba {machine['numba']}, "
        f"Mesa {machine['mesa']}"
    )
    processor, cores, load = (machine[key] for key in ("processor", "cores", "load"))
    return both(
        f"{processor}, {cores} cores, load {load}; {versions}",
        f"{processor}, {cores} inti, beban {load}; {versions}",
    )


def lines(report: Json, lang: Lang) -> Iterator[str]:
    """Yield the lines that `kubesim bench` prints."""
    # Versions are no numbers: they keep their signs.
    yield in_language(machine_line(report["machine"]), lang)
    for line in (
        *_engine_lines(report),
        *_phase_lines(report["mesa"]["phases"]),
        *_run_lines(report),
        *_beside_lines(report["beside_engine"]),
        *_nation_lines(report["nation"]),
        _start_line(report["starts"]),
    ):
        yield said_in(line, lang)


def _engine_lines(report: Json) -> Iterator[Said]:
    scenario, repeats, ratios = report["scenario"], report["repeats"], report["ratios"]
    yield both(
        f"Household-months a second, {scenario}, median of {repeats}",
        f"Bulan rumah tangga per detik, {scenario}, nilai tengah dari {repeats}",
    )
    all_cores = report["machine"]["cores"]
    times = f"{ratios['fast_to_mesa']:.0f} x"
    of_cores = f"{ratios['all_cores_to_one']:.2f} x"
    for engine, name, remark in (
        ("mesa", both("Mesa engine, one core", "mesin Mesa, satu inti"), both("", "")),
        (
            "fast",
            both("fast engine, one core", "mesin cepat, satu inti"),
            both(f"{times} Mesa", f"{times} Mesa"),
        ),
        (
            "fast_all_cores",
            both(f"fast engine, {all_cores} cores", f"mesin cepat, {all_cores} inti"),
            both(f"{of_cores} one core", f"{of_cores} satu inti"),
        ),
    ):
        rate = f"{report[engine]['household_months_per_second']:12,}"
        yield both(
            f"  {name:22} {rate}  {remark}".rstrip(),
            f"  {name.indonesian:22} {rate}  {remark.indonesian}".rstrip(),
        )


def _phase_lines(phases: Mapping[str, float]) -> Iterator[Said]:
    titles = {phase.name: phase.judul for phase in PHASES}
    yield both("Mesa engine, where the time goes", "Mesin Mesa, untuk apa waktunya")
    for name, share in sorted(phases.items(), key=lambda item: -item[1]):
        part = f"{100 * share:5.1f} %"
        yield both(f"  {name:15} {part}", f"  {OTHERS.get(name, titles.get(name, name)):17} {part}")


def _run_lines(report: Json) -> Iterator[Said]:
    scenario = report["scaling"]["scenario"]
    yield both(
        f"Runs of {scenario}, fast engine, one core",
        f"Simulasi {scenario}, mesin cepat, satu inti",
    )
    memory = report["memory"]["peak_mb_by_runs"]
    for runs, cost in report["scaling"]["milliseconds_per_run"].items():
        many, each, peak = f"{int(runs):7,}", f"{cost:6.3f} ms", f"{memory[runs]:4} MB"
        yield both(
            f"  {many} runs  {each} a run  {peak} at the peak",
            f"  {many} simulasi  {each} per simulasi  puncaknya {peak}",
        )
    slope = f"{report['scaling']['slope']:.3f}"
    yield both(
        f"  slope of the total time, both logarithmic: {slope}",
        f"  kemiringan waktu total, keduanya logaritma: {slope}",
    )


def _beside_lines(beside: Json) -> Iterator[Said]:
    """Yield what a part of a sweep and of a ranking cost beside the engine."""
    for command, name in (
        (both("sweep", "rangkaian simulasi"), beside_engine.SWEEP),
        (both("ranking", "peringkat"), beside_engine.SET),
    ):
        cost = beside[str(command)]
        seconds, outside = f"{cost['seconds']:.1f}", f"{100 * cost['outside']:.0f} %"
        yield both(
            f"A part of the {command} {name}, one worker: {seconds} s of a processor, {outside} of "
            "it beside the engine",
            f"Sebagian {command.indonesian} {name}, satu proses: {seconds} detik prosesor, "
            f"{outside} di luar mesin",
        )
    cost = beside["all_cores"]
    seconds, times = f"{cost['seconds']:.1f}", f"{cost['to_engine']:.2f} x"
    yield both(
        f"The same sweep, a worker a core: {seconds} s, {times} the engine's own time on as many "
        "cores",
        f"Rangkaian yang sama, satu proses tiap inti: {seconds} detik, {times} waktu mesin itu "
        "sendiri dengan inti sebanyak itu",
    )


def _nation_lines(nation: Json) -> Iterator[Said]:
    kubes, months = f"{nation['kubes']:,}", nation["months"]
    seconds, peak = f"{nation['seconds']:.1f}", f"{nation['peak_memory_mb']} MB"
    yield both(
        f"One run of {nation['scenario']} on all cores: {kubes} Kubes, {months} months in "
        f"{seconds} "
        f"s, {peak} at the peak",
        f"Satu simulasi {nation['scenario']} dengan semua inti: {kubes} Kube, {months} bulan dalam "
        f"{seconds} detik, puncaknya {peak}",
    )
    for cost in nation["by_kubes"]:
        kubes, peak = f"{cost['kubes']:7,}", f"{cost['peak_memory_mb']:4} MB"
        seconds, processor = f"{cost['seconds']:6.1f}", f"{cost['processor_seconds']:5.1f}"
        yield both(
            f"  {kubes} Kubes  {seconds} s, of processors {processor} s  {peak} at the peak",
            f"  {kubes} Kube  {seconds} detik, prosesor {processor} detik  puncaknya {peak}",
        )
    for name, title in (
        ("strong", both("the same nation", "negara yang sama")),
        ("weak", both("as much for every core", "sama banyak tiap inti")),
    ):
        for cost in nation[name]:
            kubes, threads = f"{cost['kubes']:7,}", cost["threads"]
            seconds, part = f"{cost['seconds']:6.1f}", f"{100 * cost['efficiency']:.0f} %"
            yield both(
                f"  {title:22} {kubes} Kubes, {threads} threads  {seconds} s  {part} of so many "
                "cores",
                f"  {title.indonesian:22} {kubes} Kube, {threads} utas  {seconds} detik  {part} "
                "dari inti sebanyak itu",
            )


def _start_line(starts: Json) -> Said:
    compiled = both("with compiling", "dengan kompilasi")
    if starts["compiled_beforehand"]:
        compiled = both("compiled beforehand", "sudah dikompilasi")
    first, later = f"{starts['first_seconds']:.1f}", f"{starts['first_to_later']:.1f} x"
    warm, drawn = (
        f"{starts[key]:.1f}" for key in ("warm_without_pictures_seconds", "warm_seconds")
    )
    return both(
        f"kubesim run banjarmasin --json: {first} s the first time ({compiled}), {warm} s from "
        f"then on: {later}; {drawn} s with pictures",
        f"kubesim run banjarmasin --json: {first} detik pertama kali ({compiled.indonesian}), "
        f"{warm} detik sesudahnya: {later}; {drawn} detik dengan gambar",
    )
