"""What the tables say of the model is true of a model that runs."""

import importlib
import inspect
import pkgutil
import re

import pytest

from docs.tools.luck_tables import purposes, who_and_when
from experiments.common.own_pasts import own_pasts
from sim import phases
from sim.draws import TRAITS_HAND
from sim.ensemble.ensemble import Ensemble
from sim.ledger import Flow
from sim.luck import Kind, Luck, Purpose
from sim.luck import table as table_of_luck
from sim.model import KubeModel
from sim.nation.cities import city_of
from sim.state import AGENCY, FACILITATOR, HOUSEHOLD, KUBE
from tests.common.test_own_pasts import CITY
from tests.nation.small import nation
from tests.worlds import RICH, policy, run, world

HANDLES = {
    "agency": set(),
    "facilitator": {"account", "ledger"},
    "household": {"at_birth", "business_account", "cash_account", "debt_account", "ledger"},
    "kube": {
        *("bank", "equipment", "iks", "kas", "lkm", "lkm_loans", "loans_out"),
        *("business", "dated", "history", "ledger", "name", "numbers", "row"),
    },
}
"""Account numbers, names and records: not state."""


@pytest.fixture(scope="module")
def model() -> KubeModel:
    return run(world(6, 30, RICH), keep_journal=True)


def test_every_attribute_of_an_agent_is_a_declared_variable_or_a_handle(model):
    city = model.city
    for agent, declared, handles in (
        (city.households[0], HOUSEHOLD, HANDLES["household"]),
        (city.kubes[0], KUBE, HANDLES["kube"]),
        (city.facilitators[0], FACILITATOR, HANDLES["facilitator"]),
        (city.agency, AGENCY, HANDLES["agency"]),
    ):
        of_mesa = {"model", "pos", "unique_id"}
        stored = {*vars(agent), *getattr(agent, "__slots__", ())} - of_mesa - handles
        assert stored <= set(declared), stored - set(declared)
        assert all(hasattr(agent, name) for name in declared)


def test_what_is_fixed_stays_and_what_is_drawn_once_does_not_move():
    model = KubeModel(world(4, 30, RICH), policy(), seed=1)
    for _ in range(14):
        model.step()
    fixed = [name for name, variable in HOUSEHOLD.items() if variable.lasts == "fixed"]
    fixed_of_kube = [name for name, variable in KUBE.items() if variable.lasts == "fixed"]
    people, kubes = model.city.households[:40], model.city.kubes

    def values():
        return [
            *([getattr(one, name) for name in fixed] for one in people),
            *([getattr(one, name) for name in fixed_of_kube] for one in kubes),
        ]

    before = values()
    model.run()
    assert values() == before


def test_every_purpose_is_described_and_drawn_for_whom_and_when_the_table_says(monkeypatch):
    table = who_and_when()
    assert set(table) == set(Purpose)
    assert all(f"{int(purpose)} `{purpose.name}`" in purposes() for purpose in Purpose)
    single, many = Luck.bits, table_of_luck
    drawn: set[tuple[Purpose, Kind]] = set()
    months: dict[Purpose, set[int]] = {purpose: set() for purpose in Purpose}

    def note(purpose, month, kind):
        drawn.add((Purpose(purpose), Kind(kind)))
        months[Purpose(purpose)].add(month)

    def bits(self, purpose, month, kind, entity, slot=0, index=0):
        note(purpose, month, kind)
        return single(self, purpose, month, kind, entity, slot, index)

    def bits_of_many(runs, purposes, month, owners):
        for word in purposes:
            for owner in owners[:1]:
                note(int(word) >> 58, month, int(owner) >> 45 & 7)
        return many(runs, purposes, month, owners)

    monkeypatch.setattr(Luck, "bits", bits)
    for user in ("sim.luck.table", "sim.draws.table"):
        monkeypatch.setattr(user, bits_of_many)
    often = {"support.turnover_per_month": 0.08}
    run(world(4, 20, {**RICH, "bpls_after_months": 0}, often))
    city_of(nation(), 0)
    seen = Ensemble(CITY)
    own_pasts(seen, seen.jobs(1))
    assert drawn == {(purpose, table[purpose][0]) for purpose in Purpose}
    for purpose, (_, when, _) in table.items():
        assert (months[purpose] == {0}) == ("month 0 in the key" in when), purpose
    assert len(TRAITS_HAND.words) == 10


def posted_by_phases() -> set[str]:
    """Return the names of the flows that the modules of `sim.phases` name."""
    modules = [info.name for info in pkgutil.iter_modules(phases.__path__, f"{phases.__name__}.")]
    sources = [inspect.getsource(importlib.import_module(module)) for module in modules]
    return {name for source in sources for name in re.findall(r"\bFlow\.([A-Z_]+)", source)}


def test_every_flow_is_posted_by_a_phase_and_between_the_accounts_of_the_table(model):
    assert posted_by_phases() == {flow.name for flow in Flow}
    types = model.city.ledger.types
    for month in model.city.ledger.kept:
        for flow, source, target, _ in month.tolist():
            kind = Flow(flow)
            assert (types[source], types[target]) == (kind.source, kind.target)
