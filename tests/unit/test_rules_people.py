"""People and groups: traits stay on their scales, and each cause works the way it is meant to."""

import math
from functools import cache
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.parameters import Parameters, declared, with_values
from sim.rules import basics, founding, learn, live, meet, membership, spirit, support, trade
from sim.rules.founding import CONDITIONAL_FREE_RIDER, COOPERATOR, FREE_RIDER

P = Parameters()
KINDS = (COOPERATOR, CONDITIONAL_FREE_RIDER, FREE_RIDER)

# scales

ends = st.sampled_from([0.0, 0.3, 1.0])


@cache
def corners():
    """Return parameters at one of their bounds or the default, with ends of scales and luck."""
    made = []
    for number in range(150):
        random = Random(number)
        values = {
            name: random.choice((spec.low, default, spec.high))
            for name, default, spec in declared()
            if isinstance(default, float)
        }
        shares = [random.choice((0.0, 0.3, 1.0)) for _ in range(7)]
        made.append((with_values(values), shares, random.choice((-3.0, 0.0, 3.0)), number % 3))
    return made


ON_A_SCALE = {
    "attendance": lambda p, u, z, kind: trade.attendance_chance(u[0], u[1], u[2], kind, p.trade),
    "a trait": lambda p, u, z, kind: founding.trait(u[0], z, p.founding),
    "skill at founding": lambda p, u, z, kind: founding.skill(u[0], z, p.founding),
    "competence": lambda p, u, z, kind: support.competence(z, u[0], p.support),
    "leak": lambda p, u, z, kind: support.leak(u[0], u[1], u[2], kind == 0, p.support),
    "attention": lambda p, u, z, kind: support.attention(u[0], u[1], p.support),
    "discipline": lambda p, u, z, kind: learn.discipline(*(*u[:6], p.learn)),
    "motivation": lambda p, u, z, kind: learn.motivation(*(u[0], z / 3, *u[1:6], p.learn)),
    "trust": lambda p, u, z, kind: learn.trust(u[0], u[1], u[2], 9.0 * u[3], u[4], p.learn),
    "skill": lambda p, u, z, kind: learn.skill(u[0], u[1], kind == 0, u[2], p.learn),
    "an institution": lambda p, u, z, kind: learn.institution(u[0], 9.0 * u[1], p.learn),
    "bond": lambda p, u, z, kind: spirit.bond(u[0], 4.0 * u[1], u[2], u[3], p.spirit),
    "spirit": lambda p, u, z, kind: spirit.spirit(u[0], u[1], u[2], z / 3, p.spirit),
    "unwillingness": lambda p, u, z, kind: meet.unwilling_chance(9.0 * u[0], u[1], p.meet),
    "books": lambda p, u, z, kind: meet.books_chance(kind, u[0], u[1], kind == 1, p.meet),
    "visibility": lambda p, u, z, kind: meet.visibility(u[0], kind, u[1], z > 0, p.meet),
    "leaving": lambda p, u, z, kind: membership.leave_chance(*(*u[:4], 9.0 * u[4], p.membership)),
}


@pytest.mark.parametrize("what", ON_A_SCALE)
def test_traits_and_chances_stay_between_0_and_1_whatever_the_parameters(what):
    for corner in corners():
        assert 0.0 <= ON_A_SCALE[what](*corner) <= 1.0, corner


WILD = {
    "attendance": trade.attendance_chance(
        1.0, 1.0, 1.0, COOPERATOR, P.trade._replace(attendance_alone=1.0, attendance_of_peers=1.0)
    ),
    "of a high spirit": trade.attendance_chance(
        1.5, 1.0, 1.0, FREE_RIDER, P.trade._replace(free_rider_attendance=1.0)
    ),
    "a trait": founding.trait(0.9, 3.0, P.founding),
    "skill": founding.skill(1.0, 3.0, P.founding),
    "competence": support.competence(3.0, 0.0, P.support._replace(competence_mean=0.9)),
    "leak": support.leak(
        0.0, 0.0, 0.0, False, P.support._replace(leak=1.0, leak_without_discipline=2.0)
    ),
    "discipline": learn.discipline(
        0.99, 1.0, 1.0, 1.0, 1.0, 0.0, P.learn._replace(peer_learning=1.0, peer_holding=1.0)
    ),
    "unwillingness": meet.unwilling_chance(0.0, 0.0, P.meet._replace(reluctance=1.0)),
    "books": meet.books_chance(9, 1.0, 1.0, True, P.meet),
    "openness": meet.openness(
        COOPERATOR, 1.0, False, P.meet._replace(openness=1.0, openness_attention=1.0)
    ),
    "leaving": membership.leave_chance(
        0.0, 0.0, 1.0, 1.0, 9.0, P.membership._replace(leave_rate=1.0)
    ),
}


