"""The cells of a workbook, read without running anything of it and with bounded work.

A file is looked at before it is parsed: its size, what it unpacks to, macros, links to other files,
entities of XML, formulas. Whatever a program stored beside a formula is not taken for a figure.
"""

import importlib
import io
import re
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from sim.inputs.faults import Fault, InputError, nearest
from sim.inputs.strict import WORKBOOKS, read_bytes
from sim.workbook.columns import SheetKind, plain_words, sheet_kinds
from sim.workbook.values import Cell

FILE_BYTES_MOST = 20_000_000
UNPACKED_BYTES_MOST = 150_000_000
"""Some 1,000 Kubes over 100 months with every column."""
PARTS_MOST = 1_000
ROWS_MOST = 150_000
"""Of a sheet."""
COLUMNS_MOST = 100
INSTALL = 'pip install "kubesim[xlsx]" brings it'

FORBIDDEN = (
    (("vbaproject", "xl/macrosheets/", "xl/dialogsheets/"), "holds macros"),
    (("xl/externallinks/",), "holds links to other files"),
    (("xl/connections", "xl/querytables/"), "holds connections to data elsewhere"),
    (("xl/embeddings/", "xl/activex/", "xl/ctrlprops/"), "holds embedded objects"),
)
"""Parts by the beginning of their names or what these hold, and what is said of them."""
PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
DECLARED = re.compile(rb"\A\s*<\?xml[^>]*?encoding\s*=\s*[\"']([A-Za-z0-9._-]+)[\"']")
ENCODINGS = {b"utf-8", b"us-ascii", b"ascii"}
FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")
FORMULA_CELL = re.compile(
    rb"<(?:\w+:)?c\b[^>]*?\br=[\"']([A-Z]{1,3}[0-9]{1,7})[\"'][^>]*>\s*<(?:\w+:)?f[\s>/]"
)
ROW = re.compile(rb"<(?:\w+:)?row\b(?:[^>]*?\br=[\"'](\d{1,12})[\"'])?")


class RawSheet(NamedTuple):
    """The rows of a sheet that are not blank, each with its number.

    Attributes
    ----------
    kind : SheetKind
        Which sheet it is.
    title : str
        Its name in the file.
    """

    kind: SheetKind
    title: str
    rows: list[tuple[int, tuple[Cell, ...]]]


def library(name: str = "openpyxl") -> Any:
    """Return what reads and writes workbooks.

    Raises
    ------
    InputError
        When it is not installed.
    """
    try:
        return importlib.import_module(name)
    except ImportError:
        raise InputError([f"a workbook (.xlsx) needs openpyxl; {INSTALL}"]) from None


def read_sheets(path: Path) -> dict[str, RawSheet]:
    """Return the sheets that have a meaning, by their keys; other sheets are not looked at.

    Raises
    ------
    InputError
        When the file is no workbook, is too large, or holds what could act.
    """
    content = _content(path)
    openpyxl = library()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(
                io.BytesIO(content), read_only=True, data_only=True, keep_links=False
            )
            try:
                return _sheets(book, path)
            finally:
                book.close()
    except InputError:
        raise
    except Exception as error:
        # Whatever a damaged file makes the parser raise, it is a fault of the file.
        why = f"cannot be read as a workbook: {type(error).__name__}"
        remedy = "open it in a spreadsheet and save it anew as .xlsx"
        raise InputError([Fault(str(path), why, remedy=remedy)]) from None


def _content(path: Path) -> bytes:
    """Return the bytes of a workbook that is no larger than it should be and holds only data."""
    content = read_bytes(path, FILE_BYTES_MOST)

    def refuse(why: str, remedy: str = "save it anew as .xlsx, with data alone") -> InputError:
        return InputError([Fault(str(path), why, remedy=remedy)])

    if content.startswith(b"\xd0\xcf\x11\xe0"):
        why = "is an old workbook (.xls), or has a password"
        raise refuse(why, "save it as .xlsx without a password")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            size = sum(part.file_size for part in parts)
            if size > UNPACKED_BYTES_MOST or len(parts) > PARTS_MOST:
                why = f"unpacks to {len(parts):,} parts and {size:,} bytes"
                raise refuse(why, f"keep it below {UNPACKED_BYTES_MOST:,} bytes")
            names = [part.filename.lower() for part in parts]
            for marks, why in FORBIDDEN:
                if any(mark in name for mark in marks for name in names):
                    raise refuse(why)
            if "xl/workbook.xml" not in names or not path.suffix.lower() == WORKBOOKS[0]:
                raise refuse("is no Excel workbook (.xlsx)")
            if any(part.compress_type not in PACKED or part.flag_bits & 1 for part in parts):
                raise refuse("is packed in a way that is not read")
            for part in parts:
                if not _is_plain(part.filename, archive.read(part)):
                    raise refuse(f"holds XML that declares more than data ({part.filename})")
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError):
        raise refuse("is broken: it cannot be unpacked") from None
    return content


