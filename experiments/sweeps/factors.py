"""What a factor of a sweep may be: policy, lever, parameter or structure; its kind and bounds."""

import math
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from experiments.common.draws import STRUCTURES
from sim.course import LeverOverrides
from sim.inputs.declared import Declared
from sim.inputs.faults import Fault, nearest
from sim.inputs.hints import NOT_A_NUMBER, NOT_WHOLE, number_hint, range_text
from sim.inputs.said import both
from sim.inputs.strict import InputError, faults_of
from sim.levers import Levers
from sim.parameters import declared
from sim.structures import FACTORS

Value = bool | int | float | str
Values = tuple[Value | None, ...]
"""A point: one value a factor, in the order of the factors; None: as it is without the factor."""

POLICY = "policy"
"""The factor whose values are names of policies."""
LEVELS = {STRUCTURES[factor.name]: [level.name for level in factor.levels] for factor in FACTORS}
"""Names of a structure's levels, the model's own first, by the name of the factor."""


@cache
def kinds() -> dict[str, type]:
    """Return every name that a factor may have, with the type of its values."""
    levers = {name: type(value) for name, value in Levers().model_dump().items()}
    parameters = {name: type(value) for name, value, _ in declared()}
    return {POLICY: str, **levers, **parameters, **dict.fromkeys(LEVELS, str)}


def is_lever(name: str) -> bool:
    """Whether a factor is a lever."""
    return name in Levers.model_fields


def is_parameter(name: str) -> bool:
    """Whether a factor is a parameter."""
    return name in _bounds()


def is_structure(name: str) -> bool:
    """Whether a factor is a rival structure."""
    return name in LEVELS


def is_number(name: str) -> bool:
    """Whether a factor may be given as a range."""
    return kinds()[name] in (int, float)


@cache
def _bounds() -> dict[str, Declared]:
    """Return what is declared of every parameter."""
    return {
        name: Declared(type(default), low=spec.low, high=spec.high, unit=spec.unit)
        for name, default, spec in declared()
    }


NO_POLICY = (
    both("not text", "bukan teks"),
    both("write a policy's name in quotes", "tulis nama kebijakan di antara tanda kutip"),
)


def why_not(name: str, value: Any) -> tuple[str, str] | None:
    """Return why a factor cannot have a value, and the remedy; or None where it can."""
    if name == POLICY:
        return None if isinstance(value, str) else NO_POLICY
    if is_parameter(name):
        return _why_not_parameter(name, value)
    if is_structure(name):
        known = value in LEVELS[name]
        why = both("is no level", "bukan tingkat struktur ini")
        return None if known else (why, nearest(str(value), LEVELS[name]))
    try:
        LeverOverrides.model_validate({name: value})
    except ValidationError as error:
        fault = faults_of(error, Path(), LeverOverrides)[0]
        return fault.why, fault.remedy
    return None


def _why_not_parameter(name: str, value: Any) -> tuple[str, str] | None:
    bounds = _bounds()[name]
    hint, what = number_hint(value, name, bounds), range_text(bounds)
    remedy = hint or both(f"write {what}", f"tulis {what.indonesian}")
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        return NOT_A_NUMBER, remedy
    if bounds.kind is int and isinstance(value, float):
        return NOT_WHOLE, remedy
    if bounds.low is None or bounds.high is None or bounds.low <= value <= bounds.high:
        return None
    return both(f"must be {what}", f"harus {what.indonesian}"), hint


def as_kind(name: str, value: Any) -> Value:
    """Return a value in its factor's type: 2 is 2.0 where numbers have decimals."""
    kept: Value = kinds()[name](value)
    return kept


def set_over(given: Iterable[str]) -> dict[str, float]:
    """Return what texts such as `learn.decay=0.02` set over the draws, by parameter or structure.

    A structure's level is given by its name, `structure.visits=nothing`, and returned as its
    number, as `experiments.common.uncertainty` takes it.

    Raises
    ------
    InputError
        With one line per fault.
    """
    values: dict[str, float] = {}
    faults = []
    for text in given:
        what, (name, _, written) = f"--parameter {text}", text.partition("=")
        if not (is_parameter(name) or is_structure(name)):
            remedy = nearest(name, [*_bounds(), *LEVELS])
            faults.append(Fault(what, both("unknown", "tidak dikenal"), remedy=remedy))
            continue
        value = _number(written) if is_parameter(name) else written
        wrong = why_not(name, value)
        if wrong is not None:
            why, remedy = wrong
            faults.append(Fault(what, why, remedy=remedy))
        elif name in values:
            faults.append(Fault(what, both("is given twice", "ditulis dua kali")))
        else:
            values[name] = float(LEVELS[name].index(written) if is_structure(name) else value)
    if faults:
        raise InputError(faults)
    return values


def _number(text: str) -> int | float | str:
    """Return a number as it is written, whole or with decimals; the text where it is none."""
    for kind in (int, float):
        try:
            return kind(text)
        except ValueError:
            continue
    return text
