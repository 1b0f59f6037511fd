"""The manifest: what a sweep is, written before its first run and sealed after its last."""

import hashlib
import json
import os
import platform
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

from experiments.common import outcomes
from experiments.common.files import check_own, save
from experiments.common.json_files import parsed
from experiments.common.refusals import fault_of
from experiments.common.uncertainty import Drawn, Kind
from experiments.runs import accounts, regions
from experiments.store.digest import canonical, sha256
from experiments.store.result_manifest import now, versions
from experiments.sweeps.chunks import NAME, UNITS_OF_NATION, units_of
from experiments.sweeps.factors import POLICY, Value, is_number, kinds, why_not
from experiments.sweeps.plan import KEY_DIGITS, Plan
from experiments.sweeps.sweep_file import SweepSpec
from sim.inputs.faults import InputError, shown
from sim.inputs.said import Said, both
from sim.inputs.strict import read_bytes
from sim.nation.load import Setting
from sim.nation.records import Nation
from sim.policy import Policy
from sim.scenario import Scenario, is_nation

MANIFEST = "manifest.json"
SCHEMA = 2
BYTES_MOST = 1_000_000_000
"""Millions of points, each with its key."""

Json = dict[str, Any]
NEEDED = {"key", "replication", "seed", "household_months", "state"}
"""Columns without which there is no row."""
Key = Annotated[str, Field(pattern=rf"^[0-9a-f]{{{KEY_DIGITS}}}$")]
Hash = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
Count = Annotated[int, Field(ge=0)]


class DrawnForm(BaseModel):
    """The form of `Drawn`."""

    kind: Kind
    draws: Annotated[int, Field(ge=1)]
    digest: Annotated[str, Field(pattern=r"^([0-9a-f]{64})?$")]
    folder: str = ""


class HashesForm(BaseModel):
    """The form of the hashes that rows are made with."""

    spec: str
    code: str
    outcomes: str


class Form(BaseModel):
    """What a manifest has to hold, whoever wrote it; spec, scenario and policies have their own."""

    model_config = ConfigDict(strict=True)

    sealed: AwareDatetime | None
    spec: Json
    hashes: HashesForm
    counts: dict[str, Count]
    columns: dict[str, str]
    scenario: Json
    policies: dict[str, Json]
    parameters: DrawnForm
    points: Annotated[list[list[Value | None]], Field(min_length=1)]
    keys: list[Key]
    digest: Hash | None = None
    chunks: dict[Annotated[str, Field(pattern=NAME)], Hash] | None = None


class DamagedError(InputError):
    """A manifest does not hold what was written."""


def manifest_of(plan: Plan, keys: list[str], hashes: Mapping[str, str]) -> Json:
    """Return the manifest of a sweep that is about to run."""
    return {
        "schema": SCHEMA,
        "sealed": None,
        "begun": now(),
        "spec": plan.spec.model_dump(),
        "hashes": {"spec": sha256(canonical(plan.spec.model_dump())), **hashes},
        "counts": {"points": len(plan.values), "rows": len(plan)},
        "columns": units_of(plan.scenario),
        "versions": versions(),
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
    done = {"sealed": now(), "counts": counts, "digest": digest, "chunks": dict(chunks)}
    return {**manifest, **done}


def same_sweep(manifest: Json, other: Json) -> bool:
    """Whether two manifests say the same of what is to be run."""
    parts = (
        "schema", "spec", "hashes", "columns", "scenario", "policies", "parameters", "points",
        "keys",
    )  # fmt: skip
    return all(canonical(manifest[part]) == canonical(other[part]) for part in parts)


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
    check_own(path, folder)
    if not path.exists():
        why = both(
            f"holds no sweep (no {MANIFEST})", f"tidak memuat rangkaian simulasi ({MANIFEST})"
        )
        raise InputError([fault_of(str(folder), why)])
    content = read_bytes(path, BYTES_MOST)
    try:
        manifest = parsed(content)
        checksum = manifest.pop("checksum")
        good = checksum == sha256(canonical(manifest))
        schema = manifest["schema"]
    except (ValueError, KeyError, RecursionError):
        good, schema = False, SCHEMA
    if not good:
        why = both(
            "is damaged; run the sweep again, which keeps its chunks",
            "rusak; jalankan lagi rangkaiannya, bagian-bagiannya tetap disimpan",
        )
        raise DamagedError([fault_of(str(path), why)])
    if schema != SCHEMA:
        why = both(
            f"is of version {schema} of manifests, not {SCHEMA}; use the kubesim that made it",
            f"adalah manifes versi {schema}, bukan {SCHEMA}; pakai kubesim yang membuatnya",
        )
        raise InputError([fault_of(str(path), why)])
    _check_form(path, manifest)
    return dict(manifest)


def _check_form(path: Path, manifest: Json) -> None:
    """Refuse a manifest whose parts are not what a sweep writes."""
    try:
        Form.model_validate_json(canonical(manifest))
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False)[0]
        key = ".".join(map(str, first["loc"]))
        raise InputError([_unreadable(path, f"{key}: {first['msg']}")]) from None
    columns = list(manifest["columns"])
    known = [name for name in UNITS_OF_NATION if name in columns]
    if columns != known or not NEEDED.issubset(columns):
        raise InputError([_unreadable(path, "columns: others than this version has")])


