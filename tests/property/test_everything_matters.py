"""No lever and no parameter is dead: each one, changed, changes what happens."""

from functools import cache
from typing import Any

import pytest

from sim.levers import Levers
from sim.parameters import declared
from sim.policy import Policy
from sim.scenario import Scenario
from tests.worlds import EVERYTHING_HAPPENS, RICH, kube, policy, run, world

ROWS = [kube(n, access="hard" if n % 2 else "easy", lines=1 + n % 2) for n in range(1, 9)]
SMALL = world(ROWS, 40, {**RICH, "monitoring_on": "at_risk"}, background_kubes=20)
EAGER = world(
    20,
    96,
    {
        "bpls_places_per_year": 60.0,
        "bpls_after_months": 0,
        "bpls_condition": "saving",
        "lkm_places_per_year": 60.0,
        "lkm_after_months": 0,
        "lkm_condition": "books",
        "preparation_days": 0.0,
        "visits_per_month": 4.0,
        "support_months": 36,
    },
)
"""Grants come to Kubes that are not ready for them; support ends."""
APART = world(
    4,
    24,
    {
        "visits_per_month": 8.0,
        "monitoring_per_year": 6.0,
        "monitoring_on": "random",
        "open_books": True,
    },
    coupled=False,
)
"""No Kube meets another; a random half is monitored; all see the books."""
LEARNING = SMALL.model_copy(
    update={"parameters": {"trade.inexperienced": 0.4, "trade.repairs_from_kas": 0.0}}
)
"""Kubes earn more the longer they have traded, and repair from their profit."""
WORLDS = {
    "small": SMALL, "large": EVERYTHING_HAPPENS, "eager": EAGER, "apart": APART,
    "learning": LEARNING,
}  # fmt: skip

OTHER: dict[str, list[Any]] = {
    "set_aside_share": [0.7],
    "rule": ["share_everything", "set_aside_first"],
    "meetings_per_month": [0.0, 4.0],
    "open_books": [True],
    "iks_dues_idr": [0, 5000],
    "loan_cap_idr": [0, 100_000],
    "loan_tenor_months": [1, 12],
    "productive_loan_cap_idr": [0],
    "productive_tenor_months": [3],
    "visits_per_month": [0.0, 2.0],
    "caseload_most": [1],
    "facilitator_training": [0.0],
    "honorarium_idr": [0, 1_000_000],
    "monitoring_per_year": [0.0, 12.0],
    "monitoring_on": ["all", "random"],
    "starter_idr": [0, 30_000_000],
    "starter_form": ["in_kind"],
    "bpls_idr": [0, 60_000_000],
    "bpls_form": ["cash"],
    "bpls_after_months": [30],
    "bpls_condition": ["books", "saving", "grown"],
    "bpls_places_per_year": [0.0],
    "lkm_idr": [0, 60_000_000],
    "lkm_form": ["in_kind"],
    "lkm_after_months": [30],
    "lkm_condition": ["none", "saving", "grown"],
    "lkm_places_per_year": [0.0],
    "preparation_days": [0.0],
    "preparation_practice": [1.0],
    "promotion_per_year": [0.0, 12.0],
    "support_months": [12],
    "revive_per_year": [0.0],
    "revive_idr": [0],
    "grants_indexed": [True],
    "loan_caps_indexed": [True],
}
"""Values of every lever, other than those of some of the worlds."""


def fate(scenario: Scenario, over: Policy | None = None) -> tuple[str, list[Any]]:
    """Return the final state and all months on the way."""
    model = run(scenario, over)
    return model.digest(), [k.history for k in model.city.kubes]


@cache
def usual(name: str) -> tuple[str, list[Any]]:
    return fate(WORLDS[name])


def changed(name: str, value: float) -> dict[str, Scenario]:
    """Return all worlds with another value of one parameter."""
    return {
        world: scenario.model_copy(update={"parameters": {**scenario.parameters, name: value}})
        for world, scenario in WORLDS.items()
    }


def values_away_from(default: float, low: float, high: float) -> list[float]:
    """Return values away from the default, the bounds last."""
    values = [v for v in ((low + default) / 2, (high + default) / 2, low, high) if v != default]
    return [float(round(v)) for v in values] if isinstance(default, int) else values


@pytest.mark.parametrize(("name", "default", "spec"), list(declared()))
def test_every_parameter_matters(name, default, spec):
    for value in values_away_from(default, spec.low, spec.high):
        for world_name, scenario in changed(name, value).items():
            if fate(scenario) != usual(world_name):
                return
    pytest.fail(f"{name} changes nothing")


def test_every_lever_has_other_values_here():
    assert set(OTHER) == set(Levers.model_fields)


@pytest.mark.parametrize(
    ("name", "value"), [(name, value) for name, values in OTHER.items() for value in values]
)
def test_every_lever_matters(name, value):
    over = policy(**{name: value})
    assert any(fate(WORLDS[w], over) != usual(w) for w in WORLDS)
