"""Verifying a sweep: every byte, every row, the digest, and rows run again."""

from dataclasses import dataclass, field
from pathlib import Path

import duckdb
import numpy as np

from experiments.store.digest import bytes_of
from experiments.store.workers import TaskError
from experiments.sweeps.chunks import run_rows
from experiments.sweeps.layout import CHUNKS
from experiments.sweeps.manifest import outcomes_hash, plan_of, read
from experiments.sweeps.scan import Rows, index_of
from experiments.sweeps.store import Sweep, checked, table_digest
from experiments.sweeps.tasks import rerun_of
from sim.ensemble.compiled import sources_hash
from sim.inputs.strict import InputError


@dataclass
class Verified:
    """What was found.

    Attributes
    ----------
    digest : str or None
        Of the ordered logical table; None where it cannot be read whole.
    rerun : int
        Rows that were run again and are the same.
    """

    digest: str | None = None
    rows: int = 0
    chunks: int = 0
    rerun: int = 0
    faults: list[str] = field(default_factory=list)


def verify(folder: Path, rerun: int) -> Verified:
    """Check a sweep on disk.

    Raises
    ------
    InputError
        When there is no sweep in the folder.
    """
    manifest = read(folder)
    plan = plan_of(manifest, folder)
    found = Verified()
    if manifest["sealed"] is None:
        found.faults.append(f"{folder}: the sweep is not finished; run it again to go on")
    chunks, faults = checked(folder, manifest)
    found.faults += faults
    found.chunks = len(chunks) - len(faults)
    if faults:
        return found
    sweep = Sweep(folder, plan, manifest, chunks)
    found.rows, faults = _rows(sweep)
    found.faults += faults
    if found.faults:
        return found
    found.digest = table_digest(sweep)
    if found.digest != sweep.digest:
        found.faults.append(f"{folder}: the digest is not that of the manifest")
    if rerun:
        found.rerun, faults = _run_again(sweep, rerun)
        found.faults += faults
    return found


def _rows(sweep: Sweep) -> tuple[int, list[str]]:
    """Return how many rows there are, and what is wrong with their set."""
    rows = Rows.wanted(sweep.manifest["keys"], sweep.replications, sweep.seed)
    faults = []
    for name, sha256 in sweep.chunks.items():
        path = sweep.folder / CHUNKS / name
        try:
            if not rows.add(name, sha256, index_of(path)):
                faults.append(f"{path}: holds rows that other chunks hold; run the sweep again")
        except duckdb.Error:
            faults.append(f"{path}: cannot be read as Parquet; run the sweep again")
    places = np.array([rows.place[key] for key in sweep.manifest["keys"]])
    there = int(rows.there[places].sum())
    if there < len(sweep):
        lacking = f"{len(sweep) - there:,} of {len(sweep):,} rows are missing"
        faults.append(f"{sweep.folder}: {lacking}; run the sweep again")
    return there, faults


def _run_again(sweep: Sweep, count: int) -> tuple[int, list[str]]:
    """Run rows again, evenly spaced over the table; return how many are the same, and faults."""
    hashes = sweep.manifest["hashes"]
    now = {"code": sources_hash(), "outcomes": outcomes_hash()}
    if any(hashes[name] != now[name] for name in now):
        why = "was made by another version of the code: its rows cannot be run again by this one"
        return 0, [f"{sweep.folder}: {why}; run the sweep again into another folder"]
    count = min(count, len(sweep))
    chosen = [number * len(sweep) // count for number in range(count)]
    try:
        again = run_rows(rerun_of(sweep.plan, sweep.folder, sweep.manifest, chosen))
    except InputError as error:
        return 0, error.faults
    except TaskError as error:
        return 0, [f"{sweep.folder}: {error}"]
    first = sweep.columns.index("household_months")
    stored = sweep.at(chosen, sweep.columns[first:])
    same = {name: bytes_of(values) == bytes_of(again[name]) for name, values in stored.items()}
    faults = []
    for place, row in enumerate(chosen):
        differ = [name for name in same if not same[name][place].all()]
        if differ:
            faults.append(f"{sweep.folder}: row {row} run again differs in {', '.join(differ)}")
    return count - len(faults), faults
