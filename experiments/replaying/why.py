"""Why two rows of a sweep part, in words."""

from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING, Any

from experiments.common.languages import Lang, Titled, title_of
from experiments.common.numbers import number, short
from experiments.common.texts import Texts
from experiments.common.uncertainty import uncertainty_of, values_of
from experiments.replaying.parting import (
    DECLARED,
    END,
    LIVES_HERE,
    Agent,
    Link,
    Parting,
    chain,
)
from experiments.replaying.replay_words import texts
from sim.calendar import month_number, month_text
from sim.course import Step, levers_at, steps_of
from sim.levers import LEVERS, Levers
from sim.luck import slot_text
from sim.parameters import declared
from sim.rules.stages import STAGES
from sim.scenario import Scenario
from sim.schedule import PHASES
from sim.standing import SLOT_BITS

if TYPE_CHECKING:
    from experiments.sweeps.stored_sweep import Run

Json = dict[str, Any]
NAMED_MOST = 3
"""Variables that are named in a sentence; the rest is counted."""
REFERENCES = {"kube": "kube", "last_kube": "kube", "chair": "household", "treasurer": "household"}
"""Variables whose value is an agent, and its kind."""

CODES = ("status", "grant_use", "why_left", "social_type", "role")
"""Variables whose numbers or names stand for words, which are texts."""
PHASE = {phase.name: phase for phase in PHASES}
NUMBERS = ("promised", "members")
"""Lists, of which the length is compared."""
DIGITS_LEAST, DIGITS_MOST = 3, 17
FROM = " from "
"""Between a lever and the month from which on it is set, in keys."""
PARAMETERS = {name: spec for name, _, spec in declared()}


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

    def lines(self, lang: Lang) -> list[str]:
        """Say why the runs part: what was set, where they part, and what follows."""
        words = texts(lang)
        return [*self._opening(words), *self._sentences(words), self._ending(words)]

    def _opening(self, words: Texts) -> list[str]:
        one, other = self.rows
        lines = []
        if not self.same_luck:
            lucks = [
                words.say("why.luck", seed=run.seed, replication=run.replication, row=row)
                for run, row in zip(self.runs, self.rows, strict=True)
            ]
            lines.append(words.say("why.other_luck", one=lucks[0], other=lucks[1]))
        if self.drawn:
            lines.append(words.say("why.drawn", count=len(self.drawn)))
        for name, (x, y) in self.settings.items():
            set_to = {"x": _setting(words, x), "y": _setting(words, y)}
            title = _title_of_setting(words, name)
            lines.append(words.say("why.set", name=title, one=one, other=other, **set_to))
        if self.same_luck and not self.settings:
            lines.append(words["why.same"])
        return lines

    def _sentences(self, words: Texts) -> list[str]:
        """Return the chain: a sentence for each agent in a phase, the parting first."""
        groups = groupby(chain(self.parting), key=lambda link: (link.month, link.phase, link.agent))
        sentences = [self._sentence(list(links), words) for _, links in groups]
        end = self.parting.end
        if end is not None and self.parting.links[0].kubes != end.kubes:
            kube = self._agent(end.agent, words)
            sentences.insert(1, words.say("why.follows", kube=kube))
        return sentences

    def _sentence(self, links: list[Link], words: Texts) -> str:
        """Say what differs for the first time of an agent in a phase."""
        first = links[0]
        named = [self._named(link, words) for link in links[:NAMED_MOST]]
        more = [_label(link, words.lang) for link in links[NAMED_MOST:]]
        told = {
            "month": self._month(first),
            "phase": title_of(PHASE[first.phase], words.lang),
            "agent": self._agent(first.agent, words),
            "named": "; ".join(named),
        }
        if more:
            return words.say("why.sentence_more", more=", ".join(more), **told)
        return words.say("why.sentence", **told)

    def _named(self, link: Link, words: Texts) -> str:
        """Say one difference: what it is in the one row and in the other."""
        one, other = self.rows
        if link.variable == LIVES_HERE:
            return words.say("why.comes", row=one if link.values[0] else other)
        x, y = self._values(link, words)
        variable = _label(link, words.lang)
        return words.say("why.apart", variable=variable, x=x, y=y, one=one, other=other)

    def _values(self, link: Link, words: Texts) -> tuple[str, str]:
        kind = REFERENCES.get(link.variable)
        if kind is None:
            return pair(link.agent.kind, link.variable, *link.values, words.lang)
        x, y = (
            words["none"] if number is None else self._agent(Agent(kind, number), words)
            for number in link.values
        )
        return x, y

    def _ending(self, words: Texts) -> str:
        end = self.parting.end
        if end is not None:
            (one, other), (x, y) = self.rows, self._values(end, words)
            rows = {"x": x, "y": y, "one": one, "other": other}
            kube, month = self._agent(end.agent, words), self._month(end)
            return words.say("why.end", kube=kube, month=month, **rows)
        return words["why.no_end" if self.parting.links else "why.nothing"]

    def _month(self, link: Link) -> str:
        return month_text(month_number(self.scenario.start) + link.month)

    def _agent(self, agent: Agent, words: Texts) -> str:
        """Name an agent: a household by the Kube it was born into and its number there."""
        if agent.kind == "kube":
            return next(row.name for row in self.scenario.kubes if row.id == agent.id)
        if agent.kind == "household":
            number = slot_text(agent.id & ((1 << SLOT_BITS) - 1))
            kube = self._agent(Agent("kube", agent.id >> SLOT_BITS), words)
            return words.say("household", number=number, kube=kube)
        if agent.kind == "agency":
            return words["agency"]
        return words.say("facilitator", number=agent.id)

    def json(self) -> Json:
        """Return all of it as a JSON object, the same in every language."""
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
        }

    def _link(self, link: Link) -> Json:
        known = link.variable != LIVES_HERE
        return {
            "month": self._month(link),
            "phase": link.phase,
            "agent": self._agent(link.agent, texts("en")),
            "variable": link.variable,
            "unit": DECLARED[link.agent.kind][link.variable].unit if known else "yes/no",
            "values": list(link.values),
        }


