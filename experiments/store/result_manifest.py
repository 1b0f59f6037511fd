"""The manifest beside results: what they are made of, by which code and machine, their SHA-256."""

import contextlib
import datetime
import hashlib
import importlib.metadata
import json
import platform
from collections.abc import Mapping
from typing import Any

from sim.ensemble.code_cache import sources_hash

SCHEMA = 1
PACKAGES = ("kubesim", "numpy", "numba", "scipy", "duckdb", "pydantic", "mesa")
"""On whose versions results may depend."""


def with_manifest(
    files: Mapping[str, bytes], made_of: Mapping[str, Any], *packages: str
) -> dict[str, bytes]:
    """Return files with `manifest.json` behind them.

    Parameters
    ----------
    made_of : mapping
        What was asked for and taken, as JSON has it.
    packages : str
        Whose versions count beside the usual ones.
    """
    manifest = {
        "schema": SCHEMA,
        "made": now(),
        "code": sources_hash(),
        **made_of,
        "versions": versions(*packages),
        "machine": {"system": platform.platform(), "processor": platform.machine()},
        "files": {name: hashlib.sha256(content).hexdigest() for name, content in files.items()},
    }
    return {**files, "manifest.json": as_json(manifest)}


def now() -> str:
    """Return the time, in UTC, to the second."""
    return datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")


def versions(*packages: str) -> dict[str, str]:
    """Return the versions of Python, of the usual packages and of these, of those installed."""
    found = {"python": platform.python_version()}
    for name in (*PACKAGES, *packages):
        with contextlib.suppress(importlib.metadata.PackageNotFoundError):
            found[name] = importlib.metadata.version(name)
    return found


def plain(value: Any) -> Any:
    """Return records, and what holds them, as JSON has them: by the names of their fields."""
    if hasattr(value, "_asdict"):
        value = value._asdict()
    if isinstance(value, dict):
        return {name: plain(part) for name, part in value.items()}
    return [plain(part) for part in value] if isinstance(value, list | tuple) else value


def as_json(content: Any) -> bytes:
    """Return an object as a JSON file; not a number is refused."""
    return (json.dumps(content, indent=1, allow_nan=False) + "\n").encode()
