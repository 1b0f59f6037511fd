"""What compiled code works on: one record a household, a Kube, a facilitator, a city."""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.ledger import HOUSEHOLD_ACCOUNTS, KUBE_ACCOUNTS, Outside
from sim.levers import Levers
from sim.months import COUNTED, HouseholdsMonth, KubeMonth
from sim.parameters import Parameters

Whole, Real, Word = np.int64, np.float64, np.uint64
NOBODY = -1
ZERO: Any = np.int64(0)
ONE: Any = np.int64(1)
"""Whole numbers that Numba does not take for literals: for those it compiles apart."""


def record(**fields: Any) -> np.dtype[Any]:
    """Return the layout of a record."""
    return np.dtype((np.record, np.dtype(list(fields.items()), align=True)))


def empty(shape: Any, layout: np.dtype[Any]) -> Any:
    """Return records of nothing."""
    return np.zeros(shape, layout).view(np.recarray)


def _whole(*names: str) -> dict[str, Any]:
    return dict.fromkeys(names, Whole)


def _real(*names: str) -> dict[str, Any]:
    return dict.fromkeys(names, Real)


ACCOUNT = record(**_whole("idr", "booked"))
"""`idr` is what an account holds; `booked` adds its flows up apart."""


def _accounts(*names: str) -> dict[str, Any]:
    return dict.fromkeys(names, ACCOUNT)


def _parameters_layout() -> np.dtype[Any]:
    """Return a layout with the names of the parameter groups: rules take it for a group."""
    groups = {}
    for name, group in Parameters()._asdict().items():
        fields = {
            key: Whole if isinstance(value, int) else Real for key, value in group._asdict().items()
        }
        groups[name] = record(**fields)
    return record(**groups)


def _levers_layout() -> np.dtype[Any]:
    """Return a layout of the levers; choices are numbered in the order of their declaration."""
    fields = {
        name: Real if isinstance(value, float) else Whole
        for name, value in Levers().model_dump().items()
    }
    return record(**fields)


PARAMETERS = _parameters_layout()
LEVERS = _levers_layout()

PLACE = record(**_whole("city_id", "background_kubes", "coupled"), **_real("line_idr"))
"""What the scenario says of the city."""

GRANT = record(**_whole("kind", "month", "amount_idr", "in_kind", "pending"))
"""A dated grant."""

DECISION = record(**_whole("month", "place", "lend", "grant", "visits"), share=Real)
"""What one Kube decides, as `sim.decisions.Decided`; month -1 is no decision."""

JOB = record(**_whole("policy", "parameters", "seed", "replication"))
"""One run: which policy and parameter set of the ensemble, and which luck."""

HOUSEHOLD = record(
    word=Word,
    **_accounts(*(account.name.lower() for account in HOUSEHOLD_ACCOUNTS)),
    **_whole("month_need_idr", "share_now_idr", "emergency", "loan_months_left"),
    **_real("income_real_idr", "unmet_real_idr"),
    **_real("income_idr", "need_idr", "distress", "discipline"),
    **_real("motivation", "trust", "skill", "schooling", "part", "willingness"),
    **_whole("social_type", "present", "months_as_member", "kube", "last_kube", "why_left"),
    **_whole("months_late", "loan_of_lkm", "key", "persons", "months_met", "came", "born_in"),
)
"""A household, as in `sim.agents.household`; what is used together stands together."""

