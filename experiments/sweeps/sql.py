"""Small pieces of SQL."""

from typing import Any

import numpy as np


def known_values(name: str, values: Any) -> str:
    """Return a column of given values as SQL has it: not a number is NULL."""
    if values.dtype == np.float64:
        return f'nullif("{name}", \'nan\'::DOUBLE) AS "{name}"'
    return f'"{name}"'


def quoted(text: str) -> str:
    """Return a text as SQL writes it."""
    return "'" + text.replace("'", "''") + "'"
