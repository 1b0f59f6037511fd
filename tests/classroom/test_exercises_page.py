"""Exercises in a browser: the trainee's own, answered by the model, with the story to look at."""

from urllib.parse import urljoin

import pytest

from experiments.classroom.lessons.exercise import offered, question
from experiments.classroom.lessons.marking import EXERCISES, asked, exercise_named
from experiments.classroom.story.link import from_query
from experiments.classroom.texts import say, words
from experiments.common.numbers import exact_idr

TRAINEE = "Ibu Siti 12"


@pytest.fixture
def begin(visit):
    """Return a function that opens a level's exercises for a trainee."""

    def open_level(level, trainee=TRAINEE):
        page = visit("en?tab=exercises", drawn=False)
        begun(page, level, trainee)
        return page

    return open_level


def begun(page, level, trainee):
    page.wait_for_selector("#trainee")
    page.wait_for_function("window.socket?.connected")
    page.fill("#trainee", trainee)
    page.press("#trainee", "Tab")
    page.focus("#level")
    page.keyboard.press(str(level))  # as a person does: what a script chooses is not kept
    page.click("#begin")


def write(page, one, value):
    field = page.locator(f"#answer-{one.name}")
    if field.evaluate("it => it.tagName") == "FIELDSET":
        field.locator(f'input[value="{value}"]').check()
    else:
        field.fill(str(value))
        field.press("Tab")


def guess(page, one, value):
    """Guess, and wait until the room's guesses are seen."""
    write(page, one, value)
    page.click(f"#guess-{one.name}")
    page.wait_for_selector(f"#room-{one.name} .room-bars")


def answer(page, one, value):
    if one.is_guessed and page.is_visible(f"#guess-{one.name}"):
        guess(page, one, value)
    write(page, one, value)
    page.click(f"#check-{one.name}")
    page.wait_for_selector(f"#feedback-{one.name}:is(.right, .wrong)")
    return page.inner_text(f"#feedback-{one.name}")


@pytest.mark.parametrize("level", [1, 2, 3])
def test_every_exercise_of_a_level_is_asked_and_answered(begin, level):
    page = begin(level)
    chosen = [exercise for exercise in EXERCISES if exercise.level == level]
    page.wait_for_selector(f"#answer-{chosen[-1].name}", timeout=120_000)
    for one in chosen:
        assert page.is_visible(f"#guess-{one.name}") == one.is_guessed
        given = asked(one.name, TRAINEE)
        assert page.inner_text(f"#question-{one.name}") == question(one, given, "en")
        answer(page, one, given.answer)
        assert page.locator(f"#feedback-{one.name}.right").count() == 1
    assert page.locator(".exercise").count() == len(chosen)


def test_a_wrong_answer_is_explained_and_the_story_can_be_opened(begin):
    page = begin(1)
    one = EXERCISES[0]
    page.wait_for_selector(f"#check-{one.name}", timeout=60_000)
    given = asked(one.name, TRAINEE)
    solution = exact_idr(int(given.answer), "en")
    assert solution not in answer(page, one, int(given.answer) + 1_000_000)
    page.click(f"#check-{one.name}")
    page.wait_for_function(
        "([id, it]) => document.getElementById(id).textContent.includes(it)",
        arg=[f"feedback-{one.name}", solution.replace("Rp ", "")],
    )
    assert page.locator(f"#feedback-{one.name}.wrong").count() == 1
    link = page.locator(".exercise a").first.get_attribute("href")
    assert from_query(urljoin(page.url, link)) == given.story


def test_a_reload_keeps_the_name_and_the_answers(begin):
    page = begin(1)
    one = EXERCISES[0]
    page.wait_for_selector(f"#check-{one.name}", timeout=60_000)
    answer(page, one, asked(one.name, TRAINEE).answer)
    page.reload()
    page.wait_for_selector(f"#check-{one.name}", timeout=60_000)
    assert page.input_value("#trainee") == TRAINEE
    page.click(f"#check-{one.name}")
    page.wait_for_selector(f"#feedback-{one.name}.right")


def test_the_trainer_sees_who_answered_what_also_after_a_reload(begin):
    page = begin(1)
    one = EXERCISES[0]
    page.wait_for_selector(f"#check-{one.name}", timeout=60_000)
    answer(page, one, asked(one.name, TRAINEE).answer)
    page.reload()
    page.wait_for_selector("#roster summary", timeout=60_000)
    page.click("#roster summary")
    page.wait_for_selector("#roster-table")
    seen = page.inner_text("#roster-table")
    assert TRAINEE in seen and words("roster")["en"]["right"] in seen


def test_a_guess_is_seen_on_the_wall_and_nothing_is_right_before_it_is_checked(browser, serve):
    name, trainees = "spread", ("Pak Udin", "Bu Ani")
    one, served = exercise_named(name), serve()
    values = ("one", asked(name, trainees[1]).answer)
    pages = []
    for trainee, value in zip(trainees, values, strict=True):
        page = browser.new_context().new_page()
        page.goto(f"{served.url}en?tab=exercises")
        begun(page, 3, trainee)
        page.wait_for_selector(f"#answer-{name}", timeout=120_000)
        guess(page, one, value)
        assert page.locator(f"#feedback-{name}:is(.right, .wrong)").count() == 0
        assert page.is_visible(f"#check-{name}") and not page.is_visible(f"#guess-{name}")
        page.wait_for_function(f"document.activeElement.id === 'check-{name}'")
        pages.append(page)
    for page in pages:
        page.wait_for_function(
            "([id, it]) => document.getElementById(id).textContent.includes(it)",
            arg=[f"room-{name}", say("en", "guess.room", count=2)],
        )
    wall = browser.new_context().new_page()
    wall.goto(f"{served.url}en?tab=exercises")
    wall.click("#roster summary", timeout=60_000)
    wall.wait_for_selector(f"#wall-{name} .room-bars")
    fits = [asked(name, who).passes(value) for who, value in zip(trainees, values, strict=True)]
    fit = sum(fits)
    said = say("en", "roster.fit", fit=fit, guesses=2)
    assert said not in wall.inner_text(f"#wall-{name}")
    wall.click(f"#reveal-{name}")
    wall.wait_for_selector(f"#wall-{name} .verdict")
    assert said in wall.inner_text(f"#wall-{name}")
    pages[1].reload()
    pages[1].wait_for_selector(f"#check-{name}", timeout=120_000)
    assert not pages[1].is_visible(f"#guess-{name}"), "a guess stays after a reload"
    for page in (*pages, wall):
        page.context.close()


def test_choices_are_seen_before_one_is_chosen(begin):
    page = begin(2)
    one = exercise_named("takes_home")
    page.wait_for_selector(f"#answer-{one.name}", timeout=120_000)
    shown = page.inner_text(f"#answer-{one.name}")
    assert all(choice in shown for choice in offered(one, "en").values())
    assert page.locator("#exercises select").count() == 0


def test_nobody_gets_no_exercises(begin):
    page = begin(1, " ")
    said = words("lesson")["en"]["word"]["nameless"]
    page.wait_for_function(
        "t => document.querySelector('#exercises-status').textContent === t", arg=said
    )
    assert page.locator(".exercise").count() == 0
