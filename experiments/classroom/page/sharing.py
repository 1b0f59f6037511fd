"""How others in the room come in: the link with its token, as text and as a QR code."""

import io
from typing import NamedTuple

import segno
from nicegui import ui

from experiments.classroom.link import to_query
from experiments.classroom.page.parts import button, tag, text
from experiments.classroom.page.room import Room
from experiments.classroom.serving.door import TOKEN_KEY

CHARACTERS_MOST = 300
"""A longer link makes a QR code too fine for a phone at the back of the room."""


class Shared(NamedTuple):
    """Address of the page in the room, as in `http://192.168.1.7:8080`, and its token."""

    address: str
    token: str

    def link(self, query: str = "") -> str:
        """Return the link that lets in; with a story, where the link stays short."""
        whole = f"{self.address}/?{TOKEN_KEY}={self.token}"
        more = f"{whole}&{query}" if query else whole
        return more if len(more) <= CHARACTERS_MOST else whole


def qr_text(link: str) -> str:
    """Return a QR code for a terminal."""
    out = io.StringIO()
    segno.make(link, error="m").terminal(out, compact=True)
    return out.getvalue()


def qr_svg(link: str, label: str) -> str:
    """Return a QR code as SVG."""
    return str(segno.make(link, error="m").svg_inline(scale=6, border=4, light="#fff", title=label))


def share_dialog(room: Room, shared: Shared) -> None:
    """Build the button that opens the dialog with link and QR code, and the dialog."""
    words = room.words["share"]

    def show() -> None:
        code.set_content(qr_svg(shared.link(to_query(room.story)), words["code"]))

    button(words["open"], show, id="share-open")
    with tag("dialog", "share", id="share", aria_labelledby="share-title"):
        text("h2", words["title"], id="share-title")
        text("p", words["about"])
        code = ui.html(sanitize=False).classes("code")
        text("p", shared.link(), "address")
        button(words["close"], None, id="share-close")
