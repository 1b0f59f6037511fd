"""Where machine code is kept: a cache that is never stale.

A folder is named after everything that is compiled, the Python, Numba and the processor: another
rule, another folder. Where the user's cache folder cannot be written to, or others can write to
it, one for this process is used.

Code can be compiled beforehand, beside the sources (`python -m sim.ensemble.code_cache`), when an
environment or a wheel is made: for a level of processors, so that it fits other machines too. What
is there is as trusted as the sources beside it. Each piece of code is checked by its SHA-256.
"""

import atexit
import hashlib
import json
import os
import shutil
import stat
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

import llvmlite.binding as llvm

PACKAGE = Path(__file__).parent.parent
LEVELS = {
    "x86-64-v4": ("avx512f", "avx512bw", "avx512cd", "avx512dq", "avx512vl"),
    "x86-64-v3": ("avx2", "bmi", "bmi2", "f16c", "fma", "lzcnt", "movbe"),
    "x86-64-v2": ("cx16", "popcnt", "sse3", "sse4.1", "sse4.2", "ssse3"),
}
"""Levels of the x86-64 psABI, the best first, with what a processor has that the next lacks."""
INDEX = "code.json"
"""Says which pieces of code a folder has; written last."""
COMPILE = (sys.executable, "-c", "from sim.ensemble.first_compile import compile_engine as c; c()")


class Code(NamedTuple):
    """A function of the engine as machine code.

    Attributes
    ----------
    symbol : str
        The function's name in the object file.
    arguments : list
        The number of dimensions and the bytes of an item of every array that it takes, in order.
    content : bytes
        The object file.
    """

    symbol: str
    arguments: list[list[int]]
    content: bytes


def sources_hash(package: Path = PACKAGE) -> str:
    """Return a hash of all source files of a package, by path and content."""
    digest = hashlib.sha256()
    for path in sorted(package.rglob("*.py")):
        digest.update(f"{path.relative_to(package).as_posix()}\0".encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:16]


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _cache_home() -> Path:
    """Return where a user's caches stand on this system; what is not absolute is ignored (XDG)."""
    asked = Path(os.environ.get("XDG_CACHE_HOME", ""))
    if asked.is_absolute():
        return asked
    if sys.platform == "win32" and "LOCALAPPDATA" in os.environ:
        return Path(os.environ["LOCALAPPDATA"])
    home = Path("~").expanduser()
    return home / "Library" / "Caches" if sys.platform == "darwin" else home / ".cache"


def _processor() -> str:
    """Return a hash of the processor that Numba compiles for here, and of its features.

    A user of Numba can ask for others by these variables.
    """
    asked = [os.environ.get(f"NUMBA_{name}") for name in ("CPU_NAME", "CPU_FEATURES", "ENABLE_AVX")]
    here = (llvm.get_process_triple(), llvm.get_host_cpu_name(), llvm.get_host_cpu_features())
    return _sha256(repr((*here[:2], here[2].flatten(), *asked)).encode())[:8]


def levels() -> list[str]:
    """Return the levels of which this processor is, the best first; its own name where none is."""
    has = llvm.get_host_cpu_features()
    names = list(LEVELS)
    return [
        name
        for place, name in enumerate(names)
        if all(has.get(feature) for lower in names[place:] for feature in LEVELS[lower])
    ] or [llvm.get_host_cpu_name()]


def _cache_folder() -> Path:
    """Return a folder to keep machine code in, made and writable."""
    try:
        folder = _cache_home() / "kubesim" / f"compiled-{NAME}-{_processor()}"
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


NAME = f"{sources_hash()}-{version('numba')}-{sys.implementation.cache_tag}"
"""Says what is compiled, by what."""
FOLDER = _cache_folder()


def beforehand(level: str) -> Path:
    """Return the folder beside the sources for code compiled for a level of processors."""
    return PACKAGE / "compiled" / f"{NAME}-{sys.platform}-{level}"


def _folders() -> list[Path]:
    return [*map(beforehand, levels()), FOLDER]


def is_kept() -> bool:
    """Whether the engine was compiled for this processor before."""
    return any((folder / INDEX).exists() for folder in _folders())


def kept() -> dict[str, Code]:
    """Return the functions of the engine as they were compiled before; none if they were not."""
    return next(filter(None, map(_whole, _folders())), {})


def _whole(folder: Path) -> dict[str, Code]:
    """Return the code in a folder; none where a piece of it is not as the index says."""
    try:
        index = json.loads((folder / INDEX).read_bytes())
        codes = {}
        for name, (symbol, arguments, digest) in index.items():
            codes[name] = Code(symbol, arguments, (folder / f"{name}.o").read_bytes())
            if _sha256(codes[name].content) != digest:
                return {}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}
    return codes


def keep(codes: Mapping[str, Code]) -> None:
    """Keep the functions of the engine in the user's cache."""
    index = {
        name: (code.symbol, code.arguments, _sha256(code.content)) for name, code in codes.items()
    }
    files = {f"{name}.o": code.content for name, code in codes.items()}
    for name, content in {**files, INDEX: json.dumps(index).encode()}.items():
        temporary = FOLDER / f"{name}.{os.getpid()}"
        temporary.write_bytes(content)
        temporary.replace(FOLDER / name)


def compile_beforehand() -> Path:
    """Compile everything for the best level of this processor, beside the sources; return where.

    What other sources left there goes.
    """
    level = levels()[0]
    target = beforehand(level)
    if _whole(target):
        return target
    target.parent.mkdir(exist_ok=True)
    for other in target.parent.iterdir():
        if other == target or not other.name.startswith(NAME.split("-", maxsplit=1)[0]):
            shutil.rmtree(other)
    with tempfile.TemporaryDirectory(dir=target.parent) as scratch:
        known = {"NUMBA_CPU_NAME": level, "NUMBA_CPU_FEATURES": ""} if level in LEVELS else {}
        environment = {**os.environ, **known, "XDG_CACHE_HOME": scratch}
        subprocess.run(COMPILE, env=environment, cwd=PACKAGE.parent, check=True)
        (made,) = Path(scratch, "kubesim").iterdir()
        made.replace(target)
    return target


if __name__ == "__main__":
    print(f"Compiled code: {compile_beforehand()}")
