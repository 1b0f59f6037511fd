"""The first compilation: the phases by two processes at once, so that a user waits half as long.

Every phase is kept in the cache on its own; what the other process has compiled is found there.
"""

import subprocess
import sys
from collections.abc import Callable, Sequence
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
    FACILITATOR,
    GRANT,
    HOUSEHOLD,
    KUBE,
    LEVERS,
    NOW,
    OUTSIDE,
    PAPER,
    PARAMETERS,
    PLACE,
    City,
    empty,
)

DONE = Path(FOLDER) / "done"
"""Made when everything has been compiled."""
HERE = (support, join_and_leave)
THERE = (meet, live, trade, learn, invest, classify)
"""About equally long to compile."""


def compile_phases() -> None:
    """Compile all phases, unless that was done before."""
    if DONE.exists() or numba.config.DISABLE_JIT:  # type: ignore[attr-defined]
        return
    command = [sys.executable, "-c", "from sim.ensemble import first_compile as c; c.there()"]
    with subprocess.Popen(command, cwd=PACKAGE.parent, stdin=subprocess.DEVNULL) as other:
        _compile(HERE)
        other.wait()
    DONE.touch()


def there() -> None:
    """Compile the other process's part."""
    _compile(THERE)


def _compile(phases: Sequence[Callable[..., Any]]) -> None:
    """Compile phases for the arguments that they are called with."""
    city = City(
        empty(1, NOW)[0],
        empty(1, OUTSIDE)[0],
        empty(1, PLACE)[0],
        empty(1, PARAMETERS)[0],
        empty(1, LEVERS)[0],
        empty(1, HOUSEHOLD)[0],
        empty(1, KUBE),
        empty(1, HOUSEHOLD),
        np.zeros((1, 1), np.int64),
    )
    paper = empty(1, PAPER)
    more = {
        support: (empty(1, FACILITATOR), empty(1, GRANT), paper),
        trade: (paper,),
        live: (paper,),
        join_and_leave: (paper,),
    }
    for phase in phases:
        arguments = (city, *more.get(phase, ()))
        phase.compile(tuple(numba.typeof(argument) for argument in arguments))  # type: ignore[attr-defined]
