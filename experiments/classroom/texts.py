"""The words of the classroom in both languages, from one file a language.

Each part of the classroom has a table of its own: `[stage]`, `[page]`, `[lesson]`.
"""

import re
from functools import cache
from pathlib import Path
from typing import Any

from experiments.common.languages import LANGS, Lang
from sim.inputs.strict import InputError, read_toml

FOLDER = Path(__file__).parent / "texts"
PLACE = re.compile(r"\{(\w+)\}")

Words = dict[str, Any]


@cache
def texts(lang: Lang) -> Words:
    """Return all texts of a language, a table a part.

    Raises
    ------
    InputError
        With a line for every key that one language has and the other lacks, and for every text
        whose places for figures differ.
    """
    both = {name: read_toml(FOLDER / f"{name}.toml") for name in LANGS}
    faults = disagreements(both["id"], both["en"])
    if faults:
        raise InputError([f"{FOLDER}: {fault}" for fault in faults])
    return both[lang]


def words(part: str) -> dict[Lang, Words]:
    """Return one part in both languages.

    Raises
    ------
    KeyError
        When there is no such part.
    """
    return {lang: texts(lang)[part] for lang in LANGS}


def say(lang: Lang, key: str, **figures: object) -> str:
    """Return one text by its full key, such as `stage.word.kas`, with figures in their places."""
    found: Any = texts(lang)
    for name in key.split("."):
        found = found[name]
    return str(found).format(**figures)


def disagreements(one: Words, other: Words) -> list[str]:
    """Say where the texts of two languages do not match: keys, and places for figures."""
    left, right = _flat("", one), _flat("", other)
    faults = [f"{key}: stands in one language only" for key in sorted(left.keys() ^ right.keys())]
    faults += [
        f"{key}: the places for figures differ"
        for key in left.keys() & right.keys()
        if set(PLACE.findall(left[key])) != set(PLACE.findall(right[key]))
    ]
    return faults


def _flat(before: str, table: Words) -> dict[str, str]:
    """Return texts by their full keys; a list counts by its positions."""
    found: dict[str, str] = {}
    for key, value in table.items():
        name = f"{before}{key}"
        if isinstance(value, dict):
            found |= _flat(f"{name}.", value)
        elif isinstance(value, list):
            found |= _flat(f"{name}.", {str(place): it for place, it in enumerate(value)})
        else:
            found[name] = str(value)
    return found
