"""A city's workbook, written: sheets to fill in with drop-downs and a note on every column."""

import io
import warnings
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from experiments.common.languages import LANGS
from experiments.common.spreadsheet import (
    TEXT_FORMAT,
    Value,
    add_page,
    new_book,
    put,
    saved,
    widen,
    write_header,
)
from experiments.common.texts import texts_of
from sim.inputs.declared import declared_at
from sim.levers import LEVERS
from sim.parameters import declared
from sim.scenario import Scenario
from sim.workbook.as_scenario import STAGES
from sim.workbook.cells import library
from sim.workbook.columns import SheetKind, choices, setting_titles, sheet_kind, sheet_kinds
from sim.workbook.descriptions import confirmed_kinds, described
from sim.workbook.reading import Reading
from sim.workbook.records import CashEntry, GrantSeen, KubeSeen, MonthSeen
from sim.workbook.settings import INFLATION, KINDS, YES_NO, keys_of, loc_of, titles_of

TEXTS = Path(__file__).with_name("workbook_texts")
AUTHOR = "kubesim"
ROWS_LISTED = 5_000
"""So many rows of a sheet have drop-downs."""
NOTE_SIZE = (320, 140)
"""Width and height of a note, in pixels."""
AS_TEXT = frozenset({"month", "date", "code"})
"""Kinds of columns in which a spreadsheet would change what is written."""


def city_workbook(
    scenario: Scenario,
    kubes: Sequence[KubeSeen] | None = None,
    months: Sequence[MonthSeen] | None = None,
    cash: Sequence[CashEntry] = (),
    grants: Sequence[GrantSeen] | None = None,
) -> bytes:
    """Return a workbook that says what a scenario does.

    Parameters
    ----------
    scenario : Scenario
    kubes, months, cash, grants : sequence, optional
        Rows of the sheets; by default the Kubes of the scenario, what was observed of them in a
        dated month, and their dated grants.

    Raises
    ------
    InputError
        When openpyxl is not installed.
    """
    rows: dict[str, list[tuple[Value, ...]]] = {
        "kube": _rows("kube", kubes_of(scenario) if kubes is None else kubes),
        "monthly": _rows("monthly", months_of(scenario) if months is None else months),
        "cash": _rows("cash", cash),
        "grants": _rows("grants", grants_of(scenario) if grants is None else grants),
        "city": list(settings_of(scenario)),
    }
    book = new_book()
    _guide(book, scenario.name)
    for kind in sheet_kinds():
        if kind.key in rows:
            _page(book, kind, rows[kind.key])
    return saved(book)


def with_descriptions(content: bytes, reading: Reading) -> bytes:
    """Return a workbook with a sheet that sorts the descriptions of its cash books into kinds.

    Everything else stays. What the sheet had confirmed before is kept.

    Parameters
    ----------
    content : bytes
        Of a workbook that has been read.
    reading : Reading
        What was read.

    Raises
    ------
    InputError
        When openpyxl is not installed.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = library().load_workbook(io.BytesIO(content), keep_links=False)
    sheet = reading.sheets["descriptions"]
    if sheet.title in book.sheetnames:
        book.remove(book[sheet.title])
    rows = (row.values for row in reading.sheets["cash"].rows)
    entries = (CashEntry(**values) for values in rows if {"code", "date"} <= set(values))
    _page(book, sheet.kind, _rows(sheet.kind.key, described(entries, confirmed_kinds(sheet))))
    return saved(book)


def kubes_of(scenario: Scenario) -> list[KubeSeen]:
    """Return the rows of a scenario's Kubes."""
    same = (
        set(KubeSeen._fields) & set(type(scenario.kubes[0]).model_fields) if scenario.kubes else ()
    )
    return [
        KubeSeen(code=str(kube.id), **{key: getattr(kube, key) for key in same})
        for kube in scenario.kubes
    ]


def months_of(scenario: Scenario) -> list[MonthSeen]:
    """Return what was observed of a scenario's Kubes in a month."""
    rows: dict[tuple[str, str], MonthSeen] = {}
    for kube in scenario.kubes:
        for seen in kube.observed:
            if seen.month is not None:
                at = (str(kube.id), seen.month)
                value = STAGES[seen.value] if seen.quantity == "stage" else seen.value
                told: dict[str, Any] = {seen.quantity: value, "grade": seen.grade}
                rows[at] = rows.get(at, MonthSeen(*at))._replace(**told)
    return list(rows.values())


def grants_of(scenario: Scenario) -> list[GrantSeen]:
    """Return the dated grants of a scenario's Kubes."""
    return [
        GrantSeen(str(kube.id), grant.month, grant.amount_idr, grant.form, grant.kind)
        for kube in scenario.kubes
        for grant in kube.grants
    ]


