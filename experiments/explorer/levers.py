"""The levers of the explorer, under the lines of an agency's budget, with bounds and prices."""

from collections.abc import Mapping
from typing import Any, Literal, NamedTuple, get_args

from sim.course import levers_at
from sim.levers import Levers
from sim.policy import acts_from
from sim.scenario import Scenario

Kind = Literal["range", "choice", "switch"]


class Control(NamedTuple):
    """How a lever is moved.

    Attributes
    ----------
    low, high, step : float
        Of a range; the plan's own value and a link's may lie beyond, within the lever's bounds.
    price : str
        The assumed unit cost of what it buys (`experiments.policy.accounting.PRICES`); empty
        where the lever itself is the amount, or nothing is paid.
    options : tuple of str
        Of a choice.
    """

    name: str
    kind: Kind
    low: float = 0.0
    high: float = 1.0
    step: float = 1.0
    price: str = ""
    options: tuple[str, ...] = ()


def _range(name: str, low: float, high: float, step: float, price: str = "") -> Control:
    return Control(name, "range", low, high, step, price)


def _choice(name: str) -> Control:
    return Control(name, "choice", options=get_args(Levers.model_fields[name].annotation))


GROUPS: Mapping[str, tuple[Control, ...]] = {
    "visits": (
        _range("visits_per_month", 0, 8, 0.5, "visit_idr"),
        _range("monitoring_per_year", 0, 24, 1, "monitoring_visit_idr"),
        _choice("monitoring_on"),
    ),
    "facilitators": (
        _range("facilitator_training", 0, 1, 0.25, "facilitator_training_idr"),
        _range("honorarium_idr", 0, 2_000_000, 50_000),
        _range("caseload_most", 0, 20, 1),
    ),
    "grants": (
        _range("starter_idr", 0, 40_000_000, 1_000_000),
        _choice("starter_form"),
        _range("bpls_idr", 0, 60_000_000, 1_000_000),
        _range("bpls_places_per_year", 0, 20, 1),
        _choice("bpls_condition"),
        _range("lkm_places_per_year", 0, 20, 1),
    ),
    "training": (
        _range("preparation_days", 0, 30, 1, "training_member_day_idr"),
        _range("promotion_per_year", 0, 6, 1, "campaign_idr"),
    ),
    "rules": (
        _range("set_aside_share", 0, 1, 0.05),
        _choice("rule"),
        _range("meetings_per_month", 0, 8, 0.5, "member_meeting_idr"),
        Control("open_books", "switch"),
    ),
    "length": (_range("support_months", 12, 120, 6),),
}
"""By line of the budget, in the order in which they are shown."""
CONTROLS = {control.name: control for group in GROUPS.values() for control in group}


def plan_levers(scenario: Scenario) -> dict[str, Any]:
    """Return every lever as the plan has it when a policy begins to act."""
    start = acts_from(scenario) - acts_from(scenario.model_copy(update={"today": None}))
    return levers_at(scenario, start).model_dump()
