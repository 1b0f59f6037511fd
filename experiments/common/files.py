"""Files that are whole or not there: a temporary file, flushed to the disk, then renamed.

Functions raise OSError unless they say otherwise.
"""

import contextlib
import csv
import io
import json
import os
import re
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from sim.inputs.said import Said, both
from sim.inputs.strict import InputError
from sim.locations import RESULTS

Cell = str | int | float | None

NUMBERS = ("plain", "id")
"""Forms of numbers in a CSV."""
TEMPORARY = ".tmp"
"""How the name of a file ends that is being written."""
NAME_BYTES_MOST = 255
"""No file system takes a longer name."""
PART_BYTES_MOST = 100
"""So much of a scenario's or policy's name goes into the name of its folder."""

RESERVED = frozenset(
    ("con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10)))
)
"""Names of devices on Windows, whatever their endings and capitals."""
TRIES = 20
WAIT_SECONDS = 0.05
SHIPPED = (
    "calibration", "forecast", "policy/support", "reference", "sensitivity", "validation",
)  # fmt: skip
"""Folders of results that ship; in a checkout they lie where a user's own would."""
OWN = "own"

FORMULA = ("=", "+", "-", "@")
"""A spreadsheet takes a text that begins so for a formula."""
BLANK = ("\t", "\r", "\n")
"""Some take a text that begins so for what follows, or for another cell."""


def save_all(folder: Path, files: Mapping[str, bytes]) -> list[Path]:
    """Save files into a folder, which is made if it is missing; return their paths.

    All are written beside their places first and renamed at the end, so that an interruption
    leaves no half-written file.

    Raises
    ------
    InputError
        When the folder cannot be written to.
    """
    try:
        make_folder(folder)
        with contextlib.ExitStack() as stack:
            temporaries = [stack.enter_context(temporary_in(folder)) for _ in files]
            for temporary, content in zip(temporaries, files.values(), strict=True):
                temporary.write_bytes(content)
                _flush(temporary)
            for temporary, name in zip(temporaries, files, strict=True):
                _replace(temporary, folder / name)
        flush_folder(folder)
    except OSError as error:
        raise InputError([_unwritable(folder, error.strerror)]) from None
    return [folder / name for name in files]


def save(path: Path, content: bytes) -> None:
    """Save a file into a folder that is there."""
    with temporary_in(path.parent) as temporary:
        temporary.write_bytes(content)
        publish(temporary, path)


def make_folder(folder: Path) -> None:
    """Make a folder and those above it that are missing, and their names durable."""
    if not folder.is_dir():
        make_folder(folder.parent)
        folder.mkdir(exist_ok=True)
        flush_folder(folder.parent)


@contextlib.contextmanager
def temporary_in(folder: Path) -> Iterator[Path]:
    """Yield the path of an empty file, hidden in the folder; it is gone afterwards."""
    handle, name = tempfile.mkstemp(prefix=".", suffix=TEMPORARY, dir=folder)
    os.close(handle)
    try:
        yield Path(name)
    finally:
        with contextlib.suppress(OSError):
            Path(name).unlink()


def publish(temporary: Path, path: Path) -> None:
    """Flush a whole file to the disk and give it its name, durably."""
    _flush(temporary)
    _replace(temporary, path)
    flush_folder(path.parent)


def _replace(temporary: Path, path: Path) -> None:
    """Give a file the name of another one; Windows refuses while that is read, so try again."""
    for _ in range(TRIES - 1 if sys.platform == "win32" else 0):
        try:
            temporary.replace(path)
        except PermissionError:
            time.sleep(WAIT_SECONDS)
        else:
            return
    temporary.replace(path)


def _flush(temporary: Path) -> None:
    """Flush a file to the disk, and let those read it who may read new files."""
    with temporary.open("r+b") as file:
        os.fsync(file.fileno())
    temporary.chmod(0o666 & ~_umask())


def flush_folder(folder: Path) -> None:
    """Flush the names in a folder to the disk, where the system can."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _umask() -> int:
    """Return the mask of the process; it can only be read by setting it."""
    mask = os.umask(0o022)
    os.umask(mask)
    return mask


def usual_folder(*parts: str) -> Path:
    """Return where results go that no --out names: in `results`, and never over what ships."""
    folder = Path("results", *parts)
    return Path("results", OWN, *parts) if ships(folder) else folder


def ships(folder: Path) -> bool:
    """Whether a folder is one of the results that ship."""
    return folder.resolve() in {(RESULTS / name).resolve() for name in SHIPPED}


def check_writable(folder: Path) -> None:
    """Say in a line when nothing can be saved into a folder, before the work is done.

    Raises
    ------
    InputError
        When the folder, or the nearest one above it, is a file or refuses a file.
    """
    nearest = folder
    if any(len(os.fsencode(part)) > NAME_BYTES_MOST for part in folder.parts):
        raise InputError([_unwritable(folder, "File name too long")])
    try:
        while not nearest.exists() and nearest != nearest.parent:
            nearest = nearest.parent
        if not nearest.is_dir():
            fault = both(
                f"{nearest}: is not a folder; name another one with --out",
                f"{nearest}: bukan folder; sebutkan yang lain dengan --out",
            )
            raise InputError([fault])
        with tempfile.TemporaryFile(dir=nearest):
            pass
    except OSError as error:
        raise InputError([_unwritable(nearest, error.strerror)]) from None


def _unwritable(path: Path, why: str | None) -> Said:
    """Return that nothing can be written somewhere, with the system's own words."""
    return both(f"{path}: cannot be written: {why}", f"{path}: tidak dapat ditulisi: {why}")


def is_own(path: Path, folder: Path) -> bool:
    """Whether a path is a folder's own: no link stands on the way, and no pipe or device there."""
    way = [path, *path.parents][: len(path.relative_to(folder).parts)]
    plain = path.is_file() or path.is_dir() or not path.exists()
    return plain and not any(part.is_symlink() for part in way)


def check_own(path: Path, folder: Path) -> None:
    """Refuse a path through which a folder of a stranger would lead elsewhere.

    Raises
    ------
    InputError
    """
    if not is_own(path, folder):
        fault = both(
            f"{path}: is a link or a device, not of this folder; remove it",
            f"{path}: adalah tautan atau peranti, bukan bagian folder ini; hapuslah",
        )
        raise InputError([fault])


def folder_name(*parts: str) -> str:
    """Return a name for a folder from names that may hold anything and be long."""
    name = "-".join(_folder_part(part) for part in parts)
    return f"_{name}" if is_reserved(name) else name


def is_reserved(name: str) -> bool:
    """Whether Windows takes a file's name for that of a device."""
    return name.partition(".")[0].lower() in RESERVED


def _folder_part(text: str) -> str:
    part = re.sub(r"[^\w.-]+", "_", text).strip(".-") or "_"
    return part.encode()[:PART_BYTES_MOST].decode(errors="ignore")


def csv_text(
    header: Sequence[str], rows: Iterable[Sequence[Cell]], numbers: str = NUMBERS[0]
) -> str:
    """Return a table as CSV; no cell of text can be taken for a formula.

    Parameters
    ----------
    header, rows : sequence
    numbers : {"plain", "id"}
        1234.5 in columns separated by commas, or 1234,5 in columns separated by semicolons, which
        an Indonesian spreadsheet opens as numbers.
    """
    buffer = io.StringIO()
    separator = ";" if numbers == "id" else ","
    writer = csv.writer(buffer, delimiter=separator, lineterminator="\n")
    writer.writerow([_safe(name, numbers) for name in header])
    writer.writerows([_safe(cell, numbers) for cell in row] for row in rows)
    return buffer.getvalue()


def _safe(cell: Cell, numbers: str) -> Cell:
    """Put an apostrophe before a text that looks like a formula; write a number in its form."""
    if isinstance(cell, str):
        text = cell.replace("\r", " ")
        acts = cell.startswith(BLANK) or text.lstrip().startswith(FORMULA)
        return f"'{text}" if acts else text
    return repr(cell).replace(".", ",") if numbers == "id" and isinstance(cell, float) else cell


def json_text(content: Any) -> str:
    """Return an object as JSON; not a number is refused."""
    return json.dumps(content, indent=2, allow_nan=False) + "\n"
