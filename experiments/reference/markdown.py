"""Markdown tables, and the places in a page where they go."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence

Tables = Mapping[str, Callable[[], str]]

MARKED = re.compile(r"(<!-- table: (?P<name>[a-z ]+) -->\n).*?(<!-- end -->)", re.DOTALL)


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return a Markdown table, one line a row."""
    lines = [_line(head), "|" + "---|" * len(head), *(_line(row) for row in rows)]
    return "\n".join(lines) + "\n"


def _line(cells: Sequence[object]) -> str:
    return "| " + " | ".join(_cell(cell) for cell in cells) + " |"


def _cell(value: object) -> str:
    return str(value).replace("|", "\\|").replace("\n", " ")


def code(name: str) -> str:
    """Return a name as code."""
    return f"`{name}`"


def number(value: float) -> str:
    """Return a number as people write it: whole ones with thousands set apart."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if value == int(value) and abs(value) >= 10_000:
        return f"{int(value):,}"
    return f"{value:g}"


def filled(text: str, tables: Tables) -> str:
    """Return a page with every marked table made anew.

    Raises
    ------
    KeyError
        When a page asks for a table that nobody makes.
    """
    return MARKED.sub(
        lambda match: match[1] + "\n" + tables[match["name"]]() + "\n" + match[3], text
    )
