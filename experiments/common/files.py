"""Files that are whole or not there: a temporary file, flushed to the disk, then renamed."""

import contextlib
import csv
import io
import os
import re
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from sim.inputs.strict import InputError

Cell = str | int | float | None

NAME_BYTES_MOST = 255
"""No file system takes a longer name."""
PART_BYTES_MOST = 100
"""So much of a scenario's or policy's name goes into the name of its folder."""

FORMULA = ("=", "+", "-", "@")
"""A spreadsheet takes a text that begins so for a formula."""


def save_all(folder: Path, files: Mapping[str, bytes]) -> list[Path]:
    """Save files into a folder, which is made if it is missing; return their paths.

    All are written beside their places first and renamed at the end, so that an interruption
    leaves no half-written file.

    Raises
    ------
    InputError
        When the folder cannot be written to.
    """
    waiting: list[tuple[str, Path]] = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            handle, temporary = tempfile.mkstemp(prefix=f".{name}.", dir=folder)
            waiting.append((temporary, folder / name))
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            Path(temporary).chmod(0o666 & ~_umask())
        for temporary, path in waiting:
            Path(temporary).replace(path)
    except OSError as error:
        raise InputError([f"{folder}: cannot be written: {error.strerror}"]) from None
    finally:
        for temporary, _ in waiting:
            with contextlib.suppress(OSError):
                Path(temporary).unlink()
    return [path for _, path in waiting]


def _umask() -> int:
    """Return the mask of the process; it can only be read by setting it."""
    mask = os.umask(0o022)
    os.umask(mask)
    return mask


def check_writable(folder: Path) -> None:
    """Say in a line when nothing can be saved into a folder, before the work is done.

    Raises
    ------
    InputError
        When the folder, or the nearest one above it, is a file or refuses a file.
    """
    nearest = folder
    if any(len(os.fsencode(part)) > NAME_BYTES_MOST for part in folder.parts):
        raise InputError([f"{folder}: cannot be written: File name too long"])
    try:
        while not nearest.exists() and nearest != nearest.parent:
            nearest = nearest.parent
        if not nearest.is_dir():
            raise InputError([f"{nearest}: is not a folder; name another one with --out"])
        with tempfile.TemporaryFile(dir=nearest):
            pass
    except OSError as error:
        raise InputError([f"{nearest}: cannot be written: {error.strerror}"]) from None


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
        raise InputError([f"{path}: is a link or a device, not of this folder; remove it"])


def folder_name(*parts: str) -> str:
    """Return a name for a folder from names that may hold anything and be long."""
    return "-".join(_folder_part(part) for part in parts)


def _folder_part(text: str) -> str:
    part = re.sub(r"[^\w.-]+", "_", text).strip(".-") or "_"
    return part.encode()[:PART_BYTES_MOST].decode(errors="ignore")


def csv_text(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    """Return a table as CSV; no cell of text can be taken for a formula."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(header)
    writer.writerows([_safe(cell) for cell in row] for row in rows)
    return buffer.getvalue()


def _safe(cell: Cell) -> Cell:
    """Put an apostrophe before a text that looks like a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell
