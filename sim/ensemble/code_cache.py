"""Where compiled code is kept, and where it is taken from: a cache that is never stale.

Numba looks for a change in the file of a cached function only, and not in the files of what it
calls. So the cache's folder is named after everything that is compiled, the Python, Numba and the
processor: another rule, another folder. Where the user's cache folder cannot be written to, or
others can write to it, one for this process is used.

Code can be compiled beforehand, beside the sources (`python -m sim.ensemble.code_cache`), when an
environment or a wheel is made: for a level of processors, so that it fits other machines too. What
is there is as trusted as the sources beside it; each file is checked by its SHA-256, copied, and
the first run is like any other.
"""

import atexit
import hashlib
import os
import shutil
import stat
import subprocess
import sys
import tempfile
from pathlib import Path

import llvmlite.binding as llvm
import numba

PACKAGE = Path(__file__).parent.parent
LEVELS = {
    "x86-64-v4": ("avx512f", "avx512bw", "avx512cd", "avx512dq", "avx512vl"),
    "x86-64-v3": ("avx2", "bmi", "bmi2", "f16c", "fma", "lzcnt", "movbe"),
    "x86-64-v2": ("cx16", "popcnt", "sse3", "sse4.1", "sse4.2", "ssse3"),
}
"""Levels of the x86-64 psABI, the best first, with what a processor has that the next lacks."""
SUMS, DONE_NAME = "SHA256SUMS", "done"
COMPILE = (sys.executable, "-c", "from sim.ensemble.first_compile import compile_engine as c; c()")


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


def _processor() -> str:
    """Return a hash of the processor that Numba compiles for here, and of its features."""
    config = numba.config
    name = config.CPU_NAME or llvm.get_host_cpu_name()  # type: ignore[attr-defined]
    features = config.CPU_FEATURES  # type: ignore[attr-defined]
    features = llvm.get_host_cpu_features().flatten() if features is None else features
    told = (llvm.get_process_triple(), name, features)
    return hashlib.sha256("\0".join(told).encode()).hexdigest()[:8]


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
    """Return a folder to keep compiled code in, made and writable."""
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


NAME = f"{sources_hash()}-{numba.__version__}-{sys.implementation.cache_tag}"
"""Says what is compiled, by what."""
FOLDER = _cache_folder()
DONE = FOLDER / DONE_NAME
"""Made when everything has been compiled."""


def beforehand(level: str) -> Path:
    """Return the folder beside the sources for code compiled for a level of processors."""
    return PACKAGE / "compiled" / f"{NAME}-{sys.platform}-{level}"


def take() -> bool:
    """Copy what was compiled beforehand, if it is there, whole, and fits; return whether."""
    for folder in map(beforehand, levels()):
        try:
            files = _whole(folder)
            for name, content in files.items():
                target = FOLDER / name
                target.parent.mkdir(parents=True, exist_ok=True)
                temporary = target.with_name(f"{target.name}.{os.getpid()}")
                temporary.write_bytes(content)
                temporary.replace(target)
        except OSError:
            continue
        if files:
            DONE.touch()
            return True
    return False


def _whole(folder: Path) -> dict[str, bytes]:
    """Return the files of a folder by name; none where one is not as its sum says."""
    files = {}
    for line in (folder / SUMS).read_text().splitlines():
        digest, name = line.split("  ", 1)
        files[name] = (folder / name).read_bytes()
        if _sha256(files[name]) != digest:
            return {}
    return files


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def keep() -> Path:
    """Compile everything for the best level of this processor, beside the sources; return where.

    What other sources left there goes.
    """
    level = levels()[0]
    target = beforehand(level)
    if (target / SUMS).exists():
        return target
    target.parent.mkdir(exist_ok=True)
    for other in target.parent.iterdir():
        if not other.name.startswith(NAME.split("-", maxsplit=1)[0]):
            shutil.rmtree(other)
    with tempfile.TemporaryDirectory(dir=target.parent) as scratch:
        known = {"NUMBA_CPU_NAME": level, "NUMBA_CPU_FEATURES": ""} if level in LEVELS else {}
        environment = {**os.environ, **known, "XDG_CACHE_HOME": scratch}
        subprocess.run(COMPILE, env=environment, cwd=PACKAGE.parent, check=True)
        (made,) = Path(scratch, "kubesim").iterdir()
        (made / DONE_NAME).unlink()
        files = sorted(path for path in made.rglob("*") if path.is_file())
        lines = [
            f"{_sha256(path.read_bytes())}  {path.relative_to(made).as_posix()}" for path in files
        ]
        (made / SUMS).write_text("\n".join(lines) + "\n")
        made.replace(target)
    return target


if __name__ == "__main__":
    print(f"Compiled code: {keep()}")
