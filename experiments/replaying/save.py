"""Everything of a replayed run in a folder: months, buku kas, pictures."""

from pathlib import Path

from experiments.common.files import folder_name, save_all
from experiments.replaying.months import households_csv, kubes_csv, months_csv
from experiments.replaying.replay import Replay, run_set
from experiments.runs.books import book_of
from experiments.runs.pictures import draw_all

BOOKS = "buku-kas"
"""Folder of the cash books, one a Kube."""


def save(done: Replay, folder: Path) -> list[Path]:
    """Save the run and return the paths."""
    files = {
        "months.csv": months_csv(done).encode(),
        "kubes.csv": kubes_csv(done).encode(),
        "households.csv": households_csv(done).encode(),
        **draw_all(run_set(done)),
    }
    return [*save_all(folder, files), *save_all(folder / BOOKS, _cash_books(done))]


def _cash_books(done: Replay) -> dict[str, bytes]:
    """Return the cash book of every Kube as CSV, by file name."""
    whole = range(done.books.scenario.months)
    return {
        f"{folder_name(str(kube.id), kube.name)}.csv": book_of(done.books, kube.name, None, whole)
        .csv()
        .encode()
        for kube in done.model.city.kubes
    }
