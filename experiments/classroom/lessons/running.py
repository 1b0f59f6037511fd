"""Runs that exercises read: one side of a story in the Mesa model, with its journal."""

from functools import lru_cache
from typing import NamedTuple

from experiments.classroom.choosing import choice_of
from experiments.classroom.link import from_query, to_query
from experiments.classroom.story import SIDES, SideName, Story
from experiments.common.engines import free
from sim.agents import Kube
from sim.book import BookMonth, cash_book
from sim.calendar import month_number, month_text
from sim.ledger import Flow
from sim.model import KubeModel
from sim.months import KubeMonth

MONTHS = 24
"""So much of a story is read: until support ends."""


class Posting(NamedTuple):
    """One flow of money out of the kas or into it; `month` from the scenario's start."""

    month: int
    source: int
    target: int
    amount_idr: int


class LoanMade(NamedTuple):
    """A loan from the kas, and what was paid back on it.

    Attributes
    ----------
    borrower : int
        Account of the household's cash.
    paid : tuple of (month, rupiah)
    """

    month: int
    borrower: int
    amount_idr: int
    paid: tuple[tuple[int, int], ...]


class Ran(NamedTuple):
    """One side of a story after `MONTHS` months."""

    kube: Kube
    model: KubeModel

    @property
    def history(self) -> list[KubeMonth]:
        """The Kube's months, from its founding on."""
        return self.kube.history

    @property
    def alive(self) -> bool:
        """Whether the Kube lives at the end."""
        return self.kube.alive

    def text(self, month: int) -> str:
        """Return a month as `2016-05`."""
        return month_text(month_number(self.model.city.scenario.start) + month)

    def posted(self, *flows: Flow) -> list[Posting]:
        """Return what moved between this Kube's kas and others, of these kinds."""
        kas = self.kube.kas
        return [
            Posting(month, source, target, amount)
            for month, rows in enumerate(self.model.city.ledger.kept or [])
            for flow, source, target, amount in rows.tolist()
            if flow in flows and kas in (source, target)
        ]

    def total_idr(self, *flows: Flow) -> int:
        """Return how much moved in all."""
        return sum(it.amount_idr for it in self.posted(*flows))

    def book(self) -> list[BookMonth]:
        """Return the cash book of the kas."""
        return cash_book(self.model.city.ledger.kept or [], self.kube.kas)

    def loans(self) -> list[LoanMade]:
        """Return the loans from the kas on which something was paid back, in order."""
        lent, back = self.posted(Flow.LOAN), self.posted(Flow.REPAYMENT)
        made = []
        for number, loan in enumerate(lent):
            later = [it.month for it in lent[number + 1 :] if it.target == loan.target]
            until = later[0] if later else MONTHS
            paid = tuple(
                (it.month, it.amount_idr)
                for it in back
                if it.source == loan.target and loan.month < it.month <= until
            )
            if paid:
                made.append(LoanMade(loan.month, loan.target, loan.amount_idr, paid))
        return made

    def falls(self, months: int) -> list[tuple[int, int]]:
        """Return by how much the kas fell, largest first, with the month, of the first months."""
        kas = [it.kas_idr for it in self.history[:months]]
        pairs = enumerate(zip(kas, kas[1:], strict=False), start=1)
        drops = [(before - after, month) for month, (before, after) in pairs if after < before]
        return sorted(drops, key=lambda it: (-it[0], it[1]))


def ran(story: Story, side: SideName) -> Ran:
    """Return one side of a story, run for `MONTHS` months; later months change nothing in it."""
    return _ran(to_query(story), SIDES.index(side))


@lru_cache(maxsize=128)
def _ran(query: str, side: int) -> Ran:
    story = from_query(query)
    choice = choice_of(story)
    model = KubeModel(
        choice.scenario,
        choice.policies[side],
        seed=story.seed,
        replication=story.replication,
        keep_journal=True,
    )
    while model.month < MONTHS:
        model.step()
    free(model)
    kube = next(it for it in model.city.kubes if it.id == story.kube)
    return Ran(kube, model)
