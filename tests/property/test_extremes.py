"""Pattern 11: extremes run, and make sense."""

import pytest

from sim.ledger import Flow
from sim.policy import load_policy
from tests.worlds import RICH, journal_of, kube, policy, run, world

NO_SHOCKS = {
    "trade.volatility": 0.0,
    "trade.loss_per_month": 0.0,
    "live.income_volatility": 0.0,
    "live.illness_per_month": 0.0,
    "live.ceremony_per_month": 0.0,
}
ONLY_SHOCKS = {
    "trade.volatility": 1.2,
    "trade.loss_per_month": 1.0,
    "live.income_volatility": 0.33,
    "live.illness_per_month": 1.0,
    "live.ceremony_per_month": 1.0,
}


def failed(model) -> int:
    return sum(kube.stage == 0 for kube in model.city.kubes)


def kube_months(model):
    return [month for kube in model.city.kubes for month in kube.history]


def test_share_0_sets_nothing_aside_and_share_1_shares_nothing_out():
    none = run(world(8, 48), policy(set_aside_share=0.0))
    everything = run(world(8, 48), policy(set_aside_share=1.0, rule="set_aside_first"))
    assert all(month.aside_idr == 0 for month in kube_months(none))
    full = [m for m in kube_months(everything) if m.consent == 1.0 and m.proposed_share == 1.0]
    assert full
    assert all(month.aside_idr == month.profit_idr for month in full)


def test_who_shares_everything_keeps_only_remainders():
    model = run(world(10, 60), policy(rule="share_everything", visits_per_month=0.0))
    for k in model.city.kubes:
        for month in k.history:
            if month.present and month.stage:
                assert month.aside_idr == 0
    worked = [m for m in kube_months(model) if m.stage and m.month > 24]
    assert worked
    assert all(month.saved_idr == 0 for month in worked)


@pytest.mark.parametrize("members", [0, 1])
def test_a_kube_without_company_fails_after_six_idle_months(members):
    model = run(world([kube(1, members=members, founded="2004-01")], 12))
    assert [month.stage for month in model.city.kubes[0].history].index(0) == 5
    assert len(model.city.households) >= members


def test_ten_thousand_households_in_one_kube():
    model = run(world([kube(1, members=10_000, founded="2004-01")], 8))
    k = model.city.kubes[0]
    assert k.history[0].members > 9_000
    assert k.history[0].profit_idr > 0
    assert model.ledger_difference_idr == 0


def test_no_kube_at_all():
    model = run(world(0, 12))
    assert model.city.households == []
    assert all(month == (n, *[0] * 15) for n, month in enumerate(model.city.history))


def test_no_shocks_means_no_illness_no_loss_and_steadier_earnings():
    calm, usual = run(world(8, 36, RICH, NO_SHOCKS)), run(world(8, 36, RICH))
    assert calm.ledger_difference_idr == 0
    calm_flows = journal_of(run(world(8, 36, RICH, NO_SHOCKS), keep_journal=True))
    assert all((month[:, 0] != Flow.ASSETS_LOST).all() for month in calm_flows)
    assert calm.digest() != usual.digest()


def test_only_shocks_fail_more_and_leave_more_need_unmet():
    usual, hard = run(world(20, 48)), run(world(20, 48, None, ONLY_SHOCKS))
    assert failed(hard) >= failed(usual)
    unmet = [sum(m.unmet_idr for m in model.city.history) for model in (usual, hard)]
    assert unmet[1] > unmet[0]


def test_grant_nothing_and_grant_a_billion():
    nothing = run(world(8, 24), policy(starter_idr=0))
    billion = run(world(8, 24), policy(starter_idr=10**9))
    first = [model.city.kubes[0].history[0] for model in (nothing, billion)]
    assert first[0].equipment_idr == 0
    assert first[1].equipment_idr > 5 * 10**8
    assert first[1].profit_idr > first[0].profit_idr
    assert billion.city.agency.spent_idr["ministry"] >= 8 * 10**9


def test_without_meetings_nobody_decides_and_nothing_is_set_aside():
    model = run(world(8, 36), policy(meetings_per_month=0.0))
    assert all(m.aside_idr == 0 and m.consent == 0.0 for m in kube_months(model))


def test_no_support_costs_nothing():
    model = run(world(8, 36, RICH), load_policy("no-support"))
    agency = model.city.agency
    assert agency.spent_idr == {"ministry": 0, "city": 0}
    assert (agency.visits, agency.monitoring_visits, agency.campaigns) == (0, 0, 0.0)
    assert agency.training_member_days == 0
