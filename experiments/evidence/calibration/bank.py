"""A bank: draws of the parameters and their pseudo-data, what it depends on, and how it is filled.

Code counts by what it does, not by how it is written: by the pseudo-data of some draws. So a bank
outlives whatever leaves the model's results as they are.

The draws lie in one Parquet, the pseudo-data in chunks of some draws each, written whole or not
at all. A chunk's name tells its bank, its draws and the SHA-256 of its bytes. What a folder holds
is kept, what is missing is simulated.
"""

import dataclasses
import re
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from experiments.common.cost import Cost
from experiments.common.database import about, read_tables, write_table
from experiments.common.draws import STRUCTURES, SURVEY, Columns, draw, priors
from experiments.common.files import publish, temporary_in
from experiments.common.numbers import counted, with_signs
from experiments.evidence.calibration.calibration_file import Exposure
from experiments.evidence.calibration.failed_count import FailedCount, failed_count
from experiments.evidence.calibration.inputs import Inputs
from experiments.evidence.calibration.known_before import PRIORS
from experiments.evidence.calibration.simulate import (
    FIELDS,
    NEVER,
    cohort_column,
    column,
    estimate,
    simulate,
)
from experiments.store.digest import canonical, digest_of, sha256
from experiments.store.disk import set_aside, sha256_of
from experiments.store.kept_chunks import (
    alone_in,
    computed,
    name_of,
    run_missing,
    save_chunk,
    whole,
)
from experiments.store.workers import RunAll, run_all
from sim.inputs.said import Said, both, dotted
from sim.structures import FACTORS

SCHEMA = 2
"""Version of the columns and of how they are read off a city."""
DIGITS = 12
SAMPLE = 16
"""Draws by whose pseudo-data a change of the model is seen: a thousand years of Kubes each."""
CHUNK_DRAWS = 256
"""About eight seconds on one core."""
CHUNKS = "chunks"
DRAW = "draw"
PRIOR_VARIANCE = 1.0 / 12.0
"""Of a cumulative probability that may be anything."""
SINGULAR = 1e-6
"""Added to variances: of few stored draws some directions have none."""
CHUNK = re.compile(r"bank-\w+-(?P<first>\d+)-(?P<count>\d+)-\w+\.parquet")
Bar = Callable[[str, int], AbstractContextManager[Callable[[int], None]]]
"""Takes what is counted and how many there are; gives what takes those done."""

NOTHING = both("", "")
_behaviours: dict[str, str] = {}


def draws_identity(inputs: Inputs) -> str:
    """Return a hash of what draws depend on, their number aside."""
    bank, survey, before = inputs.settings.bank, inputs.survey, inputs.before.identity
    return _hashed(
        {
            **({"before": before} if before else {}),
            "schema": SCHEMA,
            "priors": {name: dataclasses.astuple(prior) for name, prior in priors().items()},
            "seed": bank.seed,
            "digits": bank.digits,
            "survey": [survey.start, survey.stop],
            "structures": [[factor.name, *factor.weights] for factor in FACTORS],
        }
    )


def bank_identity(inputs: Inputs) -> str:
    """Return a hash of what pseudo-data depend on: draws, model, scenarios, months, luck."""
    bank = inputs.settings.bank
    given = _hashed(
        {
            "draws": draws_identity(inputs),
            "bank": bank.model_dump(exclude={"draws"}),
            "structures": [[dict(level.values) for level in one.levels] for one in FACTORS],
            "months": inputs.months_seen,
            "ten": inputs.ten.model_dump(),
            "cohort": inputs.cohort.model_dump(),
        }
    )
    if given not in _behaviours:
        sample = draw(SAMPLE, bank.seed, bank.digits, inputs.survey)
        _behaviours[given] = digest_of(simulate(inputs, 0, sample))
    return _hashed([given, _behaviours[given]])


def _hashed(content: Any) -> str:
    return sha256(canonical(content))[:DIGITS]


