"""Processes that tell stories, one on each core; a story that nobody waits for is given up."""

import gc
import signal
import threading
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from queue import SimpleQueue
from typing import Any

from experiments.classroom.server.answer import BROKEN_ANSWER, Answer, Tell, answer_of
from experiments.classroom.story.catalogue import add_scenario, added_scenarios
from experiments.classroom.story.choice import choice_of
from experiments.classroom.story.link import from_query
from experiments.classroom.telling.story_record import record_story, until_of
from experiments.classroom.texts import speak, spoken_also
from experiments.store.workers import end_with_parent, start_worker, stop_worker

LOOK_S = 0.05
"""So often is looked whether a story is told, or nobody waits for it any more."""


class TellStories:
    """Tells stories by their query, in whatever process it is called.

    It takes along what this process knows alone: added scenarios, and another language.
    """

    def __init__(self) -> None:
        self._added, self._also = added_scenarios(), spoken_also()

    def __call__(self, query: str, wanted: Callable[[], bool]) -> Mapping[str, Any]:
        """Return the record of a story."""
        speak(self._also)
        for scenario in self._added:
            add_scenario(scenario)
        return record_story(choice_of(from_query(query)), until_of(query), wanted)


class Telling:
    """A story that is told or waits its turn.

    Attributes
    ----------
    answer : Future of Answer
    wanted : bool
        Whether somebody waits for it.
    """

    def __init__(self) -> None:
        self.answer: Future[Answer] = Future()
        self.wanted = True

    def give_up(self) -> None:
        """Let it be: it is not begun, or ends with its month."""
        self.wanted = False
        self.answer.cancel()


class Storytellers:
    """A process for each core, each with one story at a time.

    Parameters
    ----------
    tell : callable
        Importable by its name; takes a query and whether somebody still waits.
    workers : int
    """

    def __init__(self, tell: Tell, workers: int) -> None:
        self._tell = tell
        self._closed = False
        self._idle: SimpleQueue[tuple[Any, Any]] = SimpleQueue()
        for _ in range(workers):
            self._idle.put(self._started())
        self._threads = ThreadPoolExecutor(workers, "stories")

    def begin(self, query: str) -> Telling:
        """Tell a story, when its turn comes."""
        telling = Telling()
        self._threads.submit(self._run, query, telling)
        return telling

    def _started(self) -> tuple[Any, Any]:
        return start_worker(self._tell, _serve, loaded=__name__)

    def close(self) -> None:
        """Let what waits be, and what runs end."""
        self._closed = True
        self._threads.shutdown(wait=True, cancel_futures=True)
        while not self._idle.empty():
            stop_worker(*self._idle.get())

    def _run(self, query: str, telling: Telling) -> None:
        """Tell one story in a process that is idle."""
        if not telling.wanted:
            return
        worker = self._idle.get()
        try:
            answer = self._ask(worker[1], query, telling)
        except (EOFError, OSError):
            stop_worker(*worker)
            worker, answer = self._started(), BROKEN_ANSWER
        self._idle.put(worker)
        if answer is not None and telling.answer.set_running_or_notify_cancel():
            telling.answer.set_result(answer)

    def _ask(self, end: Any, query: str, telling: Telling) -> Answer | None:
        """Return what a process answers; None of one that is closed before."""
        end.send(query)
        said = False
        while not end.poll(LOOK_S):
            if self._closed:
                return None
            if not telling.wanted and not said:
                said = True
                end.send(None)
        answer: Answer | None = end.recv()
        return answer


def _serve(tell: Tell, end: Any) -> None:
    """Tell stories until the pipe is closed; a None in it gives up the one that is told."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # What is loaded lives on: to look through it for garbage would copy it into each process.
    gc.freeze()
    threading.Thread(target=end_with_parent, daemon=True).start()
    with suppress(EOFError, OSError):
        while True:
            query = end.recv()
            # A None that comes after its story had been told means nothing any more.
            if query is not None:
                end.send(answer_of(tell, query, lambda: not end.poll()))
