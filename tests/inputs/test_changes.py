"""Changes of a programme in files: what they may say, and what is refused in a line."""

import pytest

from sim.inputs.strict import InputError
from sim.policy import load_policy
from sim.scenario import Scenario, load_scenario
from tests.inputs.texts import POLICY, SCENARIO, changed
from tests.messages import mentions

CHANGE = '\n[[change]]\nfrom = "2010-02"\nvisits_per_month = 4.0\n'
DATED = 'from = "2010-03"\n' + POLICY + '\n[[change]]\nfrom = "2011-01"\nopen_books = false\n'

IN_A_SCENARIO = [
    ('from = "2010-02"', 'from = "2012-01"', 'change[1].from "2012-01" 2009-01 2011-12'),
    ('from = "2010-02"', 'from = "2008-12"', 'change[1].from "2008-12" 2009-01 2011-12'),
    ('from = "2010-02"', 'from = "2009-01"', 'change[1].from "2009-01" [programme]'),
    ('from = "2010-02"', 'from = "Feb 2010"', 'change[1].from "Feb 2010" "2010-02"'),
    ('from = "2010-02"\n', "", "change[1].from"),
    (
        "visits_per_month = 4.0",
        "visits_per_moth = 4.0",
        "change[1].visits_per_moth visits_per_month",
    ),
    ("visits_per_month = 4.0", "visits_per_month = 40.0", "change[1].visits_per_month 40.0 30"),
    ("[[change]]", "[change]", "change [[change]]"),
]


@pytest.mark.parametrize(("old", "new", "data"), IN_A_SCENARIO)
def test_a_faulty_change_is_told(refused, old, new, data):
    assert mentions(refused(SCENARIO + changed(old, new, CHANGE)), data)


@pytest.mark.parametrize(
    ("today", "data"),
    [
        ("2011-12", 'today "2011-12" months'),
        ("2008-12", 'today "2008-12" 2009-01 2011-12'),
        ("2012-01", 'today "2012-01" 2009-01 2011-12'),
    ],
)
def test_a_today_that_leaves_no_month_for_a_policy_is_told(refused, today, data):
    assert mentions(refused(f'today = "{today}"\n' + SCENARIO), data)


def test_two_changes_of_a_month_are_told_once(refused):
    faults = refused(SCENARIO + CHANGE + CHANGE).splitlines()
    assert len(faults) == 1
    assert mentions(faults[0], 'change[2].from "2010-02" change[1] [[change]]')


def test_changes_stand_in_any_order_and_survive_a_round_trip(tmp_path):
    path = tmp_path / "input.toml"
    path.write_text(SCENARIO + CHANGE + CHANGE.replace("2010-02", "2009-02").replace("4.0", "3.0"))
    scenario = load_scenario(str(path))
    assert Scenario.model_validate(scenario.model_dump()) == scenario
    assert Scenario.model_validate_json(scenario.model_dump_json()) == scenario


IN_A_POLICY = [
    ('from = "2011-01"', 'from = "2010-03"', 'change[1].from "2010-03" 2010-03 [levers]'),
    ('from = "2011-01"', 'from = "2009-01"', 'change[1].from "2009-01" 2010-03'),
    ('from = "2010-03"', 'from = "2010-13"', 'from "2010-13"'),
    ("open_books = false", "open_boks = false", "change[1].open_boks open_books"),
]


@pytest.mark.parametrize(("old", "new", "data"), IN_A_POLICY)
def test_a_faulty_date_of_a_policy_is_told(refused, old, new, data):
    assert mentions(refused(changed(old, new, DATED), load_policy), data)


def test_a_policy_that_is_dated_outside_the_scenario_is_told_line_by_line(tmp_path):
    path = tmp_path / "input.toml"
    path.write_text(DATED)
    policy = load_policy(str(path))
    assert policy.since == "2010-03"
    early = load_scenario("banjarmasin").model_copy(update={"months": 12})
    with pytest.raises(InputError) as caught:
        early.under(policy)
    first, second = caught.value.faults
    assert mentions(first, "policy small from 2010-03 banjarmasin")
    assert mentions(second, "policy small change[1].from 2011-01 banjarmasin")


def test_a_policy_survives_a_round_trip(tmp_path):
    path = tmp_path / "input.toml"
    path.write_text(DATED)
    policy = load_policy(str(path))
    assert type(policy).model_validate(policy.model_dump()) == policy
    assert type(policy).model_validate_json(policy.model_dump_json()) == policy


# Prices of years that are not given one by one

LONG = changed('start = "2009-01"\nmonths = 36', 'start = "1990-01"\nmonths = 960')
ENDS = "inflation_before_percent = 8.0\ninflation_after_percent = 4.0\n"


def test_many_years_without_prices_are_told_in_a_line_for_each_end(refused):
    faults = refused(LONG).splitlines()
    assert len(faults) == 2
    assert mentions(faults[0], "inflation_percent.1990 2008 inflation_before_percent 2009")
    assert mentions(faults[1], "inflation_percent.2012 2069 inflation_after_percent 2011")


def test_a_year_between_two_that_are_given_is_needed(refused):
    text = changed("2010 = 9.06\n", "", changed("poverty", ENDS + "poverty"))
    assert mentions(refused(text), "prices.inflation_percent.2010")


def test_years_before_and_after_those_that_are_given_have_their_own_inflation(tmp_path):
    path = tmp_path / "input.toml"
    path.write_text(changed("poverty", ENDS + "poverty", LONG))
    scenario = load_scenario(str(path))
    index = scenario.prices.index(scenario.start, scenario.months)

    def rise(year):
        december = scenario.month(f"{year}-12")
        return index[december] / index[december - 12]

    assert rise(1995) == pytest.approx(1.08)
    assert rise(2010) == pytest.approx(1.0906)
    assert rise(2060) == pytest.approx(1.04)
    assert index[scenario.month("2010-03")] == 1.0
