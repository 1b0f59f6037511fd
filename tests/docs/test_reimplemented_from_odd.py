"""A reader's test: submodels written again from the ODD agree with the model to the rupiah.

The real phases run month by month; before `meet` and before `live` the city is copied into
the reader's records, and after the phase both must hold the same, to the last bit.
"""

import ast
from dataclasses import fields
from pathlib import Path
from random import Random
from typing import Any

import pytest

from sim import phases
from sim.agents import Household, Kube
from sim.city import City
from sim.ledger import Flow
from sim.model import KubeModel
from sim.parameters import declared
from tests.docs import from_odd
from tests.docs.from_odd_live import Living
from tests.docs.from_odd_meet import Meeting
from tests.worlds import INFLATION, RICH, TRADES, kube, world

HERE = Path(__file__).parent
SEED = 5
CASES = 24
OWN = "tests.docs.from_odd"
REACHED = (
    Flow.SHARE_OUT,
    Flow.IKS_DUES,
    Flow.RAID,
    Flow.REPAYMENT,
    Flow.REPAYMENT_LKM,
    Flow.PEER_COVER,
    Flow.LOAN,
    Flow.LOAN_LKM,
    Flow.IKS_HELP,
    Flow.OWN_BUSINESS_INCOME,
    Flow.OWN_BUSINESS_BOUGHT,
    Flow.OWN_BUSINESS_SOLD,
    Flow.CONSUMPTION,
)

EASY_LKM = {
    "invest.lkm_books": 0.2,
    "invest.lkm_organisation": 0.2,
    "invest.lkm_access": 0.1,
    "invest.lkm_members": 2,
    "invest.lkm_fund_idr": 2.0e6,
    "invest.lkm_rate": 0.5,
}

READ = {
    *(name for name, _, _ in declared() if name.startswith(("meet.", "live."))),
    "founding.starting_record",
    "trade.work_without_skill",
}
"""What the reader's submodels use of the parameters."""

State = tuple[dict[int, from_odd.Kube], list[from_odd.Household]]


def household_of(h: Household) -> from_odd.Household:
    names = {f.name for f in fields(from_odd.Household)} - {"kube"}
    copied = {name: getattr(h, name) for name in names}
    return from_odd.Household(**copied, kube=0 if h.kube is None else h.kube.id)


def kube_of(city: City, k: Kube) -> from_odd.Kube:
    apart = {"members", "lkm_cash_idr", "chair_key", "treasurer_key"}
    copied = {f.name: getattr(k, f.name) for f in fields(from_odd.Kube) if f.name not in apart}
    return from_odd.Kube(
        **copied,
        lkm_cash_idr=city.ledger.balance[k.lkm],
        chair_key=None if k.chair is None else k.chair.key,
        treasurer_key=None if k.treasurer is None else k.treasurer.key,
    )


def snapshot(city: City) -> State:
    kubes = {k.id: kube_of(city, k) for k in city.living()}
    households = [household_of(h) for h in city.households]
    for h in sorted(households, key=lambda h: h.key):
        if h.kube:
            kubes[h.kube].members.append(h)
    return kubes, households


def everybody(state: State) -> list[from_odd.Kube | from_odd.Household]:
    return [*state[0].values(), *state[1]]


def differences(mine: State, model: State) -> list[str]:
    """Name what the reader's records and the model hold apart, exactly."""
    mine_all, model_all = everybody(mine), everybody(model)
    assert len(mine_all) == len(model_all)
    found = []
    for one, other in zip(mine_all, model_all, strict=True):
        who = f"Kube {one.id}" if isinstance(one, from_odd.Kube) else f"household {one.key}"
        for field in fields(one):
            values = [getattr(it, field.name) for it in (one, other)]
            if field.name != "members" and values[0] != values[1]:
                found.append(f"{who}: {field.name} {values[0]} read, {values[1]} in the model")
    return found


