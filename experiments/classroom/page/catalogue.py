"""What can be chosen: scenarios small enough for a story, their Kubes, the policies."""

from functools import cache
from typing import Any

from experiments.classroom.shelf import known, policy_named, scenario_named
from experiments.common.languages import Lang
from sim.locations import POLICIES, names
from sim.scenario import Scenario

REAL = "banjarmasin"
"""The scenario of the ten Kubes that were observed."""


def scenarios() -> dict[str, Scenario]:
    """Return the scenarios of which a story can be told, by name, the observed one first."""
    return {name: scenario_named(name) for name in dict.fromkeys((REAL, *known()))}


def kubes(scenario: str) -> dict[int, str]:
    """Return the names of a scenario's Kubes, by id."""
    return {kube.id: kube.name for kube in scenario_named(scenario).kubes}


@cache
def policies(lang: Lang) -> dict[str, str]:
    """Return the titles of the shipped policies in a language, by name."""
    found = [policy_named(name) for name in names(POLICIES)]
    titles = {it.name: it.judul if lang == "id" else it.title for it in found}
    return dict(sorted(titles.items(), key=lambda it: it[1]))


def levers_under(scenario: str, policy: str) -> dict[str, Any]:
    """Return every lever as the scenario has it, under a policy."""
    return {
        **scenario_named(scenario).programme.model_dump(),
        **policy_named(policy).overrides(),
    }
