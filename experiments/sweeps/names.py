"""What an input is called, in words, in both languages; its unit; its values."""

from functools import cache
from typing import NamedTuple

from experiments.common import bahasa
from experiments.common.draws import STRUCTURES
from experiments.common.labels import labels
from experiments.common.languages import Lang
from experiments.sweeps.factors import POLICY, Value
from sim.levers import Levers
from sim.parameters import declared
from sim.structures import FACTORS

MILLION = 1_000_000
THOUSAND = 999.5
"""From here on numbers are whole, for three digits would cut them."""
DIGITS = 3


class Named(NamedTuple):
    """An input in words.

    Attributes
    ----------
    unit : str
        Empty where it has none.
    """

    meaning: str
    unit: str


@cache
def _english() -> dict[str, Named]:
    """Return every name that an input may have, with its meaning and unit."""
    levers = {
        name: Named(str(it.description), str((it.json_schema_extra or {})["unit"]))  # type: ignore[index]
        for name, it in Levers.model_fields.items()
    }
    short = labels()
    parameters = {
        name: Named(short.get(name, spec.meaning), spec.unit) for name, _, spec in declared()
    }
    structures = {STRUCTURES[it.name]: Named(it.title, "-") for it in FACTORS}
    return {POLICY: Named("policy", "-"), **levers, **parameters, **structures}


def named(name: str, lang: Lang) -> Named:
    """Return an input in words; a fixed constant without an Indonesian name has its English one."""
    meaning, unit = _english()[name]
    if lang == "en":
        return Named(meaning, "" if unit == "-" else unit)
    return Named(bahasa.NAMES.get(name, meaning), bahasa.UNITS.get(unit, unit))


@cache
def _levels() -> dict[str, str]:
    return {level.name: level.title for it in FACTORS for level in it.levels}


def level_text(name: str, value: Value, lang: Lang) -> str:
    """Return a level of an input that is no number, in words."""
    if name == POLICY:
        return str(value)
    if lang == "id":
        if name == "structure.household_asset" and value == "none":
            return "tidak"
        return bahasa.LEVELS.get(str(value), str(value))
    if isinstance(value, bool):
        return "yes" if value else "no"
    if name in STRUCTURES.values():
        return f"{value} ({_levels()[str(value)]})"
    return str(value).replace("_", " ")


def number_text(value: float, unit: str, lang: Lang) -> str:
    """Return a number with few digits and its unit, rupiah before it, as each language writes."""
    large = abs(value) >= MILLION
    few = value / MILLION if large else value
    text = f"{few:,.0f}" if abs(few) >= THOUSAND else f"{few:.{DIGITS}g}"
    if lang == "id":
        text = text.translate(str.maketrans(",.", ".,"))
    if large:
        text += {"en": " million", "id": " juta"}[lang]
    if unit.startswith("Rp"):
        return f"Rp {text}{unit.removeprefix('Rp')}"
    return f"{text} ({unit})" if unit else text


def percent(share: float, lang: Lang) -> str:
    """Return a share in per cent, whole unless it is small."""
    text = f"{100 * share:.0f}" if share >= 0.095 or share == 0.0 else f"{100 * share:.1f}"
    if lang == "id":
        text = text.replace(".", ",")
    return f"{text} %"
