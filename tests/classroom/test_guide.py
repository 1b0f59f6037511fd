"""What the trainers' guide says of its stories is so, and both languages have the same parts."""

import re

import pytest

from docs.tools import lesson
from docs.tools.markdown import command_lines
from docs.tools.pages import DOCS
from experiments.classroom.lessons.marking import EXERCISES
from experiments.classroom.story.choice import choice_of
from experiments.classroom.story.link import from_query
from experiments.classroom.telling.story_record import record_story
from experiments.classroom.texts import words
from sim.ledger import Flow

GUIDES = {"en": DOCS / "trainer.md", "id": DOCS / "pelatih.md"}
TEXTS = {lang: path.read_text(encoding="utf-8") for lang, path in GUIDES.items()}
YEAR = 12


@pytest.fixture(scope="module")
def melati():
    return [lesson._run(lesson.MELATI, side, 3 * YEAR) for side in (0, 1)]


def test_neither_business_is_short_of_cash_for_materials():
    left, right = record_story(choice_of(lesson.MELATI), 3 * YEAR)["sides"]
    assert not any(left["kube"]["aside_idr"])
    for side in (left, right):
        assert not any(event[0] == "small_business" for month in side["events"] for event in month)


def test_a_member_borrows_in_the_first_year_where_there_is_a_kas_and_not_beside(melati):
    lent = [
        [loan for loan in run.posted(Flow.LOAN) if loan.month < run.kube.founded + YEAR]
        for run in melati
    ]
    assert not lent[0]
    assert lent[1]


def test_what_the_guide_says_of_kas_and_plate(melati):
    rows = {(row.key, row.number): row for row in lesson._melati()}
    for year in (1, 2, 3):
        assert rows["kas", year].left < 1000
        assert rows["kas", year].right > 1_000_000
        assert rows["got", year].left > rows["got", year].right, "setting aside has its price"
    lives, alone, more = (rows[key, 3] for key in ("lives", "alone", "more"))
    assert lives.left < 45 < lives.right < 55
    assert alone.left + alone.right < 15, "luck decides in most runs"
    assert more.right > 10 * more.left


def test_talawang_never_has_a_majority_for_it_is_very_poor():
    choice = choice_of(lesson.TALAWANG)
    line = choice.scenario.prices.poverty_line_idr
    for side in (0, 1):
        run = lesson._run(lesson.TALAWANG, side, lesson.MEETINGS)
        founders = [
            household
            for household in run.model.city.households
            if household.origin == 1 and household.slot < run.kube.row.members
        ]
        share = sum(household.income_idr / (household.size * line) for household in founders) / len(
            founders
        )
        assert 0.4 < share < 0.6
    visits, agreed, aside = lesson._talawang()
    assert lesson.MEETINGS < visits.left < visits.right
    assert agreed.left == agreed.right == 0
    assert aside.left == aside.right == 0


def test_both_guides_have_the_same_parts_commands_and_stories():
    shape = {lang: re.findall(r"^(#+) (\d*)", text, re.MULTILINE) for lang, text in TEXTS.items()}
    assert shape["en"] == shape["id"]
    minutes = {
        lang: re.findall(r"^\| (\d+–\d+) \|", text, re.MULTILINE) for lang, text in TEXTS.items()
    }
    assert minutes["en"] == minutes["id"]
    assert minutes["en"][0].startswith("0–")
    assert minutes["en"][-1].endswith("–45")
    ends = [span.split("–") for span in minutes["en"]]
    assert all(one[1] == other[0] for one, other in zip(ends, ends[1:], strict=False))
    commands = {
        lang: [command.split()[:2] for command in command_lines(text)]
        for lang, text in TEXTS.items()
    }
    assert commands["en"] == commands["id"]
    assert TEXTS["en"].count("`scenario=") == TEXTS["id"].count("`scenario=") == 2
    for query in re.findall(r"`(scenario=[^`]+)`", TEXTS["en"]):
        assert query in TEXTS["id"]
        choice_of(from_query(query))


@pytest.mark.parametrize("lang", ["en", "id"])
def test_the_guides_name_tabs_and_exercises_that_there_are(lang):
    tabs = words("page")[lang]["tabs"]
    named = re.findall(r"^\| (\w+) \| ", TEXTS[lang], re.MULTILINE)
    assert set(tabs.values()) <= set(named)
    names = [one.name for one in EXERCISES]
    for number, name in (
        (8, "leak"),
        (9, "meetings"),
        (11, "luck"),
        (12, "matters"),
        (13, "spread"),
        (14, "stages"),
    ):
        assert names[number - 1] == name
