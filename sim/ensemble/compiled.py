"""Compiling: what compiled functions call, the rules among them."""

import hashlib
import importlib
import inspect
import pkgutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, TypeVar

import numba
from numba.extending import register_jitable

import sim.cells
import sim.money
import sim.rules

Function = TypeVar("Function")


@contextmanager
def short_names() -> Iterator[None]:
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


OPTIONS: dict[str, Any] = {
    "error_model": "numpy",
    "_nrt": False,
    "no_cpython_wrapper": True,
    "no_cfunc_wrapper": True,
}
"""The rules guard their divisions, and nothing is allocated: Numba need not look after either.
Python calls nothing of this but through `sim.ensemble.machine_code`."""


def compiled(function: Function) -> Function:
    """Compile a function that only compiled functions call."""
    wrapped: Function = numba.njit(**OPTIONS)(function)
    return wrapped


def inlined(function: Function) -> Function:
    """Write a function into its caller: for what is called in one place, or is one line."""
    wrapped: Function = numba.njit(**OPTIONS, inline="always")(function)
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
            register_jitable(**OPTIONS)(function)


_register(sim.money)
_register(sim.cells)
for _module in pkgutil.iter_modules(sim.rules.__path__):
    _register(importlib.import_module(f"sim.rules.{_module.name}"))
