"""The application: the page of NiceGUI, and what the page fetches, behind the guard."""

import asyncio
from contextlib import asynccontextmanager
from importlib.resources import files
from pathlib import Path
from typing import Any

from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse, Response

from experiments.classroom.page.frame import declare
from experiments.classroom.page.odd_page import odd_page
from experiments.classroom.server.answers import Answers
from experiments.classroom.stage import stage_script, stage_style
from experiments.classroom.story.link import from_query
from experiments.classroom.story.story import Story
from experiments.classroom.telling.story_record import record_until, until_of
from experiments.pages.door import Paths
from experiments.pages.guard import Guard
from experiments.pages.hosting import FRESH, PageFiles, host, open_sessions
from experiments.pages.sharing import Shared

LOOK_S = 0.25
"""So often is looked whether who asked for a story still waits for it."""
GONE = 499
PAGE = Path(str(files("experiments.classroom.page")))
PATHS = Paths(("/", "/en"), ("/told", "/odd"), ("/stage/", "/page/"))


def application(first: Story, shared: Shared | None) -> Guard:
    """Put the classroom together.

    Parameters
    ----------
    first : Story
        Shown where the link names none.
    shared : Shared, optional
        How others in the room come in; its token is asked of everyone from another machine.
    """
    answers = Answers(lambda query: record_until(from_query(query), until_of(query)))

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> Any:
        yield
        answers.close()

    outer = FastAPI(openapi_url=None, lifespan=lifespan)
    _add_routes(outer, answers)
    declare(first, shared)
    host(outer, PAGE / "icon.svg")
    return Guard(outer, shared.token if shared else None, open_sessions, PATHS)


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

    outer.mount("/page", PageFiles(directory=PAGE))
