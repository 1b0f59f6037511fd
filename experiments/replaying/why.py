"""Why two rows of a sweep part, in words."""

from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING, Any

from experiments.common.household_numbers import slot_text
from experiments.common.uncertainty import uncertainty_of, values_of
from experiments.replaying.parting import (
    DECLARED,
    LABELS,
    LIVES_HERE,
    Agent,
    Link,
    Parting,
    chain,
)
from sim.calendar import month_number, month_text
from sim.course import Step, levers_at, steps_of
from sim.levers import Levers
from sim.rules.stages import STAGES
from sim.scenario import Scenario
from sim.standing import SLOT_BITS

if TYPE_CHECKING:
    from experiments.sweeps.stored_sweep import Run

Json = dict[str, Any]
NAMED_MOST = 3
"""Variables that are named in a sentence; the rest is counted."""
REFERENCES = {"kube": "kube", "last_kube": "kube", "chair": "household", "treasurer": "household"}
"""Variables whose value is an agent, and its kind."""

CODES: dict[str, tuple[str, ...]] = {
    "stage": STAGES,
    "status": ("planned", "alive", "failed"),
    "grant_use": ("as given", "equipment", "shared out"),
    "why_left": ("member", "left", "graduated", "Kube failed"),
    "social_type": ("conditional co-operator", "conditional free rider", "free rider"),
}
NUMBERS = ("promised", "members")
"""Lists, of which the length is compared."""
DIGITS_LEAST, DIGITS_MOST = 3, 17


