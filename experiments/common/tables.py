"""A result table: built once as plain data, printed on the screen or in Markdown."""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from rich import box
from rich.console import Group, RenderableType
from rich.table import Table as Screen
from rich.text import Text

Look = Literal["name", "strong", "good", "doubtful", "bad"]
STYLES: dict[Look, str] = {
    "name": "", "strong": "bold", "good": "green", "doubtful": "yellow", "bad": "red",
}  # fmt: skip
"""On the screen. On paper only names and what is strong look different."""
SHORT = 20
"""Texts up to this length stay in one line on the screen, as figures do."""
MARKS: dict[Look, str] = {"name": "`", "strong": "**"}


@dataclass(frozen=True)
class Marked:
    """A text with a look: the name of something in files, what stands out, or how good it is."""

    text: str
    look: Look


Part = str | Marked
Cell = Part | tuple[Part, ...]


@dataclass(frozen=True)
class Table:
    """A table of results.

    Attributes
    ----------
    title : str
        What is shown, with its unit.
    headings : sequence of str
    rows : sequence of sequence of Cell
        As many cells as headings; a text, or several that stand side by side.
    notes : sequence of str
        Sentences below the table.
    text_columns : sequence of int
        Places of the columns of text, which stand left; the others are figures.
    """

    title: str
    headings: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    notes: Sequence[str] = ()
    text_columns: Sequence[int] = (0,)


def name(text: str) -> Marked:
    """Return the name of something as files have it: a parameter, a variant, a policy."""
    return Marked(text, "name")


def strong(text: str) -> Marked:
    """Return a text that stands out."""
    return Marked(text, "strong")


def titled(title: str, *headings: str, left: int = 1, no_wrap: bool = False) -> Screen:
    """Return a table of the screen; its first `left` columns are text, the rest figures.

    Title and headings are taken as they are, without markup.
    """
    table = Screen(
        title=Text(title),
        title_justify="left",
        title_style="bold",
        box=box.SIMPLE_HEAD,
        padding=(0, 0, 0, 1),
        pad_edge=False,
    )
    for place, heading in enumerate(headings):
        justify: Literal["left", "right"] = "left" if place < left else "right"
        table.add_column(Text(heading), justify=justify, no_wrap=no_wrap)
    return table


def on_screen(*tables: Table) -> RenderableType:
    """Return tables with their notes, one below the other; they fit into 100 columns."""
    parts: list[RenderableType] = []
    for table in tables:
        parts += [Text(table.title, style="bold"), _screen(table), *map(Text, table.notes)]
        parts.append(Text(""))
    return Group(*parts[:-1])


def _screen(table: Table) -> Screen:
    """Return a table in which figures and names stay whole as long as other texts can be broken."""
    screen = Screen(
        box=box.SIMPLE_HEAD,
        padding=(0, 0, 0, 1),
        pad_edge=False,
        show_edge=False,
        show_header=any(table.headings),
    )
    for place, heading in enumerate(table.headings):
        cells = [row[place] for row in table.rows]
        width = max((len(_screen_cell(cell)) for cell in cells), default=0)
        of_text = place in table.text_columns
        breakable = of_text and width > SHORT and not any(_is_name(cell) for cell in cells)
        screen.add_column(
            _screen_heading(heading, width),
            justify="left" if of_text else "right",
            overflow="fold",
            no_wrap=not breakable,
        )
    for row in table.rows:
        screen.add_row(*map(_screen_cell, row))
    return screen


def _screen_heading(heading: str, width: int) -> Text:
    """Return a heading in lines that are no longer than the cells, if its words allow that."""
    lines = textwrap.wrap(heading, max(1, width), break_long_words=False)
    return Text("\n".join(lines), no_wrap=False)


def _is_name(cell: Cell) -> bool:
    return isinstance(cell, Marked) and cell.look == "name"


def _screen_cell(cell: Cell) -> Text:
    """Return a cell that is folded, and never cut, where the screen is too narrow."""
    screen = Text(no_wrap=False)
    for text, look in _looks(cell):
        screen.append(text, STYLES[look] if look else None)
    return screen


def in_markdown(*tables: Table) -> str:
    """Return tables with titles, if any, and notes as Markdown."""
    return "\n".join(map(_markdown, tables))


def _markdown(table: Table) -> str:
    title = [f"**{table.title}**\n"] if table.title else []
    rule = (
        "---" if place in table.text_columns else "---:" for place in range(len(table.headings))
    )
    rows = "".join(f"| {' | '.join(map(_markdown_cell, row))} |\n" for row in table.rows)
    body = f"| {' | '.join(table.headings)} |\n|{'|'.join(rule)}|\n{rows}"
    return "\n".join([*title, body, *(f"{note}\n" for note in table.notes)])


def _markdown_cell(cell: Cell) -> str:
    marked = ((text, MARKS.get(look, "") if look else "") for text, look in _looks(cell))
    whole = "".join(f"{mark}{text}{mark}" for text, mark in marked)
    return whole.replace("\n", " ").replace("|", "\\|")


def _looks(cell: Cell) -> list[tuple[str, Look | None]]:
    """Return the texts of a cell, each with its look."""
    return [
        (part.text, part.look) if isinstance(part, Marked) else (part, None)
        for part in parts_of(cell)
    ]


def parts_of(cell: Cell) -> tuple[Part, ...]:
    """Return what stands side by side in a cell."""
    return cell if isinstance(cell, tuple) else (cell,)
