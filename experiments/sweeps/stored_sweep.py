"""A sweep on disk: its points, its rows in logical order, and every run that can be run again."""

import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

import duckdb
import numpy as np

from experiments.common.city_or_nation import city
from experiments.common.database import known_values, named, opened, parquet
from experiments.common.files import is_own
from experiments.common.refusals import fault_of
from experiments.common.uncertainty import Drawn, uncertainty_of
from experiments.runs import accounts, regions
from experiments.store.digest import Digest
from experiments.store.disk import in_words, sha256_of
from experiments.sweeps.chunks import CHUNKS, PATTERN, TYPES, chunk_name
from experiments.sweeps.manifest import Json, plan_of, read
from experiments.sweeps.plan import Plan, column_of
from sim.inputs.said import Said, both
from sim.inputs.strict import InputError
from sim.policy import Policy
from sim.scenario import Scenario

UNFINISHED = both(
    "the sweep is not finished; run it again to go on",
    "rangkaian simulasi belum selesai; jalankan lagi untuk melanjutkan",
)
BLOCK_ROWS = 50_000
"""So many rows are in the memory at once, or one point's."""

LISTS = {**accounts.KINDS, **regions.KINDS}
"""By name of the column, the kind of list it is: those of one kind are equally long in a row."""

BEFORE = ("row", "point", "replication", "seed")
OF_CHUNKS = ("key", "replication", "seed")
"""Columns of the chunks that are not shown, or stand before the factors."""

Columns = dict[str, Any]


class Run(NamedTuple):
    """One run of a sweep, and the state in which it ended.

    Attributes
    ----------
    parameters : dict
        What the point sets over the draws, by full name; of a structure, the number of its level.
    drawn : Drawn
        Where the parameters come from that the point does not set.
    state : str
        SHA-256 of the final state, as `KubeModel.digest` gives it.
    code : str
        Hash of the model's code that made it.
    """

    scenario: Scenario
    policy: Policy
    parameters: dict[str, float]
    seed: int
    replication: int
    drawn: Drawn
    state: str
    code: str

    @property
    def scenario_with_parameters(self) -> Scenario:
        """The scenario with the parameters of the replication and the point put in.

        Raises
        ------
        InputError
            When the draws are not there any more.
        """
        draws = uncertainty_of(self.drawn)
        return draws.scenario(self.scenario, self.replication, self.parameters)


