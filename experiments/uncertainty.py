"""What is uncertain, in every run: the posterior, the prior, or the first values alone.

Replication r runs with draw r of the stored ones, whatever the policy or the point of a sweep: so
policies are compared on the same luck and in the same world. Draws are stored, never drawn again.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal, get_args

import numpy as np
from numpy.typing import NDArray

from experiments.evidence.calibration.draws import STRUCTURES, in_force, priors
from experiments.evidence.calibration.posterior import DRAWN
from experiments.evidence.calibration.tables import read_tables
from sim.inputs.strict import InputError
from sim.locations import RESULTS
from sim.parameters import declared, with_values
from sim.scenario import Scenario

Kind = Literal["posterior", "prior", "point"]
KINDS: tuple[Kind, ...] = get_args(Kind)
FOLDER = RESULTS / "calibration"
FILES = {"posterior": "posterior-main.parquet", "prior": "prior.parquet"}

Columns = dict[str, NDArray[Any]]


@dataclass(frozen=True)
class Uncertainty:
    """Stored draws of the parameters and of the rival structures.

    Attributes
    ----------
    draws : dict of NDArray, shape (draws,)
        Of every uncertain parameter, and the level of every structure (0 own, 1 rival); nothing
        where the first values hold.
    digest : str
        Of the stored file; empty where nothing is drawn.
    """

    kind: Kind
    draws: Columns
    digest: str

    def __len__(self) -> int:
        """Return how many draws there are."""
        return len(next(iter(self.draws.values()), ()))

    def rows(self, replications: Sequence[int] | NDArray[np.int64]) -> NDArray[np.int64]:
        """Return which draw each replication runs with; after the last comes the first again."""
        return np.asarray(replications, np.int64) % max(1, len(self))

    def sets(
        self, scenario: Scenario, replications: Sequence[int] | NDArray[np.int64]
    ) -> dict[str, NDArray[np.float64]]:
        """Return the parameters of replications, as `Ensemble` takes them.

        What the scenario sets itself holds; so do the levels that rival structures set, over
        what is drawn.

        Returns
        -------
        dict of NDArray, shape (replications,)
            Nothing where the first values hold.
        """
        if not self.draws:
            return {}
        rows = self.rows(replications)
        chosen = {name: values[rows] for name, values in self.draws.items()}
        columns = in_force(chosen, scenario.values())
        return {
            name: np.asarray(values, np.float64)
            for name, values in columns.items()
            if name not in scenario.parameters
        }

    def values(self, scenario: Scenario, replication: int) -> dict[str, float]:
        """Return the parameters of one replication by full name, those of the scenario aside."""
        found = self.sets(scenario, [replication])
        kinds = {name: type(default) for name, default, _ in declared()}
        return {name: kinds[name](values[0]) for name, values in found.items()}

    def scenario(self, scenario: Scenario, replication: int) -> Scenario:
        """Return the scenario with the parameters of one replication, for the agents' engine."""
        values = {**self.values(scenario, replication), **scenario.parameters}
        with_values(values)
        return scenario.model_copy(update={"parameters": values})


@cache
def uncertainty(kind: Kind, folder: Path = FOLDER) -> Uncertainty:
    """Return the stored draws of a kind.

    Parameters
    ----------
    folder : Path, optional
        Of a calibration; by default the one that ships.

    Raises
    ------
    InputError
        When there are none, or they are of other parameters.
    """
    if kind == "point":
        return Uncertainty(kind, {}, "")
    path = folder / FILES[kind]
    if not path.is_file():
        raise InputError([f"{path}: not found; `kubesim calibrate --out {folder} --yes` makes it"])
    names = [*priors(), *STRUCTURES.values()]
    try:
        draws = read_tables([path], names, DRAWN)
    except Exception as error:  # duckdb's own, which is imported late
        raise InputError([f"{path}: not of these parameters ({error}); calibrate again"]) from None
    return Uncertainty(kind, draws, hashlib.sha256(path.read_bytes()).hexdigest())
