"""Answers: the figures of `kubesim compare`, coarse first, given up when nobody waits, bounded."""

import json
import shlex
from dataclasses import replace

import numpy as np
import pytest

from experiments.common.outcomes import OUTCOMES
from experiments.common.uncertainty import uncertainty
from experiments.explorer.answer import Answer
from experiments.explorer.budget import mix_of
from experiments.explorer.paying import unit_costs_of
from experiments.explorer.question import Question, place_of
from experiments.explorer.running import MOVED, PIECE, PLAN, GivenUpError, Running
from experiments.explorer.taking import commands, policy_toml
from experiments.explorer.view import assumptions, shown
from experiments.explorer.words import between, texts
from experiments.policy.accounting import PRICES

MONITORED = Question({"monitoring_per_year": 12.0})
DRAWS = 2 * PIECE + 5
OF_EFFECT = ("median", "low", "high", "probability_better", "probability_worse", "mean", "verdict")


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        (MONITORED, "posterior"),
        (Question({"visits_per_month": 4.0, "support_months": 36}, seed=7), "prior"),
        (Question({"set_aside_share": 0.6, "rule": "set_aside_first"}), "posterior"),
        (Question(MONITORED.levers, assumed={"learn.visit_learning": 0.1}), "posterior"),
        (Question(MONITORED.levers, assumed={"structure.monitoring": 3.0}), "posterior"),
        (Question(assumed={"structure.visits": 3.0, "meet.adopt_rate": 0.02}), "posterior"),
    ],
)
def test_the_command_of_an_answer_repeats_it_figure_by_figure(kubesim, tmp_path, question, kind):
    place = place_of("forward", uncertainty(kind))
    question = replace(question, draws=DRAWS)
    (tmp_path / "explored.toml").write_text(policy_toml(question))
    _, *arguments = shlex.split(commands(place, question)["outcomes"])
    done = kubesim(*arguments, "--json")
    assert done.code == 0, done.err
    compared = json.loads(done.out)
    assert compared["a"]["parameters"] == compared["b"]["parameters"] == question.assumed
    answer = Answer(place, question, Running(place).ran(question, DRAWS)).json()
    assert (answer["draws"], answer["runs_per_draw"]) == (DRAWS, compared["runs_per_draw"])
    assert answer["worlds"] == compared["worlds"]
    for outcome in OUTCOMES:
        own, other = answer["outcomes"][outcome.name], compared["outcomes"][outcome.name]
        keys = own.keys() & other.keys()
        assert keys >= {"a", "b", "if_it_works", "variance", *OF_EFFECT}
        assert {key: own[key] for key in keys} == {key: other[key] for key in keys}, outcome.name


def test_the_first_worlds_are_the_same_however_many_follow(running):
    coarse = running.ran(MONITORED, PIECE)
    fine = running.ran(MONITORED, 2 * PIECE)
    for few, many in zip(coarse, fine.first(PIECE), strict=True):
        assert few.tobytes() == many.tobytes()


def test_what_nobody_waits_for_is_given_up_and_goes_on_where_it_stopped(place):
    running, looks = Running(place), []

    def wanted():
        looks.append(True)
        return len(looks) < 2

    with pytest.raises(GivenUpError):
        running.ran(MONITORED, 4 * PIECE, wanted)
    assert len(looks) == 2, "one piece was run, and then nobody waited"
    before = running.bytes
    assert before > 0
    running.ran(MONITORED, PIECE)
    assert running.bytes == before, "the piece that was run is kept"


def test_memory_is_bounded_and_what_was_let_go_is_run_again(place):
    alone = Running(place)
    first = alone.ran(Question({"visits_per_month": 1.5}), PIECE)
    running = Running(place, bytes_most=2 * alone.bytes)
    for visits in (1.5, 2.0, 2.5, 3.0, 3.5):
        running.ran(Question({"visits_per_month": visits}), PIECE)
        assert running.bytes <= 2 * alone.bytes
    again = running.ran(Question({"visits_per_month": 1.5}), PIECE)
    assert again.tallies.tobytes() == first.tallies.tobytes()


