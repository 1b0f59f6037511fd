"""The state of a household."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.ledger import Account, Ledger
from sim.standing import SLOT_BITS, STAYED
from sim.state.variable import (
    Variable,
    account,
    aid,
    carried,
    derived,
    fixed,
    month,
)

if TYPE_CHECKING:
    from sim.agents.kube import Kube


class HouseholdState:
    """What is known of a household; 0-1 where nothing else is said."""

    ledger: Ledger

    key: int = fixed(
        "number",
        "support",
        "key",
        "kunci",
        "origin x 131072 + slot: its identity, and the order of members",
    )
    number: int = aid(
        "number", "support", "number", "nomor", "its place among those who came to the city"
    )

    @property
    @derived(
        Variable(
            "id", "fixed", "support", "born into", "berasal dari", "Kube into which it was born"
        )
    )
    def origin(self) -> int:
        """Id of the Kube into which it was born."""
        return self.key >> SLOT_BITS

    @property
    @derived(
        Variable(
            "number",
            "fixed",
            "support",
            "number there",
            "nomor di sana",
            "its number there: founders from 0, newcomers from 65536",
        )
    )
    def slot(self) -> int:
        """Its number in the Kube into which it was born."""
        return self.key & ((1 << SLOT_BITS) - 1)

    size: int = fixed("persons", "support", "persons", "jumlah jiwa", "persons in the household")
    need_idr: float = fixed(
        "Rp of the base month, a month",
        "support",
        "usual need a month",
        "kebutuhan biasa per bulan",
        "usual subsistence need",
    )
    income_idr: float = fixed(
        "Rp of the base month, a month",
        "support",
        "usual outside income",
        "penghasilan luar yang biasa",
        "usual income from outside the Kube",
    )
    schooling: float = fixed(
        "0-1", "support", "schooling", "pendidikan", "schooling: 0 none, 1 secondary finished"
    )
    social_type: int = fixed(
        "code",
        "support",
        "social type",
        "tipe sosial",
        "0 conditional co-operator, 1 conditional free rider, 2 free rider",
    )
    draws: list[float] = month(
        "numbers", "support", "luck", "keberuntungan", "the hand of luck dealt for the month"
    )
    kube: Kube | None = carried(
        "Kube or none",
        "support",
        "member of",
        "anggota dari",
        "Kube of which it is a member now",
    )
    present: bool = month(
        "yes/no", "trade", "worked in the Kube", "ikut bekerja", "worked in the Kube"
    )
    part: float = aid(
        "days", "trade", "part of the profit", "bagian laba", "work done, then part of the profit"
    )
    share_now_idr: int = month(
        "Rp",
        "meet",
        "received from the Kube",
        "diterima dari Kube",
        "received from the Kube: share of profit and of a raid",
    )
    emergency: bool = month(
        "yes/no",
        "live",
        "illness or a ceremony",
        "sakit atau hajatan",
        "illness or a ceremony came",
    )
    month_income_idr: int = month(
        "Rp", "live", "income of the month", "penghasilan bulan ini", "income from all sources"
    )
    month_need_idr: int = month(
        "Rp",
        "live",
        "need of the month",
        "kebutuhan bulan ini",
        "need, with illness and ceremony",
    )
    short: bool = aid(
        "yes/no", "live", "short", "kekurangan", "cash did not meet the need before any help"
    )

    cash_account: int = account(Account.CASH, "cash_idr")
    business_account: int = account(Account.OWN_BUSINESS, "own_business_idr")
    debt_account: int = account(Account.DEBT, "debt_idr")

    @property
    @derived(
        Variable("Rp", "carried", "support", "cash in hand", "uang tunai", "cash in hand (account)")
    )
    def cash_idr(self) -> int:
        """Cash in hand."""
        return self.ledger.balance[self.cash_account]

    @property
    @derived(
        Variable(
            "Rp",
            "carried",
            "live",
            "own business",
            "usaha sendiri",
            "capital of its own business, at cost (account)",
        )
    )
    def own_business_idr(self) -> int:
        """Capital in its own business, at cost."""
        return self.ledger.balance[self.business_account]

    @property
    def debt_idr(self) -> int:
        """Balance of the account of its debt: never above 0."""
        return self.ledger.balance[self.debt_account]

    @property
    @derived(
        Variable(
            "Rp", "carried", "live", "debt", "utang", "what it owes its Kube or the LKM (account)"
        )
    )
    def owed_idr(self) -> int:
        """What it owes its Kube or the LKM."""
        return -self.ledger.balance[self.debt_account]

    loan_months_left: int = carried(
        "months",
        "live",
        "months until the loan is due",
        "bulan sampai jatuh tempo",
        "until its loan is due; below 0 when overdue",
    )
    months_late: int = carried(
        "months",
        "meet",
        "months late with the loan",
        "bulan menunggak",
        "months since its loan fell due in which some was owed",
    )
    loan_of_lkm: bool = carried(
        "yes/no",
        "live",
        "loan of the LKM",
        "pinjaman dari LKM",
        "the loan came from the LKM and not from the kas",
    )
    willingness: float = carried(
        "0-1",
        "live",
        "willingness to pay back",
        "kemauan membayar kembali",
        "to pay its loan back, drawn when it borrows; 1 without a loan",
        start=1.0,
    )
    unmet_idr: int = month(
        "Rp", "live", "unmet need", "kebutuhan tak terpenuhi", "need that stayed unmet"
    )
    distress: float = carried("0-1", "live", "distress", "kesulitan", "remembered unmet need")
    discipline: float = carried(
        "0-1", "learn", "discipline of saving", "disiplin menabung", "habit of saving"
    )
    motivation: float = carried(
        "0-1", "learn", "motivation", "semangat", "spirit (semangat) for the group's work"
    )
    trust: float = carried(
        "0-1",
        "learn",
        "trust in the officers",
        "kepercayaan pada pengurus",
        "trust in the officers",
    )
    skill: float = carried("0-1", "learn", "skill", "keterampilan", "skill at the work of the Kube")
    months_as_member: int = carried(
        "months",
        "learn",
        "months as member",
        "lama menjadi anggota",
        "since it last became a member",
    )
    why_left: int = carried(
        "code",
        "join_and_leave",
        "standing",
        "kedudukan",
        "0 member, 1 left, 2 graduated, 3 Kube failed",
        start=STAYED,
    )
    last_kube: Kube | None = carried(
        "Kube or none",
        "join_and_leave",
        "last member of",
        "terakhir anggota dari",
        "Kube of which it was a member last",
    )

    @property
    @derived(
        Variable(
            "word",
            "carried",
            "join_and_leave",
            "role",
            "peran",
            "chair, treasurer, member, or household outside a Kube",
        )
    )
    def role(self) -> str:
        """Its role: chair, treasurer, member, or household outside a Kube."""
        if self.kube is None:
            return "household"
        if self.kube.chair is self:
            return "chair"
        return "treasurer" if self.kube.treasurer is self else "member"


DIGEST = (
    "key",
    "size",
    "need_idr",
    "income_idr",
    "schooling",
    "skill",
    "discipline",
    "motivation",
    "trust",
    "social_type",
    "distress",
    "kube",
    "last_kube",
    "months_as_member",
    "why_left",
    "loan_months_left",
    "months_late",
    "loan_of_lkm",
    "willingness",
    "cash_idr",
    "own_business_idr",
    "owed_idr",
)
"""What the digest of a state is made of, in this order; of a Kube its id, 0 for none."""
