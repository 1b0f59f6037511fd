"""Running a sweep into a folder: what is there is kept, what is missing is run, all is sealed."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from experiments.common.cost import FAST_HOUSEHOLD_MONTHS_PER_SECOND, Cost, check_cost, cost
from experiments.common.refusals import OTHER_FOLDER
from experiments.store.digest import Digest
from experiments.store.disk import in_words, set_aside, sha256_of
from experiments.store.kept_chunks import alone_in, run_missing
from experiments.store.workers import RunAll, run_all
from experiments.sweeps import manifest as manifests
from experiments.sweeps.chunks import CHUNKS, run_chunk, tasks_of
from experiments.sweeps.manifest import MANIFEST
from experiments.sweeps.plan import Plan, continued
from experiments.sweeps.stored_sweep import Sweep
from experiments.sweeps.verifying import Rows, Say, check_ours, scan
from sim.ensemble.code_cache import sources_hash
from sim.inputs.said import both, dotted
from sim.inputs.strict import InputError

CHUNK_SECONDS = 4.0
"""Work of a chunk on one core, estimated conservatively; preparing and saving one takes a tenth of
a second."""
CHUNKS_MOST = 500
"""A longer sweep makes larger chunks, not more of them …"""
CHUNKS_A_WORKER_MOST = 8
"""… unless this is more: many workers want many chunks, so that few are idle at the end."""
CHUNKS_A_WORKER = 4
"""A shorter sweep makes smaller ones, so that no worker is idle."""

Progress = Callable[[int], None]
"""Called with the rows that have been run."""


class Work(NamedTuple):
    """What a sweep still has to do."""

    rows: int
    there: int
    workers: int
    estimate: Cost


@dataclass(frozen=True)
class Swept:
    """A finished sweep, and how much of it was run this time."""

    sweep: Sweep
    run: int
    there: int
    spare_chunks: int


@dataclass(frozen=True)
class Sweeping:
    """How a sweep is run.

    Attributes
    ----------
    workers : int
        Processes.
    yes : bool
        Run also what is estimated to cost more than the budget.
    say : callable
        Takes a line for the user.
    begin : callable
        Takes the work to be done and returns what takes the rows run.
    chunk_rows : int, optional
        Rows of a chunk, instead of as many as take some seconds.
    run_all : callable
        Runs the chunks: in local processes, or on a cluster.
    """

    workers: int
    yes: bool = False
    say: Say = print
    begin: Callable[[Work], Progress] = lambda _: lambda _: None
    chunk_rows: int | None = None
    run_all: RunAll = run_all

    def run(self, plan: Plan, folder: Path) -> Swept:
        """Run what a folder lacks of a sweep, and seal it.

        Raises
        ------
        InputError
            When the folder is not free for it, it costs too much, or cannot be saved; what is
            done is kept, and the same call goes on.
        """
        with in_words(folder):
            check_ours(folder)
            if not (folder / MANIFEST).exists():
                self._work(plan, len(plan), 0)
            with alone_in(folder, folder / CHUNKS, "sweep"):
                return self._run_locked(plan, folder)

    def _run_locked(self, plan: Plan, folder: Path) -> Swept:
        earlier = _earlier(folder, plan, self.say)
        if earlier is not None:
            plan = continued(plan, manifests.plan_of(earlier, folder))
        hashes = {"code": sources_hash(), "outcomes": manifests.outcomes_hash(plan.scenario)}
        keys = list(plan.keys(*hashes.values()))
        rows = Rows.wanted(keys, plan.spec.replications, plan.spec.seed)
        scan(folder, rows, self.say)
        missing = rows.missing()
        there = int(rows.there.sum())
        work = self._work(plan, len(missing), there)
        manifest = manifests.manifest_of(plan, keys, hashes)
        if earlier is not None and manifests.same_sweep(earlier, manifest):
            manifest = _opened(earlier) if len(missing) else earlier
        if manifest != earlier:
            manifests.write(folder, manifest)
        self._run_missing(plan, folder, manifest, rows, missing, work)
        sweep = _sealed(plan, folder, manifest, rows)
        return Swept(sweep, len(missing), there, rows.spare)

    def _work(self, plan: Plan, missing: int, there: int) -> Work:
        """Estimate what is missing, and refuse it over the budget."""
        one_core = cost(
            plan.scenario, missing, FAST_HOUSEHOLD_MONTHS_PER_SECOND, sharing=len(plan.points)
        )
        estimate = one_core._replace(seconds=one_core.seconds / self.workers)
        if not self.yes:
            replications = plan.spec.replications
            of = both("replications", "ulangan")
            check_cost(f"sweep {plan.spec.name}", estimate, replications, of)
        return Work(missing, there, self.workers, estimate)

    def _run_missing(
        self,
        plan: Plan,
        folder: Path,
        manifest: manifests.Json,
        rows: Rows,
        missing: NDArray[np.int64],
        work: Work,
    ) -> None:
        """Run the missing rows chunk by chunk."""
        if not len(missing):
            return
        done = self.begin(work)
        size = self.chunk_rows or _chunk_rows(work)
        tasks = tasks_of(plan, folder / CHUNKS, manifest, missing, size)
        many = min(self.workers, -(-work.rows // size))
        count = 0
        for task, name in run_missing(self.run_all, run_chunk, tasks, many):
            rows.chunks[name] = sha256_of(folder / CHUNKS / name)
            count += len(task.point)
            done(count)


def _chunk_rows(work: Work) -> int:
    """Return the rows of a chunk: some seconds' work, and neither too many nor too few chunks."""
    seconds = work.estimate.seconds * work.workers / work.rows
    size = min(int(CHUNK_SECONDS / seconds), work.rows // (work.workers * CHUNKS_A_WORKER))
    most = max(CHUNKS_MOST, work.workers * CHUNKS_A_WORKER_MOST)
    return max(1, size, -(-work.rows // most))


def _earlier(folder: Path, plan: Plan, say: Say) -> manifests.Json | None:
    """Return the manifest of what a folder holds, if it is of the same sweep."""
    path = folder / MANIFEST
    if not path.exists():
        return None
    try:
        manifest = manifests.read(folder)
    except manifests.DamagedError as error:
        place, why = set_aside(path, folder), error.records[0]
        say(both(f"{why}; set aside as {place}", f"{why.indonesian}; dipindahkan ke {place}"))
        return None
    for what, apa, old, new in (
        ("sweep", "rangkaian", manifest["spec"].get("name"), plan.spec.name),
        ("scenario", "skenario", manifest["scenario"].get("name"), plan.scenario.name),
    ):
        if old != new:
            fault = both(
                f"{folder}: holds another sweep ({what} {old}, not {new}); {OTHER_FOLDER}",
                f"{folder}: memuat rangkaian simulasi lain ({apa} {old}, bukan {new}); "
                f"{OTHER_FOLDER.indonesian}",
            )
            raise InputError([fault])
    return manifest


def _opened(manifest: manifests.Json) -> manifests.Json:
    """Return a manifest as it is before its last run."""
    after = ("digest", "chunks")
    return {key: value for key, value in manifest.items() if key not in after} | {"sealed": None}


def _sealed(plan: Plan, folder: Path, manifest: manifests.Json, rows: Rows) -> Sweep:
    """Read everything back, and seal the manifest unless it says the same already.

    Raises
    ------
    InputError
        When rows are missing.
    """
    chunks = dict(sorted(rows.chunks.items()))
    sweep = Sweep.of(plan, folder, manifest, chunks)
    digest, there, household_months = Digest(sweep.columns), 0, 0
    for block in sweep.blocks():
        digest.add(block)
        there += len(block["household_months"])
        household_months += int(block["household_months"].sum())
    if there != len(plan):
        lacking, whole = len(plan) - there, len(plan)
        fault = both(
            f"{folder}: {lacking:,} of {whole:,} rows are missing; run it again to go on",
            f"{folder}: {dotted(lacking)} dari {dotted(whole)} simulasi belum ada; jalankan lagi "
            "untuk melanjutkan",
        )
        raise InputError([fault])
    if (manifest.get("digest"), manifest.get("chunks")) != (digest.text(), chunks):
        manifest = manifests.sealed(manifest, chunks, digest.text(), household_months)
        manifests.write(folder, manifest)
    return Sweep.of(plan, folder, manifest, chunks)
