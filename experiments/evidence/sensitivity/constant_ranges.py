"""Between which values each fixed constant is moved, from the file that ships.

The rule: what is part of a whole (units 0-1 and shares) goes from half to one and a half of its
default; a scale, a rate, a chance and a count from half to double; both within the bounds that
the parameter declares. Exceptions have a reason each, in the file.
"""

from pathlib import Path
from typing import NamedTuple

from pydantic import ValidationError

from sim.inputs.said import both
from sim.inputs.strict import Fault, InputError, Strict, faults_of, read_toml
from sim.parameters import Spec, declared

FILE = Path(__file__).with_name("ranges.toml")
HALF, HALF_MORE, DOUBLE = 0.5, 1.5, 2.0
DIGITS = 4
"""Significant digits of an end."""


class Ends(NamedTuple):
    """The lowest and the highest value of a constant in a screen."""

    low: float
    high: float


class _Ranges(Strict):
    ranges: dict[str, list[float | int]]
    reasons: dict[str, str]


def by_rule(default: float, spec: Spec) -> Ends:
    """Return the range of a constant without an exception."""
    part = spec.unit.startswith(("0-1", "share")) and spec.unit != "share a month"
    low = max(spec.low, default * HALF)
    high = min(spec.high, default * (HALF_MORE if part else DOUBLE))
    if isinstance(default, int):
        return Ends(round(low), round(high))
    return Ends(*(float(f"{end:.{DIGITS}g}") for end in (low, high)))


def constants() -> dict[str, tuple[float, Spec]]:
    """Return default and record of every fixed constant, in order of declaration."""
    return {name: (default, spec) for name, default, spec in declared() if spec.prior is None}


def ranges() -> dict[str, Ends]:
    """Return the range of every fixed constant, in order of declaration.

    Raises
    ------
    InputError
        With one line per fault of the file.
    """
    stored = _stored()
    faults = list(_faults(stored))
    if faults:
        raise InputError(faults)
    return {name: Ends(*stored.ranges[name]) for name in constants()}


def reasons() -> dict[str, str]:
    """Return why a range is not that of the rule, by constant."""
    return dict(_stored().reasons)


def _stored() -> _Ranges:
    try:
        return _Ranges.model_validate(read_toml(FILE))
    except ValidationError as error:
        raise InputError(faults_of(error, FILE, _Ranges)) from None


def _faults(stored: _Ranges) -> list[Fault]:
    """Say what lacks, what is no fixed constant, and which range is none."""
    known = constants()
    no_constant = both("is no fixed constant", "bukan tetapan")
    take_out = both("take the line out", "hapus barisnya")
    faults = [
        Fault(str(FILE), no_constant, key=name, remedy=take_out)
        for name in {**stored.ranges, **stored.reasons}
        if name not in known
    ]
    for name, (default, spec) in known.items():
        given = stored.ranges.get(name)
        if given is None:
            line = f'"{name}" = {list(by_rule(default, spec))}'
            why = both("has no range", "tidak punya rentang")
            remedy = both(f"add {line}", f"tambahkan {line}")
            faults.append(Fault(str(FILE), why, key=name, remedy=remedy))
        elif len(given) != len(Ends._fields) or not (
            spec.low <= given[0] <= default <= given[1] <= spec.high and given[0] < given[1]
        ):
            ends = f"{default:g}", f"{spec.low:g}", f"{spec.high:g}"
            why = both(
                "must be two values around {} within {} and {}".format(*ends),
                "harus dua nilai di sekitar {}, di antara {} dan {}".format(*ends),
            )
            faults.append(Fault(str(FILE), why, key=name))
    return faults
