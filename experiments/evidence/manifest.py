"""The manifest beside results: what they are made of, by which code and machine, their SHA-256."""

import datetime
import hashlib
import importlib.metadata
import json
import platform
from collections.abc import Mapping
from typing import Any

from experiments.sweeps.manifest import PACKAGES
from sim.ensemble.compiled import sources_hash

SCHEMA = 1


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
        "made": datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
        "code": sources_hash(),
        **made_of,
        "versions": {"python": platform.python_version(), **_versions(*PACKAGES, *packages)},
        "machine": {"system": platform.platform(), "processor": platform.machine()},
        "files": {name: sha256_of(content) for name, content in files.items()},
    }
    return {**files, "manifest.json": as_json(manifest)}


def _versions(*packages: str) -> dict[str, str]:
    installed = {package.metadata["Name"].lower() for package in importlib.metadata.distributions()}
    return {name: importlib.metadata.version(name) for name in packages if name in installed}


def sha256_of(content: bytes) -> str:
    """Return the SHA-256 of a file's content."""
    return hashlib.sha256(content).hexdigest()


def as_json(content: Any) -> bytes:
    """Return an object as a JSON file; not a number is refused."""
    return (json.dumps(content, indent=1, allow_nan=False) + "\n").encode()
