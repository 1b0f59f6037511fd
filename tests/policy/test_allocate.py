"""The mix of policies: what it is put together from, and that the best one is the best one."""

from dataclasses import replace
from itertools import product
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from experiments.policy.accounting import PRICES
from experiments.policy.allocate.allocation import (
    BUDGETS,
    frontier,
    on_other_luck,
    regret_of,
)
from experiments.policy.allocate.allocation_options import (
    RATIOS,
    TIME,
    Options,
    costs_by_cell,
    options_of,
    parted,
)
from experiments.policy.allocate.allocation_report import draws_in_which
from experiments.policy.allocate.integer_programme import (
    Limits,
    best_mix,
    cheapest,
    keeps,
    least_time,
    libc,
    quiet,
    safest_mix,
    worst_decile,
)
from experiments.policy.ranking_runs import open_ranked, ranked_of
from sim.cells import KUBE_CELLS
from tests.conftest import SMALL
from tests.policy.conftest import rank_into

SCENARIOS = Path(__file__).parents[2] / "scenarios"
MANY = 1e6
"""Facilitators, or budgets in million Rp, that are never too few."""


def made(seed, kubes, policies=3, draws=5):
    """Return options of chance; the first policy is the plan."""
    rng = np.random.default_rng(seed)
    kubes = np.array(kubes)
    shape = (len(kubes), policies, draws)
    each = kubes[:, np.newaxis, np.newaxis]
    parts = {name for both in RATIOS.values() for name in both}
    values = {
        "mandiri": rng.uniform(0.0, 1.0, shape) * each,
        "failed": rng.uniform(0.0, 1.0, shape) * each,
        **{name: rng.uniform(1.0, 9.0, shape) * each for name in sorted(parts)},
        "public_idr": rng.integers(0, 100, shape) * 1e6 * each,
        "members_idr": rng.integers(0, 100, shape) * 1e6 * each,
        TIME: rng.uniform(0.0, 0.2, shape) * each,
    }
    names = tuple(f"policy {number}" for number in range(policies))
    return Options(KUBE_CELLS[: len(kubes)], kubes, names, 0, True, values)


def all_mixes(options):
    """Yield every mix there is."""
    own = [
        [part for part in product(range(n + 1), repeat=len(options.policies)) if sum(part) == n]
        for n in options.kubes
    ]
    return (np.array(rows) for rows in product(*own))


def within(options, limits, mixes):
    """Return those of the mixes that are within limits."""
    return [
        mix
        for mix in mixes
        if keeps(options, mix, limits.budget_idr) and options.mean(mix, TIME) <= limits.facilitators
    ]


def whole_mixes(options):
    """Yield every mix of whole types."""
    every = product(range(len(options.policies)), repeat=len(options.types))
    return (options.whole(np.array(choice)) for choice in every)


@settings(max_examples=60)
@given(
    st.integers(0, 10**6),
    st.lists(st.integers(1, 3), min_size=1, max_size=3),
    st.floats(0.0, 6e8),
    st.floats(0.0, 1.0),
)
def test_the_best_mix_is_the_best_of_all(seed, kubes, budget, facilitators):
    options, limits = made(seed, kubes), Limits(budget, facilitators)
    mix, others = best_mix(options, limits), within(options, limits, all_mixes(options))
    assert (mix is None) == (not others)
    if mix is not None:
        best = max(options.mean(other, "mandiri") for other in others)
        assert options.mean(mix, "mandiri") == pytest.approx(best, abs=1e-6)
        assert (mix.sum(axis=1) == options.kubes).all()
        assert keeps(options, mix, budget)
        assert options.mean(mix, TIME) <= facilitators + 1e-6


@settings(max_examples=30)
@given(
    st.integers(0, 10**6),
    st.lists(st.integers(1, 3), min_size=1, max_size=3),
    st.floats(0.0, 6e8),
    st.booleans(),
)
def test_the_safest_mix_is_the_best_of_all_in_the_worst_decile(seed, kubes, budget, whole):
    options, limits = made(seed, kubes, draws=25), Limits(budget, 0.6)
    mix = safest_mix(options, limits, whole=whole)
    others = within(options, limits, (whole_mixes if whole else all_mixes)(options))
    assert (mix is None) == (not others)
    if mix is not None:
        best = max(worst_decile(options.of(other, "mandiri")) for other in others)
        assert worst_decile(options.of(mix, "mandiri")) == pytest.approx(best, abs=0.001)
        assert keeps(options, mix, budget)
        assert not whole or ((mix > 0).sum(axis=1) == 1).all()


