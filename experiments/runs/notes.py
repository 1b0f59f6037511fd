"""Figures of a good file that are allowed but look wrong."""

from collections.abc import Iterator, Mapping
from typing import Any

from experiments.runs.windows import UNDATED
from sim.calendar import Prices, month_number
from sim.inputs.faults import Fault
from sim.nation.records import Nation, NationPrices
from sim.policy import Policy
from sim.scenario import KubeRow, Scenario

RUPIAH_LEAST = 100
"""A smaller sum does not exist in cash: it may have been given in millions or thousands."""
PERCENT_LEAST = 0.5
"""Where every year's inflation is below it, shares may have been given for percent."""
BASE = "2010-03"
"""The model's own figures are in rupiah of this month."""


def notes_on_policy(policy: Policy, file: str) -> Iterator[Fault]:
    """Yield what looks wrong in a policy."""
    yield from _levers(policy.overrides(), "levers", file)


def notes_on_nation(nation: Nation, file: str) -> Iterator[Fault]:
    """Yield what looks wrong in a nation."""
    yield from _prices(nation.prices, file)
    yield from _levers(nation.programme.model_dump(), "programme", file)


def notes_on_scenario(scenario: Scenario, file: str) -> Iterator[Fault]:
    """Yield what looks wrong in a scenario."""
    if not scenario.kubes:
        remedy = "write them under [[kubes]] or in a CSV"
        yield Fault(file, "there are no Kubes", "kubes", remedy=remedy)
    yield from _prices(scenario.prices, file)
    yield from _levers(scenario.programme.model_dump(), "programme", file)
    for row, kube in enumerate(scenario.kubes):
        yield from _kube(scenario, kube, f"kubes[{row + 1}]", file)


def _prices(prices: Prices | NationPrices, file: str) -> Iterator[Fault]:
    base, figures = prices.base, prices.inflation_percent
    if base != BASE:
        why, remedy = "the model's own figures are in rupiah of March 2010", f'write "{BASE}"'
        yield Fault(file, why, "prices.base", f'"{base}"', remedy)
    if any(figures.values()) and all(abs(it) < PERCENT_LEAST for it in figures.values()):
        why, remedy = "every year is below 0.5 %", "for 4 % write 4.0, not 0.04"
        yield Fault(file, why, "prices.inflation_percent", remedy=remedy)


def _kube(scenario: Scenario, kube: KubeRow, key: str, file: str) -> Iterator[Fault]:
    for number, grant in enumerate(kube.grants, start=1):
        if 0 < grant.amount_idr < RUPIAH_LEAST:
            yield _small(file, f"{key}.grants[{number}].amount_idr", grant.amount_idr, kube.name)
    for number, seen in enumerate(kube.observed, start=1):
        if seen.quantity.endswith("_idr") and 0 < seen.value < RUPIAH_LEAST:
            yield _small(file, f"{key}.observed[{number}].value", seen.value, kube.name)
        if seen.month is None and not _reaches_undated(scenario):
            why = "is missing, and undated figures are of 2011-2015, which the months do not reach"
            where = f"{key}.observed[{number}].month"
            yield Fault(file, why, where, remedy="add the month", about=kube.name)


def _reaches_undated(scenario: Scenario) -> bool:
    first, last = (month_number(month) for month in UNDATED)
    start = month_number(scenario.start)
    return start <= last and first < start + scenario.months


def _levers(levers: Mapping[str, Any], table: str, file: str) -> Iterator[Fault]:
    for key, value in levers.items():
        if key.endswith("_idr") and 0 < value < RUPIAH_LEAST:
            yield _small(file, f"{table}.{key}", value)


def _small(file: str, key: str, value: int, about: str = "") -> Fault:
    why = "is less than the smallest coin"
    remedy = f"for {value} million rupiah write {value * 1_000_000}"
    return Fault(file, why, key, str(value), remedy, about=about)
