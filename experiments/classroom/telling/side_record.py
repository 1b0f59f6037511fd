"""One side of a story written down: the Mesa model watched, its figures by month as columns."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from experiments.classroom.telling.failure import failure_of
from experiments.classroom.telling.month_events import Event, household_events, kube_events
from experiments.classroom.telling.watching import MonthSeen, Seen, watched
from sim.agents import Household, Kube
from sim.book import cash_book
from sim.ledger import Flow
from sim.luck import slot_text
from sim.model import KubeModel
from sim.standing import ALIVE, FAILED

Json = dict[str, Any]
DIGITS = 4
"""Traits and shares are told with so many digits; money is whole rupiah."""

KUBE_COLUMNS = (
    "stage", "members", "present", "stopped", "kas_idr", "bank_idr", "iks_idr", "loans_out_idr",
    "lkm_idr", "equipment_idr", "saved_idr", "profit_idr", "aside_idr", "proposed_share",
    "consent", "books", "organisation", "discipline", "motivation", "spirit", "trust", "attention",
    "visits", "monitored", "loans", "defaults",
)  # fmt: skip
"""Fields of `KubeMonth` that are told."""
SHARED = (Flow.SHARE_OUT, Flow.RAID)
"""What members get from their Kube month by month."""
RECEIVED = (*SHARED, Flow.WINDING_UP_SHARE)
"""All that members get from their Kube: also their parts when it is wound up."""

HOUSEHOLD_COLUMNS = (
    "role", "cash_idr", "income_idr", "share_idr", "need_idr", "owed_idr", "months_late",
    "unmet_idr", "discipline", "trust", "spirit", "motivation", "paid", "bond",
    "own_business_idr",
)  # fmt: skip
"""Told of a household in each month in which it belonged to the Kube."""


@dataclass
class _Household:
    """A household's months as far as they were seen, by number of the month; its last role."""

    agent: Household
    role: str | None = None
    columns: dict[int, list[Any]] = field(default_factory=dict)
    events: dict[int, list[Event]] = field(default_factory=dict)


def record_side(model: KubeModel, kube_id: int, wanted: Callable[[], bool] = lambda: True) -> Json:
    """Run a model, with a journal and at its start, and write down one of its Kubes.

    Parameters
    ----------
    wanted : callable
        Asked every month: whether somebody still waits (`watched`).

    Returns
    -------
    dict
        `digest` of the final state, `failed_month` (number among the months told, or None),
        `failure` (`failure_of`), `kube` columns, `households`, `events` of the Kube and the `book`
        of its kas.
    """
    kube = next(kube for kube in model.city.kubes if kube.id == kube_id)
    months: list[MonthSeen] = []
    households: dict[int, _Household] = {}
    for number, month in enumerate(watched(model, kube, wanted)):
        months.append(month)
        for key, seen in month.seen.items():
            known = households.setdefault(key, _Household(seen.household))
            founded = month.month == kube.founded
            known.events[number] = household_events(seen, month, model.city, founded, known.role)
            known.columns[number] = _end_of_month(seen)
            known.role = seen.role
    names = {kube.id: kube.name for kube in model.city.kubes}
    numbers = range(len(months))
    columns, events = _kube_months(kube, months)
    failed = next((n for n in numbers if months[n].status == FAILED), None)
    told = [
        {
            "key": key,
            "name": _name_of(known.agent, kube, names),
            "size": known.agent.size,
            "columns": _columns(HOUSEHOLD_COLUMNS, [known.columns.get(n) for n in numbers]),
            "events": [list(map(_rounded, known.events.get(n, ()))) for n in numbers],
        }
        for key, known in sorted(households.items())
    ]
    return {
        "digest": model.digest(),
        "failed_month": failed,
        "failure": failure_of(columns, told, failed, model.city.p.membership.idle_months),
        "kube": columns,
        "events": events,
        "households": told,
        "book": _book(model, kube, months),
    }


def _rounded(figures: Iterable[Any]) -> list[Any]:
    return [round(figure, DIGITS) if isinstance(figure, float) else figure for figure in figures]


def _columns(names: Sequence[str], months: Sequence[list[Any] | None]) -> Json:
    """Return rows of months as columns; None where a month has none."""
    return {
        name: [None if month is None else month[place] for month in months]
        for place, name in enumerate(names)
    }


def _book(model: KubeModel, kube: Kube, months: list[MonthSeen]) -> list[list[list[Any]]]:
    """Return the lines of the kas by month: flow, entries, in, out, balance."""
    assert model.city.ledger.kept is not None
    lines = {page.month: page.lines for page in cash_book(model.city.ledger.kept, kube.kas)}
    return [
        [[line.flow.name, *line[1:]] for line in lines.get(month.month, ())] for month in months
    ]


def _kube_months(kube: Kube, months: Sequence[MonthSeen]) -> tuple[Json, list[list[Event]]]:
    """Return the Kube's columns and its events; a month after failure has no figures.

    Beside `KUBE_COLUMNS`: `shared_idr`, what members got this month from profit and kas;
    `each_idr`, that for each member at the meeting; `sets_aside`, its rule at the end of the
    month; `got_each_idr`, what each member has received since founding, with the part of each at
    winding up, which stays once the Kube has closed; `ended_each_idr`, that part.
    """
    rows: list[list[Any] | None] = []
    events = []
    received: list[list[int]] = []
    got, before, was = 0, None, ALIVE
    for month, now in zip(months, kube.history, strict=True):
        shared = sum(month.sum_idr(flow, kube.kas) for flow in SHARED)
        each = shared // month.heads if month.heads else 0
        ended = month.each_idr(Flow.WINDING_UP_SHARE, kube.kas)
        got += each + ended
        received.append([got, ended])
        recorded = [getattr(now, name) for name in KUBE_COLUMNS]
        figures = _rounded((*recorded, shared, each, int(month.sets_aside)))
        rows.append(None if month.status == was == FAILED else figures)
        events.append(kube_events(kube, month, now, before, was))
        before, was = now, month.status
    columns = _columns((*KUBE_COLUMNS, "shared_idr", "each_idr", "sets_aside"), rows)
    return {**columns, **_columns(("got_each_idr", "ended_each_idr"), received)}, events


def _end_of_month(seen: Seen) -> list[Any]:
    """Return how a household stands at the end of a month, as `HOUSEHOLD_COLUMNS` has it."""
    household = seen.household
    share = sum(seen.sum_idr(flow) for flow in RECEIVED)
    figures = (
        seen.role, household.cash_idr, household.month_income_idr, share,
        household.month_need_idr, household.owed_idr, household.months_late, household.unmet_idr,
        household.discipline, household.trust, *seen.will, household.own_business_idr,
    )  # fmt: skip
    return _rounded(figures)


def _name_of(household: Household, kube: Kube, names: dict[int, str]) -> str:
    """Return a household's number, with its Kube's name where it was born into another."""
    number = slot_text(household.slot)
    return number if household.origin == kube.id else f"{names[household.origin]} {number}"
