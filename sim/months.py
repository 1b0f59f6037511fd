"""What is recorded every month: of a Kube, and of all households together."""

from typing import NamedTuple


class KubeMonth(NamedTuple):
    """What is recorded of a Kube at the end of a month; money in nominal Rp."""

    month: int
    stage: int
    members: int
    present: int
    stopped: bool
    kas_idr: int
    bank_idr: int
    iks_idr: int
    loans_out_idr: int
    lkm_idr: int
    equipment_idr: int
    saved_idr: int
    counted_idr: int
    profit_idr: int
    aside_idr: int
    proposed_share: float
    consent: float
    books: float
    organisation: float
    market: float
    access: float
    has_lkm: int
    lines: int
    discipline: float
    motivation: float
    spirit: float
    trust: float
    attention: float
    visits: int
    monitored: int
    loans: int
    defaults: int

    @property
    def lent_idr(self) -> int:
        """Loans out to members, and the LKM's money."""
        return self.loans_out_idr + self.lkm_idr

    @property
    def liquid_idr(self) -> int:
        """Cash, bank and loans out, those of the LKM included (reading b)."""
        return self.kas_idr + self.bank_idr + self.lent_idr

    @property
    def received_idr(self) -> int:
        """All capital with the equipment at book value (reading c)."""
        return self.liquid_idr + self.equipment_idr


MEANS = ("discipline", "motivation", "spirit", "trust")
"""What a Kube's record has of the members, on average."""
COPIED = tuple(
    name
    for name in KubeMonth._fields
    if name not in ("month", "members", "lkm_idr", "has_lkm", *MEANS)
)
"""What a Kube's record has of the Kube itself, under the same names."""


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
