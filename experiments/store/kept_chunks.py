"""Runs kept chunk by chunk: whole files in a folder to itself, and what lacks is run."""

import contextlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TypeVar

import duckdb

from experiments.common.database import write_table
from experiments.common.draws import Columns
from experiments.common.files import make_folder, publish, temporary_in
from experiments.store.disk import in_words, locked, sha256_of, sweep_up, trouble
from experiments.store.workers import RunAll, TaskError
from sim.ensemble.machine_code import load_engine
from sim.inputs.strict import InputError
from sim.ledger import LedgerError

Task = TypeVar("Task")

NAME_DIGITS = 32
"""Of a SHA-256 in a file's name."""


@contextlib.contextmanager
def alone_in(folder: Path, chunks: Path, what: str) -> Iterator[None]:
    """Work in a folder that nobody else works in; what was being written there is swept up.

    Parameters
    ----------
    chunks : Path
        Where its chunks lie: the folder itself or one in it.
    what : str
        What runs into it, e.g. `sweep`.

    Raises
    ------
    InputError
        When another one runs into it, or the system refuses to read or write.
    """
    with in_words(folder):
        make_folder(chunks)
        with locked(folder, what):
            sweep_up(folder)
            sweep_up(chunks)
            yield


def run_missing(
    run_all: RunAll, job: Callable[[Task], str], tasks: Iterable[Task], workers: int
) -> Iterator[tuple[Task, str]]:
    """Run tasks on the compiled engine; yield each with the name of its chunk when it is done.

    Raises
    ------
    InputError
        When one cannot be done; what is done is kept.
    """
    load_engine()
    try:
        yield from run_all(job, tasks, workers)
    except TaskError as error:
        raise InputError([error.args[0]]) from None


@contextlib.contextmanager
def computed() -> Iterator[None]:
    """Turn what stops a city into why its task cannot be done.

    Raises
    ------
    TaskError
    """
    try:
        yield
    except (LedgerError, OverflowError) as error:
        raise TaskError(f"a city cannot be computed: {error}") from None


def name_of(prefix: str, sha256: str) -> str:
    """Return the name of a file with these bytes."""
    return f"{prefix}-{sha256[:NAME_DIGITS]}.parquet"


def whole(path: Path) -> bool:
    """Whether a file holds the bytes that its name tells."""
    return path.name == name_of(path.stem.rpartition("-")[0], sha256_of(path))


def save_chunk(columns: Columns, about: Mapping[str, str], folder: Path, prefix: str) -> str:
    """Save a chunk and return its name, which ends in the SHA-256 of its bytes.

    Raises
    ------
    TaskError
        When it cannot be saved.
    """
    try:
        with temporary_in(folder) as temporary:
            write_table(columns, temporary, about)
            name = name_of(prefix, sha256_of(temporary))
            publish(temporary, folder / name)
    except (OSError, duckdb.Error) as error:
        raise TaskError(trouble(folder, error)) from None
    return name