def any_case(number: int) -> tuple[Any, int]:
    """Return a random world and its months; parameters from their priors, constants moved."""
    random = Random(number)
    values = {
        name: random.uniform(spec.prior.low, spec.prior.high)
        for name, _, spec in declared()
        if spec.prior is not None and random.random() < 0.5
    }
    values |= {
        name: type(default)(random.uniform(spec.low, (spec.high + default) / 2))
        for name, default, spec in declared()
        if spec.prior is None and name in READ and random.random() < 0.1
    }
    # Many loans, some of them late; people with means beside people without.
    values |= {
        "founding.income_mean": random.uniform(0.6, 0.95),
        "live.illness_per_month": random.choice((0.01, 0.1)),
        "membership.idle_months": 24,
    }
    if random.random() < 0.5:
        values |= EASY_LKM
    programme = {
        **RICH,
        "meetings_per_month": random.choice((0.0, 0.5, 1.0, 2.0, 4.0)),
        "visits_per_month": random.choice((0.0, 1.0, 4.0)),
        "open_books": random.random() < 0.3,
        "set_aside_share": random.choice((0.1, 0.3, 0.6, 1.0)),
        "iks_dues_idr": random.choice((0, 1000, 5000)),
        "loan_cap_idr": random.choice((100_000, 500_000, 2_000_000)),
        "loan_tenor_months": random.choice((1, 3, 7)),
        "productive_loan_cap_idr": random.choice((0, 5_000_000)),
        "starter_form": random.choice(("cash", "in_kind")),
    }
    rows = [
        kube(
            n,
            founded="2004-01",
            members=random.choice((1, 3, 8, 15)),
            business=random.choice(TRADES),
            rule=random.choice(("share_everything", "set_aside_first", "set_aside_first")),
            share_by=random.choice(("work", "rota")),
        )
        for n in range(1, 6)
    ]
    return world(rows, 30, programme, values), 30


def run_beside(scenario: Any, months: int) -> City:
    """Run the model and the reader's submodels side by side; return the city."""
    city = KubeModel(scenario, seed=SEED, keep_journal=True).city
    levers = city.levers.model_dump()
    values = {
        f"{group}.{name}": value
        for group, values in city.p._asdict().items()
        for name, value in values._asdict().items()
    }
    for month in range(months):
        city.begin_month(month)
        phases.support(city)
        phases.trade(city)
        kubes, households = snapshot(city)
        for k in kubes.values():
            Meeting(k, (SEED, 0, month), city.price, values, levers).hold()
        phases.meet(city)
        assert not differences((kubes, households), snapshot(city)), f"meet, month {month}"
        Living(households, kubes, (SEED, 0, month), city.price, values, levers).pass_month()
        phases.live(city)
        assert not differences((kubes, households), snapshot(city)), f"live, month {month}"
        for phase in (phases.learn, phases.invest, phases.join_and_leave, phases.classify):
            phase(city)
        city.end_month()
    return city


@pytest.fixture(scope="module")
def cities() -> list[City]:
    """All cases, run beside; the assertions inside are the test."""
    return [run_beside(*any_case(number)) for number in range(CASES)]


def test_meet_and_live_agree_to_the_rupiah(cities):
    assert len(cities) == CASES


def test_the_cases_reach_what_they_should(cities):
    posted = {flow for city in cities for month in city.ledger.kept for flow in month[:, 0]}
    assert set(REACHED) <= posted, set(REACHED) - posted
    kubes = [k for city in cities for k in city.kubes]
    assert sum(k.loans for k in kubes) > 300
    assert sum(k.defaults for k in kubes) > 10
    assert any(month.visits for k in kubes for month in k.history)


def test_prices_agree(cities):
    inflation = {int(year): percent for year, percent in INFLATION.items()}
    mine = from_odd.price_index(2004 * 12, 30, 2010 * 12 + 2, inflation)
    assert mine == cities[0].prices


def test_the_reader_did_not_look_into_the_model():
    for name in ("from_odd.py", "from_odd_meet.py", "from_odd_live.py"):
        tree = ast.parse((HERE / name).read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            assert not isinstance(node, ast.Import), name
            if isinstance(node, ast.ImportFrom):
                assert node.module in {"collections.abc", "dataclasses", "typing", OWN}, node.module
