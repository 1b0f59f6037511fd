"""Small pieces of SQL."""

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np


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
