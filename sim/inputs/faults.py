"""Faults that a user can mend, one line each: file, key, value, why, remedy."""

import datetime
import json
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from itertools import islice
from typing import Any, NamedTuple

from sim.inputs.said import Said, both, dotted, in_indonesian

FAULTS_MOST = 20
"""So many faults of a file are shown and the rest counted: a damaged table has one in every cell.
"""
LOOKED_FOR_MOST = 500
"""So many faults are looked for where finding one takes long."""
SHOWN_MOST = 60
"""So many characters of a value are shown."""
KNOWN_MOST = 24
"""So many known names are listed where none is near."""

CELLS_MOST = 5
"""So many cells of a workbook are named that have the same fault."""


class Fault(NamedTuple):
    """One fault of an input.

    Attributes
    ----------
    file : str
        As the user named it.
    why : str
        What is wrong.
    key : str
        Where: `kubes[3].founded` (counted from 1), or the column of a CSV.
    value : str
        What stands there, in TOML's notation.
    remedy : str
        What to write instead.
    line : int
        Line of a CSV, 0 elsewhere.
    about : str
        Name of the Kube, where it has one.
    cells : tuple of str
        The cells of a workbook that have this fault: one line for all of them.
    rest : int
        Number of faults that are counted here and not shown; 0 for a fault.
    at_least : bool
        Whether there may be more than these, which were not looked for.
    """

    file: str
    why: str
    key: str = ""
    value: str = ""
    remedy: str = ""
    line: int = 0
    about: str = ""
    cells: tuple[str, ...] = ()
    rest: int = 0
    at_least: bool = False

    def __str__(self) -> str:
        """Return the line that a user reads."""
        line = f"line {self.line}" if self.line else ""
        return self._line(line, _few(self.cells), self.why, self.remedy)

    @property
    def indonesian(self) -> str:
        """The line in Indonesian; in English where why or remedy is said in English alone."""
        if any(said and not isinstance(said, Said) for said in (self.why, self.remedy)):
            return str(self)
        line = f"baris {self.line}" if self.line else ""
        cells = in_indonesian(_few(self.cells))
        return self._line(line, cells, in_indonesian(self.why), in_indonesian(self.remedy))

    def _line(self, line: str, cells: str, why: str, remedy: str) -> str:
        about = "".join(f" ({part})" for part in (cells, self.about) if part)
        value = f" = {self.value}" if self.value else ""
        key = f"{self.key}{about}{value}"
        what = f"{why}; {remedy}" if remedy else why
        return printable(": ".join(part for part in (self.file, line, key, what) if part))


def not_shown(number: int, at_least: bool = False) -> Fault:
    """Return the line that stands for faults that are not shown."""
    count = f"at least {number:,}" if at_least else f"{number:,}"
    jumlah = f"sedikitnya {dotted(number)}" if at_least else dotted(number)
    why = both(
        f"{count} more faults are not shown; mend these first",
        f"{jumlah} kesalahan lain tidak ditampilkan; perbaiki dulu yang ini",
    )
    return Fault("", why, rest=number, at_least=at_least)


def first_of(faults: Iterable[Fault]) -> list[Fault]:
    """Return what a check yields, which is not run to its end where it yields many faults."""
    first = list(islice(faults, LOOKED_FOR_MOST + 1))
    if len(first) <= LOOKED_FOR_MOST:
        return first
    return [*first[:LOOKED_FOR_MOST], not_shown(1, at_least=True)]


def _few(cells: Sequence[str]) -> str:
    """Name the first cells of a fault, and count them where they are more."""
    first = ", ".join(cells[:CELLS_MOST])
    if len(cells) <= CELLS_MOST:
        return first
    return both(f"{first}, …: {len(cells):,} cells", f"{first}, …: {dotted(len(cells))} sel")


class InputError(Exception):
    """Faults of an input, one line each: file, key, value, why, remedy.

    Attributes
    ----------
    faults : list of str
        The lines, in English; each record has its line in Indonesian.
    records : list of Fault
        The same, in parts; a fault that was told as a line has no parts but `why`.
    """

    def __init__(self, faults: Sequence[Fault | str]) -> None:
        records = [Fault("", fault) if isinstance(fault, str) else fault for fault in faults]
        single = [record for record in records if not record.rest]
        counted = [record for record in records if record.rest]
        if len(single) > FAULTS_MOST or len(counted) > 1:
            rest = sum(record.rest for record in counted) + len(single[FAULTS_MOST:])
            files = {record.file for record in single}
            line = not_shown(rest, any(record.at_least for record in counted))
            counted = [line._replace(file=files.pop() if len(files) == 1 else "")]
        self.records = [*single[:FAULTS_MOST], *counted]
        self.faults = [str(record) for record in self.records]
        super().__init__("\n".join(self.faults))


def printable(text: str) -> str:
    """Return a text in which every character can be seen."""
    return text if text.isprintable() else repr(text)[1:-1]


def shown(value: Any) -> str:
    """Return a value in TOML's notation, shortened; nothing for tables and lists."""
    match value:
        case None | dict() | list() | tuple():
            return ""
        case bool():
            text = str(value).lower()
        case str():
            text = json.dumps(value, ensure_ascii=False)
        case datetime.date() | datetime.time():
            text = value.isoformat()
        case _:
            text = repr(value)
    return text if len(text) <= SHOWN_MOST else f"{text[: SHOWN_MOST - 1]}…"


def nearest(name: str, known: Sequence[str]) -> str:
    """Return `did you mean …?` for a name that is not known, or else what is known."""
    name = name[:SHOWN_MOST]
    near = get_close_matches(name, known, n=1) or get_close_matches(name.lower(), known, n=1)
    if near:
        return both(f"did you mean {near[0]}?", f"maksud Anda {near[0]}?")
    more = ", …" if len(known) > KNOWN_MOST else ""
    listed = f"{', '.join(known[:KNOWN_MOST])}{more}"
    return both(f"known: {listed}", f"yang dikenal: {listed}")