class Chunk(NamedTuple):
    """A file with the pseudo-data of some draws, as its name tells."""

    path: Path
    draws: range


def chunks_of(folder: Path, identity: str) -> Iterator[Chunk]:
    """Yield the chunks of a bank in the order of their draws."""
    for path in sorted((folder / CHUNKS).glob(f"bank-{identity}-*.parquet")):
        name = CHUNK.fullmatch(path.name)
        if name is not None:
            first = int(name["first"])
            yield Chunk(path, range(first, first + int(name["count"])))


def count_there(inputs: Inputs, folder: Path, count: int) -> int:
    """Return how many of so many draws a folder holds, by the names of its files."""
    spans = (chunk.draws for chunk in chunks_of(folder, bank_identity(inputs)))
    return min(count, sum(len(span) for span in spans if span.stop <= count))


def kubes_of(inputs: Inputs, year: str) -> list[int]:
    """Return the places, by id, of the cohort's Kubes that were founded in a year."""
    rows = sorted(inputs.cohort.kubes, key=lambda kube: kube.id)
    return [place for place, kube in enumerate(rows) if kube.founded.startswith(year)]


@dataclass(frozen=True)
class Bank:
    """Draws and their pseudo-data, row by row.

    Attributes
    ----------
    draws : dict of NDArray, shape (draws,)
        Value of every uncertain parameter, the month of the survey, level of every structure.
    pseudo_data : dict of NDArray, shape (draws,)
        What was simulated, as `simulate` tells.
    chunks : list of str
        Names of the files that it was read from, which tell the SHA-256 of their bytes.
    """

    inputs: Inputs
    draws: Columns
    pseudo_data: Columns
    chunks: list[str]

    def __len__(self) -> int:
        """Return the number of draws."""
        return len(self.draws[SURVEY])

    @cached_property
    def unit(self) -> NDArray[np.float64]:
        """The parameters as cumulative probabilities before the data, (draws, parameters)."""
        before = self.inputs.before
        columns = [before.unit_of(name, self.draws[name]) for name in priors()]
        return np.stack(columns, axis=1)

    @cached_property
    def together(self) -> NDArray[np.float64] | None:
        """Covariance of `unit` in units of that of even chances; None of independent parameters.

        Shape (parameters, parameters).
        """
        if self.inputs.before is PRIORS:
            return None
        covariance = np.cov(self.unit.T) / PRIOR_VARIANCE
        return np.asarray(covariance + SINGULAR * np.eye(len(covariance)))

    @cached_property
    def levels(self) -> NDArray[np.int64]:
        """The level that a draw has of every structure, shape (draws, structures)."""
        return np.stack([self.draws[name] for name in STRUCTURES.values()], axis=1)

    @cached_property
    def failed(self) -> NDArray[np.bool_]:
        """Who of the cohort had failed when seen, shape (draws, cities, Kubes by id)."""
        cities = []
        for city in range(self.inputs.settings.bank.cohorts):
            texts = "".join(self.pseudo_data[cohort_column(city)]).encode()
            failed = np.frombuffer(texts, np.uint8) == ord("1")
            cities.append(failed.reshape(len(self), -1))
        return np.stack(cities, axis=1)

    @cached_property
    def counts(self) -> dict[str, FailedCount]:
        """How many had failed as each exposure counts them, by its name."""
        return {one.name: self.count(one) for one in self.inputs.settings.exposure}

    def count(self, exposure: Exposure) -> FailedCount:
        """Return how many had failed; of a year the first city's Kubes by id, then the second's."""
        simulated = [self.failed_of(year) for year in exposure.founded]
        return failed_count(simulated, list(exposure.founded.values()))

    def failed_of(self, year: str) -> NDArray[np.bool_]:
        """Return who had failed of those founded in a year, shape (draws, Kubes of all cities)."""
        return self.failed[:, :, kubes_of(self.inputs, year)].reshape(len(self), -1)

    def kube(self, name: str, field: str) -> NDArray[np.float64]:
        """Return a field of one Kube in its month, shape (draws,)."""
        values = self.pseudo_data[column(self.inputs.kubes[name].id, field)]
        return np.asarray(values, np.float64)

    @cached_property
    def complete(self) -> NDArray[np.bool_]:
        """In which draws every Kube lived in one of the replications, shape (draws,)."""
        lived = [self.kube(name, "replication") != NEVER for name in self.inputs.kubes]
        return np.asarray(np.all(lived, axis=0))

    @cached_property
    def digest(self) -> str:
        """Digest of the ordered table of draws and pseudo-data."""
        return digest_of({**self.draws, **self.pseudo_data})


