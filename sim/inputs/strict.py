"""Strict input: records that refuse what does not fit, and small text files."""

import contextlib
import re
import tomllib
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict

from sim.inputs.explain import faults_of
from sim.inputs.faults import Fault, InputError, nearest
from sim.inputs.said import Said, both, dotted
from sim.locations import names

__all__ = [
    "BYTES_MOST",
    "LINE_MOST",
    "Fault",
    "InputError",
    "Strict",
    "faults_of",
    "is_workbook",
    "read_bytes",
    "read_text",
    "read_toml",
    "resolve",
]

BYTES_MOST = 5_000_000
"""No input file is larger; the size is looked at before the file is read."""
TOML_BYTES_MOST = 1_000_000
"""No TOML file is larger: what is faulty at its end has to be told soon."""
ENTRIES_MOST = 50_000
"""Keys and entries of lists of a TOML file, together."""
LINE_MOST = 2_000
"""No line of a text file is longer: a key of 100,000 dotted parts would fill the memory."""
PARTS_MOST = 10
"""No key of a TOML file has more parts: reading one takes the square of them."""
DOTTED = re.compile(rf"(?<![^\s.,=\[\]{{}}])(?:[^\s.,=\[\]{{}}]+[ \t]*\.[ \t]*){{{PARTS_MOST}}}")
AS_CSV = both("save the table as CSV UTF-8", "simpan tabelnya sebagai CSV UTF-8")
UTF_16 = (
    both("is UTF-16, not UTF-8 text", "adalah UTF-16, bukan teks UTF-8"),
    both("save it as UTF-8 (CSV UTF-8)", "simpan sebagai UTF-8 (CSV UTF-8)"),
)
BINARY = {
    b"PK\x03\x04": (
        both(
            "is a spreadsheet or an archive, not text", "adalah lembar kerja atau arsip, bukan teks"
        ),
        AS_CSV,
    ),
    b"\xd0\xcf\x11\xe0": (
        both("is an old spreadsheet, not text", "adalah lembar kerja format lama, bukan teks"),
        AS_CSV,
    ),
    b"\xff\xfe": UTF_16,
    b"\xfe\xff": UTF_16,
}
"""What files often are that are no UTF-8 text, by their first bytes, and the remedy."""


WORKBOOKS = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
"""Endings of spreadsheets. Only the first is read; the others are refused with the remedy."""


class Strict(BaseModel):
    """A frozen record that refuses unknown keys, wrong types, NaN and infinities."""

    model_config = ConfigDict(strict=True, extra="forbid", allow_inf_nan=False, frozen=True)


def read_text(path: Path, most: int = BYTES_MOST) -> str:
    """Read a text file of at most `most` bytes in UTF-8, with or without byte-order mark.

    Raises
    ------
    InputError
        When it is a folder, missing, too large, empty, binary or not UTF-8.
    """
    content = read_bytes(path, most)
    for start, (why, remedy) in BINARY.items():
        if content.startswith(start):
            raise InputError([Fault(str(path), why, remedy=remedy)])
    if b"\0" in content:
        why = both("is binary, not text", "berisi data biner, bukan teks")
        remedy = both("name a text file", "sebutkan berkas teks")
        raise InputError([Fault(str(path), why, remedy=remedy)])
    try:
        text = content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        byte = f"{content[error.start]:#04x}"
        why = both(
            f"is not UTF-8 text (byte {byte} in line {line})",
            f"bukan teks UTF-8 (bita {byte} di baris {line})",
        )
        remedy = both("save it as UTF-8", "simpan sebagai UTF-8")
        raise InputError([Fault(str(path), why, remedy=remedy)]) from None
    if not text.strip():
        raise InputError([Fault(str(path), both("is empty", "kosong"))])
    return text


def read_bytes(path: Path, most: int = BYTES_MOST) -> bytes:
    """Read a small file; no more than `most` bytes whatever its size is said to be.

    Raises
    ------
    InputError
        When it is a folder, missing, too large or cannot be read.
    """
    try:
        if path.is_dir():
            why = both("is a folder", "adalah folder")
            remedy = both("name a file", "sebutkan sebuah berkas")
            raise InputError([Fault(str(path), why, remedy=remedy)])
        if not path.is_file():
            why = both("there is no such file", "berkas ini tidak ada")
            if path.exists():
                why = both("is not a regular file", "bukan berkas biasa")
            raise InputError([Fault(str(path), why)])
        size = path.stat().st_size
        if size <= most:
            with path.open("rb") as file:
                content = file.read(most + 1)
            size = max(size, len(content))
        if size > most:
            why = both(
                f"has {size:,} bytes; an input has {most:,} at most",
                f"berukuran {dotted(size)} bita; masukan paling besar {dotted(most)}",
            )
            raise InputError([Fault(str(path), why)])
    except OSError as error:
        why = both(f"cannot be read: {error.strerror}", f"tidak dapat dibaca: {error.strerror}")
        raise InputError([Fault(str(path), why)]) from None
    return content


