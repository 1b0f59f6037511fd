"""What support costs, and who pays: counts of what was done, times accounting prices.

An accounting price scales a line of cost and changes no outcome; honoraria and grants are levers,
so they are paid inside the model. Present values are in rupiah of the price year; what is paid in
a fiscal year, which is the calendar year, is in rupiah of that year. Discounting is by calendar
year, the first one at full weight. A group's work is paid by its income and is no cost here.
"""

from collections.abc import Mapping
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.calendar import month_number
from sim.course import periods
from sim.nation.load import Setting
from sim.parameters.spec import Grade

Payer = Literal["ministry", "city", "members"]
PAYERS: tuple[Payer, ...] = ("ministry", "city", "members")
PUBLIC: tuple[Payer, ...] = PAYERS[:2]
"""Who pays out of a public budget."""
Numbers = NDArray[np.float64]


class Price(NamedTuple):
    """An accounting price in rupiah of 2015, with the range in which it may lie.

    Attributes
    ----------
    unit, satuan : str
        For what it is paid, in English and Indonesian.
    source, sumber : str
        What the range rests on, in English and Indonesian.
    """

    name: str
    title: str
    judul: str
    payer: Payer
    unit: str
    satuan: str
    low: float
    high: float
    grade: Grade
    source: str
    sumber: str


_NONE_FOUND, _TIDAK_ADA = "no source found: a wide range", "sumber tidak ditemukan: rentang lebar"
PRICES = (
    Price(
        "visit_idr", "visits of facilitators", "kunjungan pendamping", "city",
        "a visit, beside the honorarium", "satu kunjungan, di luar honorarium", 20_000.0, 250_000.0,
        "-", f"transport and half a day's allowance; {_NONE_FOUND}",
        f"transpor dan uang harian setengah hari; {_TIDAK_ADA}",
    ),
    Price(
        "monitoring_visit_idr", "monitoring visits", "kunjungan monitoring", "city", "a visit",
        "satu kunjungan", 50_000.0, 600_000.0, "-", f"two officials for half a day; {_NONE_FOUND}",
        f"dua petugas selama setengah hari; {_TIDAK_ADA}",
    ),
    Price(
        "campaign_idr", "market promotion", "promosi pasar", "city", "a campaign for one Kube",
        "satu promosi untuk satu Kube", 250_000.0, 4_000_000.0, "-",
        f"a stall at a bazaar; {_NONE_FOUND}", f"satu lapak di bazar; {_TIDAK_ADA}",
    ),
    Price(
        "training_member_day_idr", "training of members", "pelatihan anggota", "ministry",
        "a member and day", "satu anggota per hari", 50_000.0, 500_000.0, "-",
        f"trainer, room, meals and transport; {_NONE_FOUND}",
        f"pelatih, ruang, konsumsi dan transpor; {_TIDAK_ADA}",
    ),
    Price(
        "facilitator_training_idr", "training of facilitators", "pelatihan pendamping", "ministry",
        "a complete training of one facilitator", "pelatihan lengkap satu pendamping", 1_000_000.0,
        10_000_000.0, "-", f"about a week away from home; {_NONE_FOUND}",
        f"kira-kira seminggu di luar kota; {_TIDAK_ADA}",
    ),
    Price(
        "member_meeting_idr", "members' time at meetings", "waktu anggota untuk pertemuan",
        "members", "a member and meeting", "satu anggota per pertemuan", 0.0, 60_000.0, "-",
        "two hours at half the minimum wage of South Kalimantan (about Rp 1.9 million in 2015, D)",
        "dua jam dengan setengah upah minimum Kalimantan Selatan (kira-kira Rp 1,9 juta, 2015, D)",
    ),
    Price(
        "member_day_idr", "members' time in training", "waktu anggota untuk pelatihan", "members",
        "a member and day", "satu anggota per hari", 0.0, 120_000.0, "-",
        "a day at half the minimum wage (D)", "satu hari dengan setengah upah minimum (D)",
    ),
)  # fmt: skip
BY_NAME = {price.name: price for price in PRICES}
PRICE_OF_YEAR = 2015
"""Of the ranges above, and by default of all that is reported: every shipped scenario knows it."""
DISCOUNT_PERCENT = 5.0
"""A year; 3 to 10 are usual for public projects (D)."""
DISCOUNTS = (0.0, 3.0, 10.0, 15.0)
"""Others, at which it is asked whether the recommendation stays."""


class Line(NamedTuple):
    """A line of cost."""

    name: str
    title: str
    judul: str
    payer: Payer


LEVERS = (
    Line("grants_idr", "grants", "bantuan", "ministry"),
    Line("honoraria_idr", "honoraria", "honorarium", "ministry"),
)
LINES = (*LEVERS, *PRICES)
"""In the order in which they are shown."""


