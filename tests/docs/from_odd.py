"""Two submodels and the luck, written again from `docs/odd.md` alone: nothing of `sim` is used.

Names follow the page: `v` holds parameter values by `group.name`, `levers` the levers.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

Values = Mapping[str, float]
Draw = Callable[[int, "Household"], float]

M64 = 2**64 - 1
ATTEND, CONSENT, RELUCTANCE, INCOME_MONTH, ILLNESS, CEREMONY, PLAN = range(10, 17)
BOOKS, RULE, PEER = 29, 30, 40
KUBE, HOUSEHOLD = 1, 2


@dataclass
class Household:
    """A household as the page describes it."""

    origin: int
    slot: int
    key: int
    need_idr: float
    income_idr: float
    schooling: float
    skill: float
    discipline: float
    trust: float
    distress: float
    social_type: int
    cash_idr: int
    own_business_idr: int
    owed_idr: int
    loan_months_left: int
    months_late: int
    loan_of_lkm: bool
    willingness: float
    present: bool
    share_now_idr: int
    kube: int = 0
    month_income_idr: int = 0
    month_need_idr: int = 0
    unmet_idr: int = 0
    emergency: bool = False


@dataclass
class Kube:
    """A Kube as the page describes it."""

    id: int
    share: float
    sets_aside: bool
    by_rota: bool
    profit_idr: int
    kas_idr: int
    iks_idr: int
    lkm_cash_idr: int
    loans_out_idr: int
    saved_idr: int
    attendance: float
    visits: int
    visit_effect: float
    attention: float
    books: float
    visibility: float
    consent: float
    held: float
    held_year: float
    has_lkm: bool
    loans: int
    defaults: int
    chair_key: int | None
    treasurer_key: int | None
    aside_idr: int = 0
    late_share: float = 0.0
    books_kept: bool = False
    members: list[Household] = field(default_factory=list)


# --- section 9: luck


def mix(word: int) -> int:
    z = (word + 0x9E3779B97F4A7C15) & M64
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & M64
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & M64
    return z ^ (z >> 31)


def bits(
    seed: int, replication: int, purpose: int, month: int, kind: int, entity: int, slot: int = 0
) -> int:
    run = seed * 2**32 + replication
    draw = purpose * 2**58 + month * 2**48 + kind * 2**45 + entity * 2**24 + slot * 2**7
    return mix((mix(run) + mix(draw)) & M64)


def uniform(drawn: int) -> float:
    return (drawn >> 11) * 2.0**-53


def normal(drawn: int) -> float:
    pieces = (drawn >> 43) + ((drawn >> 22) & 0x1FFFFF) + ((drawn >> 1) & 0x1FFFFF)
    return (pieces + 1.5) * 2.0**-20 - 3.0


# --- section 7: prices


def price_index(start: int, months: int, base: int, inflation: Mapping[int, float]) -> list[float]:
    """Months are counted as year * 12 + month of the year from 0."""
    first = min(start, base) // 12
    last = max(start + months - 1, base) // 12
    level, path = 1.0, []
    for year in range(first, last + 1):
        step = level * inflation[year] / 100.0 / 12.0
        path += [level + step * m for m in range(1, 13)]
        level = path[-1]
    at_base = path[base - 12 * first]
    return [x / at_base for x in path[start - 12 * first :][:months]]


# --- notation


def clip(x: float) -> float:
    return min(1.0, max(0.0, x))


def ssat(x: float, h: float) -> float:
    return 0.0 if x == 0.0 else x / (h + abs(x))


def next_instalment(h: Household) -> int:
    if h.loan_months_left <= 1:
        return h.owed_idr
    return -(-h.owed_idr // h.loan_months_left)
