"""A sheet as rows of values: its header found, its cells read, what is wrong with them gathered."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain, islice
from pathlib import Path
from typing import Any, NamedTuple

from sim.inputs.explain import EMPTY
from sim.inputs.faults import SHOWN_MOST, Fault, nearest, printable, shown
from sim.inputs.said import Said, both, dotted
from sim.workbook.cells import RawSheet
from sim.workbook.columns import IGNORED, PASSED_OVER, Column, SheetKind, plain_words
from sim.workbook.faults import column_letters
from sim.workbook.private import private
from sim.workbook.values import Cell, CellError, reader

HEADER_ROWS = 20
"""Among so many rows the header is looked for: titles may stand above it."""
FAULTY_CELLS_MOST = 5_000
"""After so many faulty cells of a sheet the reading of it ends."""
ERRORS = frozenset({"#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#N/A", "#NUM!", "#NULL!"})
NO_COLUMN = both("the column is missing", "kolom ini belum ada")
ADD_COLUMN = both("add it to the row that names the columns", "tambahkan pada baris judul kolom")
ANY = "any"
"""Kind of a cell whose reading depends on its row."""


TWICE = both("is given twice", "ditulis dua kali")


def keep_one(row: int) -> Said:
    """Return the remedy for what stands in two rows."""
    return both(f"keep one; first in row {row}", f"pertahankan satu; yang pertama di baris {row}")


class Row(NamedTuple):
    """A row of a sheet: its number, and by their columns' keys the values that are there."""

    number: int
    values: dict[str, Any]


@dataclass
class Sheet:
    """A sheet that has been read.

    Attributes
    ----------
    places : dict
        By a column's key, its place from 0.
    headers : dict
        By a column's key, its header in the file.
    """

    file: str
    kind: SheetKind
    title: str
    places: dict[str, int] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    rows: list[Row] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    def fault(
        self, row: int, key: str, why: str, remedy: str = "", value: Any = None, about: str = ""
    ) -> Fault:
        """Return a fault of the cell of a row and a column."""
        header = self.headers.get(key) or next(
            (column.header for column in self.kind.column if column.key == key), key
        )
        cell = f"{column_letters(self.places[key])}{row}" if key in self.places else f"{row}"
        where = f"{self.title}: {header}"
        return Fault(self.file, why, where, shown(value), remedy, about=about, cells=(cell,))

    def refuse(self, row: int, key: str, why: str, remedy: str = "", value: Any = None) -> None:
        """Add a fault."""
        self.faults.append(self.fault(row, key, why, remedy, value))


def read_sheet(raw: RawSheet, path: Path) -> Sheet:
    """Read the rows of a sheet; none after too many faults."""
    sheet = Sheet(str(path), raw.kind, raw.title)
    above = list(islice(raw.rows, HEADER_ROWS))
    head = _header(raw.kind, above)
    if head is None:
        if above or raw.kind.needed:
            names = ", ".join(column.header for column in raw.kind.column if column.needed)
            why = both("no row names the columns", "tidak ada baris judul kolom")
            remedy = both(f"write {names}, …", f"tulis {names}, …")
            sheet.faults.append(Fault(str(path), why, raw.title, remedy=remedy))
        return sheet
    columns = _columns(sheet, above[head])
    for number, cells in above[: head + 1]:
        _refuse_private(sheet, number, cells, columns)
    for number, cells in chain(above[head + 1 :], raw.rows):
        if len(sheet.faults) > FAULTY_CELLS_MOST:
            many = FAULTY_CELLS_MOST
            why = both(
                f"has {many:,} faulty cells; from row {number:,} on nothing was read",
                f"memuat {dotted(many)} sel yang salah; mulai baris {dotted(number)} tidak dibaca",
            )
            remedy = both("mend these first", "perbaiki dulu yang ini")
            sheet.faults.append(Fault(str(path), why, raw.title, remedy=remedy))
            break
        _refuse_private(sheet, number, cells, columns)
        values = dict(_values(sheet, number, cells, columns))
        if values:
            sheet.rows.append(Row(number, values))
    return sheet


def _header(kind: SheetKind, rows: list[tuple[int, tuple[Cell, ...]]]) -> int | None:
    """Return the place of the row that names most columns; titles above it are passed over."""
    known = [
        len({column.key for cell in cells if (column := _column(kind, cell))}) for _, cells in rows
    ]
    return known.index(max(known)) if any(known) else None


