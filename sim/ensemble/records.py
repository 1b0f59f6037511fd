"""What compiled code works on: one record a household, a Kube, a facilitator, a city.

Layouts follow from the declarations in `sim.state`; what is added here serves the engine alone.
"""

from typing import Any, NamedTuple, get_type_hints

import numpy as np
from numpy.typing import DTypeLike, NDArray

from sim.business import TRADES
from sim.course import Announced
from sim.decisions import Decided
from sim.draws import HOUSEHOLD_HAND, KUBE_HAND, TRAITS_HAND
from sim.ledger import Outside
from sim.levers import Levers
from sim.months import HouseholdsMonth, KubeMonth
from sim.parameters import Parameters
from sim.state import AgencyState, FacilitatorState, HouseholdState, KubeState
from sim.state.city import DatedGrant, Entry, Now, Place
from sim.state.variable import OpenedAccount, Variable, kinds

Whole, Real, Yes, Word = np.int64, np.float64, np.bool_, np.uint64
NOBODY = -1

Fields = dict[str, DTypeLike]
PLAIN: Fields = {"int": Whole, "float": Real, "bool": Yes}


def record(**fields: DTypeLike) -> np.dtype[Any]:
    """Return the layout of a record."""
    return np.dtype((np.record, np.dtype(list(fields.items()), align=True)))


def empty(shape: Any, layout: np.dtype[Any]) -> Any:
    """Return records of nothing."""
    return np.zeros(shape, layout).view(np.recarray)


def _whole(*names: str) -> Fields:
    return dict.fromkeys(names, Whole)


def _real(*names: str) -> Fields:
    return dict.fromkeys(names, Real)


def _plain(kind: type) -> Fields:
    """Return the fields of a class whose attributes are whole or real numbers, or yes or no."""
    hints = get_type_hints(kind)
    return {name: PLAIN[hint.__name__] for name, hint in hints.items() if hint.__name__ in PLAIN}


ACCOUNT = record(**_whole("idr", "booked"))
"""`idr` is what an account holds; `booked` adds its flows up apart."""


def _state(state: type, hand: int = 0, **more: DTypeLike) -> np.dtype[Any]:
    """Return the layout of a declared state and of what the engine adds to it.

    What a list holds stands elsewhere, but for the hand of luck; another agent is a number. What
    an account holds is read in the account itself, and under its name as a variable.
    """
    fields = dict(more)
    for name, kind in kinds(state).items():
        if isinstance(vars(state)[name], OpenedAccount):
            fields[name] = ACCOUNT
        elif name == "draws":
            fields[name] = (Real, (hand,))
        elif not kind.startswith("list"):
            fields[name] = PLAIN.get(kind, Whole)
    whole = record(**dict(sorted(fields.items(), key=_yes_last)))
    names, formats, offsets = [], [], []
    for name, (layout, offset, *_) in (whole.fields or {}).items():
        names.append(name)
        formats.append(layout)
        offsets.append(offset)
        if layout == ACCOUNT:
            names.append(vars(state)[name].read_as)
            formats.append(np.dtype(Whole))
            offsets.append(offset)
    return np.dtype(
        (
            np.record,
            np.dtype(
                {
                    "names": names,
                    "formats": formats,
                    "offsets": offsets,
                    "itemsize": whole.itemsize,
                }
            ),
        )
    )


def _yes_last(field: tuple[str, DTypeLike]) -> bool:
    return field[1] is Yes


def started(shape: Any, layout: np.dtype[Any], state: type) -> Any:
    """Return records in the state that all start with; whoever is nobody is `NOBODY`."""
    rows = empty(shape, layout)
    for name, kind in kinds(state).items():
        declared = vars(state)[name]
        if isinstance(declared, Variable) and declared.start is not None:
            rows[name] = declared.start
        elif kind.endswith("| None"):
            rows[name] = NOBODY
    return rows


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
    programme = Levers().model_dump()
    return record(
        **{name: PLAIN.get(type(value).__name__, Whole) for name, value in programme.items()}
    )


PARAMETERS = _parameters_layout()
LEVERS = _levers_layout()
PLACE = record(**_plain(Place))
GRANT = record(**_plain(DatedGrant))
ANNOUNCED = record(**_plain(Announced))
"""What a change of the programme asks of every Kube; month -1 is no change."""
DECISION = record(**_plain(Decided))
"""What one Kube decides; month -1 is no decision."""
PAPER = record(**_plain(Entry))
"""An entry of what is sorted."""

JOB = record(**_whole("policy", "parameters", "seed", "replication"))
"""One run: which policy and parameter set of the ensemble, and which luck."""

HOUSEHOLD = _state(
    HouseholdState,
    len(HOUSEHOLD_HAND.words),
    word=Word,
    run_word=Word,
    **_whole("months_met", "came", "born_in"),
    **_real("income_real_idr", "unmet_real_idr"),
)
KUBE = _state(
    KubeState,
    len(KUBE_HAND.words),
    word=Word,
    run_word=Word,
    agreed=Yes,
    **_whole(
        "former", "first_grant", "grants", "support_ends", "months_after", "months_mandiri_after",
        "cell", "all_visits", "all_monitored", "supported_months",
    ),
)  # fmt: skip
"""`former` counts the former members, who stand where the members stood; `agreed` says whether a
Kube agreed at founding to set aside first."""
FACILITATOR = _state(FacilitatorState)
AGENCY = _state(AgencyState)

NOW = record(
    run_word=Word,
    month_word=Word,
    **_plain(Now),
    households=Whole,
    sellers=(Whole, (TRADES,)),
    luck_of_trades=(Real, (TRADES,)),
    at_birth=(Real, (len(TRAITS_HAND.words),)),
)
"""The month, the households that came so far, and the hand of the one that comes now."""

OUTSIDE = record(**dict.fromkeys(Outside._fields, ACCOUNT))
"""The accounts of the world outside."""

KUBE_MONTH = record(
    **{name: Real if hint is float else Whole for name, hint in KubeMonth.__annotations__.items()}
)
HOUSEHOLDS_MONTH = record(**_plain(HouseholdsMonth))


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
"""What was spent from the start to the end of a year (`sim.ensemble.tally`)."""

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
    """One city while it is run; every phase receives it in the place of a `sim.city.City`.

    `newborn` is what a household starts as; `members` holds, Kube by Kube, the numbers of the
    member households in the order of their keys.
    """

    now: Any
    count: Any
    agency: Any
    ledger: Any
    outside: Any
    place: Any
    p: Any
    levers: Any
    newborn: Any
    kubes: Any
    households: Any
    members: NDArray[np.uint32]
    facilitators: Any
    grants: Any
    paper: Any
