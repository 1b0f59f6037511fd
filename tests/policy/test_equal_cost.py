"""Comparison at equal cost: the mix that a budget buys, held against cases reckoned by hand."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from experiments.policy.equal_cost import at_equal_cost, best_shared, without_effect
from experiments.policy.ranking_runs import open_ranked
from experiments.policy.robustness import values_of
from sim.inputs.strict import InputError
from tests.messages import mentions

EFFECTS = np.array([0.0, 0.4, 0.5, 0.1])
COSTS = np.array([0.0, 10.0, 20.0, 12.0])


@pytest.mark.parametrize(
    ("budget", "policies", "shares"),
    [
        (0.0, (0,), (1.0,)),
        (5.0, (0, 1), (0.5, 0.5)),
        (10.0, (1,), (1.0,)),
        (12.0, (1, 2), (0.8, 0.2)),
        (20.0, (2,), (1.0,)),
        (99.0, (2,), (1.0,)),
    ],
)
def test_a_budget_is_shared_between_neighbours_on_the_frontier(budget, policies, shares):
    shared = best_shared(EFFECTS, COSTS, budget)
    assert shared is not None
    assert shared.policies == policies
    assert shared.shares == pytest.approx(shares)


def test_where_nothing_is_so_cheap_there_is_no_mix():
    assert best_shared(EFFECTS[1:], COSTS[1:], 5.0) is None


@settings(max_examples=50)
@given(st.integers(0, 10**6), st.floats(0.0, 120.0))
def test_no_linear_programme_finds_a_better_mix(seed, budget):
    rng = np.random.default_rng(seed)
    effects, costs = rng.normal(size=6), rng.uniform(0.0, 100.0, 6)
    shared = best_shared(effects, costs, budget)
    best = linprog(-effects, A_ub=[costs], b_ub=[budget], A_eq=[np.ones(6)], b_eq=[1.0])
    assert (shared is None) == (best.status == 2)
    if shared is not None:
        places, shares = list(shared.policies), np.array(shared.shares)
        assert shares.sum() == pytest.approx(1.0)
        assert shares @ costs[places] <= budget + 1e-9
        assert shares @ effects[places] == pytest.approx(float(effects @ np.array(best.x)))


def test_the_plan_s_money_does_no_worse_than_the_plan(ranking):
    folder, report = ranking
    equal = report["equal_cost"]
    kubes = report["sweep"]["kubes"]
    assert equal["budget_of"] == "plan"
    for name, own in equal["aims"].items():
        effect, better = own["effect"], 1.0 if name != "failed_share" else -1.0
        assert better * effect["mean"] >= -1e-12
        assert sum(part["kubes"] for part in own["mix"]) == pytest.approx(kubes)
        assert own["public_idr"] + own["unspent_idr"] == pytest.approx(equal["budget_idr"])


def test_a_budget_is_spent_as_far_as_it_buys_something(ranking):
    ranked = open_ranked(ranking[0])
    large = at_equal_cost(ranked, 1e12)
    assert large["budget_of"] == "given"
    for name, own in large["aims"].items():
        (part,) = own["mix"]
        values = ranked.outcomes[name].mean(axis=(1, 2))
        best = values.argmin() if name == "failed_share" else values.argmax()
        assert part["policy"] == ranked.names[int(best)]
        assert own["unspent_idr"] > 0.0
    none = at_equal_cost(ranked, 0.0)
    assert {own["mix"][0]["policy"] for own in none["aims"].values()} == {"no-support"}


def test_a_mix_has_the_effect_of_its_parts_run_by_run(ranking):
    ranked = open_ranked(ranking[0])
    own = at_equal_cost(ranked, 1.2e9)["aims"]["failed_share"]
    values = ranked.outcomes["failed_share"]
    apart = sum(
        part["share"] * (values[ranked.place(part["policy"])] - values[ranked.none])
        for part in own["mix"]
    )
    assert own["effect"]["mean"] == pytest.approx(float(np.mean(apart)))


def test_spending_without_a_difference_is_named_with_how_often(ranking):
    ranked = open_ranked(ranking[0])
    rows = {one["policy"]: one for one in without_effect(ranked, values_of(ranked))}
    costs = ranked.by_payer()
    public = (costs["ministry"] + costs["city"]).mean(axis=(1, 2))
    dearer = {
        name for name, cost in zip(ranked.names, public, strict=True) if cost > public[ranked.none]
    }
    assert rows.keys() == dearer
    assert all(0.0 <= one["share"] <= 1.0 and one["more_idr"] > 0.0 for one in rows.values())


def test_a_budget_below_every_policy_is_refused_in_a_line(ranking):
    ranked = open_ranked(ranking[0])
    for name in ("grants_idr", "visit_idr"):
        ranked.lines[name] = ranked.lines[name] + 1e6
    with pytest.raises(InputError) as fault:
        at_equal_cost(ranked, 1000.0)
    assert mentions(str(fault.value), "--budget 1000 no-support")
