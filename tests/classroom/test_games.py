"""The games in a browser: what is decided is in the link, in the Mesa model and on the sheet."""

import re

import pytest

from experiments.classroom.games import in_force, later
from experiments.classroom.page.score_sheet import LINES, sheet
from experiments.classroom.story.choice import choice_of
from experiments.classroom.story.chosen_lucks import GAME_LUCKS
from experiments.classroom.story.link import from_query
from experiments.classroom.telling.difference import duration
from experiments.classroom.telling.failure import failure_sentences
from experiments.classroom.telling.story_record import record_until, until_of
from experiments.classroom.texts import say, words
from experiments.common.numbers import exact_idr
from sim.model import KubeModel
from tests.messages import mentions

SAID = words("play")["en"]


def decide(page, share=None, months="1"):
    """Decide in the browser, and wait until the sheet of the months that passed is drawn."""
    before = until_of(page.url) or 0
    if share is not None:
        page.locator("#play-share").fill(str(share))
    page.select_option("#play-length", months)
    press(page, "play-decide")
    page.wait_for_function(f"new URL(location).searchParams.get('until') > {before}")
    sheet_after(page)


def press(page, key):
    """Press a button that is drawn anew by what it does, and wait until it is."""
    knob = page.locator(f"#{key}").element_handle()
    knob.click()
    page.wait_for_function("it => !it.isConnected", arg=knob)


def give(page, kube, visits, spent):
    """Give a Kube visits, and wait until it is said how many are spent of four."""
    said = say("en", f"facilitator.{'too_many' if spent > 4 else 'spent'}", spent=spent, visits=4)
    page.fill(f"#visits-{kube}", str(visits))
    page.wait_for_function(
        "it => document.querySelector('#visits-spent').textContent.startsWith(it)", arg=said
    )


def sheet_after(page):
    months = duration(until_of(page.url) or 0, "en")
    page.wait_for_function(
        "it => document.querySelector('#score caption')?.textContent === it",
        arg=say("en", "score.title", duration=months),
    )


@pytest.fixture
def game(visit):
    page = visit("en?tab=play", drawn=False)
    page.wait_for_selector("#play-decide")
    page.wait_for_function("location.search.includes('scenario=')")
    return page


def test_a_decision_passes_a_month_and_stands_in_the_link(game):
    decide(game, share=60)
    game.uncheck("#play-lend")
    decide(game, months="3")
    story = from_query(game.url)
    assert [
        (decision.month, decision.share, decision.lend) for decision in story.left.decisions
    ] == [
        ("2016-01", 0.6, True),
        ("2016-02", 0.6, False),
    ]
    assert until_of(game.url) == 4
    assert mentions(game.locator("#play-month").inner_text(), "May 2016 5 48")


def test_the_score_sheet_is_the_mesa_models_to_the_rupiah(game):
    decide(game, share=50, months="12")
    story, until = from_query(game.url), until_of(game.url) or 0
    choice = choice_of(story)
    models = []
    for policy in choice.policies:
        model = KubeModel(choice.scenario, policy, seed=story.seed)
        while model.month < until:
            model.step()
        models.append(model.city.kubes[0])
    cells = game.locator("#score tbody tr").nth(1).locator("td").all_inner_texts()
    funds = [kube.kas_idr + kube.bank_idr + kube.loans_out_idr + kube.lkm_idr for kube in models]
    assert cells[:2] == [exact_idr(amount, "en") for amount in funds]
    equipment = game.locator("#score tbody tr").nth(2).locator("td").all_inner_texts()
    assert equipment[:2] == [exact_idr(kube.equipment_idr, "en") for kube in models]
    assert game.locator("#score tbody tr").count() == len(LINES)


def test_the_vote_is_told_after_a_decision(game):
    decide(game, share=30)
    kube = record_until(from_query(game.url), 1)["sides"][0]["kube"]
    yes = round(kube["consent"][0] * kube["members"][0])
    assert mentions(game.inner_text("#play-result"), f"{yes} {kube['members'][0]}")


def test_a_grant_is_asked_about_when_it_comes_and_never_passed_over(game):
    assert game.is_visible("#play-grant")
    decide(game, months="12")
    assert from_query(game.url).left.decisions[0].grant == "as_given"
    assert until_of(game.url) == 12
    game.wait_for_selector("#play-grant")
    game.select_option("#play-grant", "equipment")
    decide(game)
    story = from_query(game.url)
    assert story.left.decisions[-1].grant == "equipment"
    equipment = record_until(story, 13)["sides"][0]["kube"]["equipment_idr"]
    assert equipment[12] - equipment[11] > 20_000_000


def test_going_back_and_changing_one_decision_keeps_the_later_ones(game):
    for share in (10, 20, 30):
        decide(game, share=share)
    game.select_option("#play-change", "2016-02")
    game.wait_for_selector("#play-length", state="detached")
    assert game.input_value("#play-share") == "20"
    game.locator("#play-share").fill("90")
    game.click("#play-decide")
    game.wait_for_function("location.search.includes('401@2016-02:s0.9')")
    assert [decision.share for decision in from_query(game.url).left.decisions] == [0.1, 0.9, 0.3]
    assert until_of(game.url) == 3
    game.click("#play-back")
    game.wait_for_function("!location.search.includes('2016-03')")
    assert until_of(game.url) == 2


def test_a_link_of_a_game_goes_on_where_it_was(game, visit):
    decide(game, share=70, months="3")
    path = game.url.partition("/en")[2]
    again = visit(f"en{path}", drawn=False)
    sheet_after(again)
    assert again.url == game.url
    assert again.locator("#score").inner_text() == game.locator("#score").inner_text()
    assert again.input_value("#play-share") == "70"
    decide(again)
    assert until_of(again.url) == 4