@settings(max_examples=30)
@given(st.integers(0, 10**6), st.lists(st.floats(0.0, 1e9), min_size=3, max_size=5))
def test_more_money_is_never_worse(seed, budgets):
    options = made(seed, [3, 1, 4, 2], policies=4)
    mixes = [best_mix(options, Limits(budget, 1.5)) for budget in sorted(budgets)]
    known = [options.mean(mix, "mandiri") for mix in mixes if mix is not None]
    assert all(mix is not None for mix in mixes[len(mixes) - len(known) :])
    assert (np.diff(known) >= -1e-6).all()


@settings(max_examples=30)
@given(st.integers(0, 10**6))
def test_the_cheapest_mix_is_the_edge_of_what_can_be_had(seed):
    options = made(seed, [2, 3])
    assert cheapest(options, 0.99 * least_time(options) - 1e-3) is None
    least = options.mean(cheapest(options, MANY), "public_idr")
    assert best_mix(options, Limits(least, MANY)) is not None
    assert best_mix(options, Limits(least - 2e3, MANY)) is None


def test_of_equal_mixes_the_plan_or_else_the_cheapest_is_taken():
    options = made(3, [4, 2])
    same = {**options.values, "mandiri": np.ones_like(options.values["mandiri"])}
    flat = replace(options, values={**same, "public_idr": np.full_like(same["mandiri"], 5e6)})
    assert (best_mix(flat, Limits(MANY * 1e6, MANY)) == flat.as_planned).all()
    equal = replace(options, values=same)
    mix = best_mix(equal, Limits(MANY * 1e6, MANY))
    least = equal.mean(cheapest(equal, MANY), "public_idr")
    assert equal.mean(mix, "public_idr") == pytest.approx(least, abs=10.0)


@settings(max_examples=20)
@given(st.integers(0, 10**6), st.floats(1e8, 6e8))
def test_regret_is_none_for_the_best_of_a_draw_and_never_negative(seed, budget):
    options, limits = made(seed, [2, 3, 1]), Limits(budget, 0.8)
    mix = best_mix(options, limits)
    if mix is None:
        return
    assert (regret_of(options, mix, limits) >= 0.0).all()
    alone = replace(options, values={
        **options.values, "mandiri": np.repeat(options.values["mandiri"][..., :1], 5, axis=-1)
    })  # fmt: skip
    best = best_mix(alone, limits)
    assert best is not None
    assert regret_of(alone, best, limits) == pytest.approx(0.0, abs=1e-6)


def test_the_worst_decile_is_the_mean_of_the_worst_tenth():
    assert worst_decile(np.arange(20.0)[::-1]) == 0.5
    assert worst_decile(np.array([[3.0, 1.0], [5.0, 9.0]])).tolist() == [1.0, 5.0]


def test_the_frontier_is_exact_at_its_budgets_and_none_of_it_is_beaten():
    options = made(11, [1, 3, 2, 1], policies=4)
    mixes = frontier(options, 0.5)
    every = within(options, Limits(np.inf, 0.5 + 1e-6), whole_mixes(options))

    def goals(of_mixes):
        mandiri = np.array([options.of(mix, "mandiri") for mix in of_mixes])
        cost = [-options.mean(mix, "public_idr") for mix in of_mixes]
        return np.column_stack([mandiri.mean(axis=1), worst_decile(mandiri), cost])

    own, all_there_are = goals(mixes), goals(every)
    assert (np.diff(-own[:, 2]) >= 0.0).all()
    for point in own:
        better = (all_there_are >= point - [0.0, 0.001, 0.5]).all(axis=1)
        assert not (better & (all_there_are > point + [1e-6, 0.001, 0.5]).any(axis=1)).any()
    for budget in np.linspace(-own[0, 2], -own[-1, 2], BUDGETS):
        affordable = all_there_are[all_there_are[:, 2] >= -budget - 0.5]
        traced = own[own[:, 2] >= -budget - 0.5]
        assert traced[:, :2].max(axis=0) == pytest.approx(affordable[:, :2].max(axis=0), abs=0.001)


def test_costs_of_types_add_up_to_the_cost_of_the_ranking(ranked):
    cells = costs_by_cell(ranked)
    for payer, cost in ranked.by_payer().items():
        np.testing.assert_allclose(
            cells[payer].sum(axis=-1), cost * ranked.kubes, rtol=1e-9, atol=1e-3
        )
    options = options_of(ranked)
    public, members = (options.values[name].sum(axis=0) for name in ("public_idr", "members_idr"))
    whole = ranked.cost.mean(axis=2) * ranked.kubes
    np.testing.assert_allclose(public + members, whole, rtol=1e-9)


def test_a_cost_that_no_cell_caused_is_parted_by_kubes():
    by, kubes = np.zeros((1, 1, 1, 3)), np.array([[[[1.0, 0.0, 3.0]]]])
    assert parted(np.full((1, 1, 1), 8.0), by, kubes).ravel().tolist() == [2.0, 0.0, 6.0]


