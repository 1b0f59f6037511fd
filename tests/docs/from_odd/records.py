"""Section 2: the agents' state variables, and what a scenario gives (section 7)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

from tests.docs.from_odd import luck
from tests.docs.from_odd.luck import CITY, FACILITATOR, HOUSEHOLD, KUBE, Luck, Owner

PLANNED, ALIVE, FAILED = 0, 1, 2
GAGAL, TUMBUH, BERKEMBANG, MANDIRI = range(4)
COOPERATOR, CONDITIONAL_FREE_RIDER, FREE_RIDER = range(3)
MEMBER, LEFT, GRADUATED, KUBE_FAILED = range(4)
AS_GIVEN, EQUIPMENT_AT_ONCE, SHARED_OUT = range(3)
UNDECIDED = -1


@dataclass(frozen=True)
class Trade:
    """A row of the table of trades, with its seasons."""

    number: int
    input_share: float
    volatility: float
    wear: float
    season: Sequence[float]


@dataclass(frozen=True)
class DatedGrant:
    """A grant that a scenario promises: `kind` is bpls or lkm, `month` counts from the start."""

    kind: str
    month: int
    amount_idr: int
    form: str


@dataclass(frozen=True)
class Decision:
    """What one Kube decides in a month; `None` leaves a matter as it is."""

    kube: int
    month: int
    share: float | None = None
    lend: bool | None = None
    grant: int | None = None
    visits: int | None = None


@dataclass
class Household:
    """A member family."""

    origin: int
    slot: int
    key: int
    size: int = 0
    need_idr: float = 0.0
    income_idr: float = 0.0
    schooling: float = 0.0
    social_type: int = COOPERATOR
    skill: float = 0.0
    discipline: float = 0.0
    motivation: float = 0.0
    paid: float = 0.0
    trust: float = 0.0
    distress: float = 0.0
    kube: "Kube | None" = None
    last_kube: "Kube | None" = None
    months_as_member: int = 0
    why_left: int = MEMBER
    cash_idr: int = 0
    own_business_idr: int = 0
    owed_idr: int = 0
    loan_months_left: int = 0
    months_late: int = 0
    loan_of_lkm: bool = False
    willingness: float = 1.0
    present: bool = False
    emergency: bool = False
    share_now_idr: int = 0
    felt_share_idr: int = 0
    month_income_idr: int = 0
    month_need_idr: int = 0
    unmet_idr: int = 0

    @property
    def owner(self) -> Owner:
        return HOUSEHOLD, self.origin, self.slot

    def next_instalment(self) -> int:
        """Section Meet, step 4."""
        if self.loan_months_left <= 1:
            return self.owed_idr
        return -(-self.owed_idr // self.loan_months_left)

    def owe_nothing(self) -> None:
        self.owed_idr = self.loan_months_left = self.months_late = 0
        self.loan_of_lkm, self.willingness = False, 1.0


@dataclass
class Kube:
    """A joint enterprise; `first_lines` to `promised` are the scenario's."""

    id: int
    business: Trade
    founded: int
    founders: int
    first_lines: int
    by_rota: bool
    share: float
    agreed: bool
    sets_aside: bool
    hard: bool
    promised: list[DatedGrant]
    facilitator: "Facilitator | None"
    fit: float = 1.0
    cohesion: float = 0.0
    reach: float = 1.0
    decided_share: float = UNDECIDED
    decided_visits: int = UNDECIDED
    lends: bool = True
    grant_use: int = AS_GIVEN
    status: int = PLANNED
    members: list[Household] = field(default_factory=list)
    former: list[Household] = field(default_factory=list)
    newcomers: int = 0
    chair: Household | None = None
    treasurer: Household | None = None
    lines: int = 0
    books: float = 0.0
    organisation: float = 0.0
    market: float = 0.0
    access: float = 0.0
    noticed_by_facilitator: float = 0.0
    noticed_by_agency: float = 0.0
    attention: float = 0.0
    visibility: float = 0.0
    attendance: float = 0.0
    consent: float = 0.0
    held_year: float = 0.0
    bond: float = 0.0
    kas_idr: int = 0
    bank_idr: int = 0
    iks_idr: int = 0
    equipment_idr: int = 0
    loans_out_idr: int = 0
    lkm_cash_idr: int = 0
    lkm_loans_idr: int = 0
    saved_idr: int = 0
    unused_kas_idr: int = 0
    unused_grants_idr: int = 0
    unused_equipment_idr: int = 0
    counted_idr: int = 0
    has_lkm: bool = False
    got_bpls: bool = False
    got_lkm_grant: bool = False
    stage: int = GAGAL
    stopped: bool = False
    idle_months: int = 0
    loans: int = 0
    defaults: int = 0
    supported: bool = False
    visits: int = 0
    visit_effect: float = 0.0
    monitored: int = 0
    campaigns: float = 0.0
    present: int = 0
    earned_idr: int = 0
    worn_idr: int = 0
    profit_idr: int = 0
    idle: bool = False
    liquid_before_idr: int = 0
    proposed_share: float = 0.0
    aside_idr: int = 0
    offer_idr: float = 0.0
    books_kept: bool = False
    held: float = 0.0
    gain: float = 0.0
    late_share: float = 0.0

    @property
    def owner(self) -> Owner:
        return KUBE, self.id, 0

    @property
    def n(self) -> int:
        return len(self.members)

    @property
    def working_kas_idr(self) -> int:
        """Section 8, what lies idle: the kas of the formulas."""
        return self.kas_idr - self.unused_kas_idr - self.unused_grants_idr

    @property
    def working_equipment_idr(self) -> int:
        return self.equipment_idr - self.unused_equipment_idr

    def forget_what_lies_idle(self) -> None:
        self.unused_kas_idr = self.unused_grants_idr = self.unused_equipment_idr = 0

    @property
    def lkm_idr(self) -> int:
        return self.lkm_cash_idr + self.lkm_loans_idr

    def mean(self, trait: str) -> float:
        """Sums start at 0 and run in the order of the members' keys; over nobody the mean is 0."""
        total = 0.0
        for h in self.members:
            total = total + getattr(h, trait)
        return total / self.n if self.n else 0.0

    def admit(self, households: list[Household]) -> None:
        for h in households:
            h.kube = h.last_kube = self
            h.months_as_member, h.why_left = 0, MEMBER
        self.members = sorted(self.members + households, key=lambda h: h.key)
        self._elect()

    def dismiss(self, households: list[Household]) -> None:
        for h in households:
            h.kube = None
        self.members = [h for h in self.members if h.kube is self]
        self._elect()

    def _elect(self) -> None:
        """Chair and treasurer are the two best schooled, ties to the lower key; one is both."""
        best = sorted(self.members, key=lambda h: (-h.schooling, h.key))[:2]
        self.chair, self.treasurer = (best[0], best[-1]) if best else (None, None)


