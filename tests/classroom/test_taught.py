"""What lessons, kit and guide say of effects, held against runs."""

import numpy as np
import pytest

from experiments.classroom.lessons import marking
from experiments.classroom.lessons.class_runs import AFTER_MONTHS, class_runs, under
from experiments.classroom.lessons.level3 import AS_GOOD
from experiments.classroom.lessons.own_story import luck_of
from experiments.classroom.luck_runs import kubes_in, lucks
from experiments.classroom.story.choice import choice_of
from experiments.classroom.story.chosen_lucks import game_lucks
from experiments.classroom.story.story import Side, Story
from experiments.common.outcomes import BY_NAME

TRAINEES = ("Ibu Siti", "Pak Budi", "Bu Ani")
RUNS, LUCKS = 1_000, 400
STORIES = (Story(), Story(scenario="classroom", kube=401, seed=9))
"""The one that the page opens with, and one of the class."""
each_trainee = pytest.mark.parametrize("trainee", TRAINEES)


def asked(name, trainee):
    return marking.asked(name, trainee)


@each_trainee
def test_the_rule_decides_in_about_one_of_ten_runs_and_most_that_close_close_under_both(trainee):
    share, aside = class_runs(
        (under("share", rule="share_everything"), under("aside", rule="set_aside_first")),
        luck_of(trainee),
        RUNS,
    )
    differ = (share.alive != aside.alive).mean()
    assert 0.05 < differ < 0.2
    both = (~share.alive & ~aside.alive).mean()
    assert both > (~share.alive).mean() / 2 and both > (~aside.alive).mean() / 2


@pytest.mark.parametrize(
    "story",
    [Story(scenario="classroom", kube=403), Story(kube=6)],
    ids=["a class's Kube", "a Kube of 106 months"],
)
def test_the_rule_decides_more_the_longer_it_runs_and_never_in_most_runs(story):
    """Of all Kubes of the class and of Banjarmasin, those in which it decides most often."""
    sides = {"left": Side(policy="share-everything"), "right": Side(policy="all-set-aside-first")}
    alive = lucks(choice_of(story.model_copy(update=sides)), "alone", range(RUNS)).alive
    decides = (alive[0] != alive[1]).mean(axis=0)
    assert decides[35] < 1 / 5
    assert decides[35] < decides[-1] < 3 / 10


@each_trainee
def test_the_first_visit_to_a_kube_helps_more_than_the_fourth(trainee):
    """Three more visits to one Kube, or one to each of the three others."""
    spread = asked("spread", trainee)
    figures = spread.figures
    assert spread.answer == "each"
    three_more = figures["one_visited_share"] - figures["each_visited_share"]
    one_to_each_other = figures["each_lives"] - figures["one_lives"] + three_more
    assert one_to_each_other > max(0.0, three_more)


@each_trainee
def test_setting_nearly_all_aside_takes_from_daily_needs_and_keeps_no_more_kubes(trainee):
    hurts = asked("hurts", trainee)
    assert hurts.answer == "yes"
    assert hurts.figures["high_alive_share"] < hurts.figures["low_alive_share"] + AS_GOOD
    assert hurts.figures["poor_realised_share"] < hurts.figures["high_realised_share"] < 0.9
    assert hurts.figures["poor_high_unmet_idr"] > hurts.figures["poor_low_unmet_idr"]


@each_trainee
def test_very_poor_groups_set_little_aside_and_reminding_helps_only_a_little(trainee):
    need = asked("need", trainee)
    poor, better = need.figures["poor_share"], need.figures["better_share"]
    assert need.answer == "less"
    assert abs(need.figures["reminded_share"] - poor) < (better - poor) / 5


@each_trainee
def test_meeting_often_leaves_fewer_loans_late_but_less_so_than_was_measured(trainee):
    meetings = asked("meetings", trainee)
    assert meetings.answer == "fewer"
    assert 1.0 < meetings.figures["ratio"] < 3.5


@each_trainee
def test_visits_raise_stages_and_hardly_incomes(trainee):
    stages = asked("stages", trainee)
    assert stages.answer == "no"
    assert stages.figures["weekly_grown_of_1000"] > stages.figures["none_grown_of_1000"]


@each_trainee
def test_a_shared_out_grant_costs_kubes_or_their_money(trainee):
    grant = asked("grant", trainee)
    assert grant.answer == "first"
    assert grant.figures["second_group_idr"] < grant.figures["kept_group_idr"] / 2


@each_trainee
def test_a_shared_grant_is_explained_by_what_was_shared(trainee):
    leak = asked("leak", trainee)
    whole = leak.figures["left_idr"] > 0.95 * leak.figures["grant_idr"]
    assert leak.turn == ("shared" if whole else "why")


def test_in_about_half_of_all_runs_a_game_has_less_to_decide():
    fit = [len(found) / LUCKS for found in game_lucks(LUCKS).values()]
    assert 0.35 < 1.0 - np.mean(fit) < 0.65


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.scenario)
def test_the_cloud_is_wider_than_its_move(story):
    """Of all shares that the lesson tries, with the parameters of the story."""
    clouds = []
    for share in (0.0, 0.3, 0.6, 0.9):
        levers = {"rule": "set_aside_first", "set_aside_share": share}
        right = Side.model_validate({"levers": levers})
        choice = choice_of(story.model_copy(update={"right": right}))
        clouds.append(lucks(choice, "alone", range(100)).funds_idr[1, :, -1])
    low, middle, high = np.percentile(clouds, (10, 50, 90), axis=1)
    assert max(high - low) > max(middle) - min(middle)


CHANGES = {
    "share": {"rule": "set_aside_first", "set_aside_share": 0.6},
    "visits": {"visits_per_month": 4.0},
    "monitoring": {"monitoring_per_year": 12.0},
    "books": {"open_books": True},
    "little": {"rule": "set_aside_first", "set_aside_share": 0.1},
    "much": {"rule": "set_aside_first", "set_aside_share": 0.9},
}
"""What exercises change of a class's Kube, by what they call it."""


@pytest.fixture(scope="module", params=["alone", "drawn"])
def lives(request):
    """Which runs a Kube of the class outlasts, as now and changed: in the class's world, in all."""
    found = {}
    for name, levers in CHANGES.items():
        story = Story(
            scenario="classroom", kube=401, left=Side(),
            right=Side.model_validate({"levers": levers}),
        )  # fmt: skip
        kubes = kubes_in(choice_of(story), request.param, np.arange(RUNS), [AFTER_MONTHS - 1])
        found["now"], found[name] = kubes.stage[:, :, 0] > 0
    return found


def test_monitoring_and_open_books_help_and_a_larger_share_adds_little(lives):
    added = {name: alive.mean() - lives["now"].mean() for name, alive in lives.items()}
    assert added["monitoring"] > BY_NAME["failed_share"].matters
    assert added["books"] > 0
    assert added["share"] < added["monitoring"] / 2


def test_in_most_runs_no_change_decides_whether_a_kube_lasts(lives):
    four = [lives[name] == lives["now"] for name in ("share", "visits", "monitoring", "books")]
    assert np.all(four, axis=0).mean() > 0.5


def test_setting_nearly_all_aside_keeps_no_more_kubes_in_any_world_on_average(lives):
    assert lives["much"].mean() < lives["little"].mean() + AS_GOOD
