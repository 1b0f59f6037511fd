"""The first compilation: the phases by two processes at once, so that a user waits half as long.

Every phase is kept in the cache on its own; what the other process has compiled is found there.
"""

import gc
import logging
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

import numba
import numpy as np

from sim.ensemble.compiled import FOLDER, PACKAGE
from sim.ensemble.phases import PHASES
from sim.ensemble.records import (
    AGENCY,
    CELL,
    DECISION,
    FACILITATOR,
    GRANT,
    HOUSEHOLD,
    HOUSEHOLDS_MONTH,
    JOB,
    KUBE,
    KUBE_MONTH,
    LEVERS,
    NOW,
    OUTSIDE,
    PAPER,
    PARAMETERS,
    PLACE,
    SPENT,
    TALLY,
    empty,
)
from sim.ensemble.run import Ends, Given, Results, Workspace, city_of, run_jobs

DONE = Path(FOLDER) / "done"
"""Made when everything has been compiled."""
HERE = ("support", "live")
"""Phases that take as long to compile as all others together, which another process compiles."""
COMMAND = (sys.executable, "-c", "from sim.ensemble import first_compile as c; c.there()")
WORD = "Compiling the model, which is done once and takes about 15 seconds ..."

log = logging.getLogger(__name__)


def compile_engine() -> None:
    """Compile everything, unless that was done before; workers find it in the cache."""
    if DONE.exists() or numba.config.DISABLE_JIT:  # type: ignore[attr-defined]
        return
    log.warning(WORD)
    with _keeping_garbage():
        with subprocess.Popen(COMMAND, cwd=PACKAGE.parent, stdin=subprocess.DEVNULL) as other:
            _compile(here=True)
            other.wait()
        _compile_for(run_jobs, _given(), empty(1, JOB), _work(), _results(), 0, 1)
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
    city = cast(Any, city_of).py_func(_given(), _work(), 0, 0)
    for phase in PHASES:
        if (phase.__name__ in HERE) == here:
            _compile_for(phase, city)


def _compile_for(function: Any, *arguments: Any) -> None:
    function.compile(tuple(numba.typeof(argument) for argument in arguments))


def _given() -> Given:
    one, whole = np.zeros(1), np.zeros(1, np.int64)
    return Given(
        empty(1, PLACE),
        empty(1, NOW),
        empty(1, HOUSEHOLDS_MONTH),
        empty(1, AGENCY),
        empty(1, OUTSIDE),
        empty(1, HOUSEHOLD),
        empty(1, FACILITATOR),
        empty((1, 1), KUBE),
        empty((1, 1), GRANT),
        empty((1, 1), DECISION),
        empty(1, LEVERS),
        empty(1, PARAMETERS),
        one,
        whole,
        whole,
        whole,
        0,
    )


def _work() -> Workspace:
    return Workspace(
        empty(1, NOW),
        empty(1, HOUSEHOLDS_MONTH),
        empty(1, AGENCY),
        empty(1, OUTSIDE),
        empty(1, KUBE),
        empty(1, HOUSEHOLD),
        np.zeros((1, 1), np.uint32),
        empty(1, FACILITATOR),
        empty(1, GRANT),
        empty(1, PAPER),
    )


def _results() -> Results:
    return Results(
        empty(1, TALLY),
        empty((1, 1, 1), KUBE_MONTH),
        empty((1, 1), HOUSEHOLDS_MONTH),
        empty((1, 1), SPENT),
        empty((1, 1), CELL),
        Ends(
            empty(1, NOW),
            empty(1, AGENCY),
            empty(1, OUTSIDE),
            empty((1, 1), KUBE),
            empty((1, 1), HOUSEHOLD),
            empty((1, 1), FACILITATOR),
        ),
    )
