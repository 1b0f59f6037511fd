"""The files of a card, and the manifest that says what they are made of."""

import datetime
import hashlib
import importlib.metadata
import json
import platform
from collections.abc import Mapping
from typing import Any

from experiments.common.uncertainty import uncertainty
from experiments.evidence.patterns.running import Trial
from experiments.sweeps.manifest import PACKAGES
from sim.ensemble.compiled import sources_hash
from sim.locations import OBSERVED

SCHEMA = 1


def manifest(trial: Trial, asked: Mapping[str, Any], files: Mapping[str, bytes]) -> bytes:
    """Return the manifest of some files.

    Parameters
    ----------
    asked : mapping
        What was asked for beside the trial.
    """
    said = {
        "schema": SCHEMA,
        "made": datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
        "spec": {"runs": trial.runs, "seed": trial.seed, "values": dict(trial.values), **asked},
        "parameters": uncertainty(trial.kind).drawn._asdict(),
        "code": sources_hash(),
        "observed": {it.name: _sha256(it.read_bytes()) for it in sorted(OBSERVED.glob("*.toml"))},
        "versions": {"python": platform.python_version(), **_versions()},
        "machine": {"system": platform.platform(), "processor": platform.machine()},
        "files": {name: _sha256(content) for name, content in files.items()},
    }
    return (json.dumps(said, indent=1, allow_nan=False) + "\n").encode()


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _versions() -> dict[str, str]:
    installed = {it.metadata["Name"].lower() for it in importlib.metadata.distributions()}
    return {name: importlib.metadata.version(name) for name in PACKAGES if name in installed}
