"""One side of a story: the Mesa model run and told."""

from dataclasses import dataclass, field
from typing import Any

from experiments.classroom.telling.columns import (
    Json,
    end_of_month,
    household_columns,
    kube_columns,
    name_of,
)
from experiments.classroom.telling.household_events import Told, events_of
from experiments.classroom.telling.kube_events import events_of_kube
from experiments.classroom.telling.recording import MonthSeen, watched
from sim.agents import Household, Kube
from sim.book import cash_book
from sim.model import KubeModel
from sim.standing import ALIVE, FAILED


@dataclass
class _Household:
    """A household's months as far as they were seen, by number of the month; its last role."""

    it: Household
    role: str | None = None
    columns: dict[int, dict[str, Any]] = field(default_factory=dict)
    events: dict[int, list[Told]] = field(default_factory=dict)


def side_of(model: KubeModel, kube_id: int) -> Json:
    """Run a model, with a journal and at its start, and tell one of its Kubes.

    Returns
    -------
    dict
        `digest` of the final state, `failed_month` (number among the months told, or None),
        `kube` columns, `households`, `events` of the Kube and the `book` of its kas.
    """
    kube = next(it for it in model.city.kubes if it.id == kube_id)
    months: list[MonthSeen] = []
    households: dict[int, _Household] = {}
    for number, month in enumerate(watched(model, kube)):
        months.append(month)
        for key, seen in month.seen.items():
            one = households.setdefault(key, _Household(seen.household))
            founded = month.month == kube.founded
            one.events[number] = events_of(seen, month, model.city, founded, one.role)
            one.columns[number] = end_of_month(seen)
            one.role = seen.role
    names = {it.id: it.name for it in model.city.kubes}
    numbers = range(len(months))
    return {
        "digest": model.digest(),
        "failed_month": next((n for n in numbers if months[n].status == FAILED), None),
        "kube": kube_columns(kube, months),
        "events": _kube_events(kube, months),
        "households": [
            {
                "key": key,
                "name": name_of(one.it, kube, names),
                "size": one.it.size,
                "columns": household_columns([one.columns.get(n) for n in numbers]),
                "events": [_rounded(one.events.get(n, [])) for n in numbers],
            }
            for key, one in sorted(households.items())
        ],
        "book": _book(model, kube, months),
    }


def _kube_events(kube: Kube, months: list[MonthSeen]) -> list[list[Told]]:
    told = []
    before, was = None, ALIVE
    for month, now in zip(months, kube.history, strict=True):
        told.append(events_of_kube(kube, month, now, before, was))
        before, was = now, month.status
    return told


def _rounded(events: list[Told]) -> list[list[Any]]:
    return [[round(it, 4) if isinstance(it, float) else it for it in told] for told in events]


def _book(model: KubeModel, kube: Kube, months: list[MonthSeen]) -> list[list[list[Any]]]:
    """Return the lines of the kas by month: flow, entries, in, out, balance."""
    assert model.city.ledger.kept is not None
    lines = {it.month: it.lines for it in cash_book(model.city.ledger.kept, kube.kas)}
    return [
        [[line.flow.name, *line[1:]] for line in lines.get(month.month, ())] for month in months
    ]
