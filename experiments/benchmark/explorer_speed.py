"""The explorer: how long a move takes until its first picture, in the engine and on the page.

    python -m experiments.benchmark.explorer_speed [--scenario NAME] [--moves 24] [--json]

A first picture is an answer over the worlds of the page's first step. Moves are measured at rest,
each after the one before was answered whole, and while the answer before is still growing finer, as
when somebody drags a slider. The wall clock says what is felt, on a machine as busy as it was; the
processor's time of the engine's part hardly depends on that.
"""

import argparse
import json
import os
import statistics
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from typing import Any

from experiments.benchmark.bench_report import machine, machine_line
from experiments.benchmark.page_speed import WAIT_MS, browser, served
from experiments.common.uncertainty import uncertainty
from experiments.explorer.answer import Answer
from experiments.explorer.question import Place, place_of
from experiments.explorer.running import Running
from experiments.explorer.view import shown
from sim.ensemble.machine_code import load_engine

SCENARIO = "forward"
FIRST = 25
"""Worlds of a first picture: `COARSE` of the page's script."""
MOVED = (("visits_per_month", 0.5, 0.5), ("monitoring_per_year", 1.0, 1.0),
         ("support_months", 12.0, 6.0))  # fmt: skip
"""Levers that are moved in turn, with the first value and the next step of each, so that no move
repeats another. The last one changes when outcomes are scored: then the plan is run anew too."""
MOVE = """async ([lever, value]) => {
  const page = document.getElementById("explorer");
  const before = performance.now();
  const drawn = new Promise(done => new MutationObserver((_, all) => {
    if (+new URLSearchParams(page.dataset.answered).get(lever) === value) {
      all.disconnect();
      done();
    }
  }).observe(page, {attributeFilter: ["data-answered"]}));
  const slider = document.getElementById(`lever-${lever}`);
  slider.value = value;
  slider.dispatchEvent(new Event("input", {bubbles: true}));
  await drawn;
  await new Promise(done => requestAnimationFrame(() => setTimeout(done)));
  return performance.now() - before;
}"""
"""It ends with the frame after the first picture, when it is on the screen."""
WHOLE = "#explorer:not([data-draws=''])"
Json = dict[str, Any]
Move = tuple[str, float]


def moves_of(place: Place, count: int) -> list[Move]:
    """Return so many moves, of one lever and then of another, none of them the plan's value."""
    each = -(-count // len(MOVED))
    moves = []
    for lever, first, step in MOVED:
        values = [first + number * step for number in range(each + 1)]
        moves += [(lever, value) for value in values if value != place.plan[lever]][:each]
    return moves[:count]


def bench_explorer(scenario: str, count: int) -> Json:
    """Measure so many moves in the engine alone, and on the page in a browser.

    Returns
    -------
    dict
        In milliseconds, each with `median` and `worst`: `engine` by the wall clock and
        `engine_processor` by the processor's time, of runs and figures of a first picture;
        `page_at_rest` and `page_while_refining` from a move to its first picture drawn. `load` is
        that of the machine before and after.
    """
    load_engine()
    place = place_of(scenario, uncertainty("posterior"))
    moves = moves_of(place, count)
    about, before = machine(), _load()
    wall, processor = _engine(place, moves)
    rest, refining = _page(scenario, moves)
    taken = {
        "engine": wall, "engine_processor": processor,
        "page_at_rest": rest, "page_while_refining": refining,
    }  # fmt: skip
    return {
        "scenario": scenario,
        "kubes": place.kubes,
        "moves": len(moves),
        "worlds": FIRST,
        "machine": about,
        "load": [before, _load()],
        "milliseconds": {name: _told(values) for name, values in taken.items()},
    }


def _load() -> float | None:
    return round(os.getloadavg()[0], 2) if hasattr(os, "getloadavg") else None


def _told(values: Sequence[float]) -> Json:
    return {"median": round(statistics.median(values)), "worst": round(max(values))}


def _engine(place: Place, moves: Sequence[Move]) -> tuple[list[float], list[float]]:
    """Return what a first picture of every move takes, by the wall clock and by processor time."""
    running, wall, processor = Running(place), [], []
    running.ran(place.usual, FIRST)
    for lever, value in moves:
        question = place.usual.pinned({lever: type(place.plan[lever])(value)})
        began, used = time.perf_counter(), time.process_time()
        shown(Answer(place, question, running.ran(question, FIRST)), "id")
        wall.append(1e3 * (time.perf_counter() - began))
        processor.append(1e3 * (time.process_time() - used))
    return wall, processor


def _page(scenario: str, moves: Sequence[Move]) -> tuple[list[float], list[float]]:
    """Return what every move takes on the page: at rest, and while the one before goes on."""
    with served("explore", scenario) as address, browser() as opened:
        rest: list[float] = []
        refining: list[float] = []
        for taken, waits in ((rest, True), (refining, False)):
            with closing(opened.new_context(viewport={"width": 1280, "height": 720})) as context:
                page = context.new_page()
                page.set_default_timeout(WAIT_MS)
                seed = 1 if waits else 2
                page.goto(f"{address}?seed={seed}")
                page.wait_for_selector(WHOLE, state="attached")
                for move in moves:
                    taken.append(page.evaluate(MOVE, list(move)))
                    if waits:
                        page.wait_for_selector(WHOLE, state="attached")
    return rest, refining


def explorer_lines(report: Json) -> Iterator[str]:
    """Yield a report as lines."""
    yield machine_line(report["machine"])
    before, after = report["load"]
    moves, kubes = report["moves"], report["kubes"]
    yield f"Load {before} before and {after} after; {moves} moves, {kubes} Kubes"
    yield f"A first picture is of {report['worlds']} worlds, each run twice; median and worst, ms"
    names = {
        "engine": "engine and figures alone, by the wall clock",
        "engine_processor": "the same, by processor time over all cores",
        "page_at_rest": "page, from a move to its first picture drawn",
        "page_while_refining": "the same, while the answer before grows finer",
    }
    for name, words in names.items():
        taken = report["milliseconds"][name]
        yield f"  {taken['median']:6,} {taken['worst']:6,}  {words}"


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, and print what was measured."""
    parser = argparse.ArgumentParser(description="Time moves of the explorer.")
    parser.add_argument("--scenario", default=SCENARIO)
    parser.add_argument("--moves", type=int, default=24)
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args(arguments)
    report = bench_explorer(given.scenario, given.moves)
    print(json.dumps(report, indent=1) if given.json else "\n".join(explorer_lines(report)))


if __name__ == "__main__":
    main(sys.argv[1:])
