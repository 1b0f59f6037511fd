"""Pydantic's report in a user's words: for every fault the key, the value, why, and a remedy."""

import math
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from sim.inputs.declared import Declared, Loc, declared_at, homes, keys_at
from sim.inputs.faults import FAULTS_MOST, Fault, nearest, not_shown, shown
from sim.inputs.hints import (
    NOT_A_NUMBER,
    NOT_WHOLE,
    month_hint,
    number_hint,
    range_text,
)
from sim.inputs.said import both

Place = Callable[[Loc], Fault]
"""Returns a fault without `why` that says where a place of the record stands in the files."""

DISAGREEMENT = "disagreement"
"""Pydantic's type for a fault of our own, whose context has `why` and `remedy`."""
MONTH = "2009-03"
PLACED_MOST = 5_000
"""So many faults of a report are looked at one by one; what comes after them is counted."""
EXPLAINED_MOST = 10 * FAULTS_MOST
"""So many have a remedy: some of those may be left out by the caller."""
IS_MISSING = both("is missing", "belum ada")
EMPTY = both("is empty", "kosong")
NOT_A_MONTH = both("not a month", "bukan bulan")
UNKNOWN_WORD = both("not a word that is known here", "kata ini tidak dikenal di sini")
BARE = re.compile(r"[A-Za-z0-9_-]+")


def faults_of(
    error: ValidationError,
    path: Path,
    model: type[BaseModel] | None = None,
    place: Place | None = None,
) -> list[Fault]:
    """Turn pydantic's report into faults.

    Parameters
    ----------
    error : ValidationError
    path : Path
        The file, as the user named it.
    model : type, optional
        The record that was asked for; with it, names and units are explained.
    place : callable, optional
        Says where a place stands, for records that come from several files.
    """
    model = model or BaseModel
    where = place or (lambda loc: Fault(str(path), "", key_text(loc)))
    report = _own(error.errors(include_url=False))
    placed = [(where(_named(fault["loc"])), fault) for fault in report[:PLACED_MOST]]
    placed.sort(key=lambda one: one[0].file != str(path))
    faults = [
        _told(fault, at, model if number < EXPLAINED_MOST else None)
        for number, (at, fault) in enumerate(placed)
    ]
    rest = len(report) - len(placed)
    return [*faults, not_shown(rest)] if rest else faults


def _own(report: Sequence[Any]) -> list[Any]:
    """Return a report without lists that are too short because their entries are faulty."""
    short = {fault["loc"] for fault in report if fault["type"] == "too_short"}
    if not short:
        return list(report)
    above = {loc[:end] for fault in report for loc in [fault["loc"]] for end in range(len(loc))}
    return [f for f in report if f["type"] != "too_short" or f["loc"] not in above]


def _named(loc: Loc) -> Loc:
    """Return a place without the mark that pydantic puts behind a key that is refused."""
    return tuple(part for part in loc if part != "[key]")


def _told(fault: Any, at: Fault, model: type[BaseModel] | None) -> Fault:
    """Return a fault at its place, in a user's words where the record is given."""
    why, remedy = (fault["msg"], "") if model is None else _explain(fault, model)
    without = fault["type"] == "missing" or fault["loc"][-1:] == ("[key]",)
    value = "" if without else shown(fault["input"])
    return at._replace(why=why, remedy=remedy, value=value)


def key_text(loc: Loc) -> str:
    """Return a place in TOML's notation; lists are counted from 1."""
    text = ""
    for part in loc:
        if isinstance(part, int):
            text += f"[{part + 1}]"
        else:
            name = part if BARE.fullmatch(part) else shown(part)
            text += f".{name}" if text else name
    return text


def _explain(fault: Any, model: type[BaseModel]) -> tuple[str, str]:
    """Return why something is refused, and the remedy."""
    loc, kind = fault["loc"], fault["type"]
    if kind == DISAGREEMENT:
        return fault["ctx"]["why"], fault["ctx"]["remedy"]
    if kind == "missing":
        return IS_MISSING, _add(str(loc[-1]), declared_at(model, loc))
    if kind == "extra_forbidden":
        return both("unknown key", "kunci tidak dikenal"), _elsewhere(model, loc)
    if kind in {"too_short", "too_long"}:
        return _length(fault)
    if loc[-1:] == ("[key]",):
        return both("not a year", "bukan tahun"), both(
            "write a year in four digits, e.g. 2009",
            "tulis tahun dengan empat angka, misalnya 2009",
        )
    return _value(fault, declared_at(model, loc))


