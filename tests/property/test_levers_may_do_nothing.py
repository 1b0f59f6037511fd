"""A lever whose channels are all closed moves nothing but its cost, or its own money, exactly."""

from typing import Any

import numpy as np
import pytest

from sim.ensemble.ensemble import Ensemble
from sim.parameters import declared
from sim.policy import NONE, Policy
from sim.scenario import Scenario, load_scenario
from sim.structures import FACTOR_OF_LEVER, FACTORS, NOTHING, SET_BY, channels_of, closed
from tests.worlds import policy

OWN_MONEY = (
    "kas_idr", "bank_idr", "iks_idr", "loans_out_idr", "lkm_idr", "equipment_idr", "saved_idr",
    "aside_idr", "proposed_share", "loans", "defaults",
)  # fmt: skip
"""What a lever may move that does nothing else: money that lies idle."""
MOVED = {
    "visits": ("visits",),
    "monitoring": ("monitored",),
    "retention": OWN_MONEY,
    "second_grant": OWN_MONEY,
}
"""What of a Kube's month each lever may move when it does nothing."""
LEVER_POLICIES: dict[str, list[dict[str, Any]]] = {
    "visits": [
        {"visits_per_month": 0.0},
        {"visits_per_month": 4.0, "facilitator_training": 1.0, "caseload_most": 5},
    ],
    "monitoring": [
        {"monitoring_per_year": 12.0},
        {"monitoring_per_year": 24.0, "monitoring_on": "at_risk"},
    ],
    "retention": [
        {"set_aside_share": 0.0},
        {"set_aside_share": 0.7},
        {"rule": "share_everything"},
        {"rule": "set_aside_first", "set_aside_share": 0.5},
    ],
    "second_grant": [
        {"bpls_idr": 0, "lkm_idr": 0},
        {"bpls_idr": 60_000_000, "bpls_form": "in_kind", "bpls_places_per_year": 6.0},
        {
            "lkm_idr": 60_000_000, "lkm_places_per_year": 6.0, "lkm_form": "in_kind",
            "lkm_after_months": 12, "lkm_condition": "books",
        },
        {"bpls_after_months": 6, "bpls_condition": "saving", "bpls_places_per_year": 6.0},
    ],
}  # fmt: skip
SCENARIOS = ("banjarmasin", "forward")
RUNS = 3


def policies_of(lever: str) -> list[Policy]:
    return [
        policy(**levers).model_copy(update={"name": f"{lever}-{number}"})
        for number, levers in enumerate(LEVER_POLICIES[lever])
    ]


def months_of(scenario: Scenario, policies: list[Policy], values: dict[str, float]) -> Any:
    """Return the months of every Kube, by policy."""
    city = Ensemble(scenario, [NONE, *policies], {name: [value] for name, value in values.items()})
    jobs = city.jobs(RUNS, 3)
    chunks = city.chunks(jobs, months=range(scenario.months), threads=1)
    kubes = np.concatenate([chunk.kubes for chunk in chunks])
    return [kubes[jobs.policy == number] for number in range(len(policies) + 1)]


def differing(one: Any, other: Any) -> set[str]:
    """Return the fields that differ in any bit."""
    return {name for name in one.dtype.names if one[name].tobytes() != other[name].tobytes()}


@pytest.mark.parametrize("scenario", SCENARIOS)
@pytest.mark.parametrize("lever", FACTOR_OF_LEVER)
def test_a_lever_that_does_nothing_moves_nothing(lever: str, scenario: str) -> None:
    plan, *others = months_of(load_scenario(scenario), policies_of(lever), closed(lever))
    moved = set().union(*(differing(plan, other) for other in others))
    assert moved <= set(MOVED[lever])
    assert moved, "the policies do differ"


def test_each_lever_does_nothing_with_a_chance_of_one_half() -> None:
    for factor in FACTOR_OF_LEVER.values():
        weights = {level.name: level.weight for level in factor.levels}
        assert weights[NOTHING] == 0.5
        assert sum(weights.values()) == 1.0
        nothing = next(level for level in factor.levels if level.name == NOTHING)
        assert nothing.values.keys() == channels_of(factor.lever).keys()


def test_what_a_policy_sets_of_a_lever_is_all_tried_here() -> None:
    assert SET_BY.keys() == FACTOR_OF_LEVER.keys()
    for lever, tried in LEVER_POLICIES.items():
        assert {name for levers in tried for name in levers} == set(SET_BY[lever])


def test_a_channel_can_be_closed_within_its_bounds() -> None:
    for name, _, spec in declared():
        if spec.channel is not None:
            assert spec.low <= spec.channel.closed <= spec.high, name


def test_weights_of_every_structure_add_up_to_one() -> None:
    for factor in FACTORS:
        assert sum(level.weight for level in factor.levels) == 1.0
