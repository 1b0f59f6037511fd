"""Faults of cells: one line for each kind, with the cells that have it."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from sim.inputs.faults import FAULTS_MOST, Fault
from sim.inputs.said import both, dotted


def column_letters(place: int) -> str:
    """Return the letters of a column, counted from 0: A, B, … Z, AA."""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def grouped(faults: Iterable[Fault]) -> list[Fault]:
    """Return one fault for all cells of a column that have the same; what others are stays.

    Value and remedy are those of the first cell.
    """
    first: dict[tuple[str, str, str], Fault] = {}
    cells: dict[tuple[str, str, str], list[str]] = {}
    for fault in faults:
        kind = (fault.file, fault.key, fault.why if fault.cells else str(fault))
        first.setdefault(kind, fault)
        cells.setdefault(kind, []).extend(fault.cells)
    return [
        fault._replace(cells=tuple(dict.fromkeys(cells[kind])), about=_about(fault, cells[kind]))
        for kind, fault in first.items()
    ]


def _about(fault: Fault, cells: list[str]) -> str:
    """Return whose fault it is, where it is of one Kube."""
    return fault.about if len(cells) < 2 else ""


def told(faults: Iterable[Fault], path: Path) -> list[Fault]:
    """Return the first kinds of fault, and a line that counts the others."""
    kinds = grouped(faults)
    if len(kinds) <= FAULTS_MOST:
        return kinds
    rest = kinds[FAULTS_MOST:]
    count = sum(max(1, len(fault.cells)) for fault in rest)
    why = both(
        f"{len(rest):,} more kinds of fault in {count:,} cells are not shown; mend these first",
        f"{dotted(len(rest))} jenis kesalahan lain di {dotted(count)} sel tidak ditampilkan; "
        "perbaiki dulu yang ini",
    )
    return [*kinds[:FAULTS_MOST], Fault(str(path), why, rest=len(rest))]


def cells_of(faults: Iterable[Fault]) -> Iterator[tuple[str, str]]:
    """Yield the column and the cell of every fault."""
    for fault in faults:
        for cell in fault.cells:
            yield fault.key, cell
