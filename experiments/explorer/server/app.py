"""The application: the page of NiceGUI, and what the page fetches, behind the guard."""

from collections.abc import Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, NamedTuple

from fastapi import FastAPI, Request
from fastapi.responses import PlainTextResponse, RedirectResponse, Response

from experiments.common.languages import Lang
from experiments.explorer.answer import Answer
from experiments.explorer.page import FOLDER, page_script
from experiments.explorer.page.shell import declare
from experiments.explorer.question import Place, Question
from experiments.explorer.running import Running
from experiments.explorer.server.questions import Asking, Gone, Questions, Reply, packed, replied
from experiments.explorer.sheets import workbook
from experiments.explorer.taking import policy_toml
from experiments.explorer.view import LANGUAGE_PATHS
from experiments.pages.door import Paths
from experiments.pages.guard import Guard
from experiments.pages.guesses import Guesses
from experiments.pages.hosting import FRESH, PageFiles, host, open_sessions
from experiments.pages.sharing import Shared

ASKED = (
    "/answer",
    "/assumptions",
    "/row",
    "/gains",
    "/world",
    "/commands",
    "/guesses",
    "/explorer.js",
    "/classroom",
)
TAKEN = {
    "/report.html": "text/html",
    "/result.xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "/policy.toml": "application/toml",
}
"""By path of what is taken away from the page, the type of the file."""
OPENED = "/report.html"
"""What the browser shows; the others it saves."""
Report = Callable[[Answer, Sequence[Answer], Lang], bytes]
"""What makes an HTML file of an answer, and of those of the policies put beside it."""
PATHS = Paths(("/", "/en"), (*ASKED, *TAKEN), ("/page/",))
ALONE = {"cache-control": "no-store"}
SEE_OTHER = 303


class At(NamedTuple):
    """Where on this machine something is shown: the port of its server, and the query."""

    port: int
    query: str


InClassroom = Callable[[Question, int, int], At]
"""What opens a Kube of a world in the classroom: the question, the world, the Kube's id."""


def application(
    place: Place, shared: Shared | None, report: Report, in_classroom: InClassroom
) -> Guard:
    """Put the explorer together.

    Parameters
    ----------
    shared : Shared, optional
        How others in the room come in; its token is asked of everyone from another machine.
    report : callable
        Makes an HTML file of an answer in a language.
    in_classroom : callable
        Raises `InputError` where a Kube cannot be opened.
    """
    running = Running(place)
    questions, guesses = Questions(running), Guesses()

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> Any:
        yield
        questions.close()

    outer = FastAPI(openapi_url=None, lifespan=lifespan)
    _add_questions(outer, questions)
    _add_guesses(outer, running, guesses)
    _add_taken(outer, questions, report)
    _add_classroom(outer, running, in_classroom)
    declare(place, shared)
    host(outer, Path(FOLDER) / "icon.svg")
    return Guard(outer, shared.token if shared else None, open_sessions, PATHS)


def _add_questions(outer: FastAPI, questions: Questions) -> None:
    """Add what the page asks while levers are moved."""

    def add(path: str, reply: Callable[[str, Gone], Awaitable[Reply]]) -> None:
        @outer.get(path)
        async def asked(request: Request) -> Response:
            status, content = await reply(request.url.query, request.is_disconnected)
            return Response(packed(content), status, ALONE, "application/json")

    for path, reply in (
        ("/answer", questions.answer),
        ("/assumptions", questions.assumptions),
        ("/row", questions.row),
        ("/gains", questions.gains),
        ("/world", questions.world),
        ("/commands", questions.commands),
    ):
        add(path, reply)

    @outer.get("/explorer.js")
    def script() -> Response:
        return Response(page_script(), 200, FRESH, "text/javascript")

    outer.mount("/page", PageFiles(directory=FOLDER))


def _add_guesses(outer: FastAPI, running: Running, guesses: Guesses) -> None:
    """Add the guesses of the room; a page that names itself and a number leaves one."""

    @outer.get("/guesses")
    def guessed(request: Request, who: str = "", guess: int = -1) -> Response:
        def reply() -> dict[str, list[int]]:
            question = Asking(running, request.url.query, lambda: True).question
            if who and 0 <= guess <= running.place.kubes:
                guesses.put(question.key, who, guess)
            return {"guesses": guesses.of(question.key)}

        status, content = replied(request.url.query, reply)
        return Response(packed(content), status, ALONE, "application/json")


def _add_taken(outer: FastAPI, questions: Questions, report: Report) -> None:
    """Add the files that are taken away."""

    def add(path: str) -> None:
        @outer.get(path)
        def taken(request: Request) -> Response:
            return _take_away(path, questions.running, request.url.query, report)

    for path in TAKEN:
        add(path)


def _take_away(path: str, running: Running, query: str, report: Report) -> Response:
    """Return a file of an answer over all its worlds; faults are lines of text."""

    def reply() -> bytes:
        asking = Asking(running, query, lambda: True)
        answer = asking.answer()
        if path == OPENED:
            return report(answer, asking.pinned(), asking.lang)
        if path == "/result.xlsx":
            return workbook(answer, asking.pinned(), asking.lang)
        return policy_toml(answer.question).encode()

    status, content = replied(query, reply)
    if not isinstance(content, bytes):
        return Response(packed(content), status, media_type="application/json")
    how = "inline" if path == OPENED else "attachment"
    headers = {"content-disposition": f'{how}; filename="{path.lstrip("/")}"'}
    return Response(content, 200, headers, TAKEN[path])


def _add_classroom(outer: FastAPI, running: Running, in_classroom: InClassroom) -> None:
    """Add what leads on to a Kube in the classroom, on the same machine behind another port."""

    @outer.get("/classroom")
    def kube(request: Request) -> Response:
        def reply() -> str:
            asking = Asking(running, request.url.query, lambda: True)
            at = in_classroom(asking.question, asking.number("world"), asking.kube())
            host = request.url.hostname
            return f"http://{host}:{at.port}{LANGUAGE_PATHS[asking.lang]}?{at.query}"

        status, content = replied(request.url.query, reply)
        if isinstance(content, str):
            return RedirectResponse(content, SEE_OTHER, ALONE)
        return PlainTextResponse("\n".join(content["faults"]), status, ALONE)
