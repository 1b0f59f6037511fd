"""Tasks sent to a Dask cluster that is there already: the same chunks, the same bytes.

A worker needs no folder in common with us: it computes a chunk into one of its own and sends the
file back, and we save it as a local worker would. A worker of another version is refused.
"""

import contextlib
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Lock
from typing import Any, NamedTuple, TypeVar

import dask
import numba
import numpy as np
from distributed import CancelledError, Client, KilledWorker, wait
from distributed import TimeoutError as LateError

from experiments.sweeps.disk import save
from experiments.sweeps.manifest import outcomes_hash
from experiments.sweeps.workers import TaskError
from sim.ensemble.compiled import sources_hash
from sim.ensemble.first_compile import compile_engine
from sim.inputs.strict import InputError

Task = TypeVar("Task")

CONNECT_SECONDS = 10.0
WORKERS_SECONDS = 30.0
"""So long a cluster may take until its first worker is there."""
LOOK_SECONDS = 2.0
"""So often we look whether the scheduler is there."""
AHEAD = 2
"""Tasks that wait for each thread: enough that none is idle, few enough to keep memory flat."""
SCHEMES = ("tcp://", "tls://")
KEPT = "what is done is kept; the same command goes on, with a cluster or without"

_compiling = Lock()


class Code(NamedTuple):
    """What makes a worker's results ours: the same sources, and the libraries that compile them."""

    kubesim: str
    outcomes: str
    numpy: str
    numba: str

    def __str__(self) -> str:
        """Name it in a line."""
        return (
            f"sources {self.kubesim[:12]}, outcomes {self.outcomes[:12]}, NumPy {self.numpy}, "
            f"Numba {self.numba}"
        )


def code_here() -> Code:
    """Return the code of this process."""
    return Code(sources_hash(), outcomes_hash(), np.__version__, numba.__version__)


class Carried(NamedTuple):
    """A chunk's file, from wherever it was computed."""

    name: str
    content: bytes


class Refused(NamedTuple):
    """Why a task was not done."""

    why: str


def carry(job: Callable[[Any], str], task: Any, code: Code) -> "Carried | Refused":
    """Run a job on a worker, into a folder of its own, and return the file that it made."""
    here = code_here()
    if here != code:
        return Refused(
            f"a worker of the cluster runs other code ({here}) than this one ({code}); install "
            "the same version everywhere"
        )
    with _compiling:
        compile_engine()
    try:
        with tempfile.TemporaryDirectory() as folder:
            name = job(replace(task, folder=folder))
            return Carried(name, (Path(folder) / name).read_bytes())
    except TaskError as error:
        return Refused(str(error))


@dataclass
class Cluster:
    """A cluster that we are connected to; closed as a context.

    Attributes
    ----------
    address : str
        Of the scheduler, as `tcp://10.0.0.1:8786`.
    """

    address: str
    _client: Any = field(init=False, repr=False)

    def __enter__(self) -> "Cluster":
        """Connect, and wait for the first worker.

        Raises
        ------
        InputError
            When there is no scheduler or no worker, or a worker has other code.
        """
        if not self.address.startswith(SCHEMES):
            known = " or ".join(SCHEMES)
            raise InputError([f"--scheduler {self.address}: must begin with {known}"])
        dask.config.set({"distributed.comm.timeouts.connect": CONNECT_SECONDS})
        try:
            self._client = Client(self.address, timeout=CONNECT_SECONDS)
        except (OSError, ValueError, RuntimeError) as error:
            why = str(error).partition("\n")[0] or type(error).__name__
            raise InputError([f"--scheduler {self.address}: cannot be reached ({why})"]) from None
        try:
            self._check_workers()
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
        """How many tasks the cluster does at once now."""
        return max(1, sum(map(int, self._client.nthreads().values())))

    def _check_workers(self) -> None:
        try:
            self._client.wait_for_workers(1, timeout=WORKERS_SECONDS)
        except LateError:
            raise InputError([f"--scheduler {self.address}: has no workers"]) from None
        ours = code_here()
        try:
            theirs = self._client.run(code_here)
        except Exception as error:
            why = f"{type(error).__name__}: {error}".partition("\n")[0]
            told = f"workers cannot run kubesim ({why}); install it there"
            raise InputError([f"--scheduler {self.address}: {told}"]) from None
        faults = [
            f"--scheduler {self.address}: worker {name} runs other code ({code}) than this "
            f"computer ({ours}); install the same version everywhere"
            for name, code in sorted(theirs.items())
            if Code(*code) != ours
        ]
        if faults:
            raise InputError(faults)

    def run_all(
        self, job: Callable[[Task], str], tasks: Iterable[Task], workers: int
    ) -> Iterator[tuple[Task, str]]:
        """Run a job on every task and yield each with its file's name, which is saved.

        As `experiments.sweeps.workers.run_all`, which it takes the place of; `workers` is not
        needed here. Workers may die and join: a task whose worker died is run again by another.

        Raises
        ------
        TaskError
            When a task cannot be done, kills its workers again and again, or the scheduler dies.
        """
        code, upcoming = code_here(), iter(tasks)
        waiting: dict[Any, Task] = {}
        try:
            while True:
                while len(waiting) < AHEAD * self._threads_now():
                    task = next(upcoming, None)
                    if task is None:
                        break
                    future = self._client.submit(carry, job, task, code, pure=False)
                    waiting[future] = task
                if not waiting:
                    return
                for future in self._done(list(waiting)):
                    task = waiting.pop(future)
                    yield task, self._saved(task, future)
        finally:
            with contextlib.suppress(Exception):
                self._client.cancel(list(waiting))

    def _threads_now(self) -> int:
        try:
            return self.threads
        except (OSError, RuntimeError, TimeoutError) as error:
            raise self._gone() from error

    def _done(self, futures: list[Any]) -> list[Any]:
        """Wait until something is done; notice when the scheduler is gone."""
        while True:
            try:
                found = wait(futures, timeout=LOOK_SECONDS, return_when="FIRST_COMPLETED")
            except LateError:
                self._threads_now()
                if self._client.status != "running":
                    raise self._gone() from None
            except (CancelledError, OSError, RuntimeError) as error:
                raise self._gone() from error
            else:
                return list(found.done)

    def _saved(self, task: Any, future: Any) -> str:
        """Save what a worker sent, whole or not at all, and return its name."""
        try:
            found = future.result(timeout=CONNECT_SECONDS)
        except KilledWorker:
            why = "a task was given up, for its workers died one after the other"
            raise TaskError(f"{why} (killed, or out of memory); {KEPT}") from None
        except (CancelledError, OSError, TimeoutError) as error:
            raise self._gone() from error
        except Exception as error:
            why = f"{type(error).__name__}: {error}".partition("\n")[0]
            raise TaskError(f"a worker of the cluster failed ({why}); {KEPT}") from None
        if isinstance(found, Refused):
            raise TaskError(found.why)
        save(Path(task.folder) / found.name, found.content)
        return str(found.name)

    def _gone(self) -> TaskError:
        return TaskError(f"the scheduler {self.address} is gone; {KEPT}")
