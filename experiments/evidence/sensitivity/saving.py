"""The files of a sensitivity analysis: figures, pictures, a manifest."""

import datetime
import hashlib
import importlib.metadata
import json
import platform
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from experiments.common.files import save_all
from experiments.common.uncertainty import uncertainty
from experiments.evidence.sensitivity.picture import draw_all
from experiments.evidence.sensitivity.report import Json
from experiments.evidence.sensitivity.sensing import Found
from experiments.sweeps.manifest import PACKAGES
from sim.ensemble.compiled import sources_hash

RUNS = "runs"
"""Folder of what was run, beside these files."""
SCHEMA = 1


def save(folder: Path, found: Found, report: Json) -> list[Path]:
    """Save everything into a folder, the manifest last; return the paths.

    Raises
    ------
    InputError
        When the folder cannot be written to.
    """
    files = {**draw_all(found), "sensitivity.json": _text(report)}
    return save_all(folder, {**files, "manifest.json": _text(_manifest(found, files))})


def _manifest(found: Found, files: Mapping[str, bytes]) -> Json:
    """Tell what the files are made of, and their SHA-256."""
    question = found.question
    return {
        "schema": SCHEMA,
        "made": datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
        "code": sources_hash(),
        "scenario": question.scenario.model_dump(),
        "seed": question.seed,
        "sizes": question.sizes._asdict(),
        "parameters": {
            "kind": question.kind,
            "draws": uncertainty("posterior").digest if question.kind == "posterior" else "",
        },
        "versions": {"python": platform.python_version(), **_versions()},
        "machine": {"system": platform.platform(), "processor": platform.machine()},
        "files": {name: hashlib.sha256(content).hexdigest() for name, content in files.items()},
    }


def _versions() -> dict[str, str]:
    installed = {it.metadata["Name"].lower() for it in importlib.metadata.distributions()}
    wanted = (*PACKAGES, "salib")
    return {name: importlib.metadata.version(name) for name in wanted if name in installed}


def _text(content: Any) -> bytes:
    return (json.dumps(content, indent=1, allow_nan=False) + "\n").encode()
