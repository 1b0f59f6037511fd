"""Wheels for a computer without internet: kubesim's own, and all it needs, here and on Windows."""

import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterable, Mapping
from email.parser import Parser
from pathlib import Path
from typing import Any

from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name, parse_wheel_filename

EXTRA = "classroom"
WINDOWS = "win_amd64"
ON_WINDOWS = {"os_name": "nt", "sys_platform": "win32", "platform_system": "Windows"}
ON_WINDOWS |= {"platform_machine": "AMD64"}
ROUNDS = 20


class NoWheelsError(Exception):
    """Pip could not get what is needed; holds what it said last."""


def own_wheel(source: Path, folder: Path) -> Path:
    """Build kubesim's wheel from a checkout; return its path.

    Raises
    ------
    NoWheelsError
    """
    _pip("wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", str(folder), str(source))
    return next(folder.glob("kubesim-*.whl"))


def for_here(wheel: Path, constraints: Path, folder: Path) -> None:
    """Fetch all that kubesim needs on a machine and Python like this one.

    Raises
    ------
    NoWheelsError
    """
    _download(folder, constraints, (f"{wheel}[{EXTRA}]",))


def for_windows(folder: Path, python: str) -> None:
    """Fetch all that kubesim needs on 64-bit Windows with a Python such as `3.12`.

    Pip reads what depends on the system as if for this machine, so that it cannot work this out:
    what Windows needs is read from the wheels, in the versions fetched for this machine.

    Parameters
    ----------
    folder : Path
        With the wheels for this machine; those for Windows are put beside them.

    Raises
    ------
    NoWheelsError
    """
    with tempfile.TemporaryDirectory() as name:
        fetched = Path(name) / "wheels"
        fetched.mkdir()
        for wheel in folder.glob("*-none-any.whl"):
            shutil.copy(wheel, fetched)
        pins = Path(name) / "pins.txt"
        pins.write_text("".join(f"{pin}\n" for pin in versions(folder)))
        target = ("--platform", WINDOWS, "--python-version", python, "--no-deps")
        for _ in range(ROUNDS):
            lacking = missing(fetched, windows_environment(python))
            if not lacking:
                break
            _download(fetched, pins, (*target, *lacking))
        else:
            raise NoWheelsError(f"for Windows there is always more: {', '.join(lacking)}")
        for wheel in fetched.glob("*.whl"):
            if not (folder / wheel.name).exists():
                shutil.copy(wheel, folder)


def versions(folder: Path) -> list[str]:
    """Return what lies in a folder of wheels as `name==version`; kubesim is left out."""
    packages = sorted({parse_wheel_filename(wheel.name)[:2] for wheel in folder.glob("*.whl")})
    return [f"{name}=={version}" for name, version in packages if name != "kubesim"]


def windows_environment(python: str) -> dict[str, str]:
    """Return what requirements are asked under on 64-bit Windows."""
    here: Mapping[str, Any] = default_environment()
    asked = {**here, **ON_WINDOWS, "python_version": python, "python_full_version": f"{python}.0"}
    return {key: str(value) for key, value in asked.items()}


def missing(folder: Path, environment: Mapping[str, str]) -> list[str]:
    """Return the requirements of kubesim's extra for which no wheel lies in a folder.

    Parameters
    ----------
    folder : Path
        With kubesim's wheel and others, one a package.
    environment : mapping of str to str
        What markers are asked under.
    """
    have = {
        canonicalize_name(parse_wheel_filename(wheel.name)[0]): wheel
        for wheel in folder.glob("*.whl")
    }
    done: set[tuple[str, str]] = set()
    waiting = [("kubesim", ""), ("kubesim", EXTRA)]
    lacking: dict[str, str] = {}
    while waiting:
        name, extra = waiting.pop()
        if (name, extra) in done:
            continue
        done.add((name, extra))
        for need in _needs(have[canonicalize_name(name)], extra, environment):
            key = canonicalize_name(need.name)
            if key in have:
                waiting += [(key, own) for own in ("", *need.extras)]
            else:
                lacking[key] = f"{need.name}{need.specifier}"
    return sorted(lacking.values())


def _needs(wheel: Path, extra: str, environment: Mapping[str, str]) -> Iterable[Requirement]:
    with zipfile.ZipFile(wheel) as inside:
        name = next(file for file in inside.namelist() if file.endswith(".dist-info/METADATA"))
        metadata = Parser().parsestr(inside.read(name).decode())
    for line in metadata.get_all("Requires-Dist") or []:
        need = Requirement(line)
        if need.marker is None or need.marker.evaluate({**environment, "extra": extra}):
            yield need


def _download(folder: Path, constraints: Path, arguments: Iterable[str]) -> None:
    _pip(
        "download", "--only-binary", ":all:", "--constraint", str(constraints),
        "--dest", str(folder), *arguments,
    )  # fmt: skip


def _pip(command: str, *arguments: str) -> None:
    pip = [sys.executable, "-m", "pip", command, "--quiet", "--disable-pip-version-check"]
    done = subprocess.run([*pip, *arguments], capture_output=True, text=True, check=False)
    if done.returncode:
        lines = [
            line for line in done.stderr.splitlines() if "WARNING" not in line and line.strip()
        ]
        raise NoWheelsError(lines[-1].strip() if lines else f"pip {command} failed")
