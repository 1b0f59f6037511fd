"""The swarm of lucks: each line is the story that it opens, and counts add up."""

import json

import numpy as np
import pytest

from experiments.classroom.luck_runs import KINDS, LINES
from experiments.classroom.server.swarm import swarm
from experiments.classroom.story.choice import choice_of
from experiments.classroom.story.link import from_query, to_query
from experiments.classroom.story.story import Side, Story
from experiments.classroom.telling.difference import closed, funds_idr
from experiments.classroom.telling.story_record import record_story
from sim.inputs.strict import InputError

STORY = Story(scenario="classroom", kube=401, seed=3)
OTHER_DRAWS = {"draws": "posterior", "replication": 2}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("draws", [{}, OTHER_DRAWS], ids=["class", "posterior"])
def test_a_line_is_the_story_that_it_opens_month_by_month(kind, draws):
    line = swarm(to_query(STORY.model_copy(update=draws)), kind, "4", "1")["lines"][0]
    record = record_story(choice_of(from_query(line["query"])))
    for drawn, side in zip(line["sides"], record["sides"], strict=True):
        told = [
            None if closed(side, month) else round(funds_idr(side, month) / 1000)
            for month in range(len(drawn))
        ]
        assert drawn == told


def test_lines_come_in_pieces_and_the_storys_own_is_among_those_of_luck_alone():
    whole = [
        line["query"]
        for first in range(0, LINES, 25)
        for line in swarm(to_query(STORY), "alone", str(first), "25")["lines"]
    ]
    assert len(set(whole)) == LINES
    first = swarm(to_query(STORY), "alone", "0", "1")
    assert first["own"]["query"] == to_query(STORY) == whole[0]
    assert swarm(to_query(STORY), "drawn", "0", "1")["own"] == first["own"]
    assert swarm(to_query(STORY), "alone", str(LINES), "9")["lines"] == []


def test_a_story_beside_itself_has_the_same_line_twice():
    same = Story(scenario="classroom", kube=401, seed=3, left=Side(), right=Side())
    for line in swarm(to_query(same), "drawn", "0", "5")["lines"]:
        assert line["sides"][0] == line["sides"][1]


@pytest.mark.parametrize(
    "asked",
    [("kube=999", "alone", "0", "1"), ("kube=2", "both", "0", "1"), ("", "alone", "-1", "1")],
)
def test_what_cannot_be_drawn_is_refused(asked):
    with pytest.raises(InputError):
        swarm(*asked)


def test_the_cloud_streams_counts_what_it_shows_and_shifts_with_the_share(visit):
    page = visit(f"en?tab=luck&{to_query(STORY)}", drawn=False)
    page.click("#swarm-guess-show", timeout=120_000)
    page.wait_for_selector("#swarm-guess .verdict", timeout=120_000)
    counted = json.loads(page.get_attribute("#swarm-counts", "data-counts"))
    lines = [
        line["sides"]
        for first in (0, 40, 80)
        for line in swarm(to_query(STORY), "alone", str(first), "40")["lines"]
    ]
    last = [[side[-1] for side in line] for line in lines]
    assert counted["runs"] == LINES
    assert counted["left_alive"] == sum(left is not None for left, _ in last)
    assert counted["more"] == sum((right or 0) > (left or 0) for left, right in last)
    assert counted["more"] + counted["less"] + counted["same"] == LINES
    assert (
        counted["right_alive"] - counted["left_alive"]
        == counted["right_only"] - counted["left_only"]
    )
    before = page.locator("#swarm-clouds path.own").nth(1).get_attribute("d")
    page.locator("#swarm-share").fill("90")
    page.wait_for_function(
        "before => document.querySelectorAll('.own')[1]?.getAttribute('d') !== before",
        arg=before,
    )
    page.locator("#swarm-line").fill("17")
    query = page.get_attribute("#swarm-open", "href").partition("?")[2]
    assert from_query(query).right.overrides()["set_aside_share"] == 0.9
    assert np.isin(from_query(query).replication, range(LINES))
