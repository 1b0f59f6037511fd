"""Descriptions of cash entries (uraian), sorted into kinds by a list of words.

The list proposes. A kind counts where the user has written it beside the entry, or has confirmed it
for the description in the sheet `uraian`.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from sim.inputs.faults import Fault
from sim.inputs.said import both
from sim.inputs.strict import read_toml
from sim.workbook.columns import plain_words
from sim.workbook.records import CashEntry
from sim.workbook.sheets import Sheet, keep_one

FILE = Path(__file__).with_name("descriptions.toml")
IN, OUT = "in", "out"

Key = tuple[str, str]
"""A description in plain words without numbers, and whether its money comes in or goes out."""


class Described(NamedTuple):
    """Entries of one description that have no kind of their own.

    Attributes
    ----------
    text : str
        As the first of them has it.
    money : {"in", "out", ""}
    entry : str or None
        Their kind: confirmed, else proposed; None where the list knows none.
    entries, sum_idr : int
        How many they are, and what moved by them.
    """

    text: str
    money: str
    entry: str | None
    entries: int
    sum_idr: int


@cache
def _phrases() -> Mapping[str, tuple[str, str]]:
    """Return every phrase with its kind and the direction of its money, which may be empty."""
    return {
        plain_words(word): (kind, given.get("money", ""))
        for kind, given in read_toml(FILE).items()
        for word in given["words"]
    }


def kind_of(text: str, money: str) -> str | None:
    """Return the kind that a description has by the list of words.

    Parameters
    ----------
    text : str
    money : {"in", "out", ""}
        Where it is empty, only words count that stand for either.

    Returns
    -------
    str or None
        None where no word is known, or the longest ones are of two kinds.
    """
    padded = f" {plain_words(text)} "
    found = [
        ((phrase.count(" "), len(phrase)), kind)
        for phrase, (kind, way) in _phrases().items()
        if way in {"", money} and f" {phrase} " in padded
    ]
    longest = max(found, default=((0, 0), ""))[0]
    kinds = {kind for length, kind in found if length == longest}
    return kinds.pop() if len(kinds) == 1 else None


def money_of(entry: CashEntry) -> str:
    """Return whether the money of an entry comes in or goes out; nothing where both or neither."""
    comes, goes = bool(entry.in_idr), bool(entry.out_idr)
    if comes == goes:
        return ""
    return IN if comes else OUT


def confirmed_kinds(sheet: Sheet) -> dict[Key, str]:
    """Return the kinds that the sheet `uraian` gives to descriptions; faults go to the sheet."""
    kinds: dict[Key, str] = {}
    rows: dict[Key, int] = {}
    for row in sheet.rows:
        text, entry = row.values.get("text"), row.values.get("entry")
        if text is None or entry is None:
            continue
        for money in [row.values["money"]] if "money" in row.values else ["", IN, OUT]:
            key = _plain(text), money
            if kinds.setdefault(key, entry) != entry:
                why = both("is another kind than before", "jenisnya lain daripada sebelumnya")
                sheet.refuse(row.number, "entry", why, keep_one(rows[key]), entry)
            rows.setdefault(key, row.number)
    return kinds


def with_kinds(entries: Iterable[CashEntry], kinds: Mapping[Key, str]) -> tuple[CashEntry, ...]:
    """Return entries with the kinds that are confirmed for their descriptions."""
    return tuple(
        entry._replace(entry=kinds.get(_key(entry))) if entry.entry is None else entry
        for entry in entries
    )


def without_kind(sheet: Sheet, entries: Mapping[int, CashEntry]) -> Iterator[Fault]:
    """Yield the entries whose kind nobody has given or confirmed."""
    for number, entry in entries.items():
        if entry.entry is None:
            why = both(
                "has no kind, so that its month has no sales, costs or shares from the cash book",
                "belum punya jenis, sehingga penjualan, biaya, dan bagi hasil bulan itu tidak "
                "dapat dihitung dari buku kas",
            )
            remedy = both(
                "kubesim check FILE.xlsx --out NEW.xlsx proposes kinds to confirm",
                "kubesim check BERKAS.xlsx --out BARU.xlsx mengusulkan jenis untuk diperiksa",
            )
            yield sheet.fault(number, "entry", why, remedy)


def described(entries: Iterable[CashEntry], kinds: Mapping[Key, str]) -> list[Described]:
    """Return the descriptions of entries without a kind of their own, the most frequent first.

    Parameters
    ----------
    entries : iterable of CashEntry
        As the sheet of the cash books has them.
    kinds : mapping
        What is confirmed already.
    """
    found: dict[Key, Described] = {}
    for entry in entries:
        if entry.entry is not None or entry.text is None:
            continue
        key = _key(entry)
        proposed = kinds.get(key) or kind_of(entry.text, key[1])
        known = found.get(key, Described(entry.text, key[1], proposed, 0, 0))
        moved = abs((entry.in_idr or 0) - (entry.out_idr or 0))
        found[key] = known._replace(entries=known.entries + 1, sum_idr=known.sum_idr + moved)
    return sorted(found.values(), key=lambda one: (-one.entries, one.text.casefold(), one.money))


def _key(entry: CashEntry) -> Key:
    return _plain(entry.text or ""), money_of(entry)


def _plain(text: str) -> str:
    """Return a description in plain words, without those that have digits: "angsuran ke-3"."""
    words = plain_words(text).split()
    return " ".join(word for word in words if not any(sign.isdigit() for sign in word))
