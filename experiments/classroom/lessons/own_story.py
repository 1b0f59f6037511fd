"""A trainee's own story: a luck that can be read, by a stable hash of the name, and its runs."""

import hashlib
import unicodedata
from functools import cache, lru_cache
from itertools import pairwise
from typing import NamedTuple

from experiments.classroom.lessons.exercise import BookRow
from experiments.classroom.story.catalogue import CLASS
from experiments.classroom.story.choice import Choice, choice_of
from experiments.classroom.story.link import from_query, to_query
from experiments.classroom.story.story import SIDES, Side, SideName, Story
from sim.agents import Kube
from sim.book import BookMonth, cash_book
from sim.calendar import month_number, month_text
from sim.inputs.said import both
from sim.inputs.strict import InputError
from sim.ledger import Flow
from sim.model import KubeModel
from sim.months import KubeMonth

MONTHS = 24
"""So much of a story is read: until support ends."""
SAVING_KUBES = (401, 402, 404)
"""Kubes of a class that agreed at founding to set aside first."""
SHARING, SETTING_ASIDE = Story().left, Story().right
SEEDS_SHORT = 10_000
"""Seeds of lessons have four digits at most: they are typed by hand."""
TRIES = 200
YEAR = 12
NEXT_TO_NOTHING_IDR = 10_000
NAME_MOST = 80
RUNS_KEPT = 24
"""Of some trainees who begin at once: a run holds a whole city with its journal."""


class Posting(NamedTuple):
    """One flow of money out of the kas or into it; `month` from the scenario's start."""

    month: int
    source: int
    target: int
    amount_idr: int


class KubeRun(NamedTuple):
    """One Kube in a finished run of the Mesa model, with its journal."""

    kube: Kube
    model: KubeModel

    @property
    def history(self) -> list[KubeMonth]:
        """The Kube's months, from its founding on."""
        return self.kube.history

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
        return sum(posting.amount_idr for posting in self.posted(*flows))

    def book(self) -> list[BookMonth]:
        """Return the cash book of the kas."""
        return cash_book(self.model.city.ledger.kept or [], self.kube.kas)

    def rows(self, month: BookMonth) -> tuple[BookRow, ...]:
        """Return a month of the cash book as it is shown."""
        text = self.text(month.month)
        return tuple(
            BookRow(text, line.flow.name, line.in_idr, line.out_idr, line.balance_idr)
            for line in month.lines
        )

    def loans(self) -> list[tuple[Posting, Posting]]:
        """Return the loans from the kas, in order, each with the first instalment paid on it."""
        lent, loans = self.posted(Flow.LOAN), []
        for number, loan in enumerate(lent):
            again = [other.month for other in lent[number + 1 :] if other.target == loan.target]
            until = again[0] if again else MONTHS
            loans += [
                (loan, payment)
                for payment in self.posted(Flow.REPAYMENT)
                if payment.source == loan.target and loan.month < payment.month <= until
            ][:1]
        return loans

    def falls(self, months: int) -> list[tuple[int, int]]:
        """Return by how much the kas fell, largest first, with the month, of the first months."""
        kas = [month.kas_idr for month in self.history[:months]]
        drops = [
            (before - after, month)
            for month, (before, after) in enumerate(pairwise(kas), start=1)
            if after < before
        ]
        return sorted(drops, key=lambda drop: (-drop[0], drop[1]))


def kube_run(choice: Choice, side: int, months: int) -> KubeRun:
    """Run one side of a story for so many months of the scenario."""
    model = choice.run(side, months, keep_journal=True)
    return KubeRun(choice.kube_in(model), model)


def first_months(story: Story, side: SideName) -> KubeRun:
    """Return one side of a story, run for `MONTHS` months; later months change nothing in it."""
    return _first_months(to_query(story), SIDES.index(side))


@lru_cache(RUNS_KEPT)
def _first_months(query: str, side: int) -> KubeRun:
    return kube_run(choice_of(from_query(query)), side, MONTHS)


def known_as(trainee: str) -> str:
    """Return a name as it is hashed: without capitals, and one blank between words.

    Raises
    ------
    InputError
        When nothing or too much is left of it.
    """
    name = " ".join(unicodedata.normalize("NFKC", trainee).casefold().split())
    if not 0 < len(name) <= NAME_MOST:
        fault = both(
            f"trainee: give a name or number of 1 to {NAME_MOST} letters",
            f"peserta: tulis nama atau nomor, 1 sampai {NAME_MOST} huruf",
        )
        raise InputError([fault])
    return name


def number_of(trainee: str, purpose: str) -> int:
    """Return a number for a trainee and a purpose, the same on every machine."""
    digest = hashlib.sha256(f"{known_as(trainee)}\0{purpose}".encode()).digest()
    return int.from_bytes(digest[:8], "big")


def luck_of(trainee: str) -> int:
    """Return the seed of the many runs that are counted for a trainee; it is not chosen."""
    return number_of(trainee, "lucks") % SEEDS_SHORT


def own_story(trainee: str) -> Story:
    """Return a trainee's story: a Kube that shares everything beside one that sets aside.

    Of the seeds that the trainee's number leads to it is the first in which there is something to
    read: the sharing Kube sets nothing aside for a year, the other one lives for two years,
    has set aside, and has lent and got back an instalment. So it is a chosen story; about one seed
    in three is like it.
    """
    return _own_story(known_as(trainee))


@cache
def _own_story(trainee: str) -> Story:
    kube = SAVING_KUBES[number_of(trainee, "kube") % len(SAVING_KUBES)]
    for number in range(TRIES):
        story = story_of(kube, number_of(trainee, f"story {number}") % SEEDS_SHORT)
        if _can_be_read(story):
            return story
    raise LookupError(f"no story under {TRIES} seeds of trainee {trainee}")


def story_of(kube: int, seed: int, left: Side = SHARING, right: Side = SETTING_ASIDE) -> Story:
    """Return one Kube of a class under one seed, beside itself under another choice."""
    return Story(scenario=CLASS, kube=kube, seed=seed, left=left, right=right)


def _can_be_read(story: Story) -> bool:
    right = first_months(story, "right")
    if not (
        right.kube.alive
        and sum(month.aside_idr > 0 for month in right.history[:YEAR]) >= YEAR // 2
        and right.loans()
        and right.falls(YEAR)
        and not right.kube.has_lkm
    ):
        return False
    year = first_months(story, "left").history[:YEAR]
    return (
        year[-1].stage > 0
        and not sum(month.aside_idr for month in year)
        and year[-1].kas_idr < NEXT_TO_NOTHING_IDR
    )
