"""What is uncertain, in every run: the posterior, the prior, or nothing but luck.

Replication r runs with draw r of the stored ones, whatever the policy or the point of a sweep: so
policies are compared on the same luck and in the same world. Draws are stored, never drawn again.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, Literal, NamedTuple, get_args

import duckdb
import numpy as np
from numpy.typing import ArrayLike, NDArray

from experiments.common.database import read_tables
from experiments.common.draws import DRAWN, STRUCTURES, in_force, priors
from sim.inputs.said import both
from sim.inputs.strict import Fault, InputError
from sim.locations import RESULTS
from sim.nation.load import Setting
from sim.parameters import declared
from sim.scenario import Scenario
from sim.structures import FACTOR_OF_LEVER, FACTORS, NOTHING

Kind = Literal["posterior", "prior", "point", "class"]
KINDS: tuple[Kind, ...] = get_args(Kind)
FOLDER = RESULTS / "calibration"
FILES = {"posterior": "posterior-main.parquet", "prior": "prior.parquet", "class": "class.parquet"}
ALONE: tuple[Kind, ...] = ("point", "class")
"""Kinds of one set of values: runs differ by luck alone."""

Columns = dict[str, NDArray[Any]]
Given = Mapping[str, float]
"""What is set over the draws: parameters by full name; by `STRUCTURES`, the number of a level."""


class Drawn(NamedTuple):
    """With which draws runs were made, as files and screens name them.

    Attributes
    ----------
    digest : str
        SHA-256 of the stored file; empty where the first values hold.
    folder : str
        Folder of the stored file as it was named; empty where it ships or the first values hold.
    """

    kind: Kind = "point"
    draws: int = 1
    digest: str = ""
    folder: str = ""

    @property
    def alone(self) -> bool:
        """Whether it is one set of values."""
        return self.kind in ALONE


NOTHING_DRAWN = Drawn()


class Sets(NamedTuple):
    """Parameter sets of runs.

    Attributes
    ----------
    columns : dict of NDArray, shape (sets,)
        The distinct sets, as `Ensemble` takes them.
    place : NDArray of int, shape (runs,)
        Which of them each run has.
    """

    columns: dict[str, NDArray[np.float64]]
    place: NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Uncertainty:
    """Stored draws of the parameters and of the rival structures.

    Attributes
    ----------
    draws : dict of NDArray, shape (draws,)
        Of every uncertain parameter, and the level of every structure (0 own); the first values
        are one draw.
    digest : str
        Of the stored file; empty where the first values hold.
    lacks : tuple of str
        Structures that the stored draws do not have: all have the model's own level.
    folder : str
        Of the stored file as it was named; empty where it ships or the first values hold.
    """

    kind: Kind
    draws: Columns
    digest: str
    lacks: tuple[str, ...] = ()
    folder: str = ""

    def __len__(self) -> int:
        """Return how many draws there are."""
        return len(next(iter(self.draws.values())))

    @property
    def drawn(self) -> Drawn:
        """What files and screens name."""
        return Drawn(self.kind, len(self), self.digest, self.folder)

    def first(self, count: int) -> "Uncertainty":
        """Return the first so many draws: they lie in no order, so that any are a sample."""
        if count == len(self):
            return self
        return replace(self, draws={name: values[:count] for name, values in self.draws.items()})

    def working(self, lever: str) -> "Uncertainty":
        """Return the draws in which a lever does something; all of them where none is named."""
        if not lever:
            return self
        factor = FACTOR_OF_LEVER[lever]
        nothing = [level.name for level in factor.levels].index(NOTHING)
        kept = self.draws[STRUCTURES[factor.name]] != nothing
        return replace(self, draws={name: values[kept] for name, values in self.draws.items()})

    def rows(self, replications: ArrayLike) -> NDArray[np.int64]:
        """Return which draw each replication runs with; after the last comes the first again."""
        return np.asarray(replications, np.int64) % len(self)

    def sets_of(
        self,
        scenario: Setting,
        replications: ArrayLike,
        given: Sequence[Given] = ({},),
        which: ArrayLike = 0,
    ) -> Sets:
        """Return the distinct parameter sets of runs, of which there are no more than draws.

        The levels of rival structures hold over what is drawn, what the scenario sets itself over
        them, and what is given over all.

        Parameters
        ----------
        replications : array of int, shape (runs,)
        given : sequence of mapping
            What is set over the draws, e.g. by each point of a design.
        which : array of int, shape (runs,)
            Which of `given` each run has.
        """
        codes = np.asarray(which, np.int64) * len(self) + self.rows(replications)
        distinct, place = np.unique(codes, return_inverse=True)
        number, row = np.divmod(distinct, len(self))
        over = {
            name: np.array([values.get(name, np.nan) for values in given])[number]
            for name in dict.fromkeys(name for values in given for name in values)
        }
        chosen = {name: _put(over, name, values[row]) for name, values in self.draws.items()}
        own = {name: np.full(len(row), value) for name, value in values_of(scenario).items()}
        held = {
            name: values
            for name, values in in_force(chosen, scenario.values()).items()
            if name not in scenario.parameters
        }
        names = [*held, *(name for name in over if name in own and name not in held)]
        columns = {name: _put(over, name, held.get(name, own[name])) for name in names}
        return Sets(columns, place if columns else np.zeros_like(place))

    def sets(self, scenario: Setting, replications: ArrayLike) -> dict[str, NDArray[np.float64]]:
        """Return the parameters of replications, a set each, as `Ensemble` takes them."""
        columns, place = self.sets_of(scenario, replications)
        return {name: values[place] for name, values in columns.items()}

    def values(
        self, scenario: Scenario, replication: int, given: Given | None = None
    ) -> dict[str, float]:
        """Return the parameters of one replication by full name, those of the scenario aside."""
        columns, _ = self.sets_of(scenario, [replication], [given or {}])
        kinds = {name: type(default) for name, default, _ in declared()}
        return {name: kinds[name](values[0]) for name, values in columns.items()}

    def scenario(
        self, scenario: Scenario, replication: int, given: Given | None = None
    ) -> Scenario:
        """Return the scenario with the parameters of one replication, for the agents' engine."""
        values = {**scenario.parameters, **self.values(scenario, replication, given)}
        return scenario.model_copy(update={"parameters": values})


