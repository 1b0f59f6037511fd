"""A city's workbook, read whole: every fault of its cells at once, and what looks wrong in it."""

import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from sim.calendar import month_number, month_text
from sim.inputs.faults import Fault, InputError, nearest
from sim.inputs.said import both
from sim.luck import IDS_MOST
from sim.workbook.cash_books import monthly, other_sums, wrong_balances
from sim.workbook.cells import read_sheets
from sim.workbook.columns import sheet_kinds
from sim.workbook.descriptions import confirmed_kinds, with_kinds, without_kind
from sim.workbook.faults import cells_of, told
from sim.workbook.records import CashEntry, GrantSeen, KubeSeen, MonthSeen, Workbook
from sim.workbook.settings import read_settings
from sim.workbook.sheets import TWICE, Row, Sheet, keep_one, read_sheet
from sim.workbook.values import of_millions

MADE_FROM = 1_000_000
"""From here on are ids that are made of codes with letters."""
COIN_LEAST_IDR = 100
"""A smaller sum does not exist in cash: it may have been given in millions or thousands."""
BELOW_A_COIN = both("is less than the smallest coin", "kurang dari uang logam terkecil")

Record = TypeVar("Record", MonthSeen, CashEntry, GrantSeen)


@dataclass
class Reading:
    """A workbook that has been read, and what is wrong with it.

    Attributes
    ----------
    book : Workbook
        Without the cells that are faulty.
    sheets : dict of Sheet
        By their keys; a sheet that the file does not have is empty.
    kube_rows : tuple of int
        The row of each Kube of the book.
    setting_rows : dict of int
        The row of each key of the sheet `kota`.
    notes : list of Fault
        What is allowed but looks wrong.
    """

    book: Workbook
    sheets: dict[str, Sheet]
    kube_rows: tuple[int, ...]
    setting_rows: dict[str, int]
    faults: list[Fault] = field(default_factory=list)
    notes: list[Fault] = field(default_factory=list)

    @cached_property
    def faulty(self) -> set[tuple[str, str]]:
        """The columns and cells that have a fault."""
        return set(cells_of(self.faults))


def read_workbook(path: Path, model: type[BaseModel]) -> Workbook:
    """Return what a workbook says.

    Parameters
    ----------
    path : Path
    model : type
        The record of a scenario, whose keys the sheet `kota` may set.

    Raises
    ------
    InputError
        With a line for each kind of fault, which names its cells.
    """
    reading = read(path, model)
    if reading.faults:
        raise InputError(told(reading.faults, path))
    return reading.book


def read(path: Path, model: type[BaseModel]) -> Reading:
    """Read a workbook with all its faults.

    Raises
    ------
    InputError
        When the file cannot be read at all.
    """
    found = read_sheets(path, lambda raw: read_sheet(raw, path))
    sheets = {
        kind.key: found.get(kind.key, Sheet(str(path), kind, kind.title)) for kind in sheet_kinds()
    }
    settings, setting_rows = read_settings(sheets["city"], model)
    kubes = _kubes(sheets["kube"])
    codes = {kube.code.casefold(): kube.code for kube in kubes.values()}
    months = dict(_records(sheets["monthly"], MonthSeen, codes))
    cash = dict(_records(sheets["cash"], CashEntry, codes))
    grants = dict(_records(sheets["grants"], GrantSeen, codes))
    _given_twice(sheets["monthly"], months)
    _before_founding(sheets, {kube.code: kube for kube in kubes.values()}, months, grants)
    kinds = confirmed_kinds(sheets["descriptions"])
    entries = with_kinds(cash.values(), kinds)
    book = Workbook(
        path,
        settings,
        tuple(kubes.values()),
        monthly(months.values(), entries),
        entries,
        tuple(grants.values()),
    )
    faults = [fault for sheet in sheets.values() for fault in sheet.faults]
    notes = [
        *_notes_on_months(sheets["monthly"], months, list(kubes.values())),
        *_small_sums(sheets),
        *wrong_balances(sheets["cash"], cash),
        *without_kind(sheets["cash"], dict(zip(cash, entries, strict=True))),
        *other_sums(sheets["monthly"], months, entries),
    ]
    return Reading(book, sheets, tuple(kubes), setting_rows, faults, notes)


def _kubes(sheet: Sheet) -> dict[int, KubeSeen]:
    """Return the Kubes by their rows; a code that is given twice is refused."""
    rows: dict[str, Row] = {}
    for row in sheet.rows:
        code = row.values.get("code")
        if code is None:
            continue
        first = rows.setdefault(code.casefold(), row)
        if first is not row:
            remedy = both(
                f"give each Kube its own; first in row {first.number}",
                f"beri setiap Kube kode sendiri; yang pertama di baris {first.number}",
            )
            sheet.refuse(row.number, "code", TWICE, remedy, code)
    if not sheet.rows and not sheet.faults:
        why = both("there are no Kubes", "tidak ada Kube")
        remedy = both("write a row for each", "tulis satu baris untuk setiap Kube")
        sheet.faults.append(Fault(sheet.file, why, sheet.title, remedy=remedy))
    ids = ids_of([row.values["code"] for row in rows.values()])
    kubes = {}
    for row in rows.values():
        values = dict(row.values)
        code = values["code"]
        values.setdefault("name", code)
        kubes[row.number] = KubeSeen(id=ids[code], **values)
    return kubes


