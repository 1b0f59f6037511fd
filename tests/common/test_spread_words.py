"""Effects in words: the figures of the spread, whole sentences, in both languages."""

import re

import numpy as np
import pytest

from experiments.common.languages import LANGS
from experiments.common.numbers import number
from experiments.common.outcomes import BY_NAME, OUTCOMES
from experiments.common.spread import effect
from experiments.common.spread_words import (
    FOLDER,
    VERDICTS,
    heading,
    in_short,
    only_data,
    parameters_text,
    percent,
    sentence,
    share_of,
    verdict_text,
    what_differs,
)
from experiments.common.texts import texts_of
from experiments.common.uncertainty import KINDS, Drawn
from experiments.common.worlds import Worlds
from sim.structures import FACTOR_OF_LEVER
from tests.messages import mentions

DRAWS, NOTHING = 400, 120
LUCK = np.random.default_rng(7)
TRUTH = np.where(np.arange(DRAWS) < NOTHING, 0.0, LUCK.normal(-0.2, 0.05, DRAWS))


def worlds(*levers):
    return Worlds(np.arange(DRAWS) >= NOTHING, levers, ("support.grant_shared",), 0.5, 0.3)


def effects_of(outcome):
    """Return effects of two runs a draw, as large as the outcome's figures are."""
    scale = 5e5 if outcome.name.endswith("_idr") else 1.0
    chance = np.where(TRUTH == 0.0, 0.0, 0.02)[:, np.newaxis] * LUCK.normal(size=(DRAWS, 2))
    return scale * (TRUTH[:, np.newaxis] + chance)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("outcome", OUTCOMES, ids=lambda outcome: outcome.name)
@pytest.mark.parametrize("levers", [("monitoring",), ("visits", "monitoring")])
def test_every_outcome_is_told_in_full(outcome, levers, lang):
    of = worlds(*levers)
    told = effect(outcome, effects_of(outcome), of)
    for text in (
        sentence(outcome, told, of, lang),
        in_short(outcome, told.over_all, lang, "x"),
        only_data(outcome, told, of, ("monitoring_per_year",), lang),
        what_differs(of, ("monitoring_per_year", "support.grant_shared"), lang),
    ):
        assert not set(text) & set("{}_")
        assert not re.search(r"\bnan\b", text)
        wrong = r"\d,\d(?!\d\d)" if lang == "en" else r"\d\.\d(?!\d\d)"
        assert not re.search(wrong, text), text


@pytest.mark.parametrize("lang", LANGS)
def test_a_sentence_has_the_figures_of_the_spread(lang):
    outcome, of = BY_NAME["failed_share"], worlds("monitoring")
    told = effect(outcome, effects_of(outcome), of)
    works, over_all = told.if_it_works, told.over_all
    assert works is not None
    figures = [
        share_of(0.7, lang),
        *(number(100 * abs(value), 1, lang) for value in (works.median, works.high, works.low)),
        share_of(0.3, lang),
        number(100 * abs(over_all.median), 1, lang),
        "0,0" if lang == "id" else "0.0",
        number(100 * abs(over_all.low), 1, lang),
        verdict_text(over_all.verdict, lang),
        *(verdict_text(change.verdict, lang) for change in told.changes),
    ]
    assert mentions(sentence(outcome, told, of, lang), " ".join(figures))


@pytest.mark.parametrize("lang", LANGS)
def test_verdicts_and_levers_have_words(lang):
    words = texts_of(FOLDER)[lang]
    assert {*words.tables["verdict"]} == {*words.tables["heading"]} == {*VERDICTS}
    assert all(verdict_text(verdict, lang) for verdict in VERDICTS)
    assert mentions(heading("likely worse", "none", "package", lang), "package none")
    assert words.tables["lever"].keys() == FACTOR_OF_LEVER.keys()
    assert words.tables["works"].keys() == {*FACTOR_OF_LEVER, "any"}


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("kind", KINDS)
def test_where_parameters_come_from_is_said(kind, lang):
    told = parameters_text(Drawn(kind, 2048), lang)
    assert not set(told) & set("{}")
    assert (number(2048, 0, lang) in told) == (kind in ("posterior", "prior"))
    assert parameters_text(Drawn(kind, 2048, "0", "my/fit"), lang).endswith("my/fit")


def test_an_assumed_effect_says_so():
    outcome = BY_NAME["failed_share"]
    of = Worlds(np.ones(DRAWS, bool), (), ("open_books",))
    told = effect(outcome, effects_of(outcome), of)
    for lang in LANGS:
        assert sentence(outcome, told, of, lang).endswith(texts_of(FOLDER)[lang]["assumed"])


def test_what_is_nearly_so_is_not_written_as_so():
    for lang in LANGS:
        assert percent(0.0, lang) == "0 %"
        assert percent(0.001, lang) not in ("0 %", "100 %")
        assert percent(0.999, lang) not in ("0 %", "100 %")
        assert share_of(0.998, lang).startswith("998")