@pytest.mark.parametrize("what", WILD)
def test_what_would_exceed_its_scale_is_at_its_end(what):
    assert WILD[what] == 1.0


@given(x=st.floats(-2, 3))
def test_clipping_changes_nothing_on_the_scale_and_ends_at_its_ends(x):
    assert basics.clip(x) == sorted((0.0, x, 1.0))[1]


@given(half=st.floats(1e-3, 1e6))
def test_saturation_is_nothing_at_nothing_and_a_half_at_its_half(half):
    assert basics.saturate(0.0, half) == basics.saturate_signed(0.0, half) == 0.0
    assert basics.saturate(-0.5 * half, half) == 0.0
    assert basics.saturate(half, half) == basics.saturate_signed(half, half) == 0.5
    assert basics.saturate_signed(-half, half) == -0.5
    assert basics.saturate(3.0 * half, half) == pytest.approx(0.75)
    assert basics.saturate_signed(3.0 * half, half) == pytest.approx(0.75)


def test_saturation_without_a_half_is_all_or_nothing():
    assert [basics.saturate(x, 0.0) for x in (0.0, 0.1, 9.0)] == [0.0, 1.0, 1.0]
    assert [basics.saturate_signed(x, 0.0) for x in (-9.0, -0.1, 0.0, 0.1, 9.0)] == [
        -1.0, -1.0, 0.0, 1.0, 1.0,
    ]  # fmt: skip


def test_a_share_of_nothing_is_nothing():
    assert [basics.fraction(6.0, whole) for whole in (0, 1, 3)] == [0.0, 6.0, 2.0]


# founding


def test_three_types_of_households_are_told_apart():
    assert len(set(KINDS)) == 3
    assert KINDS == (0, 1, 2)


@given(z=st.floats(0, 3))
def test_a_business_fits_twice_as_well_as_often_as_half_as_well(z):
    better, worse = (founding.fit(it, P.founding) for it in (z, -z))
    assert better * worse == pytest.approx(1.0)
    assert better >= 1.0 >= worse > 0.0


def test_average_luck_gives_the_average():
    p = P.founding
    assert founding.fit(0.0, p) == 1.0
    assert founding.cohesion(0.0, p) == 0.0
    assert founding.trait(0.4, 0.0, p) == 0.4
    assert founding.skill(0.0, 0.0, p) == p.skill_without_schooling
    assert founding.outside_income_idr(5, 2e5, 0.0, 0.0, p) == pytest.approx(p.income_mean * 1e6)
    assert support.competence(0.0, 0.0, P.support) == P.support.competence_mean


@pytest.mark.parametrize(
    "rule",
    [
        lambda z: founding.fit(z, P.founding),
        lambda z: founding.cohesion(z, P.founding),
        lambda z: founding.trait(0.5, z, P.founding),
        lambda z: founding.skill(0.3, z, P.founding),
        lambda z: founding.outside_income_idr(5, 2e5, z, 0.0, P.founding),
        lambda z: founding.outside_income_idr(5, 2e5, 0.0, z, P.founding),
        lambda z: support.competence(z, 0.5, P.support),
        lambda z: live.income_idr(8e5, 1.0, z, False, P.live),
        lambda z: trade.shock(z, 0.0, 0.8, 1.0, 1, P.trade),
        lambda z: trade.shock(0.0, z, 0.8, 1.0, 1, P.trade),
    ],
)
def test_better_luck_is_better(rule):
    values = [rule(z) for z in (-0.9, -0.5, 0.0, 0.5, 0.9)]
    assert all(low < high for low, high in zip(values, values[1:], strict=False))


def test_the_poorest_have_the_floor_of_income():
    assert founding.outside_income_idr(5, 2e5, -9.0, 0.0, P.founding) == pytest.approx(
        P.founding.income_floor * 1e6
    )


# the meeting


@pytest.mark.parametrize(
    ("members", "meetings", "held"),
    [(0, 1.0, False), (1, 1.0, True), (9, 0.5, True), (9, 0.0, False), (0, 0.0, False)],
)
def test_somebody_meets_where_there_are_members_and_meetings(members, meetings, held):
    assert meet.holds_meeting(members, meetings) is held


def test_slack_is_what_a_household_has_beyond_its_need_as_a_share_of_it():
    assert meet.slack(0, 500_000.0, 0.0, 500_000.0, 1.0) == 0.0
    assert meet.slack(100_000, 500_000.0, 400_000.0, 500_000.0, 1.0) == 1.0
    assert meet.slack(0, 0.0, 0.0, 500_000.0, 1.0) == -1.0


