"""The first compilation: the phases by two processes at once, so that a user waits half as long.

Numba keeps every phase in a folder that both know: what one process has compiled, the other finds.
"""

import gc
import logging
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

import numba
import numpy as np
from numba.core.caching import CompileResultCacheImpl, FunctionCache, _CacheLocator

from sim.ensemble import records
from sim.ensemble.arguments import NO_PASTS, Given
from sim.ensemble.code_cache import PACKAGE, Code, keep
from sim.ensemble.compiled import short_names
from sim.ensemble.machine_code import kinds
from sim.ensemble.phases import PHASES
from sim.ensemble.records import empty
from sim.ensemble.restage import restage
from sim.ensemble.room import Room
from sim.ensemble.run import city_of, run_jobs
from sim.inputs.said import both

HERE = ("support", "live")
"""Phases that take as long to compile as all others together, which another process compiles."""
THERE = "from sim.ensemble import first_compile as c; c.there({!r})"
ROOM = Room(households=1, members=1)
WORD = both(
    "Compiling the model, which is done once and takes about 15 seconds ... "
    "(model disiapkan, sekali saja, kira-kira 15 detik)",
    "Model disiapkan, sekali saja, kira-kira 15 detik ...",
)

log = logging.getLogger(__name__)


class _InFolder(_CacheLocator):
    """Says where a phase is kept while two processes compile."""

    folder = Path()

    def __init__(self, function: Any, path: str) -> None:
        self._function, self._py_file = function, path

    @classmethod
    def from_function(cls, function: Any, path: str) -> "_InFolder":
        return cls(function, path)

    def get_cache_path(self) -> str:
        return str(self.folder)

    def get_source_stamp(self) -> str:
        return ""

    def get_disambiguator(self) -> str:
        return ""


class _Files(CompileResultCacheImpl):
    _locator_classes = [_InFolder]  # noqa: RUF012


class _Cache(FunctionCache):
    _impl_class = _Files


def compile_engine() -> dict[str, Code]:
    """Compile everything and keep it; return it."""
    log.warning(WORD)
    with tempfile.TemporaryDirectory() as folder:
        command = (sys.executable, "-c", THERE.format(folder))
        with subprocess.Popen(command, cwd=PACKAGE.parent, stdin=subprocess.DEVNULL) as other:
            _compile_phases(folder, here=True)
            other.wait()
        return compile_functions()


def there(folder: str) -> None:
    """Compile the other process's part."""
    _compile_phases(folder, here=False)


def compile_functions() -> dict[str, Code]:
    """Compile the functions that Python calls, and what of the phases is not yet; keep them."""
    given = _given()
    results = ROOM.results(given, jobs=1, months=1, states=True)
    jobs = (given, empty(1, records.JOB), NO_PASTS, ROOM.workspace(given), results, 0, 1)
    month, whole = results.kubes[0], np.zeros(1, np.int64)
    stages = given.parameters[0].stages
    codes = {
        "run_jobs": _code(run_jobs, jobs),
        "restage": _code(restage, (month, month, whole, given.prices, stages, whole, whole)),
    }
    keep(codes)
    return codes


def _code(function: Any, arguments: Any) -> Code:
    """Return a function compiled for arguments like these."""
    with _compiling():
        made = function.overloads[_compiled_for(function, *arguments)]
    _, _, (content, _) = made.library.serialize_using_object_code()
    return Code(made.fndesc.llvm_func_name, kinds(arguments), content)


def _compile_phases(folder: str, *, here: bool) -> None:
    """Compile the phases of one of the two processes, for the city that they are called with."""
    _InFolder.folder = Path(folder)
    given = _given()
    city = cast(Any, city_of).py_func(given, ROOM.workspace(given), 0)
    for phase in PHASES:
        phase._cache = _Cache(phase.py_func)
    with _compiling():
        for phase in PHASES:
            if (phase.__name__ in HERE) == here:
                _compiled_for(phase, city)


@contextmanager
def _compiling() -> Iterator[None]:
    """Collect no garbage meanwhile: Numba makes little of it beside what it keeps."""
    collects = gc.isenabled()
    gc.disable()
    try:
        with short_names():
            yield
    finally:
        if collects:
            gc.enable()


def _compiled_for(function: Any, *arguments: Any) -> Any:
    """Compile a function for arguments like these; return their types."""
    types = tuple(numba.typeof(argument) for argument in arguments)
    function.compile(types)
    return types


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
