"""A fault says what was probably meant: units, percent, months, names, and where a key belongs."""

import pytest

from sim.inputs.hints import month_hint, number_of
from sim.policy import load_policy
from tests.inputs.texts import POLICY, changed
from tests.messages import mentions

LEVERS = [
    ("starter_idr = 15.0", "15.0 15000000"),
    ("starter_idr = 15000000.0", "15000000.0 15000000"),
    ('starter_idr = "Rp 15.000.000"', "15000000"),
    ('starter_idr = "15 juta"', "15000000"),
    ("set_aside_share = 30", "30 0 1 30 0.3"),
    ("set_aside_share = 33.3", "33.3 0.333"),
    ('set_aside_share = "30%"', '"30%" 0.3'),
    ('set_aside_share = "0,3"', '"0,3" 0.3'),
    ('visits_per_month = "twice"', '"twice" 0 30 visits a month'),
    ("visits_per_month = 31", "31 0 30 visits a month"),
    ("loan_tenor_months = 2.5", "2.5 1 60 months"),
    ("open_books = 1", "1 true false"),
    ('rule = "set_aside"', '"set_aside" set_aside_first'),
    ('starter_form = "uang"', '"uang" cash in_kind'),
]


@pytest.mark.parametrize(("line", "data"), LEVERS)
def test_a_lever_is_told_its_unit(refused, line, data):
    text = POLICY[: POLICY.index("visits_per_month")] + line + "\n"
    faults = refused(text, load_policy).splitlines()
    assert len(faults) == 1
    assert mentions(faults[0], f"levers.{line.split(' = ')[0]} {data}")


@pytest.mark.parametrize(
    ("old", "new", "data"),
    [
        (
            "poverty_line_idr = 230712.0",
            "poverty_line_idr = 230.712",
            "poverty_line_idr 230.712 230712",
        ),
        ("2010 = 9.06", '2010 = "9,06 %"', 'inflation_percent.2010 "9,06 %" 9.06'),
        ('start = "2009-01"', 'start = "Januari 2009"', 'start "Januari 2009" "2009-01"'),
        ('start = "2009-01"', "start = 2009-01-31", 'start 2009-01-31 "2009-01"'),
        ("coupled = true", "coupled = true\nseen = 1", "city.seen top"),
        ("coupled = true", "coupled = true\nopen_books = true", "city.open_books [programme]"),
        ("coupled = true", "coupled = true\nshare_by = 1", "city.share_by [[kubes]]"),
        ("coupled = true", "coupled = true\nreading = 1", "city.reading [[kubes.observed]]"),
        ("months = 36", "", "months"),
        ('business = "rings"', "", 'kubes[1].business One "tent_rental"'),
        ("months = 36", "months = 36\nkubes_scv = 1", "kubes_scv kubes_csv"),
        ('name = "One"', "name = One", "TOML line 33"),
        ("value = 45_000_000", "value = 45.000.000", "TOML line 39"),
        ("months = 36", "months = 1.000.000", "TOML line 5 1234567.89"),
        ("[city]\nid = 1", "city = 3\n[cyti]\nid = 1", "city 3 [city]"),
        ("members = 10", "members = [10]", "kubes[1].members One 0 65535 households"),
        ('name = "One"', "name = 1", "kubes[1].name 1"),
        ("observed = [{", "observed = 1 #", "kubes[1].observed One 1 observed"),
    ],
)
def test_a_value_of_a_scenario_is_told_what_was_meant(refused, old, new, data):
    assert mentions(refused(changed(old, new)), data)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Rp 15.000.000", 15_000_000),
        ("Rp. 15.000.000,-", 15_000_000),
        ("IDR 15,000,000.50", 15_000_000.5),
        ("1.234.567,89", 1_234_567.89),
        ("0,3", 0.3),
        ("1.5 juta", 1_500_000),
        ("250 ribu", 250_000),
        ("\u00a01\u00a0000", 1000),
        ("1.,", 1),
        ("1..", 1),
        ("1e30", None),
        ("nan", None),
        ("1-2", None),
        (",", None),
        ("", None),
    ],
)
def test_the_number_of_a_text(text, number):
    assert number_of(text) == number


@pytest.mark.parametrize(
    "text", ["2009-3", "2009/03", "03/2009", "3-2009", "Maret 2009", "mar 2009", "1/3/2009"]
)
def test_the_month_of_a_text(text):
    assert mentions(month_hint(text), '"2009-03"')


@pytest.mark.parametrize("text", ["2009", "2009-13", "20009-01", "0/2009", "soon", "", 5, None])
def test_what_is_no_month_is_told_how_one_is_written(text):
    assert mentions(month_hint(text), "YYYY-MM 2009-03")
