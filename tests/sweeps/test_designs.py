"""Designs: which points, in which order, and the same ones every time."""

import itertools

import pytest

from experiments.sweeps.plan import Plan, continued

SAMPLED = """
[[factors]]
name = "set_aside_share"
low = 0.0
high = 0.8
[[factors]]
name = "meet.raid"
low = 0.003
high = 0.15
scale = "log"
digits = 2
[[factors]]
name = "loan_tenor_months"
low = 1
high = 6
[[factors]]
name = "starter_form"
values = ["cash", "in_kind"]
"""


def test_a_full_factorial_takes_every_combination_the_first_factor_slowest(files):
    plan = files.plan()
    assert plan.values == list(itertools.product([0.1, 0.5], [0.01, 0.1, 0.3]))
    assert plan.points[4].values == {"set_aside_share": 0.5, "meet.raid": 0.1}
    assert len(plan) == 6 * 4


def test_a_range_has_equal_steps_or_equal_ratios(files):
    plan = files.plan(
        '[[factors]]\nname = "visits_per_month"\nlow = 0\nhigh = 4\nsteps = 5\n'
        '[[factors]]\nname = "meet.raid"\nlow = 0.001\nhigh = 0.1\nsteps = 3\nscale = "log"\n'
    )
    assert [values[0] for values in plan.values[::3]] == [0.0, 1.0, 2.0, 3.0, 4.0]
    assert [values[1] for values in plan.values[:3]] == [0.001, 0.01, 0.1]


def test_whole_numbers_stay_whole_and_none_comes_twice(files):
    factors = '[[factors]]\nname = "loan_tenor_months"\nlow = 1\nhigh = 3\nsteps = 9'
    assert files.plan(factors).values == [(1,), (2,), (3,)]


def test_a_list_has_the_points_that_it_names(files):
    plan = files.plan(
        "",
        design='"list"',
        points='[{ policy = "package", "meet.raid" = 0 }, { policy = "none", "meet.raid" = 1 }]',
    )
    assert plan.factors == ("policy", "meet.raid")
    assert plan.values == [("package", 0.0), ("none", 1.0)]
    assert plan.policy_of(plan.points[0]).name == "package"
    assert plan.parameters_of(plan.points[1]) == {"meet.raid": 1.0}


def test_one_at_a_time_begins_with_the_scenario_itself(files):
    factors = """
[[factors]]
name = "visits_per_month"
values = [0, 1, 2]
[[factors]]
name = "meet.raid"
values = [0.1, 0.2]
"""
    plan = files.plan(factors, design='"one-at-a-time"')
    raid = plan.scenario.values().meet.raid
    assert plan.values == [(1.0, raid), (0.0, raid), (2.0, raid), (1.0, 0.1), (1.0, 0.2)]
    assert plan.scenario.under(plan.policy_of(plan.points[0])) == plan.scenario


def test_what_each_kube_agreed_is_not_one_value(files):
    text = (files.folder / files.scenario).read_text()
    own = text.replace('business = "cakes"', 'business = "cakes"\nset_aside_share = 0.7')
    files.write(own, "own.toml")
    share = '[[factors]]\nname = "set_aside_share"\nvalues = [0.1]\n'
    plan = files.plan(share, design='"one-at-a-time"', scenario='"own.toml"')
    assert plan.values == [(None,), (0.1,)]
    assert plan.policy_of(plan.points[0]).overrides() == {}
    named = share + '[[factors]]\nname = "policy"\nvalues = ["package"]\n'
    plan = files.plan(named, design='"one-at-a-time"')
    assert plan.values == [(None, "none"), (0.1, "none"), (None, "package")]


@pytest.mark.parametrize("design", ["latin-hypercube", "sobol"])
def test_samples_lie_in_their_ranges_and_are_the_same_every_time(files, design):
    plan = files.plan(SAMPLED, design=f'"{design}"', samples="32")
    assert plan.values == files.plan(SAMPLED, design=f'"{design}"', samples="32").values
    assert plan.values != files.plan(SAMPLED, design=f'"{design}"', samples="32", seed="2").values
    share, raid, tenor, form = zip(*plan.values, strict=True)
    assert len(plan.values) == 32
    assert sorted(int(value / 0.8 * 32) for value in share) == list(range(32))
    assert all(0.003 <= value <= 0.15 and float(f"{value:.2g}") == value for value in raid)
    assert sum(value < 0.0212 for value in raid) == 16
    assert set(tenor) <= set(range(1, 7)) and all(type(value) is int for value in tenor)
    assert form.count("cash") == 16


def test_more_samples_of_sobol_add_to_fewer(files):
    few = files.plan(SAMPLED, design='"sobol"', samples="16")
    more = files.plan(SAMPLED, design='"sobol"', samples="64")
    assert more.values[:16] == few.values


@pytest.mark.parametrize(("samples", "kept"), [("16", 16), ("32", 16)])
def test_points_that_are_stored_are_not_drawn_again(files, samples, kept):
    few = files.plan(SAMPLED, design='"sobol"', samples="16")
    stored = [(0.5, *values[1:]) for values in few.values]
    earlier = Plan(few.spec, few.scenario, few.policies, stored)
    later = continued(files.plan(SAMPLED, design='"sobol"', samples=samples), earlier)
    assert later.values[:kept] == stored
    other = continued(files.plan(SAMPLED, design='"sobol"', samples=samples, seed="3"), earlier)
    assert other.values[:kept] != stored


def test_points_that_say_the_same_have_one_key(files):
    plan = files.plan('[[factors]]\nname = "policy"\nvalues = ["none", "visits-monthly"]\n')
    keys = list(plan.keys("code"))
    assert keys[0] == keys[1]
    assert keys != list(plan.keys("other code"))


def test_a_key_holds_everything_that_a_run_depends_on(files):
    text = (files.folder / files.scenario).read_text()
    files.write(text.replace("facilitators = 1", "facilitators = 2"), "other.toml")
    files.write(text + "\n[programme]\nsupport_months = 6\n", "ends.toml")
    share = '[[factors]]\nname = "set_aside_share"\nvalues = [0.1]\n'
    months = '[[factors]]\nname = "support_months"\nvalues = [{}]\n'
    plans = [
        files.plan(share),
        files.plan(share, scenario='"other.toml"'),
        files.plan(share, policy='"package"'),
        files.plan(share + '[[factors]]\nname = "meet.raid"\nvalues = [0.5]\n'),
        files.plan(share, scenario='"ends.toml"'),
        files.plan(share + months.format("6, 12"), scenario='"ends.toml"'),
    ]
    keys = [next(plan.keys("code")) for plan in plans]
    assert len(set(keys)) == len(keys)


def test_all_points_are_scored_until_the_latest_end_of_support(files):
    months = '[[factors]]\nname = "support_months"\nvalues = [6, 12]\n'
    text = (files.folder / files.scenario).read_text()
    files.write(text + "\n[programme]\nsupport_months = 9\n", "ends.toml")
    plan = files.plan(months, scenario='"ends.toml"')
    assert plan.scored.overrides() == {"support_months": 12}
    assert files.plan(months).scored.overrides() == {"support_months": 0}