UNDECIDED: dict[str, Any] = {
    "discipline": P.meet.consent_threshold, "trust": 0.5, "slack_share": 0.0, "others": 0.5,
    "social_type": COOPERATOR, "mood_z": 0.0,
}  # fmt: skip


@pytest.mark.parametrize(
    ("more", "less"),
    [
        ({"discipline": 0.51}, {"discipline": 0.49}),
        ({"trust": 0.6}, {"trust": 0.4}),
        ({"slack_share": 0.1}, {"slack_share": -0.1}),
        ({"others": 0.6}, {"others": 0.4}),
        ({"mood_z": 0.1}, {"mood_z": -0.1}),
    ],
    ids=lambda change: next(iter(change)),
)
def test_habit_trust_slack_others_and_mood_each_win_an_undecided_member(more, less):
    assert not meet.consents(**UNDECIDED, p=P.meet)
    assert meet.consents(**{**UNDECIDED, **more}, p=P.meet)
    assert not meet.consents(**{**UNDECIDED, **less}, p=P.meet)


def test_a_free_rider_does_not_follow_the_others():
    free = {**UNDECIDED, "social_type": FREE_RIDER, "discipline": 0.52}
    assert {meet.consents(**{**free, "others": it}, p=P.meet) for it in (0.0, 1.0)} == {False}


def test_half_of_the_votes_is_a_majority_of_a_half():
    p = P.meet._replace(majority=0.5)
    assert [meet.held_to(yes, True, p) for yes in (0.49, 0.5, 0.9)] == [0.0, 0.5, 0.9]
    assert meet.raid_share(0.5, 0.0, 0.0, p) == 0.0
    assert meet.raid_share(0.25, 0.0, 0.0, p) == pytest.approx(p.raid / 2)


def test_where_nobody_is_needed_for_a_majority_nothing_is_raided():
    assert meet.raid_share(0.0, 0.0, 0.0, P.meet._replace(majority=0.0)) == 0.0


def test_contact_is_meetings_attended_and_visits():
    p = P.meet._replace(contact_of_visits=0.5)
    assert meet.contact(2.0, 0.5, 0, p) == 1.0
    assert meet.contact(0.0, 0.5, 3, p) == 1.5
    assert meet.contact(2.0, 0.5, 3, p) == 2.5


def test_discipline_makes_willing_and_so_does_contact():
    p = P.meet._replace(reluctance=0.2, reluctance_discipline=1.0, contact_effect=1.0)
    chances = [meet.unwilling_chance(0.0, it, p) for it in (0.0, 0.5, 1.0)]
    assert chances == pytest.approx([0.3, 0.2, 0.1])
    assert meet.unwilling_chance(1.0, 0.0, p) == pytest.approx(0.15)


def test_a_group_turns_if_enough_are_willing_and_gives_up_below_its_mark():
    p = P.meet._replace(adopt_consent=0.75, adopt_rate=1.0, revert_held=0.25)
    assert [meet.turns_to_setting_aside(yes, 1.0, 0.5, p) for yes in (0.74, 0.75, 1.0)] == [
        False, True, True,
    ]  # fmt: skip
    assert not meet.turns_to_setting_aside(1.0, 0.0, 0.0, p)
    assert [meet.gives_up_setting_aside(held, p) for held in (0.0, 0.24, 0.25, 1.0)] == [
        True, True, False, False,
    ]  # fmt: skip


def test_nobody_keeps_the_books_of_nobody():
    p = P.meet._replace(books_base=1.0)
    assert [meet.books_chance(heads, 0.0, 0.0, False, p) for heads in (0, 1)] == [0.0, 1.0]


def test_free_riders_show_less_of_the_books_and_a_rule_of_open_books_shows_all():
    shown = [meet.openness(kind, 0.0, False, P.meet) for kind in KINDS]
    assert shown == sorted(shown, reverse=True)
    assert len(set(shown)) == 3
    assert {meet.openness(kind, 0.0, True, P.meet) for kind in KINDS} == {1.0}


# learning


@given(
    before=st.floats(0, 1),
    speed=st.floats(0, 1),
    base=st.sampled_from([0.0, 1.0]),
    pushes=st.tuples(*[ends] * 5),
    cohesion=st.sampled_from([-1.0, 1.0]),
)
def test_motivation_and_trust_move_by_their_speed_towards_an_end_at_most(
    before, speed, base, pushes, cohesion
):
    p = P.learn._replace(motivation_speed=speed, trust_speed=speed, motivation_base=base)
    p = p._replace(trust_closed=base, motivation_distress=1.0, trust_default=1.0)
    for after in (
        learn.motivation(*(before, cohesion, *pushes, p)),
        learn.trust(before, pushes[0], pushes[1], 9.0, pushes[4], p),
    ):
        assert (1.0 - speed) * before - 1e-12 <= after <= before + speed * (1.0 - before) + 1e-12


