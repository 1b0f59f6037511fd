"""Answers of stories: each computed once, as many at a time as there are cores, and kept."""

import asyncio
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from experiments.classroom.server.answer import (
    BUSY_STATUS,
    FAULTY,
    TOLD,
    Answer,
    faulty,
)
from experiments.classroom.server.storytellers import Telling
from experiments.classroom.story.fault_words import in_language
from experiments.common.languages import Lang

WAITING_MOST = 40
KEPT_BYTES_MOST = 8_000_000
"""About a hundred stories."""
BUSY = (
    "Terlalu banyak cerita dihitung sekaligus; coba lagi sebentar lagi. / "
    "Too many stories are computed at once; try again in a moment."
)


class Tellers(Protocol):
    """What tells stories."""

    def begin(self, query: str) -> Telling:
        """Tell a story, when its turn comes."""

    def close(self) -> None:
        """Let what waits be, and what runs end."""


@dataclass
class _Coming:
    """An answer that is computed or waits its turn, and how many wait for it."""

    telling: Telling
    answer: "asyncio.Future[Answer]"
    waiting: int = 0


class Answers:
    """Tells stories by their query, each of them once.

    Parameters
    ----------
    tellers : Tellers
    """

    def __init__(self, tellers: Tellers) -> None:
        self._tellers = tellers
        self._kept: OrderedDict[str, Answer] = OrderedDict()
        self._kept_bytes = 0
        self._coming: dict[str, _Coming] = {}

    async def get(self, query: str, lang: Lang = "en") -> Answer:
        """Return the answer of a query; faults of a link are said in the language of the room."""
        answer = await self._get(query)
        if answer.status != FAULTY:
            return answer
        return faulty(FAULTY, in_language(answer.content()["faults"], lang))

    async def record(self, query: str) -> Mapping[str, Any] | None:
        """Return the record of a story, or None where there is none."""
        answer = await self._get(query)
        return answer.content() if answer.status == TOLD else None

    async def _get(self, query: str) -> Answer:
        """Return the answer of a query; whoever asks the same meanwhile gets the same."""
        if query in self._kept:
            self._kept.move_to_end(query)
            return self._kept[query]
        if query not in self._coming:
            if len(self._coming) >= WAITING_MOST:
                return faulty(BUSY_STATUS, [BUSY])
            telling = self._tellers.begin(query)
            coming = _Coming(telling, asyncio.wrap_future(telling.answer))
            self._coming[query] = coming
            coming.answer.add_done_callback(lambda done: self._keep(query, coming, done))
        return await self._wait(query, self._coming[query])

    async def _wait(self, query: str, coming: _Coming) -> Answer:
        """Wait for an answer; one that nobody waits for any more is given up."""
        coming.waiting += 1
        try:
            return await asyncio.shield(coming.answer)
        finally:
            coming.waiting -= 1
            if not coming.waiting and not coming.answer.done():
                coming.telling.give_up()
                self._forget(query, coming)

    def close(self) -> None:
        """Let what waits be, and what runs end."""
        self._tellers.close()

    def _forget(self, query: str, coming: _Coming) -> None:
        if self._coming.get(query) is coming:
            del self._coming[query]

    def _keep(self, query: str, coming: _Coming, done: "asyncio.Future[Answer]") -> None:
        self._forget(query, coming)
        if done.cancelled() or done.exception() is not None:
            return
        answer = done.result()
        if answer.status not in (TOLD, FAULTY):
            return
        self._kept[query] = answer
        self._kept_bytes += len(answer.body)
        while self._kept_bytes > KEPT_BYTES_MOST:
            _, oldest = self._kept.popitem(last=False)
            self._kept_bytes -= len(oldest.body)
