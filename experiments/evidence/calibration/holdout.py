"""What is held out cannot be calibrated on: its place, its figures, its city.

Outcomes with `use = "hold-out"` in `sim/observed/outcomes.toml` are predicted, never fitted.
"""

from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from sim.inputs.said import both
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
    listed = read_toml(OBSERVED / "outcomes.toml")["outcome"]
    return {outcome["id"]: outcome for outcome in listed}


@cache
def held_out() -> tuple[HeldOut, ...]:
    """Return the outcomes that are held out."""
    shipped = [load_scenario(name) for name in names(SCENARIOS)]
    held = []
    for outcome in outcomes().values():
        if outcome["use"] == "hold-out":
            own = [scenario for scenario in shipped if outcome["place"] in scenario.city.name]
            cities = frozenset(scenario.city.id for scenario in own)
            kubes = frozenset(kube.id for scenario in own for kube in scenario.kubes)
            row = HeldOut(outcome["id"], outcome["place"], outcome["share"], cities, kubes)
            held.append(row)
    return tuple(held)


def why_held_out(scenario: Scenario) -> str:
    """Return why a scenario may not be calibrated on, or nothing."""
    text = f"{scenario.name} {scenario.title} {scenario.city.name}".lower()
    kubes = {kube.id for kube in scenario.kubes}
    for held in held_out():
        if held.place.lower() in text or scenario.city.id in held.cities or kubes & held.kubes:
            return both(
                f"is of {held.place}, which is held out",
                f"berasal dari {held.place}, yang disisihkan untuk uji",
            )
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
        for held in held_out():
            if held.place.lower() in content.lower() or held.id == content:
                yield key, content, held.place


def share_held_out(failed: int, total: int) -> str:
    """Return the place whose held-out share these counts are, or nothing."""
    near = (
        held.place for held in held_out() if total and abs(failed / total - held.share) < SAME_SHARE
    )
    return next(near, "")
