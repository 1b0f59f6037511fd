"""Rules are found where they are, and not where there are none."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from experiments.policy.discover.discovery import METHODS, bootstrap, discover, halves
from experiments.policy.discover.prim_and_tree import ALPHA, MASS_LEAST, prim, trajectory
from experiments.policy.discover.quasi_p import quasi_p, search
from experiments.policy.discover.rule_cards import condition
from experiments.policy.discover.run_space import Box, Column, Input, Space, fit
from tests.policy.discover.conftest import made


def test_a_planted_box_is_found_by_both_methods(planted, few):
    for rule in discover(planted, 1):
        assert rule.stable
        assert rule.conditions == ["x0", "x2"]
        assert rule.sure == ["x0", "x2"]
        low = condition(planted, rule.pruned.box, "x0")
        high = condition(planted, rule.pruned.box, "x2")
        assert (low.high, high.low) == (None, None)
        assert low.low == pytest.approx(0.6, abs=0.05)
        assert high.high == pytest.approx(0.5, abs=0.05)
        assert rule.fit.density == pytest.approx(0.9, abs=0.08)
        assert rule.fit.coverage == pytest.approx(0.2 * 0.9 / (0.2 * 0.9 + 0.8 * 0.05), abs=0.06)
        assert rule.held_out.low < 0.9 + 0.03
        assert rule.held_out.median == pytest.approx(0.9, abs=0.08)
        assert rule.held_out.low > planted.density + 0.3


@pytest.mark.parametrize("seed", range(3))
def test_noise_has_no_stable_rule(few, seed):
    rng = np.random.default_rng(seed)
    rules = discover(made(rng.random((400, 12)), rng.random(400) < 0.25), 1)
    assert not any(rule.stable for rule in rules)


@pytest.mark.parametrize("seed", range(3))
def test_draws_that_many_runs_share_are_not_taken_for_many(few, seed):
    """Twenty draws differ much, and many runs have each: among 30 inputs some fits by chance."""
    rng = np.random.default_rng(seed)
    unit = np.repeat(np.arange(20), 40)
    case = rng.random(800) < rng.choice([0.05, 0.6], 20)[unit]
    space = made(rng.random((20, 30))[unit], case, (unit,))
    assert not any(rule.stable for rule in discover(space, 1))
    assert any(search(made(space.x, space.case), method).quasi_p for method in METHODS.values()), (
        "runs taken for independent would have given a rule"
    )


def test_a_level_of_an_input_that_is_no_number(few):
    rng = np.random.default_rng(2)
    kind = rng.integers(3, size=900)
    x = np.column_stack([*(kind == level for level in range(3)), rng.random(900)]).astype(float)
    inputs = (Input("starter_form", "factor", ("a", "b", "c")), Input("x", "factor"))
    columns = (*(Column(0, level) for level in "abc"), Column(1))
    case = rng.random(900) < np.where(kind == 1, 0.1, 0.7)
    space = Space(inputs, columns, x, case, (np.arange(900),))
    rule = discover(space, 1)[0]
    assert rule.stable
    assert rule.conditions == ["starter_form"]
    assert condition(space, rule.pruned.box, "starter_form").levels == ("a", "c")


@settings(max_examples=25)
@given(st.integers(0, 10**6))
def test_a_trajectory_peels_patiently_inwards(seed):
    rng = np.random.default_rng(seed)
    x = np.column_stack([rng.random((300, 2)), rng.integers(4, size=300)])
    space = made(x, rng.random(300) < 0.15 + 0.5 * (x[:, 0] > 0.7))
    steps = trajectory(space)
    assert (steps[0].fit.mass, steps[0].fit.coverage) == (1.0, 1.0)
    for wide, narrow in zip(steps, steps[1:], strict=False):
        outer, inner = wide.box.mask(space.x), narrow.box.mask(space.x)
        assert not (inner & ~outer).any()
        assert inner.sum() < outer.sum()
        assert narrow.fit == fit(space, narrow.box)
        assert narrow.fit.coverage <= wide.fit.coverage
        changed = (wide.box.low != narrow.box.low) | (wide.box.high != narrow.box.high)
        assert changed.sum() == 1
        if not changed[2]:
            assert outer.sum() - inner.sum() <= max(1, round(ALPHA * outer.sum()))
    assert all(step.fit.mass >= MASS_LEAST for step in steps)
    assert fit(space, prim(space)).gain >= max(step.fit.gain for step in steps)


def test_quasi_p_counts_runs_that_are_copies_once():
    rng = np.random.default_rng(1)
    x, case = rng.random((60, 1)), rng.random(60) < 0.4
    case |= x[:, 0] > 0.7
    box = Box(np.array([0.7]), np.array([np.inf]))
    once = quasi_p(made(x, case), box, "x0")
    unit = np.repeat(np.arange(60), 20)
    copies = quasi_p(made(x[unit], case[unit], (unit,)), box, "x0")
    taken_apart = quasi_p(made(x[unit], case[unit]), box, "x0")
    assert 0.1 * once < copies <= 10 * once < 0.5
    assert taken_apart < 1e-20


def test_a_condition_that_gains_nothing_or_rests_on_few_units_could_be_chance():
    x = np.linspace(0.0, 1.0, 100)[:, np.newaxis]
    case = x[:, 0] > 0.5
    space = made(x, case, (np.arange(100) // 25,))
    assert quasi_p(space, Box(np.array([0.5]), np.array([np.inf])), "x0") == 1.0
    alone = made(x, case)
    assert quasi_p(alone, Box(np.array([-np.inf]), np.array([0.9])), "x0") == 1.0
    assert quasi_p(alone, Box(np.array([0.5]), np.array([np.inf])), "x0") < 1e-6


@settings(max_examples=25)
@given(st.integers(0, 10**6))
def test_no_unit_is_in_both_halves_and_copies_stay_together(seed):
    rng = np.random.default_rng(seed)
    first, second = rng.integers(9, size=200), rng.integers(11, size=200)
    x = np.column_stack([first, second]).astype(float)
    space = made(x, rng.random(200) < 0.5, (first, second))
    finding, judging = halves(space, rng)
    for place in range(2):
        assert not set(finding.units[place]) & set(judging.units[place])
    again = bootstrap(space, rng)
    for place in range(2):
        pairs = set(zip(again.units[place].tolist(), again.x[:, place].tolist(), strict=True))
        assert len(pairs) == len(set(again.units[place].tolist()))


def test_the_same_seed_finds_the_same(planted, few):
    one, two, other = (discover(planted, seed) for seed in (1, 1, 2))
    for a, b, c in zip(one, two, other, strict=True):
        assert (a.held_out, a.reproduced, a.fit) == (b.held_out, b.reproduced, b.fit)
        assert a.fit == c.fit
        assert a.held_out != c.held_out
