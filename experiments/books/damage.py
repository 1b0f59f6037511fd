"""Books as treasurers keep them: what is missing from them, and what is wrong in them.

How often each slip happens is an assumption: no source counts them. Every kind is a pure function
of a panel and a seed; the clean panel says which times were bad.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from experiments.books.panel import COLUMNS, Panel, Values
from experiments.books.slips import Slip, Slips, slips_of

GAP_BEGINS = 0.065
"""Chance per month that a treasurer of middling care stops writing, in good times."""
GAP_ENDS = 0.35
"""Chance per month that he takes it up again, in good times."""
SILENT_WHEN_QUIET = 3.0
"""So much more often is nothing written when there is little to write, and so much later again."""
CARE = (0.3, 1.7)
"""Treasurers lie between these factors on the chance that a gap begins."""
QUIET_ATTENDANCE = 0.25
"""A month is quiet in which a smaller share of the members came …"""
QUIET_PROFIT = 0.25
"""… or the profit was a smaller share of the Kube's middle profit so far."""

SUMS = (
    "sales_idr", "costs_idr", "shared_idr", "set_aside_idr", "kas_idr", "bank_idr", "lent_idr",
    "iks_idr",
)  # fmt: skip
SUM_WRONG = 0.04
"""Chance that a sum of a month is miswritten."""
TURNED, ZERO_TOO_MANY = 0.6, 0.8
"""Of miswritten sums: up to here two digits are turned, up to here a zero is added, else lost."""
KAS_WRONG = 0.04
"""Chance per month that the kas is added up wrongly; the error is carried on …"""
KAS_COUNTED = 0.15
"""… until the box is counted, with this chance per month."""
KAS_ERROR = 0.3
"""An error of adding up is at most this share of the kas."""

KEPT: tuple[tuple[str, ...], ...] = (
    ("members", "attended"),
    ("kas_idr",),
    ("sales_idr", "costs_idr", "kas_idr"),
    ("shared_idr", "set_aside_idr", "iks_idr"),
    ("lent_idr", "late", "bank_idr"),
    ("visits", "monitoring", "stage"),
)
"""Books that a Kube may keep alone: attendance list, balance of the kas, cash book, book of the
profit, book of the loans, guest book with what the agency judged."""
KEEPS_TWO = 0.5
"""Chance that a Kube with few columns keeps two of these books."""

MIXED = {
    Slip.HAS_GAPS: 0.6, Slip.HAS_SUMS: 0.5, Slip.HAS_COLUMNS: 0.25, Slip.HAS_YEARLY: 0.15,
}  # fmt: skip
"""Chance that a Kube has each kind of damage where all are mixed."""


def damaged(panel: Panel, kind: str, seed: int) -> Panel:
    """Return the books as treasurers keep them.

    Parameters
    ----------
    panel : Panel
        Of one city or many, nothing missing. Cut it at the last month first (`Panel.until`).
    kind : str
        One of `KINDS`.
    seed : int
        0 to 2**32 - 1. The same Kube, month and seed have the same luck in every panel.

    Returns
    -------
    Panel
        Of the same Kubes and months; founding and end stay known.
    """
    return KINDS[kind](panel, slips_of(panel, seed))


