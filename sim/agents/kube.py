"""A Kube: its members, business, money, books and standing."""

from __future__ import annotations

from heapq import nsmallest

import mesa

from sim.agents.household import Household
from sim.agents.officials import Facilitator
from sim.business import BUSINESSES
from sim.decisions import UNDECIDED, Decided
from sim.ledger import Account, Ledger
from sim.months import KubeMonth
from sim.rules.support import AS_GIVEN
from sim.scenario import KubeRow
from sim.standing import ALIVE, PLANNED, STAYED


class Kube(mesa.Agent):
    """One joint enterprise.

    Attributes
    ----------
    members : list of Household
        In the order of their keys.
    fit, cohesion : float
        Of business and place, and of the founders; drawn at founding.
    books, organisation, market, access : float
        Institutions, 0-1. `access` is access to sources; `reach` that of the location.
    earned_idr, profit_idr : int
        Revenue less inputs this month; what is left of it to share after repair.
    decided_share, decided_visits, lends, grant_use
        What the Kube decided by itself (`sim.decisions`); without decisions, of no effect.
    consent, held : float
        Share of members consenting this month; part of the proposal set aside.
    """

    def __init__(
        self,
        model: mesa.Model,
        ledger: Ledger,
        row: KubeRow,
        founded: int,
        share: float,
        sets_aside: bool,
    ) -> None:
        super().__init__(model)
        self.ledger = ledger
        self.id = row.id
        self.name = row.name
        self.row = row
        self.founded = founded
        self.business = BUSINESSES[row.business]
        self.lines = row.lines
        self.share = share
        self.sets_aside = sets_aside
        self.by_rota = row.share_by == "rota"
        self.facilitator: Facilitator | None = None
        self.decided_share = float(UNDECIDED)
        self.decided_visits = UNDECIDED
        self.lends = True
        self.grant_use = AS_GIVEN
        self._open_accounts(ledger)
        self._start_empty()
        self._start_month()
        self.history: list[KubeMonth] = []

    def _open_accounts(self, ledger: Ledger) -> None:
        self.kas = ledger.open(Account.KAS)
        self.bank = ledger.open(Account.BANK)
        self.iks = ledger.open(Account.IKS)
        self.equipment = ledger.open(Account.EQUIPMENT)
        self.loans_out = ledger.open(Account.LOANS_OUT)
        self.lkm = ledger.open(Account.LKM)
        self.lkm_loans = ledger.open(Account.LKM_LOANS)

    def _start_empty(self) -> None:
        self.status = PLANNED
        self.members: list[Household] = []
        self.former: list[Household] = []
        self.newcomers = 0
        self.chair: Household | None = None
        self.treasurer: Household | None = None
        self.fit = 1.0
        self.cohesion = 0.0
        self.reach = 1.0
        self.books = 0.0
        self.organisation = 0.0
        self.market = 0.0
        self.access = 0.0
        self.has_lkm = False
        self.promised = list(self.row.grants)
        self.got_bpls = False
        self.got_lkm_grant = False
        self.stage = 0
        self.idle_months = 0
        self.attention = 0.0
        self.visibility = 0.0
        self.attendance = 0.0
        self.consent = 0.0
        self.held = 0.0
        self.held_year = 0.0
        self.saved_idr = 0
        self.loans = 0
        self.defaults = 0

    def _start_month(self) -> None:
        self.draws: list[float] = []
        self.supported = False
        self.visits = 0
        self.visit_effect = 0.0
        self.monitored = 0
        self.present = 0
        self.earned_idr = 0
        self.idle = False
        self.profit_idr = 0
        self.worn_idr = 0
        self.aside_idr = 0
        self.proposed_share = 0.0
        self.liquid_before_idr = 0
        self.books_kept = False
        self.late_share = 0.0
        self.gain = 0.0

    @property
    def kas_idr(self) -> int:
        """Cash in the group's box."""
        return self.ledger.balance[self.kas]

    @property
    def bank_idr(self) -> int:
        """Balance at the bank."""
        return self.ledger.balance[self.bank]

    @property
    def iks_idr(self) -> int:
        """The solidarity fund."""
        return self.ledger.balance[self.iks]

    @property
    def equipment_idr(self) -> int:
        """Equipment at book value."""
        return self.ledger.balance[self.equipment]

    @property
    def loans_out_idr(self) -> int:
        """What members owe."""
        return self.ledger.balance[self.loans_out]

    @property
    def lkm_idr(self) -> int:
        """The LKM's money: its cash and its loans to neighbours."""
        return self.ledger.balance[self.lkm] + self.ledger.balance[self.lkm_loans]

    @property
    def alive(self) -> bool:
        """Founded and not failed."""
        return self.status == ALIVE

    def mean(self, trait: str) -> float:
        """Return the mean of a trait over the members, added up in order of their keys."""
        total = 0.0
        for member in self.members:
            total += getattr(member, trait)
        return total / len(self.members) if self.members else 0.0

    def decide(self, decision: Decided) -> None:
        """Take over what is decided; it holds until the next decision."""
        if decision.share >= 0.0:
            self.decided_share = decision.share
        if decision.lend >= 0:
            self.lends = decision.lend > 0
        if decision.grant >= 0:
            self.grant_use = decision.grant
        if decision.visits >= 0:
            self.decided_visits = decision.visits

    def propose_what_was_decided(self) -> None:
        """Let a decided share stand for the rule and share that were agreed at founding."""
        if self.decided_share >= 0.0:
            self.share = self.decided_share
            self.sets_aside = self.decided_share > 0.0

    def admit(self, households: list[Household]) -> None:
        """Make households members, who stay in the order of their keys, and elect officers."""
        for household in households:
            household.kube = household.last_kube = self
            household.role = "member"
            household.why_left = STAYED
            household.months_as_member = 0
        self.members = sorted(self.members + households, key=_key)
        self.elect()

    def dismiss(self, households: list[Household], why: int) -> None:
        """End memberships and elect officers; the households live on."""
        for household in households:
            household.kube = None
            household.share_now_idr = 0
            household.role = "household"
            household.why_left = why
        self.members = [member for member in self.members if member.kube is self]
        self.elect()

    def elect(self) -> None:
        """Make the two best schooled members chair and treasurer, ties to the lower key."""
        for officer in (self.chair, self.treasurer):
            if officer is not None and officer.kube is self:
                officer.role = "member"
        ranked = nsmallest(2, self.members, key=_by_schooling)
        self.chair = ranked[0] if ranked else None
        self.treasurer = ranked[-1] if ranked else None
        if self.treasurer is not None:
            self.treasurer.role = "treasurer"
        if self.chair is not None:
            self.chair.role = "chair"

    def record(self, month: int) -> None:
        """Write the month down."""
        self.history.append(
            KubeMonth(
                month,
                self.stage,
                len(self.members),
                self.present,
                self.kas_idr,
                self.bank_idr,
                self.iks_idr,
                self.loans_out_idr,
                self.lkm_idr,
                self.equipment_idr,
                self.saved_idr,
                self.profit_idr,
                self.aside_idr,
                self.proposed_share,
                self.consent,
                self.books,
                self.organisation,
                self.market,
                self.access,
                int(self.has_lkm),
                self.lines,
                self.mean("discipline"),
                self.mean("motivation"),
                self.mean("trust"),
                self.attention,
                self.visits,
                self.monitored,
                self.loans,
                self.defaults,
            )
        )

    def state(self) -> tuple[int | float, ...]:
        """Return the whole state as numbers, in a fixed order (the digest is made of it)."""
        return (
            self.id,
            self.status,
            self.founded,
            self.stage,
            len(self.members),
            self.newcomers,
            self.lines,
            int(self.sets_aside),
            self.share,
            self.fit,
            self.cohesion,
            self.books,
            self.organisation,
            self.market,
            self.access,
            int(self.has_lkm),
            int(self.got_bpls),
            int(self.got_lkm_grant),
            self.idle_months,
            self.attention,
            self.visibility,
            self.attendance,
            self.consent,
            self.held,
            self.held_year,
            self.saved_idr,
            self.kas_idr,
            self.bank_idr,
            self.iks_idr,
            self.equipment_idr,
            self.loans_out_idr,
            self.lkm_idr,
            self.loans,
            self.defaults,
        )


def _key(household: Household) -> int:
    return household.key


def _by_schooling(household: Household) -> tuple[float, int]:
    return (-household.schooling, household.key)