def read_toml(path: Path) -> dict[str, Any]:
    """Read a TOML file.

    Raises
    ------
    InputError
        When it cannot be read as text, or the text is not TOML.
    """
    if path.suffix.lower() == ".csv":
        why = both("is a CSV, not TOML", "adalah CSV, bukan TOML")
        remedy = both(
            "name the scenario whose kubes_csv it is",
            "sebutkan skenario yang menyebutnya sebagai kubes_csv",
        )
        raise InputError([Fault(str(path), why, remedy=remedy)])
    text = read_text(path, TOML_BYTES_MOST)
    check_lines(text, path)
    if deep := DOTTED.search(text):
        why = both(
            f"has a key of more than {PARTS_MOST} parts",
            f"memuat kunci dengan lebih dari {PARTS_MOST} bagian",
        )
        remedy = both("no key here has so many", "tidak ada kunci yang sebanyak itu bagiannya")
        line = text.count("\n", 0, deep.start()) + 1
        raise InputError([Fault(str(path), why, line=line, remedy=remedy)])
    try:
        data = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        why = both(f"is not valid TOML: {error}", f"bukan TOML yang sah: {error}")
        raise InputError([Fault(str(path), why, remedy=_toml_remedy(text, str(error)))]) from None
    if (entries := _entries(data)) > ENTRIES_MOST:
        why = both(
            f"has {entries:,} keys and entries of lists; {ENTRIES_MOST:,} at most",
            f"memuat {dotted(entries)} kunci dan isi daftar; paling banyak {dotted(ENTRIES_MOST)}",
        )
        remedy = both("many Kubes may stand in a CSV", "Kube yang banyak dapat ditulis dalam CSV")
        raise InputError([Fault(str(path), why, remedy=remedy)])
    return data


def check_lines(text: str, path: Path) -> None:
    """Refuse a text that has a line too long.

    Raises
    ------
    InputError
    """
    for number, line in enumerate(text.split("\n"), start=1):
        if len(line) > LINE_MOST:
            why = both(
                f"has {len(line):,} characters; a line has {LINE_MOST:,} at most",
                f"panjangnya {dotted(len(line))} huruf; satu baris paling panjang "
                f"{dotted(LINE_MOST)}",
            )
            raise InputError([Fault(str(path), why, line=number)])


def _entries(data: Any) -> int:
    """Return how many keys and entries of lists there are in all; tables may lie very deep."""
    count, inside = 0, [data]
    while inside:
        holder = inside.pop()
        count += len(holder)
        parts = holder.values() if isinstance(holder, dict) else holder
        inside += [part for part in parts if isinstance(part, dict | list)]
    return count


def _toml_remedy(text: str, message: str) -> str:
    """Guess from the line that TOML's reader names what is meant."""
    _, _, rest = message.partition("(at line ")
    number = rest.partition(",")[0]
    line = text.split("\n")[int(number) - 1] if number.isdigit() else ""
    _, equals, value = line.partition("=")
    value = value.split("#")[0].strip()
    if equals and value[:1].isalpha():
        return both("write text in double quotes", "tulis teks di antara tanda kutip ganda")
    if equals and value[:1].isdigit() and ("," in value or value.count(".") > 1):
        return both(
            "write numbers with a decimal point and no separators: 1234567.89",
            "tulis angka dengan titik desimal dan tanpa pemisah ribuan: 1234567.89",
        )
    return ""


def is_workbook(path: Path) -> bool:
    """Whether a file is a spreadsheet, by its ending."""
    return path.suffix.lower() in WORKBOOKS


def is_path(name: str) -> bool:
    """Whether a name is that of a file and not of something shipped."""
    return "/" in name or "\\" in name or name.lower().endswith((".toml", ".csv", *WORKBOOKS))


def resolve(name: str, folder: Path, what: Said, *more: Path) -> Path:
    """Return the file of a name shipped in folders, or of a path (has a separator or suffix).

    Parameters
    ----------
    what : Said
        What is looked for, such as a scenario.

    Raises
    ------
    InputError
        When nothing of this name is known.
    """
    why = both(f"unknown {what}", f"{what.indonesian} ini tidak dikenal")
    shipped = {
        known: place / f"{known}.toml" for place in (folder, *more) for known in names(place)
    }
    if name in shipped:
        return shipped[name]
    if is_path(name):
        return Path(name)
    with contextlib.suppress(OSError, ValueError):
        if name and Path(f"{name}.toml").is_file():
            remedy = both(
                f"for the file beside you write {name}.toml",
                f"untuk berkas di folder ini tulis {name}.toml",
            )
            raise InputError([Fault(name, why, remedy=remedy)])
    raise InputError([Fault(name, why, remedy=nearest(name, list(shipped)))])
