"""A household: a member family (KBS), before, in and after its Kube."""

from __future__ import annotations

from typing import TYPE_CHECKING

import mesa

from sim.ledger import Account, Ledger
from sim.standing import SLOT_BITS, STAYED

if TYPE_CHECKING:
    from sim.agents.kube import Kube


class Household(mesa.Agent):
    """One household; its identity is the Kube it was born into and its slot there.

    Attributes
    ----------
    size : int
        Persons.
    need_idr, income_idr : float
        Usual need and outside income a month, in Rp of March 2010.
    schooling, skill, discipline, motivation, trust, distress : float
        Traits and states, 0-1.
    social_type : int
        Co-operator, conditional free rider or free rider (`sim.rules.founding`).
    willingness : float
        To pay its loan back, 0-1; drawn when it borrows, 1 without a loan.
    kube : Kube or None
        The Kube of which it is a member now.
    emergency : bool
        Whether illness or a ceremony came this month.
    share_now_idr, month_income_idr, month_need_idr, unmet_idr : int
        Of the current month, in nominal Rp.
    """

    def __init__(
        self, model: mesa.Model, books: Ledger, origin: int, slot: int, traits: dict[str, float]
    ) -> None:
        super().__init__(model)
        self.books = books
        self.origin = origin
        self.slot = slot
        self.key = (origin << SLOT_BITS) | slot
        self.cash_account = books.open(Account.CASH)
        self.business_account = books.open(Account.OWN_BUSINESS)
        self.debt_account = books.open(Account.DEBT)

        self.size = int(traits["size"])
        self.need_idr = traits["need_idr"]
        self.income_idr = traits["income_idr"]
        self.schooling = traits["schooling"]
        self.skill = traits["skill"]
        self.discipline = traits["discipline"]
        self.motivation = traits["motivation"]
        self.trust = traits["trust"]
        self.social_type = int(traits["social_type"])
        self.distress = 0.0

        self.kube: Kube | None = None
        self.last_kube: Kube | None = None
        self.role = "household"
        self.months_as_member = 0
        self.why_left = STAYED

        self.loan_months_left = 0
        self.months_late = 0
        self.loan_of_lkm = False
        self.willingness = 1.0

        self.draws: list[float] = []
        self.present = False
        self.emergency = False
        self.share_now_idr = 0
        self.month_income_idr = 0
        self.month_need_idr = 0
        self.unmet_idr = 0

    @property
    def cash_idr(self) -> int:
        """Cash in hand."""
        return self.books.balance[self.cash_account]

    @property
    def own_business_idr(self) -> int:
        """Capital in its own business, at cost."""
        return self.books.balance[self.business_account]

    @property
    def owed_idr(self) -> int:
        """What it owes its Kube."""
        return -self.books.balance[self.debt_account]

    def state(self) -> tuple[int | float, ...]:
        """Return the whole state as numbers, in a fixed order (the digest is made of it)."""
        return (
            self.key,
            self.size,
            self.need_idr,
            self.income_idr,
            self.schooling,
            self.skill,
            self.discipline,
            self.motivation,
            self.trust,
            self.social_type,
            self.distress,
            0 if self.kube is None else self.kube.id,
            0 if self.last_kube is None else self.last_kube.id,
            self.months_as_member,
            self.why_left,
            self.loan_months_left,
            self.months_late,
            int(self.loan_of_lkm),
            self.willingness,
            self.cash_idr,
            self.own_business_idr,
            self.owed_idr,
        )
