"""Earlier decades and long horizons: the calendar, prices, and runs of eighty years."""

import pytest

from sim.business import lunar_month
from sim.calendar import JANUARY_2004, month_number
from sim.scenario import Scenario
from tests.docking.compare import differences
from tests.worlds import RICH, kube, policy, world

IDUL_FITRI = (
    "1970-12",
    "1990-04",
    "1995-03",
    "2000-01",
    "2004-11",
    "2024-04",
    "2030-02",
    "2063-02",
)


@pytest.mark.parametrize("month", IDUL_FITRI)
def test_the_lunar_month_of_a_feast_is_known_within_one(month):
    lunar = lunar_month(month_number(month) - JANUARY_2004)
    assert lunar in {11, 0}


def long_world(start):
    """Return a world of eighty years from a month on, of which prices say little."""
    first = int(start[:4])
    rows = [kube(n, founded=f"{first + n}-0{n}") for n in range(1, 5)]
    data = world([], 12, {**RICH, "grants_indexed": True}).model_dump()
    prices = {
        **data["prices"],
        "inflation_percent": {"2010": 9.06},
        "inflation_before_percent": 9.0,
        "inflation_after_percent": 3.0,
    }
    change = [{"from": f"{first + 40}-01", "rule": "set_aside_first", "loan_caps_indexed": True}]
    given = {"start": start, "months": 960, "prices": prices, "kubes": rows, "change": change}
    return Scenario.model_validate({**data, **given})


@pytest.mark.parametrize("start", ["1930-01", "1990-01", "2030-01"])
def test_eighty_years_dock(start):
    scenario = long_world(start)
    assert differences(scenario, [policy(visits_per_month=1.0)]) == []
