"""Commands speak the language that is asked for, or that of the environment; JSON has none."""

import json
import re
from functools import reduce
from pathlib import Path

import pytest

from experiments.commands.common import TEXTS as COMMANDS
from experiments.common.languages import LANGS, spoken
from experiments.common.texts import COMMON
from experiments.comparing.comparison_report import FOLDER as COMPARING
from experiments.runs import run_words
from experiments.runs.pictures import draw_all
from experiments.runs.runner import run_many
from experiments.sweeps import sweep_words
from sim.locations import POLICIES, names
from sim.policy import NONE
from tests.languages import english_in, of
from tests.worlds import kube, world

ENGLISH = re.compile(r"\b(the|is|are|not|must|unknown|known|missing|there|write|name|give)\b")
"""Words that no line in Indonesian has."""


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


COMPARED = ("--policy", "none", "--policy", "package", "--runs-most", "8")
SWEEP = """
name = "few"
title = "Few"
judul = "Sedikit"
scenario = "{scenario}"
design = "full"
replications = 8
[[factors]]
name = "visits_per_month"
values = [0.0, 4.0]
"""
NAMES = (
    "Without members", "A small scenario", "/pictures/",
    *sorted(names(POLICIES), key=len, reverse=True),
)  # fmt: skip
"""Names of files and of what stands in them have no language."""
PARTS = (of(COMMANDS), of(COMMON), of(COMPARING), sweep_words.texts)


def test_what_commands_print_in_indonesian_holds_no_english(kubesim, small, tmp_path):
    (tmp_path / "few.toml").write_text(SWEEP.format(scenario=small))
    printed = {}
    for lang in LANGS:
        folder = f"few-{lang}"
        printed[lang] = {
            asked: kubesim(*asked.format(small=small, lang=lang, folder=folder).split())
            for asked in (
                "check {small} --lang {lang}",
                "check few.toml --lang {lang}",
                "check package --lang {lang}",
                "check support --lang {lang}",
                "new kota-{lang} --lang {lang}",
                f"compare {{small}} {' '.join(COMPARED)} --lang {{lang}}",
                "sweep few.toml --out {folder} --parameters point --lang {lang}",
                "table {folder} --lang {lang}",
                "verify {folder} --lang {lang}",
                "plot {folder} --outcome failed_share --lang {lang}",
                "policies --lang {lang}",
                "book {small} --kube 2 --period 2010 --lang {lang}",
                "replay {folder} --row 0 --lang {lang}",
            )
        }
    for asked, done in printed["id"].items():
        assert done.code == printed["en"][asked].code == 0, done.err
        for out in (done.out, done.err):
            shown = reduce(lambda text, name: text.replace(name, ""), NAMES, out)
            assert not english_in(shown, *PARTS), asked
        assert done.out != printed["en"][asked].out or "saved" not in printed["en"][asked].out


FAULTY = (
    "check nowhere.toml",
    "check faulty.toml",
    "run faulty.toml",
    "run {small} --runs 0",
    "run {small} --policy pakage",
    "run {small} --engine slow",
    "compare {small} --policy none",
    "compare {small} --policy none --policy package --outcome happiness",
    "sweep few.toml",
    "table nowhere",
    "policy rank nowhere",
    "policy rank support --budget -1",
    "policy brief nowhere",
    "new Kota",
    "new forward",
    "book {small} --kube Nobody",
    "why nowhere --row 0 --against 1",
    "verify nowhere",
    "run {small} --save figures.txt",
)
"""Commands that are refused, as a new user may write them."""
MISTYPED = ("rnu", "check", "run {small} --polcy none")
"""Words of a command line that typer refuses before a command sees them."""


@pytest.mark.parametrize("asked", (*FAULTY, *MISTYPED))
def test_a_refusal_is_a_line_in_the_language_of_the_environment(
    kubesim, small, tmp_path, monkeypatch, asked
):
    text = Path(small).read_text().replace("months = 24", 'months = "24"')
    (tmp_path / "faulty.toml").write_text(text.replace("[prices]", "[price]"))
    (tmp_path / "few.toml").write_text(SWEEP.format(scenario=small).replace("8", "0"))
    arguments = asked.format(small=small).split()
    english = kubesim(*arguments)
    monkeypatch.setenv("LC_ALL", "id_ID.UTF-8")
    indonesian = kubesim(*arguments)
    assert (english.code, indonesian.code, indonesian.out) == (2, 2, "")
    pairs = list(zip(english.err.splitlines(), indonesian.err.splitlines(), strict=True))
    assert pairs
    for one, other in pairs:
        assert one != other
        assert asked in MISTYPED or one.partition(":")[0] == other.partition(":")[0]
        assert not ENGLISH.search(other), other


def test_an_unknown_language_is_refused_in_a_line(kubesim, small):
    done = kubesim("run", small, "--lang", "nl")
    assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)


@pytest.mark.parametrize("lang", LANGS)
def test_pictures_of_runs_are_drawn_in_both_languages(lang):
    assert len(draw_all(run_many(world([kube(1)], months=30), NONE, 2, 1), lang)) == 4
