"""The stories that the classroom begins with have something to see."""

import pytest

from experiments.classroom.games import standings
from experiments.classroom.lessons.own_story import NEXT_TO_NOTHING_IDR, YEAR, kube_run
from experiments.classroom.story.catalogue import CLASS, OBSERVED
from experiments.classroom.story.choice import choice_of
from experiments.classroom.story.openings import first_game, first_round, first_story
from sim.scenario import load_scenario

YEARS = (1, 2, 3)


@pytest.mark.parametrize("scenario", [OBSERVED, CLASS])
def test_the_first_story_is_of_an_empty_kas_beside_one_that_grows(scenario):
    choice = choice_of(first_story(scenario))
    months = choice.founded + YEARS[-1] * YEAR
    left, right = (kube_run(choice, side, months).history for side in (0, 1))
    assert left[YEAR - 1].kas_idr < NEXT_TO_NOTHING_IDR < right[YEAR - 1].kas_idr
    assert not any(month.aside_idr for month in left[:YEAR])
    assert right[-1].members
    for year in YEARS:
        assert right[YEAR * year - 1].liquid_idr > left[YEAR * year - 1].liquid_idr


def test_the_twin_of_the_first_game_lives_to_its_end():
    choice = choice_of(first_game())
    _, twins = standings(choice, load_scenario(CLASS).months)
    assert next(kube for kube in twins if kube.id == choice.kube.id).alive


def test_where_visits_are_shared_evenly_some_kubes_of_the_first_round_live_and_some_fail():
    choice = choice_of(first_round())
    _, evenly = standings(choice, load_scenario(CLASS).months)
    assert {kube.alive for kube in evenly} == {True, False}
