"""The page in a browser: what is chosen is told, stays in the link, and stays apart."""

import re
import time

import pytest

from experiments.classroom.page.lever_controls import controls
from experiments.classroom.story.catalogue import (
    OBSERVED,
    TAUGHT,
    kube_names,
    policy_titles,
    scenarios,
)
from experiments.classroom.story.choice import choice_of
from experiments.classroom.story.link import from_query, to_query
from experiments.classroom.story.story import SIDES, Side, Story
from experiments.classroom.telling.story_record import record_until
from experiments.classroom.texts import words
from experiments.common.languages import LANGS
from experiments.common.numbers import exact_idr
from experiments.sweeps.names import named
from sim.course import LeverOverrides
from sim.levers import LEVERS
from sim.model import KubeModel
from tests.classroom.conftest import SIZES, choices, until_told
from tests.classroom.layout import faults_of, small_buttons

CUT_S = 3
READ_FROM_AFAR_PX = 14
"""On a projector of 1280 px."""
LONG_CUT_S = 20
BROWSERS = 10


def story_of(page):
    """Return the story in the address."""
    return from_query(page.url)


def test_indonesian_first_and_english_one_click_away_with_the_same_story(visit):
    page = visit("?scenario=banjarmasin&kube=9&seed=11")
    assert page.get_attribute("html", "lang") == "id"
    assert page.title() == words("page")["id"]["title"]
    page.click("#language")
    until_told(page, "seed=11")
    assert page.get_attribute("html", "lang").startswith("en")
    assert page.title() == words("page")["en"]["title"]
    assert story_of(page) == Story(kube=9, seed=11)


def test_the_ten_real_kubes_are_one_click_away(visit):
    page = visit("?scenario=classroom&kube=401")
    choices(page)
    assert page.locator("button.kube").all_inner_texts() == list(kube_names(OBSERVED).values())
    page.get_by_role("button", name="Talawang", exact=True).click()
    until_told(page, "kube=1&")
    assert (story_of(page).scenario, story_of(page).kube) == (OBSERVED, 1)
    assert page.locator('button.kube[aria-pressed="true"]').all_inner_texts() == ["Talawang"]


def test_policies_seed_and_levers_change_the_story_and_the_address(visit):
    page = visit("en")
    page.click("#another")
    until_told(page, "seed=7")
    choices(page)
    page.select_option("#right-policy", "visits-weekly")
    until_told(page, "right=visits-weekly")
    page.click("fieldset.right summary")
    page.wait_for_selector("#right-visits_per_month")
    page.locator("#right-visits_per_month").fill("3")
    until_told(page, "right.visits_per_month=3.0")
    page.check("#right-open_books")
    until_told(page, "right.open_books=true")
    page.select_option("#right-starter_form", "cash")
    until_told(page, "right.starter_form=cash")
    over = LeverOverrides.model_validate(
        {"visits_per_month": 3.0, "open_books": True, "starter_form": "cash"}
    )
    shown = Story(seed=7, right=Side(policy="visits-weekly", levers=over))
    assert story_of(page) == shown
    page.reload()
    until_told(page, "seed=7")
    assert story_of(page) == shown
    choices(page)
    page.click("fieldset.right summary")
    assert page.input_value("#right-visits_per_month") == "3"
    page.locator("fieldset.right .levers-inside > button").click()
    page.wait_for_selector('#stage:not([data-told*="right."])', state="attached")
    assert story_of(page).right == Side(policy="visits-weekly")


@pytest.mark.parametrize("lang", ["id", "en"])
def test_every_lever_has_its_name_a_control_and_its_grade(visit, lang):
    page = visit("" if lang == "id" else "en")
    choices(page)
    page.click("fieldset.left summary")
    page.wait_for_selector("#left-revive_idr")
    for control in controls():
        label = page.locator(f'label[for="left-{control.name}"]').inner_text()
        assert label.lower() == named(control.name, lang).title.lower()
        described = page.get_attribute(f"#left-{control.name}", "aria-describedby")
        grade = words("page")[lang]["levers"]["grade"][LEVERS[control.name].grade]
        assert grade in page.inner_text(f"#{described}")


def test_a_value_out_of_bounds_is_held_within_them(visit):
    page = visit("en")
    choices(page)
    page.click("fieldset.left summary")
    page.locator("#left-monitoring_per_year").fill("9000")
    page.locator("#left-monitoring_per_year").press("Tab")
    until_told(page, "left.monitoring_per_year=365")


