"""What all tables of a calibration share."""

from collections.abc import Sequence
from typing import Any

from rich.table import Table
from rich.text import Text


def new_table(title: str, columns: Sequence[str], left: int) -> Table:
    """Return an empty table, of which so many columns are of text."""
    table = Table(title=Text(title), title_justify="left", box=None, padding=(0, 1, 0, 0))
    for number, column in enumerate(columns):
        table.add_column(
            Text(column), justify="left" if number < left else "right", overflow="fold"
        )
    return table


def chance_told(spread: Any) -> float:
    """Return how often the model tells of a Kube what was told of it, from the place of that.

    What was told is 1, and those that equal it are half below it.
    """
    return 2.0 * (1.0 - float(spread["place"]))


def number(value: Any) -> str:
    """Return a value short enough for a table: what differs only by rounding reads alike."""
    value = float(f"{value:.9g}")
    if abs(value) >= 1e5:
        return f"{value / 1e6:.3g} m"
    return f"{value:,.0f}" if abs(value) >= 1e3 else f"{value:.3g}"
