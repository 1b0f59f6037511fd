"""Commands speak the language that is asked for, or that of the environment; JSON has none."""

import json

import pytest

from experiments.common.languages import LANGS, spoken
from experiments.runs import run_words
from experiments.runs.pictures import draw_all
from experiments.runs.runner import run_many
from sim.policy import NONE
from tests.languages import english_in
from tests.worlds import kube, world


def test_the_first_variable_that_is_set_decides():
    assert spoken({"LC_ALL": "", "LANG": "id_ID.UTF-8"}, "en") == "id"
    assert spoken({"LC_ALL": "en_GB", "LANG": "id_ID.UTF-8"}, "id") == "en"
    assert spoken({"LC_MESSAGES": "id", "LANG": "en_US"}, "en") == "id"
    for neither in ({}, {"LANG": "C.UTF-8"}, {"LANG": "ids_ZZ"}):
        assert [spoken(neither, lang) for lang in LANGS] == list(LANGS)


def test_run_speaks_indonesian_and_says_the_same(kubesim, small, tmp_path):
    asked = ("run", small, "--runs", "2", "--out")
    english = kubesim(*asked, "en").out
    indonesian = kubesim(*asked, "id", "--lang", "id").out.replace("Without members", "")
    assert english_in(english, run_words.texts)
    assert not english_in(indonesian, run_words.texts)
    assert "21,5" in indonesian and max(map(len, indonesian.splitlines())) <= 100
    for name in ("summary.json", "kubes.csv"):
        assert (tmp_path / "en" / name).read_bytes() == (tmp_path / "id" / name).read_bytes()
    for name in ("kas.png", "households.png"):
        assert (tmp_path / "en" / name).read_bytes() != (tmp_path / "id" / name).read_bytes()


def test_the_environment_chooses_what_people_read_and_no_program(kubesim, small, monkeypatch):
    asked = ("run", small, "--runs", "2", "--out", "out")
    english, data = kubesim(*asked).out, kubesim(*asked, "--json").out
    monkeypatch.setenv("LC_ALL", "id_ID.UTF-8")
    assert kubesim(*asked).out == kubesim(*asked, "--lang", "id").out
    assert kubesim(*asked, "--lang", "en").out == english
    assert kubesim(*asked, "--json").out == data
    assert json.loads(data)["runs"] == 2


def test_an_unknown_language_is_refused_in_a_line(kubesim, small):
    done = kubesim("run", small, "--lang", "nl")
    assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)


@pytest.mark.parametrize("lang", LANGS)
def test_pictures_of_runs_are_drawn_in_both_languages(lang):
    assert len(draw_all(run_many(world([kube(1)], months=30), NONE, 2, 1), lang)) == 4