@dataclass(frozen=True)
class Task:
    """Some draws to simulate: everything that a process elsewhere needs.

    What was known before the data is not needed any more and stays out of the inputs.
    """

    folder: str
    inputs: Inputs
    identity: str
    first: int
    draws: Columns


def fill_bank(
    inputs: Inputs,
    folder: Path,
    count: int,
    workers: int = 1,
    say: Callable[[str], None] = lambda _: None,
    bar: Bar = lambda *_: nullcontext(lambda _: None),
    chunk_draws: int = CHUNK_DRAWS,
    run_all: RunAll = run_all,
) -> Bank:
    """Simulate what a folder lacks of a bank of so many draws, and return it.

    Parameters
    ----------
    workers : int
        Processes.
    say : callable
        Takes a line for the user.
    run_all : callable
        Runs the chunks: in local processes, or on a cluster.

    Raises
    ------
    InputError
        When it cannot be saved or simulated; what is done is kept, the same call goes on.
    """
    without = dataclasses.replace(inputs, before=PRIORS)
    with alone_in(folder, folder / CHUNKS, "calibration"):
        draws = _stored_draws(inputs, folder, count, say)
        identity = bank_identity(inputs)
        there = _there(folder, identity, draws, say)
        spans = list(_spans(np.flatnonzero(~there), chunk_draws))
        tasks = (
            Task(str(folder / CHUNKS), without, identity, span.start, _some(draws, span))
            for span in spans
        )
        missing = count - int(there.sum())
        if missing:
            to_do = both(counted(missing, "draw"), f"{dotted(missing)} sampel")
            hands = both(counted(workers, "worker"), f"{dotted(workers)} proses")
            say(_to_do(to_do, hands, count - missing, estimate(inputs, missing, workers)))
            begun, simulated = time.monotonic(), 0
            with bar("draws", missing) as done:
                for task, _ in run_missing(run_all, run_chunk, tasks, min(workers, len(spans))):
                    simulated += len(task.draws[SURVEY])
                    done(simulated)
            seconds = time.monotonic() - begun
            each = f"{1e3 * seconds / missing:.1f} ms"
            say(
                both(
                    f"{to_do} simulated on {hands}: {seconds:,.0f} s, {each} each",
                    f"{to_do.indonesian} disimulasikan dengan {hands.indonesian}: "
                    f"{dotted(round(seconds))} detik, masing-masing {with_signs(each, 'id')}",
                )
            )
        chunks = [chunk for chunk in chunks_of(folder, identity) if chunk.draws.stop <= count]
        paths = [chunk.path for chunk in chunks]
        pseudo_data = read_tables(paths, _columns(inputs), DRAW)
    return Bank(inputs, draws, pseudo_data, [path.name for path in paths])


def _to_do(draws: Said, hands: Said, there: int, cost: Cost) -> Said:
    """Say what is to be simulated, what is there, and what it is estimated to cost."""
    have = both(f"; {there:,} are there", f"; {dotted(there)} sudah ada") if there else NOTHING
    return both(
        f"{draws} to simulate{have}: {cost.text()} on {hands}",
        f"{draws.indonesian} akan disimulasikan{have.indonesian}: {cost.text('id')} dengan "
        f"{hands.indonesian}",
    )


