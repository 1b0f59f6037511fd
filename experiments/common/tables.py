"""A result table: built once as plain data, printed on the screen or in Markdown."""

import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from rich import box
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table as Screen
from rich.text import Text

from experiments.common.languages import Lang
from experiments.common.numbers import said_in
from sim.inputs.said import Said

Look = Literal["name", "strong", "good", "doubtful", "bad"]
STYLES: dict[Look, str] = {
    "name": "", "strong": "bold", "good": "green", "doubtful": "yellow", "bad": "red",
}  # fmt: skip
"""On the screen. On paper only names and what is strong look different."""
SHORT = 20
"""Texts up to this length stay in one line on the screen, as figures do."""
SCREEN = 100
"""Columns into which a table is to fit."""
GAP = 2
"""Blanks between two columns of the screen."""
MARKS: dict[Look, str] = {"name": "`", "strong": "**"}


@dataclass(frozen=True)
class Marked:
    """A text with a look: the name of something in files, what stands out, or how good it is."""

    text: str
    look: Look


Part = str | Marked
Cell = Part | tuple[Part, ...]
SECTION: tuple[Cell, ...] = ()
"""A row without cells: on the screen a blank line between the rows around it."""


@dataclass(frozen=True)
class Table:
    """A table of results.

    Attributes
    ----------
    title : str
        What is shown, with its unit; empty where the context says it.
    headings : sequence of str
    rows : sequence of sequence of Cell
        As many cells as headings; a text, or several that stand side by side. A text that begins
        with blanks is indented.
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


def spoken(tables: Iterable[Table], lang: Lang) -> list[Table]:
    """Return tables whose texts are said in both languages in one of them, with its numbers."""
    return list(tables) if lang == "en" else [_spoken(table, lang) for table in tables]


def _spoken(table: Table, lang: Lang) -> Table:
    return Table(
        said_in(table.title, lang),
        [said_in(heading, lang) for heading in table.headings],
        [[_spoken_cell(cell, lang) for cell in row] for row in table.rows],
        [text for note in table.notes if (text := said_in(note, lang))],
        table.text_columns,
    )


def _spoken_cell(cell: Cell, lang: Lang) -> Cell:
    if isinstance(cell, tuple):
        return tuple(_spoken_part(part, lang) for part in cell)
    return _spoken_part(cell, lang)


def _spoken_part(part: Part, lang: Lang) -> Part:
    """Return a text in a language; a name that has a title in it gives way to the title."""
    if isinstance(part, str):
        return said_in(part, lang)
    if part.look == "name":
        return part.text.indonesian if isinstance(part.text, Said) else part
    return Marked(said_in(part.text, lang), part.look)


def on_screen(*tables: Table) -> RenderableType:
    """Return tables with their notes, one below the other; they fit into 100 columns."""
    parts: list[RenderableType] = []
    for table in tables:
        title = [Text(table.title, style="bold")] if table.title else []
        parts += [*title, _screen(table), *map(Text, table.notes), Text("")]
    return Group(*parts[:-1])


def _screen(table: Table) -> Screen:
    """Return a table in which long texts are broken to fit; without room all that has blanks is."""
    rows = [row for row in table.rows if row]
    columns = [[row[place] for row in rows] for place in range(len(table.headings))]
    widths = [max(map(_width, column), default=0) for column in columns]
    nameless = [n for n, column in enumerate(columns) if not any(map(_is_name, column))]
    spaced = [n for n in nameless if any(" " in _screen_cell(cell).plain for cell in columns[n])]
    texts = [n for n in nameless if n in table.text_columns and widths[n] > SHORT]
    left = SCREEN - sum(width + GAP for n, width in enumerate(widths) if n not in texts)
    breakable = texts if texts and left >= len(texts) * SHORT else spaced
    screen = Screen(
        box=box.SIMPLE_HEAD,
        padding=(0, 0, 0, 1),
        pad_edge=False,
        show_edge=False,
        show_header=any(table.headings),
    )
    for place, (heading, width) in enumerate(zip(table.headings, widths, strict=True)):
        screen.add_column(
            _screen_heading(heading, width),
            justify="left" if place in table.text_columns else "right",
            overflow="fold",
            no_wrap=place not in breakable,
        )
    for row in table.rows:
        screen.add_row(*map(_indented, row))
    return screen


def _screen_heading(heading: str, width: int) -> Text:
    """Return a heading in lines that are no longer than the cells, if its words allow that."""
    lines = textwrap.wrap(heading, max(1, width), break_long_words=False)
    return Text("\n".join(lines), no_wrap=False)


def _is_name(cell: Cell) -> bool:
    return isinstance(cell, Marked) and cell.look == "name"


def _width(cell: Cell) -> int:
    """Return the length of the longest line of a cell."""
    return max(map(len, _screen_cell(cell).plain.split("\n")))


def _indented(cell: Cell) -> RenderableType:
    """Return a cell whose every line stands as far in as its first one."""
    screen = _screen_cell(cell)
    indent = len(screen.plain) - len(screen.plain.lstrip(" "))
    return Padding(screen[indent:], (0, 0, 0, indent)) if indent else screen


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
    rows = "".join(f"| {' | '.join(map(_markdown_cell, row))} |\n" for row in table.rows if row)
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
