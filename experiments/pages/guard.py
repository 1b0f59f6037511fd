"""The guard: an ASGI application that stands before everything, HTTP and WebSocket."""

from collections.abc import Callable
from html import escape
from urllib.parse import parse_qsl, urlencode

from starlette.responses import HTMLResponse, PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from experiments.pages.door import COOKIE, TOKEN, Asked, No, Paths, brings_token, refusal

SESSIONS_MOST = 60
SOCKETS_MOST = 2 * SESSIONS_MOST
TOO_MANY = No(
    503,
    f"Sudah ada {SESSIONS_MOST} layar. Tutup satu, lalu muat ulang halaman ini. / "
    f"{SESSIONS_MOST} screens are open. Close one, then load this page again.",
)
ALONE = {
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
}
"""Headers of the guard's own answers."""
POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; "
    "style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; "
    "connect-src 'self' ws://{host}; object-src 'none'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)
"""NiceGUI starts from scripts inside its page, and Vue compiles templates."""


class Guard:
    """Refuses what may not come in, and puts headers on what goes out.

    Parameters
    ----------
    app : ASGI application
    token : str, optional
        Asked of everyone from another machine.
    sessions : callable
        Number of pages that are open, after it made what room it can.
    paths : Paths
        What is served.
    """

    def __init__(
        self, app: ASGIApp, token: str | None, sessions: Callable[[], int], paths: Paths
    ) -> None:
        self.app = app
        self._paths = paths
        self._token = token
        self._sessions = sessions
        self._sockets = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one connection, as ASGI has it."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        asked = asked_of(scope)
        no = refusal(asked, self._token, self._paths)
        if no is not None:
            await _refuse(scope, no, receive, send)
        elif scope["type"] == "websocket":
            await self._socket(scope, receive, send)
        elif self._token is not None and brings_token(asked, self._token):
            await _with_cookie(asked, self._token)(scope, receive, send)
        elif asked.path in self._paths.shown and self._sessions() >= SESSIONS_MOST:
            await _refuse(scope, TOO_MANY, receive, send)
        else:
            await self.app(scope, receive, _with_headers(asked, send))

    async def _socket(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self._sockets >= SOCKETS_MOST:
            await _refuse(scope, TOO_MANY, receive, send)
            return
        self._sockets += 1
        try:
            await self.app(scope, receive, send)
        finally:
            self._sockets -= 1


def asked_of(scope: Scope) -> Asked:
    """Return what the guard looks at of a connection."""
    headers: dict[str, str] = {}
    for name, value in scope["headers"]:
        key, text = name.decode("latin-1").lower(), value.decode("latin-1")
        headers[key] = f"{headers[key]},{text}" if key in headers else text
    server = scope.get("server") or ("", 0)
    client = scope.get("client") or ("", 0)
    return Asked(
        scope["type"], scope.get("method", "GET"), scope["path"], scope["query_string"], headers,
        (server[0], server[1]), client[0],
    )  # fmt: skip


def security_headers(host: str) -> list[tuple[bytes, bytes]]:
    """Return the headers of every answer: nothing from elsewhere, nothing told elsewhere."""
    headers = {
        "content-security-policy": POLICY.format(host=host),
        "referrer-policy": "no-referrer",
        "x-content-type-options": "nosniff",
        "x-frame-options": "DENY",
        "cross-origin-resource-policy": "same-origin",
        "cross-origin-opener-policy": "same-origin",
        "permissions-policy": "camera=(), geolocation=(), microphone=()",
    }
    return [(name.encode(), value.encode()) for name, value in headers.items()]


def _with_headers(asked: Asked, send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = [*message.get("headers", []), *security_headers(asked.headers["host"])]
            message = {**message, "headers": headers}
        await send(message)

    return sending


async def _refuse(scope: Scope, no: No, receive: Receive, send: Send) -> None:
    """Say no in a plain sentence; a WebSocket that is not yet open gets the status alone."""
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 1008, "reason": no.why[:100]})
    else:
        await PlainTextResponse(f"{no.why}\n", no.status, ALONE)(scope, receive, send)


def _with_cookie(asked: Asked, token: str) -> HTMLResponse:
    """Return a page that puts the token into a cookie and goes on to the page without it.

    A redirect would not do: after a link from elsewhere, browsers hold a strict cookie back from
    the page that is redirected to.
    """
    rest = [pair for pair in parse_qsl(asked.query.decode("latin-1")) if pair[0] != TOKEN]
    url = escape(asked.path + (f"?{urlencode(rest)}" if rest else ""))
    text = (
        '<!doctype html><html lang="id"><meta charset="utf-8"><title>kubesim</title>'
        f'<meta http-equiv="refresh" content="0;url={url}"><a href="{url}">kubesim</a></html>'
    )
    cookie = f"{COOKIE}={token}; HttpOnly; SameSite=Strict; Path=/"
    return HTMLResponse(text, headers={**ALONE, "set-cookie": cookie})
