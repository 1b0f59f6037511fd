"""What can be chosen: scenarios small enough for a story, their Kubes, the policies."""

from functools import cache
from typing import Any

from experiments.classroom.choosing import HOUSEHOLD_MONTHS_MOST
from experiments.policy.languages import Lang
from sim.locations import POLICIES, SCENARIOS, names
from sim.policy import load_policy
from sim.scenario import Scenario, load_scenario

REAL = "banjarmasin"
"""The scenario of the ten Kubes that were observed."""


@cache
def scenarios() -> dict[str, Scenario]:
    """Return the scenarios of which a story can be told, by name, the observed one first."""
    found = [load_scenario(name) for name in [REAL, *names(SCENARIOS)]]
    return {
        it.name: it
        for it in found
        if 0 < it.months * sum(kube.members for kube in it.kubes) <= HOUSEHOLD_MONTHS_MOST
    }


@cache
def kubes(scenario: str) -> dict[int, str]:
    """Return the names of a scenario's Kubes, by id."""
    return {kube.id: kube.name for kube in scenarios()[scenario].kubes}


@cache
def policies(lang: Lang) -> dict[str, str]:
    """Return the titles of the shipped policies in a language, by name."""
    found = [load_policy(name) for name in names(POLICIES)]
    titles = {it.name: it.judul if lang == "id" else it.title for it in found}
    return dict(sorted(titles.items(), key=lambda it: it[1]))


def levers_under(scenario: str, policy: str) -> dict[str, Any]:
    """Return every lever as the scenario has it, under a policy."""
    return {
        **scenarios()[scenario].programme.model_dump(),
        **load_policy(policy).overrides(),
    }
