"""Sheets written as .xlsx: texts stay texts, whatever they begin with."""

import datetime
import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from sim.workbook.cells import library

Value = str | int | float | bool | None
TEXT_FORMAT = "@"
TITLE_MOST = 31
"""Excel takes no longer name of a sheet."""
CELL_MOST = 32_767
"""Characters that a cell of Excel takes."""
WIDTHS = (8, 48)
HEADER_FILL = "DDE8F0"
FORBIDDEN = dict.fromkeys(map(ord, "[]:*?/\\"), "-")
"""Signs that the name of a sheet cannot have."""
WRITTEN = datetime.datetime(2016, 1, 1)
"""When every file says that it was written: the same figures are the same bytes."""
PROPERTIES = "docProps/core.xml"
MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")


class Sheet(NamedTuple):
    """A table: its name, the names of its columns, and its rows of values."""

    title: str
    header: Sequence[str]
    rows: Sequence[Sequence[Value]]


def xlsx(sheets: Iterable[Sheet]) -> bytes:
    """Return sheets as a workbook.

    Raises
    ------
    InputError
        When openpyxl is not installed.
    """
    book = new_book()
    for sheet in sheets:
        page = add_page(book, sheet.title)
        write_header(page, sheet.header)
        for number, row in enumerate(sheet.rows, start=2):
            for place, value in enumerate(row, start=1):
                put(page.cell(number, place), value)
        widen(page, sheet.header, sheet.rows)
    return saved(book)


def new_book() -> Any:
    """Return a workbook without sheets."""
    book = library().Workbook()
    book.remove(book.active)
    book.properties.created = WRITTEN
    return book


def add_page(book: Any, title: str) -> Any:
    """Add a sheet, under a name that Excel takes and no other sheet has."""
    name = (title.translate(FORBIDDEN).strip("'") or "-")[:TITLE_MOST]
    taken = {page.title.casefold() for page in book.worksheets}
    number = 2
    while name.casefold() in taken:
        name = f"{name[: TITLE_MOST - 4]} {number}"
        number += 1
    return book.create_sheet(name)


def write_header(page: Any, header: Sequence[str]) -> None:
    """Write the names of the columns, which stay in sight."""
    styles = library("openpyxl.styles")
    for place, name in enumerate(header, start=1):
        cell = page.cell(1, place)
        put(cell, name)
        cell.font = styles.Font(bold=True)
        cell.fill = styles.PatternFill("solid", fgColor=HEADER_FILL)
    page.freeze_panes = "A2"


def put(cell: Any, value: Value) -> None:
    """Set a cell; a text is never a formula, also when somebody edits it."""
    if isinstance(value, float) and value - value != 0.0:
        value = None
    if not isinstance(value, str):
        cell.value = value
        return
    text = "".join(sign if sign.isprintable() or sign in "\n\t" else " " for sign in value)
    cell.value = text[:CELL_MOST]
    cell.data_type = "s"
    cell.quotePrefix = text.startswith(("=", "+", "-", "@"))


def widen(page: Any, header: Sequence[str], rows: Sequence[Sequence[Value]]) -> None:
    """Make columns as wide as their header and first rows."""
    letters = library("openpyxl.utils").get_column_letter
    for place, name in enumerate(header):
        texts = [name, *(str(row[place]) for row in rows[:50] if row[place] is not None)]
        width = max(map(len, texts)) + 2
        page.column_dimensions[letters(place + 1)].width = min(max(width, WIDTHS[0]), WIDTHS[1])


def saved(book: Any) -> bytes:
    """Return a workbook as the bytes of its file, which tell nothing of the hour."""
    buffer, still = io.BytesIO(), io.BytesIO()
    book.save(buffer)
    with zipfile.ZipFile(buffer) as parts, zipfile.ZipFile(still, "w") as archive:
        for name in parts.namelist():
            part = zipfile.ZipInfo(name, WRITTEN.timetuple()[:6])
            part.compress_type = zipfile.ZIP_DEFLATED
            content = parts.read(name)
            if name == PROPERTIES:
                content = MODIFIED.sub(rf"\g<1>{WRITTEN:%Y-%m-%dT%H:%M:%SZ}".encode(), content)
            archive.writestr(part, content)
    return still.getvalue()