def settings_of(scenario: Scenario) -> Iterator[tuple[Value, ...]]:
    """Yield the rows of the sheet `kota`: key, value, title, unit, meaning."""
    titles = setting_titles()
    for key in keys_of(Scenario):
        value = _at(scenario, loc_of(key))
        field = declared_at(Scenario, loc_of(key))
        if value is not None or key == "seen":
            title = titles.get(key) or LEVERS[key.rpartition(".")[2]].judul
            yield key, _written(key, value), title, field.unit, field.meaning
    for year, rate in scenario.prices.inflation_percent.items():
        yield f"{INFLATION}{year}", rate, titles["prices.inflation_percent"], "%", ""
    for change in scenario.change:
        levers = change.model_dump(exclude_none=True)
        since = levers.pop("from")
        for name, value in levers.items():
            key = f"change.{since}.{name}"
            yield key, _written(key, value), LEVERS[name].judul, LEVERS[name].unit, ""
    specs = {name: spec for name, _, spec in declared()}
    for name, value in scenario.parameters.items():
        yield f"parameters.{name}", value, specs[name].judul, specs[name].unit, specs[name].meaning


def _at(record: Any, loc: Iterable[str]) -> Any:
    for part in loc:
        record = getattr(record, part)
    return record


def _written(key: str, value: Any) -> Value:
    """Return a setting as it is written."""
    if isinstance(value, bool):
        return YES_NO.written["yes" if value else "no"]
    if key == "kind":
        return KINDS.written[value]
    lever = LEVERS.get(key.rpartition(".")[2])
    if lever is not None and lever.levels:
        return titles_of(lever)[value][0]
    written: Value = value
    return written


def _rows(sheet: str, records: Iterable[Any]) -> list[tuple[Value, ...]]:
    """Return records as rows of a sheet."""
    columns = sheet_kind(sheet).column
    return [
        tuple(_cell(column.kind, getattr(record, column.key)) for column in columns)
        for record in records
    ]


def _cell(kind: str, value: Value) -> Value:
    """Return a value as it is written: choices in Indonesian, codes that are numbers as numbers."""
    if kind in choices():
        return choices()[kind].written[str(value)] if value else None
    return value


def _guide(book: Any, name: str) -> None:
    """Write the sheet that explains the others, in both languages."""
    texts = texts_of(TEXTS)
    styles = library("openpyxl.styles")
    page = add_page(book, texts["id"]["sheet"])
    page.column_dimensions["A"].width = 110
    row = 1
    for lang in LANGS:
        put(page.cell(row, 1), texts[lang].say("title", name=name))
        page.cell(row, 1).font = styles.Font(bold=True, size=13)
        for key in texts[lang].tables["lines"]:
            row += 1
            put(page.cell(row, 1), texts[lang].say(f"lines.{key}", name=name))
            page.cell(row, 1).alignment = styles.Alignment(wrap_text=True, vertical="top")
        row += 2


def _page(book: Any, kind: SheetKind, rows: list[tuple[Value, ...]]) -> None:
    """Write a sheet with notes, drop-downs and its rows."""
    comments, letters = library("openpyxl.comments"), library("openpyxl.utils").get_column_letter
    page = add_page(book, kind.title)
    write_header(page, [column.header for column in kind.column])
    for place, column in enumerate(kind.column, start=1):
        note = comments.Comment(f"{column.id}\n\n{column.en}", AUTHOR, *reversed(NOTE_SIZE))
        page.cell(1, place).comment = note
        if column.kind in AS_TEXT:
            page.column_dimensions[letters(place)].number_format = TEXT_FORMAT
        _drop_down(page, letters(place), column.kind, column.key, kind)
    for number, row in enumerate(rows, start=2):
        for place, value in enumerate(row, start=1):
            cell = page.cell(number, place)
            put(cell, value)
            if isinstance(value, str) and kind.column[place - 1].kind in AS_TEXT:
                cell.number_format = TEXT_FORMAT
    widen(page, [column.header for column in kind.column], rows)


def _drop_down(page: Any, letter: str, kind: str, key: str, sheet: SheetKind) -> None:
    """Let a column be chosen from its words, and the code of a Kube from the list of Kubes."""
    if kind in choices():
        listed = '"' + ",".join(choices()[kind].written.values()) + '"'
    elif key == "code" and sheet.key != "kube":
        listed = f"{sheet_kind('kube').title}!$A$2:$A${ROWS_LISTED}"
    else:
        return
    rule = library("openpyxl.worksheet.datavalidation").DataValidation(
        type="list", formula1=listed, allow_blank=True, showErrorMessage=False
    )
    rule.add(f"{letter}2:{letter}{ROWS_LISTED}")
    page.add_data_validation(rule)
