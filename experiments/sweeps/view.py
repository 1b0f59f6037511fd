"""The view `runs` in DuckDB: the chunks of a sweep beside the values of its points."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import duckdb
import numpy as np

from experiments.common.database import opened, parquet
from experiments.common.sql import known_values, named
from experiments.runs.accounts import KINDS as LISTS
from experiments.sweeps.layout import TYPES
from experiments.sweeps.plan import Plan, column_of
from sim.inputs.strict import InputError

BEFORE = ("row", "point", "replication", "seed")
OF_CHUNKS = ("key", "replication", "seed")
"""Columns of the chunks that are not shown, or stand before the factors."""


def columns_of(plan: Plan, in_chunks: Iterable[str]) -> list[str]:
    """Return the columns of `runs`, in order."""
    return [*BEFORE, *plan.factors, *(name for name in in_chunks if name not in OF_CHUNKS)]


def connect(plan: Plan, keys: list[str], in_chunks: list[str], files: list[Path]) -> Any:
    """Return a connection to a database in memory with the view `runs`.

    Rows are what the sweep wants; other rows of the chunks are not seen. It opens no other files.
    """
    connection = opened(files)
    points = {
        "point": np.arange(len(keys)),
        "key": np.array(keys, object),
        **{name: column_of(plan, name) for name in plan.factors},
    }
    known = ", ".join(map(known_values, points, points.values()))
    connection.register("given", points)
    connection.execute(f"CREATE TABLE points AS SELECT {known} FROM given")
    connection.unregister("given")
    replications, seed = plan.spec.replications, plan.spec.seed
    chosen = [
        f'p.point * {replications} + c.replication AS "row"',
        "p.point",
        "c.replication",
        "c.seed",
        *(f"p.{named(name)}" for name in plan.factors),
        *(_of_type(name) for name in in_chunks if name not in OF_CHUNKS),
    ]
    connection.execute(
        f"CREATE VIEW runs AS SELECT {', '.join(chosen)} "
        f"FROM points p JOIN {parquet(files)} c ON c.key = p.key "
        f"WHERE c.seed = {seed} AND c.replication < {replications}"
    )
    return connection


def _of_type(name: str) -> str:
    """Return a column of the chunks, of the type that a sweep writes whatever the file says."""
    return f"c.{named(name)}::{TYPES[name]} AS {named(name)}"


def read_columns(connection: Any, names: Sequence[str], where: str) -> dict[str, Any]:
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
    found = connection.execute(f"SELECT {', '.join(plain)} {rows}").fetchnumpy()
    count = len(next(iter(found.values())))
    for kind in {LISTS[name] for name in names if name in LISTS}:
        lists = [named(name) for name in names if LISTS.get(name) == kind]
        items = ", ".join(f"unnest({name}) AS {name}" for name in lists)
        sql = f"SELECT {items} FROM (SELECT {', '.join(lists)} {rows})"
        of_kind = connection.execute(sql).fetchnumpy()
        found |= {name: _rows(name, values, count) for name, values in of_kind.items()}
    return {name: _plain(found[name]) for name in names}


def _rows(name: str, values: Any, count: int) -> Any:
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


def selected(connection: Any, sql: str) -> tuple[list[str], list[tuple[Any, ...]]]:
    """Run one query that only reads; return its columns and rows.

    Raises
    ------
    InputError
        When it is not one SELECT, or DuckDB refuses it.
    """
    try:
        statements = connection.extract_statements(sql)
        if [it.type for it in statements] != [duckdb.StatementType.SELECT]:
            raise InputError(["query: give one SELECT; a sweep is only read"])
        result = connection.execute(statements[0])
        return [column[0] for column in result.description], result.fetchall()
    except duckdb.Error as error:
        raise InputError([f"query: {' '.join(str(error).split())}"]) from None
