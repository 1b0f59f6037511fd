"""A link on the command line, decisions of the games, runs on other luck counted."""

import json

import pytest

from experiments.classroom.games import (
    decide,
    grant_in,
    in_force,
    later,
    spend,
    standings,
    take_back,
)
from experiments.classroom.luck_spread import luck_alone, luck_and_parameters
from experiments.classroom.story.choice import choice_of
from experiments.classroom.story.link import to_query
from experiments.classroom.story.story import Side, Story
from experiments.classroom.telling.link_months import run_link
from sim.decisions import Decision
from sim.inputs.strict import InputError
from sim.model import KubeModel
from tests.messages import mentions

MONTHS = ("2016-01", "2016-02", "2017-01")
CLASS = Story(scenario="classroom", kube=401, left=Side(), right=Side(policy="package"))


def test_replay_tells_the_story_of_a_link(kubesim):
    story = decide(CLASS, [Decision(kube=401, month="2016-03", share=0.6, lend=False)])
    link = f"http://127.0.0.1:8080/?{to_query(story)}&lang=id"
    done = kubesim("replay", link, "--json")
    assert done.code == 0, done.err
    report = json.loads(done.out)
    choice = choice_of(story)
    for side, name in enumerate(("left", "right")):
        model = KubeModel(choice.scenario, choice.policies[side], seed=6)
        model.run()
        assert report["digests"][side] == model.digest()
        assert [month[name]["kas_idr"] for month in report["months"]] == [
            month.kas_idr for month in model.city.kubes[0].history
        ]
    shown = kubesim("replay", link)
    assert report["digests"][0] in shown.out
    assert mentions(shown.out, "Anggrek classroom 6 left Status quo right package")
    assert max(map(len, shown.out.splitlines())) <= 100


@pytest.mark.parametrize(
    ("arguments", "data"),
    [
        (("scenario=classroom&kube=9",), "kube 9 classroom"),
        (("/?scenario=classroom&kube=401", "--row", "1"), "--row"),
        (("/?scenario=classroom&kube=401", "--out", "x"), "--out"),
        (("results",), "--row"),
    ],
)
def test_wrong_use_is_told_in_a_line(kubesim, arguments, data):
    done = kubesim("replay", *arguments)
    assert done.code == 2
    assert mentions(done.err, data)
    assert done.out == ""


def test_what_holds_is_what_was_agreed_until_something_is_decided():
    story = decide(CLASS, [Decision(kube=401, month="2016-05", share=0.8)])
    choice = choice_of(story)
    assert in_force(choice, 0, choice.kube, "2016-04").share == 0.3
    assert in_force(choice, 0, choice.kube, "2016-05") == (0.8, True, "as_given", None)
    assert in_force(choice, 1, choice.kube, "2016-05").share == 0.3
    everything = choice_of(Story(scenario="classroom", kube=403))
    assert in_force(everything, 0, everything.kube, "2016-02").share == 0.0


def test_one_decision_is_changed_and_the_later_ones_stay():
    months = ["2016-01", "2016-02", "2016-03"]
    story = CLASS
    for number, month in enumerate(months):
        story = decide(story, [Decision(kube=401, month=month, share=number / 10)])
    changed = decide(story, [Decision(kube=401, month="2016-02", share=0.9)])
    assert [decision.share for decision in changed.left.decisions] == [0.0, 0.9, 0.2]
    assert take_back(changed, "2016-02").left.decisions == story.left.decisions[:1]
    assert later("2016-11", 3) == "2017-02"


def test_grants_are_announced_in_their_months():
    choice = choice_of(CLASS)
    coming = [grant_in(choice.scenario, choice.kube, month) for month in MONTHS]
    assert coming == [(20_000_000, True), None, (30_000_000, False)]


def test_a_facilitator_spends_no_more_visits_than_there_are():
    with pytest.raises(InputError, match=r"\b5\b.*\b4\b"):
        spend(CLASS, "2016-01", {401: 3, 402: 2})
    story = spend(CLASS, "2016-01", {401: 4, 402: 0, 403: 0, 404: 0})
    left, right = standings(choice_of(story), 12)
    assert {month.visits for month in left[0].history} == {4}
    assert {month.visits for month in left[1].history} == {0}
    assert sum(month.visits for row in right for month in row.history) > 0


@pytest.mark.parametrize("spread", [luck_alone, luck_and_parameters])
def test_the_spread_counts_every_luck(spread):
    counted = spread(choice_of(CLASS), 40, 200)
    assert counted.right_ahead + counted.equal + counted.left_ahead == 200
    left, right = counted.sides
    assert right.alive - left.alive == counted.only_right_alive - counted.only_left_alive
    for side in counted.sides:
        assert len(side.funds_idr) == 200
        assert 0 <= side.mandiri <= side.alive <= 200
        assert list(side.marks_idr) == sorted(side.marks_idr)
    again = spread(choice_of(CLASS), 40, 200)
    assert (again.sides[0].funds_idr == counted.sides[0].funds_idr).all()


def test_the_spread_of_a_policy_against_itself_is_nothing():
    same = CLASS.model_copy(update={"right": CLASS.left})
    counted = luck_alone(choice_of(same), 47, 100)
    assert counted.equal == 100


def test_the_first_luck_of_the_spread_is_the_mesa_run_of_the_story():
    choice = choice_of(CLASS)
    counted = luck_alone(choice, 20, 3)
    for side in (0, 1):
        model = KubeModel(choice.scenario, choice.policies[side], seed=CLASS.seed)
        while model.month <= 20:
            model.step()
        kube = model.city.kubes[0]
        funds = kube.kas_idr + kube.bank_idr + kube.loans_out_idr
        assert counted.sides[side].funds_idr[0] == (funds if kube.alive else 0)


def test_a_link_with_draws_takes_the_draw_of_its_replication():
    links = [
        run_link(f"scenario=classroom&kube=401&draws=posterior&replication={n}") for n in (0, 1)
    ]
    assert links[0].choice.scenario.parameters != links[1].choice.scenario.parameters