def test_effects_of_types_add_up_to_those_of_the_policies(ranked):
    options = options_of(ranked)
    assert options.sustained
    assert options.kubes.sum() == ranked.kubes
    every = np.arange(len(options.types))
    for policy in range(len(options.policies)):
        mix = options.whole(np.full_like(every, policy))
        for ours, theirs in (
            ("mandiri", ranked.outcomes["sustained_mandiri_share"] * ranked.kubes),
            ("failed", ranked.outcomes["failed_share"] * ranked.kubes),
        ):
            expected = theirs[policy].mean(axis=-1)
            np.testing.assert_allclose(options.of(mix, ours), expected, atol=1e-9)


def test_the_plan_everywhere_changes_nothing_and_costs_nothing_more(ranked):
    options = options_of(ranked)
    plan = ranked.none
    cells = ranked.cells["kubes_sustained"][plan].sum(axis=-1).mean(axis=-1)
    assert (options.of(options.as_planned, "mandiri") == cells).all()
    none = options.whole(np.full(len(options.types), plan))
    for name in (*options.values, *RATIOS):
        assert (options.of(none, name) - options.of(options.as_planned, name) == 0.0).all()
    limits = Limits(options.mean(none, "public_idr"), MANY)
    assert keeps(options, none, limits.budget_idr)
    assert draws_in_which(options, none, limits.budget_idr)["as_many_mandiri_as_planned"] == 1.0


def test_facilitators_are_those_whose_time_the_simulated_visits_took(ranked):
    options = options_of(ranked)
    time = options.values[TIME].sum(axis=0)
    there = ranked.sweep.scenario.city.facilitators
    assert (time[ranked.no_support] == 0.0).all()
    assert (time <= there + 1e-9).all()
    weekly, planned = options.policies.index("set-aside-first-weekly"), ranked.none
    assert (time[weekly] >= time[planned]).all()
    assert time[weekly].mean() > time[planned].mean() > 0.0


def test_mixes_are_counted_on_luck_that_did_not_choose_them(ranked):
    options, limits = options_of(ranked), Limits(1.5e9, 4.0)
    mix, counted = best_mix(options, limits), on_other_luck(ranked, limits)
    assert mix is not None
    assert counted is not None
    assert 0.0 < counted <= options.mean(mix, "mandiri") + 1e-6


def test_doubled_prices_and_a_doubled_budget_give_the_same_mix(tmp_path):
    text = (SCENARIOS / "forward.toml").read_text()
    for lever, value in (("starter", "20_000_000"), ("bpls", "30_000_000"), ("lkm", "25_000_000")):
        text = text.replace(f"{lever}_idr = {value}", f"{lever}_idr = 0")
    text = text.replace("honorarium_idr = 350_000", "honorarium_idr = 0")
    (tmp_path / "free.toml").write_text(text)
    (tmp_path / "forward.csv").write_text((SCENARIOS / "forward.csv").read_text())
    policies = ["monitoring-monthly", "promotion", "preparation-long"]
    rank_into(tmp_path / "out", "./free.toml", policies, tmp_path / "set.toml")
    first = open_ranked(tmp_path / "out")
    assert not first.lines["grants_idr"].any()
    assert not first.lines["honoraria_idr"].any()
    mixes = []
    for factor in (1.0, 2.0):
        prices = {price.name: factor * price.high for price in PRICES}
        accounting = first.set.accounting.model_copy(update={"prices": prices})
        own = ranked_of(first.set.model_copy(update={"accounting": accounting}), first.sweep)
        options = options_of(own)
        worth = np.random.default_rng(2).uniform(size=options.values["mandiri"].shape)
        options = replace(options, values={**options.values, "mandiri": worth})
        middle = options.values["public_idr"].mean(axis=-1).sum(axis=0)
        mix = best_mix(options, Limits(middle.mean(), MANY))
        assert mix is not None
        mixes.append(mix)
    assert (mixes[0] == mixes[1]).all()
    assert (mixes[0].sum(axis=0) > 0).sum() > 1


def test_where_support_does_not_end_mandiri_is_that_of_the_horizon(tmp_path):
    later = ", ".join(f"{year} = 4.0" for year in range(2013, 2017))
    (tmp_path / "small.toml").write_text(SMALL.replace("2012 = 5.96", f"2012 = 5.96, {later}"))
    rank_into(tmp_path / "out", "./small.toml", ["package"], tmp_path / "set.toml")
    ranked = open_ranked(tmp_path / "out")
    options = options_of(ranked)
    assert not options.sustained
    expected = ranked.outcomes["mandiri_share"].mean(axis=-1) * ranked.kubes
    np.testing.assert_allclose(options.values["mandiri"].sum(axis=0), expected, atol=1e-9)


def test_what_the_solver_prints_stays_off_stdout(capfd):
    print("before")
    with quiet():
        libc().printf(b"a line of a compiled library\n")
    print("after")
    assert capfd.readouterr().out == "before\nafter\n"
