"""The city: everything that the phases of a month share."""

import mesa
import numpy as np
from numpy.typing import NDArray

from sim.agents import Agency, Facilitator, Household, Kube
from sim.calendar import month_number
from sim.decisions import Decided
from sim.draws import HOUSEHOLD_HAND, KUBE_HAND, deal
from sim.ledger import Account, Ledger
from sim.luck import Kind, Luck, owner_words
from sim.months import COUNTED, HouseholdsMonth
from sim.scenario import KubeRow, Scenario


class City:
    """One city in one replication.

    Attributes
    ----------
    month : int
        Months since the scenario's start.
    price : float
        Price index of the month (1 in the base month).
    kubes, facilitators : list
        In the order of their ids.
    households : list of Household
        All that ever lived here, in the order in which they came.
    """

    def __init__(
        self,
        model: mesa.Model,
        scenario: Scenario,
        luck: Luck,
        keep_journal: bool,
        decisions: tuple[Decided, ...] = (),
    ) -> None:
        self.model = model
        self.scenario = scenario
        self.levers = scenario.programme
        self.p = scenario.values()
        self.decisions = decisions
        self.luck = luck
        self.ledger = Ledger(keep_journal)
        self.id = scenario.city.id
        self.prices = scenario.prices.index(scenario.start, scenario.months)
        self.line_idr = scenario.prices.poverty_line_idr
        self.first_month = month_number(scenario.start)
        self.month = 0
        self.price = self.prices[0]
        self.agency = Agency(model)
        self.facilitators = [
            Facilitator(model, self.ledger, scenario.city.first_facilitator + n)
            for n in range(scenario.city.facilitators)
        ]
        self.kubes = [self._plan(row) for row in sorted(scenario.kubes, key=lambda row: row.id)]
        self.households: list[Household] = []
        self.counts: dict[str, int] = {}
        self.history: list[HouseholdsMonth] = []
        self._household_words = np.zeros(0, np.uint64)
        self._new_words: list[NDArray[np.uint64]] = []
        self._kube_words = owner_words(Kind.KUBE, [(kube.id, 0) for kube in self.kubes])

    def _plan(self, row: KubeRow) -> Kube:
        """Put a Kube of the scenario on the list; it is founded when its month comes."""
        levers = self.levers
        share = levers.set_aside_share if row.set_aside_share is None else row.set_aside_share
        rule = row.rule if levers.rule == "as_agreed" else levers.rule
        founded = self.scenario.month(row.founded)
        return Kube(self.model, self.ledger, row, founded, share, rule == "set_aside_first")

    def add(self, households: list[Household]) -> None:
        """Let new households live here, and deal them this month's luck."""
        self.households += households
        words = owner_words(Kind.HOUSEHOLD, [(h.origin, h.slot) for h in households])
        self._new_words.append(words)
        hands = deal(self.luck, HOUSEHOLD_HAND, self.month, words)
        for household, hand in zip(households, hands, strict=True):
            household.draws = hand

    def living(self) -> list[Kube]:
        """Return the Kubes that are founded and have not failed, by id."""
        return [kube for kube in self.kubes if kube.status == 1]

    def begin_month(self, month: int) -> None:
        """Set the calendar, draw the month's luck for everybody at once, let Kubes decide."""
        self.month = month
        self.price = self.prices[month]
        self.counts = dict.fromkeys(COUNTED, 0)
        if self._new_words:
            self._household_words = np.concatenate([self._household_words, *self._new_words])
            self._new_words.clear()
        hands = deal(self.luck, HOUSEHOLD_HAND, month, self._household_words)
        for household, hand in zip(self.households, hands, strict=True):
            household.draws = hand
        hands = deal(self.luck, KUBE_HAND, month, self._kube_words)
        for kube, hand in zip(self.kubes, hands, strict=True):
            kube.draws = hand
        for decision in self.decisions:
            if decision.month == month:
                self.kubes[decision.place].decide(decision)
        for kube in self.kubes:
            kube.propose_what_was_decided()

    def end_month(self) -> int:
        """Close the books and record the month; return the ledger's difference in Rp."""
        difference = self.ledger.close_month()
        for kube in self.kubes:
            if kube.status:
                kube.record(self.month)
        self.history.append(self._households_month())
        return difference

    def _households_month(self) -> HouseholdsMonth:
        members = 0
        for kube in self.kubes:
            members += len(kube.members)
        ledger, count = self.ledger, self.counts
        savings = ledger.total(Account.CASH) + ledger.total(Account.OWN_BUSINESS)
        return HouseholdsMonth(
            self.month,
            members,
            len(self.households) - members,
            count["income"],
            count["kube"],
            count["consumption"],
            count["unmet"],
            savings,
            ledger.holders(Account.OWN_BUSINESS),
            count["saved"],
            count["short"],
            count["borrowed"],
            count["in_arrears"],
            count["helped"],
            count["joined"],
            count["left"],
        )
