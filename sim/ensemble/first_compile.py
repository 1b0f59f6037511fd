"""The first compilation: the phases by two processes at once, so that a user waits half as long.

Every phase is kept in the cache on its own; what the other process has compiled is found there.
"""

import gc
import logging
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numba
import numpy as np

from sim.ensemble.compiled import FOLDER, PACKAGE
from sim.ensemble.phases.classify import classify
from sim.ensemble.phases.invest import invest
from sim.ensemble.phases.learn import learn
from sim.ensemble.phases.live import live
from sim.ensemble.phases.meet import meet
from sim.ensemble.phases.membership import join_and_leave
from sim.ensemble.phases.support import support
from sim.ensemble.phases.trade import trade
from sim.ensemble.records import (
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
    City,
    empty,
)
from sim.ensemble.run import Given, Results, Workspace, run_jobs

DONE = Path(FOLDER) / "done"
"""Made when everything has been compiled."""
HERE = (support, join_and_leave)
THERE = (meet, live, trade, learn, invest, classify)
"""About equally long to compile."""
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
            _compile(HERE)
            other.wait()
        _compile_for(run_jobs, _given(), empty(1, JOB), _work(), _results(), 0, 1, True)
    DONE.touch()


def there() -> None:
    """Compile the other process's part."""
    with _keeping_garbage():
        _compile(THERE)


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


def _compile(phases: Sequence[Any]) -> None:
    """Compile phases for the arguments that they are called with."""
    given, work = _given(), _work()
    city = City(
        work.now[0],
        work.outside[0],
        given.place[0],
        given.parameters[0],
        given.levers[0],
        given.newborn[0],
        work.kubes,
        work.households,
        work.members,
    )
    more = {
        support: (work.facilitators, work.grants, work.paper),
        trade: (work.paper,),
        live: (work.paper,),
        join_and_leave: (work.paper,),
    }
    for phase in phases:
        _compile_for(phase, city, *more.get(phase, ()))


def _compile_for(function: Any, *arguments: Any) -> None:
    function.compile(tuple(numba.typeof(argument) for argument in arguments))


def _given() -> Given:
    one, whole = np.zeros(1), np.zeros(1, np.int64)
    return Given(
        empty(1, PLACE),
        empty(1, NOW),
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
        empty(1, OUTSIDE),
        empty(1, KUBE),
        empty(1, HOUSEHOLD),
        np.zeros((1, 1), np.uint32),
        empty(1, FACILITATOR),
        empty(1, GRANT),
        empty(1, PAPER),
    )


def _results() -> Results:
    words = np.zeros((1, 1), np.int64)
    return Results(
        empty(1, TALLY),
        empty((1, 1, 1), KUBE_MONTH),
        empty((1, 1), HOUSEHOLDS_MONTH),
        empty((1, 1), SPENT),
        empty((1, 1), CELL),
        words,
        words.view(np.float64),
        np.zeros(1, np.int64),
    )
