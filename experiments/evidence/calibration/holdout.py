"""What is held out cannot be calibrated on: its place, its figures, its city.

Outcomes with `use = "hold-out"` in `sim/observed/outcomes.toml` are predicted, never fitted.
"""

from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from sim.inputs.strict import read_toml
from sim.locations import OBSERVED, SCENARIOS, names
from sim.scenario import Scenario, load_scenario

SAME_SHARE = 5e-4
"""Shares in per cent with two decimals are the same when they differ by less."""


class HeldOut(NamedTuple):
    """An outcome that is held out, with the cities and the Kubes of the scenarios of its place."""

    id: str
    place: str
    share: float
    cities: frozenset[int]
    kubes: frozenset[int]


@cache
def outcomes() -> dict[str, dict[str, Any]]:
    """Return the observed outcomes of whole groups of Kubes by id."""
    found = read_toml(OBSERVED / "outcomes.toml")["outcome"]
    return {outcome["id"]: outcome for outcome in found}


@cache
def held_out() -> tuple[HeldOut, ...]:
    """Return the outcomes that are held out."""
    shipped = [load_scenario(name) for name in names(SCENARIOS)]
    return tuple(
        _of(outcome, [it for it in shipped if outcome["place"] in it.city.name])
        for outcome in outcomes().values()
        if outcome["use"] == "hold-out"
    )


def _of(outcome: dict[str, Any], scenarios: list[Scenario]) -> HeldOut:
    return HeldOut(
        outcome["id"],
        outcome["place"],
        outcome["share"],
        frozenset(it.city.id for it in scenarios),
        frozenset(kube.id for it in scenarios for kube in it.kubes),
    )


def why_held_out(scenario: Scenario) -> str:
    """Return why a scenario may not be calibrated on, or nothing."""
    told = f"{scenario.name} {scenario.title} {scenario.city.name}".lower()
    kubes = {kube.id for kube in scenario.kubes}
    for it in held_out():
        if it.place.lower() in told or scenario.city.id in it.cities or kubes & it.kubes:
            return f"is of {it.place}, which is held out"
    return ""


def texts_held_out(content: Any, key: str = "") -> Iterator[tuple[str, str, str]]:
    """Yield key, text and place of everything in a file's content that names what is held out."""
    if isinstance(content, dict):
        for name, value in content.items():
            yield from texts_held_out(value, f"{key}.{name}" if key else str(name))
    elif isinstance(content, list | tuple):
        for number, value in enumerate(content, start=1):
            yield from texts_held_out(value, f"{key}[{number}]")
    elif isinstance(content, str):
        for it in held_out():
            if it.place.lower() in content.lower() or it.id == content:
                yield key, content, it.place


def share_held_out(failed: int, total: int) -> str:
    """Return the place whose held-out share these counts are, or nothing."""
    near = (it.place for it in held_out() if total and abs(failed / total - it.share) < SAME_SHARE)
    return next(near, "")
