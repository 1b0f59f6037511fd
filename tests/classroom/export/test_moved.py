"""Moving through the story: keys, buttons, another luck, another language."""

from experiments.classroom.story.link import from_query
from experiments.classroom.texts import say, words
from experiments.common.numbers import exact_idr
from tests.classroom.export.conftest import STORY, shown, to_month, until_month


def test_a_panel_keeps_the_focus_until_it_is_closed(opened):
    page = opened()
    page.locator(".house:visible").first.click()
    for _ in range(6):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('[role=dialog]') !== null")
    page.keyboard.press("ArrowRight")
    assert page.evaluate("kubesim.month()") == 0


def test_the_keyboard_steps_plays_and_pauses(opened):
    page = opened()
    page.evaluate("window.heard = []")
    page.evaluate("document.addEventListener('kubesim:month', (it) => heard.push(it.detail.month))")
    page.evaluate("document.activeElement.blur()")
    for key in ("ArrowRight", "ArrowRight", "ArrowLeft"):
        page.keyboard.press(key)
    assert page.evaluate("heard") == [1, 2, 1]
    page.select_option("[data-control=speed]", "fast")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("Space")
    until_month(page, 4)
    page.keyboard.press("Space")
    held = page.evaluate("kubesim.month()")
    page.wait_for_timeout(700)
    assert page.evaluate("kubesim.month()") == held
    page.keyboard.press("Home")
    assert page.evaluate("kubesim.month()") == 0


def test_everything_is_reached_by_tab_in_reading_order(opened):
    page = opened()
    page.evaluate("document.activeElement.blur()")
    wanted = page.locator("button:visible:enabled, select:visible, input:visible, summary").count()
    reached = set()
    for _ in range(wanted + 6):
        page.keyboard.press("Tab")
        reached.add(
            page.evaluate("""() => [...document.querySelectorAll(
            'button, select, input, summary')].indexOf(document.activeElement)""")
        )
    assert len(reached - {-1}) == wanted


def test_buttons_slider_and_charts_move_the_month(opened):
    page = opened()
    page.click("[data-control=step]")
    page.click("[data-control=step]")
    page.click("[data-control=back]")
    assert page.evaluate("kubesim.month()") == 1
    slider = page.locator("[data-control=month]")
    slider.focus()
    page.keyboard.press("End")
    assert page.evaluate("kubesim.month()") == 80
    last = say("id", "stage.control.month_of", n=81, all=81)
    assert last in slider.get_attribute("aria-valuetext")
    assert page.is_disabled("[data-control=step]")
    page.click("[data-control=first]")
    assert page.evaluate("kubesim.month()") == 0
    page.locator('[data-chart="members"] svg').last.click()
    assert 25 < page.evaluate("kubesim.month()") < 55


def test_play_stops_at_the_end(opened):
    page = opened()
    to_month(page, 78)
    page.select_option("[data-control=speed]", "fast")
    page.click("[data-control=play]")
    until_month(page, 80)
    assert page.inner_text("[data-control=play]").strip() == words("stage")["id"]["control"]["play"]


def test_another_luck_is_another_story_in_the_same_month(opened, stories):
    page = opened()
    to_month(page, 4)
    page.select_option("#take-luck", "1")
    kas = stories[1]["sides"][0]["kube"]["kas_idr"][4]
    assert shown(page, "left", "kas_idr") == exact_idr(kas, "id")
    linked = from_query(page.inner_text("#take-link"))
    assert linked == STORY.model_copy(update={"seed": STORY.seed + 1})


def test_languages_change_at_once_and_the_month_stays(opened):
    page = opened()
    to_month(page, 9)
    page.click("#take-languages [data-lang=en]")
    assert page.inner_text(".month-name b") == "January 2010"
    assert page.get_attribute("html", "lang") == "en"
    page.click("#take-languages [data-lang=id]")
    assert page.inner_text(".month-name b") == "Januari 2010"
