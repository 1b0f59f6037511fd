"""Keeping what a compiled library prints off stdout, which may have to hold JSON alone.

HiGHS, as SciPy 1.17 brings it, prints a line when it repairs a solution, whatever it is told.
"""

import ctypes
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

STDOUT = 1


@contextmanager
def quiet() -> Iterator[None]:
    """Let nothing through to the process's stdout; Python's own buffer is written out before."""
    sys.stdout.flush()
    try:
        kept = os.dup(STDOUT)
    except OSError:
        yield
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, STDOUT)
    os.close(nowhere)
    try:
        yield
    finally:
        libc().fflush(None)
        os.dup2(kept, STDOUT)
        os.close(kept)


def libc() -> ctypes.CDLL:
    """Return the C library, whose buffer holds what was printed."""
    return ctypes.CDLL("ucrtbase" if os.name == "nt" else None)
