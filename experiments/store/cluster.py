"""Chunks sent to a Dask cluster that is there already: the same chunks, the same bytes.

Of its workers those run them that run our code, as long as they live.
"""

import asyncio
import contextlib
import logging
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

from distributed import CancelledError, Client, KilledWorker, Security, wait
from distributed import TimeoutError as LateError
from distributed.comm.core import connect
from distributed.core import send_recv

from experiments.common.files import save
from experiments.common.refusals import fault_of
from experiments.store.cluster_worker import Carried, carry, code_here, other_code
from experiments.store.workers import TaskError
from sim.inputs.said import Said, both, in_indonesian
from sim.inputs.strict import InputError

Task = TypeVar("Task")

CONNECT_SECONDS = 10.0
WORKERS_SECONDS = 30.0
"""So long a cluster may take until its first worker is there."""
ANSWER_SECONDS = 60.0
"""A scheduler that is silent for longer is gone, and a worker is left out."""
LOOK_SECONDS = 2.0
"""So often we look who is there."""
AHEAD = 2
"""Tasks that wait for each thread: enough that none is idle, few enough to keep memory flat."""
SCHEMES = ("tcp://", "tls://")
LOGGERS = ("distributed", "distributed.client", "tornado.application")
KEPT = both(
    "what is done is kept; the same command goes on, with a cluster or without",
    "yang sudah selesai disimpan; perintah yang sama melanjutkannya, dengan atau tanpa klaster",
)


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
    _refused: dict[str, Said] = field(init=False, repr=False, default_factory=dict)
    """Why the others are left out, by address."""

    def __enter__(self) -> "Cluster":
        """Connect, and wait for the first worker.

        Raises
        ------
        InputError
            When there is no scheduler, no worker, or none that runs our code.
        """
        self._client = _client_of(self.address)
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
            self._client.close(timeout=CONNECT_SECONDS)

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
            why = both("has no workers", "tidak punya proses pekerja")
            raise InputError([fault_of(f"--scheduler {self.address}", why)]) from None
        except TaskError as error:
            raise InputError([error.args[0]]) from None
        if not self._ours:
            raise InputError(
                [fault_of(f"--scheduler {self.address}", line) for line in _lines(refused)]
            )
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
        sent: dict[Any, tuple[Any, list[str]]] = {}

        def more() -> bool:
            if not todo:
                todo.extend(islice(upcoming, 1))
            return bool(todo)

        try:
            while True:
                self._tell(self._look())
                todo.extend(self._stranded(sent))
                allowed = sorted(self._ours)
                while len(sent) < AHEAD * self.threads and more():
                    task = todo.popleft()
                    future = self._client.submit(
                        carry, job, task, code_here(), workers=allowed, pure=False
                    )
                    sent[future] = task, allowed
                if not sent and not more():
                    return
                for future in self._done(list(sent)):
                    carried = self._carried(future)
                    if carried is not None:
                        task, _ = sent.pop(future)
                        save(Path(task.folder) / carried.name, carried.content)
                        yield task, carried.name
        finally:
            with contextlib.suppress(Exception):
                self._client.cancel(list(sent))

    def _stranded(self, sent: dict[Any, tuple[Any, list[str]]]) -> list[Any]:
        """Take back what was sent to workers of whom none is there any more."""
        lost = [
            future for future, (_, workers) in sent.items() if not self._ours.keys() & set(workers)
        ]
        if lost:
            self.say(
                both(
                    "no worker of the cluster is left; waiting for others",
                    "tidak ada lagi proses pekerja di klaster; menunggu yang lain",
                )
            )
            self._client.cancel(lost)
        return [sent.pop(future)[0] for future in lost]

    def _look(self) -> dict[str, Said]:
        """See who is there; return why those that are new are left out that do not run our code."""
        ask = self._client.scheduler.ncores
        try:
            if self._client.status != "running":
                raise self._gone()
            there = self._client.sync(ask, callback_timeout=ANSWER_SECONDS)
            new = [name for name in there if name not in self._ours | self._refused]
            answers = self._client.sync(self._asked, new)
        except (OSError, RuntimeError) as error:
            raise self._gone() from error
        theirs = {
            name: answer for name, answer in answers.items() if not isinstance(answer, OSError)
        }
        refused = {name: why for name, answer in theirs.items() if (why := _why_not(answer))}
        still_there = {name: why for name, why in self._refused.items() if name in there}
        self._refused = still_there | refused
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
        return {name: code for answer in answers for name, code in answer.items()}

    def _tell(self, refused: dict[str, Said]) -> None:
        for line in _lines(refused):
            self.say(both(f"{line}; it is left out", f"{line.indonesian}; tidak dipakai"))

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

    def _carried(self, future: Any) -> Carried | None:
        """Return what a worker sent; nothing when it died with it, and another does it again."""
        try:
            answer = future.result(timeout=CONNECT_SECONDS)
        except LateError:
            return None
        except KilledWorker:
            fault = both(
                "a task was given up, for its workers died one after the other (killed, or out of "
                f"memory); {KEPT}",
                "satu pekerjaan dihentikan karena proses pekerjanya mati satu demi satu "
                "(dihentikan, "
                f"atau kehabisan memori); {KEPT.indonesian}",
            )
            raise TaskError(fault) from None
        except (CancelledError, OSError) as error:
            raise self._gone() from error
        except Exception as error:
            why = f"{type(error).__name__}: {error}".partition("\n")[0]
            fault = both(
                f"a worker of the cluster failed ({why}); {KEPT}",
                f"satu proses pekerja di klaster gagal ({why}); {KEPT.indonesian}",
            )
            raise TaskError(fault) from None
        if isinstance(answer, TaskError):
            told = in_indonesian(answer.args[0])
            raise TaskError(both(f"{answer}; {KEPT}", f"{told}; {KEPT.indonesian}"))
        return Carried(*answer)

    def _gone(self) -> TaskError:
        return TaskError(
            both(
                f"the scheduler {self.address} is gone; {KEPT}",
                f"penjadwal {self.address} tidak ada lagi; {KEPT.indonesian}",
            )
        )