@dataclass
class Facilitator:
    """A post, with the person who holds it now."""

    id: int
    competence: float = 0.0
    tenure_months: int = 0
    turnovers: int = 0
    effort: float = 0.0
    own_kubes: int = 0
    load_kubes: float = 0.0
    honoraria_idr: int = 0

    @property
    def owner(self) -> Owner:
        return FACILITATOR, self.id, 0


@dataclass
class Agency:
    """Counts of what the programme did."""

    visits: int = 0
    monitoring_visits: int = 0
    campaigns: float = 0.0
    training_member_days: float = 0.0
    spent_idr: int = 0


@dataclass
class City:
    """The city; `values` holds the parameter values by group, `line_idr` the poverty line."""

    id: int
    luck: Luck
    start: int
    prices: list[float]
    line_idr: float
    background_kubes: int
    coupled: bool
    trades: Mapping[str, Trade]
    values: SimpleNamespace
    plan: Any
    levers: SimpleNamespace
    decisions: Sequence[Decision]
    facilitators: list[Facilitator]
    kubes: list[Kube]
    households: list[Household] = field(default_factory=list)
    agency: Agency = field(default_factory=Agency)
    month: int = 0

    @property
    def owner(self) -> Owner:
        return CITY, self.id, 0

    @property
    def price(self) -> float:
        return self.prices[self.month]

    def grant_idr(self, amount: int) -> int:
        """Return what a grant of a lever is worth: as it stands, or at the month's prices."""
        return int(amount * self.price) if self.levers.grants_indexed else amount

    def loan_cap_idr(self, k: Kube, amount: int) -> int:
        """Section Live: what a Kube lends at most, where a lever says `amount`."""
        if not k.lends:
            return 0
        cap = int(amount * self.price) if self.levers.loan_caps_indexed else amount
        return int(cap * self.values.live.lending)

    def living(self) -> list[Kube]:
        return [k for k in self.kubes if k.status == ALIVE]

    def uniform(self, purpose: int, who: "City | Kube | Household | Facilitator") -> float:
        return luck.uniform(self.luck.bits(purpose, self.month, who.owner))

    def normal(self, purpose: int, who: "City | Kube | Household | Facilitator") -> float:
        return luck.normal(self.luck.bits(purpose, self.month, who.owner))
