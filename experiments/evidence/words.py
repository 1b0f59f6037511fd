"""Texts of files and reports that are in English, in Indonesian too; parameters by their titles.

What was observed stays as it was committed, byte for byte: so its titles in Indonesian stand in a
file beside it, `words.toml`.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from experiments.common.called import place_called
from experiments.common.differences import size
from experiments.common.numbers import LANGUAGES
from experiments.common.outcomes import BY_NAME
from experiments.common.tables import Marked
from experiments.sweeps.names import named
from sim.inputs.said import Said, both
from sim.inputs.strict import read_toml
from sim.parameters import declared
from sim.structures import FACTORS

FILE = Path(__file__).parent / "words.toml"


@cache
def words() -> Mapping[str, str]:
    """Return every text of the file by the English one."""
    return {
        english: indonesian
        for table in read_toml(FILE).values()
        for english, indonesian in table.items()
    }


def known(text: str) -> Said:
    """Return a text of what ships in both languages; any other one is the same in both."""
    return both(text, words().get(text, text))


@cache
def _titles() -> Mapping[str, str]:
    """Return the title of every parameter in Indonesian, and of what has a mechanism's name."""
    return {name: spec.judul for name, _, spec in declared()}


def parameter(name: str) -> Marked:
    """Return the name of a parameter in a table, its title where that is in Indonesian."""
    return Marked(both(name, _titles().get(name, words().get(name, name))), "name")


FACTORS_BY_NAME = {factor.name: factor for factor in FACTORS}


def scenario_called(name: str) -> Said:
    """Return what a scenario is called in few words."""
    return both(name, place_called(name, "id"))


def outcome_title(name: str) -> Said:
    """Return what an outcome is called."""
    return both(BY_NAME[name].title, BY_NAME[name].judul)


def outcome_size(value: float, name: str) -> Said:
    """Return how large a difference of an outcome is, without its sign."""
    text = size(value, BY_NAME[name])
    return both(text, text.replace(LANGUAGES["en"].points_word, LANGUAGES["id"].points_word))


def input_title(name: str) -> Said:
    """Return what a parameter, constant or rival structure is called."""
    return both(named(name, "en").title, named(name, "id").title)


def mechanism(name: str) -> Said:
    """Return what a mechanism with rival structures is called."""
    spaced = name.replace("_", " ")
    return both(spaced, FACTORS_BY_NAME[spaced.replace(" ", "_")].judul)


def account(factor: str, level: str) -> Said:
    """Return what one of a mechanism's rival accounts is called."""
    levels = FACTORS_BY_NAME[factor.replace(" ", "_")].levels
    return both(level, next(one.judul for one in levels if one.name == level))
