"""What a city's workbook may hold: its sheets, their columns, and the words in them."""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from pydantic import Field

from sim.business import BUSINESSES
from sim.inputs.strict import Strict, read_toml

FILE = Path(__file__).with_name("columns.toml")
PASSED_OVER = ("no", "nomor", "no urut", "no bukti", "nomor bukti", "catatan", "notes")
"""Columns that any sheet may have and that are not read."""
IGNORED = "ignored"


class Column(Strict):
    """A column of a sheet.

    Attributes
    ----------
    names : tuple of str
        Its headers; the first is the one that is written.
    kind : str
        How its cells are read: a reader of `sim.workbook.values`, or the name of choices.
    id, en : str
        The note on it.
    """

    key: str
    names: tuple[str, ...] = Field(strict=False)
    kind: str
    needed: bool = False
    id: str
    en: str

    @property
    def header(self) -> str:
        """The header that is written."""
        return self.names[0]


class SheetKind(Strict):
    """A sheet: its names, the first of which is written, its columns and the note on it."""

    key: str
    names: tuple[str, ...] = Field(strict=False)
    needed: bool = False
    id: str
    en: str
    column: tuple[Column, ...] = Field(strict=False)

    @property
    def title(self) -> str:
        """The name that is written."""
        return self.names[0]

    def named(self, header: str) -> Column | None:
        """Return the column of a header, whatever its capitals, signs and units."""
        word = plain_words(header)
        for column in self.column:
            if word in {plain_words(name) for name in (column.key, *column.names)}:
                return column
        return None


class _File(Strict):
    choices: dict[str, dict[str, list[str]]]
    sheet: tuple[SheetKind, ...] = Field(strict=False)
    titles: dict[str, str]


class Words(NamedTuple):
    """What a cell may be set to: the word of each choice that is written, and all that are read."""

    written: Mapping[str, str]
    read: Mapping[str, str]


@cache
def _file() -> _File:
    return _File.model_validate(read_toml(FILE))


def sheet_kinds() -> tuple[SheetKind, ...]:
    """Return all sheets, in the order in which they are written."""
    return _file().sheet


def sheet_kind(key: str) -> SheetKind:
    """Return a sheet by its key."""
    return next(kind for kind in sheet_kinds() if kind.key == key)


def setting_titles() -> Mapping[str, str]:
    """Return what the keys of the sheet `kota` are called in Indonesian, but for levers."""
    return _file().titles


@cache
def choices() -> Mapping[str, Words]:
    """Return every set of choices by its name."""
    listed: dict[str, dict[str, list[str]]] = dict(_file().choices)
    listed["business"] = {
        name: [business.judul, business.title, *listed["business"][name]]
        for name, business in BUSINESSES.items()
    }
    return {name: words_of(words) for name, words in listed.items()}


def words_of(listed: Mapping[str, Sequence[str]]) -> Words:
    """Return choices with all their words, of which the first of each is written."""
    read = {plain_words(word): key for key, words in listed.items() for word in (key, *words)}
    return Words({key: words[0] for key, words in listed.items()}, read)


def plain_words(text: str) -> str:
    """Return a header or word in small letters, without signs and without what is in brackets."""
    bare = re.sub(r"\([^)]*\)", " ", text.casefold())
    words = " ".join(re.findall(r"[^\W_]+", bare))
    return words or text.strip()
