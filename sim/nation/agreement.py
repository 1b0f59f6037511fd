"""What must agree inside a nation: bounds, months, ids of regions and of their Kubes, years."""

from collections.abc import Iterator, Mapping
from typing import Any

from sim.agreement import (
    Disagreement,
    inflation_rates,
    of_changes,
    of_parameters,
    of_today,
    of_years,
    span_of,
)
from sim.luck import IDS_MOST

RANGES = ("kubes", "kubes_per_facilitator", "poverty_line_idr", "hard_access")
"""Keys of a region with `low` and `high`."""


def nation_disagreements(data: Mapping[str, Any]) -> Iterator[Disagreement]:
    """Yield all that does not agree in a nation's values, of which any may be missing or None."""
    span = span_of(data)
    yield from _kubes(data.get("kubes") or {}, span)
    regions = [(row, region) for row, region in enumerate(data.get("regions") or ()) if region]
    for row, region in regions:
        for key in RANGES:
            yield from _range(("regions", row, key), region.get(key))
        yield from _inflation(row, region, data.get("prices") or {})
    yield from of_today(data.get("today"), span)
    yield from of_changes(data, span)
    yield from _given_twice(regions)
    yield from _ids(regions)
    yield from of_years(data.get("prices") or {}, span)
    yield from of_parameters(data.get("parameters") or {})


def _range(loc: tuple[int | str, ...], bounds: Mapping[str, Any] | None) -> Iterator[Disagreement]:
    low, high = (bounds or {}).get("low"), (bounds or {}).get("high")
    if low is not None and high is not None and low > high:
        yield Disagreement((*loc, "low"), low, f"is above high, {high}", "write the smaller first")


def _kubes(kubes: Mapping[str, Any], span: Any) -> Iterator[Disagreement]:
    yield from _range(("kubes", "members"), kubes.get("members"))
    founded = kubes.get("founded") or {}
    for key in ("first", "last"):
        month = founded.get(key)
        if month is not None and span is not None and not span.has(month):
            why = f"is outside the nation's months, {span}"
            yield Disagreement(("kubes", "founded", key), month, why, "correct it, or the months")
    first, last = founded.get("first"), founded.get("last")
    if first is not None and last is not None and first > last:
        why = f"is after last, {last}"
        yield Disagreement(("kubes", "founded", "first"), first, why, "write the earlier first")
    weights = kubes.get("businesses")
    if weights is not None and None not in weights.values() and sum(weights.values()) <= 0.0:
        why = "have no weight"
        yield Disagreement(("kubes", "businesses"), None, why, "give one of them a weight above 0")


def _inflation(row: int, region: Any, prices: Mapping[str, Any]) -> Iterator[Disagreement]:
    more, rates = region.get("inflation_more_percent"), inflation_rates(prices)
    if more and any(rate is not None and not -20.0 <= rate + more <= 100.0 for rate in rates):
        why = "takes a year's inflation out of -20 to 100 %"
        loc = ("regions", row, "inflation_more_percent")
        yield Disagreement(loc, more, why, "write a smaller one")


def _given_twice(regions: list[tuple[int, Any]]) -> Iterator[Disagreement]:
    for key in ("code", "name"):
        first: dict[Any, int] = {}
        for row, region in regions:
            value = region.get(key)
            if value in first:
                why = f"is given twice, first in regions[{first[value] + 1}]"
                yield Disagreement(("regions", row, key), value, why, f"give each its own {key}")
            elif value is not None:
                first[value] = row


def _ids(regions: list[tuple[int, Any]]) -> Iterator[Disagreement]:
    """Yield regions whose ids of Kubes go too far, or overlap with those of another one."""
    taken: list[tuple[int, int, int]] = []
    for row, region in regions:
        first, cities = region.get("first_kube"), region.get("cities")
        most = (region.get("kubes") or {}).get("high")
        if None in (first, cities, most):
            continue
        last = first + cities * most - 1
        loc = ("regions", row, "first_kube")
        if last >= IDS_MOST:
            why = f"with {cities} cities of {most} Kubes at most, ids go beyond {IDS_MOST - 1}"
            yield Disagreement(loc, first, why, "start at a lower id, or have fewer")
        for other, begin, end in taken:
            if first <= end and begin <= last:
                why = f"makes ids {first} to {last}, some of which regions[{other + 1}] has"
                yield Disagreement(loc, first, why, f"start after {end}")
        taken.append((row, first, last))
