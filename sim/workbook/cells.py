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
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any, NamedTuple, TypeVar

from sim.inputs.faults import Fault, InputError, nearest
from sim.inputs.said import Said, both, dotted, in_indonesian
from sim.inputs.strict import WORKBOOKS, read_bytes
from sim.workbook.columns import SheetKind, plain_words, sheet_kinds
from sim.workbook.values import Cell

FILE_BYTES_MOST = 20_000_000
UNPACKED_BYTES_MOST = 150_000_000
"""Some 1,000 Kubes over 100 months with every column."""
PARTS_MOST = 1_000
ROWS_MOST = 150_000
"""Of a sheet."""
CELLS_MOST = 3_000_000
"""Of a sheet; those of 1,000 Kubes over 100 months with every column are fewer."""
COLUMNS_MOST = 100
BLOCK_BYTES = 1_000_000
"""So much of a part is unpacked at once."""
MARK_BYTES = 16
"""No mark of a declaration is longer."""
INSTALL = 'pip install "kubesim[xlsx]"'
DATA_ALONE = both(
    "save it anew as .xlsx, with data alone", "simpan lagi sebagai .xlsx, berisi data saja"
)

FORBIDDEN = (
    (("vbaproject", "xl/macrosheets/", "xl/dialogsheets/"), both("holds macros", "memuat makro")),
    (("xl/externallinks/",), both("holds links to other files", "memuat tautan ke berkas lain")),
    (
        ("xl/connections", "xl/querytables/"),
        both("holds connections to data elsewhere", "memuat sambungan ke data di tempat lain"),
    ),
    (
        ("xl/embeddings/", "xl/activex/", "xl/ctrlprops/"),
        both("holds embedded objects", "memuat objek sisipan"),
    ),
)
"""Parts by the beginning of their names or what these hold, and what is said of them."""
PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
DECLARED = re.compile(rb"\A\s*<\?xml[^>]*?encoding\s*=\s*[\"']([A-Za-z0-9._-]+)[\"']")
ENCODINGS = {b"utf-8", b"us-ascii", b"ascii"}
FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")
FORMULA_CELL = re.compile(
    rb"<(?:\w+:)?c\b[^>]*?\br=[\"']([A-Z]{1,3}[0-9]{1,7})[\"'][^>]*>\s*<(?:\w+:)?f[\s>/]"
)
CELLS = (b"<c ", b"<c>", b":c ", b":c>")
"""How cells begin, whatever the prefix of their namespace."""
FORMULAS = (b"<f", b":f")
"""How formulas begin, whatever the prefix; a sheet without either has none."""
ROWS = tuple(
    re.compile(begin + rb"row\b(?:[^>]*?\br=[\"'](\d{1,12})[\"'])?") for begin in (b"<", b":")
)
"""Rows likewise: patterns that begin with plain characters are found fast."""


class RawSheet(NamedTuple):
    """The rows of a sheet that are not blank, each with its number.

    Attributes
    ----------
    kind : SheetKind
        Which sheet it is.
    title : str
        Its name in the file.
    rows : iterator
        Taken from the file as they are asked for.
    """

    kind: SheetKind
    title: str
    rows: Iterator[tuple[int, tuple[Cell, ...]]]


Read = TypeVar("Read")


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
        fault = both(
            f"a workbook (.xlsx) needs openpyxl; {INSTALL} brings it",
            f"buku kerja (.xlsx) memerlukan openpyxl; pasang dengan {INSTALL}",
        )
        raise InputError([fault]) from None


