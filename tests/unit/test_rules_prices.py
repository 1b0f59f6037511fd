"""Nobody is deceived by money: at twice the prices all is as before, in twice the rupiah."""

from inspect import signature

import pytest

from sim.parameters import Parameters
from tests.docs.examples import find, group_of

RUPIAH = {
    "founding.starting_cash_idr": [({}, {"need_idr": 700_000.0})],
    "founding.business_price_idr": [({}, {})],
    "founding.starting_business_idr": [({}, {"draw": 0.1})],
    "invest.reserve_idr": [({}, {"members": 10})],
    "invest.line_price_idr": [({"kas_idr": 9_000_000}, {}), ({"kas_idr": 2_000_000}, {})],
    "invest.lkm_fund_idr": [({}, {})],
    "live.income_idr": [({}, {"usual_idr": 800_000.0, "z": 0.5, "ill": False})],
    "live.need_idr": [({}, {"usual_idr": 800_000.0, "ill": True, "ceremony": True})],
    "live.surplus_idr": [({"share_idr": 90_000}, {"income_idr": 8e5, "need_idr": 7e5})],
    "live.iks_outside_idr": [
        ({"iks_idr": iks}, {"stage": 2, "dues_idr": 1000, "members": 10})
        for iks in (100_000, 500_000)
    ],
    "meet.iks_dues_idr": [
        ({"aside_idr": aside}, {"dues_idr": 1000, "members": 10}) for aside in (8_000, 90_000)
    ],
    "support.honorarium_idr": [({}, {"honorarium_real_idr": 300_000, "own_kubes": 4, "load": 10})],
    "trade.effective_capital_idr": [
        ({"equipment_idr": 10_000_000, "kas_idr": 4_000_000}, {"lines": 2})
    ],
    "trade.expected_profit_idr": [
        ({"capital_idr": 8e6}, {"workers": 4.0, "market": 0.5, "opportunity": 0.9})
    ],
    "trade.restart_idr": [({}, {})],
}
"""Of each rule the amounts of the time, and what is in base prices or no money."""
AS_BEFORE = {
    "basics.lines_per_head": [({"amount_idr": 3_000_000}, {"heads": 9, "line_idr": 230_712.0})],
    "invest.opens_line": [
        (
            {"kas_idr": kas},
            {"lines": 1, "organisation": 0.9, "market": 0.9, "effect": 0.0, "draw": 0.0},
        )
        for kas in (4_000_000, 6_000_000)
    ],
    "learn.felt_gain": [
        (
            {"shared_idr": 60_000, "growth_per_head_idr": 30_000.0},
            {"visibility": 0.5, "need_idr": 7e5},
        )
    ],
    "live.independence": [({"capital_idr": 2_500_000}, {"need_idr": 7e5})],
    "meet.slack": [
        (
            {"cash_idr": 80_000, "share_idr": 40_000.0},
            {"income_idr": 6e5, "need_idr": 7e5},
        )
    ],
    "meet.opens_box": [({"each_idr": each}, {}) for each in (999, 1_000)],
    "membership.is_idle": [({"earned_idr": earned}, {"present": 5}) for earned in (40_000, 60_000)],
    "spirit.paid": [({"offer_idr": 50_000.0}, {"before": 0.5, "income_idr": 8e5})],
    "stages.stage": [
        (
            {"assets_idr": assets, "bank_idr": bank, "iks_idr": iks},
            {
                "before": 1, "books": 1.0, "organisation": 1.0, "market": 1.0, "access": 1.0,
                "has_lkm": True,
            },
        )
        for assets in (7_900_000, 19_900_000, 20_000_000)
        for bank in (1_990_000, 2_000_000)
        for iks in (1_990, 2_000)
    ],
}  # fmt: skip


def at_prices(rule, of_the_time, rest, factor):
    """Return what a rule gives where all prices are so many times those of the base month."""
    function = find(f"rules.{rule}")
    amounts = {name: factor * amount for name, amount in of_the_time.items()}
    if "p" in signature(function).parameters:
        rest = {**rest, "p": getattr(Parameters(), group_of(function))}
    return function(**amounts, **rest, price=float(factor))


def cases(rules):
    return [
        pytest.param(rule, *case, id=f"{rule}-{n}")
        for rule, of_it in rules.items()
        for n, case in enumerate(of_it)
    ]


@pytest.mark.parametrize(("rule", "of_the_time", "rest"), cases(RUPIAH))
def test_amounts_follow_prices(rule, of_the_time, rest):
    before, after = (at_prices(rule, of_the_time, rest, factor) for factor in (1, 2))
    assert 2 * before <= after < 2 * before + 2


@pytest.mark.parametrize(("rule", "of_the_time", "rest"), cases(AS_BEFORE))
def test_what_is_no_amount_stays(rule, of_the_time, rest):
    before, after = (at_prices(rule, of_the_time, rest, factor) for factor in (1, 2))
    assert type(before) is type(after)
    assert before == pytest.approx(after, rel=1e-12)


def test_the_least_loan_follows_prices_and_notes_do_not():
    def loan(shortage, price):
        p = Parameters().live
        lendable = find("rules.live.lendable_idr")(10**8, 10**7, price, p)
        return find("rules.live.loan_idr")(shortage, lendable, 1e7, 10, price, p)

    assert [loan(short, 1.0) for short in (10_000, 10_001, 30_000)] == [0, 20_000, 30_000]
    assert [loan(short, 2.0) for short in (30_000, 30_001, 90_000)] == [0, 40_000, 90_000]