def _column(kind: SheetKind, cell: Cell) -> Column | None:
    return kind.named(cell) if isinstance(cell, str) else None


def _columns(sheet: Sheet, header: tuple[int, tuple[Cell, ...]]) -> list[Column | None]:
    """Return the column at each place; those that are unknown or given twice are refused."""
    number, cells = header
    columns: list[Column | None] = []
    for place, cell in enumerate(cells):
        column = _column(sheet.kind, cell)
        why, remedy = "", ""
        if column is not None and column.key in sheet.places:
            first = column_letters(sheet.places[column.key])
            why = both(
                f"the column is given twice, first as {first}",
                f"kolom ini ada dua kali, pertama di {first}",
            )
            remedy, column = both("remove one", "hapus salah satu"), None
        elif column is not None:
            sheet.places[column.key] = place
            sheet.headers[column.key] = printable(str(cell))[:SHOWN_MOST]
        elif cell is not None and plain_words(str(cell)) not in PASSED_OVER:
            known = [column.header for column in sheet.kind.column]
            why = both("unknown column", "kolom tidak dikenal")
            remedy = nearest(str(cell)[:SHOWN_MOST], known)
        if why:
            where = f"{sheet.title}: {printable(str(cell))[:SHOWN_MOST]}"
            at = (f"{column_letters(place)}{number}",)
            sheet.faults.append(Fault(sheet.file, why, where, remedy=remedy, cells=at))
        columns.append(column)
    for missing in sheet.kind.column:
        if missing.needed and missing.key not in sheet.places:
            where = f"{sheet.title}: {missing.header}"
            sheet.faults.append(Fault(sheet.file, NO_COLUMN, where, remedy=ADD_COLUMN))
    return columns


def _refuse_private(
    sheet: Sheet, number: int, cells: tuple[Cell, ...], columns: list[Column | None]
) -> None:
    """Refuse numbers of persons anywhere in a row; the fault does not show them."""
    for place, cell in enumerate(cells):
        if cell is None:
            continue
        column = columns[place] if place < len(columns) else None
        in_words = column is None or column.kind in {"text", "name", "code"}
        what = private(cell, in_words)
        if what is not None:
            header = sheet.headers.get(column.key, "") if column else ""
            where = f"{sheet.title}: {header}" if header else sheet.title
            at = (f"{column_letters(place)}{number}",)
            why = both(f"holds {what}", f"memuat {what.indonesian}")
            remedy = both(
                "delete it: no person's number is needed here",
                "hapuslah: nomor pribadi tidak diperlukan di sini",
            )
            sheet.faults.append(Fault(sheet.file, why, where, remedy=remedy, cells=at))


def _values(
    sheet: Sheet, number: int, cells: tuple[Cell, ...], columns: list[Column | None]
) -> Iterator[tuple[str, Any]]:
    """Yield what the cells of a row say, by their columns' keys."""
    if not any(
        column is not None and cell is not None and column.kind != IGNORED
        for column, cell in zip(columns, cells, strict=False)
    ):
        return
    for column, cell in zip(columns, cells, strict=False):
        if column is None or column.kind == IGNORED or cell is None:
            continue
        if isinstance(cell, str) and cell in ERRORS:
            why = both("is an error of the spreadsheet", "adalah kesalahan lembar kerja")
            sheet.refuse(number, column.key, why, both("mend it", "perbaikilah"), cell)
        elif column.kind == ANY:
            yield column.key, cell
        else:
            try:
                yield column.key, reader(column.kind)(cell)
            except CellError as error:
                sheet.refuse(number, column.key, error.why, error.remedy, _shown(cell))
    for column in sheet.kind.column:
        place = sheet.places.get(column.key)
        if column.needed and place is not None and (place >= len(cells) or cells[place] is None):
            remedy = both(
                "fill it in, or clear the whole row", "isilah, atau kosongkan seluruh baris"
            )
            sheet.refuse(number, column.key, EMPTY, remedy)


def _shown(cell: Cell) -> Any:
    """Return a cell as a fault shows it: nothing that may be a person's."""
    return cell if private(cell, in_words=True) is None else None
