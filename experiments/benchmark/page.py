"""The trainers' page in a browser: how long a press takes until the change is drawn."""

import statistics
from collections.abc import Callable
from typing import Any

from experiments.benchmark.browser import browser, classroom
from experiments.benchmark.machine import machine

STEPS = 10
"""Presses on "step" in a round."""
WAIT_MS = 120_000
TOLD = "#stage[data-told*='kube=']"
FRAME = "new Promise(done => requestAnimationFrame(() => setTimeout(done)))"
STEP = f"""async () => {{
  const knob = document.querySelector("[data-control=step]");
  const before = performance.now();
  const drawn = new Promise(done => new MutationObserver(done).observe(
    document.querySelector("#stage"), {{subtree: true, childList: true, attributes: true}}));
  knob.click();
  await drawn;
  await {FRAME};
  return performance.now() - before;
}}"""
STORY = f"""async () => {{
  const stage = document.getElementById("stage");
  const before = performance.now();
  const drawn = new Promise(done => new MutationObserver(done).observe(
    stage, {{attributeFilter: ["data-told"]}}));
  document.getElementById("another").click();
  await drawn;
  await {FRAME};
  return performance.now() - before;
}}"""
"""Both end with the frame after the change, when it is on the screen."""


def bench_page(repeats: int, progress: Callable[[int], None] = lambda _: None) -> dict[str, Any]:
    """Measure the page.

    Parameters
    ----------
    repeats : int
        Rounds: in each, the page is opened, ten steps are pressed, and a story is changed.
    progress : callable, optional
        Called with the rounds done.

    Returns
    -------
    dict
        Medians in milliseconds: `step`, from a press on "step" to updated charts; `story`, from a
        press on "another luck" to the new story drawn; `open`, from nothing to the first story.
    """
    times: dict[str, list[float]] = {"step": [], "story": [], "open": []}
    with classroom() as address, browser() as opened:
        for done in range(repeats + 1):
            one = _round(opened, f"{address}?seed={100 * (done + 1)}")
            if done:
                for name, found in one.items():
                    times[name] += found
            progress(done + 1)
    return {
        "repeats": repeats,
        "machine": machine(),
        "milliseconds": {name: round(statistics.median(found)) for name, found in times.items()},
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
    context.close()
    return {"step": steps, "story": [story], "open": [first]}
