"""Who holds and owes what at the end is what the ODD says, and debts mirror claims."""

import pytest

from sim.standing import ALIVE, FAILED
from tests.docking.after_odd import ends_of, unlike
from tests.docs.small_cities import CITIES, CITIES_OF_EVERYTHING


@pytest.mark.parametrize("name", CITIES)
def test_the_compiled_engine_ends_with_what_the_odd_says(name):
    assert unlike(name) == ""


@pytest.mark.parametrize("name", CITIES_OF_EVERYTHING)
def test_members_owe_their_own_kube_what_it_has_lent_and_nobody_else_owes(name):
    ends = ends_of(name)
    came = ends.households[0, : ends.now[0].households]
    for kube in ends.kubes[0]:
        owed = [-row.debt_idr for row in came if row.kube == kube.number]
        assert sum(owed) == kube.loans_out_idr
    assert all(not row.debt_idr for row in came if row.kube < 0)


@pytest.mark.parametrize("name", CITIES_OF_EVERYTHING)
def test_who_owes_has_terms_and_who_owes_nothing_has_none(name):
    ends = ends_of(name)
    for row in ends.households[0, : ends.now[0].households]:
        has_terms = bool(row.loan_months_left or row.months_late or row.loan_of_lkm)
        assert has_terms <= bool(row.debt_idr)
        assert bool(row.debt_idr) or row.willingness == 1.0


def test_a_failed_kube_holds_nothing_and_is_owed_nothing():
    kubes = [kube for name in CITIES_OF_EVERYTHING for kube in ends_of(name).kubes[0]]
    assert {ALIVE, FAILED} <= {int(kube.status) for kube in kubes}
    for kube in kubes:
        if kube.status == FAILED:
            assert not any(
                (kube.kas_idr, kube.bank_idr, kube.iks_idr, kube.equipment_idr)
                + (kube.loans_out_idr, kube.lkm_cash_idr, kube.lkm_loans_idr)
            )
