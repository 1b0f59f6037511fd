"""Every parameter may be set to each of its bounds: the run finishes and its books close."""

import pytest

from sim.parameters import declared
from tests.worlds import RICH, kube, run, world

MONTHS = 30
ROWS = [kube(n, access="hard" if n % 2 else "easy", founded="2004-01") for n in range(1, 7)]
CASES = [(name, bound) for name, _, spec in declared() for bound in (spec.low, spec.high)]


@pytest.mark.parametrize(("name", "bound"), CASES)
def test_a_parameter_at_its_bound_crashes_nothing(name, bound):
    model = run(world(ROWS, MONTHS, {**RICH, "monitoring_on": "random"}, {name: bound}))
    assert model.month == MONTHS
    assert model.ledger_difference_idr == 0
    for kube_now in model.city.kubes:
        for trait in ("books", "organisation", "market", "access", "attendance", "visibility"):
            assert 0.0 <= getattr(kube_now, trait) <= 1.0, trait


@pytest.mark.parametrize("bound", ["low", "high"])
def test_all_parameters_at_the_same_bound_crash_nothing(bound):
    values = {name: getattr(spec, bound) for name, _, spec in declared()}
    model = run(world(ROWS, MONTHS, RICH, values))
    assert model.month == MONTHS
    assert model.ledger_difference_idr == 0
