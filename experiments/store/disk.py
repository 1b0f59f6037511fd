"""A folder that runs are kept in: its lock, what is damaged in it, and what the system says.

Functions raise OSError unless they say otherwise; `in_words` makes one line of it.
"""

import contextlib
import errno
import hashlib
import os
import re
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import duckdb

from experiments.common.files import TEMPORARY, flush_folder, make_folder
from experiments.common.refusals import OTHER_FOLDER
from sim.inputs.said import Said, both
from sim.inputs.strict import InputError

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

LOCK = "lock"
SET_ASIDE = "set-aside"
PATIENCE_SECONDS = 1.0
"""So long a lock is tried."""


@contextlib.contextmanager
def in_words(folder: Path) -> Iterator[None]:
    """Turn an error of the system into one line."""
    try:
        yield
    except (OSError, duckdb.Error) as error:
        raise InputError([trouble(folder, error)]) from None


def trouble(folder: Path, error: Exception) -> Said:
    """Return a line for an error of the system, or of DuckDB without the SQL that it shows."""
    text = " ".join(str(error).partition("\nLINE ")[0].split())
    in_text = re.search(r'"errno":"(\d+)"', text)
    number = getattr(error, "errno", None) or (int(in_text[1]) if in_text else None)
    why = os.strerror(number) if number else text
    return both(
        f"{folder}: cannot be read or written: {why}; run it again to go on",
        f"{folder}: tidak dapat dibaca atau ditulisi: {why}; jalankan lagi untuk melanjutkan",
    )


def set_aside(path: Path, folder: Path) -> Path:
    """Move a file out of the way, into the folder's `set-aside`; return where it is now."""
    aside = folder / SET_ASIDE
    make_folder(aside)
    number = sum(1 for _ in aside.iterdir())
    place = aside / f"{path.name}.{number + 1}"
    path.replace(place)
    flush_folder(aside)
    flush_folder(path.parent)
    return place


def sweep_up(folder: Path) -> None:
    """Remove what was being written when an earlier sweep was killed."""
    for path in folder.glob(f".*{TEMPORARY}"):
        path.unlink(missing_ok=True)


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@contextlib.contextmanager
def locked(folder: Path, what: str) -> Iterator[None]:
    """Keep others out of a folder; a killed process leaves no lock behind.

    A worker that was being started when it was killed holds the lock until it is gone too, a
    moment later: so a lock that is taken is tried for a while.

    Parameters
    ----------
    what : str
        What runs into it, e.g. `sweep`.

    Raises
    ------
    InputError
        When another one runs into it.
    """
    handle = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT, 0o666)
    try:
        until = time.monotonic() + PATIENCE_SECONDS
        while not _lock(handle):
            if time.monotonic() >= until:
                fault = both(
                    f"{folder}: another {what} is running into it; wait for its end, or "
                    f"{OTHER_FOLDER}",
                    f"{folder}: sedang diisi oleh perintah lain; tunggu sampai selesai, atau "
                    f"{OTHER_FOLDER.indonesian}",
                )
                raise InputError([fault])
            time.sleep(0.01)
        yield
    finally:
        os.close(handle)


def _lock(handle: int) -> bool:
    """Lock an open file without waiting; return whether it was free."""
    try:
        if sys.platform == "win32":
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in (errno.EACCES, errno.EAGAIN, errno.EDEADLK):
            return False
        raise
    return True
