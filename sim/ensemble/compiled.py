"""Compiling: the cache that is never stale, and the rules made callable from compiled code.

Numba looks for a change in the file of a cached function only, and not in the files of what it
calls. So the cache's folder is named after everything that is compiled: another rule, another
folder. Where the user's cache folder cannot be written to, one for this process is used.
"""

import atexit
import hashlib
import importlib
import inspect
import os
import pkgutil
import shutil
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import numba
from numba.core.caching import CompileResultCacheImpl, FunctionCache, _CacheLocator
from numba.extending import register_jitable

import sim.cells
import sim.money
import sim.rules

Function = TypeVar("Function")

PACKAGE = Path(sim.rules.__file__).parent.parent


def sources_hash(package: Path = PACKAGE) -> str:
    """Return a hash of all source files of a package, by path and content."""
    digest = hashlib.sha256()
    for path in sorted(package.rglob("*.py")):
        digest.update(f"{path.relative_to(package).as_posix()}\0".encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:16]


def _cache_home() -> Path:
    """Return where a user's caches stand on this system; what is not absolute is ignored (XDG)."""
    asked = Path(os.environ.get("XDG_CACHE_HOME", ""))
    if asked.is_absolute():
        return asked
    if sys.platform == "win32" and "LOCALAPPDATA" in os.environ:
        return Path(os.environ["LOCALAPPDATA"])
    home = Path("~").expanduser()
    return home / "Library" / "Caches" if sys.platform == "darwin" else home / ".cache"


def _cache_folder() -> Path:
    """Return a folder to keep compiled code in, made and writable."""
    try:
        name = f"{sources_hash()}-{numba.__version__}-{sys.implementation.cache_tag}"
        folder = _cache_home() / "kubesim" / f"compiled-{name}"
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return folder
    except (OSError, RuntimeError):
        folder = Path(tempfile.mkdtemp(prefix="kubesim-compiled-"))
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
        return folder


FOLDER = _cache_folder()


class _Locator(_CacheLocator):
    """Says where a function's compiled code is kept: in `FOLDER`, which no source outlives."""

    def __init__(self, function: Callable[..., Any], path: str) -> None:
        self._function, self._path = function, Path(path)

    @classmethod
    def from_function(cls, function: Callable[..., Any], path: str) -> "_Locator":
        return cls(function, path)

    def get_cache_path(self) -> str:
        return str(FOLDER / self._path.parent.name)

    def get_source_stamp(self) -> str:
        return FOLDER.name

    def get_disambiguator(self) -> str:
        return str(self._function.__code__.co_firstlineno)


class _CacheFiles(CompileResultCacheImpl):
    _locator_classes = (_Locator,)


class _Cache(FunctionCache):
    _impl_class = _CacheFiles


def _kept(dispatcher: Any) -> Any:
    """Keep what a function compiles to in `FOLDER`; other caches of Numba are left alone."""
    if not numba.config.DISABLE_JIT:  # type: ignore[attr-defined]
        dispatcher._cache = _Cache(dispatcher.py_func)
    return dispatcher


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


def copier(names: Sequence[str]) -> Any:
    """Return a compiled function that copies these fields from one record to another.

    Numba must know a field's name when it compiles: so one function calls the next, and all are
    written into one.
    """
    name, *others = names
    copy_others = copier(others) if others else None

    @inlined
    def copy(source: Any, target: Any) -> None:
        target[name] = source[name]
        if copy_others is not None:
            copy_others(source, target)

    return copy


def _register(module: Any) -> None:
    """Let compiled code call the functions of a module of rules."""
    for function in vars(module).values():
        if inspect.isfunction(function) and function.__module__ == module.__name__:
            register_jitable(**INNER)(function)


_register(sim.money)
_register(sim.cells)
for _module in pkgutil.iter_modules(sim.rules.__path__):
    _register(importlib.import_module(f"sim.rules.{_module.name}"))
