"""What a worker of a cluster does: a chunk in a folder of its own, whose file it sends back.

So it needs no folder in common with us, and we save what it sends as a local worker would.
"""

import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from socket import gethostname
from threading import Lock
from typing import Any, NamedTuple

import numba
import numpy as np

from experiments.store.workers import TaskError
from sim.ensemble.code_cache import sources_hash
from sim.ensemble.machine_code import load_engine
from sim.inputs.said import Said, both, in_indonesian


class Code(NamedTuple):
    """What makes a worker's results ours: the same sources, and the libraries that compile them."""

    model: str
    experiments: str
    numpy: str
    numba: str

    def __str__(self) -> str:
        """Name it in a line."""
        sources = f"model {self.model}, experiments {self.experiments}"
        return f"{sources}, NumPy {self.numpy}, Numba {self.numba}"


EXPERIMENTS = Path(__file__).parents[1]
CODE = Code(sources_hash(), sources_hash(EXPERIMENTS), np.__version__, numba.__version__)
"""Taken when the process loads it: files that change later are not what a process runs."""

_compiling = Lock()


class Carried(NamedTuple):
    """A chunk's file, from wherever it was computed."""

    name: str
    content: bytes


def code_here() -> Code:
    """Return the code that this process runs."""
    return CODE


def other_code(theirs: Code, ours: Code) -> Said:
    """Return what to say of a worker that runs other code."""
    return both(
        f"runs other code ({theirs}) than this computer ({ours}); install the same version there "
        "and start it again",
        f"menjalankan kode lain ({theirs}) daripada komputer ini ({ours}); pasang versi yang sama "
        "di sana dan mulai lagi",
    )


def carry(job: Callable[[Any], str], task: Any, code: Code) -> Carried | TaskError:
    """Run a job into a folder that is gone afterwards; return its file, or why there is none."""
    if code != CODE:
        why = other_code(CODE, code)
        return TaskError(
            both(
                f"worker on {gethostname()} {why}",
                f"proses pekerja di {gethostname()} {why.indonesian}",
            )
        )
    with _compiling:
        load_engine()
    try:
        with tempfile.TemporaryDirectory() as folder:
            name = job(replace(task, folder=folder))
            return Carried(name, (Path(folder) / name).read_bytes())
    except (TaskError, OSError) as error:
        told = in_indonesian(error.args[0]) if isinstance(error, TaskError) else str(error)
        return TaskError(
            both(
                f"worker on {gethostname()}: {error}", f"proses pekerja di {gethostname()}: {told}"
            )
        )
