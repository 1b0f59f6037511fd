"""Rule cards say the same in both languages."""

import re

import pytest

from experiments.common import bahasa
from experiments.common.draws import STRUCTURES, priors
from experiments.common.languages import LANGS
from experiments.policy.discover.texts import TEXTS
from experiments.sweeps.factors import LEVELS, POLICY
from experiments.sweeps.names import level_text, named, number_text, percent
from sim.levers import Levers

NAMES = [POLICY, *Levers.model_fields, *priors(), *STRUCTURES.values()]


def fields(text):
    return sorted(re.findall(r"\{(\w+)\}", text))


def test_every_sentence_is_there_in_both_languages_with_the_same_figures():
    assert set(TEXTS) == set(LANGS)
    assert set(TEXTS["en"]) == set(TEXTS["id"])
    for key, text in TEXTS["en"].items():
        assert fields(text) == fields(TEXTS["id"][key]), key


@pytest.mark.parametrize("name", NAMES)
def test_every_input_has_a_meaning_and_a_unit_in_both_languages(name):
    english, indonesian = named(name, "en"), named(name, "id")
    assert english.meaning and name in bahasa.NAMES
    assert english.meaning != indonesian.meaning
    assert bool(english.unit) == bool(indonesian.unit)
    assert not english.unit or english.unit in bahasa.UNITS


def test_every_level_has_words_in_both_languages():
    for name, levels in LEVELS.items():
        for level in levels:
            assert level in level_text(name, level, "en")
            assert level_text(name, level, "id") != level
    assert [level_text("open_books", level, "id") for level in (True, False)] == ["ya", "tidak"]
    assert level_text("starter_form", "in_kind", "en") == "in kind"
    assert level_text(POLICY, "set-aside-20", "id") == "set-aside-20"


@pytest.mark.parametrize(
    ("value", "unit", "english", "indonesian"),
    [
        (1_250_000, "Rp", "Rp 1.25 million", "Rp 1,25 juta"),
        (950_000, "Rp", "Rp 950,000", "Rp 950.000"),
        (0.3, "share", "0.3 (share)", "0,3 (share)"),
        (0.00771, "", "0.00771", "0,00771"),
        (0, "", "0", "0"),
    ],
)
def test_numbers_are_written_as_each_language_does(value, unit, english, indonesian):
    assert number_text(value, unit, "en") == english
    assert number_text(value, unit, "id") == indonesian


def test_shares_are_written_in_per_cent():
    assert [percent(share, "id") for share in (0.0, 0.051, 0.5, 1.0)] == [
        "0 %",
        "5,1 %",
        "50 %",
        "100 %",
    ]
