"""A posting left out is seen in who holds and owes what: the books alone close without it."""

import pytest

import sim.city
from sim.ledger import Flow, Ledger, LedgerError
from tests.docs.small_cities import CITIES_OF_EVERYTHING
from tests.docs.test_reimplemented_from_odd import side_by_side
from tests.worlds import EVERYTHING_HAPPENS, run


class LeavesOut(Ledger):
    """Books that close, without a kind of posting: nothing moves, and nothing is written down."""

    left_out = Flow.REVENUE

    def post(self, flow: int, source: int, target: int, amount: int) -> None:
        if flow != self.left_out:
            super().post(flow, source, target, amount)


def test_books_close_without_a_posting(monkeypatch):
    monkeypatch.setattr(LeavesOut, "left_out", Flow.CLAIM_SETTLED)
    monkeypatch.setattr(sim.city, "Ledger", LeavesOut)
    assert run(EVERYTHING_HAPPENS).ledger_difference_idr == 0


@pytest.mark.parametrize("flow", Flow, ids=lambda flow: flow.name)
def test_a_posting_left_out_of_any_flow_is_seen_beside_the_odd(monkeypatch, flow):
    monkeypatch.setattr(LeavesOut, "left_out", flow)
    monkeypatch.setattr(sim.city, "Ledger", LeavesOut)
    with pytest.raises((AssertionError, OverflowError, LedgerError)):
        for name in CITIES_OF_EVERYTHING:
            side_by_side(name)
