"""What books say of a Kube as of today, in numbers: the same for real and for simulated books.

Missing is "not known" (NaN) and a feature of its own, never 0. The calendar month is none of them,
for it would give away the plan: the age is.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from experiments.books.panel import NO_MONTH, Panel
from sim.calendar import month_number
from sim.parameters import Parameters
from sim.scenario import KubeRow, Scenario

Values = NDArray[np.float64]

WINDOW = 24
"""Months before today, today's among them, that are looked at."""
YEAR, QUARTER = 12, 3
RUN_MOST = 9
"""Months without activity are counted up to here."""
KAS_UNIT_IDR, PROFIT_UNIT_IDR = 100_000.0, 50_000.0
"""Rupiah of the base month above which logarithms grow: of a balance, of profit per member."""


class About(NamedTuple):
    """What is known of Kubes beside their months, row by row of a panel.

    Attributes
    ----------
    founders : NDArray of float64, shape (kubes,)
    hard, sets_aside : NDArray of float64, shape (kubes,)
        1 where the place is hard to reach; where setting aside first was agreed.
    granted : NDArray of float64, shape (kubes,)
        Number of the month of the first dated grant; infinite where there is none.
    start : int
        Number of the month of the first price.
    prices : NDArray of float64, shape (months,)
        Price index, 1 in the base month.
    """

    founders: Values
    hard: Values
    sets_aside: Values
    granted: Values
    start: int
    prices: Values

    def rows(self, kubes: NDArray[np.int64]) -> "About":
        """Return it for some of the Kubes, by their places."""
        return self._replace(
            founders=self.founders[kubes],
            hard=self.hard[kubes],
            sets_aside=self.sets_aside[kubes],
            granted=self.granted[kubes],
        )


def about(scenario: Scenario, kubes: Sequence[KubeRow]) -> About:
    """Return what a scenario says of Kubes, in the order in which they are given."""
    paid = [min((month_number(g.month) for g in kube.grants), default=np.inf) for kube in kubes]
    return About(
        np.array([kube.members for kube in kubes], np.float64),
        np.array([kube.access == "hard" for kube in kubes], np.float64),
        np.array([kube.rule == "set_aside_first" for kube in kubes], np.float64),
        np.array(paid, np.float64),
        month_number(scenario.start),
        np.array(scenario.prices.index(scenario.start, scenario.months)),
    )


class Recent(NamedTuple):
    """The months before today, shape (kubes, WINDOW) each; sums in Rp of the base month.

    Attributes
    ----------
    attendance : NDArray of float64
        Members present of all members, 0-1.
    profit_idr : NDArray of float64
        Per member.
    quiet : NDArray of float64
        1 in a month without activity, 0 in one with it, NaN where neither is known.
    known : NDArray of bool
        Whether anything is known of a month.
    """

    members: Values
    attendance: Values
    profit_idr: Values
    quiet: Values
    kas_idr: Values
    bank_idr: Values
    lent_idr: Values
    iks_idr: Values
    aside_idr: Values
    stage: Values
    visits: Values
    monitoring: Values
    known: NDArray[np.bool_]


def recent(panel: Panel, today: int, of: About) -> Recent:
    """Return the last months of a panel, in real rupiah.

    Parameters
    ----------
    today : int
        Number of the last month that counts (`sim.calendar.month_number`).
    """
    months = np.arange(today - WINDOW + 1, today + 1)
    place = np.clip(months - of.start, 0, len(of.prices) - 1)
    price = of.prices[place]
    get = {name: _window(values, panel.first, today) for name, values in panel.columns.items()}
    real = {name: values / price for name, values in get.items() if name.endswith("_idr")}
    profit = _window(panel.profit_idr, panel.first, today) / price
    members = _carried(get["members"])
    with np.errstate(divide="ignore", invalid="ignore"):
        attendance = np.where(members > 0.0, get["attended"] / members, np.nan)
        each = np.where(members > 0.0, profit / members, np.nan)
    return Recent(
        get["members"],
        np.clip(attendance, 0.0, 1.0),
        each,
        _quiet(get["attended"], profit),
        real["kas_idr"],
        real["bank_idr"],
        real["lent_idr"],
        real["iks_idr"],
        real["set_aside_idr"],
        get["stage"],
        get["visits"],
        get["monitoring"],
        ~np.all([np.isnan(values) for values in get.values()], axis=0),
    )


