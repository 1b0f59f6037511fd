"""Cash books of a workbook: balances computed again, and entries added up by month."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sim.calendar import month_number
from sim.inputs.faults import Fault
from sim.inputs.said import both
from sim.workbook.records import CashEntry, MonthSeen
from sim.workbook.sheets import Sheet

SUMMED = {
    "sales": ("sales_idr", 1), "costs": ("costs_idr", -1), "shared": ("shared_idr", -1)
}  # fmt: skip
"""Kinds of entries, the column of a month that they make, and the sign of money that comes in."""


def wrong_balances(sheet: Sheet, entries: Mapping[int, CashEntry]) -> Iterator[Fault]:
    """Yield the balances that are not the one before with what came in and went out.

    Parameters
    ----------
    sheet : Sheet
    entries : mapping
        The entries by their rows, in the order of the sheet.
    """
    before: dict[str, int] = {}
    months: dict[str, int] = {}
    for number, entry in entries.items():
        moved = (entry.in_idr or 0) - (entry.out_idr or 0)
        computed = before[entry.code] + moved if entry.code in before else None
        month = month_number(entry.date)
        between = month - months.setdefault(entry.code, month) - 1
        months[entry.code] = month
        if entry.balance_idr is not None and computed not in {None, entry.balance_idr}:
            why = both(
                "is not the balance before with what came in and went out",
                "tidak sama dengan saldo sebelumnya ditambah yang masuk dan dikurangi yang keluar",
            )
            if between > 0:
                why = both(
                    "does not follow from the balance before: months are missing between",
                    "tidak menyambung dengan saldo sebelumnya: ada bulan yang terlewat",
                )
            remedy = both(
                f"computed: {computed}; what is written is taken",
                f"hasil hitungan: {computed}; yang dipakai adalah yang tertulis",
            )
            yield sheet.fault(number, "balance_idr", why, remedy, entry.balance_idr)
        known = entry.balance_idr if entry.balance_idr is not None else computed
        if known is not None:
            before[entry.code] = known


def monthly(months: Iterable[MonthSeen], entries: Sequence[CashEntry]) -> tuple[MonthSeen, ...]:
    """Return the months in the order of time, with what only the cash books tell put in.

    The kas at a month's end is the last balance in it. Sales, costs and what was shared are known
    where every entry of the month has its kind.
    """
    listed = {(row.code, row.month): row for row in months}
    for at, told in _told(entries).items():
        row = listed.get(at, MonthSeen(*at))
        missing = {key: value for key, value in told.items() if getattr(row, key) is None}
        listed[at] = row._replace(**missing)
    return tuple(sorted(listed.values(), key=lambda row: (row.month, row.code)))


def other_sums(
    sheet: Sheet, months: Mapping[int, MonthSeen], entries: Sequence[CashEntry]
) -> Iterator[Fault]:
    """Yield the sums of months that are not those of the cash book; the month's own are taken."""
    told = _told(entries)
    for number, row in months.items():
        for key, there in told.get((row.code, row.month), {}).items():
            own = getattr(row, key)
            if own is not None and there not in {None, own}:
                why = both(
                    "is not what the cash book adds up to", "tidak sama dengan jumlah di buku kas"
                )
                if key == "kas_idr":
                    why = both(
                        "is not the last balance of the cash book",
                        "tidak sama dengan saldo terakhir buku kas",
                    )
                remedy = both(
                    f"there: {there}; this is taken", f"di sana: {there}; yang dipakai yang di sini"
                )
                yield sheet.fault(number, key, why, remedy, own)


def _told(entries: Sequence[CashEntry]) -> dict[tuple[str, str], dict[str, Any]]:
    """Return what the cash books tell of each month of a Kube, by the columns of a month."""
    of_month: dict[tuple[str, str], list[CashEntry]] = {}
    for entry in entries:
        of_month.setdefault((entry.code, entry.date[:7]), []).append(entry)
    ends = _month_ends(entries)
    return {at: {"kas_idr": ends.get(at), **sums_of(its)} for at, its in of_month.items()}


def _month_ends(entries: Sequence[CashEntry]) -> dict[tuple[str, str], int]:
    """Return the kas at the end of each month of a Kube, from its first balance on."""
    kas: dict[str, int] = {}
    ends: dict[tuple[str, str], int] = {}
    for entry in entries:
        if entry.balance_idr is not None:
            kas[entry.code] = entry.balance_idr
        elif entry.code in kas:
            kas[entry.code] += (entry.in_idr or 0) - (entry.out_idr or 0)
        if entry.code in kas:
            ends[entry.code, entry.date[:7]] = kas[entry.code]
    return ends


def sums_of(entries: list[CashEntry]) -> dict[str, int | None]:
    """Return sales, costs and what was shared in a month, where all its entries have kinds."""
    if any(entry.entry is None for entry in entries):
        return {}
    return {
        column: max(
            0,
            sum(
                sign * ((entry.in_idr or 0) - (entry.out_idr or 0))
                for entry in entries
                if entry.entry == kind
            ),
        )
        for kind, (column, sign) in SUMMED.items()
    }
