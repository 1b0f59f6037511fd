"""The ODD as a page: a rule in a buku kas links to the section that describes it."""

import re
from collections.abc import Iterator
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from sim.locations import DOCS

FILE = DOCS / "odd.md"
HEAD = (
    '<!doctype html><html lang="en"><head><meta charset="utf-8">'
    '<meta name="viewport" content="width=device-width, initial-scale=1">'
    '<title>kubesim: the model (ODD+D)</title><link rel="stylesheet" href="/page/odd.css"></head>'
    "<body><main>"
)
REACHABLE = (
    ("<table>", '<div class="wide" tabindex="0"><table>'),
    ("</table>", "</table></div>"),
    ("<pre>", '<pre tabindex="0">'),
    ("<th></th>", "<td></td>"),
)
"""What is wider than a screen is scrolled by keyboard too; an empty cell is no heading."""
FOOT = "</main></body></html>"


@cache
def odd_page() -> str:
    """Return docs/odd.md as one HTML page."""
    return HEAD + rendered(FILE.read_text(encoding="utf-8")) + FOOT


def rendered(text: str) -> str:
    """Return Markdown as HTML: headings have anchors, links to files that are not served none."""
    reader = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = reader.parse(text)
    for heading, slug in zip(_headings(tokens), slugs(text), strict=True):
        heading.attrSet("id", slug)
    for token in tokens:
        token.children = list(_linked(token.children)) if token.children else None
    html: str = reader.renderer.render(tokens, reader.options, {})
    for plain, reachable in REACHABLE:
        html = html.replace(plain, reachable)
    return html


def slugs(text: str) -> list[str]:
    """Return the anchors of a text's headings, as the documentation site makes them."""
    tokens = MarkdownIt("commonmark").enable("table").parse(text)
    anchors: list[str] = []
    for number, token in enumerate(tokens):
        if token.type == "heading_open":
            plain = slug_of(tokens[number + 1].content)
            again = re.compile(rf"{re.escape(plain)}(_\d+)?")
            same = sum(again.fullmatch(anchor) is not None for anchor in anchors)
            anchors.append(f"{plain}_{same}" if same else plain)
    return anchors


def slug_of(heading: str) -> str:
    """Return the anchor of a heading: words in small letters, joined by hyphens."""
    kept = re.sub(r"[^\w\s-]", "", heading).strip().lower()
    return re.sub(r"[-\s]+", "-", kept)


def _headings(tokens: list[Token]) -> Iterator[Token]:
    return (token for token in tokens if token.type == "heading_open")


def _linked(children: list[Token]) -> Iterator[Token]:
    """Leave out what opens and closes a link to another file."""
    inside = True
    for token in children:
        if token.type == "link_open":
            inside = str(token.attrGet("href")).startswith(("#", "https://", "http://"))
        if inside or token.type not in ("link_open", "link_close"):
            yield token
        if token.type == "link_close":
            inside = True
