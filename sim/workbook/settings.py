"""The sheet `kota`: one key of a scenario in each row, read as the scenario declares it."""

from collections.abc import Callable
from functools import cache
from typing import Any

from pydantic import BaseModel

from sim.inputs.declared import Declared, declared_at
from sim.inputs.faults import Fault, nearest
from sim.inputs.said import both, in_indonesian
from sim.levers import LEVERS, Lever
from sim.parameters import declared as parameters
from sim.workbook.columns import words_of
from sim.workbook.sheets import (
    ADD_COLUMN,
    FAULTY_CELLS_MOST,
    NO_COLUMN,
    TWICE,
    Sheet,
    keep_one,
)
from sim.workbook.values import Cell, CellError, balance, month, number, share, text, whole, word

INFLATION = "prices.inflation_percent."
YES_NO = words_of({"yes": ["ya", "true", "1"], "no": ["tidak", "false", "0"]})
KINDS = words_of({"historical": ["sudah terjadi", "historis"], "forward": ["rencana", "ke depan"]})


def read_settings(sheet: Sheet, model: type[BaseModel]) -> tuple[dict[str, Any], dict[str, int]]:
    """Return what a sheet sets, and the row of each, by full key; faults go to the sheet.

    Parameters
    ----------
    sheet : Sheet
    model : type
        The record of a scenario.
    """
    settings: dict[str, Any] = {}
    rows: dict[str, int] = {}
    known, nearest_known = keys_of(model), ""
    if sheet.rows and "value" not in sheet.places:
        header = next(column.header for column in sheet.kind.column if column.key == "value")
        where = f"{sheet.title}: {header}"
        sheet.faults.append(Fault(sheet.file, NO_COLUMN, where, remedy=ADD_COLUMN))
    for row in sheet.rows:
        if len(sheet.faults) > FAULTY_CELLS_MOST:
            break
        key = row.values.get("key")
        if key is None or "value" not in row.values:
            continue
        declared = _declared(model, key, known)
        if key in rows:
            sheet.refuse(row.number, "key", TWICE, keep_one(rows[key]), key)
        elif declared is None:
            why = both("unknown key", "kunci tidak dikenal")
            nearest_known = nearest_known or nearest(key, known)  # the first one is shown
            sheet.refuse(row.number, "key", why, nearest_known, key)
        else:
            rows[key] = row.number
            value = row.values["value"]
            try:
                settings[key] = _reader(key, declared)(value)
            except CellError as error:
                why = both(f"{key}: {error.why}", f"{key}: {in_indonesian(error.why)}")
                sheet.refuse(row.number, "value", why, error.remedy, value)
    return settings, rows


def keys_of(model: type[BaseModel]) -> list[str]:
    """Return the keys that a sheet may have, but for years, dated changes and parameters."""
    top = ("name", "title", "kind", "start", "months", "today", "seen")
    keys = [key for key in top if key in model.model_fields]
    for table in ("city", "prices", "programme"):
        inner: Any = model.model_fields[table].annotation
        keys += [f"{table}.{key}" for key in inner.model_fields if key != "inflation_percent"]
    return keys


@cache
def _parameters() -> frozenset[str]:
    return frozenset(name for name, _, _ in parameters())


def loc_of(key: str) -> tuple[str, ...]:
    """Return the place of a key in the record: parameters have dots in their names."""
    table, _, rest = key.partition(".")
    if not rest:
        return (table,)
    if table == "prices" and key.startswith(INFLATION):
        return (table, "inflation_percent", key.removeprefix(INFLATION))
    return (table, rest)


def _declared(model: type[BaseModel], key: str, known: list[str]) -> Declared | None:
    """Return what a key declares; None where there is no such key."""
    if key.startswith("change."):
        _, since, lever = (*key.split(".", 2), "")[:3]
        in_calendar = len(since) == 7 and since[4] == "-" and since.replace("-", "").isdigit()
        return declared_at(model, ("programme", lever)) if in_calendar and lever in LEVERS else None
    if key.startswith("parameters."):
        return Declared(float) if key.removeprefix("parameters.") in _parameters() else None
    if key.startswith(INFLATION):
        return Declared(float) if key.removeprefix(INFLATION).isdigit() else None
    return declared_at(model, loc_of(key)) if key in known else None


def _reader(key: str, declared: Declared) -> Callable[[Cell], Any]:
    """Return what reads the value of a key."""
    if declared.choices:
        lever = LEVERS.get(key.rpartition(".")[2])
        words = KINDS if lever is None else words_of(titles_of(lever))
        return lambda value: word(value, words)
    if "0[1-9]" in declared.pattern:
        return month
    if key.endswith("_idr"):
        return balance if declared.kind is int else _real_rupiah
    kinds = {bool: _yes_or_no, int: whole, float: share if declared.is_share else number}
    return kinds.get(declared.kind, text)


def titles_of(lever: Lever) -> dict[str, list[str]]:
    """Return the words of a lever that is a choice, the Indonesian one first."""
    return {name: [titles.judul, titles.title] for name, titles in lever.levels.items()}


def _yes_or_no(value: Cell) -> bool:
    return value if isinstance(value, bool) else word(value, YES_NO) == "yes"


def _real_rupiah(value: Cell) -> float:
    """Read an amount that may have sen."""
    return float(value) if isinstance(value, int | float) else float(balance(value))
