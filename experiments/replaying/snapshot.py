"""What every agent is at one moment, as plain values that two runs can be compared by."""

from collections.abc import Iterator
from operator import attrgetter
from typing import Any, NamedTuple

from experiments.replaying.labels import LABELS
from sim.agents import Facilitator, Household, Kube
from sim.city import City
from sim.model import KubeModel
from sim.schedule import PHASES

HOUSEHOLDS_LEAD = {phase.name for phase in PHASES if phase.first == "households"}
"""Phases in which households act, and the Kube adds them up."""

Values = tuple[Any, ...]


class Agent(NamedTuple):
    """Who: the kind, and the id (of a household the key)."""

    kind: str
    id: int


Snapshot = dict[Agent, Values]
_GETTERS = {kind: attrgetter(*names) for kind, names in LABELS.items()}


def snapshot(city: City, phase: str) -> Snapshot:
    """Return the values of all agents, in the order in which agents act in the phase."""
    kubes = _values("kube", {kube.id: kube for kube in city.kubes})
    households = _values("household", {it.key: it for it in city.households})
    first, then = (households, kubes) if phase in HOUSEHOLDS_LEAD else (kubes, households)
    facilitators = _values("facilitator", {it.id: it for it in city.facilitators})
    return {**facilitators, **first, **then, **_values("agency", {0: city.agency})}


def _values(kind: str, agents: dict[int, Any]) -> Snapshot:
    """Return the values of agents of one kind, by id, in the order of `LABELS`."""
    get = _GETTERS[kind]
    return {Agent(kind, number): _plain(get(agents[number])) for number in sorted(agents)}


def _plain(values: Values) -> Values:
    """Put ids in the place of agents, so that values of two runs can be compared."""
    return tuple([it if type(it) in (int, float, bool) else _id(it) for it in values])


def _id(value: Any) -> Any:
    if isinstance(value, Household):
        return value.key
    if isinstance(value, Kube | Facilitator):
        return value.id
    return len(value) if isinstance(value, list) else value


def phases_of(model: KubeModel) -> Iterator[tuple[int, str]]:
    """Let a model pass its months as `KubeModel.step` does; yield after every phase.

    Yields
    ------
    tuple of int and str
        The month of the scenario, and the phase that has just passed.
    """
    while model.month < model.city.scenario.months:
        month = model.month
        for phase in model.phases():
            yield month, phase.name
