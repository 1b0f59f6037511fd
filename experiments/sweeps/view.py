"""The view `runs` in DuckDB: the chunks of a sweep beside the values of its points."""

import contextlib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import duckdb
import numpy as np

from experiments.common.sql import known_values, quoted
from experiments.runs.accounts import KINDS as LISTS
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

    Rows are what the sweep wants; other rows of the chunks are not seen.
    """
    connection = duckdb.connect()
    connection.execute("SET python_enable_replacements = false")
    # In Jupyter without its widgets there is no bar, and saying so is refused.
    with contextlib.suppress(duckdb.InvalidInputException):
        connection.execute("SET enable_progress_bar = false")
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
        *(f'p."{name}"' for name in plan.factors),
        *(f'c."{name}"' for name in in_chunks if name not in OF_CHUNKS),
    ]
    listed = ", ".join(quoted(str(path)) for path in files)
    connection.execute(
        f"CREATE VIEW runs AS SELECT {', '.join(chosen)} "
        f"FROM points p JOIN read_parquet([{listed}]) c ON c.key = p.key "
        f"WHERE c.seed = {seed} AND c.replication < {replications}"
    )
    return connection


def read_columns(connection: Any, names: Sequence[str], where: str) -> dict[str, Any]:
    """Return columns of the rows of `runs` that fulfil a condition, in logical order.

    Returns
    -------
    dict of NDArray
        Missing numbers are NaN, missing text is None; lists are the rows of a matrix.
    """
    rows = f'FROM runs WHERE {where} ORDER BY "row"'
    plain = [f'"{name}"' for name in names if name not in LISTS] or ['"row"']
    found = connection.execute(f"SELECT {', '.join(plain)} {rows}").fetchnumpy()
    count = len(next(iter(found.values())))
    for kind in {LISTS[name] for name in names if name in LISTS}:
        lists = [f'"{name}"' for name in names if LISTS.get(name) == kind]
        items = ", ".join(f"unnest({name}) AS {name}" for name in lists)
        sql = f"SELECT {items} FROM (SELECT {', '.join(lists)} {rows})"
        of_kind = connection.execute(sql).fetchnumpy()
        found |= {name: values.reshape(count, -1) for name, values in of_kind.items()}
    return {name: _plain(found[name]) for name in names}


def _plain(values: Any) -> Any:
    """Return a column without a mask."""
    if values.dtype.kind in "bO":
        return np.ma.filled(values.astype(object), None)
    return np.ma.filled(values, np.nan) if values.dtype.kind == "f" else np.ma.getdata(values)


def close_up(connection: Any, folder: Path) -> None:
    """Let a connection read the chunks, and nothing else on the machine."""
    connection.execute(f"SET allowed_directories = [{quoted(str(folder))}]")
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")


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
