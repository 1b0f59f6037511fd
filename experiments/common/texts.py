"""Sentences in English and Indonesian, from files that a translator can edit.

A part of the project that speaks has a folder `texts` with `en.toml` and `id.toml`. Both hold the
same keys, and the same places for figures in braces. What a declared thing is called stands in its
declaration and in no such file.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from experiments.common.languages import LANGS, Lang
from sim.inputs.strict import InputError, read_toml

COMMON = Path(__file__).parent / "texts"
"""Texts that all commands share."""
PLACE = re.compile(r"\{(\w+)[^{}]*\}")


@dataclass(frozen=True)
class Texts:
    """The texts of one part in one language.

    Attributes
    ----------
    tables : mapping
        As its file has them: tables, lists and texts.
    flat : mapping of str
        Every text by its full key, such as `answer.chosen`; in a list by its place.
    """

    lang: Lang
    tables: Mapping[str, Any]
    flat: Mapping[str, str]

    @classmethod
    def of(cls, lang: Lang, tables: Mapping[str, Any]) -> "Texts":
        """Return texts by their tables."""
        return cls(lang, tables, dict(_flat(tables)))

    def __getitem__(self, key: str) -> str:
        """Return a text by its full key, with its places for figures."""
        return self.flat[key]

    def say(self, key: str, **figures: object) -> str:
        """Return a text by its full key with figures in their places."""
        return self.flat[key].format(**figures)


@cache
def texts_of(folder: Path) -> Mapping[Lang, Texts]:
    """Return the texts of a part in every language.

    Raises
    ------
    InputError
        With a line for every key that one language has and the other lacks, and for every text
        whose places for figures differ.
    """
    tables = {lang: read_toml(folder / f"{lang}.toml") for lang in LANGS}
    texts = {lang: Texts.of(lang, table) for lang, table in tables.items()}
    faults = disagreements(texts["id"].flat, texts["en"].flat)
    if faults:
        raise InputError([f"{folder}: {fault}" for fault in faults])
    return texts


def disagreements(one: Mapping[str, str], other: Mapping[str, str]) -> list[str]:
    """Say where the texts of two languages do not match: keys, and places for figures."""
    faults = [f"{key}: stands in one language only" for key in sorted(one.keys() ^ other.keys())]
    faults += [
        f"{key}: the places for figures differ"
        for key in one
        if key in other and set(PLACE.findall(one[key])) != set(PLACE.findall(other[key]))
    ]
    return faults


def _flat(value: Any, key: str = "") -> Iterator[tuple[str, str]]:
    """Yield texts by their full keys."""
    if not isinstance(value, dict | list):
        yield key, str(value)
        return
    inside = value.items() if isinstance(value, dict) else enumerate(value)
    for name, part in inside:
        yield from _flat(part, f"{key}.{name}" if key else str(name))
