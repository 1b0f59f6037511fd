"""What a sweep file may say: scenario, factors, design, replications."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, ValidationError, field_validator

from sim.inputs.strict import InputError, Strict, faults_of, resolve
from sim.locations import SWEEPS

Name = Annotated[str, Field(min_length=1, max_length=80, pattern=r"^[^\x00-\x1f\x7f/\\]+$")]
Design = Literal["full", "list", "one-at-a-time", "latin-hypercube", "sobol"]

SAMPLERS = ("latin-hypercube", "sobol")
SAMPLES_MOST = 2**20
REPLICATIONS_MOST = 1_000_000


class Factor(Strict):
    """What is varied: its values, or the range in which they lie."""

    name: str = Field(description="policy, a lever, a parameter's or a structure's full name")
    values: tuple[Any, ...] | None = Field(None, description="the values, in order")
    low: float | None = Field(None, description="least value of the range")
    high: float | None = Field(None, description="greatest value of the range")
    scale: Literal["linear", "log"] = Field("linear", description="equal steps, or equal ratios")
    steps: Annotated[int, Field(ge=2, le=1000)] | None = Field(
        None, description="so many values in the range, where the design is not sampled"
    )
    digits: Annotated[int, Field(ge=1, le=12)] = Field(
        4, description="significant digits to which values in the range are rounded"
    )

    @field_validator("values", mode="before")
    @classmethod
    def _list_to_tuple(cls, value: Any) -> Any:
        return tuple(value) if isinstance(value, list) else value


class SweepSpec(Strict):
    """A sweep as its file declares it.

    `seed` is that of the luck, the same for every point, and of the samplers.
    """

    name: Name = Field(description="name of the sweep, as in its file's name")
    title: str = Field(min_length=1, max_length=200, description="title of tables and pictures")
    scenario: str = Field(description="name of a shipped scenario, or path seen from this file")
    policy: str = Field(
        "none", description="policy under every point: name, or path seen from this file"
    )
    design: Design = Field(description="how points are made of the factors")
    samples: Annotated[int, Field(ge=1, le=SAMPLES_MOST)] | None = Field(
        None, description="points of a latin-hypercube or sobol design"
    )
    replications: Annotated[int, Field(ge=1, le=REPLICATIONS_MOST)] = Field(
        description="runs of every point"
    )
    draws: Annotated[int, Field(ge=1, le=SAMPLES_MOST)] | None = Field(
        None,
        description="so many of the stored draws of the parameters, in turn: replication r has "
        "draw r modulo draws (by default all that there are)",
    )
    seed: Annotated[int, Field(ge=0, lt=2**32)] = Field(1, description="seed of luck and samplers")
    factors: tuple[Factor, ...] = Field((), description="what is varied, the slowest first")
    points: tuple[dict[str, Any], ...] = Field((), description="points of a list design")

    @field_validator("factors", "points", mode="before")
    @classmethod
    def _list_to_tuple(cls, value: Any) -> Any:
        return tuple(value) if isinstance(value, list) else value

    def factor_names(self) -> tuple[str, ...]:
        """Return the names of the factors, in order."""
        if self.design == "list":
            return tuple(self.points[0]) if self.points else ()
        return tuple(factor.name for factor in self.factors)


def sweep_path(name: str) -> Path:
    """Return the file of a shipped sweep, or of a path."""
    return resolve(name, SWEEPS, "sweep")


def is_sweep(data: Mapping[str, Any]) -> bool:
    """Whether the content of a file is a sweep, by its keys."""
    return "design" in data or "factors" in data


def spec_of(data: Mapping[str, Any], path: Path) -> SweepSpec:
    """Read the content of a sweep file; what its factors mean is checked in `checks`.

    Raises
    ------
    InputError
        With one line per fault.
    """
    try:
        return SweepSpec.model_validate(data)
    except ValidationError as error:
        raise InputError(faults_of(error, path, SweepSpec)) from None


def beside(name: str, file: Path) -> str:
    """Return a name as it is, and a path as seen from the folder of the file that names it."""
    is_path = "/" in name or "\\" in name or name.endswith(".toml")
    return str(file.parent / name) if is_path else name
