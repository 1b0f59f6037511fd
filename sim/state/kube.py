"""The state of a Kube."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.ledger import Account, Ledger
from sim.standing import UNDECIDED
from sim.state.city import DatedGrant
from sim.state.variable import Variable, account, aid, carried, derived, fixed, month

if TYPE_CHECKING:
    from sim.agents.household import Household
    from sim.agents.officials import Facilitator


class KubeState:
    """What is known of a Kube."""

    ledger: Ledger
    dated: list[DatedGrant]

    id: int = fixed(
        "id", "scenario", "id", "id", "identity in the keys of luck, unique over the nation"
    )
    number: int = aid("number", "scenario", "number", "nomor", "its place among the Kubes, by id")
    founded: int = fixed(
        "month",
        "scenario",
        "founded in",
        "didirikan pada",
        "month of founding, from the scenario's start",
    )
    founders: int = fixed(
        "households", "scenario", "founders", "pendiri", "households that found it"
    )
    trade: int = fixed(
        "number",
        "scenario",
        "trade",
        "jenis usaha",
        "trade at founding: input share, volatility, wear, season",
    )
    by_rota: bool = fixed(
        "yes/no",
        "scenario",
        "shared by rota",
        "dibagi menurut giliran",
        "profit is shared equally by those on duty, else by work done",
    )
    hard_access: bool = fixed(
        "yes/no", "scenario", "hard to reach", "sulit dijangkau", "the place is hard to reach"
    )
    lines_at_founding: int = fixed(
        "lines",
        "scenario",
        "lines of business at founding",
        "jenis usaha awal",
        "lines of business at founding, and when it is started again",
    )
    fit: float = fixed(
        "factor",
        "support",
        "fit of business and place",
        "kecocokan usaha dan tempat",
        "fit of the business to its place, on expected profit",
        start=1.0,
    )
    cohesion: float = fixed(
        "0-1, signed",
        "support",
        "cohesion of the founders",
        "kekompakan pendiri",
        "cohesion of the founders, on the target of motivation",
    )
    reach: float = fixed(
        "share",
        "support",
        "access of the place",
        "keterjangkauan tempat",
        "access of the location: 1, or less where hard to reach",
        start=1.0,
    )
    share: float = fixed(
        "share of profit",
        "scenario",
        "share agreed to set aside",
        "bagian laba yang disepakati disisihkan",
        "share that the officers propose to set aside; changed by a decision alone",
    )
    sets_aside: bool = carried(
        "yes/no",
        "meet",
        "sets aside first",
        "menyisihkan lebih dulu",
        "rule: set aside first, else share everything",
    )
    facilitator: Facilitator | None = fixed(
        "facilitator", "scenario", "facilitator", "pendamping", "who cares for it"
    )
    decided_share: float = carried(
        "share of profit",
        "scenario",
        "share that the Kube decided to propose",
        "bagian yang diputuskan Kube",
        "share that the Kube itself decided; -1 none",
        start=float(UNDECIDED),
    )
    decided_visits: int = carried(
        "visits a month",
        "scenario",
        "visits decided for it",
        "kunjungan yang diputuskan",
        "visits decided for it; -1 none",
        start=UNDECIDED,
    )
    lends: bool = carried(
        "yes/no",
        "scenario",
        "lends to members",
        "meminjami anggota",
        "lends to members: yes, unless it decided otherwise",
        start=True,
    )
    grant_use: int = carried(
        "code",
        "scenario",
        "decided use of grants",
        "penggunaan bantuan yang diputuskan",
        "of a grant: 0 as given, 1 equipment at once, 2 shared out",
    )
    living: bool = aid(
        "yes/no",
        "support",
        "alive",
        "masih berjalan",
        "founded and not failed when the month's support began",
    )
    supported: bool = month(
        "yes/no",
        "support",
        "inside the months of support",
        "dalam masa dukungan",
        "inside the months of support",
    )
    draws: list[float] = month(
        "numbers", "support", "luck", "keberuntungan", "the hand of luck dealt for the month"
    )
    visits: int = month(
        "visits",
        "support",
        "visits of the facilitator",
        "kunjungan pendamping",
        "visits of the facilitator",
    )
    visit_effect: float = month(
        "0-1",
        "support",
        "facilitation that arrived",
        "pendampingan yang sampai",
        "facilitation that arrived",
    )
    monitored: int = month(
        "visits",
        "support",
        "monitoring visits",
        "kunjungan pemantauan",
        "monitoring visits of the agency",
    )
    attention: float = carried(
        "0-1",
        "support",
        "how noticed the members feel",
        "rasa diperhatikan",
        "how noticed the members feel",
    )

    @property
    @derived(
        Variable(
            "grants",
            "carried",
            "support",
            "dated grants to come",
            "bantuan bertanggal yang menunggu",
            "dated grants not yet paid",
        )
    )
    def promised(self) -> list[DatedGrant]:
        """Dated grants not yet paid."""
        return [grant for grant in self.dated if grant.pending]

    got_bpls: bool = carried(
        "yes/no",
        "support",
        "got the second grant (BPLS)",
        "sudah menerima BPLS",
        "got its second grant (BPLS)",
    )
    got_lkm_grant: bool = carried(
        "yes/no",
        "support",
        "got the LKM grant",
        "sudah menerima bantuan LKM",
        "got its Kube-LKM grant",
    )
    granted_real_idr: float = aid(
        "Rp of the base month", "support", "grants so far", "bantuan sejauh ini", "grants so far"
    )
    present: int = month(
        "members", "trade", "members at work", "anggota yang bekerja", "members who worked"
    )
    attendance: float = carried(
        "0-1",
        "trade",
        "remembered attendance",
        "kehadiran yang diingat",
        "remembered share of members who turn up",
    )
    liquid_before_idr: int = month(
        "Rp",
        "trade",
        "kas and loans out before trade",
        "kas dan pinjaman sebelum berusaha",
        "kas and loans out before trade",
    )
    earned_idr: int = month(
        "Rp",
        "trade",
        "revenue less inputs",
        "hasil penjualan dikurangi bahan",
        "revenue less inputs, not below 0",
    )
    worn_idr: int = month(
        "Rp", "trade", "wear of the equipment", "keausan alat", "wear of the equipment"
    )
    profit_idr: int = month(
        "Rp", "trade", "profit", "laba", "earned less repair: what there is to share"
    )
    idle: bool = month(
        "yes or no",
        "trade",
        "idle month",
        "bulan menganggur",
        "hardly anybody came or next to nothing was earned",
    )
    proposed_share: float = month(
        "share of profit",
        "meet",
        "share proposed to set aside",
        "bagian yang diusulkan disisihkan",
        "proposed now: 0 where everything is shared",
    )
    consent: float = carried(
        "0-1",
        "meet",
        "share of members who consent",
        "bagian anggota yang setuju",
        "share of members who consented at the last meeting",
    )
    held: float = month(
        "0-1",
        "meet",
        "part of the proposal that is held to",
        "bagian usulan yang dijalankan",
        "part of the proposal that is set aside",
    )
    aside_idr: int = month("Rp", "meet", "set aside", "disisihkan", "set aside for kas and IKS")
    late_share: float = month(
        "0-1",
        "meet",
        "members late with a loan",
        "anggota yang menunggak",
        "share of members with an overdue loan",
    )
    defaults: int = carried(
        "loans",
        "meet",
        "loans in default so far",
        "pinjaman macet sejauh ini",
        "loans still owed two months after they were due, so far",
    )
    books_kept: bool = month(
        "yes/no", "meet", "books kept", "pembukuan dikerjakan", "the books were kept"
    )
    visibility: float = carried(
        "0-1",
        "meet",
        "what members see of the money",
        "keterbukaan uang bagi anggota",
        "books times openness: what members see of the money",
    )
    held_year: float = carried(
        "0-1",
        "meet",
        "held to over a year",
        "usulan yang dijalankan setahun",
        "held, remembered over about a year",
    )
    loans: int = carried(
        "loans", "live", "loans so far", "pinjaman sejauh ini", "loans made so far"
    )
    gain: float = month(
        "share of need",
        "learn",
        "gain that members felt",
        "manfaat yang dirasakan anggota",
        "mean gain that members felt",
    )
    books: float = carried(
        "0-1", "learn", "quality of the books", "mutu pembukuan", "quality of the books"
    )
    organisation: float = carried("0-1", "learn", "organisation", "organisasi", "organisation")
    market: float = carried("0-1", "learn", "market reach", "jangkauan pasar", "market reach")
    access: float = carried(
        "0-1", "learn", "access to sources", "akses ke sumber", "access to sources"
    )
    lines: int = carried("lines", "invest", "lines of business", "ragam usaha", "lines of business")
    has_lkm: bool = carried(
        "yes/no",
        "invest",
        "has an LKM",
        "memiliki LKM",
        "founded a microfinance body or co-operative",
    )
    members: list[Household] = carried(
        "households", "join_and_leave", "members", "anggota", "in the order of their keys"
    )
    heads: int = aid(
        "households", "join_and_leave", "number of members", "jumlah anggota", "number of members"
    )
    former: list[Household] = carried(
        "households",
        "join_and_leave",
        "former members",
        "bekas anggota",
        "members at the time of failure",
    )
    chair: Household | None = carried(
        "household", "join_and_leave", "chair", "ketua", "best schooled member; keeps the books"
    )
    treasurer: Household | None = carried(
        "household",
        "join_and_leave",
        "treasurer",
        "bendahara",
        "second best schooled member; shows the books",
    )
    attraction: float = aid(
        "0-1", "join_and_leave", "attraction", "daya tarik", "how attractive it looks from outside"
    )
    places: int = aid(
        "households",
        "join_and_leave",
        "places",
        "tempat",
        "places for those who want to join this month",
    )
    newcomers: int = carried(
        "households",
        "join_and_leave",
        "newcomers so far",
        "pendatang sejauh ini",
        "newcomers taken so far",
    )
    idle_months: int = carried(
        "months",
        "join_and_leave",
        "idle months in a row",
        "bulan menganggur berturut-turut",
        "months in a row without activity",
    )

    kas: int = account(Account.KAS, "kas_idr")
    bank: int = account(Account.BANK, "bank_idr")
    iks: int = account(Account.IKS, "iks_idr")
    equipment: int = account(Account.EQUIPMENT, "equipment_idr")
    loans_out: int = account(Account.LOANS_OUT, "loans_out_idr")
    lkm: int = account(Account.LKM, "lkm_cash_idr")
    lkm_loans: int = account(Account.LKM_LOANS, "lkm_loans_idr")

    @property
    @derived(
        Variable(
            "Rp", "carried", "support", "equipment", "alat", "equipment at book value (account)"
        )
    )
    def equipment_idr(self) -> int:
        """Equipment at book value."""
        return self.ledger.balance[self.equipment]

    @property
    @derived(
        Variable("Rp", "carried", "support", "kas", "kas", "cash in the group's box (account)")
    )
    def kas_idr(self) -> int:
        """Cash in the group's box."""
        return self.ledger.balance[self.kas]

    @property
    @derived(Variable("Rp", "carried", "invest", "bank", "bank", "balance at the bank (account)"))
    def bank_idr(self) -> int:
        """Balance at the bank."""
        return self.ledger.balance[self.bank]

    @property
    @derived(
        Variable(
            "Rp",
            "carried",
            "meet",
            "solidarity fund (IKS)",
            "dana setia kawan (IKS)",
            "solidarity fund (account)",
        )
    )
    def iks_idr(self) -> int:
        """The solidarity fund."""
        return self.ledger.balance[self.iks]

    @property
    @derived(
        Variable(
            "Rp", "carried", "live", "loans out", "pinjaman beredar", "what members owe (account)"
        )
    )
    def loans_out_idr(self) -> int:
        """What members owe."""
        return self.ledger.balance[self.loans_out]

    @property
    def lkm_cash_idr(self) -> int:
        """The LKM's cash."""
        return self.ledger.balance[self.lkm]

    @property
    def lkm_loans_idr(self) -> int:
        """The LKM's loans to neighbours."""
        return self.ledger.balance[self.lkm_loans]

    @property
    @derived(
        Variable(
            "Rp",
            "carried",
            "invest",
            "money of the LKM",
            "uang LKM",
            "LKM: its cash and its loans to neighbours (two accounts)",
        )
    )
    def lkm_idr(self) -> int:
        """The LKM's money: its cash and its loans to neighbours."""
        return self.ledger.balance[self.lkm] + self.ledger.balance[self.lkm_loans]

    saved_idr: int = carried(
        "Rp",
        "meet",
        "kas saved from profit",
        "kas dari laba",
        "kas that came from profit alone (reading d)",
    )
    stage: int = carried(
        "code", "classify", "stage", "tahap", "0 gagal, 1 tumbuh, 2 berkembang, 3 mandiri"
    )
    status: int = carried("code", "support", "life", "keadaan", "0 planned, 1 alive, 2 failed")


DIGEST = (
    "id",
    "status",
    "founded",
    "stage",
    "heads",
    "newcomers",
    "lines",
    "sets_aside",
    "share",
    "fit",
    "cohesion",
    "books",
    "organisation",
    "market",
    "access",
    "has_lkm",
    "got_bpls",
    "got_lkm_grant",
    "idle_months",
    "attention",
    "visibility",
    "attendance",
    "consent",
    "held",
    "held_year",
    "saved_idr",
    "kas_idr",
    "bank_idr",
    "iks_idr",
    "equipment_idr",
    "loans_out_idr",
    "lkm_idr",
    "loans",
    "defaults",
)
"""What the digest of a state is made of, in this order."""
