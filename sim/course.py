"""The course of a programme: which levers are in force in which month.

A scenario has a programme at its start and changes from months on; a policy puts its own levers
over these, from its own month on. What a change does not name stays as it was.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple, Protocol, get_type_hints

from pydantic import Field, create_model

from sim.calendar import Month, month_number, month_text
from sim.choices import number_of
from sim.inputs.strict import Strict
from sim.levers import Levers
from sim.standing import UNDECIDED

SHARE, RULE = "set_aside_share", "rule"
"""Levers that Kubes hold themselves: a change of them reaches Kubes that live."""


def _optional_levers() -> type[Strict]:
    """Build the record of overrides: every lever, each with `not set` as its default."""
    hints = get_type_hints(Levers, include_extras=True)
    fields: dict[str, Any] = {
        name: (
            hints[name] | None,
            Field(
                None,
                title=info.title,
                description=info.description,
                json_schema_extra=info.json_schema_extra,
            ),
        )
        for name, info in Levers.model_fields.items()
    }
    return create_model("LeverOverrides", __base__=Strict, **fields)


LeverOverrides = _optional_levers()
_FROM: dict[str, Any] = {"from": (Month, Field(description="month from which on they hold"))}
Change = create_model("Change", __base__=LeverOverrides, **_FROM)
"""Levers and the month `from` which on they hold; `from` is no name in Python."""


class Step(NamedTuple):
    """Levers that are set from a month on, counted as `sim.calendar.month_number` does."""

    month: int
    levers: Mapping[str, Any]


class Period(NamedTuple):
    """Levers in force from a month of the scenario on, until the next period."""

    first: int
    levers: Levers


class Announced(NamedTuple):
    """What a change asks of every Kube, as both engines take it; `UNDECIDED` asks nothing.

    Attributes
    ----------
    month : int
        Months since the scenario's start.
    share : float
        What officers propose to set aside from now on.
    rule : int
        Number of the choice (`sim.choices`).
    """

    month: int
    share: float
    rule: int


class Programmed(Protocol):
    """What has a programme and changes of it: a city or a nation."""

    @property
    def start(self) -> str:
        """The first month."""

    @property
    def programme(self) -> Levers:
        """The levers at the start."""

    @property
    def change(self) -> tuple[Any, ...]:
        """Changes of it."""


def set_by(record: Any) -> dict[str, Any]:
    """Return the levers that a record of overrides or a change sets."""
    levers = record.model_dump(exclude={"from"})
    return {name: value for name, value in levers.items() if value is not None}


def steps_of(changes: Iterable[Any]) -> list[Step]:
    """Return changes in the order of their months."""
    steps = (Step(month_number(getattr(change, "from")), set_by(change)) for change in changes)
    return sorted(steps, key=lambda step: step.month)


def in_force(steps: Iterable[Step], month: int) -> dict[str, Any]:
    """Return what steps in the order of their months have set until a month, that one included."""
    levers: dict[str, Any] = {}
    for step in steps:
        if step.month <= month:
            levers |= step.levers
    return levers


def course_under(place: Programmed, over: Sequence[Step]) -> tuple[Levers, tuple[Any, ...]]:
    """Return programme and changes of a place with the steps of a policy put over them.

    A change keeps what it moves; and the share where it is named, for that is said to all Kubes.
    """
    start = month_number(place.start)
    own = [Step(start, place.programme.model_dump()), *steps_of(place.change)]
    first = {**in_force(own, start), **in_force(over, start)}
    before, changes = first, []
    for month in sorted({step.month for step in (*own, *over) if step.month > start}):
        of_policy = in_force(over, month)
        now = {**in_force(own, month), **of_policy}
        named = _named(over, month) | (_named(own, month) - of_policy.keys())
        moved = {
            name: value
            for name, value in now.items()
            if value != before[name] or (name == SHARE and name in named)
        }
        if moved:
            changes.append(Change(**{"from": month_text(month)}, **moved))
        before = now
    return Levers(**first), tuple(changes)


def _named(steps: Iterable[Step], month: int) -> set[str]:
    """Return the levers that are named in a month."""
    return {name for step in steps if step.month == month for name in step.levers}


def periods(place: Programmed) -> tuple[Period, ...]:
    """Return the levers in force, period by period; there is one where nothing changes."""
    start, levers = month_number(place.start), place.programme
    course = [Period(0, levers)]
    for step in steps_of(place.change):
        levers = levers.model_copy(update=dict(step.levers))
        course.append(Period(step.month - start, levers))
    return tuple(course)


def levers_at(place: Programmed, month: int) -> Levers:
    """Return the levers in force in a month, counted from the start."""
    return [period.levers for period in periods(place) if period.first <= month][-1]


def announced(place: Programmed) -> Iterator[Announced]:
    """Yield what changes ask of every Kube, in the order of their months.

    A rule that is named and is in force already asks nothing.
    """
    course = periods(place)
    for before, now, step in zip(course, course[1:], steps_of(place.change), strict=False):
        share = step.levers.get(SHARE, float(UNDECIDED))
        another = now.levers.rule != before.levers.rule
        rule = number_of(RULE, now.levers.rule) if another else UNDECIDED
        if SHARE in step.levers or another:
            yield Announced(now.first, share, rule)
