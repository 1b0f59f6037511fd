"""Tasks: rows of a plan cut into chunks that can be run anywhere."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from experiments.sweeps.chunks import Task
from experiments.sweeps.manifest import Json
from experiments.sweeps.plan import Plan, Point


def tasks_of(
    plan: Plan, folder: Path, manifest: Json, missing: NDArray[np.int64], size: int
) -> Iterator[Task]:
    """Yield tasks for rows that are missing, so many rows each, in logical order.

    Parameters
    ----------
    folder : Path
        Where chunks are saved.
    missing : NDArray of int, shape (rows, 2)
        Number of the distinct key, and replication.
    """
    first: dict[str, Point] = {}
    for key, point in zip(manifest["keys"], plan.points, strict=True):
        first.setdefault(key, point)
    points = list(first.values())
    for start in range(0, len(missing), size):
        yield _task(plan, folder, manifest, points, missing[start : start + size])


def rerun_of(plan: Plan, folder: Path, manifest: Json, rows: Sequence[int]) -> Task:
    """Return a task for rows of the table, by their numbers."""
    pairs = [divmod(row, plan.spec.replications) for row in rows]
    return _task(plan, folder, manifest, plan.points, np.array(pairs, np.int64).reshape(-1, 2))


def _task(
    plan: Plan, folder: Path, manifest: Json, points: Sequence[Point], rows: NDArray[np.int64]
) -> Task:
    """Return a task for rows given as places in `points` and replications."""
    places, local = np.unique(rows[:, 0], return_inverse=True)
    chosen = [points[place] for place in places]
    given = [plan.parameters_of(point) for point in chosen]
    sets = plan.uncertainty.sets_of(plan.scenario, rows[:, 1], given, local)
    return Task(
        str(folder),
        plan.scenario,
        (*(plan.policy_of(point) for point in chosen), plan.scored),
        sets.columns,
        tuple(manifest["keys"][point.number] for point in chosen),
        plan.spec.seed,
        tuple(local.tolist()),
        tuple(rows[:, 1].tolist()),
        tuple(sets.place.tolist()),
        {"seed": str(plan.spec.seed), **manifest["hashes"]},
    )
