"""The card's content beside the patterns, as one JSON object."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

from experiments.common.limits import load_limits
from experiments.evidence.calibration.holdout import outcomes
from experiments.evidence.calibration.inputs import load_inputs
from experiments.evidence.card.calibration import calibration
from experiments.evidence.card.counts import counts
from experiments.evidence.card.failing import CITIES, Failing, failing
from experiments.evidence.card.kas import kas
from experiments.evidence.card.null import null
from experiments.evidence.card.setup import Setup
from experiments.evidence.card.survivors import survivors
from sim.scenario import Scenario, load_scenario

FITTED = "banjarmasin_failed"
HELD_OUT = {"tomohon": "tomohon_failed"}
"""Outcome by scenario: predicted, never fitted."""

Bar = Callable[[str, int], AbstractContextManager[Callable[[int], None]]]
"""Takes what is counted and how many there are; gives what takes those done."""


def content(setup: Setup, bar: Bar) -> dict[str, Any]:
    """Simulate and compare; what is observed is never fitted here.

    Raises
    ------
    InputError
        When the draws or what was calibrated are not there.
    """
    learned = calibration() if setup.kind == "posterior" else None
    limits = [limit.model_dump() for limit in load_limits()]
    inputs = load_inputs()
    with bar("ten Kubes", setup.draws) as done:
        found = survivors(inputs, setup, done)
    fitted = _failing(inputs.cohort, FITTED, setup, bar)
    held_out = {
        name: _failing(load_scenario(name), outcome, setup, bar)
        for name, outcome in HELD_OUT.items()
    }
    return {
        "simulated": {"draws": setup.draws, "cities_of_a_draw": CITIES},
        "fitted": {fitted.place.lower(): fitted.json()},
        "holdouts": {name: it.json() for name, it in held_out.items()},
        "null": null(fitted, held_out["tomohon"]),
        "counts": counts(inputs, found),
        "kas": kas(inputs, found),
        "calibration": learned,
        "limits": limits,
    }


def _failing(scenario: Scenario, outcome: str, setup: Setup, bar: Bar) -> Failing:
    with bar(scenario.name, setup.draws * CITIES) as done:
        return failing(scenario, outcomes()[outcome], setup, lambda now, _: done(now))
