"""What a sweep file may say, and every fault of it: factors, design, replications."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from math import prod
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, ValidationError

from experiments.sweeps.factors import is_number, kinds, why_not
from sim.inputs.explain import EMPTY, IS_MISSING
from sim.inputs.faults import Fault, InputError, first_of, nearest, shown
from sim.inputs.said import both, dotted
from sim.inputs.strict import Strict, faults_of, is_path, resolve
from sim.locations import SWEEPS

Name = Annotated[str, Field(min_length=1, max_length=80, pattern=r"^[^\x00-\x1f\x7f/\\]+$")]
THERE_ALREADY = both("is there already", "sudah ada")
REMOVE = both("remove it", "hapuslah")
NO_FACTOR = both(
    "is no policy, lever, parameter or structure",
    "bukan kebijakan, tuas, parameter, atau struktur",
)
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
    return resolve(name, SWEEPS, both("sweep", "rangkaian simulasi"))


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
        remedy = both("add the number of points, e.g. 64", "tambahkan jumlah titiknya, misalnya 64")
        yield Fault("", IS_MISSING, "samples", remedy=remedy)
    if not sampled and spec.samples is not None:
        listed = ", ".join(SAMPLERS)
        why = both(f"design {value} has no samples", f"rancangan {value} tidak punya sampel")
        remedy = both(
            f"remove it, or choose one of {listed}",
            f"hapuslah, atau pilih salah satu dari {listed}",
        )
        yield Fault("", why, "samples", remedy=remedy)
    if spec.design == "sobol" and spec.samples and spec.samples & (spec.samples - 1):
        least = 1 << (spec.samples.bit_length() - 1)
        why = both("must be a power of two", "harus pangkat dua")
        remedy = both(f"write {least} or {2 * least}", f"tulis {least} atau {2 * least}")
        yield Fault("", why, "samples", str(spec.samples), remedy)
    wanted, other = ("points", "factors") if spec.design == "list" else ("factors", "points")
    if not getattr(spec, wanted):
        remedy = both(f"add one under [[{wanted}]]", f"tambahkan di bawah [[{wanted}]]")
        yield Fault("", IS_MISSING, wanted, remedy=remedy)
    if getattr(spec, other):
        why = both(f"design {value} takes no {other}", f"rancangan {value} tidak memakai {other}")
        remedy = both(f"write [[{wanted}]]", f"tulis [[{wanted}]]")
        yield Fault("", why, other, remedy=remedy)


def _faults_of_factors(spec: SweepSpec) -> Iterator[Fault]:
    earlier = set()
    for number, factor in enumerate(spec.factors):
        at = f"factors[{number + 1}]"
        if factor.name in earlier:
            why = both("is a factor already", "sudah menjadi faktor")
            yield Fault("", why, f"{at}.name", shown(factor.name))
        earlier.add(factor.name)
        yield from _factor_faults(factor, at, spec)


def _factor_faults(factor: Factor, at: str, spec: SweepSpec) -> Iterator[Fault]:
    if factor.name not in kinds():
        remedy = nearest(factor.name, list(kinds()))
        yield Fault("", NO_FACTOR, f"{at}.name", shown(factor.name), remedy)
    elif factor.values is not None:
        yield from _list_faults(factor, at)
    else:
        yield from _range_faults(factor, at, spec)


def _list_faults(factor: Factor, at: str) -> Iterator[Fault]:
    values = factor.values or ()
    if not values:
        remedy = both("write at least one value", "tulis sedikitnya satu nilai")
        yield Fault("", EMPTY, f"{at}.values", remedy=remedy)
    for key in ("low", "high", "steps"):
        if getattr(factor, key) is not None:
            why = both("stands beside values", "ditulis bersama values")
            remedy = both("keep one of them", "pertahankan salah satu")
            yield Fault("", why, f"{at}.{key}", remedy=remedy)
    repeated = _repeated(values)
    for number, value in enumerate(values):
        key = f"{at}.values[{number + 1}]"
        yield from _value_faults(factor.name, value, key)
        if number in repeated:
            yield Fault("", THERE_ALREADY, key, shown(value), REMOVE)


def _range_faults(factor: Factor, at: str, spec: SweepSpec) -> Iterator[Fault]:
    if not is_number(factor.name):
        why = both(f"{factor.name} has no range", f"{factor.name} tidak punya rentang")
        remedy = both("write values = [ … ]", "tulis values = [ … ]")
        yield Fault("", why, at, remedy=remedy)
        return
    low, high = factor.low, factor.high
    if low is None or high is None:
        missing = "low" if low is None else "high"
        remedy = both(
            "write low and high, or values = [ … ]", "tulis low dan high, atau values = [ … ]"
        )
        yield Fault("", IS_MISSING, f"{at}.{missing}", remedy=remedy)
        return
    if low >= high:
        above = f"high = {shown(high)}"
        why = both(f"is not below {above}", f"tidak di bawah {above}")
        yield Fault("", why, f"{at}.low", shown(low))
    if factor.scale == "log" and low <= 0.0:
        why = both(
            "must be above 0 where the scale is log", "harus di atas 0 bila scale adalah log"
        )
        yield Fault("", why, f"{at}.low", shown(low))
    sampled = spec.design in SAMPLERS
    if sampled and factor.steps is not None:
        why = both("samples have no steps", "rancangan bersampel tidak memakai steps")
        yield Fault("", why, f"{at}.steps", remedy=REMOVE)
    if not sampled and factor.steps is None:
        remedy = both(
            "add the number of values, or write values = [ … ]",
            "tambahkan jumlah nilainya, atau tulis values = [ … ]",
        )
        yield Fault("", IS_MISSING, f"{at}.steps", remedy=remedy)
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
                listed = ", ".join(names)
                remedy = both(f"every point names {listed}", f"setiap titik menyebut {listed}")
                yield Fault("", IS_MISSING, f"{at}.{name}", remedy=remedy)
        for name, value in point.items():
            key = f"{at}.{name}"
            if name not in kinds():
                yield Fault("", NO_FACTOR, key, remedy=_point_remedy(name, value))
                continue
            if name not in names:
                why = both("is not in the first point", "tidak ada pada titik pertama")
                remedy = both("name it in every point", "sebutkan pada setiap titik")
                yield Fault("", why, key, remedy=remedy)
            yield from _value_faults(name, value, key)
        if number in repeated:
            yield Fault("", THERE_ALREADY, at, remedy=REMOVE)
    if spec.points and not names:
        remedy = both("write factor = value", "tulis faktor = nilai")
        yield Fault("", EMPTY, "points[1]", remedy=remedy)


def _point_remedy(name: str, value: Any) -> str:
    """Say what an unknown name of a point may have meant."""
    if isinstance(value, dict):
        line = f'"{name}.{next(iter(value), "name")}" = …'
        return both(
            f"quote a name that has a dot: {line}", f"beri tanda kutip pada nama bertitik: {line}"
        )
    return nearest(name, list(kinds()))


def _size_faults(spec: SweepSpec) -> Iterator[Fault]:
    rows = _points(spec) * spec.replications
    if rows > ROWS_MOST:
        why = both(
            f"the sweep has {rows:,} rows (points × replications); {ROWS_MOST:,} at most",
            f"rangkaian ini memuat {dotted(rows)} simulasi (titik × ulangan); paling banyak "
            f"{dotted(ROWS_MOST)}",
        )
        remedy = both(
            "take fewer values or replications", "kurangi jumlah nilai atau jumlah ulangan"
        )
        yield Fault("", why, remedy=remedy)


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
