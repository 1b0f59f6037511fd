"""Ledger: books close, and every kind of fault is seen."""

import numpy as np
import pytest

import sim.city
from sim.ledger import Account, Flow, Ledger, LedgerError
from sim.money import LIMIT_IDR, rupiah
from tests.worlds import EVERYTHING_HAPPENS, journal_of, run


def small_ledger():
    ledger = Ledger()
    return ledger, ledger.open(Account.KAS), ledger.open(Account.CASH)


def test_flows_run_between_the_accounts_that_they_declare():
    journal = np.concatenate(journal_of(run(EVERYTHING_HAPPENS, keep_journal=True)))
    types = np.array(run(EVERYTHING_HAPPENS).city.ledger.types)
    seen = {(int(f), int(types[s]), int(types[t])) for f, s, t, _ in journal}
    assert seen == {(int(f), int(f.source), int(f.target)) for f in Flow}


class DropsTheJournalLine(Ledger):
    """The balance moves, the journal line is lost."""

    wrong = Flow.REVENUE

    def post(self, flow, source, target, amount):
        lines = len(self.journal)
        super().post(flow, source, target, amount)
        if flow == self.wrong:
            del self.journal[lines:]


class LosesALeg(Ledger):
    """The money reaches one account and leaves no other."""

    wrong = Flow.REVENUE

    def post(self, flow, source, target, amount):
        super().post(flow, source, target, amount)
        if flow == self.wrong:
            self.balance[source] += amount


@pytest.mark.parametrize("fault", [DropsTheJournalLine, LosesALeg])
@pytest.mark.parametrize("flow", Flow)
def test_a_dropped_line_or_leg_of_any_flow_is_seen(monkeypatch, fault, flow):
    monkeypatch.setattr(fault, "wrong", flow)
    monkeypatch.setattr(sim.city, "Ledger", fault)
    with pytest.raises(LedgerError, match=r"account \d+ \(\w+\)\D+ -?\d+ \D+ -?\d+"):
        run(EVERYTHING_HAPPENS)


@pytest.mark.parametrize("amount", [-1, LIMIT_IDR])
def test_impossible_amounts_are_refused(amount):
    ledger, kas, cash = small_ledger()
    with pytest.raises(LedgerError, match="SHARE_OUT"):
        ledger.post(Flow.SHARE_OUT, kas, cash, amount)


def test_an_overdrawn_kas_is_seen():
    ledger, kas, cash = small_ledger()
    ledger.post(Flow.SHARE_OUT, kas, cash, 5)
    with pytest.raises(LedgerError, match="KAS"):
        ledger.close_month()


def test_a_balance_beyond_exact_floats_is_seen():
    ledger, kas, _ = small_ledger()
    for _ in range(2):
        ledger.post(Flow.REVENUE, ledger.outside.customers, kas, LIMIT_IDR - 1)
    with pytest.raises(LedgerError, match=f"CUSTOMERS.* -{2 * (LIMIT_IDR - 1)}"):
        ledger.close_month()


def test_all_accounts_together_hold_nothing():
    model = run(EVERYTHING_HAPPENS)
    assert sum(model.city.ledger.balance) == 0
    assert model.ledger_difference_idr == 0


def test_claims_mirror_debts():
    city = run(EVERYTHING_HAPPENS).city
    owed = sum(household.owed_idr for household in city.households)
    assert owed == sum(kube.loans_out_idr for kube in city.kubes)


@pytest.mark.parametrize(("amount", "whole"), [(0.0, 0), (0.999, 0), (2.0**53 - 1, 2**53 - 1)])
def test_rupiah_rounds_down(amount, whole):
    assert rupiah(amount) == whole


@pytest.mark.parametrize("amount", [-0.5, float("nan"), float("inf"), 2.0**53])
def test_rupiah_refuses_what_is_not_money(amount):
    with pytest.raises(OverflowError):
        rupiah(amount)
