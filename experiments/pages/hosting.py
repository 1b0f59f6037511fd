"""What NiceGUI serves for a page, set up alike for every page: lines, sessions, files."""

import os
from pathlib import Path
from typing import Any

from fastapi import FastAPI
from fastapi.responses import Response
from fastapi.staticfiles import StaticFiles
from nicegui import Client, app, core, ui

from experiments.pages.door import UNKNOWN
from experiments.pages.guard import SESSIONS_MOST

RECONNECT_S = 600
PING_S, PONG_S = 10, 20
"""NiceGUI derives both from the time to reconnect; a dead line would be seen after minutes."""
MESSAGES_KEPT = 2_000
FRESH = {"cache-control": "no-cache"}
SHOWN = (".css", ".js", ".svg")
"""How the names of files end that a page is drawn with."""


def host(outer: FastAPI, icon: Path) -> None:
    """Let an application serve the pages that have been declared with NiceGUI."""
    os.environ["OTEL_SDK_DISABLED"] = "true"
    app.config.socket_io_js_transports = ["websocket"]
    # Quasar's bar for whatever is fetched has no name that a screen reader could read.
    app.config.quasar_config["loadingBar"]["skipHijack"] = True
    app.on_startup(_ping)
    ui.run_with(
        outer,
        title="kubesim",
        language="id",
        favicon=icon,
        reconnect_timeout=RECONNECT_S,
        message_history_length=MESSAGES_KEPT,
        tailwind=False,
        show_welcome_message=False,
    )


class PageFiles(StaticFiles):
    """Files that a page is drawn with; not the Python beside them."""

    async def get_response(self, path: str, scope: Any) -> Response:
        """Answer with a style sheet, a script or a picture."""
        if not path.endswith(SHOWN):
            return Response(f"{UNKNOWN}\n", 404, media_type="text/plain")
        response = await super().get_response(path, scope)
        response.headers.update(FRESH)
        return response


def open_sessions() -> int:
    """Return how many pages are open; beyond the most, the oldest that lost its line is closed."""
    lost = [client for client in Client.instances.values() if not client.has_socket_connection]
    for client in sorted(lost, key=lambda client: client.created):
        if len(Client.instances) < SESSIONS_MOST:
            break
        client.delete()
    return len(Client.instances)


def _ping() -> None:
    core.sio.eio.ping_interval, core.sio.eio.ping_timeout = PING_S, PONG_S
