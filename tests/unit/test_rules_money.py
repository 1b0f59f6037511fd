"""Money: nobody pays what he has not, what is divided adds up, marks count as reached."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.parameters import Parameters
from sim.rules import basics, founding, invest, live, meet, membership, trade
from sim.rules.live import KAS_LENDS, LKM_LENDS, NO_LENDER

P = Parameters()
unit = st.floats(0, 1)
money = st.integers(0, 10**10)


# the kas and what it is put to


@pytest.mark.parametrize(("used", "idle"), [(1.0, 0), (0.25, 75_000), (0.0, 100_000)])
def test_of_what_is_set_aside_the_rest_of_what_is_used_lies_idle(used, idle):
    assert invest.unused_idr(100_000, P.invest._replace(set_aside_used=used)) == idle


def test_only_what_exceeds_the_reserve_is_invested_the_declared_share_of_it_by_the_organised():
    p = P.invest._replace(invest_share=1.0, invest_unorganised=0.25)
    assert invest.equipment_idr(1_000_000, 400_000.0, 1.0, p) == 600_000
    assert invest.equipment_idr(1_000_000, 400_000.0, 0.0, p) == 150_000
    for kas in (0, 399_990, 400_000):
        assert invest.equipment_idr(kas, 400_000.0, 1.0, p) == 0


READY: dict[str, Any] = {
    "kas_idr": 5_000_001, "lines": 3, "organisation": 0.41, "market": 0.36, "effect": 0.0,
    "price": 1.0, "draw": 0.0,
}  # fmt: skip


@pytest.mark.parametrize(
    "lack", [{"kas_idr": 5_000_000}, {"lines": 4}, {"organisation": 0.4}, {"market": 0.35}], ids=str
)
def test_a_line_needs_room_means_organisation_and_market_beyond_their_marks(lack):
    assert invest.opens_line(**READY, p=P.invest)
    assert not invest.opens_line(**{**READY, **lack}, p=P.invest)


def test_visits_give_courage():
    p = P.invest._replace(line_courage=0.5, courage_of_visits=1.0)
    assert not invest.opens_line(**{**READY, "draw": 0.4}, p=p)
    assert invest.opens_line(**{**READY, "draw": 0.4, "effect": 0.5}, p=p)


def test_a_line_costs_its_price_or_all_there_is():
    assert invest.line_price_idr(5_000_000, 1.0, P.invest) == P.invest.line_price_idr
    assert invest.line_price_idr(1_000_000, 1.0, P.invest) == 1_000_000


def test_the_bank_gets_its_share_of_what_exceeds_two_reserves_with_good_books_only():
    p = P.invest._replace(bank_share=0.5, bank_above=2.0, bank_books=0.45)
    assert invest.bank_deposit_idr(1_000_000, 300_000.0, 0.45, p) == 200_000
    assert invest.bank_deposit_idr(1_000_000, 300_000.0, 0.44, p) == 0
    for kas in (0, 599_990, 600_000):
        assert invest.bank_deposit_idr(kas, 300_000.0, 1.0, p._replace(bank_share=1.0)) == 0


def test_the_bank_fills_the_kas_up_to_half_a_reserve_as_far_as_it_can():
    p = P.invest._replace(bank_below=0.5)
    assert invest.bank_withdrawal_idr(50_000, 10**6, 300_000.0, p) == 100_000
    assert invest.bank_withdrawal_idr(50_000, 70_000, 300_000.0, p) == 70_000
    for kas in (150_000, 150_010, 10**9):
        assert invest.bank_withdrawal_idr(kas, 10**6, 300_000.0, p) == 0


# the LKM and its neighbours

LKM_READY: dict[str, Any] = {
    "books": 0.55, "organisation": 0.5, "access": 0.35, "members": 8, "kas_idr": 10**7,
    "fund_idr": 10**7, "draw": 0.0,
}  # fmt: skip


@pytest.mark.parametrize(
    "lack",
    [{"books": 0.54}, {"organisation": 0.49}, {"access": 0.34}, {"members": 7}, {"kas_idr": 10**6}],
    ids=str,
)
def test_an_lkm_needs_books_organisation_access_members_and_its_fund(lack):
    assert invest.founds_lkm(**LKM_READY, p=P.invest)
    assert not invest.founds_lkm(**{**LKM_READY, **lack}, p=P.invest)


@given(loans=money, repaid=unit, lost=unit)
def test_neighbours_repay_and_lose_what_they_owe_at_most(loans, repaid, lost):
    p = P.invest._replace(lkm_repaid=repaid, lkm_lost=lost)
    gone = invest.lkm_lost_idr(loans, p)
    paid = invest.lkm_repaid_idr(loans, gone, p)
    assert 0 <= min(gone, paid) <= gone + paid <= loans


def test_neighbours_who_repay_all_repay_what_is_left_after_the_loss():
    p = P.invest._replace(lkm_repaid=1.0, lkm_lost=0.25)
    lost = invest.lkm_lost_idr(1_000_000, p)
    assert lost == 250_000
    assert invest.lkm_repaid_idr(1_000_000, lost, p) == 750_000
    assert invest.lkm_repaid_idr(1_000_000, lost, p._replace(lkm_repaid=0.5)) == 500_000


@pytest.mark.parametrize(
    ("cash", "loans", "lent"),
    [(1000, 0, 500), (1000, 400, 300), (400, 400, 0), (399, 400, 0), (0, 1000, 0)],
)
def test_an_lkm_lends_until_half_is_out_and_calls_nothing_in(cash, loans, lent):
    assert invest.lkm_lending_idr(cash, loans, P.invest._replace(lkm_lent_share=0.5)) == lent


@given(cash=money, loans=money, share=unit)
def test_an_lkm_lends_no_more_than_its_cash(cash, loans, share):
    p = P.invest._replace(lkm_lent_share=share)
    assert 0 <= invest.lkm_lending_idr(cash, loans, p) <= cash


# households: income, need, what is over


def test_illness_halves_income_and_the_worst_month_brings_nothing_but_no_debt():
    p = P.live._replace(income_volatility=0.25, illness_income=0.5)
    assert live.income_idr(800_000.0, 1.0, 0.0, False, p) == 800_000
    assert live.income_idr(800_000.0, 1.0, 1.0, False, p) == 1_000_000
    assert live.income_idr(800_000.0, 1.0, 0.0, True, p) == 400_000
    assert live.income_idr(800_000.0, 1.0, -9.0, False, p) == 0


def test_an_own_business_earns_its_return_half_of_it_in_illness_and_never_a_debt():
    p = P.live._replace(income_volatility=0.25, illness_income=0.5, business_return_per_month=0.125)
    assert live.business_income_idr(800_000, 0.0, False, p) == 100_000
    assert live.business_income_idr(800_000, -2.0, False, p) == 50_000
    assert live.business_income_idr(800_000, 0.0, True, p) == 50_000
    assert live.business_income_idr(800_000, -9.0, False, p) == 0


@pytest.mark.parametrize(("cash", "missing"), [(0, 700), (699, 1), (700, 0), (701, 0), (5000, 0)])
def test_what_is_missing_of_the_need_is_nothing_for_who_has_it(cash, missing):
    assert live.unmet_idr(700, cash) == missing


@pytest.mark.parametrize(
    ("cash", "owed", "months", "over"),
    [
        (699, 0, 0, 0),
        (700, 0, 0, 0),
        (701, 0, 0, 1),
        (1000, 0, 0, 300),
        (1000, 400, 4, 200),
        (1000, 400, 1, 0),
        (1000, 200, 1, 100),
        (1000, 1, 1, 299),
        (1000, 1, 12, 299),
        (750, 400, 4, 0),
        (600, 400, 4, 0),
    ],
)
def test_over_is_what_exceeds_the_need_of_700_and_the_next_instalment(cash, owed, months, over):
    assert live.over_idr(cash, 700, owed, months) == over


def test_a_household_spends_what_it_has_up_to_its_need_and_what_it_does_not_keep():
    assert live.consumption_idr(500, 700, 0, 0) == 500
    assert live.consumption_idr(1000, 700, 300, 100) == 900


def test_a_shortage_is_distress_to_the_full_from_a_part_of_the_need_on():
    p = P.live._replace(distress_full=0.25, distress_speed=0.5)
    levels = [live.distress(0.0, missing, 1000, p) for missing in (0, 125, 250, 500, 1000)]
    assert levels == [0.0, 0.25, 0.5, 0.5, 0.5]


# loans

PLENTY: dict[str, Any] = {
    "shortage_idr": 40_000,
    "kas_idr": 10**8,
    "surplus_per_month_idr": 1e6,
    "cap_idr": 10**6,
    "tenor_months": 10,
    "price": 1.0,
}


def loan(p=P.live, **changes):
    asked = {**PLENTY, **changes}
    lendable = live.lendable_idr(asked.pop("kas_idr"), asked.pop("cap_idr"), asked["price"], p)
    return live.loan_idr(**asked, lendable_idr=lendable, p=p)


def test_a_loan_is_what_is_missing_in_whole_notes():
    assert [loan(shortage_idr=it) for it in (40_000, 40_001, 49_999, 50_000)] == [
        40_000, 50_000, 50_000, 50_000,
    ]  # fmt: skip


def test_a_loan_is_bound_by_cap_kas_and_what_can_be_repaid_each_by_itself():
    p = P.live._replace(loan_kas_share=0.25, loan_capacity=0.5, least_loan_idr=20_000)
    assert loan(p, cap_idr=39_999) == 30_000
    assert loan(p, kas_idr=4 * 39_999) == 30_000
    assert isinstance(loan(p, kas_idr=4 * 39_999), int)
    assert loan(p, surplus_per_month_idr=2 * 3_999.9) == 30_000
    assert loan(p, surplus_per_month_idr=2 * 3_999.9, tenor_months=5) == 0
    for nothing in ({"cap_idr": 0}, {"kas_idr": 0}, {"surplus_per_month_idr": -5e6}):
        assert loan(p, **nothing) == 0


def test_the_least_loan_is_made_and_no_smaller_one():
    assert loan(shortage_idr=20_000) == P.live.least_loan_idr
    assert loan(shortage_idr=10_000) == 0


def test_the_largest_loan_is_the_declared_part_of_the_levers_and_none_where_nobody_lends():
    assert live.cap_idr(500_000, True, P.live._replace(lending=1.0)) == 500_000
    assert live.cap_idr(500_000, True, P.live._replace(lending=0.5)) == 250_000
    assert live.cap_idr(500_000, False, P.live) == 0


@pytest.mark.parametrize(
    ("missing", "cap", "has_lkm", "lkm", "kas", "who"),
    [
        (100, 100, True, 100, 400, LKM_LENDS),
        (100, 99, True, 1000, 4000, NO_LENDER),
        (100, 100, True, 99, 400, KAS_LENDS),
        (100, 100, False, 1000, 400, KAS_LENDS),
        (100, 100, True, 99, 399, NO_LENDER),
        (100, 100, False, 1000, 399, NO_LENDER),
        (100, 100, True, 100, 0, LKM_LENDS),
    ],
)
def test_the_lkm_lends_for_a_business_then_the_kas_as_far_as_each_has_it(
    missing, cap, has_lkm, lkm, kas, who
):
    p = P.live._replace(loan_kas_share=0.25)
    assert live.lender(missing, cap, has_lkm, lkm, kas, p) == who


def test_nobody_is_told_apart_from_every_lender():
    assert len({NO_LENDER, KAS_LENDS, LKM_LENDS}) == 3


@pytest.mark.parametrize(
    ("owed", "months", "due"),
    [
        (100, 10, 10), (101, 10, 11), (99, 10, 10), (1, 10, 1), (100, 2, 50), (100, 1, 100),
        (100, 0, 100), (100, -3, 100),
    ],
)  # fmt: skip
def test_an_instalment_is_an_equal_part_rounded_up_and_all_at_the_end(owed, months, due):
    assert meet.instalment_idr(owed, months) == due


def test_an_instalment_is_paid_as_far_as_there_is_cash():
    assert [meet.payment_idr(100, cash) for cash in (0, 99, 100, 500)] == [0, 99, 100, 100]


def test_a_peer_covers_a_gap_that_is_a_third_of_its_cash_at_most():
    p = P.meet._replace(cover_cash=3.0)
    assert [meet.can_cover(cash, 100, p) for cash in (0, 100, 299, 300, 1000)] == [
        False, False, False, True, True,
    ]  # fmt: skip


@pytest.mark.parametrize("late", range(6))
def test_a_loan_becomes_a_default_once(late):
    assert meet.counts_as_default(late, P.meet._replace(default_months=2)) is (late == 2)


# the solidarity fund


def test_the_fund_gives_what_is_missing_or_its_declared_part():
    p = P.live._replace(iks_help_share=0.25)
    assert live.iks_help_idr(10_000, 100_000, p) == 10_000
    assert live.iks_help_idr(90_000, 100_000, p) == 25_000


@pytest.mark.parametrize(
    ("stage", "fund", "gift"),
    [(1, 900, 0), (2, 500, 0), (2, 490, 0), (2, 504, 1), (2, 900, 100), (3, 900, 100)],
)
def test_a_kube_past_its_first_stage_gives_a_part_of_what_exceeds_some_months_of_dues(
    stage, fund, gift
):
    p = P.live._replace(iks_kept_months=5.0, iks_outside_share=0.25)
    assert live.iks_outside_idr(stage, fund, 10, 1.0, 10, p) == gift


@pytest.mark.parametrize("fund", [0, 490, 500])
def test_a_fund_up_to_what_it_keeps_gives_nothing(fund):
    p = P.live._replace(iks_kept_months=5.0, iks_outside_share=1.0)
    assert live.iks_outside_idr(2, fund, 10, 1.0, 10, p) == 0


def test_dues_are_so_much_a_member_of_what_is_set_aside_at_most():
    assert meet.iks_dues_idr(50_000, 1000, 1.0, 10) == 10_000
    assert meet.iks_dues_idr(7_000, 1000, 1.0, 10) == 7_000


# dividing


def test_nothing_is_divided_among_nobody_and_one_gets_all():
    assert [basics.each_idr(999, 1.0, heads) for heads in (0, 1, 2)] == [0, 999, 499]
    assert [membership.winding_up_share_idr(999, heads) for heads in (0, 1, 2)] == [0, 999, 499]
    assert meet.share_idr(999, 0.0, 0.0) == 0
    assert meet.share_idr(999, 0.0, 2.0) == 0
    assert meet.share_idr(999, 2.0, 2.0) == 999


def test_a_rota_counts_days_on_duty_and_work_counts_what_was_done():
    assert [meet.part(present, True, 0.7) for present in (True, False)] == [1.0, 0.0]
    assert [meet.part(present, False, 0.7) for present in (True, False)] == [0.7, 0.7]


def test_the_box_is_opened_for_the_least_sum_and_for_no_less():
    p = P.meet._replace(raid=1.0, raid_visibility=0.0, raid_attention=0.0, least_raid_idr=1000)
    args: dict[str, Any] = {
        "members": 10,
        "yes_share": 0.0,
        "visibility": 0.0,
        "attention": 0.0,
        "price": 1.0,
    }
    assert meet.raid_each_idr(kas_idr=10_000, **args, p=p) == 1000
    assert meet.raid_each_idr(kas_idr=9_999, **args, p=p) == 0
    assert meet.raid_each_idr(kas_idr=10**6, **{**args, "yes_share": 0.25}, p=p) == 50_000


def test_what_was_saved_pays_losses_and_raids_and_is_never_less_than_nothing():
    assert [meet.saved_after_raid_idr(1000, each, 10) for each in (0, 30, 100, 101)] == [
        1000, 700, 0, 0,
    ]  # fmt: skip
    assert [trade.saved_after_idr(1000, spent) for spent in (0, 300, 1000, 1001)] == [
        1000, 700, 0, 0,
    ]  # fmt: skip


# equipment and own businesses


def test_the_whole_of_the_equipment_may_wear_out_and_no_more():
    p = P.trade._replace(wear_per_month=1.0)
    assert trade.wear_idr(1000, 1.5, 0.9, p) == 1000
    assert trade.wear_idr(1000, 0.5, 0.9, p) == 500
    assert trade.wear_idr(0, 1.5, 0.9, p) == 0


def test_a_loss_takes_its_least_share_or_more_and_none_takes_nothing():
    p = P.trade._replace(loss_per_month=0.5, loss_least=0.25)
    assert trade.lost_idr(1000, 0.0, 0.0, p) == 250
    assert trade.lost_idr(1000, 0.0, 0.5, p) == 625
    assert trade.lost_idr(1000, 0.5, 0.5, p) == 0


@pytest.mark.parametrize(
    ("from_kas", "of_profit", "of_kas"), [(0.0, 300, 0), (1.0, 0, 1000), (0.5, 150, 500)]
)
def test_repairs_come_from_profit_or_from_the_kas_as_declared(from_kas, of_profit, of_kas):
    p = P.trade._replace(repairs_from_kas=from_kas, repair_share=0.25)
    assert trade.repair_of_profit_idr(1200, 10_000, p) == of_profit
    assert trade.repair_of_kas_idr(1000, 10_000, p) == of_kas
    assert trade.repair_of_profit_idr(1200, 100, p) == min(of_profit, 100)
    assert trade.repair_of_kas_idr(1000, 100, p) == min(of_kas, 100)


def test_who_lacks_more_than_a_part_of_the_need_sells_its_business_at_a_loss():
    p = P.live._replace(business_sale_shortage=0.25, business_sale=0.5)
    assert [live.sells_business(missing, 1000, p) for missing in (0, 250, 251, 1000)] == [
        False, False, True, True,
    ]  # fmt: skip
    assert live.sale_idr(1_000_000, p) == 500_000


def test_a_household_brings_the_price_of_a_business_along_or_none():
    p = P.founding._replace(own_business_share=0.5)
    price = founding.business_price_idr(1.0, p)
    assert [founding.starting_business_idr(draw, 1.0, p) for draw in (0.4, 0.5)] == [price, 0]
