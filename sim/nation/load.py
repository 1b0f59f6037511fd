"""Nations from files, and whatever stands where a scenario is asked for."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from sim.agreement import agreeing
from sim.inputs.said import both
from sim.inputs.strict import (
    Fault,
    InputError,
    faults_of,
    is_workbook,
    read_toml,
    resolve,
)
from sim.locations import NATIONS, SCENARIOS
from sim.nation.records import Nation
from sim.policy import Policy
from sim.scenario import Scenario, is_nation, scenario_of, scenario_of_workbook

Setting = Scenario | Nation
"""What stands where a scenario is asked for: a city, or a nation of cities."""


def load_setting(name: str) -> Setting:
    """Load a shipped scenario or nation by name, or one from a path.

    Raises
    ------
    InputError
        With one line per fault.
    """
    path = resolve(name, SCENARIOS, both("scenario", "skenario"), NATIONS)
    if is_workbook(path):
        return scenario_of_workbook(path)
    data = read_toml(path)
    return nation_of(data, path) if is_nation(data) else scenario_of(data, path)


def load_nation(name: str) -> Nation:
    """Load a shipped nation by name, or one from a path.

    Raises
    ------
    InputError
        With one line per fault.
    """
    path = resolve(name, NATIONS, both("nation", "negara"))
    return nation_of(read_toml(path), path)


def check_policies(policies: Iterable[Policy]) -> None:
    """Refuse policies that decide for single Kubes, which a nation does not tell apart.

    Raises
    ------
    InputError
        With one line per policy.
    """
    why = both(
        "has decisions of single Kubes, and a nation tells none apart; name a city's scenario",
        "memuat keputusan Kube tertentu, padahal negara tidak membedakan Kube; sebutkan skenario "
        "sebuah kota",
    )
    faults = [
        both(f"policy {policy.name}: {why}", f"kebijakan {policy.name}: {why.indonesian}")
        for policy in policies
        if policy.active and policy.decisions
    ]
    if faults:
        raise InputError(faults)


def nation_of(data: Mapping[str, Any], path: Path) -> Nation:
    """Make a nation of the content of its file; `path` names it in faults.

    Raises
    ------
    InputError
        With one line per fault.
    """
    if not is_nation(data):
        kind = 'kind = "nation"'
        why = both(f"is no nation, which says {kind}", f"bukan negara, yang memuat {kind}")
        remedy = both("name the file of a nation", "sebutkan berkas sebuah negara")
        raise InputError([Fault(str(path), why, remedy=remedy)])
    nation, faults = agreeing(Nation, dict(data), lambda error: faults_of(error, path, Nation))
    if nation is None:
        raise InputError(faults)
    return nation
