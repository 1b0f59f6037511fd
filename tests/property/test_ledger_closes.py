"""The ledger closes every month, whatever the scenario and the levers."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from sim.business import BUSINESSES
from sim.levers import Levers
from tests.worlds import kube, policy, run, world


def bounds_of(name: str) -> list[Any]:
    """Return the bounds and the default of a lever, straight from its declaration."""
    field = Levers.model_fields[name]
    if field.annotation is bool:
        return [False, True]
    choices = getattr(field.annotation, "__args__", None)
    if choices and all(isinstance(choice, str) for choice in choices):
        return list(choices)
    low = next(m.ge for m in field.metadata if hasattr(m, "ge"))
    high = next(m.le for m in field.metadata if hasattr(m, "le"))
    return [low, high, field.default]


LEVERS = st.fixed_dictionaries(
    {}, optional={name: st.sampled_from(bounds_of(name)) for name in Levers.model_fields}
)

ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "members": st.sampled_from([0, 1, 2, 10, 60]),
            "business": st.sampled_from(list(BUSINESSES)),
            "rule": st.sampled_from(["share_everything", "set_aside_first"]),
            "share_by": st.sampled_from(["work", "rota"]),
            "access": st.sampled_from(["easy", "hard"]),
            "lines": st.integers(1, 4),
            "founded": st.sampled_from(["2004-01", "2004-06", "2005-01"]),
        }
    ),
    max_size=60,
)


@given(rows=ROWS, levers=LEVERS, coupled=st.booleans(), facilitators=st.integers(0, 3))
@settings(max_examples=40)
def test_the_ledger_closes_every_month(rows, levers, coupled, facilitators):
    kubes = [kube(n, **row) for n, row in enumerate(rows, start=1)]
    months = 24 if len(kubes) < 10 else 13
    scenario = world(kubes, months, coupled=coupled, facilitators=facilitators)
    model = run(scenario, policy(**levers))
    assert model.ledger_difference_idr == 0
    assert sum(model.city.ledger.balance) == 0
    for k in model.city.kubes:
        assert all(month.kas_idr >= 0 for month in k.history)
        assert k.loans_out_idr == sum(h.owed_idr for h in model.city.households if h.kube is k)