def _is_plain(name: str, xml: bytes) -> bool:
    """Whether a part is no XML, or XML in UTF-8 that declares nothing and is as large as it looks.

    A sheet may lie in a part of any name.
    """
    xml = xml.removeprefix(b"\xef\xbb\xbf")
    named = name.lower().endswith((".xml", ".rels"))
    if not named and not xml.lstrip().startswith((b"<", b"\xff\xfe", b"\xfe\xff", b"\0<")):
        return True
    declared = DECLARED.match(xml)
    known = declared is None or declared[1].lower() in ENCODINGS
    return known and b"\0" not in xml[:4] and b"<!DOCTYPE" not in xml and b"<!ENTITY" not in xml


def _sheets(book: Any, path: Path) -> dict[str, RawSheet]:
    """Return the sheets of an opened workbook."""
    found: dict[str, RawSheet] = {}
    faults = []
    for sheet in book.worksheets:
        kind = _kind_of(sheet.title)
        if kind is None:
            continue
        if kind.key in found:
            why = f"is there twice, first as {found[kind.key].title}"
            faults.append(Fault(str(path), why, sheet.title, remedy="keep one"))
            continue
        with sheet._get_source() as part:
            xml = part.read()
        acting = [*_formulas(xml, sheet.title, path), *_rows_beyond(xml, sheet.title, path)]
        rows = [] if acting else list(_rows(sheet))
        found[kind.key] = RawSheet(kind, sheet.title, rows)
        faults += acting
    for kind in sheet_kinds():
        if kind.needed and kind.key not in found:
            titles = [sheet.title for sheet in book.worksheets]
            remedy = f"name the sheet of the Kubes {kind.title}; {nearest('', titles)}"
            faults.append(Fault(str(path), "the sheet is missing", kind.title, remedy=remedy))
    if faults:
        raise InputError(faults)
    return found


def _kind_of(title: str) -> SheetKind | None:
    """Return which sheet a name is, whatever its capitals."""
    word = plain_words(title)
    for kind in sheet_kinds():
        if word in {plain_words(name) for name in (kind.key, *kind.names)}:
            return kind
    return None


def _formulas(xml: bytes, title: str, path: Path) -> list[Fault]:
    """Return the fault of a sheet that has formulas: one line for all."""
    if not FORMULA.search(xml):
        return []
    cells = tuple(match[1].decode() for match in FORMULA_CELL.finditer(xml))
    why = "holds formulas, which are not evaluated"
    remedy = "copy these cells and paste them as values (tempel nilai)"
    return [Fault(str(path), why, title, remedy=remedy, cells=cells)]


def _rows_beyond(xml: bytes, title: str, path: Path) -> list[Fault]:
    """Return the fault of a sheet that has too many rows, or rows too far down."""
    numbers = [int(match[1] or 0) for match in ROW.finditer(xml)]
    if len(numbers) <= ROWS_MOST and max(numbers, default=0) <= ROWS_MOST:
        return []
    why = f"has more than {ROWS_MOST:,} rows"
    remedy = "delete the rows below the last one, the empty ones too"
    return [Fault(str(path), why, title, remedy=remedy)]


def _rows(sheet: Any) -> Iterator[tuple[int, tuple[Cell, ...]]]:
    """Yield the rows that are not blank; what a sheet says of its own size does not matter."""
    sheet.reset_dimensions()
    rows = sheet.iter_rows(max_row=ROWS_MOST, max_col=COLUMNS_MOST, values_only=True)
    for number, row in enumerate(rows, start=1):
        if row.count(None) == len(row):
            continue
        cells = tuple(map(_bare, row))
        if cells.count(None) < len(cells):
            yield number, cells


def _bare(cell: Any) -> Cell:
    """Return what a cell holds; a text of blanks is nothing."""
    if isinstance(cell, str):
        return cell.strip() or None
    found: Cell = cell
    return found
