"""What was measured, as lines of text."""

from collections.abc import Iterator
from typing import Any


def lines(found: dict[str, Any]) -> Iterator[str]:
    """Yield the lines that `kubesim bench` prints."""
    ratios = found["ratios"]
    yield _machine(found["machine"])
    yield f"Household-months a second, {found['scenario']}, median of {found['repeats']}"
    yield _rate(found, "mesa", "Mesa engine, one core", "")
    yield _rate(
        found,
        "fast",
        "fast engine, one core",
        f"{ratios['fast_to_mesa']:.0f} x Mesa",
    )
    yield _rate(
        found,
        "fast_all_cores",
        f"fast engine, {found['machine']['cores']} cores",
        f"{ratios['all_cores_to_one']:.2f} x one core",
    )
    yield "Mesa engine, where the time goes"
    for name, share in sorted(found["mesa"]["phases"].items(), key=lambda item: -item[1]):
        yield f"  {name:15} {share:6.1%}"
    yield f"Runs of {found['scaling']['scenario']}, fast engine, one core"
    memory = found["memory"]["peak_mb_by_runs"]
    for runs, cost in found["scaling"]["milliseconds_per_run"].items():
        yield f"  {int(runs):7,} runs  {cost:6.3f} ms a run  {memory[runs]:4} MB at the peak"
    yield f"  slope of the total time, both logarithmic: {found['scaling']['slope']:.3f}"
    yield from _nation(found["nation"])
    starts = found["starts"]
    yield (
        f"kubesim run banjarmasin: {starts['cold_seconds']:.1f} s the first time, "
        f"{starts['warm_seconds']:.1f} s from then on, "
        f"{starts['warm_without_pictures_seconds']:.1f} s with --json"
    )


def page_lines(found: dict[str, Any]) -> Iterator[str]:
    """Yield the lines that `kubesim bench --page` prints."""
    took = found["milliseconds"]
    yield _machine(found["machine"])
    yield f"The page in Chromium without a screen, median of {found['repeats']} rounds"
    yield f"  {took['step']:6,} ms from a press on step to updated charts"
    yield f"  {took['story']:6,} ms from a press on another luck to the new story drawn"
    yield f"  {took['open']:6,} ms from opening the page to its first story"


def _machine(it: dict[str, Any]) -> str:
    return (
        f"{it['processor']}, {it['cores']} cores, load {it['load']}; Python {it['python']}, "
        f"NumPy {it['numpy']}, Numba {it['numba']}, Mesa {it['mesa']}"
    )


def _nation(found: dict[str, Any]) -> Iterator[str]:
    yield (
        f"One run of {found['scenario']} on all cores: {found['kubes']:,} Kubes, "
        f"{found['months']} months in {found['seconds']:.1f} s, {found['peak_memory_mb']} MB at "
        "the peak"
    )
    for cost in found["by_kubes"]:
        yield (
            f"  {cost['kubes']:7,} Kubes  {cost['seconds']:6.1f} s, of processors "
            f"{cost['processor_seconds']:5.1f} s  "
            f"{cost['peak_memory_mb']:4} MB at the peak"
        )
    for name, title in (("strong", "the same nation"), ("weak", "as much for every core")):
        for cost in found[name]:
            yield (
                f"  {title:22} {cost['kubes']:7,} Kubes, {cost['threads']} threads  "
                f"{cost['seconds']:6.1f} s  {cost['efficiency']:.0%} of so many cores"
            )


def _rate(found: dict[str, Any], part: str, name: str, remark: str) -> str:
    rate = found[part]["household_months_per_second"]
    return f"  {name:22} {rate:12,}  {remark}".rstrip()
