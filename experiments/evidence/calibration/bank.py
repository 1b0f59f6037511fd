"""A bank: draws of the parameters and their pseudo-data, what it depends on, and how it is read.

Code counts by what it does, not by how it is written: by the pseudo-data of some draws. So a bank
outlives whatever leaves the model's results as they are.
"""

import dataclasses
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from experiments.common.database import read_tables
from experiments.common.draws import (
    STRUCTURES,
    SURVEY,
    Columns,
    draw,
    priors,
    unit_of,
)
from experiments.evidence.calibration.inputs import Inputs
from experiments.evidence.calibration.simulate import FIELDS, NEVER, cohort_column, column, simulate
from experiments.store.digest import canonical, digest_of, sha256
from experiments.store.disk import sha256_of
from experiments.store.kept_chunks import NAME_DIGITS
from sim.inputs.strict import InputError
from sim.structures import FACTORS

SCHEMA = 2
"""Version of the columns and of how they are read off a city."""
DIGITS = 12
SAMPLE = 16
"""Draws by whose pseudo-data a change of the model is seen: a thousand years of Kubes each."""

_behaviours: dict[str, str] = {}
CHUNKS = "chunks"
DRAW = "draw"
CHUNK = re.compile(r"bank-\w+-(?P<first>\d+)-(?P<count>\d+)-\w+\.parquet")


def draws_identity(inputs: Inputs) -> str:
    """Return a hash of what draws depend on, their number aside."""
    bank, survey = inputs.settings.bank, inputs.survey
    return _hashed(
        {
            "schema": SCHEMA,
            "priors": {name: dataclasses.astuple(prior) for name, prior in priors().items()},
            "seed": bank.seed,
            "digits": bank.digits,
            "survey": [survey.start, survey.stop],
            "structures": list(STRUCTURES),
        }
    )


def bank_identity(inputs: Inputs) -> str:
    """Return a hash of what pseudo-data depend on: draws, model, scenarios, months, luck."""
    bank = inputs.settings.bank
    given = _hashed(
        {
            "draws": draws_identity(inputs),
            "bank": bank.model_dump(exclude={"draws"}),
            "structures": [dict(factor.levels[1].values) for factor in FACTORS],
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


def chunk_name(identity: str, first: int, count: int, sha256: str) -> str:
    """Return the name of a chunk with these bytes."""
    return f"bank-{identity}-{first:07d}-{count:05d}-{sha256[:NAME_DIGITS]}.parquet"


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


def draws_name(inputs: Inputs, count: int, sha256: str) -> str:
    """Return the name of the file of so many draws with these bytes."""
    return f"draws-{draws_identity(inputs)}-{count:07d}-{sha256[:NAME_DIGITS]}.parquet"


def draws_files(folder: Path, inputs: Inputs) -> list[Path]:
    """Return the files that hold draws of a bank, the most draws first."""
    return sorted(folder.glob(f"draws-{draws_identity(inputs)}-*.parquet"), reverse=True)


def whole(path: Path) -> bool:
    """Whether a file holds the bytes that its name tells."""
    return path.stem.endswith(f"-{sha256_of(path)[:NAME_DIGITS]}")


def read_draws(path: Path) -> Columns:
    """Read draws that are stored.

    Raises
    ------
    duckdb.Error
    """
    return read_tables([path], [*priors(), SURVEY, *STRUCTURES.values()], DRAW)


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
        """The parameters as cumulative probabilities under their priors, (draws, parameters)."""
        columns = [unit_of(prior, self.draws[name]) for name, prior in priors().items()]
        return np.stack(columns, axis=1)

    @cached_property
    def rival(self) -> NDArray[np.bool_]:
        """Where a draw has the rival level of a structure, shape (draws, structures)."""
        return np.stack([self.draws[name] == 1 for name in STRUCTURES.values()], axis=1)

    @cached_property
    def failed(self) -> NDArray[np.bool_]:
        """Who of the cohort had failed when seen, shape (draws, cities, Kubes by id)."""
        cities = []
        for city in range(self.inputs.settings.bank.cohorts):
            texts = "".join(self.pseudo_data[cohort_column(city)]).encode()
            failed = np.frombuffer(texts, np.uint8) == ord("1")
            cities.append(failed.reshape(len(self), -1))
        return np.stack(cities, axis=1)

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


def columns_of(inputs: Inputs) -> list[str]:
    """Return the columns of pseudo-data."""
    cities = [cohort_column(city) for city in range(inputs.settings.bank.cohorts)]
    kubes = [column(kube.id, field) for kube in inputs.kubes.values() for field in FIELDS]
    return [*cities, *kubes]


def read_bank(inputs: Inputs, folder: Path, count: int) -> Bank:
    """Read the first draws of a bank from a folder.

    Raises
    ------
    InputError
        When some of them are not there.
    """
    files = draws_files(folder, inputs)
    chunks = [
        chunk for chunk in chunks_of(folder, bank_identity(inputs)) if chunk.draws.stop <= count
    ]
    if not files or sum(len(chunk.draws) for chunk in chunks) != count:
        raise InputError([f"{folder}: does not hold {count} draws; calibrate again to go on"])
    draws = read_draws(files[0])
    pseudo_data = read_tables([chunk.path for chunk in chunks], columns_of(inputs), DRAW)
    return Bank(
        inputs,
        {name: values[:count] for name, values in draws.items()},
        pseudo_data,
        [chunk.path.name for chunk in chunks],
    )
