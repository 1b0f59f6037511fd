"""Sweeps over policies that act from a month on."""

import pytest

from sim.course import levers_at
from sim.inputs.strict import InputError
from sim.outcomes import support_ends
from tests.messages import mentions
from tests.sweeps.conftest import SHARES

LATER = """
name = "later"
title = "Later"
judul = "Nanti"
from = "{}"

[levers]
visits_per_month = 4.0

[[change]]
from = "2011-06"
visits_per_month = 2.0
support_months = 9
"""


def test_points_of_a_dated_policy_are_scored_until_its_latest_end_of_support(files):
    text = (files.folder / files.scenario).read_text()
    files.write(text + "\n[programme]\nsupport_months = 6\n", "ends.toml")
    files.write(LATER.format("2010-09"), "later.toml")
    policies = '[[factors]]\nname = "policy"\nvalues = ["none", "./later.toml"]\n'
    plan = files.plan(policies, scenario='"ends.toml"')
    assert plan.scored.told() == {"support_months": 6, "support_months from 2011-06": 9}
    ends = support_ends(plan.scenario, map(plan.policy_of, plan.points))
    assert support_ends(plan.scenario, [plan.scored]) == ends
    assert len(set(plan.keys("code"))) == 2


def test_a_lever_that_is_a_factor_holds_as_long_as_a_dated_policy_acts(files):
    files.write(LATER.format("2010-09"), "later.toml")
    visits = '[[factors]]\nname = "visits_per_month"\nvalues = [3.0]\n'
    plan = files.plan(visits, policy='"./later.toml"')
    under = plan.scenario.under(plan.policy_of(plan.points[0]))
    months = [under.month(month) for month in ("2010-08", "2010-09", "2011-06")]
    assert [levers_at(under, month).visits_per_month for month in months] == [1.0, 3.0, 3.0]


def test_a_policy_that_is_dated_outside_the_scenario_is_told_before_a_sweep(files):
    files.write(LATER.format("1999-01"), "later.toml")
    with pytest.raises(InputError) as caught:
        files.plan(SHARES, policy='"./later.toml"')
    assert mentions(caught.value.faults[0], "policy later from 1999-01")
