"""The state of a household."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.ledger import Account, Ledger
from sim.standing import SLOT_BITS, STAYED
from sim.state.variable import (
    JOIN_AND_LEAVE,
    LEARN,
    LIVE,
    MEET,
    SUPPORT,
    TRADE,
    account,
    balance,
    derived,
)

if TYPE_CHECKING:
    from sim.agents.kube import Kube


def _role(household: HouseholdState) -> str:
    if household.kube is None:
        return "household"
    if household.kube.chair is household:
        return "chair"
    return "treasurer" if household.kube.treasurer is household else "member"


class HouseholdState:
    """What is known of a household; 0-1 where nothing else is said."""

    ledger: Ledger

    key: int = SUPPORT.fixed(
        "number", "key", "kunci", "origin x 131072 + slot: its identity, and the order of members"
    )
    number: int = SUPPORT.aid(
        "number", "number", "nomor", "its place among those who came to the city"
    )
    origin: int = derived(
        lambda household: household.key >> SLOT_BITS,
        SUPPORT.fixed("id", "born into", "berasal dari", "Kube into which it was born"),
    )
    slot: int = derived(
        lambda household: household.key & ((1 << SLOT_BITS) - 1),
        SUPPORT.fixed(
            "number",
            "number there",
            "nomor di sana",
            "its number there: founders from 0, newcomers from 65536",
        ),
    )
    size: int = SUPPORT.fixed("persons", "persons", "jumlah jiwa", "persons in the household")
    need_idr: float = SUPPORT.fixed(
        "Rp of the base month, a month",
        "usual need a month",
        "kebutuhan biasa per bulan",
        "usual subsistence need",
    )
    income_idr: float = SUPPORT.fixed(
        "Rp of the base month, a month",
        "usual outside income",
        "penghasilan luar yang biasa",
        "usual income from outside the Kube",
    )
    schooling: float = SUPPORT.fixed(
        "0-1", "schooling", "pendidikan", "schooling: 0 none, 1 secondary finished"
    )
    social_type: int = SUPPORT.fixed(
        "code",
        "social type",
        "tipe sosial",
        "0 conditional co-operator, 1 conditional free rider, 2 free rider",
    )
    draws: list[float] = SUPPORT.month(
        "numbers", "luck", "keberuntungan", "the hand of luck dealt for the month"
    )
    kube: Kube | None = SUPPORT.carried(
        "Kube or none", "member of", "anggota dari", "Kube of which it is a member now"
    )
    present: bool = TRADE.month("yes/no", "worked in the Kube", "ikut bekerja")
    part: float = TRADE.aid(
        "days", "part of the profit", "bagian laba", "work done, then part of the profit"
    )
    share_now_idr: int = MEET.month(
        "Rp",
        "received from the Kube",
        "diterima dari Kube",
        "received from the Kube: share of profit and of a raid",
    )
    shared_idr: int = MEET.aid(
        "Rp", "felt share", "bagian yang dirasakan", "share, with what was set aside to lie idle"
    )
    emergency: bool = LIVE.month(
        "yes/no", "illness or a ceremony", "sakit atau hajatan", "illness or a ceremony came"
    )
    month_income_idr: int = LIVE.month(
        "Rp", "income of the month", "penghasilan bulan ini", "income from all sources"
    )
    month_need_idr: int = LIVE.month(
        "Rp", "need of the month", "kebutuhan bulan ini", "need, with illness and ceremony"
    )
    short: bool = LIVE.aid(
        "yes/no", "short", "kekurangan", "cash did not meet the need before any help"
    )

    cash_account: int = account(Account.CASH, "cash_idr")
    business_account: int = account(Account.OWN_BUSINESS, "own_business_idr")
    debt_account: int = account(Account.DEBT, "debt_idr")
    cash_idr: int = balance(Account.CASH, "cash_account", SUPPORT, "cash in hand")
    own_business_idr: int = balance(
        Account.OWN_BUSINESS, "business_account", LIVE, "capital of its own business, at cost"
    )

    @property
    def debt_idr(self) -> int:
        """Balance of the account of its debt: never above 0."""
        return self.ledger.balance[self.debt_account]

    owed_idr: int = derived(
        lambda household: -household.ledger.balance[household.debt_account],
        LIVE.carried("Rp", "debt", "utang", "what it owes its Kube or the LKM (account)"),
    )
    loan_months_left: int = LIVE.carried(
        "months",
        "months until the loan is due",
        "bulan sampai jatuh tempo",
        "until its loan is due; below 0 when overdue",
    )
    months_late: int = MEET.carried(
        "months",
        "months late with the loan",
        "bulan menunggak",
        "months since its loan fell due in which some was owed",
    )
    loan_of_lkm: bool = LIVE.carried(
        "yes/no",
        "loan of the LKM",
        "pinjaman dari LKM",
        "the loan came from the LKM and not from the kas",
    )
    willingness: float = LIVE.carried(
        "0-1",
        "willingness to pay back",
        "kemauan membayar kembali",
        "to pay its loan back, drawn when it borrows; 1 without a loan",
        start=1.0,
    )
    unmet_idr: int = LIVE.month(
        "Rp", "unmet need", "kebutuhan tak terpenuhi", "need that stayed unmet"
    )
    distress: float = LIVE.carried("0-1", "distress", "kesulitan", "remembered unmet need")
    discipline: float = LEARN.carried(
        "0-1", "discipline of saving", "disiplin menabung", "habit of saving"
    )
    motivation: float = LEARN.carried(
        "0-1", "motivation", "motivasi", "from notice, help and gain: a part of its spirit"
    )
    paid: float = LEARN.carried(
        "0-1",
        "pay for its time",
        "upah atas waktunya",
        "how well the Kube pays for its time, remembered; one half where it is even",
    )
    trust: float = LEARN.carried("0-1", "trust in the officers", "kepercayaan pada pengurus")
    skill: float = LEARN.carried("0-1", "skill", "keterampilan", "skill at the work of the Kube")
    months_as_member: int = LEARN.carried(
        "months", "months as member", "lama menjadi anggota", "since it last became a member"
    )
    why_left: int = JOIN_AND_LEAVE.carried(
        "code",
        "standing",
        "kedudukan",
        "0 member, 1 left, 2 graduated, 3 Kube failed",
        start=STAYED,
    )
    last_kube: Kube | None = JOIN_AND_LEAVE.carried(
        "Kube or none",
        "last member of",
        "terakhir anggota dari",
        "Kube of which it was a member last",
    )
    role: str = derived(
        _role,
        JOIN_AND_LEAVE.carried(
            "word", "role", "peran", "chair, treasurer, member, or household outside a Kube"
        ),
    )


DIGEST = (
    "key",
    "size",
    "need_idr",
    "income_idr",
    "schooling",
    "skill",
    "discipline",
    "motivation",
    "paid",
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
