"""Support: who is visited, watched and granted to, and when that ends."""

from typing import Any

import pytest

from sim.decisions import GRANT_USES
from sim.parameters import Parameters
from sim.rules import founding, support
from sim.rules.stages import BERKEMBANG, MANDIRI, TUMBUH
from sim.rules.support import AS_GIVEN, SHARED_OUT, TO_EQUIPMENT

P = Parameters().support


def test_support_lasts_its_months_from_founding_on_and_without_a_number_for_ever():
    months = [month for month in range(5, 60) if support.is_supported(month, 5, 12)]
    assert months == list(range(5, 17))
    assert all(support.is_supported(month, 5, 0) for month in range(5, 600))
    assert [support.is_supported(month, 5, 1) for month in (5, 6)] == [True, False]


@pytest.mark.parametrize(
    ("coupled", "own", "background", "most", "load"),
    [
        (True, 4, 0, 0, 4.0),
        (True, 4, 36, 0, 16.0),
        (True, 4, 36, 10, 10.0),
        (True, 4, 36, 20, 16.0),
        (True, 0, 0, 0, 1.0),
        (True, 0, 1, 0, 1.0),
        (False, 4, 36, 0, P.usual_load_kubes),
        (False, 4, 36, 5, 5.0),
        (False, 0, 0, 20, P.usual_load_kubes),
    ],
)
def test_a_caseload_is_its_own_kubes_and_a_third_of_the_background_of_three_facilitators(
    coupled, own, background, most, load
):
    assert support.load_kubes(own, background, 3, coupled, most, P) == load


def test_visits_are_shared_out_among_the_kubes_of_a_caseload():
    p = P._replace(capacity_visits=24.0)

    def rate(load):
        return support.visits_rate(30.0, 1.0, load, 1.0, p)

    assert rate(0.0) == rate(0.5) == rate(1.0) == 24.0
    assert [rate(load) for load in (1.5, 2.0, 24.0)] == [16.0, 12.0, 1.0]
    assert support.visits_rate(2.0, 0.5, 3.0, 0.5, p) == 0.5


@pytest.mark.parametrize("decided", [0, 1, 7])
def test_decided_visits_are_made_whatever_luck_none_of_them_included(decided):
    assert {support.visits_made(decided, 4.5, draw) for draw in (0.0, 0.5, 0.99)} == {decided}


def test_without_a_decision_visits_follow_rate_and_luck():
    assert [support.visits_made(-1, 4.5, draw) for draw in (0.0, 0.49, 0.5, 0.99)] == [5, 5, 4, 4]


def test_who_was_idle_or_lacks_spirit_is_at_risk_and_nobody_else():
    for idle, spirit, at_risk in (
        (0, 1.0, False),
        (0, P.at_risk_spirit, False),
        (0, P.at_risk_spirit - 0.001, True),
        (0, 0.0, True),
        (1, 1.0, True),
        (5, 1.0, True),
        (5, 0.0, True),
    ):
        assert support.is_at_risk(idle, spirit, P) is at_risk, (idle, spirit)


def test_one_visit_is_noticed_wholly_and_forgotten_bit_by_bit():
    assert [support.noticed(0.3, visits, P) for visits in (1, 2)] == [1.0, 1.0]
    assert support.noticed(0.8, 0, P) == pytest.approx(0.8 * P.attention_kept)


@pytest.mark.parametrize("per_year", [0.0, 1.0, 5.0, 12.0, 24.0, 30.0])
def test_a_years_places_are_given_within_every_year_in_equal_steps(per_year):
    places = [support.places(month, per_year) for month in range(60)]
    for year in range(5):
        assert sum(places[12 * year : 12 * year + 12]) == per_year
    assert max(places) - min(places) <= 1
    assert {type(each) for each in places} == {int}


def test_campaigns_of_a_year_are_its_number_and_end_with_support():
    assert 12.0 * support.campaigns(3.0, True) == 3.0
    assert support.campaigns(3.0, False) == 0.0


def test_those_who_compete_unseen_are_a_declared_part_of_the_background():
    assert support.competing_background(40, P._replace(background_eligible=0.25)) == 10.0
    assert support.competing_background(40, P._replace(background_eligible=1.0)) == 40.0
    assert support.competing_background(0, P) == 0.0


ELIGIBLE: dict[str, Any] = {
    "supported": True,
    "served": False,
    "idle_months": 0,
    "visits": 2,
    "age_months": 12,
    "after_months": 12,
    "p": P._replace(grant_visits=2),
}


@pytest.mark.parametrize(
    "lack",
    [{"supported": False}, {"served": True}, {"idle_months": 1}, {"visits": 1}, {"age_months": 11}],
    ids=lambda lack: next(iter(lack)),
)
def test_who_is_supported_new_at_work_visited_and_old_enough_may_compete_and_nobody_else(lack):
    assert support.is_eligible(**ELIGIBLE)
    assert support.is_eligible(**{**ELIGIBLE, "visits": 3, "age_months": 13})
    assert not support.is_eligible(**{**ELIGIBLE, **lack})


NONE, BOOKS, SAVING, GROWN = range(4)
GOOD: dict[str, Any] = {
    "books": 0.4,
    "held_year": 0.5,
    "stage": BERKEMBANG,
    "heads": 10,
    "founders": 10,
}


