"""Figures of a brief: every number that is printed, and the rows of a sweep that it comes from."""

from typing import NamedTuple

from markupsafe import Markup

Value = float | int | str | None
Span = tuple[int, int]
"""First and last row."""


class Source(NamedTuple):
    """Where figures come from.

    Attributes
    ----------
    key : str
        The letter that stands beside them.
    folder : str
        Folder of the sweep inside the ranking's (`runs`, `fresh`); empty for a document.
    rows : tuple of Span
        Rows of that sweep.
    document : str
        What says it instead.
    """

    key: str
    folder: str
    rows: tuple[Span, ...]
    document: str

    @property
    def row(self) -> int:
        """The row by which a reader opens it."""
        return self.rows[0][0]


class Figure(NamedTuple):
    """A number as it is printed.

    Attributes
    ----------
    value : float, int, str or None
        In the unit of its source: shares are not in per cent, rupiah not in millions.
    """

    name: str
    value: Value
    text: str
    source: Source


class Figures:
    """The figures of one brief, collected while it is written."""

    def __init__(self) -> None:
        self.all: dict[str, Figure] = {}
        self.sources: list[Source] = []

    def rows(self, folder: str, *rows: Span) -> Source:
        """Return the source that rows of a sweep are; the same rows are one source."""
        return self._source(folder, tuple(dict.fromkeys(rows)), "")

    def document(self, name: str) -> Source:
        """Return the source that a file is."""
        return self._source("", (), name)

    def _source(self, folder: str, rows: tuple[Span, ...], document: str) -> Source:
        for known in self.sources:
            if known[1:] == (folder, rows, document):
                return known
        found = Source(_letters(len(self.sources)), folder, rows, document)
        self.sources.append(found)
        return found

    def add(self, name: str, value: Value, text: str, source: Source) -> Markup:
        """Keep a figure and return what prints it.

        Raises
        ------
        ValueError
            When another one has its name.
        """
        figure = Figure(name, value, text, source)
        if self.all.setdefault(name, figure) != figure:
            raise ValueError(f"two figures are called {name}")
        shown = Markup('<data data-figure="{}" data-source="{}" value="{}">{}</data>')
        return shown.format(name, source.key, "" if value is None else value, text)


def mark(*sources: Source) -> Markup:
    """Return the letters of sources, to stand behind what comes from them."""
    keys = ", ".join(dict.fromkeys(it.key for it in sources))
    return Markup('<sup class="source">{}</sup>').format(keys)


def _letters(number: int) -> str:
    """Return a letter; after the last one two, as spreadsheets count columns."""
    text = ""
    number += 1
    while number:
        number, place = divmod(number - 1, 26)
        text = chr(ord("a") + place) + text
    return text
