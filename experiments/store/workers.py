"""Local processes that run tasks, and go on when one of them is killed."""

import multiprocessing
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from multiprocessing.connection import wait
from typing import Any, Generic, Protocol, TypeVar

from sim.inputs.said import both

Task = TypeVar("Task")
Result = TypeVar("Result")

SAFE_PATH = "PYTHONSAFEPATH"
DEATHS_MOST = 3
"""So many workers may die one after the other without a task done."""


WORKERS_MOST = 60 if sys.platform == "win32" else 1_000
"""Windows waits for 63 pipes at most."""
NO_MEMORY = both(
    "not enough memory; what is done is kept; run it again with fewer --workers",
    "memori tidak cukup; yang sudah selesai disimpan; jalankan lagi dengan --workers lebih sedikit",
)


class RunAll(Protocol):
    """Runs a job on every task: `run_all` in local processes, or a cluster's."""

    def __call__(
        self, job: Callable[[Any], str], tasks: Iterable[Any], workers: int
    ) -> Iterator[tuple[Any, str]]:
        """Yield every task with the name of the file that it made."""


class TaskError(Exception):
    """A task cannot be done; one line says why."""


def cores() -> int:
    """Return how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def run_all(
    job: Callable[[Task], Result], tasks: Iterable[Task], workers: int
) -> Iterator[tuple[Task, Result]]:
    """Run a job on every task, in so many processes; yield each with its result when it is done.

    A task whose worker is killed is run again. With one worker all is done in this process.

    Parameters
    ----------
    job : callable
        Importable by its name, and without harm when it runs a task twice.

    Raises
    ------
    TaskError
        When a task cannot be done, or workers die again and again.
    """
    if workers == 1:
        for task in tasks:
            yield task, job(task)
        return
    pool = _Pool(job, tasks, min(workers, WORKERS_MOST))
    try:
        yield from pool.results()
    finally:
        pool.stop()


class _Pool(Generic[Task, Result]):
    """Workers, each with a pipe of its own and at most one task."""

    def __init__(self, job: Callable[[Task], Result], tasks: Iterable[Task], workers: int) -> None:
        self.job = job
        self.tasks = iter(tasks)
        self.again: deque[Task] = deque()
        self.workers = workers
        self.busy: dict[Any, tuple[Any, Task]] = {}
        self.deaths = 0

    def results(self) -> Iterator[tuple[Task, Result]]:
        """Yield tasks with their results, as they are done."""
        for process, end in [start_worker(self.job) for _ in range(self.workers)]:
            self._give(process, end)
        while self.busy:
            ends: list[Any] = wait(list(self.busy))
            for end in ends:
                process, task = self.busy.pop(end)
                try:
                    result = end.recv()
                except (EOFError, OSError):
                    self._mourn(process, end, task)
                    continue
                self._give(process, end)
                if isinstance(result, TaskError):
                    raise result
                self.deaths = 0
                yield task, result

    def _give(self, process: Any, end: Any) -> None:
        """Give a worker a task; end it when there is none. One that has died is noticed later."""
        task = next(self.tasks, None)
        if task is None and self.again:
            task = self.again.popleft()
        if task is None:
            _end(process, end)
            return
        self.busy[end] = (process, task)
        with suppress(OSError):
            end.send(task)

    def _mourn(self, process: Any, end: Any, task: Task) -> None:
        """Put the task of a dead worker back, and start another one."""
        _end(process, end)
        self.deaths += 1
        self.again.append(task)
        if self.deaths > DEATHS_MOST:
            raise TaskError(
                both(
                    f"{self.deaths} workers died one after the other (killed, or out of memory); "
                    "what is done is kept; run it again with fewer --workers",
                    f"{self.deaths} proses mati satu demi satu (dihentikan, atau kehabisan "
                    "memori); "
                    "yang sudah selesai disimpan; jalankan lagi dengan --workers lebih sedikit",
                )
            )
        self._give(*start_worker(self.job))

    def stop(self) -> None:
        """Kill all workers: what they have not saved whole is not there."""
        for end, (process, _) in self.busy.items():
            stop_worker(process, end)
        self.busy.clear()


_CONTEXT = multiprocessing.get_context("spawn")


def start_worker(
    job: Callable[..., Any],
    work: Callable[[Any, Any], None] | None = None,
    *,
    loaded: str | None = None,
    has_workers: bool = False,
) -> tuple[Any, Any]:
    """Start a worker; return its process and our end of its pipe.

    Parameters
    ----------
    job : callable
        Importable by its name.
    work : callable, optional
        What the worker does with the job and its end of the pipe; else one task after the other.
    loaded : str, optional
        A module whose memory workers share, where the system allows it; else each loads its own.
        It must start no thread that computes.
    has_workers : bool
        Whether it starts workers of its own; then it is not killed by itself as this process ends.
    """
    context: Any = _CONTEXT if loaded is None else _sharing(loaded)
    ours, theirs = context.Pipe()
    process = context.Process(target=work or _work, args=(job, theirs), daemon=not has_workers)
    with _without_interrupts(), _from_no_folder():
        process.start()
    theirs.close()
    return process, ours


@cache
def _sharing(module: str) -> Any:
    """Return what forks workers from a process that has loaded a module; spawns off Linux."""
    if sys.platform != "linux":
        return _CONTEXT
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([module])
    return context


def stop_worker(process: Any, end: Any) -> None:
    """Kill a worker, whatever it does."""
    process.kill()
    _end(process, end)


def _end(process: Any, end: Any) -> None:
    """Close a worker's pipe, which ends it, and wait for its end."""
    end.close()
    process.join()
    process.close()


@contextmanager
def _without_interrupts() -> Iterator[None]:
    """Hold Ctrl-C back while a process starts, which then never receives one."""
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextmanager
def _from_no_folder() -> Iterator[None]:
    """Let a process take no module from the folder in which the command is called.

    Python would look there first, and the folder may be a stranger's.
    """
    before = os.environ.get(SAFE_PATH)
    os.environ[SAFE_PATH] = "1"
    try:
        yield
    finally:
        del os.environ[SAFE_PATH]
        if before is not None:
            os.environ[SAFE_PATH] = before


def _work(job: Callable[[Any], Any], end: Any) -> None:
    """Do tasks until the pipe is closed or the parent dies; Ctrl-C is the parent's."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=end_with_parent, daemon=True).start()
    while True:
        try:
            task = end.recv()
        except (EOFError, OSError):
            return
        try:
            result = job(task)
        except TaskError as error:
            result = error
        except MemoryError:
            result = TaskError(NO_MEMORY)
        end.send(result)


def end_with_parent() -> None:
    """Wait for the parent's death, and die: what a worker's thread does."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