KUBE = record(
    word=Word,
    **_whole(
        "number", "id", "status", "founded", "stage", "founders", "heads", "former", "newcomers",
        "business", "lines", "lines_at_founding", "sets_aside", "by_rota", "hard_access",
        "facilitator", "chair", "treasurer", "has_lkm", "got_bpls", "got_lkm_grant",
        "first_grant", "grants",
        "idle_months", "saved_idr", "loans", "defaults", "supported", "visits", "monitored",
        "present", "earned_idr", "idle", "profit_idr", "aside_idr", "liquid_before_idr",
        "books_kept", "living", "places", "support_ends", "months_after", "months_mandiri_after",
        "cell", "all_visits", "all_monitored", "supported_months",
        "lends", "grant_use", "decided_visits",
    ),
    **_accounts(*(account.name.lower() for account in KUBE_ACCOUNTS)),
    **_real(
        "share", "fit", "cohesion", "reach", "books", "organisation", "market", "access",
        "attention", "visibility", "attendance", "consent", "held", "held_year", "visit_effect",
        "proposed_share", "late_share", "gain", "attraction", "granted_real_idr", "decided_share",
    ),
)  # fmt: skip
"""A Kube, as in `sim.agents.kube`."""

FACILITATOR = record(
    word=Word,
    honoraria=ACCOUNT,
    **_whole("id", "tenure_months", "own_kubes", "turnovers"),
    **_real("competence", "effort", "load_kubes"),
)

NOW = record(
    run_word=Word,
    month_word=Word,
    **_whole(
        "month", "season", "households", "savings_idr", "own_businesses", *COUNTED,
        "visits", "monitoring_visits", "ministry_idr", "city_idr", "appointments", "grants_idr",
        "honoraria_idr",
    ),
    **_real(
        "price", "campaigns", "training_member_days", "grants_real_idr", "honoraria_real_idr"
    ),
)  # fmt: skip
"""The month, what is counted in it, and what the agency did so far."""

OUTSIDE = record(**_accounts(*Outside._fields))
"""The accounts of the world outside."""

PAPER = record(number=Whole, rank=Real)
"""An entry of what is sorted: somebody's number, and its rank."""

KUBE_MONTH = record(
    **{name: Real if hint is float else Whole for name, hint in KubeMonth.__annotations__.items()}
)
HOUSEHOLDS_MONTH = record(**_whole(*HouseholdsMonth._fields))


TALLY = record(
    **_whole(
        "kubes", "gagal", "tumbuh", "berkembang", "mandiri", "seen_gagal", "seen_tumbuh",
        "seen_berkembang", "seen_mandiri", "months_gagal", "months_tumbuh", "months_berkembang",
        "months_mandiri", "sustained", "sustained_of", "households", "members", "own_businesses",
        "savings_idr", "household_months", "member_months", "short", "saved", "borrowed",
        "in_arrears", "helped", "joined", "left", "profit_idr", "aside_idr", "visits",
        "monitoring_visits", "ministry_idr", "city_idr",
    ),
    **_real(
        "proposed_idr", "income_real_idr", "kube_income_real_idr", "consumption_real_idr",
        "unmet_real_idr", "savings_real_idr", "campaigns", "training_member_days",
    ),
)  # fmt: skip
"""What is added up of one run (`sim.ensemble.tally`); `real` is in Rp of the base month."""

SPENT = record(
    **_whole(
        "visits", "monitoring_visits", "appointments", "member_months", "grants_idr",
        "honoraria_idr",
    ),
    **_real("campaigns", "training_member_days", "grants_real_idr", "honoraria_real_idr"),
)  # fmt: skip
"""What was spent from the start to the end of a year (`sim.ensemble.accounts`)."""

CELL = record(
    **_whole(
        "kubes", "gagal", "berkembang", "mandiri", "sustained", "sustained_of", "founders",
        "visits", "monitoring_visits", "supported_months", "households", "household_months",
        "lifted",
    ),
    **_real("grants_real_idr", "kas_real_idr", "income_real_idr", "unmet_real_idr"),
)  # fmt: skip
"""What came of the Kubes of a cell with the households that founded them, or of the founding
households of a cell, for which nothing is said of Kubes (`sim.cells`)."""


class City(NamedTuple):
    """One city while it is run; every phase receives it.

    `newborn` is what a household starts as; `members` holds, Kube by Kube, the numbers of the
    member households in the order of their keys.
    """

    now: Any
    outside: Any
    place: Any
    p: Any
    levers: Any
    newborn: Any
    kubes: Any
    households: Any
    members: NDArray[np.uint32]