def _label(link: Link, lang: Lang) -> str:
    """Return the title of the variable that differs."""
    return title_of(DECLARED[link.agent.kind][link.variable], lang)


def _title_of_setting(words: Texts, name: str) -> str:
    """Return the title of a lever, which may be dated, or of a parameter or structure."""
    lever, _, month = name.partition(FROM)
    declared: Titled | None = LEVERS.get(lever) or PARAMETERS.get(lever)
    title = lever if declared is None else title_of(declared, words.lang)
    return words.say("why.dated", lever=title, month=month) if month else title


def _setting(words: Texts, value: Any) -> str:
    """Return what a lever or parameter is set to."""
    if isinstance(value, bool):
        return words["yes" if value else "no"]
    return short(value, words.lang) if isinstance(value, int | float) else str(value)


def pair(kind: str, variable: str, k: Any, l: Any, lang: Lang) -> tuple[str, str]:  # noqa: E741
    """Write two values that differ, so that they read differently."""
    words = texts(lang)
    unit = "number" if variable in NUMBERS else DECLARED[kind][variable].unit
    if variable == END:
        return STAGES[k], STAGES[l]
    if variable in CODES:
        return words[f"code.{variable}.{k}"], words[f"code.{variable}.{l}"]
    for digits in range(DIGITS_LEAST, DIGITS_MOST):
        written = _text(k, unit, digits, words), _text(l, unit, digits, words)
        if written[0] != written[1]:
            break
    return written


def _text(value: Any, unit: str, digits: int, words: Texts) -> str:
    if value is None:
        return words["none"]
    if unit.startswith("yes"):
        return words["yes" if value else "no"]
    if unit.startswith("Rp"):
        return f"Rp {number(value, 0 if digits == DIGITS_LEAST else digits, words.lang)}"
    return number(value, digits, words.lang) if isinstance(value, float) else str(value)


def _levers_by_date(place: Scenario, steps: list[Step]) -> dict[str, Any]:
    """Return the levers at the start, and what is in force where a step sets a lever anew."""
    levers = place.programme.model_dump()
    for step in steps:
        now = levers_at(place, step.month - month_number(place.start))
        for name in step.levers:
            levers[f"{name}{FROM}{month_text(step.month)}"] = getattr(now, name)
    return levers
