"""Which rows of a sweep lie in its folder already; what is damaged is set aside."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
from numpy.typing import NDArray

from experiments.common.database import opened, parquet
from experiments.common.files import TEMPORARY, check_own, is_own
from experiments.store.disk import set_aside, sha256_of
from experiments.sweeps.layout import CHUNKS, MANIFEST, OURS, PATTERN, TYPES, chunk_name
from sim.inputs.strict import InputError

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
    names = {path.name for path in folder.iterdir() if not path.name.endswith(TEMPORARY)}
    if MANIFEST not in names and names - OURS:
        other = sorted(names - OURS)[0]
        why = f"holds files that are not of a sweep, such as {other}"
        raise InputError([f"{folder}: {why}; name another folder with --out"])
    chunks = folder / CHUNKS
    for path in sorted(chunks.iterdir()) if chunks.is_dir() else ():
        if not path.match(PATTERN) and not path.name.endswith(TEMPORARY):
            raise InputError([f"{path}: is not a chunk of a sweep; move it away"])


def scan(folder: Path, rows: Rows, say: Say) -> None:
    """Read which rows the chunks of a folder hold; set aside what is damaged or doubled."""
    for path in sorted((folder / CHUNKS).glob(PATTERN)):
        why = _take(path, rows) if is_own(path, folder) else "is a link or a device"
        if why:
            place = set_aside(path, folder)
            say(f"{path.name}: {why}; set aside as {place}, its rows are run again")


def _take(path: Path, rows: Rows) -> str:
    """Count the rows of a chunk in, or say why not."""
    sha256 = sha256_of(path)
    if path.name != chunk_name(sha256):
        return "is damaged (its bytes are not those that were written)"
    try:
        columns = index_of(path)
    except duckdb.Error:
        return "is damaged (it cannot be read as Parquet)"
    if not rows.add(path.name, sha256, columns):
        return "holds rows that other chunks hold"
    return ""


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
