"""Two runs in step, phase by phase: where they part, and what follows until a stage differs."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any, NamedTuple

from sim.agents import Facilitator, Household, Kube
from sim.city import City
from sim.model import KubeModel
from sim.schedule import PHASES
from sim.state import AGENCY, FACILITATOR, HOUSEHOLD, KUBE

DECLARED = {"household": HOUSEHOLD, "kube": KUBE, "facilitator": FACILITATOR, "agency": AGENCY}
LEFT_OUT = ("draws", "former")
"""Luck is said once for the run; who was a member is said while it is one."""

COMPARED = {
    kind: tuple(
        name
        for name, variable in declared.items()
        if variable.lasts != "aid" and name not in LEFT_OUT
    )
    for kind, declared in DECLARED.items()
}
"""Names of variables. Causes stand before effects within a phase, as far as there is an order
(`sim.state`)."""
HOUSEHOLDS_LEAD = {phase.name for phase in PHASES if phase.first == "households"}
"""Phases in which households act, and the Kube adds them up."""
LIVES_HERE = "lives_here"
"""Stands for a household that lives in one of the two runs only."""
END = "stage"
"""The Kube's variable at which the chain ends; it is gagal where a Kube has failed."""
START = "start"
MEMBER_OF = COMPARED["household"].index("kube")

Values = tuple[Any, ...]


class Agent(NamedTuple):
    """Who: the kind, and the id (of a household the key)."""

    kind: str
    id: int


Snapshot = dict[Agent, Values]
_GETTERS = {kind: attrgetter(*names) for kind, names in COMPARED.items()}


class Link(NamedTuple):
    """The first time that a variable of an agent differs.

    Attributes
    ----------
    month : int
        Of the scenario.
    kubes : tuple of int
        Ids of the Kubes that it concerns: the Kube itself, or those of a household in the one
        run and the other.
    values : tuple
        In the one run and the other.
    """

    month: int
    phase: str
    agent: Agent
    variable: str
    values: tuple[Any, Any]
    kubes: tuple[int, ...]


@dataclass
class Parting:
    """How two runs part.

    Attributes
    ----------
    links : list of Link
        First differences in the order in which they came; empty when the runs never part.
    end : Link or None
        The first difference in a Kube's stage, if there was one; no link is later.
    """

    links: list[Link] = field(default_factory=list)
    end: Link | None = None


def part(
    one: KubeModel, other: KubeModel, progress: Callable[[int], None] = lambda _: None
) -> Parting:
    """Step two models of one scenario together until a Kube's stage differs.

    What a policy sets in the Kubes before the first month (the share they agreed on) is no
    parting yet: it is one when somebody acts on it.

    Parameters
    ----------
    one, other : KubeModel
        At their start.
    progress : callable
        Called with the months done.
    """
    parting = Parting()
    known = {(link.agent, link.variable) for link in _differences(one, other, 0, START)}
    for (month, phase), _ in zip(phases_of(one), phases_of(other), strict=True):
        new = [
            link
            for link in _differences(one, other, month, phase)
            if (link.agent, link.variable) not in known
        ]
        known.update((link.agent, link.variable) for link in new)
        parting.links += new
        parting.end = next((link for link in new if link.variable == END), None)
        if parting.end is not None:
            return parting
        progress(month + 1)
    return parting


def _differences(one: KubeModel, other: KubeModel, month: int, phase: str) -> Iterator[Link]:
    """Yield everything that differs now."""
    left, right = snapshot(one.city, phase), snapshot(other.city, phase)
    for agent in (*left, *(agent for agent in right if agent not in left)):
        a, b = left.get(agent), right.get(agent)
        if a == b:
            continue
        kubes = _kubes(agent, left, right)
        if a is None or b is None:
            lives = a is not None, b is not None
            yield Link(month, phase, agent, LIVES_HERE, lives, kubes)
            continue
        for name, x, y in zip(COMPARED[agent.kind], a, b, strict=True):
            if x != y:
                yield Link(month, phase, agent, name, (x, y), kubes)


def _kubes(agent: Agent, left: Snapshot, right: Snapshot) -> tuple[int, ...]:
    """Return the Kubes that an agent concerns, in either run."""
    if agent.kind == "kube":
        return (agent.id,)
    if agent.kind != "household":
        return ()
    ids = {side[agent][MEMBER_OF] for side in (left, right) if agent in side}
    return tuple(sorted(number for number in ids if number is not None))


def chain(parting: Parting) -> list[Link]:
    """Return the links that lead from the parting to the Kube whose stage differs.

    The parting itself comes first. Then follows of that Kube and its households, which count
    as one, each variable's first difference; where no stage differs, of the Kube in which the
    runs part.
    """
    if not parting.links:
        return []
    first, end = parting.links[0], parting.end
    concerned = (link.kubes for link in (end, *parting.links) if link is not None)
    target = next(filter(None, concerned), ())
    links, seen = [first], {(first.agent.kind, first.variable, first.kubes)}
    for link in parting.links[1:]:
        what = (link.agent.kind, link.variable, target)
        if set(target) & set(link.kubes) and what not in seen and link is not end:
            seen.add(what)
            links.append(link)
    return links if end is None or end is first else [*links, end]


def snapshot(city: City, phase: str) -> Snapshot:
    """Return the values of all agents, in the order in which agents act in the phase."""
    kubes = _values("kube", {kube.id: kube for kube in city.kubes})
    households = _values("household", {household.key: household for household in city.households})
    first, then = (households, kubes) if phase in HOUSEHOLDS_LEAD else (kubes, households)
    facilitators = {facilitator.id: facilitator for facilitator in city.facilitators}
    agency = _values("agency", {0: city.agency})
    return {**_values("facilitator", facilitators), **first, **then, **agency}


def _values(kind: str, agents: dict[int, Any]) -> Snapshot:
    """Return the values of agents of one kind, by id, in the order of `COMPARED`."""
    get = _GETTERS[kind]
    return {Agent(kind, number): _plain(get(agents[number])) for number in sorted(agents)}


def _plain(values: Values) -> Values:
    """Put ids in the place of agents, so that values of two runs can be compared."""
    return tuple([value if type(value) in (int, float, bool) else _id(value) for value in values])


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
