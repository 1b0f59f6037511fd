"""The compiled engine and the Mesa model are the same model, bit for bit."""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.calendar import month_text
from sim.decisions import GRANT_USES, Decision
from sim.ensemble.ensemble import Ensemble
from sim.locations import SCENARIOS, names
from sim.parameters import declared
from sim.policy import NONE, load_policy
from sim.scenario import load_scenario
from tests.docking.compare import differences
from tests.property.test_ledger_closes import LEVERS, ROWS
from tests.worlds import EVERYTHING_HAPPENS, RICH, kube, policy, world

REST = Path(__file__).parent / "without_compiler.py"


@pytest.mark.parametrize("name", names(SCENARIOS))
def test_shipped_scenarios_dock(name):
    policies = [NONE, load_policy("package"), load_policy("monitoring-monthly")]
    assert differences(load_scenario(name), policies) == []


def test_all_policies_dock():
    policies = [load_policy(name) for name in names(SCENARIOS / "policies")]
    assert differences(load_scenario("banjarmasin"), policies, seed=7) == []


def test_a_world_in_which_everything_happens_docks():
    scarce = policy(
        bpls_condition="books",
        lkm_condition="saving",
        monitoring_on="at_risk",
        caseload_most=2,
        open_books=True,
        rule="set_aside_first",
    )
    random = policy(name="random", monitoring_on="random", monitoring_per_year=50.0)
    assert differences(EVERYTHING_HAPPENS, [NONE, scarce, random], replications=2) == []


@given(
    rows=ROWS,
    levers=LEVERS,
    coupled=st.booleans(),
    facilitators=st.integers(0, 3),
    background=st.sampled_from([0, 7, 500]),
    seed=st.integers(0, 2**32 - 1),
)
@settings(max_examples=40)
def test_made_up_worlds_dock(rows, levers, coupled, facilitators, background, seed):
    kubes = [kube(n, **row) for n, row in enumerate(rows, start=1)]
    months = 24 if len(kubes) < 10 else 13
    scenario = world(
        kubes, months, coupled=coupled, facilitators=facilitators, background_kubes=background
    )
    assert differences(scenario, [policy(**levers)], seed=seed) == []


SPECS = {name: spec for name, _, spec in declared()}


@given(
    values=st.fixed_dictionaries(
        {},
        optional={
            name: st.sampled_from([spec.low, (spec.low + spec.high) // 2, spec.high])
            if isinstance(default, int)
            else st.floats(spec.low, spec.high)
            for name, default, spec in declared()
        },
    ),
    seed=st.integers(0, 2**32 - 1),
)
@settings(max_examples=40)
def test_made_up_parameters_dock(values, seed):
    assert differences(world(5, 30, RICH), seed=seed, parameters=values) == []


def test_dated_grants_and_late_foundings_dock():
    rows = [
        kube(
            n,
            founded=f"2005-{1 + n:02d}",
            members=[0, 1, 5, 70][n % 4],
            grants=[
                {"kind": "bpls", "month": "2006-02", "amount_idr": 30_000_000, "form": "cash"},
                {"kind": "lkm", "month": "2005-12", "amount_idr": 70_000_000, "form": "in_kind"},
            ][: n % 3],
        )
        for n in range(1, 9)
    ]
    waits = policy(bpls_condition="books", lkm_condition="saving", support_months=20)
    grown = policy(name="grown", bpls_condition="grown", lkm_condition="grown")
    assert differences(world(rows, 48), [NONE, waits, grown]) == []


def test_with_the_compiler_off_the_engines_dock():
    environment = {**os.environ, "NUMBA_DISABLE_JIT": "1"}
    done = subprocess.run(
        [sys.executable, "-W", "error", str(REST)],
        env=environment,
        capture_output=True,
        text=True,
        cwd=REST.parents[2],
        check=False,
    )
    assert done.stdout.split() == ["docked"], done.stderr


DECISIONS = st.lists(
    st.fixed_dictionaries(
        {
            "kube": st.integers(1, 5),
            "month": st.integers(1, 30).map(lambda n: month_text(24048 + n)),
        },
        optional={
            "share": st.floats(0.0, 1.0),
            "lend": st.booleans(),
            "grant": st.sampled_from(GRANT_USES),
            "visits": st.integers(0, 30),
        },
    ),
    max_size=12,
)


@given(decisions=DECISIONS, seed=st.integers(0, 2**32 - 1))
@settings(max_examples=25)
def test_made_up_decisions_dock(decisions, seed):
    made = tuple(map(Decision.model_validate, decisions))
    decides = policy().model_copy(update={"decisions": made})
    assert differences(world(5, 31, RICH), [NONE, decides], seed=seed) == []


@pytest.mark.parametrize("threads", [1, 3])
def test_no_figure_depends_on_threads_or_chunks(monkeypatch, threads):
    city = Ensemble(world(4, 24, RICH), [NONE, policy(visits_per_month=2.0)])
    whole = city.run(city.jobs(20), threads=1)
    monkeypatch.setattr("sim.ensemble.ensemble.CHUNK_HOUSEHOLD_MONTHS", 1)
    assert city.run(city.jobs(20), threads=threads).tobytes() == whole.tobytes()


def test_more_households_than_there_was_room_for(monkeypatch):
    crowded = world(3, 60, parameters={"membership.join_rate": 1.0, "membership.join_half": 0.01})
    usual = Ensemble(crowded)
    tallies = usual.run(usual.jobs(2))
    assert tallies.joined.sum() > 3 * 10 * 2
    assert differences(crowded, replications=2) == []


def test_parameter_sets_and_policies_are_kept_apart():
    scenario, more = world(4, 24), policy(visits_per_month=4.0)
    city = Ensemble(scenario, [NONE, more], {"meet.raid": [0.1, 0.5]})
    tallies = city.run(city.jobs(3)).reshape(2, 2, 3)
    for number, over in enumerate([NONE, more]):
        for place, raid in enumerate([0.1, 0.5]):
            alone = Ensemble(scenario, [over], {"meet.raid": [raid]})
            assert (alone.run(alone.jobs(3)) == tallies[number, place]).all()
    assert (tallies[0] != tallies[1]).any()
    assert np.array_equal(city.run(city.jobs(3)), tallies.reshape(-1))


@pytest.mark.parametrize(
    ("sets", "word"),
    [
        ({"meet.rade": [0.1]}, "meet.rade.*meet.raid"),
        ({"meet.raid": [0.1, 9.0]}, "meet.raid.*9.0"),
        ({"meet.raid": [0.1, float("nan")]}, "meet.raid.*nan"),
        ({"meet.default_months": [3, 4.5, 5]}, "meet.default_months.*4.5"),
        ({"meet.raid": [0.1], "live.illness_need": [0.1, 0.2]}, "parameter sets"),
    ],
)
def test_wrong_parameter_sets_are_refused(sets, word):
    with pytest.raises(ValueError, match=word):
        Ensemble(world(1, 12), parameters=sets)