def _put(over: Columns, name: str, values: NDArray[Any]) -> NDArray[np.float64]:
    """Put what is given over values; not a number is not given."""
    given = over.get(name)
    return values if given is None else np.where(np.isnan(given), values, given)


def values_of(scenario: Setting) -> dict[str, float]:
    """Return every parameter of a scenario by full name."""
    groups = scenario.values()._asdict().items()
    return {
        f"{group}.{name}": value
        for group, values in groups
        for name, value in values._asdict().items()
    }


FIRST_VALUES = Uncertainty(
    "point",
    {
        **{name: np.array([float(default)]) for name, default, _ in declared() if name in priors()},
        **{name: np.zeros(1, np.int64) for name in STRUCTURES.values()},
    },
    "",
)


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
        return FIRST_VALUES
    path = folder / FILES[kind]
    if not path.is_file():
        command = f"`kubesim calibrate --out {folder} --yes`"
        fault = both(
            f"{path}: not found; {command} makes it", f"{path}: tidak ada; buatlah dengan {command}"
        )
        raise InputError([fault])
    try:
        draws = read_tables([path], [*priors()], DRAWN, [*STRUCTURES.values()])
        lacks = [name for name in STRUCTURES.values() if name not in draws]
    except duckdb.Error as error:
        fault = both(
            f"{path}: not of these parameters ({error}); calibrate again",
            f"{path}: bukan dari parameter ini ({error}); kalibrasikan lagi",
        )
        raise InputError([fault]) from None
    wrong = list(_out_of_bounds(draws, path))
    if wrong:
        raise InputError(wrong)
    own = np.zeros(len(next(iter(draws.values()))), np.int64)
    draws |= dict.fromkeys(lacks, own)
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return Uncertainty(kind, draws, digest, tuple(lacks), "" if folder == FOLDER else str(folder))


def _out_of_bounds(draws: Columns, path: Path) -> Iterator[Fault]:
    """Yield the columns of a file that hold what no parameter or structure can be.

    Compiled code does not look at it again.
    """
    bounds = {name: (spec.low, spec.high) for name, _, spec in declared()}
    bounds |= {STRUCTURES[factor.name]: (0, len(factor.levels) - 1) for factor in FACTORS}
    for name, values in draws.items():
        low, high = bounds[name]
        kinds = "iu" if name in STRUCTURES.values() else "fiu"
        numbers = values.dtype.kind in kinds and len(values) > 0
        if not (numbers and ((values >= low) & (values <= high)).all()):
            why = both(
                f"holds other values than {low:g} to {high:g}",
                f"memuat nilai di luar {low:g} sampai {high:g}",
            )
            remedy = both("calibrate again", "kalibrasikan lagi")
            yield Fault(str(path), why, name, remedy=remedy)


def draws_named(text: str) -> Uncertainty:
    """Return what `--parameters` names: draws that ship by their kind, or a posterior in a folder.

    Raises
    ------
    InputError
        When there are none, or they are of other parameters.
    """
    for kind in KINDS:
        if kind == text:
            return uncertainty(kind)
    if Path(text).is_dir():
        return uncertainty("posterior", Path(text))
    kinds = ", ".join(KINDS)
    fault = both(
        f"--parameters {text}: unknown; known: {kinds}, or a folder of `kubesim calibrate` or "
        "`kubesim elicit weigh`",
        f"--parameters {text}: tidak dikenal; yang dikenal: {kinds}, atau folder dari "
        "`kubesim calibrate` atau `kubesim elicit weigh`",
    )
    raise InputError([fault])


def uncertainty_of(drawn: Drawn) -> Uncertainty:
    """Return the draws with which runs were made.

    Raises
    ------
    InputError
        When those that are there are others.
    """
    own = Path(drawn.folder) if drawn.folder else FOLDER
    stored = uncertainty(drawn.kind, own) if drawn.folder else uncertainty(drawn.kind)
    if stored.digest != drawn.digest:
        path = own / FILES[drawn.kind]
        here, there = stored.digest[:12], drawn.digest[:12]
        fault = both(
            f"{path}: holds other {drawn.kind} draws (SHA-256 {here}) than those of these runs "
            f"({there}), which cannot be made again with them; install the version that made "
            "them, or run them anew",
            f"{path}: memuat sampel parameter lain ({drawn.kind}, SHA-256 {here}) daripada yang "
            f"dipakai simulasi ini ({there}), sehingga tidak dapat diulang; pasang versi yang "
            "membuatnya, atau jalankan lagi",
        )
        raise InputError([fault])
    return stored.first(drawn.draws)
