"""The CSV of Kubes beside a scenario: its columns, its separator, its form of numbers."""

import contextlib
import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sim.inputs.csv_numbers import FORMS, NumberError, read_number
from sim.inputs.declared import Loc
from sim.inputs.explain import key_text
from sim.inputs.faults import SHOWN_MOST, Fault, InputError, nearest, printable, shown
from sim.inputs.said import both, dotted
from sim.inputs.strict import read_text

NEEDED = ("id", "name", "founded", "business")
WHOLE = frozenset({"id", "lines", "members", "facilitator", "kas_idr"})
REAL = frozenset({"set_aside_share"})
ROWS_MOST = 20_000
"""Kubes of a CSV: several times those of any city."""
LINES_MOST = 100_000
"""Lines, blank ones too."""
COLUMNS_MOST = 100
KAS = {"kas_idr": "value", "kas_month": "month", "kas_grade": "grade"}
"""Columns of a balance that was seen (kas), and the keys of the observation that they make."""
COLUMNS = (
    *NEEDED, "lines", "members", "rule", "set_aside_share", "share_by", "access", "facilitator",
    "status", "ended", *KAS,
)  # fmt: skip


@dataclass
class KubesTable:
    """The Kubes of a CSV, and what is wrong with its cells.

    Attributes
    ----------
    rows : list of dict
        A Kube's values each, as under `[[kubes]]`; empty and faulty cells are left out.
    lines : list of int
        The line on which each row begins.
    cells : set of (int, str)
        Line and column of each fault.
    head : int
        The line that names the columns.
    """

    path: Path
    rows: list[dict[str, Any]] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    cells: set[tuple[int, str]] = field(default_factory=set)
    head: int = 1

    def refuse(self, line: int, column: str, why: str, remedy: str, value: str = "") -> None:
        """Add a fault."""
        self.faults.append(Fault(str(self.path), why, column, value, remedy, line))
        self.cells.add((line, column))

    def has_fault(self, line: int, column: str) -> bool:
        """Whether a fault of this cell, or of the head of its column, has been added."""
        return (line, column) in self.cells or (self.head, column) in self.cells


NO_KUBES = KubesTable(Path())


def column_of(loc: Loc) -> str:
    """Return the column that a place inside a Kube comes from."""
    if loc[:2] == ("observed", 0):
        return next((column for column, key in KAS.items() if loc[2:] == (key,)), "kas_idr")
    return key_text(loc)


def kubes_of_csv(scenario: Path, data: Mapping[str, Any]) -> KubesTable:
    """Read the CSV that a scenario's `kubes_csv` names; it lies in the same folder.

    Parameters
    ----------
    scenario : Path
        The scenario's file.
    data : mapping
        Its content; `numbers` declares how the CSV writes numbers.
    """
    name, form = data.get("kubes_csv"), data.get("numbers")
    file = str(scenario)
    faults = []
    if form is not None and form not in FORMS:
        id, plain = '"id" (1.234.567,89)', '"plain" (1234567.89)'
        remedy = both(f"write {id} or {plain}", f"tulis {id} atau {plain}")
        why = both("not a form of numbers", "bukan bentuk angka yang dikenal")
        faults.append(Fault(file, why, "numbers", shown(form), remedy))
    if name is None:
        if form is not None:
            why = both(
                "declares the numbers of a CSV, but there is no kubes_csv",
                "menyatakan bentuk angka CSV, padahal tidak ada kubes_csv",
            )
            remedy = both("remove it", "hapuslah")
            faults.append(Fault(file, why, "numbers", shown(form), remedy))
        return KubesTable(Path(), faults=faults) if faults else NO_KUBES
    try:
        path = _beside(scenario, name)
        text = read_text(path).replace("\r", "\n")
    except InputError as error:
        return KubesTable(Path(), faults=[*faults, *error.records])
    table = KubesTable(path, faults=faults)
    try:
        _fill(table, text, form if form in FORMS else None, scenario.name)
    except _NotCsvError as error:
        why = both(f"is not valid CSV: {error}", f"bukan CSV yang sah: {error}")
        remedy = both(
            "close every double quote on its own line",
            "tutup setiap tanda kutip ganda pada barisnya sendiri",
        )
        table.refuse(error.line, "", why, remedy)
    return table


def _beside(scenario: Path, name: object) -> Path:
    """Return the path of a CSV in the scenario's folder, and of no other."""
    if isinstance(name, str) and name == Path(name).name and not set(name) & set("\\\0:"):
        path = scenario.parent / name
        with contextlib.suppress(OSError, RuntimeError):
            if path.resolve().parent == scenario.parent.resolve():
                return path
    why = both(
        "is not the name of a file in the scenario's folder",
        "bukan nama berkas dalam folder skenario",
    )
    remedy = both(
        f"put the CSV beside {scenario.name} and write its name alone",
        f"letakkan CSV di folder {scenario.name} dan tulis namanya saja",
    )
    raise InputError([Fault(str(scenario), why, "kubes_csv", shown(name) or "…", remedy)])


