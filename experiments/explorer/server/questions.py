"""Questions by their query, answered one piece at a time; who has gone is not waited for."""

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import parse_qs

from experiments.common.languages import LANGS, Lang, line_of
from experiments.explorer.answer import Answer, Json
from experiments.explorer.budget import no_support, row
from experiments.explorer.groups import who_gains
from experiments.explorer.link import OtherVersionError, question_of
from experiments.explorer.question import Question
from experiments.explorer.replayed import replayed
from experiments.explorer.running import GivenUpError, Running, Wanted
from experiments.explorer.taking import commands, policy_toml
from experiments.explorer.view import assumptions, shown
from sim.inputs.said import both
from sim.inputs.strict import InputError

LOOK_S = 0.05
"""Between two looks whether somebody still waits."""
QUERY_MOST = 10_000
"""Characters of a query that are read for how an answer is looked at; a link has fewer."""
WAITING_MOST = 40
AT_ONCE = 8
BUSY = both(
    "Too many questions at once; try again in a moment.",
    "Terlalu banyak pertanyaan sekaligus; coba lagi sebentar lagi.",
)
BROKEN = both(
    "This question cannot be answered; the server's window says why.",
    "Pertanyaan ini tidak dapat dijawab; jendela server mengatakan mengapa.",
)
FAULTY, OTHER_VERSION, BUSY_STATUS, BROKEN_STATUS, GONE = 422, 409, 503, 500, 499
Gone = Callable[[], Awaitable[bool]]
Reply = tuple[int, Any]


class Questions:
    """Answers what the page asks.

    Parameters
    ----------
    running : Running
        Runs of the place.
    """

    def __init__(self, running: Running) -> None:
        self.running = running
        self._waiting = 0
        self._workers = ThreadPoolExecutor(AT_ONCE, "questions")

    async def answer(self, query: str, gone: Gone) -> Reply:
        """Return the answer over the first `worlds` worlds."""
        return await self._reply(gone, query, lambda asked: shown(asked.answer(), asked.lang))

    async def assumptions(self, query: str, gone: Gone) -> Reply:
        """Return the assumptions that are offered."""
        return await self._reply(gone, query, lambda asked: assumptions(asked.answer(), asked.lang))

    async def row(self, query: str, gone: Gone) -> Reply:
        """Return a policy as a row of the table of pins; `same` asks for the plan's budget."""
        return await self._reply(gone, query, _row)

    async def gains(self, query: str, gone: Gone) -> Reply:
        """Return who gains."""
        return await self._reply(gone, query, lambda asked: who_gains(asked.answer(), asked.lang))

    async def commands(self, query: str, gone: Gone) -> Reply:
        """Return the policy as a file, and the commands that repeat its figures."""
        return await self._reply(gone, query, _commands)

    async def world(self, query: str, gone: Gone) -> Reply:
        """Return a world month by month."""
        return await self._reply(
            gone, query, lambda asked: replayed(self.running, asked.question, asked.number("world"))
        )

    def close(self) -> None:
        """Let what waits be, and what runs end."""
        self._workers.shutdown(wait=False, cancel_futures=True)

    async def _reply(self, gone: Gone, query: str, reply: "Callable[[Asking], Any]") -> Reply:
        """Compute a reply in a thread; once nobody waits, it is given up."""
        if self._waiting >= WAITING_MOST:
            return BUSY_STATUS, faults_in(language_of(query), InputError([BUSY]))
        waited = [True]

        def compute() -> Reply:
            return replied(query, lambda: reply(Asking(self.running, query, lambda: waited[0])))

        self._waiting += 1
        coming = asyncio.get_running_loop().run_in_executor(self._workers, compute)
        try:
            while not (await asyncio.wait([coming], timeout=LOOK_S))[0]:
                if await gone():
                    waited[0] = False
            return await coming
        finally:
            waited[0] = False
            self._waiting -= 1


class Asking:
    """One request: its question, its language, and whether somebody still waits.

    Raises
    ------
    InputError
        With one line per fault of the query.
    """

    def __init__(self, running: Running, query: str, wanted: Wanted) -> None:
        self.running, self.wanted = running, wanted
        self._given = given_in(query)
        self.question = question_of(query, running.place)
        self.lang = language_of(query)

    def number(self, key: str) -> int:
        """Return the number of a world, or of worlds, within those of the question."""
        text = self._given.get(key, "")
        most = self.question.draws
        if not (text.isascii() and text.isdigit() and len(text) < 9):
            return most - 1 if key == "world" else most
        return min(max(int(text), 0 if key == "world" else 1), most - (key == "world"))

    def kube(self) -> int:
        """Return the id of the Kube that is asked for; 0, which none has, for what is no number."""
        text = self._given.get("kube", "")
        return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0

    def asks(self, key: str) -> bool:
        """Whether something is asked for."""
        return self._given.get(key) == "1"

    def answer(self, question: Question | None = None) -> Answer:
        """Return the answer over the worlds asked for."""
        asked = question or self.question
        ran = self.running.ran(asked, self.number("worlds"), self.wanted)
        return Answer(self.running.place, asked, ran)

    def pinned(self) -> list[Answer]:
        """Return the answers of the policies that are put beside it."""
        return [self.answer(self.question.pinned(levers)) for levers in self.question.pins]


def _row(asking: Asking) -> Json:
    question = asking.question
    without = None
    if asking.asks("same"):
        without = asking.answer(question.pinned(no_support()))
    return row(asking.answer(), without, asking.lang)


def _commands(asking: Asking) -> Json:
    question = asking.question
    return {
        "policy": policy_toml(question),
        "commands": commands(asking.running.place, question),
    }


def given_in(query: str) -> dict[str, str]:
    """Return the values of a query by their keys, the last of each."""
    return {key: values[-1] for key, values in parse_qs(query[:QUERY_MOST]).items()}


def language_of(query: str) -> Lang:
    """Return the language in which a page asks."""
    asked = given_in(query).get("lang")
    return next((lang for lang in LANGS if lang == asked), LANGS[0])


def replied(query: str, reply: Callable[[], Any]) -> Reply:
    """Return a reply with its status; faults are lines of text in the language of the query."""
    lang = language_of(query)
    try:
        return 200, reply()
    except OtherVersionError as error:
        return OTHER_VERSION, faults_in(lang, error)
    except InputError as error:
        return FAULTY, faults_in(lang, error)
    except GivenUpError:
        return GONE, {"faults": []}
    except Exception:
        logging.getLogger(__name__).exception("a question that cannot be answered")
        return BROKEN_STATUS, faults_in(lang, InputError([BROKEN]))


def faults_in(lang: Lang, error: InputError) -> Json:
    """Return faults as the page takes them."""
    return {"faults": [line_of(fault, lang) for fault in error.records]}


def packed(content: Any) -> bytes:
    """Return an object as JSON; the same object gives the same bytes."""
    text = json.dumps(content, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return text.encode()