def quantities(spent: Mapping[str, Numbers], levers: Mapping[str, Numbers]) -> dict[str, Numbers]:
    """Return how much of every line there was, by year, shape (runs, years).

    Of the lines of `LEVERS` in Rp of the base month, of the others in the price's unit.

    Parameters
    ----------
    spent : mapping of NDArray, shape (runs, years)
        From the start to the end of each year, by names of `experiments.runs.accounts.SPENT`.
    levers : mapping of NDArray, shape (years,)
        Means of levers by year (`by_year`).
    """
    years = {name: np.diff(values, axis=1, prepend=0.0) for name, values in spent.items()}
    return {
        "grants_idr": years["grants_real_idr"],
        "honoraria_idr": years["honoraria_real_idr"],
        "visit_idr": years["visits"],
        "monitoring_visit_idr": years["monitoring_visits"],
        "campaign_idr": years["campaigns"],
        "training_member_day_idr": years["training_member_days"],
        "facilitator_training_idr": years["appointments"] * levers["facilitator_training"],
        "member_meeting_idr": years["member_months"] * levers["meetings_per_month"],
        "member_day_idr": years["training_member_days"],
    }


def by_year(setting: Setting) -> dict[str, Numbers]:
    """Return the means of the levers that costs are reckoned from, over each year's months.

    Returns
    -------
    dict of NDArray, shape (years,)
        By lever.
    """
    first = month_number(setting.start)
    years = (first + np.arange(setting.months)) // 12 - first // 12
    length, course = np.bincount(years), periods(setting)
    means = {}
    for name in ("facilitator_training", "meetings_per_month"):
        start = float(getattr(course[0].levers, name))
        more = np.zeros(setting.months)
        for period in course[1:]:
            more[period.first :] = getattr(period.levers, name) - start
        means[name] = start + np.bincount(years, more) / length
    return means


def priced(
    amounts: Mapping[str, Numbers], prices: Mapping[str, Numbers], percent: float
) -> dict[str, Numbers]:
    """Return the present value of every line: the first year counts whole, each later one less.

    Parameters
    ----------
    amounts : mapping of NDArray, shape (runs, years)
    prices : mapping of NDArray, shape (runs,)
        By line; of the lines of `LEVERS` the price level of the price year over the base month.
    percent : float
        By which a later year counts less.

    Returns
    -------
    dict of NDArray, shape (runs,)
    """
    kept = 1.0 / (1.0 + percent / 100.0)
    return {
        name: values @ kept ** np.arange(values.shape[1]) * prices[name]
        for name, values in amounts.items()
    }


def paid_by_year(
    spent: Mapping[str, Numbers],
    amounts: Mapping[str, Numbers],
    prices: Mapping[str, Numbers],
    levels: Numbers,
) -> dict[str, Numbers]:
    """Return what each payer pays in every fiscal year, in rupiah of that year.

    Parameters
    ----------
    spent : mapping of NDArray, shape (runs, years)
        As `quantities` takes it: grants and honoraria in it are nominal already.
    amounts : mapping of NDArray, shape (runs, years)
        What `quantities` returns.
    prices : mapping of NDArray, shape (runs,)
        Accounting prices, in Rp of the price year.
    levels : NDArray, shape (years,)
        The price level of each year over that of the price year.

    Returns
    -------
    dict of NDArray, shape (runs, years)
        By payer.
    """
    lines = {line.name: np.diff(spent[line.name], axis=1, prepend=0.0) for line in LEVERS}
    for price in PRICES:
        lines[price.name] = amounts[price.name] * prices[price.name][:, np.newaxis] * levels
    return {
        payer: np.asarray(sum(lines[line.name] for line in LINES if line.payer == payer))
        for payer in PAYERS
    }


def price_level(scenario: Setting, year: int) -> float:
    """Return the mean price index of a year; 1 in the base month."""
    return float(np.mean(scenario.prices.index(f"{year:04d}-01", 12)))


def since_ranges(scenario: Setting, year: int) -> float:
    """Return by how much prices of a year are above those of the year of the ranges."""
    return price_level(scenario, year) / price_level(scenario, PRICE_OF_YEAR)


def drawn_prices(
    draws: int, seed: int, chosen: Mapping[str, float], since: float = 1.0
) -> dict[str, Numbers]:
    """Return prices in Rp of the price year for every draw, even over each price's range.

    Ranges are parted on a root scale, so that low prices are as usual as high ones without a
    price of nothing being left out. A price that is chosen does not vary.

    Parameters
    ----------
    chosen : mapping of float
        Prices that are known, in Rp of the price year: they stay as they are.
    since : float
        By how much prices of the price year are above those of the year of the ranges.

    Returns
    -------
    dict of NDArray, shape (draws,)
    """
    rng = np.random.Generator(np.random.PCG64([seed, 7]))
    prices = {}
    for price in PRICES:
        root = rng.uniform(np.sqrt(price.low), np.sqrt(price.high), draws)
        known = chosen.get(price.name)
        drawn = np.round(root * root) * since
        prices[price.name] = drawn if known is None else np.full(draws, float(known))
    return prices
