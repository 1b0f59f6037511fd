"""The application: the page of NiceGUI, and what the page fetches, behind the guard."""

import asyncio
from collections.abc import Callable
from contextlib import asynccontextmanager
from importlib.resources import files
from pathlib import Path
from typing import Any

from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse, Response

from experiments.classroom.page.frame import declare
from experiments.classroom.page.odd_page import odd_page
from experiments.classroom.page.room import Served
from experiments.classroom.server.answer import FAULTY, GONE, packed
from experiments.classroom.server.answers import Answers
from experiments.classroom.server.storytellers import Storytellers, TellStories
from experiments.classroom.server.swarm import swarm, warm
from experiments.classroom.stage import stage_script, stage_style
from experiments.classroom.story.fault_words import in_language
from experiments.classroom.story.story import Story
from experiments.common.languages import Lang
from experiments.pages.door import Paths
from experiments.pages.guard import Guard
from experiments.pages.hosting import FRESH, PageFiles, host, open_sessions
from experiments.pages.sharing import Shared
from sim.ensemble.threads import cores
from sim.inputs.strict import InputError

LOOK_S = 0.25
"""So often is looked whether who asked for a story still waits for it."""
PAGE = Path(str(files("experiments.classroom.page")))
PATHS = Paths(("/", "/en"), ("/told", "/odd", "/lucks", "/guesses"), ("/stage/", "/page/"))
PACKED = {"content-encoding": "gzip", "cache-control": "no-store"}


def application(first: Story, shared: Shared | None) -> Guard:
    """Put the classroom together.

    Parameters
    ----------
    first : Story
        Shown where the link names none.
    shared : Shared, optional
        How others in the room come in; its token is asked of everyone from another machine.
    """
    answers = Answers(Storytellers(TellStories(), cores()))
    served = Served(answers.record)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> Any:
        warm(first)
        yield
        answers.close()

    outer = FastAPI(openapi_url=None, lifespan=lifespan)
    _add_stories(outer, answers)
    _add_lucks(outer)
    _add_guesses(outer, served)
    _add_files(outer)
    declare(first, shared, served)
    host(outer, PAGE / "icon.svg")
    return Guard(outer, shared.token if shared else None, open_sessions, PATHS)


def _add_stories(outer: FastAPI, answers: Answers) -> None:
    @outer.get("/told")
    async def record(request: Request) -> Response:
        query, _, lang = request.url.query.partition("&lang=")
        asking = asyncio.ensure_future(answers.get(query, _language(lang)))
        while not asking.done():
            await asyncio.wait({asking}, timeout=LOOK_S)
            if not asking.done() and await request.is_disconnected():
                asking.cancel()
                return Response(status_code=GONE)
        answer = asking.result()
        return Response(answer.body, answer.status, PACKED, "application/json")


def _add_lucks(outer: FastAPI) -> None:
    """Add the swarm of lucks; a query stands in `of`."""

    @outer.get("/lucks")
    def lines(
        of: str = "", kind: str = "", first: str = "0", count: str = "1", lang: str = "id"
    ) -> Response:
        return _replied(lambda: swarm(of, kind, first, count), _language(lang))


def _add_guesses(outer: FastAPI, served: Served) -> None:
    """Add the guesses of the room; a page that names itself and a number leaves one."""

    @outer.get("/guesses")
    def guessed(of: str = "", who: str = "", guess: int = -1) -> Response:
        if who and 0 <= guess <= 100:
            served.guesses.put(of, who, guess)
        return _replied(lambda: {"guesses": served.guesses.of(of)}, "en")


def _add_files(outer: FastAPI) -> None:
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


def _language(text: str) -> Lang:
    return "id" if text == "id" else "en"


def _replied(reply: Callable[[], Any], lang: Lang) -> Response:
    """Return what is asked for; faults are said in the language of the room."""
    try:
        status, content = 200, reply()
    except InputError as error:
        status, content = FAULTY, {"faults": in_language(error.faults, lang)}
    return Response(packed(content), status, PACKED, "application/json")
