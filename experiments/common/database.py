"""Tables as Parquet, through DuckDB: a connection opens the files it is given, no others.

Files may be a stranger's. Whatever SQL a file could bring in by its names or values, it can neither
read nor write elsewhere.
"""

import contextlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb
import numpy as np

from experiments.common.draws import Columns

CLOSED: dict[str, Any] = {
    "allow_community_extensions": False,
    "allow_persistent_secrets": False,
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "python_enable_replacements": False,
}


@contextlib.contextmanager
def opened(files: Sequence[Path], threads: int | None = None) -> Iterator[Any]:
    """Yield a connection to a database in memory, closed to all but these files.

    Parameters
    ----------
    files : sequence of Path
        What may be read or written.
    threads : int, optional
        By default what DuckDB takes.

    Raises
    ------
    duckdb.Error
    MemoryError
        When there is too little of it, which says nothing of the files.
    """
    try:
        own = {} if threads is None else {"threads": threads}
        with duckdb.connect(config=CLOSED | own) as connection:
            _close(connection, files)
            yield connection
    except duckdb.OutOfMemoryException as error:
        raise MemoryError(str(error)) from None


def _close(connection: Any, files: Sequence[Path]) -> None:
    """Close a connection to all but these files."""
    # In Jupyter without its widgets there is no bar, and saying so is refused.
    with contextlib.suppress(duckdb.InvalidInputException):
        connection.execute("SET enable_progress_bar = false")
    allowed = dict.fromkeys([*map(str, files), *map(literal, files)])
    connection.execute(f"SET allowed_paths = [{_listed(allowed)}]")
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")


def parquet(files: Sequence[Path]) -> str:
    """Return files as a table in SQL; names of folders such as `seed=1` add nothing to it."""
    return f"read_parquet([{_listed(map(literal, files))}], hive_partitioning = false)"


def literal(path: Path) -> str:
    """Return a path as DuckDB reads it where no character of it shall stand for others."""
    return re.sub(r"[*?[]", r"[\g<0>]", str(path))


def _listed(paths: Iterable[str]) -> str:
    return ", ".join(map(quoted, paths))


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


def read_tables(
    paths: Sequence[Path], columns: Sequence[str], order: str, optional: Sequence[str] = ()
) -> Columns:
    """Read columns of tables with the same columns, as one table in the order of one of them.

    NULL becomes not a number.

    Parameters
    ----------
    optional : sequence of str
        More columns, of which those that the tables have are read.

    Raises
    ------
    duckdb.Error
    """
    with opened(paths, threads=1) as connection:
        has = set(_columns(connection, paths)) if optional else set()
        columns = [*columns, *(name for name in optional if name in has)]
        chosen = ", ".join(map(named, columns))
        sql = f"SELECT {chosen} FROM {parquet(paths)} ORDER BY {named(order)}"
        table: dict[str, Any] = connection.execute(sql).fetchnumpy()
    return {name: _filled(table[name]) for name in columns}


def columns_of(path: Path) -> list[str]:
    """Return the names of a table's columns.

    Raises
    ------
    duckdb.Error
    """
    with opened([path], threads=1) as connection:
        return _columns(connection, [path])


def _columns(connection: Any, paths: Sequence[Path]) -> list[str]:
    rows = connection.execute(f"DESCRIBE SELECT * FROM {parquet(paths)}").fetchall()
    return [name for name, *_ in rows]


def _filled(values: Any) -> Any:
    return np.ma.filled(values, np.nan) if values.dtype.kind == "f" else np.ma.getdata(values)


def about(path: Path) -> dict[str, str]:
    """Return what a table says of itself.

    Raises
    ------
    duckdb.Error
    """
    with opened([path], threads=1) as connection:
        sql = "SELECT key, value FROM parquet_kv_metadata(?)"
        rows = connection.execute(sql, [literal(path)]).fetchall()
    return {_text(key): _text(value) for key, value in rows}


def _text(value: Any) -> str:
    """Return a text of a file's metadata, which may be any bytes."""
    return bytes(value).decode(errors="replace")


def known_values(name: str, values: Any) -> str:
    """Return a column of given values as SQL has it: not a number is NULL, a matrix is a list."""
    if values.ndim == 2:
        places = ", ".join(named(_place(name, at)) for at in range(values.shape[1]))
        return f"list_value({places}) AS {named(name)}"
    if values.dtype == np.float64:
        return f"nullif({named(name)}, 'nan'::DOUBLE) AS {named(name)}"
    return named(name)


def flat(columns: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Yield columns as `known_values` names them: each column of a matrix on its own."""
    for name, values in columns.items():
        if values.ndim == 2:
            yield from ((_place(name, at), values[:, at]) for at in range(values.shape[1]))
        else:
            yield name, values


def _place(name: str, at: int) -> str:
    return f"{name} {at}"


def named(name: str) -> str:
    """Return the name of a column as SQL writes it."""
    return '"' + name.replace('"', '""') + '"'


def quoted(text: str) -> str:
    """Return a text as SQL writes it."""
    return "'" + text.replace("'", "''") + "'"