def ids_of(codes: Iterable[str]) -> dict[str, int]:
    """Return a number for each code: the code itself, or one that is made of its letters.

    It does not depend on the other Kubes, unless two codes happen to make the same number.
    """
    listed = list(codes)
    ids = {code: int(code) for code in listed if _is_id(code)}
    taken = set(ids.values())
    for code in listed:
        if code not in ids:
            number = zlib.crc32(code.casefold().encode()) % (IDS_MOST - MADE_FROM)
            while number + MADE_FROM in taken:
                number = (number + 1) % (IDS_MOST - MADE_FROM)
            ids[code] = number + MADE_FROM
            taken.add(ids[code])
    return ids


def _is_id(code: str) -> bool:
    """Whether a code is the number of a Kube, written as numbers are."""
    return code.isascii() and code.isdigit() and code[0] != "0" and int(code) < IDS_MOST


def _records(
    sheet: Sheet, record: type[Record], codes: dict[str, str]
) -> Iterator[tuple[int, Record]]:
    """Yield the rows of a sheet by their numbers; codes that no Kube has are refused."""
    needed, remedy = [column.key for column in sheet.kind.column if column.needed], ""
    for row in sheet.rows:
        code = row.values.get("code")
        if code is not None and code.casefold() not in codes:
            if codes:
                why = both("no Kube of the list has this code", "kode ini tidak ada di daftar Kube")
                remedy = remedy or nearest(code, list(codes.values()))  # the first one is shown
                sheet.refuse(row.number, "code", why, remedy, code)
        elif all(key in row.values for key in needed):
            yield row.number, record(**{**row.values, "code": codes[str(code).casefold()]})


def _given_twice(sheet: Sheet, months: dict[int, MonthSeen]) -> None:
    first: dict[tuple[str, str], int] = {}
    for number, row in months.items():
        before = first.setdefault((row.code, row.month), number)
        if before != number:
            why = both("the Kube has this month twice", "Kube ini punya bulan yang sama dua kali")
            sheet.refuse(number, "month", why, keep_one(before), row.month)


def _before_founding(
    sheets: dict[str, Sheet],
    kubes: dict[str, KubeSeen],
    months: dict[int, MonthSeen],
    grants: dict[int, GrantSeen],
) -> None:
    """Refuse what was seen or given before a Kube was founded, and an end before the beginning."""
    listed: list[tuple[Sheet, dict[int, MonthSeen] | dict[int, GrantSeen]]] = [
        (sheets["monthly"], months),
        (sheets["grants"], grants),
    ]
    for sheet, rows in listed:
        for number, row in rows.items():
            founded = kubes[row.code].founded
            if founded is not None and row.month < founded:
                why = both("is before the Kube was founded", "lebih awal daripada pembentukan Kube")
                remedy = both(f"{row.code}: {founded}", f"{row.code}: {founded}")
                sheet.refuse(number, "month", why, remedy, row.month)
    sheet = sheets["kube"]
    for kube_row in sheet.rows:
        founded, ended = kube_row.values.get("founded"), kube_row.values.get("ended")
        if founded is not None and ended is not None and ended < founded:
            why = both("is before its founding", "lebih awal daripada pembentukannya")
            remedy = both("mend one", "perbaiki salah satu")
            sheet.refuse(kube_row.number, "ended", why, remedy, ended)
        if ended is not None and kube_row.values.get("status") == "active":
            why = both(
                "has ended, but its status is aktif", "sudah berhenti, tetapi statusnya aktif"
            )
            remedy = both("mend one of the two", "perbaiki salah satu")
            sheet.refuse(kube_row.number, "ended", why, remedy, ended)


def _notes_on_months(
    sheet: Sheet, months: dict[int, MonthSeen], kubes: list[KubeSeen]
) -> Iterator[Fault]:
    """Yield months in which more members were present than there were, who may have left in it."""
    at_end = {(row.code, row.month): row.members or 0 for row in months.values()}
    for kube in kubes:
        if kube.founded is not None:
            before = month_text(month_number(kube.founded) - 1)
            at_end[kube.code, before] = kube.members or 0
    for number, row in months.items():
        before = month_text(month_number(row.month) - 1)
        most = max(row.members or 0, at_end.get((row.code, before), 0))
        if row.members is not None and row.attended is not None and row.attended > most:
            why = both(
                "more were present than are members", "yang hadir lebih banyak daripada anggota"
            )
            remedy = both(
                "is it the sum of all meetings?", "apakah ini jumlah dari semua pertemuan?"
            )
            yield sheet.fault(number, "attended", why, remedy)


def _small_sums(sheets: dict[str, Sheet]) -> Iterator[Fault]:
    """Yield sums below the smallest coin."""
    for sheet in sheets.values():
        for row in sheet.rows:
            for key, value in row.values.items():
                if key.endswith("_idr") and 0 < value < COIN_LEAST_IDR:
                    remedy = of_millions(str(value), value)
                    yield sheet.fault(row.number, key, BELOW_A_COIN, remedy, value)
