"""What must agree inside a scenario: ids, names, dates, years, facilitators, parameters."""

import pytest
from pydantic import ValidationError

from sim.scenario import Scenario, load_scenario
from tests.inputs.texts import SCENARIO, changed

AGREE = [
    ("id = 2", "id = 1", '(Two) = 1: is given twice, first by the Kube with name "One"'),
    ('name = "Two"', 'name = "One"', 'kubes[2].name = "One": is given twice'),
    ('founded = "2009-04"', 'founded = "2012-01"', '.founded (Two) = "2012-01": is outside'),
    ('founded = "2009-04"', 'founded = "2008-12"', "is outside the scenario's months, 2009-01 to"),
    ('month = "2009-12"', 'month = "2009-02"', "kubes[1].grants[1].month (One)"),
    ('month = "2009-12"', 'month = "2012-01"', "is after the scenario's last month, 2011-12"),
    ('month = "2011-10"', 'month = "2009-02"', "is before the Kube is founded, 2009-03"),
    ('month = "2011-10"', 'month = "2012-01"', "is after the scenario's last month, 2011-12"),
    ('quantity = "kas_idr"', 'quantity = "stage"', "= 45000000: not a stage; write 0 gagal"),
    ('seen = "2011-06"', 'seen = "2012-01"', 'seen = "2012-01": is outside'),
    ("2011 = 3.98", "", "prices.inflation_percent.2011: is missing"),
    ("2011 = 3.98", "2O11 = 3.98", "prices.inflation_percent.2011: is missing"),
    ("2011 = 3.98", "2011 = 3.98\n2O12 = 3.98", "prices.inflation_percent.2O12: not a year"),
    ("2011 = 3.98", "2011 = 3.98\n20012 = 3.98", "prices.inflation_percent.20012: not a year"),
    ('base = "2010-03"', 'base = "2013-03"', "inflation_percent.2013: is missing"),
    (
        "facilitator = 1\ngrants",
        "facilitator = 3\ngrants",
        "kubes[1].facilitator (One) = 3: is no facilitator of the city, which has 1 to 2",
    ),
    ("first_facilitator = 1\n", "first_facilitator = 2_097_150\n", "ids go beyond"),
    ('"support.leak" = 0.5', '"support.leak" = 50.0', 'parameters."support.leak" = 50.0: must be'),
    ('"support.leak" = 0.5', 'support.leak = 0.5', 'quote a name that has a dot: "support.leak"'),
    ('"support.leak" = 0.5', '"leak" = 0.5', "did you mean support.leak?"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "message"), AGREE)
def test_dates_ids_and_names_agree(refused, old, new, message):
    assert message in refused(changed(old, new))


@pytest.mark.parametrize(("old", "new", "message"), AGREE)
def test_what_disagrees_is_told_beside_values_that_are_wrong(refused, old, new, message):
    text = changed("[prices]\n", "[prices]\nbass = 1\n", changed(old, new))
    faults = refused(text).splitlines()
    assert any("prices.bass" in fault for fault in faults)
    assert any(message in fault for fault in faults)


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
