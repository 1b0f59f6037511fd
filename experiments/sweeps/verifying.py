"""What lies in a sweep's folder: which rows, whether every byte is right, and rows run again."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
from numpy.typing import NDArray

from experiments.common.database import opened, parquet
from experiments.common.files import TEMPORARY, check_own, is_own
from experiments.common.refusals import OTHER_FOLDER, fault_of
from experiments.store.digest import bytes_of
from experiments.store.disk import LOCK, SET_ASIDE, set_aside, sha256_of
from experiments.store.workers import TaskError
from experiments.sweeps.chunks import CHUNKS, PATTERN, TYPES, chunk_name, rerun_of, run_rows
from experiments.sweeps.manifest import MANIFEST, outcomes_hash, plan_of, read
from experiments.sweeps.stored_sweep import UNFINISHED, Sweep, checked, table_digest
from sim.ensemble.code_cache import sources_hash
from sim.inputs.said import Said, both, dotted
from sim.inputs.strict import InputError

OURS = {CHUNKS, MANIFEST, LOCK, SET_ASIDE}
"""What a sweep's folder may hold before it has a manifest."""

OF_SYSTEMS = {".DS_Store", "Thumbs.db", "desktop.ini"}
"""What a system's file manager leaves in a folder that somebody looks at."""

DOUBLED = both("holds rows that other chunks hold", "memuat simulasi yang ada di bagian lain")
A_LINK = both("is a link or a device", "adalah tautan atau peranti")

Say = Callable[[str], None]


@dataclass
class Rows:
    """The rows that a sweep wants, and which of them there are.

    Attributes
    ----------
    place : dict
        Number of every distinct key.
    there : NDArray of bool, shape (keys, replications)
    chunks : dict
        SHA-256 of every chunk that holds such rows, by name.
    spare : int
        Chunks that hold none: of other points, seeds, draws or versions of the code.
    """

    place: dict[str, int]
    seed: int
    there: NDArray[np.bool_]
    chunks: dict[str, str] = field(default_factory=dict)
    spare: int = 0

    @classmethod
    def wanted(cls, keys: list[str], replications: int, seed: int) -> "Rows":
        """Return the rows of a sweep, none of them there yet."""
        place = {key: number for number, key in enumerate(dict.fromkeys(keys))}
        return cls(place, seed, np.zeros((len(place), replications), np.bool_))

    def add(self, name: str, sha256: str, columns: dict[str, Any]) -> bool:
        """Count the rows of a chunk in; refuse one with rows that are there or twice in it."""
        place = np.array([self.place.get(key, -1) for key in columns["key"]], np.int64)
        replication = columns["replication"]
        wanted = (place >= 0) & (columns["seed"] == self.seed)
        wanted &= (replication >= 0) & (replication < self.there.shape[1])
        rows = place[wanted], replication[wanted]
        before = int(self.there.sum())
        added = self.there.copy()
        added[rows] = True
        if int(added.sum()) != before + len(rows[0]):
            return False
        self.there = added
        if len(rows[0]):
            self.chunks[name] = sha256
        else:
            self.spare += 1
        return True

    def missing(self) -> NDArray[np.int64]:
        """Return what is not there, as places and replications, shape (rows, 2)."""
        return np.argwhere(~self.there)


def check_ours(folder: Path) -> None:
    """Refuse a folder that holds files which are not of a sweep.

    Raises
    ------
    InputError
    """
    if not folder.is_dir():
        return
    for name in sorted(OURS):
        check_own(folder / name, folder)
    names = {path.name for path in folder.iterdir() if not _is_passed_over(path)}
    if MANIFEST not in names and names - OURS:
        other = sorted(names - OURS)[0]
        fault = both(
            f"{folder}: holds files that are not of a sweep, such as {other}; {OTHER_FOLDER}",
            f"{folder}: memuat berkas yang bukan dari rangkaian simulasi, misalnya {other}; "
            f"{OTHER_FOLDER.indonesian}",
        )
        raise InputError([fault])
    chunks = folder / CHUNKS
    for path in sorted(chunks.iterdir()) if chunks.is_dir() else ():
        if not path.match(PATTERN) and not _is_passed_over(path):
            fault = both(
                f"{path}: is not a chunk of a sweep; move it away",
                f"{path}: bukan bagian dari rangkaian simulasi; pindahkan",
            )
            raise InputError([fault])


def _is_passed_over(path: Path) -> bool:
    """Whether a file is being written, or is a file manager's."""
    return path.name.endswith(TEMPORARY) or path.name in OF_SYSTEMS


def scan(folder: Path, rows: Rows, say: Say) -> None:
    """Read which rows the chunks of a folder hold; set aside what is damaged or doubled."""
    for path in sorted((folder / CHUNKS).glob(PATTERN)):
        why = _take(path, rows) if is_own(path, folder) else A_LINK
        if why is not None:
            place = set_aside(path, folder)
            line = both(
                f"{path.name}: {why}; set aside as {place}, its rows are run again",
                f"{path.name}: {why.indonesian}; dipindahkan ke {place}, simulasinya dijalankan "
                "lagi",
            )
            say(line)


