"""A scenario and its policies as arrays."""

from collections.abc import Mapping, Sequence
from typing import Any, get_args

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sim.business import BUSINESSES, lunar_month
from sim.calendar import JANUARY_2004, month_number
from sim.ensemble.records import GRANT, LEVERS, NOBODY, PARAMETERS, PLACE, PLAN
from sim.levers import Levers
from sim.outcomes import support_ends
from sim.parameters import Parameters, with_values
from sim.policy import Policy
from sim.scenario import KubeRow, Scenario

GRANT_KINDS = ("bpls", "lkm")


def place_of(scenario: Scenario) -> NDArray[Any]:
    """Return the city as a record, shape (1,)."""
    city = scenario.city
    place = np.recarray(1, PLACE)
    place[0] = (
        city.id,
        city.facilitators,
        city.first_facilitator,
        city.background_kubes,
        city.coupled,
        scenario.months,
        scenario.prices.poverty_line_idr,
    )
    return place


def seasons_of(scenario: Scenario) -> NDArray[np.int64]:
    """Return the lunar month of every month, shape (months,)."""
    first = month_number(scenario.start) - JANUARY_2004
    return np.array([lunar_month(first + n) for n in range(scenario.months)], np.int64)


def levers_of(programmes: Sequence[Levers]) -> NDArray[Any]:
    """Return the levers of every policy, shape (policies,)."""
    rows = np.recarray(len(programmes), LEVERS)
    for row, programme in zip(rows, programmes, strict=True):
        for name, value in programme.model_dump().items():
            row[name] = _choice(name, value) if isinstance(value, str) else value
    return rows


def _choice(lever: str, value: str) -> int:
    """Return the number of a choice, in the order of its declaration."""
    return get_args(Levers.model_fields[lever].annotation).index(value)


def plans_of(scenario: Scenario, policies: Sequence[Policy]) -> tuple[NDArray[Any], NDArray[Any]]:
    """Return the Kubes and their dated grants, shapes (policies, Kubes), (policies, grants)."""
    ends = support_ends(scenario, policies)
    count = len(scenario.kubes)
    grants = sum(len(kube.grants) for kube in scenario.kubes)
    plans = np.recarray((len(policies), count), PLAN)
    dated = np.recarray((len(policies), grants), GRANT)
    for number, policy in enumerate(policies):
        under = scenario.under(policy)
        first = 0
        for place, kube in enumerate(sorted(under.kubes, key=lambda row: row.id)):
            plans[number, place] = _plan(under, kube, first, ends[kube.id])
            for grant in kube.grants:
                kind = GRANT_KINDS.index(grant.kind)
                month, in_kind = under.month(grant.month), grant.form == "in_kind"
                dated[number, first] = (kind, month, grant.amount_idr, in_kind, 1)
                first += 1
    return plans, dated


def _plan(scenario: Scenario, kube: KubeRow, first_grant: int, ends: int | None) -> tuple[Any, ...]:
    """Return a Kube's row, in the order of `PLAN`."""
    levers = scenario.programme
    rule = kube.rule if levers.rule == "as_agreed" else levers.rule
    return (
        kube.id,
        scenario.month(kube.founded),
        BUSINESSES[kube.business].number,
        kube.lines,
        kube.members,
        rule == "set_aside_first",
        kube.share_by == "rota",
        kube.access == "hard",
        _facilitator(scenario, kube),
        first_grant,
        len(kube.grants),
        NOBODY if ends is None else ends,
        levers.set_aside_share if kube.set_aside_share is None else kube.set_aside_share,
    )


def _facilitator(scenario: Scenario, kube: KubeRow) -> int:
    """Return the number of the facilitator that a Kube falls to, or `NOBODY`."""
    city = scenario.city
    if not city.facilitators:
        return NOBODY
    if kube.facilitator is not None:
        return kube.facilitator - city.first_facilitator
    return kube.id % city.facilitators


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
    for end in (np.min, np.max):
        with_values({name: float(end(column)) for name, column in columns.items()})
    rows = np.recarray(lengths.pop(), PARAMETERS)
    for group, values in _values_of(scenario)._asdict().items():
        for name, value in values._asdict().items():
            rows[group][name] = columns.get(f"{group}.{name}", value)
    return rows


def _values_of(scenario: Scenario) -> Parameters:
    return scenario.values()
