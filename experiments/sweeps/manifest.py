"""The manifest: what a sweep is, written before its first run and sealed after its last."""

import datetime
import hashlib
import importlib.metadata
import json
import os
import platform
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from experiments.common import outcomes
from experiments.common.uncertainty import Drawn
from experiments.runs import accounts
from experiments.store.disk import save
from experiments.sweeps.layout import MANIFEST
from experiments.sweeps.plan import Plan, canonical, sha256
from experiments.sweeps.spec import SweepSpec
from sim.inputs.strict import InputError
from sim.nation.load import Setting
from sim.nation.records import Nation
from sim.policy import Policy
from sim.scenario import Scenario, is_nation

SCHEMA = 2
PACKAGES = ("kubesim", "numpy", "numba", "scipy", "duckdb", "pydantic", "mesa")

Json = dict[str, Any]


class DamagedError(InputError):
    """A manifest does not hold what was written."""


def manifest_of(plan: Plan, keys: list[str], hashes: Mapping[str, str], columns: Json) -> Json:
    """Return the manifest of a sweep that is about to run.

    Parameters
    ----------
    columns : dict
        Columns of the chunks with their units.
    """
    return {
        "schema": SCHEMA,
        "sealed": None,
        "begun": _now(),
        "spec": plan.spec.model_dump(),
        "hashes": {"spec": sha256(canonical(plan.spec.model_dump())), **hashes},
        "counts": {"points": len(plan.values), "rows": len(plan)},
        "columns": columns,
        "versions": _versions(),
        "machine": {
            "system": platform.platform(),
            "processor": platform.machine(),
            "cores": os.cpu_count(),
        },
        "scenario": plan.scenario.model_dump(),
        "policies": {name: policy.model_dump() for name, policy in plan.policies.items()},
        "parameters": plan.drawn._asdict(),
        "points": [list(values) for values in plan.values],
        "keys": keys,
    }


def sealed(manifest: Json, chunks: Mapping[str, str], digest: str, household_months: int) -> Json:
    """Return a manifest with what a finished sweep holds.

    Parameters
    ----------
    chunks : mapping
        SHA-256 of every chunk, by name.
    digest : str
        Of the ordered logical table.
    """
    counts = {
        **manifest["counts"],
        "chunks": len(chunks),
        "household_months": household_months,
    }
    done = {"sealed": _now(), "counts": counts, "digest": digest, "chunks": dict(chunks)}
    return {**manifest, **done}


def same_sweep(manifest: Json, other: Json) -> bool:
    """Whether two manifests say the same of what is to be run."""
    parts = (
        "schema", "spec", "hashes", "columns", "scenario", "policies", "parameters", "points",
        "keys",
    )  # fmt: skip
    return all(canonical(manifest[part]) == canonical(other[part]) for part in parts)


def _now() -> str:
    return datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")


def _versions() -> dict[str, str]:
    found = {"python": platform.python_version()}
    for package in PACKAGES:
        try:
            found[package] = importlib.metadata.version(package)
        except importlib.metadata.PackageNotFoundError:
            found[package] = "not installed"
    return found


def write(folder: Path, manifest: Json) -> None:
    """Save a manifest with a checksum of its own content."""
    whole = {**manifest, "checksum": sha256(canonical(manifest))}
    save(folder / MANIFEST, json.dumps(whole, indent=1, allow_nan=False).encode())


def read(folder: Path) -> Json:
    """Read a manifest and check it against its checksum.

    Raises
    ------
    InputError
        When there is none, or it is damaged or of another version.
    """
    path = folder / MANIFEST
    try:
        manifest = json.loads(path.read_bytes())
        checksum = manifest.pop("checksum")
        good = checksum == sha256(canonical(manifest))
        schema = manifest["schema"]
    except FileNotFoundError:
        raise InputError([f"{folder}: holds no sweep (no {MANIFEST})"]) from None
    except OSError as error:
        raise InputError([f"{path}: cannot be read: {error.strerror}"]) from None
    except (ValueError, KeyError, AttributeError, TypeError):
        good, schema = False, SCHEMA
    if not good:
        raise DamagedError([f"{path}: is damaged; run the sweep again, which keeps its chunks"])
    if schema != SCHEMA:
        why = f"is of version {schema} of manifests, not {SCHEMA}"
        raise InputError([f"{path}: {why}; use the kubesim that made it"])
    return dict(manifest)


def plan_of(manifest: Json, folder: Path) -> Plan:
    """Return the plan that a manifest holds in full.

    Raises
    ------
    InputError
        When this version of kubesim cannot read it.
    """
    try:
        return Plan(
            SweepSpec.model_validate_json(json.dumps(manifest["spec"])),
            _setting(manifest["scenario"]),
            {
                name: Policy.model_validate_json(json.dumps(policy))
                for name, policy in manifest["policies"].items()
            },
            [tuple(values) for values in manifest["points"]],
            Drawn(**manifest["parameters"]),
        )
    except (ValidationError, KeyError, TypeError):
        why = "was made by another version of kubesim and cannot be read by this one"
        raise InputError([f"{folder / MANIFEST}: {why}"]) from None


def _setting(data: Json) -> Setting:
    text = json.dumps(data)
    return (Nation if is_nation(data) else Scenario).model_validate_json(text)


def outcomes_hash() -> str:
    """Return a hash of the code that makes outcomes and accounts of what the engine gives."""
    makers = (outcomes.__file__, accounts.__file__)
    whole = b"".join(Path(maker).read_bytes() for maker in makers)
    return hashlib.sha256(whole).hexdigest()[:16]