@pytest.mark.parametrize(
    "query",
    [
        "?scenario=../../etc/passwd",
        "?kube=999",
        "?kube=<script>alert(1)</script>",
        "?seed=-1",
        "?left=package&left.visits_per_month=1e999",
        "?left.decide=2@2009-05:s7",
        "?wrong=1",
        "?p.trade.wear_per_month=nan",
        "?scenario=banjarmasin-cohort",
        "?%ff=%fe",
    ],
)
def test_a_crafted_link_gets_a_clear_message(visit, classroom, query):
    page = visit(query, drawn=False)
    page.wait_for_selector("#faults li")
    text = page.inner_text("#faults")
    assert text.startswith(words("page")["id"]["said"]["faults"])
    assert "Traceback" not in page.content()
    assert not re.search(r"\b(unknown|must|known|cannot|write|between)\b", text)
    choices(page)
    page.get_by_role("button", name="Rakat").click()
    until_told(page, "kube=5&")


def test_ten_browsers_keep_apart(browser, visit):
    pages = [visit(f"?kube={number}&seed={number}") for number in range(1, BROWSERS + 1)]
    for page in pages:
        page.click("#another")
    for number, page in enumerate(pages, start=1):
        until_told(page, f"seed={number + 1}&")
        assert story_of(page) == Story(kube=number, seed=number + 1)


@pytest.mark.parametrize("seconds", [CUT_S, pytest.param(LONG_CUT_S, marks=pytest.mark.long)])
def test_a_cut_line_loses_nothing(browser, classroom, seconds):
    context = browser.new_context(viewport={"width": 1280, "height": SIZES[1280]})
    page = context.new_page()
    page.goto(f"{classroom.url}?kube=3&seed=5")
    until_told(page)
    page.evaluate("window.stillHere = true")
    context.set_offline(True)
    page.click("#another")
    time.sleep(seconds)
    context.set_offline(False)
    until_told(page, "seed=6&")
    page.click("#another")
    until_told(page, "seed=7&")
    assert page.evaluate("window.stillHere") is True, "the page was not loaded again"
    assert story_of(page) == Story(kube=3, seed=7)
    context.close()


def test_tabs_by_keyboard_and_in_the_link(visit):
    page = visit()
    page.focus("#tab-twins")
    page.keyboard.press("ArrowRight")
    assert page.get_attribute("#tab-play", "aria-selected") == "true"
    assert page.is_visible("#panel-play")
    assert not page.is_visible("#panel-twins")
    assert "tab=play" in page.url
    page.reload()
    page.wait_for_selector("#panel-play")
    page.focus("#tab-play")
    page.keyboard.press("Home")
    assert page.is_visible("#panel-twins")
    until_told(page)


def test_everything_in_the_twins_tab_is_reached_by_tab(visit):
    page = visit()
    wanted = set(page.eval_on_selector_all(
        "#panel-twins :is(button, select, input, summary, a[href]), .top a, .tabs [tabindex='0']",
        "all => all.filter(it => it.checkVisibility() && !it.disabled)"
        ".map(it => it.id || it.textContent)",
    ))  # fmt: skip
    seen = set()
    for _ in range(len(wanted) + 30):
        page.keyboard.press("Tab")
        seen.add(page.evaluate("document.activeElement.id || document.activeElement.textContent"))
    assert wanted <= seen


def test_the_link_can_be_copied(visit):
    page = visit("?kube=4")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.click("#copy")
    page.wait_for_function("document.getElementById('status').textContent")
    assert page.evaluate("navigator.clipboard.readText()") == page.url
    assert from_query(page.url) == Story(kube=4)


def test_in_the_room_a_qr_code_shows_the_link(browser, serve):
    shared = serve("--lan")
    page = browser.new_page(viewport={"width": 1280, "height": SIZES[1280]})
    page.goto(shared.url)
    page.click("#share-open")
    page.wait_for_selector("dialog[open] svg path")
    box = page.locator("#share").bounding_box()
    assert box["y"] >= 0
    assert box["y"] + box["height"] <= SIZES[1280]
    assert page.locator("#share").evaluate("it => it.scrollHeight <= it.clientHeight + 1")
    link = page.inner_text("#share .address")
    assert any(link in line for line in shared.said)
    page.keyboard.press("Escape")
    assert not page.is_visible("#share")
    page.close()


