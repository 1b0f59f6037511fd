"""What stories are of: scenarios and policies that ship, and what was put beside them.

A link names them and never a file, for it may come from anywhere.
"""

from functools import cache

from sim.inputs.faults import nearest
from sim.inputs.strict import InputError
from sim.locations import POLICIES, SCENARIOS, names
from sim.policy import Policy, load_policy
from sim.scenario import Scenario, load_scenario

HOUSEHOLD_MONTHS_MOST = 60_000
"""Of one side of a story: about a second."""

_put: dict[str, Scenario] = {}


def put(scenario: Scenario) -> str:
    """Put a scenario beside those that ship; return its name in links.

    One that differs from the shipped one of its name gets another name: elsewhere its links are
    refused and not taken for the shipped one's.

    Raises
    ------
    InputError
        When it is too large for a story, or has no Kube.
    """
    _check(scenario)
    name = scenario.name
    if name in names(SCENARIOS):
        if scenario == load_scenario(name):
            return name
        name = f"{name}-here"
    _put[name] = scenario
    return name


def known() -> list[str]:
    """Return the names of the scenarios of which a story can be told."""
    return [*_put, *(name for name in names(SCENARIOS) if _fits(_shipped(name)))]


def scenario_named(name: str) -> Scenario:
    """Return a scenario by its name in links.

    Raises
    ------
    InputError
        When there is none, or it is too large for a story.
    """
    if name in _put:
        return _put[name]
    if name not in names(SCENARIOS):
        raise InputError([f"scenario {name}: unknown; {nearest(name, known())}"])
    scenario = _shipped(name)
    _check(scenario)
    return scenario


@cache
def policy_named(name: str) -> Policy:
    """Return a shipped policy.

    Raises
    ------
    InputError
        When there is none of that name; a path is not taken.
    """
    known_names = names(POLICIES)
    if name not in known_names:
        raise InputError([f"{name}: unknown policy; {nearest(name, known_names)}"])
    return load_policy(name)


@cache
def _shipped(name: str) -> Scenario:
    return load_scenario(name)


def _size(scenario: Scenario) -> int:
    return scenario.months * sum(kube.members for kube in scenario.kubes)


def _fits(scenario: Scenario) -> bool:
    return 0 < _size(scenario) <= HOUSEHOLD_MONTHS_MOST


def _check(scenario: Scenario) -> None:
    name, size = scenario.name, _size(scenario)
    if size > HOUSEHOLD_MONTHS_MOST:
        most = f"{HOUSEHOLD_MONTHS_MOST:,}"
        raise InputError(
            [f"scenario {name}: {size:,} household-months; a story has {most} at most"]
        )
    if not size:
        raise InputError([f"scenario {name}: has no Kube with members"])