def _fill(table: KubesTable, text: str, form: str | None, scenario: str) -> None:
    """Read the lines of a CSV into a table and its faults."""
    if (count := text.count("\n")) > LINES_MOST:
        why = both(
            f"has {count:,} lines; {LINES_MOST:,} at most",
            f"memuat {dotted(count)} baris; paling banyak {dotted(LINES_MOST)}",
        )
        remedy = both(
            "remove blank lines, or split the Kubes into several scenarios",
            "hapus baris kosong, atau bagi Kube ke beberapa skenario",
        )
        table.refuse(0, "", why, remedy)
        return
    lines = _lines(text)
    table.head, header = next(lines)
    if len(header) > COLUMNS_MOST:
        count = len(header)
        why = both(f"has {count:,} columns", f"memuat {dotted(count)} kolom")
        table.refuse(table.head, "", why, nearest("", COLUMNS))
        return
    if len(header) == 1 and "\t" in header[0]:
        why = both("is separated by tabs", "dipisahkan dengan tab")
        remedy = both("separate the cells by , or by ;", "pisahkan sel dengan , atau dengan ;")
        table.refuse(table.head, "", why, remedy)
        return
    columns = _columns(table, header)
    for line, cells in lines:
        if not any(cells):
            continue
        if len(table.rows) == ROWS_MOST:
            why = both(
                f"has more than {ROWS_MOST:,} Kubes", f"memuat lebih dari {dotted(ROWS_MOST)} Kube"
            )
            remedy = both("split them into several scenarios", "bagi ke beberapa skenario")
            table.refuse(0, "", why, remedy)
            return
        if len(cells) != len(header):
            why = both(
                f"has {len(cells)} cells, the first line has {len(header)}",
                f"memuat {len(cells)} sel, baris pertama memuat {len(header)}",
            )
            remedy = both(
                "put a cell that holds the separator in double quotes",
                "beri tanda kutip ganda pada sel yang memuat tanda pemisah",
            )
            if len(cells) < len(header):
                remedy = both(
                    "keep the separators of empty cells", "tulis juga tanda pemisah sel kosong"
                )
            table.refuse(line, "", why, remedy)
            continue
        row: dict[str, Any] = {}
        for column, cell in zip(columns, cells, strict=True):
            if not column or not cell:
                continue
            try:
                numeric = column in WHOLE or column in REAL
                whole = column in WHOLE
                row[column] = read_number(cell, form, whole, scenario) if numeric else cell
            except NumberError as error:
                table.refuse(line, column, error.why, error.remedy, shown(cell))
        _kas(table, row, line)
        table.rows.append(row)
        table.lines.append(line)


def _lines(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield each line that is not blank, with its number and its stripped cells."""
    head = next(line for line in text.split("\n") if line.strip())
    separator = ";" if head.count(";") > head.count(",") else ","
    reader = csv.reader(io.StringIO(text), delimiter=separator, strict=True)
    before = 0
    while True:
        try:
            cells = next(reader, None)
        except csv.Error as error:
            raise _NotCsvError(before + 1, str(error)) from None
        if cells is None:
            return
        if cells:
            yield before + 1, [cell.strip() for cell in cells]
        before = reader.line_num


class _NotCsvError(Exception):
    def __init__(self, line: int, what: str) -> None:
        super().__init__(what)
        self.line = line


def _columns(table: KubesTable, header: list[str]) -> list[str]:
    """Return the known columns; those that are unknown or given twice become empty."""
    columns: list[str] = []
    for name in header:
        why, remedy = "", ""
        if name in columns:
            why = both("the column is given twice", "kolom ini ada dua kali")
            remedy = both("remove one", "hapus salah satu")
        elif name in {"grants", "observed"}:
            why = both("is no column", "bukan kolom")
            remedy = both(
                "write such a Kube under [[kubes]] in the scenario",
                "tulis Kube seperti itu di bawah [[kubes]] dalam skenario",
            )
        elif name and name not in COLUMNS:
            why = both("unknown column", "kolom tidak dikenal")
            remedy = nearest(name, COLUMNS)
        if why:
            table.refuse(table.head, printable(name[:SHOWN_MOST]), why, remedy)
        columns.append("" if why else name)
    for name in NEEDED:
        if name not in columns:
            why = both("the column is missing", "kolom ini belum ada")
            needed = ", ".join(NEEDED)
            remedy = both(f"add it; needed are {needed}", f"tambahkan; yang harus ada: {needed}")
            table.refuse(table.head, name, why, remedy)
    return columns


def _kas(table: KubesTable, row: dict[str, Any], line: int) -> None:
    """Turn the columns of a balance into an observation."""
    seen = {key: row.pop(column) for column, key in KAS.items() if column in row}
    if not seen:
        return
    if "value" not in seen and not table.has_fault(line, "kas_idr"):
        why = both(
            "is empty, but its month or grade is given",
            "kosong, padahal bulan atau mutunya ditulis",
        )
        remedy = both("give the balance or clear these", "tulis saldonya atau kosongkan keduanya")
        table.refuse(line, "kas_idr", why, remedy)
        return
    row["observed"] = [{"quantity": "kas_idr", **seen}]
