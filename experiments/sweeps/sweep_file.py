"""What a sweep file may say, and every fault of it: factors, design, replications."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from math import prod
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, ValidationError

from experiments.sweeps.factors import is_number, kinds, why_not
from sim.inputs.faults import Fault, InputError, first_of, nearest, shown
from sim.inputs.strict import Strict, faults_of, is_path, resolve
from sim.locations import SWEEPS

Name = Annotated[str, Field(min_length=1, max_length=80, pattern=r"^[^\x00-\x1f\x7f/\\]+$")]
Design = Literal["full", "list", "one-at-a-time", "latin-hypercube", "sobol"]

SAMPLERS = ("latin-hypercube", "sobol")
SAMPLES_MOST = 2**20
REPLICATIONS_MOST = 1_000_000
ROWS_MOST = 20_000_000
"""Rows of one sweep: points × replications."""


class Factor(Strict):
    """What is varied: its values, or the range in which they lie."""

    name: str = Field(description="policy, a lever, a parameter's or a structure's full name")
    values: Annotated[tuple[Any, ...], Field(strict=False)] | None = Field(
        None, description="the values, in order"
    )
    low: float | None = Field(None, description="least value of the range")
    high: float | None = Field(None, description="greatest value of the range")
    scale: Literal["linear", "log"] = Field("linear", description="equal steps, or equal ratios")
    steps: Annotated[int, Field(ge=2, le=1000)] | None = Field(
        None, description="so many values in the range, where the design is not sampled"
    )
    digits: Annotated[int, Field(ge=1, le=12)] = Field(
        4, description="significant digits to which values in the range are rounded"
    )


class SweepSpec(Strict):
    """A sweep as its file declares it.

    `seed` is that of the luck, the same for every point, and of the samplers.
    """

    name: Name = Field(description="name of the sweep, as in its file's name")
    title: str = Field(min_length=1, max_length=200, description="title of tables and pictures")
    judul: str = Field(
        "", max_length=200, description="title in Indonesian; by default the English one"
    )
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
    factors: tuple[Factor, ...] = Field(
        (), strict=False, description="what is varied, the slowest first"
    )
    points: tuple[dict[str, Any], ...] = Field(
        (), strict=False, description="points of a list design"
    )

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
    """Read the content of a sweep file; what its factors mean `faults_in` checks.

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
    return str(file.parent / name) if is_path(name) else name


def faults_in(spec: SweepSpec, file: str) -> list[Fault]:
    """Return every fault of a sweep's factors, points and design."""
    of_points = _point_faults(spec) if spec.design == "list" else _faults_of_factors(spec)
    faults = first_of(chain(_design_faults(spec), of_points)) or list(_size_faults(spec))
    return [fault._replace(file=file) for fault in faults]


def _design_faults(spec: SweepSpec) -> Iterator[Fault]:
    """Yield what the design needs and does not have, and what it has and does not need."""
    sampled = spec.design in SAMPLERS
    value = shown(spec.design)
    if sampled and spec.samples is None:
        yield Fault("", "is missing", "samples", remedy="add the number of points, e.g. 64")
    if not sampled and spec.samples is not None:
        remedy = f"remove it, or choose one of {', '.join(SAMPLERS)}"
        yield Fault("", f"design {value} has no samples", "samples", remedy=remedy)
    if spec.design == "sobol" and spec.samples and spec.samples & (spec.samples - 1):
        least = 1 << (spec.samples.bit_length() - 1)
        remedy = f"write {least} or {2 * least}"
        yield Fault("", "must be a power of two", "samples", str(spec.samples), remedy)
    wanted, other = ("points", "factors") if spec.design == "list" else ("factors", "points")
    if not getattr(spec, wanted):
        yield Fault("", "is missing", wanted, remedy=f"add one under [[{wanted}]]")
    if getattr(spec, other):
        yield Fault("", f"design {value} takes no {other}", other, remedy=f"write [[{wanted}]]")


def _faults_of_factors(spec: SweepSpec) -> Iterator[Fault]:
    earlier = set()
    for number, factor in enumerate(spec.factors):
        at = f"factors[{number + 1}]"
        if factor.name in earlier:
            yield Fault("", "is a factor already", f"{at}.name", shown(factor.name))
        earlier.add(factor.name)
        yield from _factor_faults(factor, at, spec)


def _factor_faults(factor: Factor, at: str, spec: SweepSpec) -> Iterator[Fault]:
    if factor.name not in kinds():
        remedy = nearest(factor.name, list(kinds()))
        why = "is no policy, lever, parameter or structure"
        yield Fault("", why, f"{at}.name", shown(factor.name), remedy)
    elif factor.values is not None:
        yield from _list_faults(factor, at)
    else:
        yield from _range_faults(factor, at, spec)