def _value(fault: Any, declared: Declared) -> tuple[str, str]:
    """Return why a value is refused, and the remedy."""
    loc, value = fault["loc"], fault["input"]
    if declared.choices:
        return UNKNOWN_WORD, nearest(str(value), declared.choices)
    if declared.kind is bool:
        return both("not true or false", "bukan true atau false"), both(
            "write true or false, in small letters and without quotes",
            "tulis true atau false, dengan huruf kecil dan tanpa tanda kutip",
        )
    if declared.kind in {int, float}:
        return _number(value, str(loc[-1]), declared)
    if declared.kind is str:
        return _text(value, declared)
    if isinstance(declared.kind, type):
        return _container(loc, declared)
    return str(fault["msg"]).removeprefix("Value error, "), ""


def _add(key: str, declared: Declared) -> str:
    """Say what to add for a key that is missing."""
    is_month = declared.pattern and "0[1-9]" in declared.pattern
    example = declared.choices[0] if declared.choices else MONTH if is_month else ""
    if example:
        line = f'{key} = "{example}"'
        return both(f"add it, e.g. {line}", f"tambahkan, misalnya {line}")
    meaning = declared.meaning or declared.unit
    return both(f"add {key}" + (f": {meaning}" if meaning else ""), f"tambahkan {key}")


def _length(fault: Any) -> tuple[str, str]:
    """Say that a list is empty, or how many entries it may have."""
    if fault["type"] == "too_short":
        head = f"[[{key_text(fault['loc'])}]]"
        remedy = both(
            f"write at least one, under {head}", f"tulis sedikitnya satu, di bawah {head}"
        )
        return EMPTY, remedy
    there, most = fault["ctx"]["actual_length"], fault["ctx"]["max_length"]
    return both(f"has {there} entries", f"memuat {there} isi"), _at_most(most)


def _at_most(most: float) -> str:
    return both(f"write {most} at most", f"tulis paling banyak {most}")


def _elsewhere(model: type[BaseModel], loc: Loc) -> str:
    """Say where an unknown key belongs, or what is near it."""
    key, at = str(loc[-1]), loc[:-1]
    known = keys_at(model, at)
    heads = homes(model, key)
    if "" in heads:
        return both(
            "it belongs at the top of the file, above the first [table]",
            "tempatnya di awal berkas, di atas [tabel] pertama",
        )
    near = nearest(key, known)
    if heads and near.startswith("known"):
        return both(f"it belongs under {heads[0]}", f"tempatnya di bawah {heads[0]}")
    return near if known else both("remove it", "hapuslah")


def _number(value: Any, key: str, declared: Declared) -> tuple[str, str]:
    whole = declared.kind is int
    hint = number_hint(value, key, declared)
    if isinstance(value, dict):
        line = f'"{key}.{next(iter(value), "name")}" = …'
        return both("is a table, not a number", "adalah tabel, bukan angka"), both(
            f"quote a name that has a dot: {line}", f"beri tanda kutip pada nama bertitik: {line}"
        )
    what = range_text(declared)
    if isinstance(value, bool) or not isinstance(value, int | float):
        why = NOT_WHOLE if whole else NOT_A_NUMBER
    elif isinstance(value, float) and not math.isfinite(value):
        why = both("not a finite number", "bukan angka terhingga")
    elif whole and isinstance(value, float):
        why = NOT_WHOLE
    else:
        return both(f"must be {what}", f"harus {what.indonesian}"), hint
    return why, hint or both(f"write {what}", f"tulis {what.indonesian}")


def _text(value: Any, declared: Declared) -> tuple[str, str]:
    if "0[1-9]" in declared.pattern:
        return NOT_A_MONTH, month_hint(value)
    if not isinstance(value, str):
        return both("not text", "bukan teks"), both(
            "write it in double quotes", "tulis di antara tanda kutip ganda"
        )
    if declared.low and len(value) < declared.low:
        return EMPTY, both("write a text", "tulis sebuah teks")
    if declared.high and len(value) > declared.high:
        count = len(value)
        return both(f"has {count} characters", f"panjangnya {count} huruf"), _at_most(declared.high)
    return both(
        "has a line break or another control character",
        "memuat ganti baris atau tanda kendali lain",
    ), both("write it on one line", "tulis dalam satu baris")


def _container(loc: Loc, declared: Declared) -> tuple[str, str]:
    at = key_text(loc)
    if declared.kind is tuple:
        why = both("is not a list", "bukan daftar")
        if len(loc) == 1:
            return why, both(f"write each under [[{at}]]", f"tulis masing-masing di bawah [[{at}]]")
        line = f"{key_text(loc[-1:])} = [{{ … }}, {{ … }}]"
        return why, both(f"write {line}", f"tulis {line}")
    why = both("is not a table", "bukan tabel")
    if isinstance(loc[-1], int):
        return why, both("write { key = value, … }", "tulis { kunci = nilai, … }")
    return why, both(f"write its keys under [{at}]", f"tulis kuncinya di bawah [{at}]")
