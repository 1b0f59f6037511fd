"""What a Kube decides by itself comes about, and nothing else changes."""

import pytest

from sim.decisions import GRANT_USES, Decision
from sim.inputs.strict import InputError
from sim.ledger import Flow
from sim.policy import Policy, policy_of
from sim.rules.support import AS_GIVEN, SHARED_OUT, TO_EQUIPMENT
from tests.messages import mentions
from tests.worlds import RICH, journal_of, run, world

WORLD = world(4, 30, {**RICH, "revive_per_year": 0.0})


def deciding(*decisions: dict[str, object], active: bool = True) -> Policy:
    made = tuple(Decision.model_validate(decision) for decision in decisions)
    return Policy(name="it", title="it", judul="it", decisions=made, active=active)


def kube_of(policy: Policy | None, number: int = 1):
    return run(WORLD, policy).city.kubes[number - 1]


def test_uses_of_a_grant_are_numbered_as_rules_take_them():
    numbers = [GRANT_USES.index(use) for use in ("as_given", "equipment", "share_out")]
    assert numbers == [AS_GIVEN, TO_EQUIPMENT, SHARED_OUT]


def test_a_decided_share_is_proposed_until_it_is_decided_anew():
    policy = deciding(
        {"kube": 1, "month": "2004-06", "share": 0.5}, {"kube": 1, "month": "2005-03", "share": 0.0}
    )
    shares = {month.month: month.proposed_share for month in kube_of(policy).history}
    assert {shares[month] for month in range(5, 14)} == {0.5}
    assert {shares[month] for month in range(14, 30) if month in shares} == {0.0}


def test_months_before_a_decision_are_as_without_it():
    policy = deciding({"kube": 1, "month": "2005-06", "share": 0.9, "lend": False})
    before = [month for month in kube_of(policy).history if month.month < 17]
    assert before == [month for month in kube_of(None).history if month.month < 17]


def test_a_group_that_does_not_lend_lends_nothing():
    first = {"kube": 1, "month": "2004-01", "lend": False}
    assert kube_of(None).loans > 0
    assert kube_of(deciding(first)).loans == 0


def test_visits_decided_are_visits_made():
    policy = deciding({"kube": 3, "month": "2004-06", "visits": 7})
    alive = [month for month in kube_of(policy, 3).history if month.stage]
    assert {month.visits for month in alive if month.month >= 5} == {7}


@pytest.mark.parametrize("use", GRANT_USES)
def test_a_grant_becomes_what_was_decided(use):
    """Starters come in cash here, in each Kube's first month."""
    model = run(WORLD, deciding({"kube": 1, "month": "2004-01", "grant": use}), keep_journal=True)
    kube = model.city.kubes[0]
    rows = journal_of(model)[kube.founded]
    own = rows[(rows[:, 1] == kube.kas) | (rows[:, 2] == kube.kas)]
    cash = own[own[:, 0] == Flow.GRANT_CASH][:, 3].sum()
    leaked = own[own[:, 0] == Flow.LEAK_OF_CASH][:, 3].sum()
    granted = WORLD.programme.starter_idr
    assert cash == (0 if use == "equipment" else granted)
    if use == "share_out":
        assert granted - 10 < leaked <= granted


def test_decisions_of_a_policy_that_is_switched_off_are_none():
    off = deciding({"kube": 1, "month": "2004-01", "share": 1.0}, active=False)
    assert run(WORLD, off).digest() == run(WORLD).digest()


def test_what_is_decided_for_nobody_is_refused_with_a_line_each():
    policy = deciding({"kube": 9, "month": "2004-01"}, {"kube": 1, "month": "2007-01"})
    with pytest.raises(InputError) as error:
        run(WORLD, policy)
    first, second = error.value.faults
    assert mentions(first, "policy it decisions 1 kube 9 world 1 2 3 4")
    assert mentions(second, "policy it decisions 2 month 2007-01 world 2004-01 2006-06")


def test_decisions_are_read_from_a_policy_file(tmp_path):
    row = {"kube": 1, "month": "2004-02", "grant": "equipment", "visits": 2}
    names = {"name": "it", "title": "it", "judul": "it"}
    made = policy_of({**names, "decisions": [row]}, tmp_path / "it.toml")
    assert made.decisions == (Decision.model_validate(row),)
    with pytest.raises(InputError, match="decisions"):
        policy_of({**names, "decisions": [{**row, "visits": 31}]}, tmp_path / "it.toml")
