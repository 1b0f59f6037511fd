"""The city: everything that the phases of a month share."""

from collections.abc import Sequence
from typing import NamedTuple

import mesa
import numpy as np
from numpy.typing import NDArray

from sim.agents import Agency, Facilitator, Household, Kube
from sim.calendar import month_number
from sim.draws import HOUSEHOLD_NORMALS, HOUSEHOLD_UNIFORMS, KUBE_NORMALS, KUBE_UNIFORMS
from sim.ledger import Account, Ledger
from sim.luck import Kind, Luck, Purpose, draw_word, normals, uniforms
from sim.scenario import Scenario

class HouseholdsMonth(NamedTuple):
    """What all founding households and newcomers together did in a month; money in Rp."""

    month: int
    members: int
    others: int
    income_idr: int
    kube_income_idr: int
    consumption_idr: int
    unmet_idr: int
    savings_idr: int
    own_businesses: int
    saved: int
    short: int
    borrowed: int
    in_arrears: int
    helped: int
    joined: int
    left: int


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
        self, model: mesa.Model, scenario: Scenario, luck: Luck, keep_journal: bool
    ) -> None:
        self.model = model
        self.scenario = scenario
        self.levers = scenario.programme
        self.p = scenario.values()
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
        self.kubes = [
            Kube(model, self.ledger, row, scenario.month(row.founded), self._share(row.set_aside_share))
            for row in sorted(scenario.kubes, key=lambda row: row.id)
        ]
        self.households: list[Household] = []
        self.counts: dict[str, int] = {}
        self.history: list[HouseholdsMonth] = []
        self._household_words = np.zeros(0, np.uint64)
        self._kube_words = _words(Kind.KUBE, [(kube.id, 0) for kube in self.kubes])

    def _share(self, agreed: float | None) -> float:
        return self.levers.set_aside_share if agreed is None else agreed

    def add(self, household: Household) -> None:
        """Let a new household live here, and deal it this month's luck."""
        self.households.append(household)
        words = _words(Kind.HOUSEHOLD, [(household.origin, household.slot)])
        self._deal([household], words, HOUSEHOLD_UNIFORMS, HOUSEHOLD_NORMALS)

    def outside(self, account: Account) -> int:
        """Return the number of an outside account."""
        return self.ledger.outside[account]

    def living(self) -> list[Kube]:
        """Return the Kubes that are founded and have not failed, by id."""
        return [kube for kube in self.kubes if kube.status == 1]

    def begin_month(self, month: int) -> None:
        """Set the calendar and draw the month's luck for everybody at once."""
        self.month = month
        self.price = self.prices[month]
        self.counts = dict.fromkeys(
            ("saved", "short", "borrowed", "helped", "joined", "left", "consumption", "kube"), 0
        )
        if len(self._household_words) != len(self.households):
            self._household_words = _words(
                Kind.HOUSEHOLD, [(h.origin, h.slot) for h in self.households]
            )
        self._deal(self.households, self._household_words, HOUSEHOLD_UNIFORMS, HOUSEHOLD_NORMALS)
        self._deal(self.kubes, self._kube_words, KUBE_UNIFORMS, KUBE_NORMALS)

    def _deal(
        self,
        owners: Sequence[Household] | Sequence[Kube],
        words: NDArray[np.uint64],
        uniform: Sequence[Purpose],
        normal: Sequence[Purpose],
    ) -> None:
        bits = self.luck.table((*uniform, *normal), self.month, words)
        u = uniforms(bits[:, : len(uniform)]).tolist()
        z = normals(bits[:, len(uniform) :]).tolist()
        for owner, owner_u, owner_z in zip(owners, u, z, strict=True):
            owner.uniforms = owner_u
            owner.normals = owner_z

    def end_month(self) -> int:
        """Close the books and record the month; return the ledger's difference in Rp."""
        difference = self.ledger.close_month()
        for kube in self.kubes:
            if kube.status:
                kube.record(self.month)
        self.history.append(self._households_month())
        return difference

    def _households_month(self) -> HouseholdsMonth:
        members = income = unmet = savings = businesses = arrears = 0
        balance = self.ledger.balance
        for h in self.households:
            members += h.kube is not None
            income += h.month_income_idr
            unmet += h.unmet_idr
            business = balance[h.business_account]
            savings += balance[h.cash_account] + business
            businesses += business > 0
            arrears += h.months_late > 0
        count = self.counts
        return HouseholdsMonth(
            self.month, members, len(self.households) - members, income, count["kube"],
            count["consumption"], unmet, savings, businesses, count["saved"], count["short"],
            count["borrowed"], arrears, count["helped"], count["joined"], count["left"],
        )


def _words(kind: Kind, owners: list[tuple[int, int]]) -> NDArray[np.uint64]:
    """Return the part of the draw words that says whose luck it is."""
    return np.array([draw_word(0, 0, kind, entity, slot) for entity, slot in owners], np.uint64)
