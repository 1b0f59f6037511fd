"""Rules: bounds, directions and sums that an analyst relies on."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.parameters import Parameters
from sim.rules import (
    basics,
    founding,
    invest,
    learn,
    live,
    meet,
    membership,
    stages,
    support,
    trade,
)

P = Parameters()
unit = st.floats(0, 1)
money = st.integers(0, 10**12)


@given(rate=st.floats(0, 40), draw=st.floats(0, 1, exclude_max=True))
def test_times_is_the_rate_rounded_up_or_down(rate, draw):
    assert basics.times(rate, draw) in (int(rate), int(rate) + 1)


@given(x=st.floats(-1e15, 1e15), half=st.floats(1e-3, 1e9))
def test_saturation_is_bounded_and_odd(x, half):
    assert -1.0 <= basics.saturate_signed(x, half) <= 1.0
    assert basics.saturate_signed(-x, half) == -basics.saturate_signed(x, half)
    assert 0.0 <= basics.saturate(x, half) <= 1.0


@given(discipline=unit, better=unit, visibility=unit, attention=unit, in_kind=st.booleans())
def test_less_leaks_with_discipline_books_and_notice(
    discipline, better, visibility, attention, in_kind
):
    low, high = sorted((discipline, better))
    base = support.leak(low, 0.0, 0.0, in_kind, P.support)
    assert support.leak(high, visibility, attention, in_kind, P.support) <= base
    assert support.leak(low, visibility, attention, True, P.support) <= base


def test_half_the_missing_discipline_leaks_a_quarter():
    p = P.support._replace(leak_without_discipline=1.0)
    whole = support.leak(0.0, 0.0, 0.0, False, p)
    assert support.leak(0.5, 0.0, 0.0, False, p) == pytest.approx(whole / 4)


@given(wanted=st.floats(0, 30), load=st.floats(0, 100), effort=unit, access=unit)
def test_no_more_visits_than_wanted_or_possible(wanted, load, effort, access):
    rate = support.visits_rate(wanted, effort, load, access, P.support)
    assert 0.0 <= rate <= min(wanted, P.support.capacity_visits)


@given(low=st.floats(0, 1e6), high=st.floats(0, 1e6))
def test_better_pay_means_more_effort_and_less_turnover(low, high):
    low, high = sorted((low, high))
    assert support.effort(low, P.support) <= support.effort(high, P.support) < 1.0
    poor, paid = (
        support.quits_chance(support.effort(x, P.support), P.support) for x in (low, high)
    )
    assert poor >= paid


@given(equipment=money, kas=money, more=money, lines=st.integers(1, 20), price=st.floats(0.5, 3))
def test_capital_has_decreasing_returns_and_a_limit(equipment, kas, more, lines, price):
    def capital(e):
        return trade.effective_capital_idr(e, kas, lines, price, P.trade)

    assert capital(equipment) <= capital(equipment + more) * (1 + 1e-12)
    limit = 4 * P.trade.capital_half_idr * price * (1 + P.trade.line_gain * (lines - 1))
    assert capital(equipment) <= limit * 1.000001


@given(expected=st.floats(0, 1e9), inputs=st.floats(0, 0.9))
def test_without_luck_revenue_less_inputs_is_the_expected_profit(expected, inputs):
    revenue = trade.revenue_idr(expected, inputs, 0.0)
    bought = trade.inputs_idr(trade.planned_inputs_idr(expected, inputs), revenue, 0)
    assert trade.earned_idr(revenue, bought) == pytest.approx(expected, rel=1e-9, abs=1.0)
    assert trade.saved_after_idr(1000, trade.loss_idr(revenue, bought)) == 1000


@given(expected=st.floats(0, 1e9), share=st.floats(0, 0.9), revenue=money, kas=money, saved=money)
def test_inputs_are_paid_from_revenue_and_kas_and_a_loss_is_the_savings(
    expected, share, revenue, kas, saved
):
    bought = trade.inputs_idr(trade.planned_inputs_idr(expected, share), revenue, kas)
    earned = trade.earned_idr(revenue, bought)
    left = trade.saved_after_idr(saved, trade.loss_idr(revenue, bought))
    assert 0 <= bought <= revenue + kas
    assert earned == 0 or left == saved
    assert 0 <= left <= saved


@given(equipment=money, draw=st.floats(0, 1, exclude_max=True))
def test_wear_never_takes_more_than_there_is_and_takes_the_last_rupiah(equipment, draw):
    worn = trade.wear_idr(equipment, 1.0, draw, P.trade)
    assert 0 <= worn <= equipment
    assert trade.wear_idr(1, 1.0, 0.9999, P.trade) == 1


traits = {"discipline": unit, "trust": unit, "others": unit, "mood": st.floats(-3, 3)}


@given(**traits, slack=st.floats(-1, 5), more=st.floats(0, 5), kind=st.integers(0, 2))
def test_who_can_afford_it_better_consents_rather(
    discipline, trust, others, mood, slack, more, kind
):
    args = (others, kind, mood, P.meet)
    if meet.consents(discipline, trust, slack, *args):
        assert meet.consents(discipline, trust, slack + more, *args)


@given(cash=money, income=money, profit=money, need=st.integers(1, 10**9), low=unit, high=unit)
def test_a_larger_proposal_leaves_less_slack(cash, income, profit, need, low, high):
    low, high = sorted((low, high))
    slacks = [meet.slack(cash, income, profit * (1 - share), need, 1.0) for share in (low, high)]
    assert slacks[1] <= slacks[0]


@given(
    profit=money,
    share=unit,
    held=unit,
    dues=st.integers(0, 10**6),
    parts=st.lists(st.floats(0, 1), max_size=12),
)
def test_the_profit_is_set_aside_or_shared_and_never_more_of_it(profit, share, held, dues, parts):
    aside = meet.aside_idr(profit, share, held)
    assert 0 <= meet.iks_dues_idr(aside, dues, 1.0, len(parts)) <= aside <= profit
    whole = 0.0
    for part in parts:
        whole += part
    shares = [meet.share_idr(profit - aside, part, whole) for part in parts]
    assert sum(shares) <= (profit - aside) * (1 + 1e-12)


@given(cash=money, need=st.integers(1, 10**9), owed=money, months=st.integers(-5, 60), habit=unit)
def test_a_household_spends_and_keeps_what_it_has(cash, need, owed, months, habit):
    over = live.over_idr(cash, need, owed, months)
    kept = live.kept_idr(over, habit, P.live)
    spent = live.consumption_idr(cash, need, over, kept)
    assert 0 <= kept <= over <= cash
    assert min(need, cash) <= spent <= cash - kept
    assert live.unmet_idr(need, cash) + min(need, cash) == need


@given(yes=unit)
def test_without_a_majority_nothing_is_held_to(yes):
    held = meet.held_to(yes, True, P.meet)
    assert held == (yes if yes >= 0.5 else 0.0)
    assert meet.held_to(yes, False, P.meet) == 0.0
    if yes >= 0.5:
        assert meet.raid_share(yes, 0.0, 0.0, P.meet) == 0.0


@given(yes=unit, more=unit, majority=unit, visibility=unit, attention=unit)
def test_the_nearer_a_majority_the_less_is_raided_and_nothing_with_one(
    yes, more, majority, visibility, attention
):
    p = P.meet._replace(majority=majority)
    low, high = sorted((yes, more))
    most, least = (meet.raid_share(y, visibility, attention, p) for y in (low, high))
    assert 0.0 <= least <= most <= p.raid
    if low >= majority:
        assert most == 0.0


@given(discipline=unit, better=unit)
def test_the_middling_borrower_is_as_reluctant_as_declared(discipline, better):
    low, high = sorted((discipline, better))
    p = P.meet
    assert meet.unwilling_chance(0.0, 0.5, p) == pytest.approx(p.reluctance)
    assert meet.unwilling_chance(0.0, high, p) <= meet.unwilling_chance(0.0, low, p)


@given(reach=unit, skill=unit, tenure=st.integers(0, 600), visits=st.integers(0, 60))
def test_what_is_not_reached_or_known_yet_counts_for_its_declared_part(
    reach, skill, tenure, visits
):
    assert P.trade.demand_without_access <= trade.access_factor(reach, P.trade) <= 1.0
    assert P.trade.work_without_skill <= trade.work(True, skill, P.trade) <= 1.0
    assert P.support.unfamiliar_effect <= support.familiarity(tenure, P.support) <= 1.0
    assert 0.0 <= support.visit_effect(visits, 1.0, tenure, P.support) < 1.0


@given(owed=st.integers(1, 10**9), months=st.integers(1, 60))
def test_instalments_rounded_up_repay_the_loan_in_time(owed, months):
    left = owed
    for month in range(months, 0, -1):
        left -= min(left, meet.instalment_idr(left, month))
    assert left == 0


@given(few=st.floats(0, 20), more=st.floats(0, 20), discipline=unit)
def test_contact_firms_up_repayment(few, more, discipline):
    few, more = sorted((few, more))
    chances = [meet.unwilling_chance(contact, discipline, P.meet) for contact in (few, more)]
    assert chances[1] <= chances[0]
    assert meet.cover_chance(few, P.meet) <= meet.cover_chance(more, P.meet) < 1.0


@given(
    shortage=st.integers(1, 10**8),
    kas=money,
    surplus=st.floats(-1e7, 1e7),
    cap=money,
    tenor=st.integers(1, 60),
)
def test_a_loan_respects_cap_kas_and_what_can_be_repaid(shortage, kas, surplus, cap, tenor):
    most = live.lendable_idr(kas, cap, 1.0, P.live)
    loan = live.loan_idr(shortage, most, surplus, tenor, 1.0, P.live)
    assert loan == 0 or loan >= 20_000
    assert loan <= min(cap, kas // 4 + 1)
    assert loan <= max(0.0, surplus) * tenor
    assert loan < shortage + 10_000


@given(before=unit, missing=money, need=st.integers(1, 10**9))
def test_distress_stays_between_0_and_1(before, missing, need):
    assert 0.0 <= live.distress(before, missing, need, P.live) <= 1.0


@given(before=unit, peers=unit, held=unit, visibility=unit, effect=unit, distress=unit, more=unit)
def test_visits_teach_discipline_and_distress_unmakes_it(
    before, peers, held, visibility, effect, distress, more
):
    def after(e, d):
        return learn.discipline(before, peers, held, visibility, e, d, P.learn)

    low, high = sorted((effect, more))
    assert after(low, distress) <= after(high, distress)
    low, high = sorted((distress, more))
    assert after(effect, high) <= after(effect, low)


@given(
    before=unit,
    cohesion=st.floats(-1, 1),
    other=unit,
    attention=unit,
    more=unit,
    effect=unit,
    gain=st.floats(0, 10),
    distress=unit,
)
def test_being_noticed_never_lowers_motivation(
    before, cohesion, other, attention, more, effect, gain, distress
):
    low, high = sorted((attention, more))
    levels = [
        learn.motivation(before, cohesion, a, other, effect, gain, distress, P.learn)
        for a in (low, high)
    ]
    assert 0.0 <= levels[0] <= levels[1] <= 1.0
    levels = [
        learn.motivation(before, cohesion, other, a, effect, gain, distress, P.learn)
        for a in (low, high)
    ]
    assert 0.0 <= levels[0] <= levels[1] <= 1.0


@given(before=unit, visibility=unit, more=unit, effect=unit, kas=st.floats(0, 1e4), late=unit)
def test_open_books_never_lower_trust_and_a_secret_kas_does(
    before, visibility, more, effect, kas, late
):
    low, high = sorted((visibility, more))
    levels = [learn.trust(before, v, effect, kas, late, P.learn) for v in (low, high)]
    assert levels[0] <= levels[1]
    assert learn.trust(before, 0.0, effect, kas + 1.0, late, P.learn) <= learn.trust(
        before, 0.0, effect, kas, late, P.learn
    )


@given(kas=money, reserve=st.floats(0, 1e9), organisation=unit, books=unit)
def test_investment_and_bank_leave_the_reserve_alone(kas, reserve, organisation, books):
    bought = invest.equipment_idr(kas, reserve, organisation, P.invest)
    banked = invest.bank_deposit_idr(kas, reserve, books, P.invest)
    assert bought <= max(0, kas - reserve) + 1
    assert bought + banked <= kas


@given(motivation=unit, trust=unit, distress=unit, aside=unit, independence=st.floats(0, 10))
def test_leaving_is_a_chance_that_spirit_and_trust_lower(
    motivation, trust, distress, aside, independence
):
    p = P.membership
    chance = membership.leave_chance(motivation, trust, distress, aside, independence, p)
    assert 0.0 <= membership.leave_chance(1.0, 1.0, distress, aside, independence, p) <= chance <= 1


soft = {"books": unit, "organisation": unit, "market": unit, "access": unit}


@given(
    **soft,
    before=st.integers(0, 3),
    assets=st.integers(0, 10**9),
    bank=st.integers(0, 10**9),
    iks=st.integers(0, 10**7),
    lkm=st.booleans(),
    price=st.floats(0.2, 5.0),
)
def test_a_higher_stage_once_reached_is_kept_more_easily(
    books, organisation, market, access, before, assets, bank, iks, lkm, price
):
    values = (books, organisation, market, access, assets, bank, iks, lkm, price, P.stages)
    fresh = stages.stage(stages.TUMBUH, *values)
    assert stages.stage(before, *values) >= fresh
    if not lkm:
        assert stages.stage(before, *values) < stages.MANDIRI


def test_types_of_households_come_in_the_published_shares():
    n = 100_000
    types = [founding.social_type((k + 0.5) / n, P.founding) for k in range(n)]
    assert types.count(founding.FREE_RIDER) / n == pytest.approx(0.106, abs=1e-4)
    assert types.count(founding.CONDITIONAL_FREE_RIDER) / n == pytest.approx(0.136, abs=1e-4)


def test_households_are_about_as_large_as_the_poor_ones_observed():
    grid = [(k + 0.5) / 64 for k in range(64)]
    sizes = [founding.household_size(a, c) for a in grid for c in grid]
    assert (min(sizes), max(sizes)) == (2, 8)
    assert sum(sizes) / len(sizes) == pytest.approx(4.9, abs=0.15)
