"""Compiling: the cache that is never stale, and the rules made callable from compiled code.

Numba looks for a change in the file of a cached function only, and not in the files of what it
calls. So the cache's folder is named after everything that is compiled: another rule, another
folder. Where the user's cache folder cannot be written to, or others can write to it, one for this
process is used.
"""

import atexit
import hashlib
import importlib
import inspect
import os
import pkgutil
import shutil
import stat
import sys
import tempfile
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
        folder.parent.mkdir(parents=True, exist_ok=True)
        folder.mkdir(mode=0o700, exist_ok=True)
        if _is_own(folder):
            with tempfile.TemporaryFile(dir=folder):
                return folder
    except (OSError, RuntimeError):
        pass
    folder = Path(tempfile.mkdtemp(prefix="kubesim-compiled-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def _is_own(folder: Path) -> bool:
    """Whether a folder is the user's and nobody else may write into it.

    What is kept there is run as it is found: it must not be a stranger's.
    """
    if sys.platform == "win32":
        return True
    status = folder.lstat()
    return (
        stat.S_ISDIR(status.st_mode)
        and status.st_uid == os.geteuid()
        and not status.st_mode & (stat.S_IWGRP | stat.S_IWOTH)
    )


FOLDER = _cache_folder()


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
        return FOLDER.name

    def get_disambiguator(self) -> str:
        return str(self._function.__code__.co_firstlineno)


class _CacheFiles(CompileResultCacheImpl):
    _locator_classes = [_Locator]  # noqa: RUF012


class _Cache(FunctionCache):
    _impl_class = _CacheFiles


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