def _list_faults(factor: Factor, at: str) -> Iterator[Fault]:
    values = factor.values or ()
    if not values:
        yield Fault("", "is empty", f"{at}.values", remedy="write at least one value")
    for key in ("low", "high", "steps"):
        if getattr(factor, key) is not None:
            yield Fault("", "stands beside values", f"{at}.{key}", remedy="keep one of them")
    repeated = _repeated(values)
    for number, value in enumerate(values):
        key = f"{at}.values[{number + 1}]"
        yield from _value_faults(factor.name, value, key)
        if number in repeated:
            yield Fault("", "is there already", key, shown(value), "remove it")


def _range_faults(factor: Factor, at: str, spec: SweepSpec) -> Iterator[Fault]:
    if not is_number(factor.name):
        yield Fault("", f"{factor.name} has no range", at, remedy="write values = [ … ]")
        return
    low, high = factor.low, factor.high
    if low is None or high is None:
        missing = "low" if low is None else "high"
        remedy = "write low and high, or values = [ … ]"
        yield Fault("", "is missing", f"{at}.{missing}", remedy=remedy)
        return
    if low >= high:
        yield Fault("", f"is not below high = {shown(high)}", f"{at}.low", shown(low))
    if factor.scale == "log" and low <= 0.0:
        why = "must be above 0 where the scale is log"
        yield Fault("", why, f"{at}.low", shown(low))
    sampled = spec.design in SAMPLERS
    if sampled and factor.steps is not None:
        yield Fault("", "samples have no steps", f"{at}.steps", remedy="remove it")
    if not sampled and factor.steps is None:
        remedy = "add the number of values, or write values = [ … ]"
        yield Fault("", "is missing", f"{at}.steps", remedy=remedy)
    for key, end in (("low", low), ("high", high)):
        whole = kinds()[factor.name] is int and end == int(end)
        yield from _value_faults(factor.name, int(end) if whole else end, f"{at}.{key}")


def _value_faults(name: str, value: Any, key: str) -> Iterator[Fault]:
    why = why_not(name, value)
    if why is not None:
        yield Fault("", why[0], key, shown(value), why[1])


def _point_faults(spec: SweepSpec) -> Iterator[Fault]:
    """Yield the faults of an explicit list: all points name the same factors."""
    names = spec.factor_names()
    repeated = _repeated(spec.points)
    for number, point in enumerate(spec.points):
        at = f"points[{number + 1}]"
        for name in names:
            if name not in point:
                remedy = f"every point names {', '.join(names)}"
                yield Fault("", "is missing", f"{at}.{name}", remedy=remedy)
        for name, value in point.items():
            key = f"{at}.{name}"
            if name not in kinds():
                why = "is no policy, lever, parameter or structure"
                yield Fault("", why, key, remedy=_point_remedy(name, value))
                continue
            if name not in names:
                yield Fault("", "is not in the first point", key, remedy="name it in every point")
            yield from _value_faults(name, value, key)
        if number in repeated:
            yield Fault("", "is there already", at, remedy="remove it")
    if spec.points and not names:
        yield Fault("", "is empty", "points[1]", remedy="write factor = value")


def _point_remedy(name: str, value: Any) -> str:
    """Say what an unknown name of a point may have meant."""
    if isinstance(value, dict):
        return f'quote a name that has a dot: "{name}.{next(iter(value), "name")}" = …'
    return nearest(name, list(kinds()))


def _size_faults(spec: SweepSpec) -> Iterator[Fault]:
    rows = _points(spec) * spec.replications
    if rows > ROWS_MOST:
        why = f"the sweep has {rows:,} rows (points × replications); {ROWS_MOST:,} at most"
        yield Fault("", why, remedy="take fewer values or replications")


def _points(spec: SweepSpec) -> int:
    """Return the number of points, at most: some may turn out to be the same."""
    if spec.design == "list":
        return len(spec.points)
    if spec.samples is not None:
        return spec.samples
    levels = [
        factor.steps or 0 if factor.values is None else len(factor.values)
        for factor in spec.factors
    ]
    return prod(levels) if spec.design == "full" else 1 + sum(levels)


def _repeated(values: Sequence[Any]) -> set[int]:
    """Return the places of values, or of points, that stand before already."""
    first: dict[Any, int] = {}
    places = enumerate(map(_known, values))
    return {place for place, value in places if first.setdefault(value, place) < place}


def _known(value: Any) -> Any:
    """Return what tells a value from others in TOML: true is not 1, but 2 is 2.0."""
    if isinstance(value, dict):
        return frozenset((name, _known(part)) for name, part in value.items())
    return isinstance(value, bool), repr(value) if isinstance(value, list) else value
