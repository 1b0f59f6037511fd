"""Guesses of the room, and what a game remembers: each seen where it belongs, and not before."""

from experiments.classroom.story.link import from_query
from experiments.classroom.telling.difference import funds_idr
from experiments.classroom.telling.story_record import record_until
from experiments.classroom.texts import say
from tests.classroom.conftest import until_told

STORY = "?scenario=classroom&kube=401&seed=9"


def test_the_room_guesses_and_the_model_answers_when_it_is_asked(visit):
    pages = [visit(f"en{STORY}", width) for width in (1280, 375)]
    for page, guess in zip(pages, (0, 2), strict=True):
        page.click("[data-card-button=skip]")
        page.click("#guess-open")
        page.click(f'#twins-guess [data-guess="{guess}"]')
        page.wait_for_selector("#twins-guess-show")
        assert page.locator("#twins-guess .verdict, #twins-guess .true").count() == 0
    both = say("en", "guess.room", count=2)
    for page in pages:
        page.wait_for_function("t => document.body.innerText.includes(t)", arg=both)
    pages[0].click("#twins-guess-show")
    pages[0].wait_for_selector("#twins-guess .room-bars .true")
    record = record_until(from_query(pages[0].url), None)
    left, right = (funds_idr(side, -1) for side in record["sides"])
    named = "same" if abs(left - right) < 10_000 else "right_side" if right > left else "left"
    answer = say("en", f"guess.{named}")
    assert answer in pages[0].inner_text("#twins-guess .verdict")


def test_a_try_that_was_taken_back_stays_as_a_thin_line_until_another_luck(visit):
    page = visit("en?tab=play", drawn=False)
    page.wait_for_selector("#play-decide")
    page.select_option("#play-length", "12")
    page.click("#play-decide")
    page.wait_for_selector("#play-cards p")
    assert page.locator("path.ghost").count() == 0
    record = record_until(from_query(page.url), 12)
    struck = [
        household
        for household in record["sides"][0]["households"]
        if any(event[0] in ("ill", "ceremony", "short") for event in household["events"][11])
    ]
    assert page.locator("#play-cards .event").count() == min(3, len(struck))
    page.click("#play-back")
    page.wait_for_function("!location.search.includes('decide')")
    page.wait_for_selector("#play-share")
    page.locator("#play-share").fill("90")
    page.click("#play-decide")
    until_told(page, "s0.9")
    page.wait_for_selector("path.ghost", state="attached")
    assert page.locator("path.ghost").count() == 1
