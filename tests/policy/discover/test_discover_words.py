"""Inputs and their levels are called by their titles in both languages."""

import pytest

from experiments.common.draws import STRUCTURES, priors
from experiments.sweeps.factors import LEVELS, POLICY
from experiments.sweeps.names import level_text, named
from sim.levers import Levers

NAMES = [POLICY, *Levers.model_fields, *priors(), *STRUCTURES.values()]


@pytest.mark.parametrize("name", NAMES)
def test_every_input_has_a_title_and_a_unit_in_both_languages(name):
    english, indonesian = named(name, "en"), named(name, "id")
    assert english.title != indonesian.title
    assert bool(english.unit) == bool(indonesian.unit)


def test_every_level_has_words_in_both_languages():
    for name, levels in LEVELS.items():
        for level in levels:
            assert level in level_text(name, level, "en")
            assert level_text(name, level, "id") != level
    assert [level_text("open_books", level, "id") for level in (True, False)] == ["ya", "tidak"]
    assert level_text("starter_form", "in_kind", "en") == "in kind"
    assert level_text(POLICY, "set-aside-20", "id") == "set-aside-20"
