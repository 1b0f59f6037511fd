"""The shipped nation as a new file, whole or with some of its regions alone.

Comments and sources stay, and so do the ids of cities and Kubes that key their luck: a city has the
results that it has in the whole nation.
"""

import re
import textwrap
import tomllib
from collections.abc import Iterable
from difflib import get_close_matches
from typing import Any

from sim.inputs.strict import InputError
from sim.locations import NATIONS

NATION = "indonesia"
BEGINNING = re.compile(r"^(?=\[\[regions\]\]$)", re.MULTILINE)
"""Where a region begins in the file."""
LIKENESS = 0.3
"""Of two names, from 0 to 1, from which on one may have been meant by the other: `kalsel`."""
ABOUT = (
    "Of the nation `{nation}`, whose file this is, these regions alone: {names}. Their cities and "
    "Kubes have the ids that they have there, and so the same luck and the same results."
)
COLUMNS = 99


def nation_text(name: str, provinces: Iterable[str] = ()) -> str:
    """Return the file of the shipped nation under another name.

    Parameters
    ----------
    provinces : iterable of str
        Names or codes of the regions that are kept, in any case; by default all.

    Raises
    ------
    InputError
        With one line per province that is none of the nation's regions.
    """
    text = (NATIONS / f"{NATION}.toml").read_text(encoding="utf-8")
    renamed = text.replace(f'name = "{NATION}"', f'name = "{name}"', 1)
    asked = tuple(provinces)
    return _with_regions(renamed, asked) if asked else renamed


def _with_regions(text: str, asked: Iterable[str]) -> str:
    """Return the text of a nation's file with the regions that are asked for, in its order."""
    head, *blocks = BEGINNING.split(text)
    regions = [tomllib.loads(block)["regions"][0] for block in blocks]
    by_word = {word: place for place, own in enumerate(regions) for word in _words(own)}
    unknown = [one for one in dict.fromkeys(asked) if _plain(one) not in by_word]
    if unknown:
        raise InputError([_fault(one, regions) for one in unknown])
    kept = sorted({by_word[_plain(one)] for one in asked})
    names = ", ".join(regions[place]["name"] for place in kept)
    titled = head.replace('title = "The nation:', f'title = "{names}:', 1)
    body = titled + "".join(blocks[place] for place in kept)
    about = ABOUT.format(nation=NATION, names=names)
    comment = textwrap.fill(about, COLUMNS, initial_indent="# ", subsequent_indent="# ")
    return f"{comment}\n#\n{body.rstrip()}\n"


def _words(region: Any) -> tuple[str, str]:
    """Return what a region is called by: its name and its code."""
    return _plain(region["name"]), str(region["code"])


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def _fault(asked: str, regions: list[Any]) -> str:
    """Return a line for what is no region, with the nearest one and all there are."""
    names = {_plain(region["name"]): region["name"] for region in regions}
    near = get_close_matches(_plain(asked), names, n=1, cutoff=LIKENESS)
    meant = f"did you mean {names[near[0]]}? " if near else ""
    known = "; ".join(f"{region['code']} {region['name']}" for region in regions)
    return f"--province {asked}: is no region of {NATION}; {meant}known: {known}"
