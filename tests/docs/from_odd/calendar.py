"""Section 7: prices and the lunar calendar; months count as year x 12 + month from 0."""

from collections.abc import Mapping

JANUARY_2004 = 2004 * 12


def price_index(start: int, months: int, base: int, inflation: Mapping[int, float]) -> list[float]:
    first = min(start, base) // 12
    last = max(start + months - 1, base) // 12
    level, path = 1.0, []
    for year in range(first, last + 1):
        step = level * inflation[year] / 100.0 / 12.0
        path += [level + step * m for m in range(1, 13)]
        level = path[-1]
    at_base = path[base - 12 * first]
    return [x / at_base for x in path[start - 12 * first :][:months]]


def lunar_month(month: int) -> int:
    k = month - JANUARY_2004
    return int((k * 30.436875 + 15 - 318 + 12000 * 29.530589) / 29.530589) % 12