def _why_not(theirs: Any) -> Said:
    """Return why a worker cannot be used that answers so, or nothing."""
    if theirs is None:
        return both(
            f"did not answer in {ANSWER_SECONDS:.0f} s; start it again",
            f"tidak menjawab dalam {ANSWER_SECONDS:.0f} detik; mulai lagi",
        )
    if isinstance(theirs, Exception):
        error = f"{type(theirs).__name__}: {theirs}".partition("\n")[0]
        return both(
            f"cannot run kubesim ({error}); install it there",
            f"tidak dapat menjalankan kubesim ({error}); pasang di sana",
        )
    return both("", "") if theirs == code_here() else other_code(theirs, code_here())


def _lines(refused: dict[str, Said]) -> list[Said]:
    """Return a line for every reason why workers are left out."""
    lines = []
    for why in sorted(set(refused.values())):
        first, *others = sorted(name for name, reason in refused.items() if reason == why)
        more = both(f" and {len(others)} more", f" dan {len(others)} lainnya")
        behind = more if others else both("", "")
        lines.append(
            both(
                f"worker {first}{behind} {why}",
                f"proses pekerja {first}{behind.indonesian} {why.indonesian}",
            )
        )
    return lines


def _client_of(address: str) -> Any:
    """Return a client of the scheduler at an address.

    Raises
    ------
    InputError
        When there is none, or it cannot be reached in some seconds.
    """
    if not address.startswith(SCHEMES):
        why = both(
            f"must begin with {' or '.join(SCHEMES)}", f"harus diawali {' atau '.join(SCHEMES)}"
        )
        raise InputError([fault_of(f"--scheduler {address}", why)])
    for name in LOGGERS:  # What they say of a scheduler that is gone, we say in a line.
        logging.getLogger(name).setLevel(logging.CRITICAL)
    try:
        with ThreadPoolExecutor(1) as apart:  # There may be a loop in this thread, as in Jupyter.
            kind = apart.submit(asyncio.run, _kind_at(address)).result()
        if kind == "Scheduler":
            return Client(address, timeout=CONNECT_SECONDS)
        why = both(
            f"a {kind.lower()} answers there, not a scheduler",
            f"yang menjawab di sana {kind}, bukan penjadwal",
        )
    except Exception as error:  # Whatever an unknown program answers.
        text = str(error).partition("\n")[0] or type(error).__name__
        why = both(text, text)
    cannot = both(f"cannot be reached ({why})", f"tidak dapat dihubungi ({why.indonesian})")
    raise InputError([fault_of(f"--scheduler {address}", cannot)])


async def _kind_at(address: str) -> str:
    """Ask what answers at an address; a client would wait for an answer for ever."""
    security = Security().get_connection_args("client")
    try:
        async with asyncio.timeout(CONNECT_SECONDS):
            comm = await connect(address, timeout=CONNECT_SECONDS, **security)
            try:
                return str((await send_recv(comm, op="identity"))["type"])
            finally:
                comm.abort()
    except TimeoutError:
        raise TimeoutError(f"no answer in {CONNECT_SECONDS:.0f} s") from None
