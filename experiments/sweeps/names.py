"""What an input is called in both languages: its title, its unit, its levels."""

from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from experiments.common.draws import STRUCTURES
from experiments.common.languages import Lang, Titled, title_of
from experiments.common.numbers import LANGUAGES, MILLION, short
from experiments.sweeps.factors import POLICY, Value
from experiments.sweeps.plan import Plan, Point, moved
from experiments.sweeps.sweep_words import texts
from sim.levers import LEVERS
from sim.parameters import declared
from sim.structures import FACTORS
from sim.titles import Titles
from sim.units import UNITS

WORDS: Mapping[Lang, Mapping[Value | None, str]] = {
    "en": {True: "yes", False: "no", None: "as it is"},
    "id": {True: "ya", False: "tidak", None: "tidak diubah"},
}


class Named(NamedTuple):
    """An input in words.

    Attributes
    ----------
    unit : str
        Empty where it has none.
    """

    title: str
    unit: str


@cache
def _declared() -> Mapping[str, tuple[Titled, str]]:
    """Return what every input declares that may vary, and its unit."""
    return {
        POLICY: (Titles("policy", "kebijakan"), "-"),
        **{name: (lever, lever.unit) for name, lever in LEVERS.items()},
        **{name: (spec, spec.unit) for name, _, spec in declared()},
        **{STRUCTURES[factor.name]: (factor, "-") for factor in FACTORS},
    }


def named(name: str, lang: Lang) -> Named:
    """Return an input in words."""
    thing, unit = _declared()[name]
    english = "" if unit == "-" else unit
    return Named(title_of(thing, lang), english if lang == "en" else UNITS[unit])


@cache
def _levels() -> Mapping[str, Mapping[str, Titled]]:
    """Return the levels of every input that is a choice, by its name."""
    return {
        **{name: lever.levels for name, lever in LEVERS.items() if lever.levels},
        **{
            STRUCTURES[factor.name]: {level.name: level for level in factor.levels}
            for factor in FACTORS
        },
    }


def level_text(name: str, value: Value, lang: Lang) -> str:
    """Return a level of an input that is no number, in words."""
    if name == POLICY:
        return str(value)
    if isinstance(value, bool):
        return WORDS[lang][value]
    title = title_of(_levels()[name][str(value)], lang)
    return f"{value} ({title})" if lang == "en" and name in STRUCTURES.values() else title


def value_text(name: str, value: Value | None, lang: Lang, policies: Mapping[str, Titled]) -> str:
    """Return a value of a factor in words: titles of policies and levels, short numbers."""
    if value is None or isinstance(value, bool):
        return WORDS[lang][value]
    if name == POLICY and value in policies:
        return title_of(policies[str(value)], lang)
    return level_text(name, value, lang) if isinstance(value, str) else number_text(value, lang)


def point_name(point: Point, lang: Lang) -> str:
    """Name a point by its number."""
    return texts(lang).say("point.name", number=point.number)


def settings_text(plan: Plan, point: Point, lang: Lang) -> str:
    """Say what a point sets; where one factor is moved at a time, that one alone."""
    words = texts(lang)
    settings = (
        words.say(
            "point.setting",
            factor=named(name, lang).title,
            value=value_text(name, value, lang, plan.policies),
        )
        for name, value in moved(plan, point).items()
    )
    return ", ".join(settings) or words["point.unchanged"]


def number_text(value: float, lang: Lang) -> str:
    """Write a factor's value that is a number; from a million on in millions."""
    if abs(value) < MILLION:
        return short(value, lang)
    return f"{short(value / MILLION, lang)} {LANGUAGES[lang].million}"
