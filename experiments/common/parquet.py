"""Tables as Parquet: written whole or not at all, read with what the file says of itself."""

import contextlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb
import numpy as np

from experiments.common.draws import Columns
from experiments.common.sql import known_values, quoted


def write_table(columns: Columns, path: Path, about: Mapping[str, str]) -> None:
    """Write columns as Parquet with zstd.

    Raises
    ------
    OSError, duckdb.Error
    """
    chosen = ", ".join(map(known_values, columns, columns.values()))
    pairs = ", ".join(f"{quoted(key)}: {quoted(text)}" for key, text in about.items())
    with duckdb.connect() as connection:
        connection.execute("SET threads = 1")
        connection.register("columns", columns)
        connection.execute(
            f"COPY (SELECT {chosen} FROM columns) TO {quoted(str(path))} "
            f"(FORMAT parquet, COMPRESSION zstd, USE_TMP_FILE false, KV_METADATA {{{pairs}}})"
        )


def read_tables(paths: Sequence[Path], columns: Sequence[str], order: str) -> Columns:
    """Read columns of tables with the same columns, as one table in the order of one of them.

    Raises
    ------
    duckdb.Error
    """
    listed = ", ".join(quoted(str(path)) for path in paths)
    chosen = ", ".join(f'"{name}"' for name in columns)
    with duckdb.connect() as connection:
        # In Jupyter without its widgets there is no bar, and saying so is refused.
        with contextlib.suppress(duckdb.InvalidInputException):
            connection.execute("SET enable_progress_bar = false")
        sql = f'SELECT {chosen} FROM read_parquet([{listed}]) ORDER BY "{order}"'
        found: dict[str, Any] = connection.execute(sql).fetchnumpy()
    return {name: np.ma.getdata(found[name]) for name in columns}


def about(path: Path) -> dict[str, str]:
    """Return what a table says of itself.

    Raises
    ------
    duckdb.Error
    """
    with duckdb.connect() as connection:
        sql = "SELECT key, value FROM parquet_kv_metadata(?)"
        rows = connection.execute(sql, [str(path)]).fetchall()
    return {bytes(key).decode(): bytes(value).decode() for key, value in rows}
