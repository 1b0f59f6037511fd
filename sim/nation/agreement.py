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
from sim.inputs.said import both
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
        why = both(f"is above high, {high}", f"lebih besar daripada high, {high}")
        remedy = both("write the smaller first", "tulis yang lebih kecil di depan")
        yield Disagreement((*loc, "low"), low, why, remedy)


def _kubes(kubes: Mapping[str, Any], span: Any) -> Iterator[Disagreement]:
    yield from _range(("kubes", "members"), kubes.get("members"))
    founded = kubes.get("founded") or {}
    for key in ("first", "last"):
        month = founded.get(key)
        if month is not None and span is not None and not span.has(month):
            why = span.outside("the nation's months", "bulan-bulan negara")
            remedy = both("correct it, or the months", "perbaiki bulan ini, atau months")
            yield Disagreement(("kubes", "founded", key), month, why, remedy)
    first, last = founded.get("first"), founded.get("last")
    if first is not None and last is not None and first > last:
        why = both(f"is after last, {last}", f"sesudah last, {last}")
        remedy = both("write the earlier first", "tulis yang lebih awal di depan")
        yield Disagreement(("kubes", "founded", "first"), first, why, remedy)
    weights = kubes.get("businesses")
    if weights is not None and None not in weights.values() and sum(weights.values()) <= 0.0:
        why = both("have no weight", "tidak punya bobot")
        remedy = both("give one of them a weight above 0", "beri salah satunya bobot di atas 0")
        yield Disagreement(("kubes", "businesses"), None, why, remedy)


def _inflation(row: int, region: Any, prices: Mapping[str, Any]) -> Iterator[Disagreement]:
    more, rates = region.get("inflation_more_percent"), inflation_rates(prices)
    if more and any(rate is not None and not -20.0 <= rate + more <= 100.0 for rate in rates):
        why = both(
            "takes a year's inflation out of -20 to 100 %",
            "membuat inflasi suatu tahun di luar -20 sampai 100 %",
        )
        loc = ("regions", row, "inflation_more_percent")
        yield Disagreement(loc, more, why, both("write a smaller one", "tulis yang lebih kecil"))


def _given_twice(regions: list[tuple[int, Any]]) -> Iterator[Disagreement]:
    for key in ("code", "name"):
        first: dict[Any, int] = {}
        for row, region in regions:
            value = region.get(key)
            if value in first:
                before = f"regions[{first[value] + 1}]"
                why = both(
                    f"is given twice, first in {before}", f"dipakai dua kali, pertama di {before}"
                )
                remedy = both(f"give each its own {key}", f"beri setiap wilayah {key} sendiri")
                yield Disagreement(("regions", row, key), value, why, remedy)
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
            why = both(
                f"with {cities} cities of {most} Kubes at most, ids go beyond {IDS_MOST - 1}",
                f"dengan {cities} kota masing-masing paling banyak {most} Kube, nomornya melewati "
                f"{IDS_MOST - 1}",
            )
            remedy = both(
                "start at a lower id, or have fewer",
                "mulai dari nomor yang lebih kecil, atau kurangi jumlahnya",
            )
            yield Disagreement(loc, first, why, remedy)
        for other, begin, end in taken:
            if first <= end and begin <= last:
                named = f"regions[{other + 1}]"
                why = both(
                    f"makes ids {first} to {last}, some of which {named} has",
                    f"membuat nomor {first} sampai {last}, sebagian dipakai {named}",
                )
                remedy = both(f"start after {end}", f"mulai sesudah {end}")
                yield Disagreement(loc, first, why, remedy)
        taken.append((row, first, last))