@pytest.mark.parametrize(
    ("condition", "lacks"),
    [
        (NONE, []),
        (BOOKS, [{"books": 0.399}]),
        (SAVING, [{"held_year": 0.499}]),
        (GROWN, [{"stage": TUMBUH}, {"heads": 9}]),
    ],
    ids=["none", "books", "saving", "grown"],
)
def test_a_condition_asks_for_its_own_mark_which_counts_as_met_and_for_no_other(condition, lacks):
    p = P._replace(grant_books=0.4, grant_held=0.5)
    bad: dict[str, Any] = {
        "books": 0.0,
        "held_year": 0.0,
        "stage": TUMBUH,
        "heads": 1,
        "founders": 10,
    }
    own = {name for lack in lacks for name in lack}
    just = {**bad, **{name: GOOD[name] for name in own}}
    assert support.condition_met(condition, **just, p=p)
    for lack in lacks:
        assert not support.condition_met(condition, **{**GOOD, **lack}, p=p)
    more: dict[str, Any] = {
        "books": 1.0,
        "held_year": 1.0,
        "stage": MANDIRI,
        "heads": 11,
        "founders": 10,
    }
    assert support.condition_met(condition, **more, p=p)


def test_there_is_a_contest_for_as_many_places_as_there_are_and_eligible_kubes():
    assert [support.contested_places(*pair) for pair in ((3, 5), (5, 3), (0, 3), (3, 0))] == [
        3, 3, 0, 0,
    ]  # fmt: skip


def test_without_discipline_books_and_watch_the_declared_share_leaks_and_no_more():
    assert support.leak(0.0, 0.0, 0.0, False, P) == P.leak
    assert support.leak(1.0, 0.0, 0.0, False, P) == 0.0
    assert support.leak(0.0, 0.0, 0.0, True, P) == pytest.approx(P.leak * P.leak_in_kind)
    watched = P._replace(leak_attention=1.0)
    assert support.leak(0.0, 0.0, 1.0, False, watched) == 0.0
    assert (
        support.leak(0.0, 0.0, 0.0, False, P._replace(leak=1.0, leak_without_discipline=2.0)) == 1
    )


@pytest.mark.parametrize("use", [AS_GIVEN, TO_EQUIPMENT, SHARED_OUT])
def test_a_grant_comes_in_kind_if_given_so_or_turned_into_equipment(use):
    assert support.comes_in_kind(True, use)
    assert support.comes_in_kind(False, use) is (use == TO_EQUIPMENT)


def test_uses_of_a_grant_are_numbered_in_the_order_of_decisions():
    assert [GRANT_USES[use] for use in (AS_GIVEN, TO_EQUIPMENT, SHARED_OUT)] == list(GRANT_USES)


def test_of_cash_a_group_that_shares_everything_eats_up_its_part_at_least():
    p = P._replace(grant_shared=0.6)
    assert support.eaten_up(0.2, AS_GIVEN, False, False, p) == 0.6
    assert support.eaten_up(0.8, AS_GIVEN, False, False, p) == 0.8
    for in_kind, sets_aside in ((True, True), (True, False), (False, True)):
        assert support.eaten_up(0.2, AS_GIVEN, in_kind, sets_aside, p) == 0.2
    assert support.eaten_up(0.2, TO_EQUIPMENT, True, False, p) == 0.2
    for in_kind, sets_aside in ((True, True), (False, False)):
        assert support.eaten_up(0.2, SHARED_OUT, in_kind, sets_aside, p) == 1.0


@pytest.mark.parametrize(("used", "idle"), [(1.0, 0), (0.25, 600_000), (0.0, 800_000)])
def test_of_a_second_grant_what_is_not_eaten_is_put_to_its_declared_use_or_lies_idle(used, idle):
    p = P._replace(second_grant_used=used)
    assert support.unused_grant_idr(1_000_000, 20_000, 10, p) == idle


@pytest.mark.parametrize("shared", [0.0, 0.25, 0.6, 1.0])
def test_own_and_shared_luck_together_vary_as_much_as_luck(shared):
    own = support.trade_weight(shared)
    assert 0.0 <= own <= 1.0
    assert own * own + shared * shared == pytest.approx(1.0)


def test_a_better_person_is_a_better_facilitator_and_training_closes_part_of_the_gap():
    p = P._replace(competence_mean=0.5, competence_spread=0.25, training_gain=0.5)
    natural = [support.competence(z, 0.0, p) for z in (-3.0, -1.0, 0.0, 1.0, 3.0)]
    assert natural == [0.0, 0.25, 0.5, 0.75, 1.0]
    trained = [support.competence(z, 1.0, p) for z in (-3.0, -1.0, 0.0, 1.0, 3.0)]
    assert trained == [0.5, 0.625, 0.75, 0.875, 1.0]


def test_preparation_reaches_half_at_its_half_days_and_practice_counts_as_more_days():
    p = P._replace(training_half_days=6.0, training_of_practice=1.0)
    assert founding.preparation(0.0, 1.0, p) == 0.0
    assert founding.preparation(6.0, 0.0, p) == founding.preparation(3.0, 1.0, p) == 0.5
