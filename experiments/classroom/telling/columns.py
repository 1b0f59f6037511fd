"""The figures of a Kube and its households over the months, as columns."""

from collections.abc import Sequence
from typing import Any

from experiments.classroom.telling.recording import MonthSeen, Seen
from experiments.replaying.replay import slot_text
from sim.agents import Household, Kube
from sim.ledger import Flow
from sim.months import KubeMonth
from sim.standing import ALIVE, FAILED

Json = dict[str, Any]
DIGITS = 4
"""Traits and shares are told with so many digits; money is whole rupiah."""

OF_KUBE = (
    "stage", "members", "present", "kas_idr", "bank_idr", "iks_idr", "loans_out_idr", "lkm_idr",
    "equipment_idr", "saved_idr", "profit_idr", "aside_idr", "proposed_share", "consent", "books",
    "organisation", "discipline", "motivation", "trust", "attention", "visits", "monitored",
    "loans", "defaults",
)  # fmt: skip
"""Fields of `KubeMonth` that are told."""
SHARED = (Flow.SHARE_OUT, Flow.RAID)
"""What members get from their Kube month by month."""


def kube_columns(kube: Kube, months: Sequence[MonthSeen]) -> Json:
    """Return the Kube's columns; a month after failure has no figures.

    Beside `OF_KUBE`: `shared_idr`, what members got this month from profit and kas; `each_idr`,
    that for each member at the meeting; `got_each_idr`, the sum of that since founding;
    `sets_aside`, its rule at the end of the month.
    """
    columns: dict[str, list[Any]] = {name: [] for name in OF_KUBE}
    more: dict[str, list[Any]] = {
        name: [] for name in ("shared_idr", "each_idr", "got_each_idr", "sets_aside")
    }
    got, was = 0, ALIVE
    for month, record in zip(months, kube.history, strict=True):
        gone, was = month.status == was == FAILED, month.status
        shared = _shared(kube, month)
        each = shared // month.heads if month.heads else 0
        got += each
        for name in OF_KUBE:
            columns[name].append(None if gone else _value(record, name))
        figures = (shared, each, got, int(month.sets_aside))
        for name, value in zip(more, figures, strict=True):
            more[name].append(None if gone else value)
    return {**columns, **more}


def _value(record: KubeMonth, name: str) -> int | float:
    value: int | float = getattr(record, name)
    return round(value, DIGITS) if isinstance(value, float) else value


def _shared(kube: Kube, month: MonthSeen) -> int:
    rows = month.rows
    own = (rows[:, 1] == kube.kas) & ((rows[:, 0] == SHARED[0]) | (rows[:, 0] == SHARED[1]))
    return int(rows[own, 3].sum())


OF_HOUSEHOLD = (
    "role", "cash_idr", "income_idr", "share_idr", "need_idr", "owed_idr", "months_late",
    "unmet_idr", "discipline", "trust", "motivation", "own_business_idr",
)  # fmt: skip
"""Told of a household in each month in which it belonged to the Kube."""


def end_of_month(seen: Seen) -> dict[str, Any]:
    """Return how a household stands at the end of a month."""
    it = seen.household
    share = sum(seen.sum_idr(flow) for flow in SHARED)
    figures = (
        seen.role, it.cash_idr, it.month_income_idr, share, it.month_need_idr, it.owed_idr,
        it.months_late, it.unmet_idr, round(it.discipline, DIGITS), round(it.trust, DIGITS),
        round(it.motivation, DIGITS), it.own_business_idr,
    )  # fmt: skip
    return dict(zip(OF_HOUSEHOLD, figures, strict=True))


def household_columns(months: Sequence[dict[str, Any] | None]) -> Json:
    """Return a household's columns: None where it did not belong to the Kube."""
    return {name: [None if it is None else it[name] for it in months] for name in OF_HOUSEHOLD}


def name_of(household: Household, kube: Kube, names: dict[int, str]) -> str:
    """Return a household's number, with its Kube's name where it was born into another."""
    number = slot_text(household.slot)
    return number if household.origin == kube.id else f"{names[household.origin]} {number}"
