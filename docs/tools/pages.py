"""The pages, and the marked places in them that are filled.

A place is `<!-- made: PART -->` … `<!-- end -->`; what a part is asked for stands behind it, as in
`<!-- made: output: kubesim bench -->`.
"""

import re
from collections.abc import Callable, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"

OPENED = r"<!-- made: (?P<part>[a-z ]+)(?:: (?P<asked>[^\n]+))? -->\n"
CLOSED = "<!-- end -->"
PLACE = re.compile(f"(?P<opened>{OPENED}).*?{CLOSED}", re.DOTALL)

Makers = Mapping[str, Callable[..., str]]
"""What makes a part, by the part's name; it takes what the mark asks for, if anything."""


def pages() -> list[Path]:
    """Return the pages that may hold commands or made parts: the README and the documentation."""
    return [ROOT / "README.md", *sorted(DOCS.rglob("*.md"))]


def places(text: str) -> list[re.Match[str]]:
    """Return the marked places of a page.

    Raises
    ------
    ValueError
        When a mark is not closed: what stands behind it would be lost.
    """
    matches = list(PLACE.finditer(text))
    if not len(matches) == len(re.findall(OPENED, text)) == text.count(CLOSED):
        raise ValueError("a mark is not closed, or closed twice")
    return matches


def filled(text: str, makers: Makers) -> str:
    """Return a page with those parts refreshed that these makers make."""

    def content(place: re.Match[str]) -> str:
        if place["part"] not in makers:
            return place[0]
        make = makers[place["part"]]
        made = make(place["asked"]) if place["asked"] else make()
        return f"{place['opened']}\n{made}\n{CLOSED}"

    return PLACE.sub(content, text)