def test_a_kas_that_shrinks_is_no_loss_that_is_felt():
    gains = [learn.felt_gain(70_000, growth, 1.0, 7e5, 1.0) for growth in (-9e5, -0.5, 0.0, 7e4)]
    assert gains == pytest.approx([0.1, 0.1, 0.1, 0.2])


def test_growth_is_seen_as_far_as_books_are_open():
    gains = [learn.felt_gain(0, 7e4, visibility, 7e5, 1.0) for visibility in (0.0, 0.5, 1.0)]
    assert gains == pytest.approx([0.0, 0.05, 0.1])


def test_skill_is_learned_at_work_and_from_visits_faster_with_schooling_up_to_all():
    p = P.learn._replace(skill_learning=0.1, skill_of_visits=2.0, skill_unschooled=0.5, decay=0.0)
    assert learn.skill(0.0, 0.0, True, 0.0, p) == pytest.approx(0.05)
    assert learn.skill(0.0, 1.0, True, 0.0, p) == pytest.approx(0.15)
    assert learn.skill(0.0, 0.0, False, 0.5, p) == pytest.approx(0.05)
    assert learn.skill(0.0, 0.0, True, 0.5, p) == pytest.approx(0.10)
    assert learn.skill(0.5, 0.0, True, 0.0, p) == pytest.approx(0.525)
    assert learn.skill(1.0, 1.0, True, 1.0, p) == 1.0


def test_each_cause_of_good_books_adds_its_part():
    p = P.learn._replace(visit_learning=0.1, books_monitoring=0.2, books_work=0.4)
    assert learn.books_gain(False, 0.0, 0, p) == 0.0
    assert learn.books_gain(True, 0.0, 0, p) == pytest.approx(0.4)
    assert learn.books_gain(False, 1.0, 0, p) == pytest.approx(0.1)
    assert learn.books_gain(True, 1.0, 2, p) == pytest.approx(0.9)


# coming, staying, leaving, failing


def test_a_content_member_without_own_means_stays():
    assert membership.leave_chance(1.0, 1.0, 0.0, 1.0, 0.0, P.membership) == 0.0


@pytest.mark.parametrize(
    "reason",
    [{"spirit": 0.5}, {"trust": 0.5}, {"distress": 0.5}, {"independence": 0.5}],
    ids=lambda reason: next(iter(reason)),
)
def test_each_reason_makes_a_content_member_leave_sooner(reason):
    content: dict[str, Any] = {
        "spirit": 1.0, "trust": 1.0, "distress": 0.0, "set_aside": 1.0, "independence": 0.0,
    }  # fmt: skip
    chance = membership.leave_chance(**{**content, **reason}, p=P.membership)
    assert 0.0 < chance <= 1.0


def test_who_leaves_more_for_an_own_business_than_for_all_else_has_graduated():
    p = P.membership._replace(
        leave_rate=0.125, leave_unmotivated=1.0, leave_distrust=0.0, leave_graduated=0.5
    )
    for independence, graduated in ((0.5, False), (2.0, False), (2.5, True), (0.0, False)):
        chance = membership.leave_chance(0.0, 1.0, 0.0, 0.0, independence, p)
        assert membership.has_graduated(chance, independence, p) is graduated, independence


@pytest.mark.parametrize("by_need", [0.5, 1.0])
def test_the_most_distressed_look_for_a_kube_first_unless_need_does_not_count(by_need):
    p = P.membership._replace(return_by_need=by_need)
    ranks = [membership.seeking_rank(distress, p) for distress in (1.0, 0.5, 0.0)]
    assert ranks == [-by_need, -0.5 * by_need, 0.0]
    unmoved = P.membership._replace(return_by_need=0.0)
    assert {membership.seeking_rank(it, unmoved) for it in (0.0, 0.5, 1.0)} == {0.0}


@pytest.mark.parametrize(
    ("present", "earned", "idle"),
    [(2, 50_000, False), (1, 50_000, True), (2, 49_999, True), (9, 10**6, False), (0, 0, True)],
)
def test_a_month_is_idle_with_fewer_than_two_at_work_or_less_than_50_000_earned(
    present, earned, idle
):
    assert membership.is_idle(present, earned, 1.0, P.membership) is idle


