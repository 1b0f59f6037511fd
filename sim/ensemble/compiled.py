"""Compiling: functions that are kept once compiled, and the rules callable from compiled code."""

import hashlib
import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import numba
from numba.core.caching import CompileResultCacheImpl, FunctionCache, _CacheLocator
from numba.core.compiler_lock import global_compiler_lock
from numba.extending import register_jitable

import sim.cells
import sim.money
import sim.rules
from sim.ensemble.code_cache import FOLDER, NAME

Function = TypeVar("Function")


class _Locator(_CacheLocator):
    """Says where a function's compiled code is kept: in `FOLDER`, which no source outlives."""

    def __init__(self, function: Callable[..., Any], path: str) -> None:
        self._function, self._py_file = function, path

    @classmethod
    def from_function(cls, function: Callable[..., Any], path: str) -> "_Locator":
        return cls(function, path)

    def get_cache_path(self) -> str:
        return str(FOLDER / Path(self._py_file).parent.name)

    def get_source_stamp(self) -> str:
        return NAME

    def get_disambiguator(self) -> str:
        return str(self._function.__code__.co_firstlineno)


class _CacheFiles(CompileResultCacheImpl):
    _locator_classes = [_Locator]  # noqa: RUF012


class _Cache(FunctionCache):
    """Knows code by types and sources; the processor is in the folder's name."""

    _impl_class = _CacheFiles

    def _index_key(self, signature: Any, codegen: Any) -> Any:
        types, _, *sources = super()._index_key(signature, codegen)
        return (types, *sources)


def _kept(dispatcher: Any) -> Any:
    """Keep what a function compiles to in `FOLDER`; Numba's other caches are left alone."""
    if numba.config.DISABLE_JIT:  # type: ignore[attr-defined]
        return dispatcher
    compile_under_any_name = dispatcher.compile

    def compile_under_short_names(signature: Any) -> Any:
        with global_compiler_lock, _short_names():
            return compile_under_any_name(signature)

    dispatcher._cache = _Cache(dispatcher.py_func)
    dispatcher.compile = compile_under_short_names
    return dispatcher


@contextmanager
def _short_names() -> Iterator[None]:
    """Let a digest stand for a layout in the names of compiled functions: 10 kB become 20 B.

    This holds while one of this engine's functions is compiled, and Numba compiles one function
    at a time: nobody else's functions are named so.
    """
    short = property(lambda self: (hashlib.sha256(self.name.encode()).hexdigest()[:16], ()))
    kinds: tuple[Any, ...] = (numba.types.Record, numba.types.NamedTuple, numba.types.Array)
    own = [vars(kind).get("mangling_args") for kind in kinds]
    for kind in kinds:
        kind.mangling_args = short
    try:
        yield
    finally:
        for kind, before in zip(kinds, own, strict=True):
            if before is None:
                del kind.mangling_args
            else:
                kind.mangling_args = before


OPTIONS: dict[str, Any] = {"error_model": "numpy", "_nrt": False}
"""The rules guard their divisions, and nothing is allocated: Numba need not look after either."""
INNER: dict[str, Any] = {**OPTIONS, "no_cpython_wrapper": True, "no_cfunc_wrapper": True}


def compiled(function: Function) -> Function:
    """Compile a function that only compiled functions call."""
    wrapped: Function = numba.njit(**INNER)(function)
    return wrapped


def inlined(function: Function) -> Function:
    """Write a function into its caller: for what is called in one place, or is one line."""
    wrapped: Function = numba.njit(**INNER, inline="always")(function)
    return wrapped


def phase(function: Function) -> Function:
    """Compile a phase: kept in the cache, so that phases can be compiled apart."""
    wrapped: Function = _kept(numba.njit(**INNER)(function))
    return wrapped


def entry(function: Function) -> Function:
    """Compile a function that Python calls: kept in the cache, other threads go on meanwhile."""
    wrapped: Function = _kept(numba.njit(**OPTIONS, nogil=True)(function))
    return wrapped


def written_out(arguments: str, lines: Iterable[str], names: Mapping[str, Any]) -> Any:
    """Return a compiled function of which the source is written here, a line for each name.

    Numba must read in the source which field is meant, or which function is called.
    """
    scope = dict(names)
    exec("\n    ".join((f"def function({arguments}):", *lines)), scope)
    return inlined(scope["function"])


def copier(fields: Iterable[str]) -> Any:
    """Return a compiled function that copies fields from one record to another."""
    return written_out(
        "source, target", [f"target.{field} = source.{field}" for field in fields], {}
    )


def _register(module: Any) -> None:
    """Let compiled code call the functions of a module of rules."""
    for function in vars(module).values():
        if inspect.isfunction(function) and function.__module__ == module.__name__:
            register_jitable(**INNER)(function)


_register(sim.money)
_register(sim.cells)
for _module in pkgutil.iter_modules(sim.rules.__path__):
    _register(importlib.import_module(f"sim.rules.{_module.name}"))
