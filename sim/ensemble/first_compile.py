"""The first compilation: the phases by two processes at once, so that a user waits half as long.

Every phase is kept in the cache on its own; what the other process has compiled is found there.
"""

import gc
import logging
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, cast

import numba
import numpy as np

from sim.ensemble import records
from sim.ensemble.code_cache import DONE, PACKAGE, take
from sim.ensemble.phases import PHASES
from sim.ensemble.records import empty
from sim.ensemble.room import Room
from sim.ensemble.run import NO_PASTS, Given, city_of, run_jobs
from sim.inputs.said import both

HERE = ("support", "live")
"""Phases that take as long to compile as all others together, which another process compiles."""
COMMAND = (sys.executable, "-c", "from sim.ensemble import first_compile as c; c.there()")
ROOM = Room(households=1, members=1)
WORD = both(
    "Compiling the model, which is done once and takes about 15 seconds ... "
    "(model disiapkan, sekali saja, kira-kira 15 detik)",
    "Model disiapkan, sekali saja, kira-kira 15 detik ...",
)

log = logging.getLogger(__name__)


def compile_engine() -> None:
    """Compile everything, unless that was done before; workers find it in the cache."""
    if numba.config.DISABLE_JIT or DONE.exists() or take():  # type: ignore[attr-defined]
        return
    log.warning(WORD)
    with _keeping_garbage():
        with subprocess.Popen(COMMAND, cwd=PACKAGE.parent, stdin=subprocess.DEVNULL) as other:
            _compile(here=True)
            other.wait()
        given, job = _given(), empty(1, records.JOB)
        results = ROOM.results(given, jobs=1, months=1, states=True)
        _compile_for(run_jobs, given, job, NO_PASTS, ROOM.workspace(given), results, 0, 1)
    DONE.touch()


def there() -> None:
    """Compile the other process's part."""
    with _keeping_garbage():
        _compile(here=False)


@contextmanager
def _keeping_garbage() -> Iterator[None]:
    """Collect no garbage meanwhile: Numba makes little of it beside what it keeps."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


def _compile(*, here: bool) -> None:
    """Compile the phases of one of the two processes, for the city that they are called with."""
    given = _given()
    city = cast(Any, city_of).py_func(given, ROOM.workspace(given), 0)
    for phase in PHASES:
        if (phase.__name__ in HERE) == here:
            _compile_for(phase, city)


def _compile_for(function: Any, *arguments: Any) -> None:
    function.compile(tuple(numba.typeof(argument) for argument in arguments))


def _given() -> Given:
    """Return a city of nothing, with one of each."""
    one, whole = np.zeros(1), np.zeros(1, np.int64)
    return Given(
        empty(1, records.PLACE),
        empty(1, records.NOW),
        empty(1, records.HOUSEHOLDS_MONTH),
        empty(1, records.AGENCY),
        empty(1, records.OUTSIDE),
        empty(1, records.HOUSEHOLD),
        empty(1, records.FACILITATOR),
        empty((1, 1), records.KUBE),
        empty((1, 1), records.GRANT),
        empty((1, 1), records.ANNOUNCED),
        empty((1, 1), records.DECISION),
        empty((1, 1), records.LEVERS),
        np.zeros((1, 1), np.int64),
        empty(1, records.PARAMETERS),
        one,
        whole,
        whole,
        whole,
        0,
        0,
    )