def quiet(panel: Panel) -> NDArray[np.bool_]:
    """Return the months with little to write: hardly anybody came or earned, shape (kubes, months).

    The profit is compared with the middle one of the months so far.
    """
    few = panel["attended"] < QUIET_ATTENDANCE * panel["members"]
    profit = panel.profit_idr
    poor = np.zeros_like(few)
    for month in range(profit.shape[1]):
        so_far = np.sort(profit[:, : month + 1], axis=1)
        count = (~np.isnan(so_far)).sum(axis=1)
        middle = so_far[np.arange(len(so_far)), np.maximum(count - 1, 0) // 2]
        poor[:, month] = (profit[:, month] <= 0.0) | (profit[:, month] < QUIET_PROFIT * middle)
    return np.asarray(few | poor)


def _gaps(panel: Panel, slips: Slips) -> Panel:
    """Leave months out, about three of ten, more of them in bad times: silent when quiet."""
    low, high = CARE
    care = low + (high - low) * slips.by_kube(Slip.CARE)
    slower = np.where(quiet(panel), SILENT_WHEN_QUIET, 1.0)
    drawn = slips.by_month(Slip.GAP)
    silent = np.zeros(panel.shape, bool)
    before = np.zeros(len(panel.codes), bool)
    for month in range(panel.shape[1]):
        begins = np.minimum(GAP_BEGINS * care * slower[:, month], 1.0)
        goes_on = 1.0 - GAP_ENDS / slower[:, month]
        before = drawn[:, month] < np.where(before, goes_on, begins)
        silent[:, month] = before
    return _without(panel, silent)


def _sums(panel: Panel, slips: Slips) -> Panel:
    """Turn digits, add and lose zeros, and carry wrong balances of the kas on."""
    columns = dict(panel.columns)
    columns["kas_idr"] = _carried(panel["kas_idr"], slips)
    for place, name in enumerate(SUMS):
        wrong = slips.by_month(Slip.WRONG + place) < SUM_WRONG
        how = slips.by_month(Slip.HOW + place)
        zero = np.where(how < ZERO_TOO_MANY, columns[name] * 10.0, columns[name] // 10.0)
        turned = _turned(columns[name], slips.by_month(Slip.WHERE + place))
        columns[name] = np.where(wrong, np.where(how < TURNED, turned, zero), columns[name])
    return replace(panel, columns=columns)


def _carried(kas: Values, slips: Slips) -> Values:
    """Return the kas with errors of adding up, each carried on until the box is counted."""
    wrong = slips.by_month(Slip.KAS_WRONG) < KAS_WRONG
    counted = slips.by_month(Slip.KAS_COUNTED) < KAS_COUNTED
    size = KAS_ERROR * (2.0 * slips.by_month(Slip.KAS_SIZE) - 1.0)
    error = np.zeros(len(kas))
    told = kas.copy()
    for month in range(kas.shape[1]):
        error[counted[:, month]] = 0.0
        fresh = np.nan_to_num(kas[:, month]) * size[:, month]
        error = np.trunc(np.where(wrong[:, month], fresh, error))
        told[:, month] = np.maximum(kas[:, month] + error, 0.0)
    return told


def _turned(values: Values, where: Values) -> Values:
    """Return sums with two neighbouring digits turned, one of the first three pairs of digits."""
    known = np.nan_to_num(values)
    digits = np.floor(np.log10(np.maximum(known, 1.0))) + 1.0
    place = np.maximum(digits - 2.0 - np.floor(3.0 * where), 0.0)
    low, high = 10.0**place, 10.0 ** (place + 1.0)
    of_low, of_high = known // low % 10.0, known // high % 10.0
    return values + (of_low - of_high) * (high - low)


def _columns(panel: Panel, slips: Slips) -> Panel:
    """Keep one or two of the books of a Kube, and the columns that are in them."""
    kept = _kept(slips)
    return replace(
        panel,
        columns={
            name: np.where(kept[:, place, None], panel[name], np.nan)
            for place, name in enumerate(COLUMNS)
        },
    )


def _kept(slips: Slips) -> NDArray[np.bool_]:
    """Return which columns each Kube keeps, shape (kubes, columns)."""
    of_book = np.array([[name in book for name in COLUMNS] for book in KEPT])
    first = (slips.by_kube(Slip.KEPT_FIRST) * len(KEPT)).astype(np.int64)
    second = slips.by_kube(Slip.KEPT_SECOND) / KEEPS_TWO
    other = (first + 1 + (second * (len(KEPT) - 1)).astype(np.int64)) % len(KEPT)
    return of_book[first] | (of_book[other] & (second < 1.0)[:, None])


def _yearly(panel: Panel, slips: Slips) -> Panel:
    """Keep one month a year: that of the Kube's yearly meeting."""
    meeting = (slips.by_kube(Slip.YEARLY_MONTH) * 12).astype(np.int64)
    return _without(panel, panel.months % 12 != meeting[:, None])


def _all(panel: Panel, slips: Slips) -> Panel:
    """Damage each Kube's books in none, one or several of these ways."""
    result = panel
    for slip, happen in ((Slip.HAS_SUMS, _sums), (Slip.HAS_COLUMNS, _columns)):
        result = _of_some(result, happen(result, slips), slips.by_kube(slip) < MIXED[slip])
    for slip, happen in ((Slip.HAS_YEARLY, _yearly), (Slip.HAS_GAPS, _gaps)):
        missing = ~happen(panel, slips).known & (slips.by_kube(slip) < MIXED[slip])[:, None]
        result = _without(result, missing)
    return result


def _of_some(panel: Panel, other: Panel, some: NDArray[np.bool_]) -> Panel:
    """Return a panel in which some Kubes have the months of another panel."""
    columns = {name: np.where(some[:, None], other[name], panel[name]) for name in COLUMNS}
    return replace(panel, columns=columns)


def _without(panel: Panel, missing: NDArray[np.bool_]) -> Panel:
    """Return a panel of which nothing is known in some months."""
    columns = {name: np.where(missing, np.nan, values) for name, values in panel.columns.items()}
    return replace(panel, columns=columns)


KINDS: Mapping[str, Callable[[Panel, Slips], Panel]] = {
    "gaps": _gaps,
    "sums": _sums,
    "columns": _columns,
    "yearly": _yearly,
    "all": _all,
}
"""Kinds of damage by their names."""
