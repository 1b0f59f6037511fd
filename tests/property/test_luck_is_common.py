"""Same luck for everybody: what may differ between two runs, and what may not."""

import os
import subprocess
import sys
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.digest import pack_state, state_bytes, values_of
from sim.model import KubeModel
from sim.policy import NONE, load_policy
from sim.scenario import Scenario, load_scenario
from sim.state.household import DIGEST as OF_HOUSEHOLD
from sim.state.kube import DIGEST as OF_KUBE
from tests.worlds import RICH, kube, policy, run, world

UNCOUPLED: dict[str, Any] = {"coupled": False, "background_kubes": 20}


def kube_bytes(model: KubeModel, number: int) -> bytes:
    """Return the state of one Kube and of the households born into it."""
    city = model.city
    mine = next(k for k in city.kubes if k.id == number)
    born = sorted((h for h in city.households if h.origin == number), key=lambda h: h.key)
    return pack_state([values_of(mine, OF_KUBE), *(values_of(h, OF_HOUSEHOLD) for h in born)])


def dealt(model: KubeModel) -> dict[tuple[int, int], list[float]]:
    """Return the last hand dealt to every household, by who it is."""
    return {(h.origin, h.slot): h.draws for h in model.city.households}


def test_none_is_byte_identical_to_no_policy():
    scenario = load_scenario("banjarmasin")
    without = KubeModel(scenario, seed=5)
    without.run()
    assert state_bytes(run(scenario, load_policy("none"), 5).city) == state_bytes(without.city)
    assert state_bytes(run(scenario, NONE, 5).city) == state_bytes(without.city)


@given(
    visits=st.floats(0, 30),
    monitoring=st.floats(0, 365),
    share=st.floats(0, 1),
    starter=st.integers(0, 10**9),
)
@settings(max_examples=10)
def test_a_policy_switched_off_equals_none_at_any_intensity(visits, monitoring, share, starter):
    scenario = world(4, 18)
    off = policy(
        active=False,
        visits_per_month=visits,
        monitoring_per_year=monitoring,
        set_aside_share=share,
        starter_idr=starter,
        open_books=True,
    )
    assert run(scenario, off).digest() == run(scenario).digest()


def test_another_kube_moves_no_draw_and_uncoupled_no_result():
    few, more = world(6, 40, RICH, **UNCOUPLED), world(7, 40, RICH, **UNCOUPLED)
    one, two = run(few), run(more)
    for number in range(1, 7):
        assert kube_bytes(one, number) == kube_bytes(two, number)


def test_another_kube_moves_no_draw_when_coupled():
    one, two = run(world(6, 40, RICH)), run(world(7, 40, RICH))
    hands = dealt(two)
    shared = [who for who in dealt(one) if who in hands]
    assert len(shared) > 50
    assert all(dealt(one)[who] == hands[who] for who in shared)


def test_another_household_moves_no_draw_of_others():
    rows = [kube(n) for n in range(1, 5)]
    larger = [{**row, "members": 11} if row["id"] == 2 else row for row in rows]
    one, two = run(world(rows, 40, RICH, **UNCOUPLED)), run(world(larger, 40, RICH, **UNCOUPLED))
    hands = dealt(two)
    assert all(hand == hands[who] for who, hand in dealt(one).items() if who in hands)
    for number in (1, 3, 4):
        assert kube_bytes(one, number) == kube_bytes(two, number)
    assert kube_bytes(one, 2) != kube_bytes(two, 2)


def test_founders_traits_do_not_depend_on_how_many_there_are():
    one = run(world([kube(1, members=3)], 12))
    two = run(world([kube(1, members=30)], 12))
    sizes = {h.slot: (h.size, h.schooling, h.social_type) for h in two.city.households}
    founders = [h for h in one.city.households if h.slot < 3]
    assert len(founders) == 3
    assert all(sizes[h.slot] == (h.size, h.schooling, h.social_type) for h in founders)


@given(order=st.permutations(range(1, 7)), suffix=st.text("abcXYZ", max_size=5))
@settings(max_examples=10)
def test_renamed_and_reordered_rows_only_rename_and_reorder(order, suffix):
    rows = [kube(n) for n in range(1, 7)]
    other = [{**rows[n - 1], "name": f"{suffix}{n}"} for n in order]
    assert run(world(rows, 30, RICH)).digest() == run(world(other, 30, RICH)).digest()


@given(first=st.integers(12, 40), longer=st.integers(1, 30))
@settings(max_examples=8)
def test_a_longer_horizon_leaves_the_first_months_as_they_were(first, longer):
    short = run(world(5, first, RICH))
    long = KubeModel(world(5, first + longer, RICH), policy(), seed=1)
    for _ in range(first):
        long.step()
    assert long.digest() == short.digest()
    long.run()
    for early, late in zip(short.city.kubes, long.city.kubes, strict=True):
        assert late.history[: len(early.history)] == early.history


def test_seed_and_replication_both_matter():
    scenario = world(3, 12)
    digests = {
        run(scenario, seed=seed, replication=replication).digest()
        for seed in (1, 2)
        for replication in (0, 1)
    }
    assert len(digests) == 4


DIGEST = (
    "from sim.model import KubeModel; from sim.scenario import load_scenario;"
    "m = KubeModel(load_scenario('banjarmasin'), seed=3); m.run(); print(m.digest())"
)


def test_the_digest_does_not_depend_on_the_hash_seed():
    digests = set()
    for hash_seed in ("0", "4242"):
        environment = {**os.environ, "PYTHONHASHSEED": hash_seed}
        done = subprocess.run(
            [sys.executable, "-c", DIGEST], env=environment, capture_output=True, check=True
        )
        digests.add(done.stdout)
    assert len(digests) == 1


@pytest.mark.parametrize("name", ["banjarmasin", "forward"])
def test_a_scenario_is_not_changed_by_running_it(name):
    scenario = load_scenario(name)
    before = scenario.model_dump()
    run(scenario.model_copy(update={"months": 24 if name == "forward" else 60}))
    assert Scenario.model_validate(before) == scenario
