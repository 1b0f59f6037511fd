"""How others in the room come in: the link with its token, and its QR code."""

import io
from typing import NamedTuple

import segno

from experiments.pages.door import TOKEN

QR_CHARACTERS_MOST = 300
"""A longer link makes a QR code too fine for a phone at the back of the room."""


class Shared(NamedTuple):
    """Address of the page in the room, as in `http://192.168.1.7:8080`, and its token."""

    address: str
    token: str

    def link(self, query: str = "") -> str:
        """Return the link that lets in; with what it shows, where the link stays short."""
        whole = f"{self.address}/?{TOKEN}={self.token}"
        more = f"{whole}&{query}" if query else whole
        return more if len(more) <= QR_CHARACTERS_MOST else whole


def qr_text(link: str) -> str:
    """Return a QR code for a terminal."""
    out = io.StringIO()
    segno.make(link, error="m").terminal(out, compact=True)
    return out.getvalue()


def qr_svg(link: str, label: str) -> str:
    """Return a QR code as SVG."""
    return str(segno.make(link, error="m").svg_inline(scale=6, border=4, light="#fff", title=label))