def read_sheets(path: Path, read: Callable[[RawSheet], Read]) -> dict[str, Read]:
    """Return what is read of the sheets that have a meaning, by their keys.

    Parameters
    ----------
    path : Path
    read : callable
        Takes a sheet and as many of its rows as it wants. Other sheets are not looked at.

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
                return _sheets(book, path, read)
            finally:
                book.close()
    except InputError:
        raise
    except Exception as error:
        # Whatever a damaged file makes the parser raise, it is a fault of the file.
        kind = type(error).__name__
        why = both(
            f"cannot be read as a workbook: {kind}",
            f"tidak dapat dibaca sebagai buku kerja: {kind}",
        )
        remedy = both(
            "open it in a spreadsheet and save it anew as .xlsx",
            "buka dengan program lembar kerja dan simpan lagi sebagai .xlsx",
        )
        raise InputError([Fault(str(path), why, remedy=remedy)]) from None


def _content(path: Path) -> bytes:
    """Return the bytes of a workbook that is no larger than it should be and holds only data."""
    content = read_bytes(path, FILE_BYTES_MOST)

    def refuse(why: Said, remedy: Said = DATA_ALONE) -> InputError:
        return InputError([Fault(str(path), why, remedy=remedy)])

    if content.startswith(b"\xd0\xcf\x11\xe0"):
        why = both(
            "is an old workbook (.xls), or has a password",
            "adalah buku kerja format lama (.xls), atau memakai kata sandi",
        )
        remedy = both(
            "save it as .xlsx without a password", "simpan sebagai .xlsx tanpa kata sandi"
        )
        raise refuse(why, remedy)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            size = sum(part.file_size for part in parts)
            if size > UNPACKED_BYTES_MOST or len(parts) > PARTS_MOST:
                count, most = len(parts), UNPACKED_BYTES_MOST
                why = both(
                    f"unpacks to {count:,} parts and {size:,} bytes",
                    f"isinya {dotted(count)} bagian dan {dotted(size)} bita",
                )
                remedy = both(
                    f"keep it below {most:,} bytes", f"jangan lebih dari {dotted(most)} bita"
                )
                raise refuse(why, remedy)
            names = [part.filename.lower() for part in parts]
            for marks, why in FORBIDDEN:
                if any(mark in name for mark in marks for name in names):
                    raise refuse(why)
            if "xl/workbook.xml" not in names or not path.suffix.lower() == WORKBOOKS[0]:
                raise refuse(both("is no Excel workbook (.xlsx)", "bukan buku kerja Excel (.xlsx)"))
            if any(part.compress_type not in PACKED or part.flag_bits & 1 for part in parts):
                raise refuse(
                    both(
                        "is packed in a way that is not read",
                        "dikemas dengan cara yang tidak dibaca",
                    )
                )
            for part in parts:
                with archive.open(part) as unpacked:
                    plain = _is_plain(part.filename, unpacked)
                if not plain:
                    name = part.filename
                    why = both(
                        f"holds XML that declares more than data ({name})",
                        f"memuat XML yang menyatakan lebih dari data ({name})",
                    )
                    raise refuse(why)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError):
        why = both("is broken: it cannot be unpacked", "rusak: tidak dapat dibuka kemasannya")
        raise refuse(why) from None
    return content


def _is_plain(name: str, part: IO[bytes]) -> bool:
    """Whether a part is no XML, or XML in UTF-8 that declares nothing and is as large as it looks.

    A sheet may lie in a part of any name. Every part is unpacked to its end, so that its checksum
    is compared.
    """
    text = part.read(BLOCK_BYTES).removeprefix(b"\xef\xbb\xbf")
    named = name.lower().endswith((".xml", ".rels"))
    is_xml = named or text.lstrip().startswith((b"<", b"\xff\xfe", b"\xfe\xff", b"\0<"))
    declared = DECLARED.match(text)
    plain = (declared is None or declared[1].lower() in ENCODINGS) and b"\0" not in text[:4]
    while text:
        plain = plain and b"<!DOCTYPE" not in text and b"<!ENTITY" not in text
        block = part.read(BLOCK_BYTES)
        text = text[-MARK_BYTES:] + block if block else b""
    return plain or not is_xml


def _sheets(book: Any, path: Path, read: Callable[[RawSheet], Read]) -> dict[str, Read]:
    """Return what is read of the sheets of an opened workbook."""
    found: dict[str, Read] = {}
    titles: dict[str, str] = {}
    faults = []
    for sheet in book.worksheets:
        kind = _kind_of(sheet.title)
        if kind is None:
            continue
        if kind.key in found:
            first = titles[kind.key]
            why = both(
                f"is there twice, first as {first}", f"ada dua kali, pertama sebagai {first}"
            )
            remedy = both("keep one", "pertahankan salah satu")
            faults.append(Fault(str(path), why, sheet.title, remedy=remedy))
            continue
        refused = _refused(sheet, path)
        rows = iter(()) if refused else _rows(sheet)
        found[kind.key], titles[kind.key] = read(RawSheet(kind, sheet.title, rows)), sheet.title
        faults += refused
    for kind in sheet_kinds():
        if kind.needed and kind.key not in found:
            named = [sheet.title for sheet in book.worksheets]
            known = nearest("", named)
            why = both("the sheet is missing", "lembar ini tidak ada")
            remedy = both(
                f"name the sheet of the Kubes {kind.title}; {known}",
                f"beri nama {kind.title} pada lembar Kube; {in_indonesian(known)}",
            )
            faults.append(Fault(str(path), why, kind.title, remedy=remedy))
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


def _refused(sheet: Any, path: Path) -> list[Fault]:
    """Return the fault of a sheet: too many rows or cells, rows too far down, or formulas.

    Nothing behind the limit is unpacked.
    """
    rows = cells = furthest = 0
    formulas = False
    with sheet._get_source() as part:
        for xml in _pieces(part):
            numbers = [number for pattern in ROWS for number in pattern.findall(xml)]
            rows += len(numbers)
            furthest = max(furthest, *(int(number or 0) for number in numbers), 0)
            cells += sum(map(xml.count, CELLS))
            formulas = formulas or any(mark in xml for mark in FORMULAS)
            if max(rows, furthest) > ROWS_MOST:
                why = both(
                    f"has more than {ROWS_MOST:,} rows",
                    f"memuat lebih dari {dotted(ROWS_MOST)} baris",
                )
            elif cells > CELLS_MOST:
                why = both(
                    f"has more than {CELLS_MOST:,} cells",
                    f"memuat lebih dari {dotted(CELLS_MOST)} sel",
                )
            else:
                continue
            remedy = both(
                "delete the rows below the last one, the empty ones too",
                "hapus baris di bawah baris terakhir, termasuk yang kosong",
            )
            return [Fault(str(path), why, sheet.title, remedy=remedy)]
    return _formulas(sheet, path) if formulas else []


def _pieces(part: IO[bytes]) -> Iterator[bytes]:
    """Yield a part in pieces; a tag that is no longer than a block is in one of them whole."""
    rest = b""
    while block := part.read(BLOCK_BYTES):
        text = rest + block
        end = text.rfind(b"<")
        if end < 1:
            end = len(text)
        yield text[:end]
        rest = text[end:]
    yield rest


def _formulas(sheet: Any, path: Path) -> list[Fault]:
    """Return the fault of a sheet that has formulas: one line for all."""
    with sheet._get_source() as part:
        xml = part.read()
    if not FORMULA.search(xml):
        return []
    cells = tuple(match[1].decode() for match in FORMULA_CELL.finditer(xml))
    why = both("holds formulas, which are not evaluated", "memuat rumus, yang tidak dihitung")
    remedy = both(
        "copy these cells and paste them as values (tempel nilai)",
        "salin sel-sel ini lalu tempelkan sebagai nilai (tempel nilai)",
    )
    return [Fault(str(path), why, sheet.title, remedy=remedy, cells=cells)]


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
