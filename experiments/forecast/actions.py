"""What may be done from today on, and the programmes under which cities are simulated."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from sim.calendar import month_text
from sim.course import Change, LeverOverrides
from sim.policy import Policy
from sim.scenario import Scenario

PLAN = "plan"
"""Everything goes on as it is."""
MIXES: tuple[Mapping[str, Any], ...] = (
    {"visits_per_month": 0.0, "set_aside_share": 0.1},
    {"visits_per_month": 4.0},
    {"monitoring_per_year": 12.0, "set_aside_share": 0.5},
    {"visits_per_month": 2.0, "monitoring_per_year": 4.0},
    {"visits_per_month": 0.5, "set_aside_share": 0.2},
    {"visits_per_month": 4.0, "monitoring_per_year": 12.0, "set_aside_share": 0.4},
    {"visits_per_month": 1.0, "monitoring_per_year": 4.0, "set_aside_share": 0.0},
    {"visits_per_month": 2.0, "set_aside_share": 0.6},
)
"""Programmes of simulated cities beside the plan: books of many kinds come of them."""


class Action(NamedTuple):
    """Something that is done from the month after today on.

    Attributes
    ----------
    levers : mapping
        What it sets over the programme that goes on.
    title, judul : str
        In English and Indonesian.
    """

    name: str
    levers: Mapping[str, Any]
    title: str
    judul: str


_ALL = (
    Action(
        "visits-weekly", {"visits_per_month": 4.0},
        "a facilitator's visit every week", "kunjungan pendamping tiap minggu",
    ),
    Action(
        "visits-monthly", {"visits_per_month": 1.0},
        "a facilitator's visit every month", "kunjungan pendamping tiap bulan",
    ),
    Action(
        "monitoring-monthly", {"monitoring_per_year": 12.0, "monitoring_on": "all"},
        "monitoring every month", "monitoring tiap bulan",
    ),
    Action(
        "visits-and-monitoring",
        {"visits_per_month": 4.0, "monitoring_per_year": 12.0, "monitoring_on": "all"},
        "a visit every week and monitoring every month",
        "kunjungan tiap minggu dan monitoring tiap bulan",
    ),
    Action(
        "grant", {"bpls_places_per_year": 100_000.0, "bpls_after_months": 0},
        "the second grant (BPLS) to every Kube that runs and had none",
        "bantuan kedua (BPLS) untuk tiap Kube yang berjalan dan belum menerimanya",
    ),
)  # fmt: skip


def actions_for(scenario: Scenario) -> tuple[Action, ...]:
    """Return the actions that do more than a plan does already at its end."""
    levers = scenario.programme.model_dump()
    for change in scenario.change:
        levers |= change.model_dump(exclude_none=True)
    return tuple(action for action in _ALL if _does_more(action, levers))


def _does_more(action: Action, levers: Mapping[str, Any]) -> bool:
    """Whether an action sets any number above that of the plan."""
    numbers = ((name, value) for name, value in action.levers.items() if name != "monitoring_on")
    return any(value > levers[name] for name, value in numbers if value)


def policy_of(mix: Mapping[str, Any], action: Action | None, today: int, ends: bool) -> Policy:
    """Return the policy of a simulated city: a mix from the start on, an action after today.

    Parameters
    ----------
    today : int
        Number of the month after which the action begins.
    ends : bool
        Whether the plan's support ends at an age: with an action it goes on.
    """
    since = month_text(today + 1)
    levers = {} if action is None else dict(action.levers)
    if levers and ends:
        levers["support_months"] = 0
    change = (Change(**{"from": since}, **levers),) if levers else ()
    text = PLAN if action is None else action.name
    return Policy(
        name=f"{text}-{since}",
        title=text,
        judul=text,
        levers=LeverOverrides(**mix),
        change=change,
    )
