"""Forecasts kept for the day on which they can be scored."""

import hashlib
import importlib.metadata
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from experiments.common.files import json_text
from experiments.common.json_files import NOT_AS_WRITTEN, read_json
from experiments.forecast.city_forecast import SCHEMA, Json
from experiments.forecast.training import HORIZONS
from sim.calendar import month_number
from sim.inputs.faults import Fault, InputError
from sim.inputs.said import both

PREFIX, SUFFIX = "forecast-", ".json"
REMEDY = both("move it elsewhere, or forecast again", "pindahkan, atau buat lagi prakiraannya")


def event(months: int) -> str:
    """Return how files name that a Kube fails within so many months."""
    return f"fails_within_{months}_months"


def file_name(content: Json) -> str:
    """Return the name of a forecast's file: that of its today."""
    return f"{PREFIX}{content['today']}{SUFFIX}"


def made_from(path: Path) -> Json:
    """Return what a forecast is made from: the file, the digest of its bytes, and the version."""
    return {
        "file": path.name,
        "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
        "version": importlib.metadata.version("kubesim"),
    }


def stored_bytes(content: Json) -> bytes:
    """Return a forecast as its file."""
    return json_text(content).encode()


def stored_in(folder: Path) -> list[Json]:
    """Return the forecasts of a folder in the order of their months.

    Raises
    ------
    InputError
        With a line for every file that is none.
    """
    found, faults = [], []
    for path in sorted(folder.glob(f"{PREFIX}[0-9]*{SUFFIX}")):
        content = _read(path)
        if content is None:
            why = both(
                "is no stored forecast of this version", "bukan prakiraan tersimpan dari versi ini"
            )
            faults.append(Fault(str(path), why, remedy=REMEDY))
        else:
            found.append(content)
    if faults:
        raise InputError(faults)
    return found


def _read(path: Path) -> Json | None:
    """Return a stored forecast; None where a file is no such thing."""
    try:
        content = None if path.is_symlink() else read_json(path, REMEDY)
        return content if content is not None and _is_forecast(content) else None
    except InputError:
        return None


def _is_forecast(content: Json) -> bool:
    """Whether a content has what is scored."""
    try:
        month_number(content["today"])
        return content["schema"] == SCHEMA and all(map(_is_kube, content["kubes"]))
    except NOT_AS_WRITTEN:
        return False


def _is_kube(kube: Mapping[str, Any]) -> bool:
    """Whether a Kube has chances, or none at all."""
    figures = [kube[event(months)] for months in HORIZONS]
    chances = [one[key] for one in figures if one for key in ("chance", "base_rate")]
    return isinstance(kube["code"], str) and all(0.0 <= chance <= 1.0 for chance in chances)
