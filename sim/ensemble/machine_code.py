"""The engine as Python calls it: machine code, loaded without Numba.

Importing Numba and loading what it keeps takes 0.4 s at every start. So Numba is needed once, to
compile (`sim.ensemble.first_compile`). What it made is kept as an object file, which LLVM loads in
some milliseconds. With `NUMBA_DISABLE_JIT` the same functions run as Python.

A compiled function takes its arguments as Numba lays them out: of an array two pointers to its
owner, here null, the number of items, the bytes of an item, the address, the shape and the
strides; of a record its address; of a tuple its parts. It returns a status, and where an exception
was raised, the address of its description.
"""

import ctypes
import os
import pickle
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from importlib import import_module
from threading import Lock
from typing import Any

import llvmlite.binding as llvm
import numpy as np

from sim.ensemble.code_cache import Code, kept

SOURCES = {"run_jobs": "sim.ensemble.run", "restage": "sim.ensemble.restage"}
"""Functions of the engine that Python calls, and where they are written."""
OK, NONE = 0, -2
"""What a function returns that has not failed."""
NO_OWNER = (0, 0)
_LOADING = Lock()


def run_jobs(*arguments: Any) -> None:
    """Run jobs: `sim.ensemble.run.run_jobs`."""
    load_engine()["run_jobs"](*arguments)


def restage(*arguments: Any) -> None:
    """Classify Kubes once more: `sim.ensemble.restage.restage`."""
    load_engine()["restage"](*arguments)


def load_engine() -> Mapping[str, Callable[..., None]]:
    """Return the functions of the engine; they are compiled first, unless that was done before."""
    with _LOADING:
        return _functions()


@cache
def _functions() -> Mapping[str, Callable[..., None]]:
    if os.environ.get("NUMBA_DISABLE_JIT", "0") not in ("", "0"):
        return {name: getattr(import_module(where), name) for name, where in SOURCES.items()}
    codes = kept() or import_module("sim.ensemble.first_compile").compile_engine()
    return {name: _Loaded(code) for name, code in codes.items()}


def kinds(arguments: Any) -> list[list[int]]:
    """Return the number of dimensions and the bytes of an item of every array, in order."""
    return [[array.ndim, array.itemsize] for array in _arrays(arguments)]


def _arrays(value: Any) -> Iterator[Any]:
    if isinstance(value, tuple):
        for part in value:
            yield from _arrays(part)
    elif isinstance(value, np.ndarray | np.void):
        yield value


class _Loaded:
    """A function of an object file, ready to be called; other threads go on while it runs."""

    def __init__(self, code: Code) -> None:
        llvm.initialize_native_target()
        llvm.initialize_native_asmprinter()
        machine = llvm.Target.from_default_triple().create_target_machine(jit=True)
        self._owner = llvm.create_mcjit_compiler(llvm.parse_assembly(""), machine)
        self._owner.add_object_file(llvm.ObjectFileRef.from_data(code.content))
        self._owner.finalize_object()
        self._address = self._owner.get_function_address(code.symbol)
        self._arguments = code.arguments

    def __call__(self, *arguments: Any) -> None:
        if kinds(arguments) != self._arguments:
            raise TypeError("the arrays are not those that the engine was compiled for")
        words = list(_words(arguments))
        call = _kind_of_call(len(words))(self._address)
        nothing, raised = ctypes.c_void_p(), ctypes.POINTER(_Raised)()
        if call(ctypes.byref(nothing), ctypes.byref(raised), *words) not in (OK, NONE):
            told = raised.contents
            kind, values, _ = pickle.loads(ctypes.string_at(told.pickled, told.length))
            raise kind(*values)


class _Raised(ctypes.Structure):
    """The start of what Numba says of an exception."""

    _fields_ = (("pickled", ctypes.c_void_p), ("length", ctypes.c_int32))


@cache
def _kind_of_call(words: int) -> Any:
    """Return the type of a function of so many words, which lets go of Python's lock."""
    return ctypes.CFUNCTYPE(
        ctypes.c_int32, ctypes.c_void_p, ctypes.c_void_p, *(ctypes.c_int64,) * words
    )


def _words(value: Any) -> Iterator[int]:
    """Yield arguments as the words that a compiled function takes."""
    if isinstance(value, tuple):
        for part in value:
            yield from _words(part)
    elif isinstance(value, np.ndarray):
        if not value.flags.c_contiguous:
            raise TypeError("the engine takes arrays of which the items stand side by side")
        yield from (*NO_OWNER, value.size, value.itemsize, value.__array_interface__["data"][0])
        yield from (*value.shape, *value.strides)
    elif isinstance(value, np.void):
        yield value.__array_interface__["data"][0]
    else:
        yield value