def _take(path: Path, rows: Rows) -> Said | None:
    """Count the rows of a chunk in, or say why not."""
    sha256 = sha256_of(path)
    if path.name != chunk_name(sha256):
        return both(
            "is damaged (its bytes are not those that were written)",
            "rusak (isinya bukan yang pernah ditulis)",
        )
    try:
        columns = index_of(path)
    except duckdb.Error:
        return both(
            "is damaged (it cannot be read as Parquet)",
            "rusak (tidak dapat dibaca sebagai Parquet)",
        )
    if not rows.add(path.name, sha256, columns):
        return DOUBLED
    return None


def index_of(path: Path) -> dict[str, Any]:
    """Return which rows a chunk holds: key, replication and seed.

    Raises
    ------
    duckdb.Error
        Also when they are not what a sweep writes.
    """
    names = ("key", "replication", "seed")
    chosen = ", ".join(f"{name}::{TYPES[name]} AS {name}" for name in names)
    known = " AND ".join(f"{name} IS NOT NULL" for name in names)
    with opened([path], threads=1) as connection:
        sql = f"SELECT {chosen} FROM {parquet([path])} WHERE {known}"
        return dict(connection.execute(sql).fetchnumpy())


@dataclass
class Verified:
    """What a check of a sweep came to.

    Attributes
    ----------
    digest : str or None
        Of the ordered logical table; None where it cannot be read whole.
    rows : int or None
        Rows of whole chunks; None where a chunk is damaged, and they were not counted.
    chunks : int
        Chunks that are whole.
    rerun : int or None
        Rows that were run again and are the same; None where none was run again.
    """

    digest: str | None = None
    rows: int | None = None
    chunks: int = 0
    rerun: int | None = None
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
    verified = Verified()
    if manifest["sealed"] is None:
        verified.faults.append(fault_of(str(folder), UNFINISHED))
    chunks, damaged = checked(folder, manifest)
    verified.faults += damaged
    verified.chunks = len(chunks) - len(damaged)
    if damaged:
        return verified
    sweep = Sweep.of(plan, folder, manifest, chunks)
    verified.rows, wrong = _rows(sweep)
    verified.faults += wrong
    if verified.faults:
        return verified
    verified.digest = table_digest(sweep)
    if verified.digest != sweep.digest:
        why = both("the digest is not that of the manifest", "sidiknya lain daripada di manifes")
        verified.faults.append(fault_of(str(folder), why))
    if rerun:
        verified.rerun, differ = _run_again(sweep, rerun)
        verified.faults += differ
    return verified


def _rows(sweep: Sweep) -> tuple[int, list[Said]]:
    """Return how many rows there are, and what is wrong with their set."""
    rows = Rows.wanted(sweep.manifest["keys"], sweep.replications, sweep.seed)
    faults = []
    for name, sha256 in sweep.chunks.items():
        path = sweep.folder / CHUNKS / name
        try:
            if not rows.add(name, sha256, index_of(path)):
                faults.append(_again(path, DOUBLED))
        except duckdb.Error:
            why = both("cannot be read as Parquet", "tidak dapat dibaca sebagai Parquet")
            faults.append(_again(path, why))
    places = np.array([rows.place[key] for key in sweep.manifest["keys"]])
    there = int(rows.there[places].sum())
    if there < len(sweep):
        lacking, whole = len(sweep) - there, len(sweep)
        why = both(
            f"{lacking:,} of {whole:,} rows are missing",
            f"{dotted(lacking)} dari {dotted(whole)} simulasi belum ada",
        )
        faults.append(_again(sweep.folder, why))
    return there, faults


def _again(path: Path, why: Said) -> Said:
    """Return what is wrong with a file or folder of a sweep that is mended by running it again."""
    return both(
        f"{path}: {why}; run the sweep again",
        f"{path}: {why.indonesian}; jalankan lagi rangkaiannya",
    )


def _run_again(sweep: Sweep, count: int) -> tuple[int, list[Said]]:
    """Run rows again, evenly spaced over the table; return how many are the same, and faults."""
    hashes = sweep.manifest["hashes"]
    now = {"code": sources_hash(), "outcomes": outcomes_hash(sweep.scenario)}
    if any(hashes[name] != now[name] for name in now):
        why = both(
            "was made by another version of the code: its rows cannot be run again by this one; "
            "run the sweep again into another folder",
            "dibuat oleh versi kode yang lain, sehingga simulasinya tidak dapat diulang; jalankan "
            "lagi rangkaiannya ke folder lain",
        )
        return 0, [fault_of(str(sweep.folder), why)]
    count = min(count, len(sweep))
    chosen = [number * len(sweep) // count for number in range(count)]
    try:
        again = run_rows(rerun_of(sweep, sweep.folder, sweep.manifest, chosen))
    except InputError as error:
        return 0, [both(str(fault), fault.indonesian) for fault in error.records]
    except TaskError as error:
        return 0, [fault_of(str(sweep.folder), error.args[0])]
    first = sweep.columns.index("household_months")
    stored = sweep.at(chosen, sweep.columns[first:])
    same = {name: bytes_of(values) == bytes_of(again[name]) for name, values in stored.items()}
    faults = []
    for place, row in enumerate(chosen):
        differ = [name for name in same if not same[name][place].all()]
        if differ:
            named = ", ".join(differ)
            why = both(
                f"row {row} run again differs in {named}",
                f"baris {row} yang diulang berbeda dalam {named}",
            )
            faults.append(fault_of(str(sweep.folder), why))
    return count - len(faults), faults
