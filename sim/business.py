"""Lines of business: what the trades differ in. All figures are assumptions (grade "-").

Seasons follow the lunar calendar: the twelve factors run from the month of Idul Fitri on.
"""

from typing import Literal, NamedTuple

BusinessName = Literal[
    "tent_rental",
    "food_stall",
    "sewing",
    "crackers",
    "cakes",
    "catering",
    "feast_rental",
    "snacks",
    "fish_farm",
    "rings",
]

FEASTS = (1.6, 1.3, 1.2, 0.8, 0.8, 1.1, 1.2, 1.1, 1.0, 1.1, 0.6, 0.2)
"""Weddings: many after Idul Fitri, hardly any in the fasting month before it."""
FOOD = (1.1, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.1, 0.8)
HOLIDAY_GOODS = (1.3, 0.9, 0.9, 0.9, 0.9, 0.9, 0.9, 0.9, 0.9, 0.9, 1.1, 1.5)
EVEN = (1.0,) * 12


class Business(NamedTuple):
    """Titles; input costs as a share of revenue; volatility and wear relative to 1."""

    number: int
    title: str
    judul: str
    kind: Literal["service", "trade", "production"]
    input_share: float
    volatility: float
    wear: float
    season: tuple[float, ...]


BUSINESSES: dict[str, Business] = {
    "tent_rental": Business(0, "tent rental", "sewa tenda", "service", 0.15, 1.0, 1.2, FEASTS),
    "food_stall": Business(1, "food stall", "warung makan", "trade", 0.60, 0.7, 0.8, FOOD),
    "sewing": Business(2, "sewing", "menjahit", "production", 0.40, 0.9, 0.9, HOLIDAY_GOODS),
    "crackers": Business(3, "crackers", "kerupuk", "production", 0.50, 0.8, 0.9, HOLIDAY_GOODS),
    "cakes": Business(4, "cakes", "kue", "production", 0.50, 0.9, 0.9, HOLIDAY_GOODS),
    "catering": Business(5, "catering", "katering", "service", 0.50, 1.0, 1.0, FEASTS),
    "feast_rental": Business(
        6, "feast rental", "sewa alat pesta", "service", 0.15, 1.0, 1.2, FEASTS
    ),
    "snacks": Business(7, "snacks", "jajanan", "trade", 0.55, 0.8, 0.8, HOLIDAY_GOODS),
    "fish_farm": Business(8, "fish farm", "budidaya ikan", "production", 0.50, 1.4, 1.0, EVEN),
    "rings": Business(9, "rings", "cincin", "production", 0.50, 1.1, 0.8, HOLIDAY_GOODS),
}

TRADES = len(BUSINESSES)
SEASONS = tuple(business.season for business in BUSINESSES.values())
INPUT_SHARES = tuple(business.input_share for business in BUSINESSES.values())
VOLATILITIES = tuple(business.volatility for business in BUSINESSES.values())
WEARS = tuple(business.wear for business in BUSINESSES.values())
"""By the number of the trade."""

_FIRST_IDUL_FITRI_DAYS = 318.0
"""14 November 2004, in days after 1 January 2004."""


def lunar_month(months_since_january_2004: int) -> int:
    """Return 0 for the month of Idul Fitri, 1 for the one after it, … 11 for the fasting month.

    The middle of the calendar month decides; mean lengths of both calendars are used.
    """
    days = months_since_january_2004 * 30.436875 + 15.0 - _FIRST_IDUL_FITRI_DAYS
    lunar = int((days + 12000.0 * 29.530589) / 29.530589)
    return lunar % 12