@dataclass(frozen=True)
class Why:
    """Two rows of a sweep, and how their runs part."""

    rows: tuple[int, int]
    runs: tuple["Run", "Run"]
    parting: Parting

    @property
    def scenario(self) -> Scenario:
        """The scenario of both."""
        return self.runs[0].scenario

    @property
    def same_luck(self) -> bool:
        """Whether the same luck falls on both."""
        one, other = self.runs
        return (one.seed, one.replication) == (other.seed, other.replication)

    @cached_property
    def settings(self) -> dict[str, tuple[Any, Any]]:
        """Levers and parameters that were set otherwise, with both values."""
        drawn = self.drawn
        return {name: values for name, values in self._apart.items() if name not in drawn}

    @cached_property
    def drawn(self) -> dict[str, tuple[Any, Any]]:
        """Parameters that were drawn otherwise, with both values."""
        one, other = self.runs
        draws = uncertainty_of(one.drawn)
        if draws.rows(one.replication) == draws.rows(other.replication):
            return {}
        set_here = {*Levers.model_fields, *one.parameters, *other.parameters}
        apart = self._apart.items()
        return {name: values for name, values in apart if name.partition(" ")[0] not in set_here}

    @cached_property
    def _apart(self) -> dict[str, tuple[Any, Any]]:
        places = [run.scenario_with_parameters.under(run.policy) for run in self.runs]
        steps = [step for place in places for step in steps_of(place.change)]
        one, other = ({**_levers_by_date(place, steps), **values_of(place)} for place in places)
        return {name: (one[name], other[name]) for name in one if one[name] != other[name]}

    def lines(self) -> list[str]:
        """Say why the runs part: what was set, where they part, and what follows."""
        return [*self._opening(), *self._sentences(), self._ending()]

    def _opening(self) -> list[str]:
        one, other = self.rows
        lines = []
        if not self.same_luck:
            seeds = (f"seed {run.seed}, replication {run.replication}" for run in self.runs)
            both = " and ".join(
                f"{seed} in row {row}" for seed, row in zip(seeds, self.rows, strict=True)
            )
            lines.append(f"The runs part at the start because their luck is another: {both}.")
        if self.drawn:
            lines.append(f"{len(self.drawn)} parameters are others, drawn for each replication.")
        for name, (x, y) in self.settings.items():
            lines.append(f"{name} is {x} in row {one} and {y} in row {other}.")
        if self.same_luck and not self.settings:
            lines.append("Levers, parameters and luck are the same.")
        return lines

    def _sentences(self) -> list[str]:
        """Return the chain: a sentence for each agent in a phase, the parting first."""
        groups = groupby(chain(self.parting), key=lambda link: (link.month, link.phase, link.agent))
        sentences = [self._sentence(list(links)) for _, links in groups]
        end = self.parting.end
        if end is not None and self.parting.links[0].kubes != end.kubes:
            kube = self._agent(end.agent)
            sentences.insert(1, f"What follows is of {kube}, whose stage is the first to differ.")
        return sentences

    def _sentence(self, links: list[Link]) -> str:
        """Say what differs for the first time of an agent in a phase."""
        first = links[0]
        phase = first.phase.replace("_", " ")
        named = [self._named(link) for link in links[:NAMED_MOST]]
        more = [LABELS[link.agent.kind][link.variable] for link in links[NAMED_MOST:]]
        rest = f"; also {', '.join(more)}" if more else ""
        agent = self._agent(first.agent)
        return f"In {self._month(first)}, in {phase}, {agent}: {'; '.join(named)}{rest}."

    def _named(self, link: Link) -> str:
        """Say one difference: what it is in the one row and in the other."""
        one, other = self.rows
        if link.variable == LIVES_HERE:
            return f"comes in row {one if link.values[0] else other} only"
        x, y = self._values(link)
        return f"{LABELS[link.agent.kind][link.variable]} {x} in row {one}, {y} in row {other}"

    def _values(self, link: Link) -> tuple[str, str]:
        kind = REFERENCES.get(link.variable)
        if kind is None:
            return pair(link.agent.kind, link.variable, *link.values)
        x, y = (
            "none" if number is None else self._agent(Agent(kind, number)) for number in link.values
        )
        return x, y

    def _ending(self) -> str:
        end = self.parting.end
        if end is not None:
            (one, other), (x, y) = self.rows, self._values(end)
            kube = self._agent(end.agent)
            return f"So {kube} is {x} in row {one} and {y} in row {other} from {self._month(end)}."
        if self.parting.links:
            return "No Kube's stage differs in any month."
        return "The two runs are the same in every phase of every month."

    def _month(self, link: Link) -> str:
        return month_text(month_number(self.scenario.start) + link.month)

    def _agent(self, agent: Agent) -> str:
        """Name an agent: a household by the Kube it was born into and its number there."""
        if agent.kind == "kube":
            return next(row.name for row in self.scenario.kubes if row.id == agent.id)
        if agent.kind == "household":
            number = slot_text(agent.id & ((1 << SLOT_BITS) - 1))
            return f"household {number} of {self._agent(Agent('kube', agent.id >> SLOT_BITS))}"
        return "the agency" if agent.kind == "agency" else f"facilitator {agent.id}"

    def json(self) -> Json:
        """Return all of it as a JSON object."""
        links = [self._link(link) for link in chain(self.parting)]
        return {
            "row": self.rows[0],
            "against": self.rows[1],
            "settings": {name: list(values) for name, values in self.settings.items()},
            "drawn": {name: list(values) for name, values in self.drawn.items()},
            "same_luck": self.same_luck,
            "first": links[0] if links else None,
            "chain": links,
            "end": None if self.parting.end is None else self._link(self.parting.end),
            "words": self.lines(),
        }

    def _link(self, link: Link) -> Json:
        known = link.variable != LIVES_HERE
        return {
            "month": self._month(link),
            "phase": link.phase,
            "agent": self._agent(link.agent),
            "variable": link.variable,
            "unit": DECLARED[link.agent.kind][link.variable].unit if known else "yes/no",
            "values": list(link.values),
        }


def pair(kind: str, variable: str, k: Any, l: Any) -> tuple[str, str]:  # noqa: E741
    """Write two values that differ, so that they read differently."""
    unit = "number" if variable in NUMBERS else DECLARED[kind][variable].unit
    if variable in CODES:
        codes = CODES[variable]
        return codes[k], codes[l]
    for digits in range(DIGITS_LEAST, DIGITS_MOST):
        texts = _text(k, unit, digits), _text(l, unit, digits)
        if texts[0] != texts[1]:
            break
    return texts


def _text(value: Any, unit: str, digits: int) -> str:
    if value is None:
        return "none"
    if unit.startswith("yes"):
        return "yes" if value else "no"
    if unit.startswith("Rp"):
        places = 0 if digits == DIGITS_LEAST else digits
        return f"Rp {value:,.{places}f}"
    return f"{value:.{digits}f}" if isinstance(value, float) else str(value)


def _levers_by_date(place: Scenario, steps: list[Step]) -> dict[str, Any]:
    """Return the levers at the start, and what is in force where a step sets a lever anew."""
    levers = place.programme.model_dump()
    for step in steps:
        now = levers_at(place, step.month - month_number(place.start))
        for name in step.levers:
            levers[f"{name} from {month_text(step.month)}"] = getattr(now, name)
    return levers
