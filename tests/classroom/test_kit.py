"""The trainer's kit, and another language: complete, true to the model, without code."""

import re
from io import BytesIO

import pytest

from experiments.classroom.texts import FOLDER, code_of, say, speak, speak_also, stage_words, words
from experiments.common.languages import LANGS
from experiments.common.texts import texts_of
from experiments.common.uncertainty import uncertainty, values_of
from sim.inputs.strict import InputError
from sim.scenario import load_scenario
from tests.messages import mentions

pypdf = pytest.importorskip("pypdf")
weasyprint = pytest.importorskip("weasyprint")

from experiments.classroom.handouts.kit import (  # noqa: E402
    DECK,
    NOTES,
    ROUND_MONTHS,
    deck,
    kit,
    kit_html,
)

STUB = """
[language]
code = "bjn"
name = "Bahasa Banjar"
over = "id"

[page]
title = "Kalas Kube"

[stage.control]
month_of = "bulan ka-{n} matan {all}"
"""


@pytest.fixture
def stub(tmp_path):
    path = tmp_path / "bjn.toml"
    path.write_text(STUB, encoding="utf-8")
    yield path
    speak({})


@pytest.mark.parametrize("lang", LANGS)
def test_all_sheets_are_there_on_tagged_pages(lang):
    reader = pypdf.PdfReader(BytesIO(kit(lang)))
    whole = re.sub(r"\s+", " ", " ".join(page.extract_text() for page in reader.pages))
    for part in ("lessons", "trust", "money", "roles", "deck", "debrief", "certificate"):
        assert words("kit")[lang][part]["title"] in whole
    assert whole.count(words("kit")[lang]["money"]["play"]) == sum(NOTES.values())
    assert "/StructTreeRoot" in reader.trailer["/Root"]


def test_reasons_to_trust_and_not_to_are_as_many():
    for lang in LANGS:
        trust = words("kit")[lang]["trust"]
        assert len(trust["reasons"]) == len(trust["doubts"]) == 5


def test_cards_are_as_frequent_as_in_the_model():
    chances = values_of(uncertainty("class").scenario(load_scenario("classroom"), 0))
    cards = {event.key: event.cards for event in deck()}
    for key in ("illness", "ceremony"):
        a_round = 1 - (1 - chances[f"live.{key}_per_month"]) ** ROUND_MONTHS
        assert abs(cards[key] / DECK - a_round) <= 0.5 / DECK
    assert sum(cards.values()) == DECK
    title = words("kit")["en"]["event"]["ceremony"]["title"]
    assert kit_html("en").count(f"<b>{title}</b>") == cards["ceremony"]


def test_another_language_is_a_file(stub):
    english = words("page")["en"]["title"]
    month_before = stage_words()["id"]["number"]
    speak_also(stub)
    assert words("page")["id"]["title"] == "Kalas Kube"
    assert say("id", "stage.control.month_of", n=3, all=48) == "bulan ka-3 matan 48"
    assert code_of("id") == "bjn" and code_of("en") == "en"
    assert words("page")["en"]["title"] == english
    assert words("luck")["id"] == texts_of(FOLDER)["id"].tables["luck"]
    assert stage_words()["id"]["number"] == month_before


@pytest.mark.parametrize(
    ("change", "data"),
    [
        (("title =", "titel ="), "page.titel unknown title"),
        (("{all}", "48"), "stage.control.month_of {n} {all}"),
        (('over = "id"', 'over = "fr"'), "language.over fr id en"),
        (('code = "bjn"\n', ""), "language.code"),
        (('code = "bjn"', 'code = "a b"'), "language.code bjn"),
        (('over = "id"', 'over = "id"\nnick = "B"'), "language.nick unknown"),
        (("[stage.control]\nmonth_of", "[stage]\ncontrol"), "stage.control form"),
    ],
)
def test_what_does_not_fit_is_named(stub, change, data):
    stub.write_text(STUB.replace(*change), encoding="utf-8")
    with pytest.raises(InputError) as fault:
        speak_also(stub)
    assert mentions(str(fault.value), data)
    assert code_of("id") == "id"