def test_what_is_assumed_holds_on_both_sides(running):
    nothing = Question(MONITORED.levers, assumed={"structure.monitoring": 3.0})
    answer = Answer(running.place, nothing, running.ran(nothing, PIECE))
    for name in ("failed_share", "mandiri_share"):
        assert not answer.effect_by_world(name).any(), "monitoring does nothing in any world"
    assert not answer.worlds.works.any()
    said = {lang: shown(answer, lang)["head"]["rest"] for lang in ("id", "en")}
    assert said == {"id": "", "en": ""}, "no interval of an effect that is nothing everywhere"


def test_costs_are_as_the_prices_that_are_known(running):
    ran = running.ran(MONITORED, PIECE)
    known = {price.name: 0.0 for price in PRICES}
    free = Answer(running.place, Question(MONITORED.levers, known), ran)
    dear = Question(MONITORED.levers, {**known, "monitoring_visit_idr": 1e6})
    more = Answer(running.place, dear, ran)
    visits = ran.tallies["monitoring_visits"]
    apart = more.paid.by_year["city"].sum(axis=1) - free.paid.by_year["city"].sum(axis=1)
    assert apart[PLAN] == 0.0
    assert 1e6 < apart[MOVED] / visits[..., MOVED].mean() < 1.5e6, "nominal, so prices have risen"
    assert (more.paid.public[..., MOVED] >= free.paid.public[..., MOVED]).all()


def test_a_world_keeps_its_prices_while_an_answer_grows(place):
    drawn = unit_costs_of(place, Question(draws=100))
    assert all(len(values) == 100 for values in drawn.values())
    assert set(unit_costs_of(place, Question(prices={"visit_idr": 5.0}))["visit_idr"]) == {5.0}


@pytest.mark.parametrize(("low", "high", "way"), [
    (-5.0, 0.02, "fewer"), (-0.02, 5.0, "more"), (-5.0, 5.0, "both"), (0.0, 5.0, "more"),
    (-0.02, 0.02, "fewer"),
])  # fmt: skip
def test_an_end_that_is_written_as_nothing_is_in_neither_direction(low, high, way):
    words = texts("en")
    said = between(words, low, high)
    ends = [f"{abs(end):.0f}" for end in ((high, low) if way == "fewer" else (low, high))]
    assert said == words.say(f"head.between_{way}", low=ends[0], high=ends[1])


@pytest.mark.parametrize("lang", ["id", "en"])
def test_a_first_picture_says_that_it_is_one(running, lang):
    few = shown(Answer(running.place, MONITORED, running.ran(MONITORED, PIECE)), lang)
    many = shown(Answer(running.place, MONITORED, running.ran(MONITORED, 100)), lang)
    assert few["head"]["note"] and not many["head"]["note"]
    assert not few["basis"]["carriers"] and many["basis"]["carriers"]
    assert many["basis"]["carriers"][0]["name"] == "structure.monitoring"
    json.dumps([few, many], allow_nan=False)


def test_assumptions_have_prior_and_posterior(running):
    told = assumptions(Answer(running.place, MONITORED, running.ran(MONITORED, 100)), "en")
    assert len(told) == len({one["name"] for one in told}) == 12
    for one in told:
        assert np.isclose(sum(one["prior"]), 1.0) and np.isclose(sum(one["posterior"]), 1.0)


@pytest.mark.parametrize(
    ("budget", "cost", "without", "supported", "left"),
    [(100, 200, 0, 20, 0), (100, 80, 0, 40, 20), (100, 210, 10, 18, 0), (10, 100, 20, 0, -10)],
)
def test_the_same_budget_supports_whole_kubes(budget, cost, without, supported, left):
    mix = mix_of(budget, cost, without, 40)
    assert mix.supported == supported
    assert np.isclose(mix.left_idr, left)


def test_other_draws_or_another_plan_have_another_version(place):
    others = [place_of("forward", uncertainty("prior")), place_of("tomohon", place.uncertainty)]
    stamps = {place.stamp, *(other.stamp for other in others)}
    assert len(stamps) == 3
    assert place_of("forward", place.uncertainty).stamp == place.stamp