def test_a_cut_line_is_said_in_the_language_of_the_room(visit):
    said = words("page")["id"]["said"]
    page = visit()
    page.wait_for_function(
        "it => document.getElementById('popup').children[0].textContent === it", arg=said["lost"]
    )


def test_a_superseded_click_is_called_off(visit):
    page = visit("?seed=50")
    failed = []
    page.on("requestfailed", lambda request: failed.append(request.url))
    page.evaluate(
        "['kube=1', 'kube=3', 'kube=4'].forEach((it) => "
        "kubesimPage.show(`scenario=banjarmasin&${it}&seed=50`, null))"
    )
    until_told(page, "kube=4&")
    assert sum("/told?" in url for url in failed) == 2


def test_the_policies_that_are_taught_come_first():
    for lang in LANGS:
        assert tuple(policy_titles(lang))[: len(TAUGHT)] == TAUGHT


def test_policies_are_chosen_from_two_groups(visit):
    page = visit("en")
    choices(page)
    groups = page.eval_on_selector_all(
        "#left-policy optgroup", "all => all.map(it => [...it.children].map(one => one.value))"
    )
    assert [tuple(group) for group in groups[:1]] == [TAUGHT]
    assert len(groups) == 2 and sorted(sum(groups, [])) == sorted(policy_titles("en"))


def test_every_place_has_a_title_in_both_languages():
    for lang in LANGS:
        assert set(words("page")[lang]["twins"]["scenarios"]) == set(scenarios())


@pytest.mark.parametrize("width", SIZES)
@pytest.mark.parametrize("path", ["", "en"])
def test_nothing_is_cut_off_or_overlaps_or_is_too_small_to_press(visit, width, path):
    page = visit(path, width)
    assert small_buttons(page) == []
    assert faults_of(page) == []
    choices(page)
    page.click("fieldset.left summary")
    page.wait_for_selector("#left-revive_idr")
    assert page.locator("#choices").evaluate("it => it.scrollWidth <= it.clientWidth")
    assert small_buttons(page) == []


@pytest.mark.parametrize(("width", "height"), [(1280, 720), (375, 667)])
@pytest.mark.parametrize("path", ["", "en"])
def test_the_first_screen_holds_headline_villages_money_and_play(visit, path, width, height):
    page = visit(path, width)
    page.set_viewport_size({"width": width, "height": height})
    page.reload()
    until_told(page)
    page.click("[data-card-button=skip]")
    page.evaluate("kubesim.toMonth(6)")
    for part in (
        ".difference", ".village.side-0", ".village.side-1", "[data-chart=money] svg[role=img]",
        "[data-control=play]",
    ):  # fmt: skip
        box = page.locator(part).bounding_box()
        assert box["y"] >= 0, part
        assert box["y"] + box["height"] <= height + 1, part
        assert box["width"] > 40, part
    assert page.locator(".village.side-0 .house:visible").count() >= 10
    assert not page.is_visible("#under-whole")


def test_texts_of_the_first_screen_can_be_read_from_afar(visit):
    page = visit("")
    page.click("[data-card-button=skip]")
    page.evaluate("kubesim.toMonth(20)")
    sizes = page.evaluate(
        """() => [...document.querySelectorAll("#stage :is(.headline, .screen, .controls) *")]
          .filter((it) => it.getClientRects().length)
          .filter((it) => [...it.childNodes].some((text) => text.data && text.data.trim()))
          .map((it) => [parseFloat(getComputedStyle(it).fontSize), it.textContent])"""
    )
    assert min(sizes)[0] >= READ_FROM_AFAR_PX, min(sizes)


def test_a_first_click_comes_within_ten_seconds_and_the_opening_can_be_skipped(visit):
    page = visit("en")
    for _ in range(5):
        page.click("[data-card-button=on]")
    page.click("[data-card-button=on]")
    assert not page.is_visible(".card")
    page.reload()
    until_told(page)
    assert not page.is_visible(".card"), "the opening comes once"
    assert page.evaluate("kubesim.month()") == 0


