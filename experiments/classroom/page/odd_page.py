"""The ODD as a page: a rule in a buku kas links to the section that describes it."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.token import Token

from sim.locations import DOCS

FILE = DOCS / "odd.md"
COMMENT = re.compile(r"<!--.*?-->\n")
"""Marks of the tables that are made from the code."""
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
    return HEAD + rendered(COMMENT.sub("", FILE.read_text(encoding="utf-8"))) + FOOT


def rendered(text: str) -> str:
    """Return Markdown as HTML: headings have anchors, links to files that are not served none."""
    reader = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = reader.parse(text)
    headings: Counter[str] = Counter()
    for token, inline in pairwise(tokens):
        if token.type == "heading_open":
            anchor = anchor_of(inline.content)
            same = headings[anchor]
            headings[anchor] += 1
            token.attrSet("id", f"{anchor}_{same}" if same else anchor)
    for token in tokens:
        token.children = list(_linked(token.children)) if token.children else None
    html: str = reader.renderer.render(tokens, reader.options, {})
    for plain, reachable in REACHABLE:
        html = html.replace(plain, reachable)
    return html


def anchor_of(heading: str) -> str:
    """Return a heading's anchor as the documentation site has it: small letters and hyphens."""
    kept = re.sub(r"[^\w\s-]", "", heading).strip().lower()
    return re.sub(r"[-\s]+", "-", kept)


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
