"""The built site as a reader's browser finds it."""

from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

LOADED = {
    "script": "src",
    "img": "src",
    "link": "href",
    "iframe": "src",
    "source": "src",
    "object": "data",
    "embed": "src",
    "video": "src",
    "audio": "src",
}
"""What a browser fetches by itself, and the attribute that says from where."""


class Page(HTMLParser):
    """A page's links, anchors and what it loads."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.path = path
        self.links: list[str] = []
        self.anchors: set[str] = set()
        self.loads: list[str] = []
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.anchors |= {given[name] for name in ("id", "name") if given.get(name)}
        if tag == "a" and "href" in given:
            self.links.append(given["href"])
        if given.get(LOADED.get(tag, "")):
            self.loads.append(given[LOADED[tag]])


def is_outside(address: str) -> bool:
    """Say whether an address leads out of the site."""
    parts = urlsplit(address)
    return bool(parts.scheme or parts.netloc)


def target(page: Page, address: str) -> tuple[Path, str]:
    """Return the file and the anchor that a link inside the site leads to."""
    parts = urlsplit(address)
    path = page.path if not parts.path else (page.path.parent / unquote(parts.path)).resolve()
    return path / "index.html" if path.is_dir() else path, unquote(parts.fragment)
