"""Small scenarios for tests, made in code."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.business import BUSINESSES
from sim.course import LeverOverrides
from sim.model import KubeModel
from sim.policy import Policy
from sim.scenario import Scenario

INFLATION = {
    "2004": 6.4, "2005": 12.9, "2006": 11.0, "2007": 7.8, "2008": 11.6, "2009": 3.86,
    "2010": 9.06, "2011": 3.98, "2012": 5.96, "2013": 6.98, "2014": 7.17, "2015": 5.0,
}  # fmt: skip
TRADES = list(BUSINESSES)


def kube(number: int, **changes: Any) -> dict[str, Any]:
    """Return one Kube's row, founded in the first year."""
    row = {
        "id": number,
        "name": f"Kube {number}",
        "founded": f"2004-{1 + number % 12:02d}",
        "business": TRADES[number % len(TRADES)],
        "rule": "share_everything" if number % 5 == 0 else "set_aside_first",
    }
    return {**row, **changes}


def world(
    kubes: int | list[dict[str, Any]] = 6,
    months: int = 36,
    programme: dict[str, Any] | None = None,
    parameters: dict[str, float] | None = None,
    **city: Any,
) -> Scenario:
    """Return a scenario with so many Kubes, or with these."""
    rows = [kube(n) for n in range(1, kubes + 1)] if isinstance(kubes, int) else kubes
    return Scenario.model_validate(
        {
            "name": "world",
            "title": "A small world",
            "kind": "historical",
            "start": "2004-01",
            "months": months,
            "city": {"id": 1, "name": "Kota", "facilitators": 2, **city},
            "prices": {
                "base": "2010-03",
                "poverty_line_idr": 230712.0,
                "inflation_percent": INFLATION,
            },
            "programme": programme or {},
            "parameters": parameters or {},
            "kubes": rows,
        }
    )


RICH: dict[str, Any] = {
    "visits_per_month": 4.0, "monitoring_per_year": 4.0, "promotion_per_year": 2.0,
    "preparation_days": 10.0, "facilitator_training": 1.0, "productive_loan_cap_idr": 5_000_000,
    "bpls_places_per_year": 6.0, "lkm_places_per_year": 4.0, "lkm_condition": "none",
    "revive_per_year": 0.5, "starter_form": "cash", "bpls_form": "in_kind",
}  # fmt: skip
"""Levers under which everything happens."""


EVERYTHING_HAPPENS = world(
    16,
    120,
    RICH,
    {
        "meet.reluctance": 0.3,
        "membership.leave_rate": 0.02,
        "trade.volatility": 1.0,
        "invest.lkm_rate": 1.0,
        "invest.lkm_organisation": 0.3,
        "invest.lkm_books": 0.3,
        "invest.lkm_fund_idr": 3e6,
        "live.business_plan": 0.6,
    },
)
"""Every kind of flow occurs in it."""


def policy(name: str = "test", *, active: bool = True, **levers: Any) -> Policy:
    """Return a policy that sets these levers."""
    return Policy(name=name, title=name, judul=name, active=active, levers=LeverOverrides(**levers))


def journal_of(model: KubeModel) -> list[NDArray[np.int64]]:
    """Return the flows that a model with `keep_journal` kept, month by month."""
    kept = model.city.ledger.kept
    assert kept is not None
    return kept


def run(scenario: Scenario, over: Policy | None = None, seed: int = 1, **how: Any) -> KubeModel:
    """Run a scenario to its horizon."""
    model = KubeModel(scenario, over or policy(), seed=seed, **how)
    model.run()
    return model
