"""The games, other luck and exercises as they look: nothing cut off, nothing for axe to find."""

import pytest

from tests.classroom.conftest import SIZES
from tests.classroom.layout import faults_of, small_buttons
from tests.classroom.test_accessible import violations

SCREENS_MOST = 3
"""Of a phone: so long is a game at most, folded."""


def play(page):
    page.wait_for_selector("#play-decide")
    page.select_option("#play-length", "12")
    page.click("#play-decide")
    page.wait_for_selector("#score", state="attached")
    page.wait_for_selector("#stage svg")


def facilitate(page):
    page.wait_for_selector("#visits-decide")
    page.select_option("#visits-length", "12")
    page.click("#visits-decide")
    page.wait_for_selector("#standings", state="attached")
    page.wait_for_selector("#stage svg")


def ask_for_luck(page):
    page.click("#swarm-guess-show", timeout=120_000)
    page.wait_for_selector("#swarm-guess .verdict", timeout=120_000)


def begin(page):
    page.fill("#trainee", "12")
    page.press("#trainee", "Tab")
    page.click("#begin")
    page.wait_for_selector("#check-owed", timeout=120_000)
    page.click("#check-owed")
    page.wait_for_selector("#feedback-owed.wrong")


DONE = {"play": play, "facilitator": facilitate, "luck": ask_for_luck, "exercises": begin}


@pytest.mark.parametrize("width", SIZES)
@pytest.mark.parametrize("path", ["", "en"])
@pytest.mark.parametrize("tab", DONE)
def test_what_a_game_shows_is_whole_and_accessible(visit, tab, path, width):
    page = visit(f"{path}?tab={tab}", width, drawn=False)
    page.wait_for_selector(f"#panel-{tab} :is(button, input):visible")
    DONE[tab](page)
    whole_and_accessible(page)
    folds = page.locator(".fold:visible")
    for number in range(folds.count()):
        folds.nth(number).click()
    if folds.count():
        whole_and_accessible(page)


def whole_and_accessible(page):
    assert faults_of(page) == []
    assert small_buttons(page) == []
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize(("width", "height"), [(1280, 720), (768, 1024)])
@pytest.mark.parametrize("path", ["", "en"])
@pytest.mark.parametrize("tab", ["play", "facilitator"])
def test_on_a_wall_the_twins_and_the_next_decision_are_seen_at_once(
    visit, tab, path, width, height
):
    page = visit(f"{path}?tab={tab}", width, drawn=False)
    page.set_viewport_size({"width": width, "height": height})
    page.wait_for_selector(f"#panel-{tab} :is(button, input):visible")
    DONE[tab](page)
    page.wait_for_selector("#play-cards p, #standings td", state="attached")
    first = "#play-share" if tab == "play" else "#visits-401"
    for part in (".difference", ".village.side-0", ".village.side-1", first):
        box = page.locator(part).bounding_box()
        assert box["y"] >= 0 and box["y"] + box["height"] <= height + 1, part
    assert page.evaluate("scrollY") == 0
    assert not page.is_visible("[data-control=play]")
    page.click("#under-whole")
    assert page.is_visible("[data-control=play]")


@pytest.mark.parametrize("path", ["", "en"])
@pytest.mark.parametrize(
    ("tab", "knob"), [("play", "play-decide"), ("facilitator", "visits-decide")]
)
def test_on_a_phone_a_first_decision_is_taken_without_scrolling(visit, tab, knob, path):
    page = visit(f"{path}?tab={tab}", 375, drawn=False)
    page.set_viewport_size({"width": 375, "height": 667})
    box = page.wait_for_selector(f"#{knob}").bounding_box()
    assert box["y"] + box["height"] <= 667 + 1


def test_a_game_is_played_by_keyboard_alone(visit):
    page = visit("en?tab=play", drawn=False)
    page.wait_for_selector("#play-decide")
    page.focus("#play-share")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    for _ in range(10):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "play-decide":
            break
    page.keyboard.press("Enter")
    page.wait_for_function("location.search.includes('s0.4')")
    page.wait_for_selector("#score")


@pytest.mark.parametrize("path", ["", "en"])
@pytest.mark.parametrize("tab", ["play", "facilitator"])
def test_on_a_phone_the_twins_stand_first_and_the_score_stays(visit, tab, path):
    page = visit(f"{path}?tab={tab}", 375, drawn=False)
    page.set_viewport_size({"width": 375, "height": 667})
    page.wait_for_selector(f"#panel-{tab} :is(button, input):visible")
    DONE[tab](page)
    pinned = f"#{'play' if tab == 'play' else 'visits'}-pinned"
    page.wait_for_selector(f"{pinned} p")
    page.evaluate("window.scrollTo(0, 0)")
    for part in (".difference", ".village.side-0", ".village.side-1", pinned):
        box = page.locator(part).bounding_box()
        assert box["y"] >= 0 and box["y"] + box["height"] <= 667 + 1, part
    assert page.locator(".village.side-0 .house:visible").count() >= 10
    page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
    box = page.locator(pinned).bounding_box()
    assert box["y"] + box["height"] <= 667 + 1
    assert page.evaluate("document.documentElement.scrollHeight") < SCREENS_MOST * 667
    page.evaluate("window.scrollTo(0, 0)")
    page.click("#under-whole")
    page.wait_for_selector("[data-chart=money] svg[role=img]:visible")
    assert page.is_visible("[data-control=play]")
