"""A scenario and its policies as arrays."""

from collections.abc import Mapping, Sequence
from dataclasses import astuple
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sim.business import BUSINESSES, lunar_month
from sim.calendar import JANUARY_2004, month_number
from sim.cells import kube_cell
from sim.choices import GRANT_KINDS, in_numbers
from sim.course import announced, periods
from sim.ensemble import records
from sim.ensemble.records import NOBODY, empty, started
from sim.luck import Kind, words_of_ids
from sim.outcomes import latest_ends
from sim.parameters import with_values
from sim.policy import Policy
from sim.rules.support import facilitator_of
from sim.scenario import KubeRow, Scenario, decisions_under
from sim.state import HouseholdState, KubeState


def place_of(scenario: Scenario) -> NDArray[Any]:
    """Return the city as a record, shape (1,)."""
    city = scenario.city
    place = np.recarray(1, records.PLACE)
    line = scenario.prices.poverty_line_idr
    place[0] = (city.id, city.background_kubes, city.coupled, line)
    return place


def newborn() -> NDArray[Any]:
    """Return what every household starts as, shape (1,)."""
    return started(1, records.HOUSEHOLD, HouseholdState)


def facilitators_of(scenario: Scenario) -> NDArray[Any]:
    """Return the facilitators at the start, shape (facilitators,)."""
    return facilitators_from(scenario.city.first_facilitator, scenario.city.facilitators)


def facilitators_from(first: int, count: int) -> NDArray[Any]:
    """Return so many facilitators, with ids from `first` on."""
    rows = empty(count, records.FACILITATOR)
    rows.id = first + np.arange(count)
    return rows


def seasons_of(scenario: Scenario) -> NDArray[np.int64]:
    """Return the lunar month of every month, shape (months,)."""
    first = month_number(scenario.start) - JANUARY_2004
    return np.array([lunar_month(first + n) for n in range(scenario.months)], np.int64)


def years_of(scenario: Scenario) -> NDArray[np.int64]:
    """Return the calendar year of every month, counted from the first, shape (months,)."""
    first = month_number(scenario.start)
    months = first + np.arange(scenario.months)
    return months // 12 - first // 12


def levers_of(places: Sequence[Scenario]) -> NDArray[Any]:
    """Return the levers of places under policies by period, shape (places, most periods)."""
    courses = [periods(place) for place in places]
    rows = empty((len(courses), max(map(len, courses), default=0)), records.LEVERS)
    for row, course in zip(rows, courses, strict=True):
        for number, period in enumerate(course):
            row[number] = astuple(in_numbers(period.levers))
    return rows


def periods_of(places: Sequence[Scenario], months: int) -> NDArray[np.int64]:
    """Return the period that each month is in, shape (places, months)."""
    firsts = [[period.first for period in periods(place)] for place in places]
    month = np.arange(months)
    numbers = [np.searchsorted(first, month, side="right") - 1 for first in firsts]
    return np.array(numbers, np.int64).reshape(-1, months)


def announced_of(places: Sequence[Scenario]) -> NDArray[Any]:
    """Return what changes ask of every Kube, shape (places, most changes that ask something)."""
    changes = [tuple(announced(place)) for place in places]
    rows = empty((len(changes), max(map(len, changes), default=0)), records.ANNOUNCED)
    rows.month = NOBODY
    for row, of_place in zip(rows, changes, strict=True):
        for number, change in enumerate(of_place):
            row[number] = tuple(change)
    return rows


def kubes_of(scenario: Scenario, places: Sequence[Scenario]) -> NDArray[Any]:
    """Return the Kubes at the start by id, shape (places, Kubes).

    Parameters
    ----------
    places : sequence of Scenario
        The scenario under each policy.
    """
    own = sorted(scenario.kubes, key=lambda row: row.id)
    founded = np.array([scenario.month(kube.founded) for kube in own], np.int64)
    ends = latest_ends([scenario, *places], founded)
    rows = started((len(places), len(own)), records.KUBE, KubeState)
    rows.support_ends = NOBODY if ends is None else ends
    rows.cell = [kube_cell(kube.business, kube.rule, kube.access) for kube in own]
    for number, under in enumerate(places):
        first_grant = 0
        for place, kube in enumerate(sorted(under.kubes, key=lambda row: row.id)):
            row = rows[number, place]
            row.number, row.first_grant, row.grants = place, first_grant, len(kube.grants)
            _put_kube(row, under, kube)
            first_grant += len(kube.grants)
        rows.word[number] = words_of_ids(Kind.KUBE, rows.id[number])
    return rows