def _unreadable(path: Path, why: str) -> Said:
    """Return a line for a manifest that no sweep of this version has."""
    return both(
        f"{path}: was made by another version of kubesim and cannot be read by this one ({why})",
        f"{path}: dibuat oleh kubesim versi lain dan tidak dapat dibaca oleh versi ini ({why})",
    )


def plan_of(manifest: Json, folder: Path) -> Plan:
    """Return the plan that a manifest holds in full.

    Raises
    ------
    InputError
        When this version of kubesim cannot read it, or it is none that a sweep could have.
    """
    path = folder / MANIFEST
    try:
        plan = Plan(
            SweepSpec.model_validate_json(json.dumps(manifest["spec"])),
            _setting(manifest["scenario"]),
            {
                name: Policy.model_validate_json(json.dumps(policy))
                for name, policy in manifest["policies"].items()
            },
            [tuple(values) for values in manifest["points"]],
            Drawn(**manifest["parameters"]),
        )
    except (ValidationError, TypeError):
        raise InputError([_unreadable(path, "spec, scenario or policies")]) from None
    why = next(_why_no_plan(plan, manifest["keys"]), None)
    if why is not None:
        raise InputError([_unreadable(path, why)])
    return plan


def _why_no_plan(plan: Plan, keys: list[str]) -> Iterator[str]:
    """Yield why a plan is none that a sweep could have; what follows the first may not hold."""
    names = plan.factors
    for name in names:
        if name not in kinds():
            yield f"factors: {shown(name)} is unknown"
    if not names or len(set(names)) < len(names):
        yield "factors: there are none, or one is there twice"
    if any(len(values) != len(names) for values in plan.values):
        yield "points: not a value for each factor"
    if len(keys) != len(plan.values):
        yield "keys: not one for each point"
    for name, values in zip(names, zip(*plan.values, strict=True), strict=True):
        if not _allowed(name, [value for value in values if value is not None]):
            yield f"points: a value that {name} cannot have"
    named = {plan.spec.policy, *(point.values.get(POLICY) for point in plan.points)}
    if not named - {None} <= plan.policies.keys():
        yield "policies: one that points name is missing"


def _allowed(name: str, values: list[Value]) -> bool:
    """Whether a factor can have these values; of numbers the least and the greatest say it."""
    kind = kinds()[name]
    if any(type(value) is not kind for value in values):
        return False
    ends = {min(values), max(values)} if values and is_number(name) else set(values)
    return all(why_not(name, value) is None for value in ends)


def _setting(data: Json) -> Setting:
    text = json.dumps(data)
    return (Nation if is_nation(data) else Scenario).model_validate_json(text)


def outcomes_hash(setting: Setting) -> str:
    """Return a hash of the code that makes the rows of a setting of what the engine gives."""
    makers = [outcomes.__file__, accounts.__file__]
    makers += [regions.__file__] if isinstance(setting, Nation) else []
    whole = b"".join(Path(maker).read_bytes() for maker in makers)
    return hashlib.sha256(whole).hexdigest()[:16]