def test_the_story_pauses_where_the_twins_part_and_both_sides_of_the_family_speak(visit):
    page = visit("en")
    page.click("[data-card-button=skip]")
    split = record_until(Story(), None)["split"]
    page.evaluate(f"kubesim.toMonth({split['month'] - 1})")
    page.select_option("[data-control=speed]", "fast")
    page.click("[data-control=play]")
    page.wait_for_selector(".card[data-card=split]")
    assert page.evaluate("kubesim.month()") == split["month"]
    page.wait_for_timeout(1500)
    assert page.evaluate("kubesim.month()") == split["month"]
    voices = page.locator(".card blockquote").all_inner_texts()
    assert len(voices) == 2
    assert all(voices)
    assert voices[0] != voices[1]
    differing = page.locator(".house.differs:visible").count()
    assert differing >= 2
    page.click("[data-card-button=more]")
    assert page.locator("[role=dialog] blockquote").count() == 2
    page.keyboard.press("Escape")
    page.click("[data-card-button=on]")
    page.wait_for_function(f"kubesim.month() > {split['month']}")


@pytest.mark.parametrize(("width", "height"), [(1280, 720), (375, 667)])
def test_both_sides_of_a_family_speak_before_figures_and_rules(visit, width, height):
    page = visit("", width)
    page.set_viewport_size({"width": width, "height": height})
    page.click("[data-card-button=skip]")
    page.evaluate("kubesim.toMonth(6)")
    page.locator(".village.side-0 .house").first.press("Enter")
    voices = page.locator("[role=dialog] blockquote")
    assert voices.count() == 2
    bottom = 0
    for number in range(2):
        box = voices.nth(number).bounding_box()
        bottom = max(bottom, box["y"] + box["height"])
    assert bottom <= height
    assert page.locator("[role=dialog] .rule").first.bounding_box()["y"] > bottom


def test_the_end_of_a_kube_is_a_scene_with_a_way_back(visit):
    story = from_query("scenario=classroom&kube=401&seed=6&left=share-everything&right=none")
    failure = record_until(story, None)["sides"][0]["failure"]
    page = visit(f"en?{to_query(story)}&month={failure['month']}")
    page.click("[data-control=step]")
    page.wait_for_selector(".card[data-card=ended]")
    assert str(failure["idle"]) in page.inner_text(".card")
    assert page.inner_text(".village.side-0 .cap") == words("stage")["en"]["figure"]["closed"]
    page.click("[data-card-button=back]")
    assert page.evaluate("kubesim.month()") == failure["turning"]


def test_money_moves_and_stays_still_for_those_who_want_no_motion(browser, classroom):
    drawn = """() => {
      const it = document.querySelector("canvas.money");
      const dots = it.getContext("2d").getImageData(0, 0, it.width, it.height).data;
      return it.width > 300 && dots.some(Boolean);
    }"""
    for motion, moves in (("no-preference", True), ("reduce", False)):
        context = browser.new_context(
            viewport={"width": 1280, "height": 720}, reduced_motion=motion
        )
        page = context.new_page()
        page.goto(f"{classroom.url}en?month=3&{to_query(Story())}")
        until_told(page)
        page.click("[data-control=step]")
        page.wait_for_timeout(1100)
        assert page.evaluate(drawn) is moves
        context.close()


def test_the_query_of_the_page_is_the_query_of_the_link(visit):
    page = visit("?scenario=classroom&kube=402&seed=3&left=none&right=package")
    asked = Story(
        scenario="classroom",
        kube=402,
        seed=3,
        left=Side(policy="none"),
        right=Side(policy="package"),
    )
    assert page.get_attribute("#stage", "data-told") == to_query(asked)


@pytest.mark.parametrize("lang", ["id", "en"])
def test_what_the_page_shows_is_the_mesa_models_to_the_rupiah(visit, lang):
    story = Story(kube=9, seed=6, right=Side(policy="package"))
    page = visit(f"{'' if lang == 'id' else 'en'}?{to_query(story)}&month=24")
    choice = choice_of(story)
    month = choice.scenario.month(choice.kube.founded) + 24
    for side, policy in zip(SIDES, choice.policies, strict=True):
        model = KubeModel(choice.scenario, policy, seed=story.seed)
        while model.month < month:
            model.step()
        kube = next(kube for kube in model.city.kubes if kube.id == story.kube)
        for name in ("kas_idr", "bank_idr", "equipment_idr", "iks_idr"):
            shown = page.locator(f'[data-side="{side}"] [data-figure="{name}"]').inner_text()
            assert shown.replace("\u00a0", " ") == exact_idr(getattr(kube, name), lang)
