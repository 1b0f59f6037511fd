"""The settings in which patterns are looked for: shipped scenarios, or part of one, changed."""

from collections.abc import Mapping
from typing import Any

from sim.scenario import KubeRow, Scenario, load_scenario

COHORT = "banjarmasin-cohort"


def founded_together(
    kubes: int,
    months: int,
    levers: Mapping[str, Any] | None = None,
    parameters: Mapping[str, float] | None = None,
    **row: Any,
) -> Scenario:
    """Return the first Kubes of the cohort, all founded in its first month, so that month is age.

    Parameters
    ----------
    kubes, months : int
        How many Kubes, and for how long.
    levers, parameters : mapping, optional
        Of the programme and the model.
    **row
        Values given to every Kube's row.
    """
    scenario = load_scenario(COHORT)
    rows = sorted(scenario.kubes, key=lambda kube: kube.id)[:kubes]
    return scenario.model_copy(
        update={
            "months": months,
            "programme": scenario.programme.model_copy(update=dict(levers or {})),
            "parameters": {**scenario.parameters, **(parameters or {})},
            "kubes": tuple(_row(kube, scenario.start, row) for kube in rows),
        }
    )


def _row(kube: KubeRow, start: str, changes: Mapping[str, Any]) -> KubeRow:
    return kube.model_copy(update={"founded": start, "grants": (), "observed": (), **changes})
