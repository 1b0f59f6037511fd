"""The stories that the classroom begins with have something to see."""

import pytest

from experiments.classroom.games import in_force, living_by_visits, standings
from experiments.classroom.lessons.own_story import NEXT_TO_NOTHING_IDR, YEAR, kube_run
from experiments.classroom.story import chosen_lucks
from experiments.classroom.story.catalogue import CLASS, OBSERVED
from experiments.classroom.story.choice import choice_of
from experiments.classroom.story.chosen_lucks import (
    APART_IDR,
    GAME_LUCKS,
    ROUND_LUCKS,
    SUPPORT_MONTHS,
    TWO_KUBES,
    game_lucks,
    next_round,
    round_lucks,
)
from experiments.classroom.story.openings import first_game, first_round, first_story
from sim.scenario import load_scenario

YEARS = (1, 2, 3)
SEEDS = 22


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


@pytest.mark.parametrize("kube", GAME_LUCKS)
def test_a_game_begins_with_something_at_stake(kube):
    choice = choice_of(first_game(kube))
    shares = [in_force(choice, side, choice.kube, choice.kube.founded).share for side in (0, 1)]
    assert (shares[0] > 0) != (shares[1] > 0)
    sides = [
        next(row for row in side if row.id == kube) for side in standings(choice, SUPPORT_MONTHS)
    ]
    assert all(row.alive for row in sides)
    assert abs(sides[0].history[-1].liquid_idr - sides[1].history[-1].liquid_idr) >= APART_IDR


def test_the_lucks_of_games_are_the_first_that_the_rule_finds():
    found = game_lucks(SEEDS)
    assert {kube: tuple(lucks[:8]) for kube, lucks in found.items()} == GAME_LUCKS
    matter, same = round_lucks(SEEDS)
    assert (tuple(matter[:2]), tuple(same[:2])) == ROUND_LUCKS


def test_the_rule_does_not_ask_which_choice_stands_better(monkeypatch):
    found = game_lucks(SEEDS)
    monkeypatch.setattr(chosen_lucks, "POLES", chosen_lucks.POLES[::-1])
    assert game_lucks(SEEDS) == found


def test_rounds_take_turns_between_lucks_in_which_visits_matter_and_not():
    seeds = [first_round().seed]
    for _ in range(3):
        seeds.append(next_round(seeds[-1]))
    assert [seed in ROUND_LUCKS.matter for seed in seeds] == [True, False, True, False]


def test_in_the_mesa_model_visits_change_which_kubes_live_in_the_one_and_not_in_the_other():
    for seed in ROUND_LUCKS.matter:
        none, each = living_by_visits(first_round(seed))
        assert none != each and len(each) >= TWO_KUBES
    for seed in ROUND_LUCKS.same:
        none, each = living_by_visits(first_round(seed))
        assert none == each and len(each) >= TWO_KUBES


def test_where_visits_are_shared_evenly_some_kubes_of_the_first_round_live_and_some_fail():
    choice = choice_of(first_round())
    _, evenly = standings(choice, load_scenario(CLASS).months)
    assert {kube.alive for kube in evenly} == {True, False}