def _columns(inputs: Inputs) -> list[str]:
    """Return the columns of pseudo-data."""
    cities = [cohort_column(city) for city in range(inputs.settings.bank.cohorts)]
    kubes = [column(kube.id, field) for kube in inputs.kubes.values() for field in FIELDS]
    return [*cities, *kubes]


def _stored_draws(inputs: Inputs, folder: Path, count: int, say: Callable[[str], None]) -> Columns:
    """Return the draws, those that are stored as they are; store what is new."""
    prefix, most = f"draws-{draws_identity(inputs)}", None
    for path in sorted(folder.glob(f"{prefix}-*.parquet")):
        if whole(path):
            most = path
        else:
            beside = set_aside(path, folder)
            say(
                both(
                    f"{path.name}: is damaged; set aside as {beside}",
                    f"{path.name}: rusak; dipindahkan ke {beside}",
                )
            )
    names = [*priors(), SURVEY, *STRUCTURES.values()]
    stored = read_tables([most], names, DRAW) if most else {}
    if most and len(stored[SURVEY]) >= count:
        return _some(stored, range(count))
    bank = inputs.settings.bank
    draws = inputs.before.draw(count, bank.seed, bank.digits, inputs.survey)
    for name, values in stored.items():
        draws[name][: len(values)] = values
    with temporary_in(folder) as temporary:
        write_table({DRAW: np.arange(count), **draws}, temporary, {"seed": str(bank.seed)})
        publish(temporary, folder / name_of(f"{prefix}-{count:07d}", sha256_of(temporary)))
    return draws


def _there(
    folder: Path, identity: str, draws: Columns, say: Callable[[str], None]
) -> NDArray[np.bool_]:
    """Return which draws are there; set aside what is damaged or of other draws."""
    there = np.zeros(len(draws[SURVEY]), np.bool_)
    for chunk in chunks_of(folder, identity):
        own = slice(chunk.draws.start, chunk.draws.stop)
        if own.stop > len(there):
            continue
        why = NOTHING
        if not whole(chunk.path):
            why = both(
                "is damaged (its bytes are not those that were written)",
                "rusak (isinya bukan yang dahulu ditulis)",
            )
        elif about(chunk.path).get("draws") != digest_of(_some(draws, chunk.draws)):
            why = both("was made from other draws", "dibuat dari sampel lain")
        elif there[own].any():
            why = both(
                "holds draws that another one holds", "memuat sampel yang dimuat berkas lain"
            )
        if why:
            place = set_aside(chunk.path, folder)
            say(
                both(
                    f"{chunk.path.name}: {why}; set aside as {place}, simulated again",
                    f"{chunk.path.name}: {why.indonesian}; dipindahkan ke {place}, disimulasikan "
                    "lagi",
                )
            )
        else:
            there[own] = True
    return there


def _some(draws: Columns, span: range) -> Columns:
    return {name: values[span.start : span.stop] for name, values in draws.items()}


def _spans(missing: NDArray[np.int64], size: int) -> Iterator[range]:
    """Yield the missing draws in runs of consecutive ones, none crossing a multiple of the size."""
    breaks = np.flatnonzero((np.diff(missing) > 1) | (missing[1:] % size == 0)) + 1
    for part in np.split(missing, breaks):
        if len(part):
            yield range(int(part[0]), int(part[-1]) + 1)


def run_chunk(task: Task) -> str:
    """Simulate some draws and save them; the same task gives the same rows, wherever.

    Returns
    -------
    str
        Name of the file.

    Raises
    ------
    TaskError
        When a city cannot be computed, or the file cannot be saved.
    """
    count = len(task.draws[SURVEY])
    with computed():
        pseudo_data = simulate(task.inputs, task.first, task.draws)
    columns = {DRAW: task.first + np.arange(count), **pseudo_data}
    about = {"identity": task.identity, "draws": digest_of(task.draws)}
    prefix = f"bank-{task.identity}-{task.first:07d}-{count:05d}"
    return save_chunk(columns, about, Path(task.folder), prefix)