def _window(values: Values, first: int, today: int) -> Values:
    """Return the months of the window; not known before and after those of the panel."""
    window = np.full((len(values), WINDOW), np.nan)
    start = today - WINDOW + 1
    low, high = max(start, first), min(today + 1, first + values.shape[1])
    if low < high:
        window[:, low - start : high - start] = values[:, low - first : high - first]
    return window


def _carried(values: Values) -> Values:
    """Return a series in which what is not known is as it was last known, or first known."""
    place = np.where(np.isnan(values), -1, np.arange(values.shape[1]))
    last = np.maximum.accumulate(place, axis=1)
    first = np.argmax(place >= 0, axis=1)
    return np.take_along_axis(values, np.where(last < 0, first[:, None], last), axis=1)


def _quiet(attended: Values, profit: Values) -> Values:
    """Return where a month was without activity, as far as books tell."""
    p = Parameters().membership
    nobody = attended < p.active_members
    nothing = profit < p.active_profit_idr
    unknown = np.isnan(attended) & np.isnan(profit)
    return np.where(unknown, np.nan, np.where(nobody | nothing, 1.0, 0.0))


def last_known(values: Values) -> tuple[Values, Values]:
    """Return the last known value and how many months ago it was known: WINDOW if never."""
    known = ~np.isnan(values)
    lag = np.where(known.any(axis=1), np.argmax(known[:, ::-1], axis=1), values.shape[1])
    place = np.maximum(values.shape[1] - 1 - lag, 0)
    value = np.take_along_axis(values, place[:, None], axis=1)[:, 0]
    return value, lag.astype(np.float64)


def mean_known(values: Values, months: int) -> Values:
    """Return the mean of what is known in the last so many months; NaN where nothing is."""
    part = values[:, -months:]
    known = ~np.isnan(part)
    count = known.sum(axis=1)
    total = np.where(known, part, 0.0).sum(axis=1)
    return np.where(count > 0, total / np.maximum(count, 1), np.nan)


class Activity(NamedTuple):
    """How long ago a Kube was last active, by its books, shape (kubes,) each.

    Attributes
    ----------
    quiet_months : NDArray of float64
        From the last active month to the last of which it is known; NaN where it never is.
    since_active : NDArray of float64
        From the last active month to today: the months of which nothing is known are in it.
    """

    quiet_months: Values
    since_active: Values


def activity(quiet: Values) -> Activity:
    """Return how long ago a Kube was last active; at most `RUN_MOST` months."""
    width = quiet.shape[1]
    _, lag = last_known(quiet)
    active = np.where(quiet == 0.0, 0.0, np.nan)
    _, since = last_known(active)
    first = np.where(np.isnan(quiet), width, width - np.arange(width)[None, :])
    span = np.where(np.isnan(quiet), 0, first).max(axis=1)
    never = since >= width
    since = np.where(never, span, since)
    known = lag < width
    run = np.where(known, np.clip(since - lag, 0.0, RUN_MOST), np.nan)
    return Activity(run, np.where(known, np.clip(since, 0.0, RUN_MOST), np.nan))


def features(panel: Panel, today: int, of: About) -> tuple[tuple[str, ...], Values]:
    """Return the features of the Kubes of one city as of a month.

    Parameters
    ----------
    panel : Panel
        Of one city; what it holds of later months is not looked at.
    today : int
        Number of the month.
    of : About
        Row by row of the panel.

    Returns
    -------
    tuple of str
        Names of the features.
    NDArray of float64, shape (kubes, features)
        NaN where not known.
    """
    months = recent(panel, today, of)
    living = (panel.founded <= today) & ((panel.ended == NO_MONTH) | (panel.ended > today))
    columns = {**_own(panel, today, of, months), **_of_city(panel, today, months, living)}
    return tuple(columns), np.column_stack(list(columns.values()))


