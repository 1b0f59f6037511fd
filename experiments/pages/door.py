"""Who may come in: the rules of the guard, as functions of one request."""

from secrets import choice, compare_digest
from typing import NamedTuple
from urllib.parse import parse_qs

TOKEN = "token"
"""Key of what lets others in the room in."""
QUERY_BYTES_MOST = 8_192
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
"""Without what is mistaken for something else when it is read from a wall."""
TOKEN_LETTERS = 10
COOKIE = "kubesim"
LOOPBACK = ("127.0.0.1", "::1", "localhost")
OF_NICEGUI = ("/_nicegui/", "/_nicegui_ws/")

NOT_OURS = "Alamat ini bukan milik kubesim. / This address is not one that kubesim serves."
FOREIGN = (
    "Situs lain tidak boleh memakai kubesim; buka halamannya langsung. / "
    "Another site may not use kubesim; open the page itself."
)
NO_TOKEN = (
    "Halaman ini memerlukan tautannya: pindai kode QR, atau ketik seluruh alamatnya. / "
    "This page needs its link: scan the QR code, or type the whole address."
)
TOO_LONG = "Tautan ini terlalu panjang. / This link is too long to be one of kubesim's."
NOTHING_SENT = "kubesim hanya dapat dibaca. / Nothing can be sent to kubesim, only read."
UNKNOWN = "Halaman ini tidak ada. / There is no such page."
"""Whoever is refused has chosen no language yet: both are said."""


class Asked(NamedTuple):
    """What the guard looks at of one request.

    Attributes
    ----------
    kind : str
        `http` or `websocket`.
    headers : dict
        By name in small letters; of a header that comes twice, both, joined by a comma.
    server, client : str
        Address that the connection came to, with its port; address that it came from.
    """

    kind: str
    method: str
    path: str
    query: bytes
    headers: dict[str, str]
    server: tuple[str, int]
    client: str


class Paths(NamedTuple):
    """What is served.

    Attributes
    ----------
    shown : tuple of str
        Pages that are looked at; each takes a session.
    asked : tuple of str
        What they fetch.
    folders : tuple of str
        Folders of files, each between two strokes.
    """

    shown: tuple[str, ...]
    asked: tuple[str, ...]
    folders: tuple[str, ...]

    def has(self, path: str) -> bool:
        """Whether something may be served at a path."""
        alone = (*self.shown, *self.asked, "/favicon.ico")
        return path in alone or path.startswith((*self.folders, *OF_NICEGUI))


class No(NamedTuple):
    """A refusal: its status and the plain sentence."""

    status: int
    why: str


def new_token() -> str:
    """Return a token that can be read aloud and typed; about 50 bits."""
    return "".join(choice(ALPHABET) for _ in range(TOKEN_LETTERS))


def refusal(asked: Asked, token: str | None, paths: Paths) -> No | None:
    """Return why a request is refused, or None for one that may come in."""
    outside = token is not None and not is_loopback(asked.client)
    checks = (
        (asked.headers.get("host") not in served(asked.server), No(403, NOT_OURS)),
        (_foreign(asked), No(403, FOREIGN)),
        (len(asked.query) > QUERY_BYTES_MOST, No(414, TOO_LONG)),
        (asked.kind == "http" and _brings_something(asked), No(405, NOTHING_SENT)),
        (outside and not _knows(asked, token or ""), No(403, NO_TOKEN)),
        (not paths.has(asked.path), No(404, UNKNOWN)),
    )
    return next((no for wrong, no in checks if wrong), None)


def served(server: tuple[str, int]) -> set[str]:
    """Return the Host headers for the address that a connection came to; no name of any net."""
    address, port = server
    names = {f"[{address}]" if ":" in address else address}
    if is_loopback(address):
        names |= {"127.0.0.1", "localhost", "[::1]"}
    hosts = {f"{name}:{port}" for name in names}
    return hosts | names if port == 80 else hosts


def is_loopback(address: str) -> bool:
    """Whether an address is of this machine alone."""
    return address in LOOPBACK or address.startswith("127.")


def brings_token(asked: Asked, token: str) -> bool:
    """Whether the query holds the token."""
    given = parse_qs(asked.query.decode("latin-1")).get(TOKEN, [])
    return any(same(text, token) for text in given)


def same(given: str, token: str) -> bool:
    """Compare in a time that tells nothing."""
    return compare_digest(given.encode(), token.encode())


def _knows(asked: Asked, token: str) -> bool:
    cookies = asked.headers.get("cookie", "").split(";")
    pairs = (cookie.strip().partition("=") for cookie in cookies)
    given = [value for name, _, value in pairs if name == COOKIE]
    return any(same(value, token) for value in given) or brings_token(asked, token)


def _foreign(asked: Asked) -> bool:
    """Whether another site's page asks, by what a browser says of it."""
    origin = asked.headers.get("origin")
    ours = f"http://{asked.headers.get('host')}"
    if asked.kind == "websocket" or origin is not None:
        return origin != ours
    away = asked.headers.get("sec-fetch-site", "none") not in ("none", "same-origin")
    return away and asked.headers.get("sec-fetch-mode") != "navigate"


def _brings_something(asked: Asked) -> bool:
    body = asked.headers.get("content-length", "0") != "0" or "transfer-encoding" in asked.headers
    return body or asked.method not in ("GET", "HEAD")
