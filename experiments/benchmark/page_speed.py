"""The trainers' page in a browser: how long a press takes until the change is drawn."""

import re
import shutil
import statistics
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any

from experiments.benchmark.bench_report import machine, machine_line
from experiments.common.languages import Lang, in_language
from experiments.common.numbers import said_in
from sim.inputs.said import both
from sim.inputs.strict import InputError

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
OPTIONS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip
"""What keeps it quiet: it calls nobody by itself."""
ROOT = Path(__file__).parents[2]
START = "from experiments.cli import main; main()"
ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+/")

STEPS = 10
"""Presses on "step" in a round."""
WAIT_MS = 120_000
TOLD = "#stage[data-told*='kube=']"
PRESS = """async () => {{
  const place = document.getElementById("{place}");
  const before = performance.now();
  const drawn = new Promise(done => new MutationObserver(done).observe(place, {changes}));
  document.querySelector("{knob}").click();
  await drawn;
  await new Promise(done => requestAnimationFrame(() => setTimeout(done)));
  return performance.now() - before;
}}"""
"""It ends with the frame after the change, when it is on the screen."""
STEP = PRESS.format(
    place="stage",
    knob="[data-control=step]",
    changes="{subtree: true, childList: true, attributes: true}",
)
STORY = PRESS.format(place="stage", knob="#another", changes='{attributeFilter: ["data-told"]}')
SHOW_LINES = "#swarm-guess-skip"
LINES = PRESS.format(place="swarm-clouds", knob=SHOW_LINES, changes="{childList: true}")


def browser_path() -> str | None:
    """Return where a browser is that can be driven, or None."""
    return next((path for name in BROWSERS if (path := shutil.which(name))), None)


@contextmanager
def browser() -> Iterator[Any]:
    """Start a browser without a screen; it is closed at the end.

    Raises
    ------
    InputError
        When there is none.
    """
    path = browser_path()
    if path is None:
        browsers = ", ".join(BROWSERS)
        fault = both(
            f"no browser to drive; install one of {browsers}",
            f"tidak ada peramban yang dapat dijalankan; pasang salah satu dari {browsers}",
        )
        raise InputError([fault])
    with import_module("playwright.sync_api").sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=path, args=list(OPTIONS))
        try:
            yield opened
        finally:
            opened.close()


@contextmanager
def served(*page: str) -> Iterator[str]:
    """Serve a page in a process of its own; yields its address.

    Parameters
    ----------
    page : str
        Its command: `classroom`, or `explore` with a scenario.

    Raises
    ------
    InputError
        When it does not start.
    """
    command = [sys.executable, "-c", START, *page, "--no-browser"]
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, text=True, start_new_session=True
    ) as process:
        try:
            address = ADDRESS.search(process.stdout.readline() if process.stdout else "")
            if address is None:
                fault = both(
                    f"the page does not start; try `kubesim {page[0]}`",
                    f"halaman tidak mulai; cobalah `kubesim {page[0]}`",
                )
                raise InputError([fault])
            yield address[0]
        finally:
            process.terminate()


def bench_page(repeats: int, progress: Callable[[int], None] = lambda _: None) -> dict[str, Any]:
    """Measure the page.

    Parameters
    ----------
    repeats : int
        Rounds: in each, the page is opened, ten steps are pressed, a story is changed, and its
        runs with other luck are asked for.
    progress : callable, optional
        Called with the rounds done.

    Returns
    -------
    dict
        Medians in milliseconds: `step`, from a press on "step" to updated charts; `story`, from a
        press on "another luck" to the new story drawn; `lines`, from a press in the tab Luck to
        the first runs drawn as lines; `open`, from nothing to the first story.
    """
    times: dict[str, list[float]] = {"step": [], "story": [], "lines": [], "open": []}
    with served("classroom") as address, browser() as opened:
        for number in range(repeats + 1):
            pressed = _round(opened, f"{address}?seed={100 * (number + 1)}")
            if number:
                for name, milliseconds in pressed.items():
                    times[name] += milliseconds
            progress(number + 1)
    return {
        "repeats": repeats,
        "machine": machine(),
        "milliseconds": {name: round(statistics.median(times[name])) for name in times},
    }


def _round(opened: Any, address: str) -> dict[str, list[float]]:
    """Open the page anew, with nothing kept by the browser, and press."""
    context = opened.new_context(viewport={"width": 1280, "height": 720})
    page = context.new_page()
    page.set_default_timeout(WAIT_MS)
    page.goto(address)
    page.wait_for_selector(TOLD, state="attached")
    first = page.evaluate("performance.now()")
    steps = [page.evaluate(STEP) for _ in range(STEPS)]
    story = page.evaluate(STORY)
    page.click("#tab-luck")
    page.wait_for_selector(SHOW_LINES)
    lines = page.evaluate(LINES)
    context.close()
    return {"step": steps, "story": [story], "lines": [lines], "open": [first]}


def page_lines(report: dict[str, Any], lang: Lang) -> Iterator[str]:
    """Yield the lines that `kubesim bench --page` prints."""
    took = {name: f"{milliseconds:6,}" for name, milliseconds in report["milliseconds"].items()}
    repeats = report["repeats"]
    yield in_language(machine_line(report["machine"]), lang)
    for line in (
        both(
            f"The page in Chromium without a screen, median of {repeats} rounds",
            f"Halaman di Chromium tanpa layar, nilai tengah dari {repeats} putaran",
        ),
        both(
            f"  {took['step']} ms from a press on step to updated charts",
            f"  {took['step']} ms dari menekan langkah sampai gambar berubah",
        ),
        both(
            f"  {took['story']} ms from a press on another luck to the new story drawn",
            f"  {took['story']} ms dari menekan keberuntungan lain sampai cerita baru tergambar",
        ),
        both(
            f"  {took['lines']} ms from a press in the tab Luck to the first lines of its runs",
            f"  {took['lines']} ms dari menekan di tab Keberuntungan sampai garis pertama",
        ),
        both(
            f"  {took['open']} ms from opening the page to its first story",
            f"  {took['open']} ms dari membuka halaman sampai cerita pertamanya",
        ),
    ):
        yield said_in(line, lang)
