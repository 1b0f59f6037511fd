"""What must agree inside a scenario: ids, names, dates, years, facilitators, parameters."""

import pytest
from pydantic import ValidationError

from sim.scenario import Scenario, load_scenario
from tests.inputs.texts import SCENARIO, changed
from tests.messages import mentions

AGREE = [
    ("id = 2", "id = 1", 'kubes[2].id Two 1 "One"'),
    ('name = "Two"', 'name = "One"', 'kubes[2].name "One"'),
    ('founded = "2009-04"', 'founded = "2012-01"', 'founded Two "2012-01" 2009-01 2011-12'),
    ('founded = "2009-04"', 'founded = "2008-12"', 'founded Two "2008-12" 2009-01 2011-12'),
    ('month = "2009-12"', 'month = "2009-02"', 'kubes[1].grants[1].month One "2009-02" 2009-03'),
    ('month = "2009-12"', 'month = "2012-01"', 'grants[1].month One "2012-01" 2011-12'),
    ('month = "2011-10"', 'month = "2009-02"', 'observed[1].month One "2009-02" 2009-03'),
    ('month = "2011-10"', 'month = "2012-01"', 'observed[1].month One "2012-01" 2011-12'),
    ('quantity = "kas_idr"', 'quantity = "stage"', "observed[1].value One 45000000 0 gagal"),
    ('seen = "2011-06"', 'seen = "2012-01"', 'seen "2012-01" 2009-01 2011-12'),
    ("2011 = 3.98", "", "prices.inflation_percent.2011"),
    ("2011 = 3.98", "2O11 = 3.98", "prices.inflation_percent.2011"),
    ("2011 = 3.98", "2011 = 3.98\n2O12 = 3.98", "prices.inflation_percent.2O12"),
    ("2011 = 3.98", "2011 = 3.98\n20012 = 3.98", "prices.inflation_percent.20012"),
    ('base = "2010-03"', 'base = "2013-03"', "prices.inflation_percent.2013"),
    (
        "facilitator = 1\ngrants",
        "facilitator = 3\ngrants",
        "kubes[1].facilitator One 3 1 2",
    ),
    ("first_facilitator = 1\n", "first_facilitator = 2_097_150\n", "first_facilitator 2097151"),
    ('"support.leak" = 0.5', '"support.leak" = 50.0', 'parameters."support.leak" 50.0 1'),
    ('"support.leak" = 0.5', 'support.leak = 0.5', 'parameters.support "support.leak"'),
    ('"support.leak" = 0.5', '"leak" = 0.5', "parameters.leak support.leak"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "data"), AGREE)
def test_dates_ids_and_names_agree(refused, old, new, data):
    assert mentions(refused(changed(old, new)), data)


@pytest.mark.parametrize(("old", "new", "data"), AGREE)
def test_what_disagrees_is_told_beside_values_that_are_wrong(refused, old, new, data):
    text = changed("[prices]\n", "[prices]\nbass = 1\n", changed(old, new))
    faults = refused(text).splitlines()
    assert any("prices.bass" in fault for fault in faults)
    assert any(mentions(fault, data) for fault in faults)


def test_code_is_told_each_disagreement_by_itself(tmp_path):
    (tmp_path / "input.toml").write_text(SCENARIO)
    values = load_scenario(str(tmp_path / "input.toml")).model_dump()
    for kube in values["kubes"]:
        kube |= {"id": 1, "name": "One"}
    with pytest.raises(ValidationError) as caught:
        Scenario.model_validate(values)
    assert [fault["loc"] for fault in caught.value.errors()] == [
        ("kubes", 1, "id"),
        ("kubes", 1, "name"),
    ]