def _own(panel: Panel, today: int, of: About, months: Recent) -> dict[str, Values]:
    """Return the features of each Kube by name."""
    age = np.maximum(today - panel.founded, 0).astype(np.float64)
    members, members_lag = last_known(months.members)
    attendance, attendance_lag = last_known(months.attendance)
    profit, profit_lag = last_known(_profit(months.profit_idr))
    kas, kas_lag = last_known(_balance(months.kas_idr))
    stage, stage_lag = last_known(months.stage)
    idle = activity(months.quiet)
    found = {
        "age_log": np.log1p(age),
        "age_years": age / YEAR,
        "members": members,
        "members_of_founders": members / np.maximum(of.founders, 1.0),
        "attendance": attendance,
        "attendance_quarter": mean_known(months.attendance, QUARTER),
        "attendance_year": mean_known(months.attendance, YEAR),
        "profit": profit,
        "profit_quarter": mean_known(_profit(months.profit_idr), QUARTER),
        "profit_year": mean_known(_profit(months.profit_idr), YEAR),
        "quiet_half_year": mean_known(months.quiet, YEAR // 2),
        "quiet_year": mean_known(months.quiet, YEAR),
        "quiet_months": idle.quiet_months,
        **{
            f"since_active_{count}": np.where(
                np.isnan(idle.since_active), np.nan, idle.since_active == count
            )
            for count in range(1, RUN_MOST)
        },
        "kas": kas,
        "kas_grown": kas - mean_known(_balance(months.kas_idr), YEAR),
        "bank": last_known(_balance(months.bank_idr))[0],
        "lent": last_known(_balance(months.lent_idr))[0],
        "iks": last_known(_balance(months.iks_idr))[0],
        "aside_year": mean_known(_balance(months.aside_idr), YEAR),
        "stage": stage,
        "visits_year": np.log1p(mean_known(months.visits, YEAR)),
        "monitoring_year": np.log1p(mean_known(months.monitoring, YEAR)),
        "founders": of.founders,
        "hard": of.hard,
        "sets_aside": of.sets_aside,
        "granted": (of.granted <= today).astype(np.float64),
        "silent": last_known(np.where(months.known, 1.0, np.nan))[1],
        "known_year": mean_known(months.known.astype(np.float64), YEAR),
    }
    lags = {
        "members_lag": members_lag, "attendance_lag": attendance_lag, "profit_lag": profit_lag,
        "kas_lag": kas_lag, "stage_lag": stage_lag,
    }  # fmt: skip
    return found | {name: np.minimum(lag, YEAR) for name, lag in lags.items()}


def _of_city(
    panel: Panel, today: int, months: Recent, living: NDArray[np.bool_]
) -> dict[str, Values]:
    """Return what the books of a city say on average of those that live, the same for each."""
    founded = panel.founded <= today
    idle = activity(months.quiet).quiet_months
    found = {
        "city_attendance": mean_known(months.attendance, QUARTER),
        "city_profit": mean_known(_profit(months.profit_idr), QUARTER),
        "city_quiet": np.where(np.isnan(idle), np.nan, idle > 0.0),
        "city_known": mean_known(months.known.astype(np.float64), QUARTER),
    }
    means = {name: _mean(values[living]) for name, values in found.items()}
    means["city_ended"] = 1.0 - float(living.sum()) / max(1, int(founded.sum()))
    columns = {name: np.full(len(living), value) for name, value in means.items()}
    longest = longest_quiet(months.quiet)
    survived = longest[living].max(initial=0.0)
    ended = longest[founded & ~living & (longest > 0.0)]
    since = activity(months.quiet).since_active
    columns["since_active_of_survived"] = since - survived
    columns["quiet_at_end"] = np.full(len(living), np.median(ended) if len(ended) else np.nan)
    columns["since_active_of_end"] = since - columns["quiet_at_end"]
    return columns


def longest_quiet(quiet: Values) -> Values:
    """Return the longest run of months that are known to be without activity, shape (kubes,)."""
    run, longest = np.zeros(len(quiet)), np.zeros(len(quiet))
    for month in quiet.T:
        run = np.where(month == 1.0, run + 1.0, np.where(month == 0.0, 0.0, run))
        longest = np.maximum(longest, run)
    return np.minimum(longest, RUN_MOST)


def _mean(values: Values) -> float:
    known = values[~np.isnan(values)]
    return float(known.mean()) if len(known) else float("nan")


def _profit(idr: Values) -> Values:
    return np.asarray(np.arcsinh(idr / PROFIT_UNIT_IDR))


def _balance(idr: Values) -> Values:
    return np.asarray(np.log1p(np.maximum(idr, 0.0) / KAS_UNIT_IDR))