def test_a_kube_fails_in_its_sixth_idle_month_in_a_row():
    months, failed = 0, []
    for idle in (True,) * 5 + (False,) + (True,) * 6:
        months = membership.idle_months(months, idle)
        failed.append(membership.has_failed(months, P.membership))
    assert failed == [False] * 11 + [True]


# trade


def test_a_member_who_is_absent_does_no_work_and_one_without_skill_half():
    p = P.trade._replace(work_without_skill=0.5)
    assert [trade.work(True, skill, p) for skill in (0.0, 0.5, 1.0)] == [0.5, 0.75, 1.0]
    assert trade.work(False, 1.0, p) == 0.0


def test_everybody_works_less_without_trust_and_conditional_types_less_alone():
    for kind in KINDS:
        chances = [
            trade.attendance_chance(0.8, trust, 0.5, kind, P.trade) for trust in (0.0, 0.5, 1.0)
        ]
        assert chances == sorted(set(chances))
        alone, together = (
            trade.attendance_chance(0.8, 0.5, others, kind, P.trade) for others in (0.0, 1.0)
        )
        assert (alone == together) is (kind == FREE_RIDER)


def test_remembered_attendance_is_kept_where_nobody_is_left():
    assert trade.attendance(0.4, 0, 0, P.trade) == 0.4
    p = P.trade._replace(attendance_memory=0.5)
    assert trade.attendance(0.4, 8, 10, p) == pytest.approx(0.6)


def test_experience_is_gained_to_a_half_of_what_is_missing_in_its_half_time():
    p = P.trade._replace(inexperienced=0.5, experience_half_months=8.0)
    assert [trade.experience_factor(age, p) for age in (0, 8, 24)] == [0.5, 0.75, 0.875]
    market = [trade.opportunity(10.0, 1.0, 1.0, 1.0, age, p) for age in (0, 24)]
    assert market[1] / market[0] == pytest.approx(1.75)


def test_profit_grows_with_capital_hands_and_market():
    args: dict[str, Any] = {
        "capital_idr": 8e6,
        "workers": 4.0,
        "market": 0.5,
        "opportunity": 0.9,
        "price": 1.0,
    }
    usual = trade.expected_profit_idr(**args, p=P.trade)
    for more in ({"capital_idr": 9e6}, {"workers": 5.0}, {"market": 0.6}, {"opportunity": 1.0}):
        assert trade.expected_profit_idr(**{**args, **more}, p=P.trade) > usual
    assert trade.expected_profit_idr(**{**args, "workers": 0.0}, p=P.trade) == 0.0
    hands = P.trade._replace(labour_product_idr=0.0, labour_half=3.0)
    alone = [trade.expected_profit_idr(**{**args, "workers": it}, p=hands) for it in (3.0, 1e12)]
    assert alone[1] == pytest.approx(2.0 * alone[0])


def test_luck_swings_with_the_trade_and_its_calm_spreads_with_lines():
    calm, wild = (trade.shock(1.0, 0.0, 1.0, it, 1, P.trade) for it in (0.5, 2.0))
    assert wild == pytest.approx(4.0 * calm)
    assert trade.shock(1.0, 0.0, 1.0, 1.0, 4, P.trade) == pytest.approx(
        trade.shock(1.0, 0.0, 1.0, 1.0, 1, P.trade) / 2.0
    )
    assert trade.shock(-9.0, -9.0, 1.0, 2.0, 1, P.trade) == -1.0


def test_a_kube_competes_with_its_part_of_the_background_and_the_other_sellers():
    assert trade.rivals(24, 6, 5, True) == 8.0
    assert trade.rivals(24, 6, 5, False) == 4.0
    assert trade.demand(0.0, P.trade) == 1.0
    assert trade.demand(P.trade.demand_depth, P.trade) == 0.5


def test_pay_is_even_at_one_half_and_moves_by_its_speed():
    p = P.spirit._replace(time_share=0.1, pay_speed=1.0)
    assert spirit.paid(0.0, 80_000.0, 800_000.0, 1.0, p) == pytest.approx(0.5)
    assert spirit.paid(0.5, 0.0, 800_000.0, 1.0, p) == 0.0
    slow = p._replace(pay_speed=0.25)
    assert spirit.paid(1.0, 80_000.0, 800_000.0, 1.0, slow) == pytest.approx(0.875)


def test_a_saving_record_forgets_in_about_a_year():
    record = 1.0
    for _ in range(12):
        record = meet.held_over_year(record, 0.0)
    assert record == pytest.approx(math.exp(-1.0), abs=0.02)
    assert meet.held_over_year(0.4, 0.4) == 0.4
