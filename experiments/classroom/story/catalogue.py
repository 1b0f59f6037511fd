"""What stories are of: scenarios and policies that ship, and scenarios that were put beside them.

A link names them and never a file, for it may come from anywhere.
"""

from functools import cache

from experiments.common.languages import Lang
from sim.inputs.faults import nearest
from sim.inputs.said import both, dotted, in_indonesian
from sim.inputs.strict import InputError
from sim.locations import POLICIES, SCENARIOS, names
from sim.policy import Policy, load_policy
from sim.scenario import KubeRow, Scenario, load_scenario

CLASS = "classroom"
"""The scenario of games and exercises."""
OBSERVED = "banjarmasin"
"""The scenario of the ten Kubes that were observed."""
TAUGHT = ("share-everything", "all-set-aside-first", "none", "package")
"""Policies that lessons speak of."""
HOUSEHOLD_MONTHS_MOST = 60_000
"""Of one side of a story: about a second."""

_added: dict[str, Scenario] = {}
_shipped = cache(load_scenario)


def add_scenario(scenario: Scenario) -> str:
    """Put a scenario beside those that ship; return its name in links.

    One that differs from the shipped one of its name gets another name: elsewhere its links are
    refused and not taken for the shipped one's.

    Raises
    ------
    InputError
        When it is too large for a story, or has no Kube.
    """
    _check_size(scenario)
    name = scenario.name
    if name in names(SCENARIOS):
        if scenario == load_scenario(name):
            return name
        name = f"{name}-here"
    _added[name] = scenario
    return name


def added_scenarios() -> tuple[Scenario, ...]:
    """Return the scenarios that were put beside those that ship."""
    return tuple(_added.values())


def scenarios() -> dict[str, Scenario]:
    """Return the scenarios of which a story can be told, by name, the observed one first."""
    shipped = {name: _shipped(name) for name in (OBSERVED, *names(SCENARIOS))}
    fit = {
        name: scenario
        for name, scenario in shipped.items()
        if 0 < _size(scenario) <= HOUSEHOLD_MONTHS_MOST
    }
    return {OBSERVED: fit[OBSERVED], **_added, **fit}


def scenario_named(name: str) -> Scenario:
    """Return a scenario by its name in links.

    Raises
    ------
    InputError
        When there is none, or it is too large for a story.
    """
    if name in _added:
        return _added[name]
    if name not in names(SCENARIOS):
        near = nearest(name, list(scenarios()))
        fault = both(
            f"scenario {name}: unknown; {near}",
            f"skenario {name}: tidak dikenal; {in_indonesian(near)}",
        )
        raise InputError([fault])
    scenario = _shipped(name)
    _check_size(scenario)
    return scenario


def _size(scenario: Scenario) -> int:
    return scenario.months * sum(kube.members for kube in scenario.kubes)


def _check_size(scenario: Scenario) -> None:
    name, size = scenario.name, _size(scenario)
    if size > HOUSEHOLD_MONTHS_MOST:
        most = HOUSEHOLD_MONTHS_MOST
        fault = both(
            f"scenario {name}: {size:,} household-months; a story has {most:,} at most",
            f"skenario {name}: {dotted(size)} bulan rumah tangga; sebuah cerita paling banyak "
            f"{dotted(most)}",
        )
        raise InputError([fault])
    if not size:
        fault = both(
            f"scenario {name}: has no Kube with members",
            f"skenario {name}: tidak punya Kube yang beranggota",
        )
        raise InputError([fault])


def kube_of(scenario: Scenario, number: int) -> KubeRow:
    """Return a scenario's Kube by its id.

    Raises
    ------
    InputError
        When it has no such Kube.
    """
    for kube in scenario.kubes:
        if kube.id == number:
            return kube
    known = ", ".join(f"{kube.id} {kube.name}" for kube in scenario.kubes)
    fault = both(
        f"kube {number}: unknown in {scenario.name}; known: {known}",
        f"kube {number}: tidak dikenal dalam {scenario.name}; yang dikenal: {known}",
    )
    raise InputError([fault])


def kube_names(scenario: str) -> dict[int, str]:
    """Return the names of a scenario's Kubes, by id."""
    return {kube.id: kube.name for kube in scenario_named(scenario).kubes}


@cache
def policy_named(name: str) -> Policy:
    """Return a shipped policy.

    Raises
    ------
    InputError
        When there is none of that name; a path is not taken.
    """
    shipped = names(POLICIES)
    if name not in shipped:
        near = nearest(name, shipped)
        fault = both(
            f"{name}: unknown policy; {near}",
            f"{name}: kebijakan ini tidak dikenal; {in_indonesian(near)}",
        )
        raise InputError([fault])
    return load_policy(name)


@cache
def policy_titles(lang: Lang) -> dict[str, str]:
    """Return the titles of the shipped policies in a language, by name: those taught with first.

    The others follow in alphabetical order.
    """
    policies = [policy_named(name) for name in names(POLICIES)]
    titles = {policy.name: policy.judul if lang == "id" else policy.title for policy in policies}
    return dict(sorted(titles.items(), key=lambda named: (_rank(named[0]), named[1])))


def taught(lang: Lang) -> tuple[dict[str, str], dict[str, str]]:
    """Return the titles of the policies that lessons speak of, and those of all others."""
    titles = policy_titles(lang)
    others = {name: title for name, title in titles.items() if name not in TAUGHT}
    return {name: titles[name] for name in TAUGHT}, others


def _rank(policy: str) -> int:
    return TAUGHT.index(policy) if policy in TAUGHT else len(TAUGHT)
