"""Any result as tables: what a command prints with --json, laid out as sheets or CSV files.

Columns and names are the keys of the JSON, nested ones joined by dots.
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from experiments.common.files import csv_text, folder_name
from experiments.common.spreadsheet import Sheet, Value, xlsx

RESULT = "result"
"""The table of the single figures."""
NAMES = ("name", "value")
SIDE_BY_SIDE = 12
"""A list that is no longer stands in columns of its row; a longer one is a table."""
ROW = "row"
SUFFIXES = (".xlsx", ".csv")


def files_of(content: Any, path: Path, numbers: str) -> dict[str, bytes]:
    """Return the files of a result, by their names.

    Parameters
    ----------
    content : object
        What JSON can hold.
    path : Path
        NAME.xlsx for one workbook, or NAME.csv: one file where there is one table, else one for
        each, NAME-TABLE.csv.
    numbers : {"plain", "id"}
        How a CSV writes numbers.
    """
    tables = tables_of(content)
    if path.suffix.lower() == SUFFIXES[0]:
        return {path.name: xlsx(tables)}
    texts = [csv_text(table.header, table.rows, numbers).encode() for table in tables]
    if len(tables) == 1:
        return {path.name: texts[0]}
    titles = [folder_name(path.stem, table.title) for table in tables]
    return {f"{title}.csv": text for title, text in zip(titles, texts, strict=True)}


def tables_of(content: Any) -> list[Sheet]:
    """Return the tables of a result, that of the single figures first."""
    if isinstance(content, list):
        return list(_listed(RESULT, content, ()))
    figures: list[tuple[str, Value]] = []
    tables = list(_inside("", content, (), figures))
    single = [Sheet(RESULT, NAMES, figures)] if figures else []
    return [*single, *tables]


Named = tuple[tuple[str, Value], ...]
"""Columns that say of which row another table is a part, with their values."""


def _inside(at: str, value: Any, of: Named, figures: list[tuple[str, Value]]) -> Iterator[Sheet]:
    """Add the single figures of a value to a list, and yield what is a table of its own."""
    if isinstance(value, Mapping):
        series = _series(value)
        if series:
            yield _side_by_side(at or ROW, series, of)
        for key, part in value.items():
            if key not in series:
                yield from _inside(f"{at}.{key}" if at else str(key), part, of, figures)
    elif not isinstance(value, list | tuple):
        figures.append((at, value))
    elif _is_short(value):
        for number, part in enumerate(value, start=1):
            figures.append((f"{at}.{number}", part))
    else:
        yield from _listed(at, value, of)


def _series(value: Mapping[str, Any]) -> dict[str, Sequence[Value]]:
    """Return the long lists of figures of a table that are equally long: columns of one table."""
    lists = {
        key: part
        for key, part in value.items()
        if isinstance(part, list | tuple) and len(part) > SIDE_BY_SIDE and _is_plain(part)
    }
    lengths = [len(part) for part in lists.values()]
    return {
        key: part
        for key, part in lists.items()
        if lengths.count(len(part)) > 1 == len(set(lengths))
    }


def _side_by_side(at: str, series: Mapping[str, Sequence[Value]], of: Named) -> Sheet:
    rows = list(zip(*series.values(), strict=True))
    return _with_names(Sheet(at, list(series), rows), of)


def _listed(at: str, value: Sequence[Any], of: Named) -> Iterator[Sheet]:
    """Yield a list as a table, and the tables inside its rows."""
    inner: dict[str, list[Sheet]] = {}
    rows: list[dict[str, Value]] = []
    for number, part in enumerate(value, start=1):
        figures: list[tuple[str, Value]] = []
        this = (*of, _name_of(at, number, part))
        for table in _inside("", _as_mapping(part), this, figures):
            inner.setdefault(table.title, []).append(table)
        rows.append(dict(figures))
    header = list(dict.fromkeys(key for row in rows for key in row))
    if header:
        cells = [tuple(row.get(key) for key in header) for row in rows]
        yield _with_names(Sheet(at, header, cells), of)
    for title, tables in inner.items():
        yield _joined(f"{at}.{title}", tables)


def _as_mapping(part: Any) -> Mapping[str, Any]:
    """Return an entry of a list as a table: its places are the keys of a list in a list."""
    if isinstance(part, Mapping):
        return part
    if isinstance(part, list | tuple):
        return {str(number): inner for number, inner in enumerate(part, start=1)}
    return {NAMES[1]: part}


def _name_of(at: str, number: int, part: Any) -> tuple[str, Value]:
    """Return what tells a row from the others: its first text or whole number, or its place."""
    key = at.rpartition(".")[2] or ROW
    if isinstance(part, Mapping):
        for name, value in part.items():
            if isinstance(value, str | int) and not isinstance(value, bool):
                return f"{key}.{name}", value
    return f"{key}.{ROW}", number


def _with_names(table: Sheet, of: Named) -> Sheet:
    """Put before a table the columns that say of what it is a part."""
    header = [*(name for name, _ in of), *table.header]
    before = tuple(value for _, value in of)
    return Sheet(table.title, header, [(*before, *row) for row in table.rows])


def _joined(title: str, tables: Sequence[Sheet]) -> Sheet:
    """Return tables of the same kind as one."""
    header = list(dict.fromkeys(key for table in tables for key in table.header))
    rows = [
        tuple(dict(zip(table.header, row, strict=True)).get(key) for key in header)
        for table in tables
        for row in table.rows
    ]
    return Sheet(title, header, rows)


def _is_plain(value: Sequence[Any]) -> bool:
    return not any(isinstance(part, Mapping | list | tuple) for part in value)


def _is_short(value: Sequence[Any]) -> bool:
    return len(value) <= SIDE_BY_SIDE and _is_plain(value)
