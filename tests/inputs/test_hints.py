"""A fault says what was probably meant: units, percent, months, names, and where a key belongs."""

import pytest

from sim.inputs.hints import month_hint, number_of
from sim.policy import load_policy
from tests.inputs.texts import POLICY, changed

LEVERS = [
    ("starter_idr = 15.0", "write whole rupiah: for 15 million write 15000000"),
    ("starter_idr = 15000000.0", "write 15000000, without a decimal point"),
    ('starter_idr = "Rp 15.000.000"', "write 15000000, without quotes"),
    ('starter_idr = "15 juta"', "write 15000000, without quotes"),
    ("set_aside_share = 30", "a share is from 0 to 1: for 30 % write 0.3"),
    ("set_aside_share = 33.3", "write 0.333"),
    ('set_aside_share = "30%"', "write 0.3, without quotes"),
    ('set_aside_share = "0,3"', "write 0.3, without quotes"),
    ('visits_per_month = "twice"', "write a number from 0 to 30 (visits a month)"),
    ("visits_per_month = 31", "must be a number from 0 to 30 (visits a month)"),
    ("loan_tenor_months = 2.5", "write a whole number from 1 to 60 (months)"),
    ("open_books = 1", "write true or false, in small letters and without quotes"),
    ('rule = "set_aside"', "did you mean set_aside_first?"),
    ('starter_form = "uang"', "known: cash, in_kind"),
]


@pytest.mark.parametrize(("line", "message"), LEVERS)
def test_a_lever_is_told_its_unit(refused, line, message):
    text = POLICY[: POLICY.index("visits_per_month")] + line + "\n"
    faults = refused(text, load_policy).splitlines()
    assert len(faults) == 1
    assert f"levers.{line.split(' = ')[0]} = " in faults[0]
    assert message in faults[0]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("poverty_line_idr = 230712.0", "poverty_line_idr = 230.712", "for 230.712 thousand write"),
        ("2010 = 9.06", '2010 = "9,06 %"', "write 9.06, without quotes"),
        ('start = "2009-01"', 'start = "Januari 2009"', 'write "2009-01"'),
        ('start = "2009-01"', "start = 2009-01-31", 'write "2009-01"'),
        ("coupled = true", "coupled = true\nseen = 1", "it belongs at the top of the file"),
        ("coupled = true", "coupled = true\nopen_books = true", "it belongs under [programme]"),
        ("coupled = true", "coupled = true\nshare_by = 1", "it belongs under [[kubes]]"),
        ("coupled = true", "coupled = true\nreading = 1", "it belongs under [[kubes.observed]]"),
        ("months = 36", "", "months: is missing; add months: length of the scenario, in months"),
        ('business = "rings"', "", 'is missing; add it, e.g. business = "tent_rental"'),
        ("months = 36", "months = 36\nkubes_scv = 1", "did you mean kubes_csv?"),
        ('name = "One"', "name = One", "write text in double quotes"),
        ("value = 45_000_000", "value = 45.000.000", "is not valid TOML"),
        ("months = 36", "months = 1.000.000", "write numbers with a decimal point and no sep"),
        ("[city]\nid = 1", "city = 3\n[cyti]\nid = 1", "city = 3: is not a table; write its keys"),
        ("members = 10", "members = [10]", "write a whole number from 0 to 65535 (households)"),
        ('name = "One"', "name = 1", "not text; write it in double quotes"),
        ("observed = [{", "observed = 1 #", "is not a list; write observed = [{"),
    ],
)
def test_a_value_of_a_scenario_is_told_what_was_meant(refused, old, new, message):
    assert message in refused(changed(old, new))


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
    assert month_hint(text) == 'write "2009-03"'


@pytest.mark.parametrize("text", ["2009", "2009-13", "20009-01", "0/2009", "soon", "", 5, None])
def test_what_is_no_month_is_told_how_one_is_written(text):
    assert month_hint(text) == "write YYYY-MM, e.g. 2009-03"