def _put_kube(row: Any, scenario: Scenario, kube: KubeRow) -> None:
    """Put what the scenario says of a Kube into its record."""
    levers = scenario.programme
    rule = kube.rule if levers.rule == "as_agreed" else levers.rule
    row.id, row.founded = kube.id, scenario.month(kube.founded)
    row.trade, row.founders = BUSINESSES[kube.business].number, kube.members
    row.lines = row.lines_at_founding = kube.lines
    row.agreed = kube.rule == "set_aside_first"
    row.sets_aside, row.by_rota = rule == "set_aside_first", kube.share_by == "rota"
    row.hard_access, row.facilitator = kube.access == "hard", _facilitator(scenario, kube)
    share = kube.set_aside_share
    row.share = levers.set_aside_share if share is None else share


def grants_of(scenario: Scenario, places: Sequence[Scenario]) -> NDArray[Any]:
    """Return the dated grants, Kube by Kube, shape (places, grants)."""
    count = sum(len(kube.grants) for kube in scenario.kubes)
    rows = empty((len(places), count), records.GRANT)
    for number, under in enumerate(places):
        kubes = sorted(under.kubes, key=lambda row: row.id)
        grants = [grant for kube in kubes for grant in kube.grants]
        for row, grant in zip(rows[number], grants, strict=True):
            row.kind, row.month = GRANT_KINDS.index(grant.kind), scenario.month(grant.month)
            row.amount_idr, row.in_kind = grant.amount_idr, grant.form == "in_kind"
            row.pending = True
    return rows


def decisions_of(scenario: Scenario, policies: Sequence[Policy]) -> NDArray[Any]:
    """Return what is decided under each policy by month, shape (policies, most decisions)."""
    decisions = [decisions_under(scenario, policy) for policy in policies]
    rows = empty(
        (len(policies), max((len(decided) for decided in decisions), default=0)), records.DECISION
    )
    rows.month = NOBODY
    for number, of_policy in enumerate(decisions):
        for row, decision in zip(rows[number], of_policy, strict=False):
            for name, value in decision._asdict().items():
                row[name] = value
    return rows


def _facilitator(scenario: Scenario, kube: KubeRow) -> int:
    """Return the number of the facilitator that a Kube falls to, or `NOBODY`."""
    city = scenario.city
    if not city.facilitators:
        return NOBODY
    if kube.facilitator is not None:
        return kube.facilitator - city.first_facilitator
    return facilitator_of(kube.id, city.facilitators)


def parameters_of(scenario: Scenario, sets: Mapping[str, ArrayLike]) -> NDArray[Any]:
    """Return parameter sets as records, shape (sets,); values not given are the scenario's.

    Parameters
    ----------
    scenario : Scenario
    sets : mapping of `group.name` to values, shape (sets,)
        All of one length; without any there is one set, the scenario's own.

    Raises
    ------
    ValueError
        For an unknown name, a value out of bounds, or columns of different lengths.
    """
    columns = {name: np.asarray(values, np.float64) for name, values in sets.items()}
    lengths = {column.shape for column in columns.values()} or {(1,)}
    if len(lengths) > 1 or any(len(shape) != 1 for shape in lengths):
        raise ValueError("parameter sets: every column must have one value a set")
    for extreme in (np.min, np.max, _least_whole):
        with_values({name: float(extreme(column)) for name, column in columns.items()})
    rows = np.recarray(lengths.pop(), records.PARAMETERS)
    for group, values in scenario.values()._asdict().items():
        for name, value in values._asdict().items():
            rows[group][name] = columns.get(f"{group}.{name}", value)
    return rows


def _least_whole(column: NDArray[np.float64]) -> float:
    """Return the value that is furthest from a whole number, which some parameters must be."""
    return float(column[np.argmax(np.abs(column - np.round(column)))])
