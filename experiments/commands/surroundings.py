"""What a command is started in: its streams, its environment, and what the system denies it."""

import errno
import io
import logging
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Any

from experiments.commands.common import one_line, say
from experiments.commands.help import language_of_line
from experiments.common.languages import in_language
from sim.inputs.said import Said, both, dotted

FAILED = 1
"""Exit code where the system denies something: memory, a file, a stream."""
USAGE = 2
CLOSED = both(
    f"standard output is closed; send it to a file, or to {os.devnull}",
    f"keluaran baku tertutup; alihkan ke sebuah berkas, atau ke {os.devnull}",
)
NO_MEMORY = both(
    "not enough memory; close other programs, raise the limit, or take fewer runs or --workers",
    "memori tidak cukup; tutup program lain, naikkan batasnya, atau kurangi --runs atau --workers",
)
TOLD_MOST = 160
"""So many characters are shown of what a library says."""
RESERVE = bytearray(2**24)
"""Memory given back when there is too little of it, so that a line can say so."""
THREADS = "NUMBA_NUM_THREADS"


class _Deaf(io.TextIOWrapper):
    """A stream to which writing never fails: whether anybody reads it does not matter."""

    def write(self, text: str) -> int:
        with suppress(OSError):
            return super().write(text)
        return len(text)

    def flush(self) -> None:
        with suppress(OSError):
            super().flush()


class _Spoken(logging.Handler):
    """Says what the model logs, such as that it is compiled, in the language of the line."""

    def emit(self, record: logging.LogRecord) -> None:
        say(record.msg, language_of_line())


SPOKEN = _Spoken(logging.WARNING)


def prepare() -> Said | None:
    """Make streams and environment fit; return why the command cannot begin, if so.

    A stream that is closed gets the null device, or the first file that is opened would take its
    place. Messages are lost where standard error cannot take them, and nothing else.
    """
    no_output = sys.stdout is None
    for number in range(3):
        _occupy(number)
    if sys.stderr is None:
        sys.stderr = io.TextIOWrapper(io.FileIO(os.devnull, "w"), "utf-8")
    if sys.stderr is sys.__stderr__ and isinstance(sys.stderr, io.TextIOWrapper):
        encoding = sys.stderr.encoding
        sys.stderr = _Deaf(sys.stderr.buffer, encoding, "replace", line_buffering=True)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    # Pictures go into files; a window, or what a notebook shows, is not asked for.
    os.environ["MPLBACKEND"] = "agg"
    logging.getLogger("sim").addHandler(SPOKEN)
    return CLOSED if no_output else wrong_threads(os.environ)


def _occupy(number: int) -> None:
    """Open the null device in the place of a standard stream that is closed."""
    try:
        os.fstat(number)
    except OSError:
        os.open(os.devnull, os.O_RDWR)


def wrong_threads(environment: Mapping[str, str]) -> Said | None:
    """Return what is wrong with the number of threads that Numba is given, if it is given one."""
    given = environment.get(THREADS)
    if given is None or (given.isascii() and given.isdigit() and int(given) > 0):
        return None
    return both(
        f"{THREADS}={given}: is no number of threads; write 1 or more, or unset it",
        f"{THREADS}={given}: bukan jumlah utas; tulis 1 atau lebih, atau hapus variabel ini",
    )


@contextmanager
def denied() -> Iterator[None]:
    """Turn what the system denies into a line and an exit code; output that nobody reads into none.

    Raises
    ------
    SystemExit
    """
    try:
        yield
        if sys.stdout is not None:
            sys.stdout.flush()
    except MemoryError:
        RESERVE.clear()
        _end(NO_MEMORY)
    except (OSError, ImportError) as error:
        if _is_unread(error):
            _end(None)
        line, limit = _told(error), _limit()
        _end(both(f"{line}{limit}", f"{line.indonesian}{limit.indonesian}"))


def _is_unread(error: Exception) -> bool:
    """Whether the one who read the output has gone, as `head` does."""
    gone = {errno.EPIPE, errno.EINVAL} if sys.platform == "win32" else {errno.EPIPE}
    return isinstance(error, OSError) and error.errno in gone


def _told(error: Exception) -> Said:
    """Return a line for an error of the system."""
    number, named = getattr(error, "errno", None), getattr(error, "filename", None)
    if number is None:
        line = f"{type(error).__name__}: {str(error)[:TOLD_MOST]}"
        return both(line, line)
    where, why = f"{named}: " if named else "", os.strerror(number)
    remedy = both("", "")
    if number == errno.EMFILE:
        remedy = both("; raise the limit (ulimit -n)", "; naikkan batasnya (ulimit -n)")
    return both(
        f"{where}cannot be read or written: {why}{remedy}",
        f"{where}tidak dapat dibaca atau ditulisi: {why}{remedy.indonesian}",
    )


def _limit() -> Said:
    """Return what the memory is limited to, which may be why a library does not load."""
    try:
        import resource
    except ImportError:
        return both("", "")
    limit, _ = resource.getrlimit(resource.RLIMIT_AS)
    if limit == resource.RLIM_INFINITY:
        return both("", "")
    size = limit // 10**6
    return both(
        f"; memory is limited to {size:,} MB (ulimit -v), which may be why",
        f"; memori dibatasi {dotted(size)} MB (ulimit -v), mungkin itu sebabnya",
    )


def _end(line: Said | None) -> None:
    """Say a line on standard error, give up standard output, and end."""
    if line is not None:
        with suppress(OSError):
            sys.stderr.write(f"{one_line(in_language(line, language_of_line()))}\n")
    give_up(sys.stdout, 1)
    raise SystemExit(FAILED)


def give_up(stream: Any, number: int) -> None:
    """Let what a stream still holds go nowhere, so that the end does not fail on it."""
    try:
        if stream is not None:
            stream.flush()
    except (OSError, ValueError):
        if stream is sys.__stdout__ or stream is sys.__stderr__:
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, number)
            os.close(nowhere)
