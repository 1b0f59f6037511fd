"""What a box asks of each input: values as data, and in words."""

from typing import NamedTuple

import numpy as np

from experiments.common.languages import Lang
from experiments.policy.discover.space import Box, Input, Space
from experiments.policy.discover.texts import TEXTS
from experiments.sweeps.factors import Value
from experiments.sweeps.names import level_text, named, number_text


class Condition(NamedTuple):
    """What a box asks of one input.

    Attributes
    ----------
    low, high : float or None
        Least and greatest value of a number, both inside; None where nothing is asked.
    levels : tuple
        Those inside, of an input that is no number.
    """

    input: Input
    low: float | None
    high: float | None
    levels: tuple[Value, ...]


def condition(space: Space, box: Box, name: str) -> Condition:
    """Return what a box asks of an input."""
    it = next(it for it in space.inputs if it.name == name)
    places = space.columns_of(name)
    if it.levels:
        inside = tuple(level for level in it.levels if _is_inside(space, box, places, level))
        return Condition(it, None, None, inside)
    low, high = float(box.low[places[0]]), float(box.high[places[0]])
    return Condition(it, low if np.isfinite(low) else None, high if np.isfinite(high) else None, ())


def _is_inside(space: Space, box: Box, places: list[int], level: Value) -> bool:
    """Whether a level has in all columns of its input what the box asks."""
    held = [(place, float(space.columns[place].level == level)) for place in places]
    return all(box.low[place] <= value <= box.high[place] for place, value in held)


def values_text(asked: Condition, lang: Lang) -> str:
    """Return the values of a condition in words, with their unit."""
    texts, name = TEXTS[lang], asked.input.name
    if asked.input.levels:
        return texts["or"].join(level_text(name, level, lang) for level in asked.levels)
    unit = named(name, lang).unit
    low, high = (
        "" if bound is None else number_text(bound, unit, lang) for bound in (asked.low, asked.high)
    )
    if asked.low is not None and asked.high is not None:
        plain = number_text(asked.low, "Rp" if unit.startswith("Rp") else "", lang)
        return texts["between"].format(low=plain, high=high)
    return texts["least"].format(low=low) if low else texts["most"].format(high=high)
