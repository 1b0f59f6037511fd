"""What is taken away: commands that repeat costs at prices that are known, and the workbook."""

import io
import json
import shlex
from dataclasses import replace

import pytest

from experiments.common.languages import LANGS, in_language
from experiments.explorer.answer import COUNTED, Answer
from experiments.explorer.basis import elsewhere
from experiments.explorer.budget import row
from experiments.explorer.question import Question
from experiments.explorer.running import PIECE
from experiments.explorer.server.questions import FAULTY, replied
from experiments.explorer.sheets import workbook
from experiments.explorer.taking import commands
from experiments.explorer.view import shown, started
from experiments.explorer.words import texts
from experiments.policy.accounting import PAYERS
from sim.inputs.said import Said, both
from sim.inputs.strict import InputError
from sim.levers import LEVERS

PINS = ({"visits_per_month": 4.0}, {"rule": "set_aside_first", "visits_per_month": 2.0})
ASKED = Question(
    {"monitoring_per_year": 12.0}, {"monitoring_visit_idr": 400_000.0}, draws=2 * PIECE, pins=PINS
)


@pytest.fixture(scope="module")
def answers(place, running):
    """The answer to a question, and those of the policies put beside it."""
    asked = (ASKED, *(ASKED.pinned(levers) for levers in PINS))
    return [Answer(place, one, running.ran(one, ASKED.draws)) for one in asked]


def sheet(answers, lang):
    """Return the sheet of policies side by side, by what and which figure."""
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.load_workbook(io.BytesIO(workbook(answers[0], answers[1:], lang)))
    heads, *rows = book[texts(lang)["sheet.side_by_side"]].values
    return heads, {(what, figure or ""): values for what, figure, _, *values in rows}


def test_the_command_for_all_figures_repeats_costs_and_prices(kubesim, tmp_path, answers):
    _, *arguments = shlex.split(commands(answers[0].place, ASKED)["figures"])
    done = kubesim(*arguments)
    assert done.code == 0, done.err
    kept = json.loads((tmp_path / "results" / "explored" / "exploration.json").read_text())
    for lang in LANGS:
        told = json.loads(json.dumps(shown(answers[0], lang)))
        assert kept["answer"][lang] == told
    assert [one["row"]["en"]["cost"] for one in kept["side_by_side"]] == [
        row(one, None, "en")["cost"] for one in answers
    ]
    dear = replace(ASKED, prices={})
    cheaper = Answer(answers[0].place, dear, answers[0].ran).json()
    assert kept["answer"]["en"]["cost"] != cheaper["cost"], "the price that is known is paid"


def test_compare_has_no_prices_and_the_page_keeps_them(place):
    repeats = commands(place, ASKED)
    assert "price" not in repeats["outcomes"]
    for what in ("figures", "page"):
        assert "price.monitoring_visit_idr=400000.0" in repeats[what]
    assert all(f"take.{what}" in texts(lang).flat for what in repeats for lang in LANGS)


@pytest.mark.parametrize("lang", LANGS)
def test_the_workbook_has_the_policies_side_by_side(answers, lang):
    words, kubes = texts(lang), answers[0].place.kubes
    heads, rows = sheet(answers, lang)
    assert heads[-4:] == (words["page.plan"], "●", "A", "B")
    for name in (*COUNTED, "household_income_idr"):
        times = kubes if name in COUNTED else 1
        for end in ("median", "low", "high"):
            levels = [answers[0].levels(name)[0], *(one.levels(name)[1] for one in answers)]
            wanted = [times * getattr(level, end) for level in levels]
            heading = words[f"short.{name}"]
            assert rows[heading, words[f"sheet.{end}"]] == pytest.approx(wanted)
            effects = [times * getattr(one.effects[name].over_all, end) for one in answers]
            plan, *told = rows[heading, words[f"sheet.effect_{end}"]]
            assert plan is None
            assert told == pytest.approx(effects)
    for payer in PAYERS:
        heading = f"{words['sheet.paid_by']}: {words[f'payer.{payer}']}"
        paid = [one.paid.by_year[payer].sum(axis=1) for one in answers]
        wanted = [paid[0][0], *(one[1] for one in paid)]
        assert rows[heading, words["sheet.mean"]] == pytest.approx(wanted)


def test_every_lever_that_one_of_them_moves_is_told_under_all(answers):
    plan = answers[0].place.plan
    _, rows = sheet(answers, "en")
    told = {what.lower(): values for (what, figure), values in rows.items() if not figure}
    visits = [plan["visits_per_month"], plan["visits_per_month"], 4.0, 2.0]
    assert told[LEVERS["visits_per_month"].title] == visits
    assert len(set(told[LEVERS["rule"].title])) == 2


def test_what_the_page_says_of_its_sources_is_said_in_both_languages(place):
    for lever in LEVERS.values():
        assert isinstance(lever.source, Said) or lever.source == "Ayal 2016"
    page = started(place, Question(), "id")
    for lever in (one for group in page["groups"] for one in group["levers"]):
        assert lever["source"] == in_language(LEVERS[lever["name"]].source, "id")
    studies = elsewhere(tuple(LEVERS))
    assert studies
    for study in studies:
        assert study.source == study.sumber or not {"and", "randomised"} & {*study.sumber.split()}


@pytest.mark.parametrize(("lang", "said"), [("id", "keliru"), ("en", "wrong")])
def test_faults_are_said_in_the_language_of_the_page(lang, said):
    def reply():
        raise InputError([both("wrong", "keliru")])

    assert replied(f"a=b&lang={lang}", reply) == (FAULTY, {"faults": [said]})
