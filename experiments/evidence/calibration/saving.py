"""The files of a calibration: posteriors as Parquet, the report, its pictures, a manifest."""

import datetime
import hashlib
import importlib.metadata
import json
import platform
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from experiments.common.draws import Columns, priors
from experiments.common.files import save_all
from experiments.common.parquet import write_table
from experiments.evidence.calibration.bank import Bank
from experiments.evidence.calibration.calibrating import Fitted
from experiments.evidence.calibration.further import Json
from experiments.evidence.calibration.identity import bank_identity
from experiments.evidence.calibration.pictures import pictures
from experiments.evidence.calibration.posterior import prior_draws
from experiments.sweeps.manifest import PACKAGES
from sim.ensemble.compiled import sources_hash
from sim.parameters import declared

BANK = "bank"
"""Folder of the bank, beside these files."""
SCHEMA = 1


def save(folder: Path, bank: Bank, fitted: Sequence[Fitted], report: Json) -> list[Path]:
    """Save everything into a folder, the manifest last; return the paths.

    Raises
    ------
    InputError
        When the folder cannot be written to.
    """
    about = {
        "bank": bank_identity(bank.inputs),
        "units": json.dumps({name: spec.unit for name, _, spec in declared() if name in priors()}),
    }
    files = {"prior.parquet": _bytes(prior_draws(bank), {**about, "variant": "prior"})}
    files |= {
        posterior_name(it.variant.name): _bytes(it.draws, {**about, "variant": it.variant.name})
        for it in fitted
    }
    files["calibration.json"] = _text(report)
    files |= pictures(report, fitted[0])
    files["manifest.json"] = _text(_manifest(bank, files))
    return save_all(folder, files)


def posterior_name(variant: str) -> str:
    """Return the name of the file with a variant's posterior draws."""
    return f"posterior-{variant}.parquet"


def _bytes(columns: Columns, about: Mapping[str, str]) -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "table.parquet"
        write_table(columns, path, about)
        return path.read_bytes()


def _text(content: Any) -> bytes:
    return (json.dumps(content, indent=1, allow_nan=False) + "\n").encode()


def _manifest(bank: Bank, files: Mapping[str, bytes]) -> Json:
    """Tell what the files are made of, and their SHA-256."""
    return {
        "schema": SCHEMA,
        "made": datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
        "code": sources_hash(),
        "bank": {
            "identity": bank_identity(bank.inputs),
            "draws": len(bank),
            "digest": bank.digest,
            "chunks": bank.chunks,
        },
        "settings": bank.inputs.settings.model_dump(),
        "versions": {"python": platform.python_version(), **_versions()},
        "machine": {"system": platform.platform(), "processor": platform.machine()},
        "files": {name: hashlib.sha256(content).hexdigest() for name, content in files.items()},
    }


def _versions() -> dict[str, str]:
    installed = {it.metadata["Name"].lower() for it in importlib.metadata.distributions()}
    return {name: importlib.metadata.version(name) for name in PACKAGES if name in installed}
