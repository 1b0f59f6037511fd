"""Work on all cores in threads, its results in order; Ctrl-C stops it between two tasks."""

import os
from collections import deque
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import wait as wait_for
from typing import TypeVar

Task = TypeVar("Task")
Result = TypeVar("Result")

ANSWER_SECONDS = 0.1
AHEAD = 2
"""Tasks given out for every thread: so many results wait at most."""


def cores() -> int:
    """Return how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def in_order(
    function: Callable[[Task], Result], tasks: Iterable[Task], threads: int, ahead: int = AHEAD
) -> Generator[Result, None, None]:
    """Yield the result of every task, in the order of the tasks.

    Parameters
    ----------
    ahead : int
        Tasks given out for every thread.
    """
    pool = ThreadPoolExecutor(threads)
    waiting: deque[Future[Result]] = deque()
    upcoming = iter(tasks)
    try:
        while True:
            while len(waiting) < ahead * threads:
                for task in upcoming:
                    waiting.append(pool.submit(function, task))
                    break
                else:
                    break
            if not waiting:
                return
            while not waiting[0].done():
                wait_for([waiting[0]], timeout=ANSWER_SECONDS)
            yield waiting.popleft().result()
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
