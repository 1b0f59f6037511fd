"""A question: a plan, what is moved in it, what is assumed, over how many worlds, on which luck."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from types import MappingProxyType
from typing import Any

from experiments.common.city_or_nation import city, kubes_in
from experiments.common.uncertainty import Uncertainty
from experiments.comparing.comparison import Side, Sides
from experiments.explorer.levers import plan_levers
from experiments.policy.accounting import PRICE_OF_YEAR
from experiments.store.digest import canonical
from sim.course import LeverOverrides
from sim.ensemble.code_cache import sources_hash
from sim.nation.load import load_setting
from sim.policy import NONE, Policy
from sim.scenario import Scenario

NOTHING: Mapping[str, Any] = MappingProxyType({})
DRAWS = 400
"""Worlds of a whole answer: 20 lie beyond each end of a 90 % interval."""
STAMP_LETTERS = 12
MOVED = "explored"
"""Name of the policy that a question asks about."""
PINS = "abcd"
"""Letters of the policies that are put beside it."""


@dataclass(frozen=True)
class Question:
    """What is asked of a place.

    Attributes
    ----------
    levers : mapping
        What is moved; levers that are as in the plan are left out.
    prices : mapping of float
        Assumed unit costs that are known, in Rp of the price year; the others vary.
    assumed : mapping of float
        What is set over the draws of both sides: parameters by their full name, rival structures
        by their column with the number of a level.
    draws : int
        Worlds of the whole answer.
    pins : tuple of mapping
        Policies that are put beside it, each as what it moves; at most as many as `PINS`.
    """

    levers: Mapping[str, Any] = field(default_factory=dict)
    prices: Mapping[str, float] = field(default_factory=dict)
    assumed: Mapping[str, float] = field(default_factory=dict)
    draws: int = DRAWS
    seed: int = 1
    pins: tuple[Mapping[str, Any], ...] = ()

    @property
    def key(self) -> str:
        """A text that questions have whose answer is the same, whatever is put beside it."""
        return canonical([*map(dict, (self.levers, self.prices, self.assumed)), self.seed])

    def pinned(self, levers: Mapping[str, Any]) -> "Question":
        """Return the question about another policy, all else as here."""
        return replace(self, levers=levers, pins=())


@dataclass(frozen=True, eq=False)
class Place:
    """What is asked about: a city's plan, and the draws of what is not known of it.

    Attributes
    ----------
    name : str
        As it is named on the command line.
    usual : Question
        What is asked where nothing else is; a link that leaves draws or seed out has its own.
    """

    name: str
    scenario: Scenario
    uncertainty: Uncertainty
    usual: Question = field(default_factory=Question)

    @cached_property
    def plan(self) -> dict[str, Any]:
        """Every lever as the plan has it."""
        return plan_levers(self.scenario)

    @cached_property
    def kubes(self) -> int:
        """Kubes of the plan."""
        return kubes_in(self.scenario)

    @cached_property
    def price_year(self) -> int:
        """The year in whose rupiah costs are: that of the price ranges."""
        return PRICE_OF_YEAR

    @cached_property
    def stamp(self) -> str:
        """What an answer depends on beside its question: model, draws and plan, in few letters."""
        parts = (sources_hash(), self.uncertainty.digest, self.scenario.model_dump(mode="json"))
        return hashlib.sha256(canonical(parts).encode()).hexdigest()[:STAMP_LETTERS]

    def policy(self, question: Question) -> Policy:
        """Return what is moved as a policy; where nothing is, the one that changes nothing."""
        if not question.levers:
            return NONE
        levers = LeverOverrides(**question.levers)
        return Policy(name=MOVED, title="Explored", judul="Dijelajahi", levers=levers)

    def sides(self, question: Question) -> Sides:
        """Return the plan and what is moved in it, as `kubesim compare` has them."""
        given = dict(question.assumed)
        plan, moved = Side(NONE.name, NONE, given), self.policy(question)
        return Sides(
            self.scenario, plan, Side(moved.name, moved, given), uncertainty=self.uncertainty
        )


def place_of(name: str, uncertainty: Uncertainty) -> Place:
    """Return a shipped scenario, or one of a file or a workbook, as a place to explore.

    Raises
    ------
    InputError
        With one line per fault; also for a nation.
    """
    usual = Question(draws=min(DRAWS, len(uncertainty)))
    return Place(name, city(load_setting(name), "explore"), uncertainty, usual)