@dataclass(frozen=True, kw_only=True)
class Sweep(Plan):
    """A sweep on disk, whose manifest and chunks have been checked: its plan, and its rows.

    Attributes
    ----------
    chunks : dict
        SHA-256 of the chunks that it is read from, by name.
    """

    folder: Path
    manifest: Json
    chunks: dict[str, str]

    @classmethod
    def of(cls, plan: Plan, folder: Path, manifest: Json, chunks: dict[str, str]) -> "Sweep":
        """Return a plan with the rows that lie in a folder."""
        own = {field.name: getattr(plan, field.name) for field in fields(Plan)}
        return cls(**own, folder=folder, manifest=manifest, chunks=chunks)

    @property
    def replications(self) -> int:
        """Runs of every point."""
        return self.spec.replications

    @property
    def seed(self) -> int:
        """Seed of the luck."""
        return self.spec.seed

    @property
    def digest(self) -> str | None:
        """Digest of the ordered logical table; None before the sweep is finished."""
        return self.manifest.get("digest")

    @cached_property
    def columns(self) -> list[str]:
        """The columns of `runs`, in order."""
        of_chunks = (name for name in self.manifest["columns"] if name not in OF_CHUNKS)
        return [*BEFORE, *self.factors, *of_chunks]

    @property
    def outcomes(self) -> list[str]:
        """The columns that are outcomes, in order."""
        start = self.columns.index("household_months") + 1
        return self.columns[start : self.columns.index("state")]

    @property
    def has_regions(self) -> bool:
        """Whether the rows have their outcomes by region: those of a nation, but for old ones."""
        return not regions.UNITS.keys().isdisjoint(self.columns)

    @contextlib.contextmanager
    def connect(self) -> Iterator[Any]:
        """Yield a DuckDB connection with the view `runs`, which sees nothing but the chunks.

        Raises
        ------
        InputError
            When there are none, or they cannot be read.
        """
        if not self.chunks:
            why = both(
                "holds no rows yet; run the sweep again",
                "belum memuat simulasi; jalankan lagi rangkaiannya",
            )
            raise InputError([fault_of(str(self.folder), why)])
        with in_words(self.folder), _connection(self) as connection:
            yield connection

    def rows(self, columns: Sequence[str] | None = None) -> Columns:
        """Return columns of all rows, in logical order.

        Returns
        -------
        dict of NDArray, shape (points x replications,)
            Outcomes are NaN where a run has no case; text is of type object.
        """
        blocks = list(self.blocks(columns))
        return {name: np.concatenate([block[name] for block in blocks]) for name in blocks[0]}

    def blocks(self, columns: Sequence[str] | None = None) -> Iterator[Columns]:
        """Yield columns in logical order, so many whole points at a time as fit the memory.

        Raises
        ------
        InputError
            When the chunks cannot be read, or the sweep is finished and has not all rows once.
        """
        names = self.columns if columns is None else list(columns)
        size = max(1, BLOCK_ROWS // self.replications)
        with self.connect() as connection:
            for first in range(0, len(self.points), size):
                last = min(first + size, len(self.points))
                where = f"point >= {first} AND point < {last}"
                block = _read(connection, list(dict.fromkeys([*names, "row"])), where)
                wanted = np.arange(first * self.replications, last * self.replications)
                if self.digest is not None and not np.array_equal(block["row"], wanted):
                    why = both(
                        f"rows of points {first} to {last - 1} are missing or there twice; run "
                        "the sweep again",
                        f"simulasi titik {first} sampai {last - 1} belum ada atau ada dua kali; "
                        "jalankan lagi rangkaiannya",
                    )
                    raise InputError([fault_of(str(self.folder), why)])
                yield {name: block[name] for name in names}

    def at(self, rows: Sequence[int], columns: Sequence[str]) -> Columns:
        """Return columns of some rows, given by ascending numbers."""
        listed = ", ".join(str(int(row)) for row in rows)
        with self.connect() as connection:
            return _read(connection, columns, f'"row" IN ({listed})')

    def run_of(self, row: int) -> Run:
        """Return everything that makes one run, and the state in which it ended.

        Raises
        ------
        InputError
            When there is no such row, or it is a run of a nation.
        """
        scenario = city(self.scenario, "a row")
        if not 0 <= row < len(self):
            fault = both(
                f"row {row}: must be between 0 and {len(self) - 1}",
                f"baris {row}: harus antara 0 dan {len(self) - 1}",
            )
            raise InputError([fault])
        point = self.points[row // self.replications]
        state = self.at([row], ["state"])["state"]
        if not len(state):
            fault = both(
                f"row {row}: is not there yet; run the sweep again",
                f"baris {row}: belum ada; jalankan lagi rangkaiannya",
            )
            raise InputError([fault])
        return Run(
            scenario,
            self.policy_of(point),
            self.parameters_of(point),
            self.seed,
            row % self.replications,
            self.drawn,
            state[0],
            self.manifest["hashes"]["code"],
        )


@contextlib.contextmanager
def _connection(sweep: Sweep) -> Iterator[Any]:
    """Yield a connection to a database in memory with the view `runs`.

    Rows are what the sweep wants; other rows of the chunks are not seen. Columns have the type that
    a sweep writes, whatever the files say. It opens no other files.
    """
    files = [sweep.folder / CHUNKS / name for name in sweep.chunks]
    with opened(files) as connection:
        _add_runs(connection, sweep, files)
        yield connection


def _add_runs(connection: Any, sweep: Sweep, files: Sequence[Path]) -> None:
    """Add the view `runs` to a connection."""
    keys = sweep.manifest["keys"]
    points = {
        "point": np.arange(len(keys)),
        "key": np.array(keys, object),
        **{name: column_of(sweep, name) for name in sweep.factors},
    }
    known = ", ".join(map(known_values, points, points.values()))
    connection.register("given", points)
    connection.execute(f"CREATE TABLE points AS SELECT {known} FROM given")
    connection.unregister("given")
    chosen = [
        f'p.point * {sweep.replications} + c.replication AS "row"',
        "p.point",
        "c.replication",
        "c.seed",
        *(f"p.{named(name)}" for name in sweep.factors),
        *(
            f"c.{named(name)}::{TYPES[name]} AS {named(name)}"
            for name in sweep.manifest["columns"]
            if name not in OF_CHUNKS
        ),
    ]
    connection.execute(
        f"CREATE VIEW runs AS SELECT {', '.join(chosen)} "
        f"FROM points p JOIN {parquet(files)} c ON c.key = p.key "
        f"WHERE c.seed = {sweep.seed} AND c.replication < {sweep.replications}"
    )


def _read(connection: Any, names: Sequence[str], where: str) -> dict[str, Any]:
    """Return columns of the rows of `runs` that fulfil a condition, in logical order.

    Returns
    -------
    dict of NDArray
        Missing numbers are NaN, missing text is None; lists are the rows of a matrix.

    Raises
    ------
    duckdb.Error
        Also when the lists of a column are not equally long.
    """
    rows = f'FROM runs WHERE {where} ORDER BY "row"'
    plain = [named(name) for name in names if name not in LISTS] or ['"row"']
    columns = connection.execute(f"SELECT {', '.join(plain)} {rows}").fetchnumpy()
    count = len(next(iter(columns.values())))
    for kind in {LISTS[name] for name in names if name in LISTS}:
        lists = [named(name) for name in names if LISTS.get(name) == kind]
        items = ", ".join(f"unnest({name}) AS {name}" for name in lists)
        sql = f"SELECT {items} FROM (SELECT {', '.join(lists)} {rows})"
        of_kind = connection.execute(sql).fetchnumpy()
        columns |= {name: _matrix(name, values, count) for name, values in of_kind.items()}
    return {name: _plain(columns[name]) for name in names}


def _matrix(name: str, values: Any, count: int) -> Any:
    """Return the lists of a column as the rows of a matrix."""
    width = len(values) // max(1, count)
    if width * count != len(values):
        raise duckdb.DataError(f"the lists of {name} are not equally long")
    return values.reshape(count, width)


def _plain(values: Any) -> Any:
    """Return a column without a mask."""
    if values.dtype.kind in "bO":
        return np.ma.filled(values.astype(object), None)
    return np.ma.filled(values, np.nan) if values.dtype.kind == "f" else np.ma.getdata(values)


def table_digest(sweep: Sweep) -> str:
    """Return the digest of the ordered logical table, read from the chunks."""
    digest = Digest(sweep.columns)
    for block in sweep.blocks():
        digest.add(block)
    return digest.text()


def open_sweep(folder: Path, partly: bool = False) -> Sweep:
    """Open a sweep; check its manifest and the bytes of every chunk.

    Parameters
    ----------
    folder : Path
    partly : bool
        Also one that is not finished: then the rows are those that are there.

    Raises
    ------
    InputError
        When the folder holds no sweep, it is damaged, or not finished.
    """
    manifest = read(folder)
    plan = plan_of(manifest, folder)
    if manifest["sealed"] is None and not partly:
        raise InputError([fault_of(str(folder), UNFINISHED)])
    chunks, faults = checked(folder, manifest)
    if faults:
        raise InputError(faults)
    return Sweep.of(plan, folder, manifest, chunks)


def checked(folder: Path, manifest: Json) -> tuple[dict[str, str], list[Said]]:
    """Return the chunks of a sweep with their SHA-256, and what is wrong with their bytes."""
    chunks = manifest.get("chunks")
    if chunks is None:
        chunks = {path.name: "" for path in sorted((folder / CHUNKS).glob(PATTERN))}
    faults = []
    for name, expected in chunks.items():
        path = folder / CHUNKS / name
        if not is_own(path, folder):
            why = both(
                "is a link or a device, not a chunk; run the sweep again",
                "adalah tautan atau peranti, bukan bagian; jalankan lagi rangkaiannya",
            )
            faults.append(fault_of(str(path), why))
            continue
        try:
            sha256 = sha256_of(path)
        except OSError as error:
            why = both(
                f"cannot be read: {error.strerror}; run the sweep again",
                f"tidak dapat dibaca: {error.strerror}; jalankan lagi rangkaiannya",
            )
            faults.append(fault_of(str(path), why))
            continue
        if name != chunk_name(sha256) or expected not in ("", sha256):
            why = both(
                "is damaged; run the sweep again, which mends it",
                "rusak; jalankan lagi rangkaiannya untuk memperbaikinya",
            )
            faults.append(fault_of(str(path), why))
    return chunks, faults
