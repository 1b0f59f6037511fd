"""Answers of stories: computed once, one at a time, kept while there is room."""

import asyncio
import gzip
import json
import logging
from collections import OrderedDict
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, NamedTuple

from experiments.classroom.story.fault_words import in_language
from experiments.common.languages import Lang
from sim.inputs.strict import InputError

WAITING_MOST = 40
KEPT_BYTES_MOST = 64_000_000
BUSY = (
    "Terlalu banyak cerita dihitung sekaligus; coba lagi sebentar lagi. / "
    "Too many stories are computed at once; try again in a moment."
)
BROKEN = (
    "Cerita ini tidak dapat dihitung; jendela server mengatakan mengapa. / "
    "This story cannot be computed; the server's window says why."
)
FAULTY, BUSY_STATUS, BROKEN_STATUS = 422, 503, 500


class Answer(NamedTuple):
    """What is sent: JSON, already compressed."""

    status: int
    body: bytes


@dataclass
class _Coming:
    """An answer that is computed or waits its turn, and how many wait for it."""

    job: Future[Answer]
    answer: "asyncio.Future[Answer]"
    waiting: int = 0


class Answers:
    """Tells stories by their query, each of them once.

    Parameters
    ----------
    tell : callable
        Takes a query, returns its story's record; raises InputError for a faulty query.
    """

    def __init__(self, tell: Callable[[str], Mapping[str, Any]]) -> None:
        self._tell = tell
        self._kept: OrderedDict[str, Answer] = OrderedDict()
        self._kept_bytes = 0
        self._coming: dict[str, _Coming] = {}
        self._worker = ThreadPoolExecutor(1, "stories")

    async def get(self, query: str, lang: Lang = "en") -> Answer:
        """Return the answer of a query; faults of a link are said in the language of the room."""
        answer = await self._get(query)
        if answer.status != FAULTY:
            return answer
        faults = json.loads(gzip.decompress(answer.body))["faults"]
        return _faulty(FAULTY, in_language(faults, lang))

    async def _get(self, query: str) -> Answer:
        """Return the answer of a query; whoever asks the same meanwhile gets the same."""
        if query in self._kept:
            self._kept.move_to_end(query)
            return self._kept[query]
        if query not in self._coming:
            if len(self._coming) >= WAITING_MOST:
                return _faulty(BUSY_STATUS, [BUSY])
            job = self._worker.submit(self._answer, query)
            coming = asyncio.wrap_future(job)
            self._coming[query] = _Coming(job, coming)
            coming.add_done_callback(lambda done: self._keep(query, done))
        return await self._wait(query, self._coming[query])

    async def _wait(self, query: str, coming: "_Coming") -> Answer:
        """Wait for an answer; one that nobody waits for any more is not begun."""
        coming.waiting += 1
        try:
            return await asyncio.shield(coming.answer)
        finally:
            coming.waiting -= 1
            if not coming.waiting and coming.job.cancel():
                self._coming.pop(query, None)

    def close(self) -> None:
        """Let what waits be, and what runs end."""
        self._worker.shutdown(wait=False, cancel_futures=True)

    def _answer(self, query: str) -> Answer:
        try:
            return Answer(200, _packed(self._tell(query)))
        except InputError as error:
            return _faulty(FAULTY, list(error.faults))
        except Exception:
            logging.getLogger(__name__).exception("a story that cannot be computed: %r", query)
            return _faulty(BROKEN_STATUS, [BROKEN])

    def _keep(self, query: str, done: "asyncio.Future[Answer]") -> None:
        if done.cancelled():
            return
        self._coming.pop(query, None)
        if done.exception() is not None or done.result().status >= 500:
            return
        self._kept[query] = done.result()
        self._kept_bytes += len(done.result().body)
        while self._kept_bytes > KEPT_BYTES_MOST:
            _, oldest = self._kept.popitem(last=False)
            self._kept_bytes -= len(oldest.body)


def _faulty(status: int, faults: list[str]) -> Answer:
    return Answer(status, _packed({"faults": faults}))


def _packed(answer: Mapping[str, Any]) -> bytes:
    """Return an object as compressed JSON; the same object gives the same bytes."""
    text = json.dumps(answer, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return gzip.compress(text.encode(), compresslevel=5, mtime=0)
