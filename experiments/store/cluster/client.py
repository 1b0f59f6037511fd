"""Chunks sent to a Dask cluster: those of its workers that run our code, as long as they live."""

import asyncio
import contextlib
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from distributed import CancelledError, KilledWorker, wait
from distributed import TimeoutError as LateError

from experiments.store.cluster import connecting
from experiments.store.cluster.carrying import Carried, Refused, carry, code_here, other_code
from experiments.store.disk import save
from experiments.store.workers import TaskError
from sim.inputs.strict import InputError

Task = TypeVar("Task")

WORKERS_SECONDS = 30.0
"""So long a cluster may take until its first worker is there."""
ANSWER_SECONDS = 60.0
"""A scheduler that is silent for longer is gone, and a worker is left out."""
LOOK_SECONDS = 2.0
"""So often we look who is there."""
AHEAD = 2
"""Tasks that wait for each thread: enough that none is idle, few enough to keep memory flat."""
KEPT = "what is done is kept; the same command goes on, with a cluster or without"


class Sent(NamedTuple):
    """A task that was sent, and the addresses of the workers that may do it."""

    task: Any
    workers: frozenset[str]


@dataclass
class Cluster:
    """A cluster that we are connected to; closed as a context.

    Attributes
    ----------
    address : str
        Of the scheduler, as `tcp://10.0.0.1:8786`.
    say : callable
        Takes a line for the user.
    """

    address: str
    say: Callable[[str], None] = print
    _client: Any = field(init=False, repr=False)
    _ours: dict[str, int] = field(init=False, repr=False, default_factory=dict)
    """Threads of the workers that run our code, by address."""
    _refused: dict[str, str] = field(init=False, repr=False, default_factory=dict)
    """Why the others are left out, by address."""

    def __enter__(self) -> "Cluster":
        """Connect, and wait for the first worker.

        Raises
        ------
        InputError
            When there is no scheduler, no worker, or none that runs our code.
        """
        self._client = connecting.client_of(self.address)
        try:
            self._meet()
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        """Close the connection; the cluster stays."""
        self.close()

    def close(self) -> None:
        """Give back what we hold of the cluster."""
        with contextlib.suppress(Exception):
            self._client.close(timeout=connecting.CONNECT_SECONDS)

    @property
    def threads(self) -> int:
        """How many tasks the workers that run our code did at once when we last looked."""
        return sum(self._ours.values())

    def _meet(self) -> None:
        """Wait for the first worker; refuse a cluster of which none runs our code."""
        try:
            self._client.wait_for_workers(1, timeout=WORKERS_SECONDS)
            refused = self._look()
        except LateError:
            raise InputError([f"--scheduler {self.address}: has no workers"]) from None
        except TaskError as error:
            raise InputError([str(error)]) from None
        if not self._ours:
            raise InputError([f"--scheduler {self.address}: {line}" for line in _lines(refused)])
        self._tell(refused)

    def run_all(
        self, job: Callable[[Task], str], tasks: Iterable[Task], workers: int
    ) -> Iterator[tuple[Task, str]]:
        """Run a job on every task and yield each with its file's name, which is saved.

        As `experiments.store.workers.run_all`, which it takes the place of; `workers` is not
        needed here. Workers may die and join: a task whose worker died is run again by another.

        Raises
        ------
        TaskError
            When a task cannot be done, kills its workers again and again, or the scheduler dies.
        """
        upcoming = iter(tasks)
        todo: deque[Task] = deque()
        sent: dict[Any, Sent] = {}

        def more() -> bool:
            if not todo:
                todo.extend(islice(upcoming, 1))
            return bool(todo)

        try:
            while True:
                self._tell(self._look())
                todo.extend(self._stranded(sent))
                allowed = frozenset(self._ours)
                while len(sent) < AHEAD * self.threads and more():
                    task = todo.popleft()
                    sent[self._submitted(job, task, allowed)] = Sent(task, allowed)
                if not sent and not more():
                    return
                for future in self._done(list(sent)):
                    found = self._found(future)
                    if found is not None:
                        done = sent.pop(future).task
                        save(Path(done.folder) / found.name, found.content)
                        yield done, found.name
        finally:
            with contextlib.suppress(Exception):
                self._client.cancel(list(sent))

    def _submitted(self, job: Any, task: Any, allowed: frozenset[str]) -> Any:
        to = sorted(allowed)
        return self._client.submit(carry, job, task, code_here(), workers=to, pure=False)

    def _stranded(self, sent: dict[Any, Sent]) -> list[Any]:
        """Take back what was sent to workers of whom none is there any more."""
        lost = [future for future, it in sent.items() if it.workers.isdisjoint(self._ours)]
        if lost:
            self.say("no worker of the cluster is left; waiting for others")
            self._client.cancel(lost)
        return [sent.pop(future).task for future in lost]

    def _look(self) -> dict[str, str]:
        """See who is there; return why those that are new are left out that do not run our code."""
        ask = self._client.scheduler.ncores
        try:
            if self._client.status != "running":
                raise self._gone()
            there = self._client.sync(ask, callback_timeout=ANSWER_SECONDS)
            new = [name for name in there if name not in self._ours | self._refused]
            told = self._client.sync(self._asked, new)
        except (OSError, RuntimeError) as error:
            raise self._gone() from error
        theirs = {name: it for name, it in told.items() if not isinstance(it, OSError)}
        refused = {name: why for name, it in theirs.items() if (why := _why_not(it))}
        self._refused = {name: it for name, it in self._refused.items() if name in there} | refused
        ours = [*self._ours, *(name for name in theirs if name not in refused)]
        self._ours = {name: int(there[name]) for name in ours if name in there}
        return refused

    async def _asked(self, workers: list[str]) -> dict[str, Any]:
        """Ask workers what code they run; what one raises is its answer, None is silence."""

        async def ask(name: str) -> Any:
            answer = self._client.run(code_here, workers=[name], on_error="return")
            try:
                return await asyncio.wait_for(answer, ANSWER_SECONDS)
            except TimeoutError:
                return {name: None}

        answers = await asyncio.gather(*map(ask, workers))
        return {name: it for answer in answers for name, it in answer.items()}

    def _tell(self, refused: dict[str, str]) -> None:
        for line in _lines(refused):
            self.say(f"{line}; it is left out")

    def _done(self, futures: list[Any]) -> list[Any]:
        """Wait for a while until something is done."""
        if not futures:
            time.sleep(LOOK_SECONDS)
            return []
        try:
            return list(wait(futures, timeout=LOOK_SECONDS, return_when="FIRST_COMPLETED").done)
        except LateError:
            return []
        except (CancelledError, OSError, RuntimeError) as error:
            raise self._gone() from error

    def _found(self, future: Any) -> Carried | None:
        """Return what a worker sent; nothing when it died with it, and another does it again."""
        try:
            found = future.result(timeout=connecting.CONNECT_SECONDS)
        except LateError:
            return None
        except KilledWorker:
            why = "a task was given up, for its workers died one after the other"
            raise TaskError(f"{why} (killed, or out of memory); {KEPT}") from None
        except (CancelledError, OSError) as error:
            raise self._gone() from error
        except Exception as error:
            why = f"{type(error).__name__}: {error}".partition("\n")[0]
            raise TaskError(f"a worker of the cluster failed ({why}); {KEPT}") from None
        if isinstance(found, Refused):
            raise TaskError(f"{found.why}; {KEPT}")
        return Carried(*found)

    def _gone(self) -> TaskError:
        return TaskError(f"the scheduler {self.address} is gone; {KEPT}")


def _why_not(theirs: Any) -> str:
    """Return why a worker cannot be used that answers so, or nothing."""
    if theirs is None:
        return f"did not answer in {ANSWER_SECONDS:.0f} s; start it again"
    if isinstance(theirs, Exception):
        told = f"{type(theirs).__name__}: {theirs}".partition("\n")[0]
        return f"cannot run kubesim ({told}); install it there"
    return "" if theirs == code_here() else other_code(theirs, code_here())


def _lines(refused: dict[str, str]) -> list[str]:
    """Return a line for every reason why workers are left out."""
    lines = []
    for why in sorted(set(refused.values())):
        first, *others = sorted(name for name, it in refused.items() if it == why)
        names = f"{first} and {len(others)} more" if others else first
        lines.append(f"worker {names} {why}")
    return lines