def test_a_game_that_is_opened_and_reloaded_is_the_class_s(game, visit):
    assert (from_query(game.url).scenario, from_query(game.url).kube) == ("classroom", 401)
    path = game.url.partition("/en")[2]
    again = visit(f"en{path}", drawn=False)
    again.wait_for_selector("#play-decide")
    decide(again)
    assert from_query(again.url).kube == 401


def test_a_new_game_has_another_luck_and_the_twin_that_was_chosen(game):
    decide(game)
    game.click("#panel-play summary")
    game.select_option("#play-kube", "403")
    game.select_option("#play-twin", "package")
    game.click("#play-start")
    game.wait_for_function("location.search.includes('kube=403')")
    story = from_query(game.url)
    assert (story.kube, story.seed, story.right.policy) == (403, GAME_LUCKS[403][0], "package")
    assert story.left.decisions == ()
    assert until_of(game.url) is None
    assert in_force(choice_of(story), 0, choice_of(story).kube, "2016-01").share == 0.0


def test_the_whole_game_can_be_played_to_its_end(game):
    for _ in range(5):
        if game.locator("#play-over").count():
            break
        decide(game, share=40, months="12")
    game.wait_for_selector("#play-over")
    assert until_of(game.url) == 48
    assert game.inner_text("#play-over") == SAID["over"]


HARD = "tab=play&scenario=classroom&kube=401&seed=12&left=share-everything&right=none"
"""A luck under which that Kube closes in its second year when all is shared out."""


def test_a_game_that_is_lost_ends_says_why_and_leads_back(visit):
    page = visit(f"en?{HARD}", drawn=False)
    page.wait_for_selector("#play-decide")
    page.select_option("#play-length", "12")
    press(page, "play-decide")
    page.wait_for_selector("#score")
    press(page, "play-decide")
    page.wait_for_selector("#play-ended")
    story, until = from_query(page.url), until_of(page.url)
    failure = record_until(story, until)["sides"][0]["failure"]
    assert until == failure["month"] + 1
    assert page.evaluate("document.activeElement.id") == "play-ended"
    assert not page.locator("#play-decide").count(), "a Kube that has closed decides nothing"
    for sentence in failure_sentences(failure, "en"):
        assert sentence in page.inner_text("#play-ended").replace("\u00a0", " ")
    page.click("#play-turn-back")
    page.wait_for_selector("#play-decide")
    assert until_of(page.url) == failure["turning"]
    assert len(from_query(page.url).left.decisions) == len(story.left.decisions) - 1 or (
        story.left.decisions[-1].month < later("2016-01", failure["turning"])
    )


def test_after_a_decision_by_keyboard_the_focus_is_at_the_next_one(game):
    game.focus("#play-decide")
    game.keyboard.press("Enter")
    game.wait_for_function("document.activeElement.id === 'play-month'")


def test_back_in_the_browser_takes_a_decision_back_and_stays_on_the_page(game):
    decide(game, share=60)
    decide(game, share=20)
    game.go_back()
    game.wait_for_function("!location.search.includes('2016-02')")
    game.wait_for_selector("#score")
    assert until_of(game.url) == 1
    assert [decision.share for decision in from_query(game.url).left.decisions] == [0.6]


def test_a_facilitator_spends_visits_and_sees_all_kubes(visit):
    page = visit("en?tab=facilitator", drawn=False)
    page.wait_for_selector("#visits-decide")
    give(page, 403, 0, 3)
    give(page, 404, 0, 2)
    give(page, 401, 3, 4)
    give(page, 402, 2, 5)
    assert page.is_disabled("#visits-decide")
    give(page, 401, 2, 4)
    page.select_option("#visits-length", "12")
    press(page, "visits-decide")
    page.wait_for_selector("#standings")
    story = from_query(page.url)
    assert {decision.kube: decision.visits for decision in story.left.decisions} == {
        401: 2,
        402: 2,
        403: 0,
        404: 0,
    }
    assert until_of(page.url) == 12
    rows = page.locator("#standings tbody tr")
    assert rows.count() == 8
    assert rows.first.locator("td").last.inner_text() == "24"
    for until in (24, 36, 48):
        press(page, "visits-decide")
        page.wait_for_function(f"location.search.endsWith('until={until}')")
    page.wait_for_selector("#visits-over")


def test_a_thousand_other_lucks_are_counted_with_the_models_uncertainty(visit):
    page = visit("en?scenario=classroom&kube=401&left=none&right=package&tab=luck", drawn=False)
    page.wait_for_function("window.socket?.connected")
    page.click("#luck-more summary")
    page.select_option("#luck-after", "36")
    page.click("#luck-run")
    page.wait_for_selector("#luck-drawn li", timeout=120_000)
    said = page.inner_text("#luck-alone")
    assert say("en", "luck.month", month="December 2018", runs=1000) in said
    for gone, alive in re.findall(r"(\d+) Kubes failed, (\d+) go on", said):
        assert int(gone) + int(alive) == 1000
    assert words("luck")["en"]["uncertain"] in page.inner_text("#panel-luck")


def test_the_sheet_says_who_stands_better():
    record = record_until(from_query("scenario=classroom&kube=401&left=none&right=package"), 30)
    for line in sheet(record, 29):
        if line.left is not None and line.right is not None:
            better = line.right > line.left
            if line.name in ("unmet", "defaults"):
                better = line.right < line.left
            assert line.ahead == (
                "none" if line.left == line.right else "right" if better else "left"
            )
