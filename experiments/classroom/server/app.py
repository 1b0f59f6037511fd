"""The application: the page of NiceGUI, and what the page fetches, behind the guard."""

import asyncio
import os
from contextlib import asynccontextmanager
from importlib.resources import files
from pathlib import Path
from typing import Any

from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse, Response
from fastapi.staticfiles import StaticFiles
from nicegui import Client, app, core, ui

from experiments.classroom.page.frame import Shared, declare
from experiments.classroom.page.odd_page import odd_page
from experiments.classroom.server.answers import Answers
from experiments.classroom.server.door import UNKNOWN
from experiments.classroom.server.guard import SESSIONS_MOST, Guard
from experiments.classroom.stage import stage_script, stage_style
from experiments.classroom.story.link import from_query
from experiments.classroom.story.story import Story
from experiments.classroom.telling.story_record import record_until, until_of

RECONNECT_S = 600
PING_S, PONG_S = 10, 20
"""NiceGUI derives both from the time to reconnect; a dead line would be seen after minutes."""
MESSAGES_KEPT = 2_000
LOOK_S = 0.25
"""So often is looked whether who asked for a story still waits for it."""
GONE = 499
FRESH = {"cache-control": "no-cache"}
PAGE = Path(str(files("experiments.classroom.page")))


def application(first: Story, shared: Shared | None) -> Guard:
    """Put the classroom together.

    Parameters
    ----------
    first : Story
        Shown where the link names none.
    shared : Shared, optional
        How others in the room come in; its token is asked of everyone from another machine.
    """
    os.environ["OTEL_SDK_DISABLED"] = "true"
    answers = Answers(lambda query: record_until(from_query(query), until_of(query)))

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> Any:
        yield
        answers.close()

    outer = FastAPI(openapi_url=None, lifespan=lifespan)
    _add_routes(outer, answers)
    declare(first, shared)
    app.config.socket_io_js_transports = ["websocket"]
    app.on_startup(_ping)
    ui.run_with(
        outer,
        title="kubesim",
        language="id",
        favicon=PAGE / "icon.svg",
        reconnect_timeout=RECONNECT_S,
        message_history_length=MESSAGES_KEPT,
        tailwind=False,
        show_welcome_message=False,
    )
    return Guard(outer, shared.token if shared else None, open_sessions)


def _add_routes(outer: FastAPI, answers: Answers) -> None:
    @outer.get("/told")
    async def record(request: Request) -> Response:
        query, _, lang = request.url.query.partition("&lang=")
        asking = asyncio.ensure_future(answers.get(query, "id" if lang == "id" else "en"))
        while not asking.done():
            await asyncio.wait({asking}, timeout=LOOK_S)
            if not asking.done() and await request.is_disconnected():
                asking.cancel()
                return Response(status_code=GONE)
        answer = asking.result()
        headers = {"content-encoding": "gzip", "cache-control": "no-store"}
        return Response(answer.body, answer.status, headers, "application/json")

    @outer.get("/odd")
    def odd() -> HTMLResponse:
        return HTMLResponse(odd_page(), headers=FRESH)

    @outer.get("/stage/stage.js")
    def script() -> Response:
        return Response(stage_script(), 200, FRESH, "text/javascript")

    @outer.get("/stage/stage.css")
    def style() -> Response:
        return Response(stage_style(), 200, FRESH, "text/css")

    outer.mount("/page", _Static(directory=PAGE))


class _Static(StaticFiles):
    """Files that the page is drawn with; not the Python beside them."""

    async def get_response(self, path: str, scope: Any) -> Response:
        """Answer with a style sheet, a script or a picture."""
        if not path.endswith((".css", ".js", ".svg")):
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
