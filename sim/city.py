"""The city: everything that the phases of a month share."""

from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any

import mesa
import numpy as np
from numpy.typing import NDArray

from sim.agents import Agency, Facilitator, Household, Kube
from sim.business import TRADES, lunar_month
from sim.calendar import JANUARY_2004, month_number
from sim.choices import GRANT_KINDS, IN_KIND, in_numbers, number_of
from sim.course import announced, periods
from sim.decisions import Decided
from sim.draws import HOUSEHOLD_HAND, KUBE_HAND, TRAITS_HAND, deal
from sim.ledger import Account, Ledger
from sim.luck import Kind, Luck, owner_words
from sim.months import HouseholdsMonth
from sim.rules.support import facilitator_of
from sim.scenario import Grant, KubeRow, Scenario, first_after_today
from sim.state.city import DatedGrant, Entry, Now, Place


class City:
    """One city in one replication.

    Attributes
    ----------
    now : Now
        The month that passes, and its price index (1 in the base month).
    count : object
        What the phases add up in the month, for `HouseholdsMonth`.
    levers : LeverNumbers
        The levers in force this month, each choice as a number (`sim.choices`).
    kubes, facilitators : list
        In the order of their ids.
    households : list of Household
        All that ever lived here, in the order in which they came.
    luck_by_kube : list of Luck
        Of every Kube: until today that of its own past, if it has one, and then the run's.
    paper : list of Entry
        What is sorted within a phase stands here.
    """

    def __init__(
        self,
        model: mesa.Model,
        scenario: Scenario,
        luck: Luck,
        keep_journal: bool,
        decisions: tuple[Decided, ...] = (),
        pasts: Sequence[Luck] = (),
    ) -> None:
        self.model = model
        self.scenario = scenario
        self.course = periods(scenario)
        self.levers = in_numbers(scenario.programme)
        self.announced = tuple(announced(scenario))
        self.p = scenario.values()
        self.decisions = decisions
        self.luck = luck
        self.luck_by_kube = list(pasts) or [luck] * len(scenario.kubes)
        self.begins = first_after_today(scenario)
        self.ledger = Ledger(keep_journal)
        self.outside = self.ledger.outside
        place = scenario.city
        self.id = place.id
        self.line_idr = scenario.prices.poverty_line_idr
        self.place = Place(place.id, place.background_kubes, place.coupled, self.line_idr)
        self.prices = scenario.prices.index(scenario.start, scenario.months)
        self.first_month = month_number(scenario.start)
        self.now = Now(0, self.prices[0], 0, [0] * TRADES, [0.0] * TRADES)
        self.count: Any = SimpleNamespace()
        self.agency = Agency(model)
        self.facilitators = [
            Facilitator(model, self.ledger, place.first_facilitator + n)
            for n in range(place.facilitators)
        ]
        rows = sorted(scenario.kubes, key=lambda row: row.id)
        self.kubes = [self._plan(row, number) for number, row in enumerate(rows)]
        self.households: list[Household] = []
        self.paper: list[Entry] = []
        self.history: list[HouseholdsMonth] = []
        self._household_words = np.zeros(0, np.uint64)
        self._household_runs = np.zeros(0, np.uint64)
        self._new_words: list[NDArray[np.uint64]] = []
        self._new_runs: list[NDArray[np.uint64]] = []
        self._kube_words = owner_words(Kind.KUBE, [(kube.id, 0) for kube in self.kubes])

    @property
    def month(self) -> int:
        """Months since the scenario's start."""
        return self.now.month

    @property
    def price(self) -> float:
        """Price index of the month."""
        return self.now.price

    def _plan(self, row: KubeRow, number: int) -> Kube:
        """Put a Kube of the scenario on the list; it is founded when its month comes."""
        levers = self.scenario.programme
        rule = row.rule if levers.rule == "as_agreed" else levers.rule
        share = row.set_aside_share
        return Kube(
            self.model,
            self.ledger,
            row,
            number,
            founded=self.scenario.month(row.founded),
            share=levers.set_aside_share if share is None else share,
            sets_aside=rule == "set_aside_first",
            facilitator=self._facilitator_of(row),
            dated=[self._dated(grant) for grant in row.grants],
        )

    def _facilitator_of(self, row: KubeRow) -> Facilitator | None:
        """Return the facilitator named in the scenario, or the one that the Kube's id falls to."""
        if not self.facilitators:
            return None
        if row.facilitator is not None:
            return self.facilitators[row.facilitator - self.scenario.city.first_facilitator]
        return self.facilitators[facilitator_of(row.id, len(self.facilitators))]

    def _dated(self, grant: Grant) -> DatedGrant:
        month, kind = self.scenario.month(grant.month), GRANT_KINDS.index(grant.kind)
        in_kind = number_of("starter_form", grant.form) == IN_KIND
        return DatedGrant(kind, month, grant.amount_idr, in_kind)

    def bring_to_life(self, kube: Kube, slot: int, count: int) -> None:
        """Let new households come, numbered in their Kube from `slot` on; deal them luck."""
        slots = range(slot, slot + count)
        words = owner_words(Kind.HOUSEHOLD, [(kube.id, slot) for slot in slots])
        runs = np.full(count, self.luck_of(kube).word)
        self._new_words.append(words)
        self._new_runs.append(runs)
        at_birth = deal(runs, TRAITS_HAND, 0, words)
        hands = deal(runs, HOUSEHOLD_HAND, self.now.month, words)
        for own_slot, traits, hand in zip(slots, at_birth, hands, strict=True):
            household = Household(self.model, self.ledger, kube.id, own_slot, len(self.households))
            household.at_birth, household.draws = traits, hand
            self.households.append(household)

    def luck_of(self, kube: Kube) -> Luck:
        """Return the luck that a Kube and its households have now."""
        return self.luck_by_kube[kube.number]

    def living(self) -> list[Kube]:
        """Return the Kubes that are founded and have not failed, by id."""
        return [kube for kube in self.kubes if kube.alive]

    def begin_month(self, month: int) -> None:
        """Set the calendar, draw the month's luck for everybody at once."""
        now = self.now
        now.month, now.price = month, self.prices[month]
        now.season = lunar_month(self.first_month + month - JANUARY_2004)
        for period in self.course:
            if period.first == month:
                self.levers = in_numbers(period.levers)
        self.count = SimpleNamespace(**dict.fromkeys(HouseholdsMonth._fields, 0))
        if self._new_words:
            self._household_words = np.concatenate([self._household_words, *self._new_words])
            self._household_runs = np.concatenate([self._household_runs, *self._new_runs])
            self._new_words.clear()
            self._new_runs.clear()
        if month == self.begins:
            self.luck_by_kube = [self.luck] * len(self.kubes)
            self._household_runs[:] = self.luck.word
        hands = deal(self._household_runs, HOUSEHOLD_HAND, month, self._household_words)
        for household, hand in zip(self.households, hands, strict=True):
            household.draws = hand
        runs = np.array([luck.word for luck in self.luck_by_kube], np.uint64)
        hands = deal(runs, KUBE_HAND, month, self._kube_words)
        for kube, hand in zip(self.kubes, hands, strict=True):
            kube.draws = hand

    def end_month(self) -> int:
        """Close the books and record the month; return the ledger's difference in Rp."""
        ledger, count = self.ledger, self.count
        difference = ledger.close_month()
        for kube in self.kubes:
            if kube.status:
                kube.record(self.now.month)
        count.month = self.now.month
        count.members = sum(kube.heads for kube in self.kubes)
        count.others = len(self.households) - count.members
        count.savings_idr = ledger.total(Account.CASH) + ledger.total(Account.OWN_BUSINESS)
        count.own_businesses = ledger.holders(Account.OWN_BUSINESS)
        self.history.append(HouseholdsMonth(**vars(count)))
        return difference
