"""Tables as Parquet: written whole or not at all, read with what the file says of itself."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from experiments.common.database import (
    flat,
    known_values,
    literal,
    named,
    opened,
    parquet,
    quoted,
)
from experiments.common.draws import Columns


def write_table(columns: Columns, path: Path, about: Mapping[str, str]) -> None:
    """Write columns as Parquet with zstd; not a number becomes NULL, a row of a matrix a list.

    Raises
    ------
    OSError, duckdb.Error
    """
    chosen = ", ".join(map(known_values, columns, columns.values()))
    pairs = ", ".join(f"{quoted(key)}: {quoted(text)}" for key, text in about.items())
    with opened([path], threads=1) as connection:
        connection.register("columns", dict(flat(columns)))
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
    chosen = ", ".join(map(named, columns))
    sql = f"SELECT {chosen} FROM {parquet(paths)} ORDER BY {named(order)}"
    with opened(paths) as connection:
        table: dict[str, Any] = connection.execute(sql).fetchnumpy()
    return {name: np.ma.getdata(table[name]) for name in columns}


def about(path: Path) -> dict[str, str]:
    """Return what a table says of itself.

    Raises
    ------
    duckdb.Error
    """
    with opened([path]) as connection:
        sql = "SELECT key, value FROM parquet_kv_metadata(?)"
        rows = connection.execute(sql, [literal(path)]).fetchall()
    return {_text(key): _text(value) for key, value in rows}


def _text(value: Any) -> str:
    """Return a text of a file's metadata, which may be any bytes."""
    return bytes(value).decode(errors="replace")
