"""The state of a Kube."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.ledger import Account, Ledger
from sim.standing import UNDECIDED
from sim.state.city import DatedGrant
from sim.state.variable import (
    CLASSIFY,
    INVEST,
    JOIN_AND_LEAVE,
    LEARN,
    LIVE,
    MEET,
    SCENARIO,
    SUPPORT,
    TRADE,
    account,
    balance,
    derived,
)

if TYPE_CHECKING:
    from sim.agents.household import Household
    from sim.agents.officials import Facilitator


class KubeState:
    """What is known of a Kube."""

    ledger: Ledger
    dated: list[DatedGrant]

    id: int = SCENARIO.fixed(
        "id", "id", "id", "identity in the keys of luck, unique over the nation"
    )
    number: int = SCENARIO.aid("number", "number", "nomor", "its place among the Kubes, by id")
    founded: int = SCENARIO.fixed(
        "month", "founded in", "didirikan pada", "month of founding, from the scenario's start"
    )
    founders: int = SCENARIO.fixed("households", "founders", "pendiri", "households that found it")
    trade: int = SCENARIO.fixed(
        "number", "trade", "jenis usaha", "trade at founding: input share, volatility, wear, season"
    )
    by_rota: bool = SCENARIO.fixed(
        "yes/no",
        "shared by rota",
        "dibagi menurut giliran",
        "profit is shared equally by those on duty, else by work done",
    )
    hard_access: bool = SCENARIO.fixed(
        "yes/no", "hard to reach", "sulit dijangkau", "the place is hard to reach"
    )
    lines_at_founding: int = SCENARIO.fixed(
        "lines",
        "lines of business at founding",
        "jenis usaha awal",
        "lines of business at founding, and when it is started again",
    )
    fit: float = SUPPORT.fixed(
        "factor",
        "fit of business and place",
        "kecocokan usaha dan tempat",
        "fit of the business to its place, on expected profit",
        start=1.0,
    )
    cohesion: float = SUPPORT.fixed(
        "0-1, signed",
        "cohesion of the founders",
        "kekompakan pendiri",
        "cohesion of the founders, on the target of motivation",
    )
    reach: float = SUPPORT.fixed(
        "share",
        "access of the place",
        "keterjangkauan tempat",
        "access of the location: 1, or less where hard to reach",
        start=1.0,
    )
    share: float = SCENARIO.fixed(
        "share of profit",
        "share agreed to set aside",
        "bagian laba yang disepakati disisihkan",
        "share that the officers propose to set aside; changed by the programme or a decision",
    )
    sets_aside: bool = MEET.carried(
        "yes/no",
        "sets aside first",
        "menyisihkan lebih dulu",
        "rule: set aside first, else share everything",
    )
    facilitator: Facilitator | None = SCENARIO.fixed(
        "facilitator", "facilitator", "pendamping", "who cares for it"
    )
    decided_share: float = SCENARIO.carried(
        "share of profit",
        "share that the Kube decided to propose",
        "bagian yang diputuskan Kube",
        "share that the Kube itself decided; -1 none",
        start=float(UNDECIDED),
    )
    decided_visits: int = SCENARIO.carried(
        "visits a month",
        "visits decided for it",
        "kunjungan yang diputuskan",
        "visits decided for it; -1 none",
        start=UNDECIDED,
    )
    lends: bool = SCENARIO.carried(
        "yes/no",
        "lends to members",
        "meminjami anggota",
        "lends to members: yes, unless it decided otherwise",
        start=True,
    )
    grant_use: int = SCENARIO.carried(
        "code",
        "decided use of grants",
        "penggunaan bantuan yang diputuskan",
        "of a grant: 0 as given, 1 equipment at once, 2 shared out",
    )
    living: bool = SUPPORT.aid(
        "yes/no", "alive", "masih berjalan", "founded and not failed when the month's support began"
    )
    supported: bool = SUPPORT.month("yes/no", "inside the months of support", "dalam masa dukungan")
    draws: list[float] = SUPPORT.month(
        "numbers", "luck", "keberuntungan", "the hand of luck dealt for the month"
    )
    visits: int = SUPPORT.month("visits", "visits of the facilitator", "kunjungan pendamping")
    visit_effect: float = SUPPORT.month(
        "0-1", "facilitation that arrived", "pendampingan yang sampai"
    )
    monitored: int = SUPPORT.month(
        "visits", "monitoring visits", "kunjungan pemantauan", "monitoring visits of the agency"
    )
    noticed_by_facilitator: float = SUPPORT.carried(
        "0-1", "noticed by the facilitator", "diperhatikan pendamping", "how noticed members feel"
    )
    noticed_by_agency: float = SUPPORT.carried(
        "0-1", "noticed by the agency", "diperhatikan dinas", "how noticed members feel"
    )
    attention: float = SUPPORT.carried(
        "0-1", "watch that is kept", "pengawasan", "how watched grants, kas and books are"
    )
    promised: list[DatedGrant] = derived(
        lambda kube: [grant for grant in kube.dated if grant.pending],
        SUPPORT.carried(
            "grants",
            "dated grants to come",
            "bantuan bertanggal yang menunggu",
            "dated grants not yet paid",
        ),
    )
    got_bpls: bool = SUPPORT.carried(
        "yes/no",
        "got the second grant (BPLS)",
        "sudah menerima BPLS",
        "got its second grant (BPLS)",
    )
    got_lkm_grant: bool = SUPPORT.carried(
        "yes/no", "got the LKM grant", "sudah menerima bantuan LKM", "got its Kube-LKM grant"
    )
    granted_real_idr: float = SUPPORT.aid(
        "Rp of the base month", "grants so far", "bantuan sejauh ini"
    )
    unused_kas_idr: int = SUPPORT.carried(
        "Rp",
        "kas that lies idle",
        "kas yang menganggur",
        "what was set aside and no rule uses, where setting aside does nothing",
    )
    unused_grants_idr: int = SUPPORT.carried(
        "Rp",
        "grants that lie idle",
        "bantuan yang menganggur",
        "cash of second grants in the kas that no rule uses, where they do nothing",
    )
    unused_equipment_idr: int = SUPPORT.carried(
        "Rp",
        "equipment that lies idle",
        "alat yang menganggur",
        "equipment of second grants that no rule uses, where they do nothing",
    )
    stopped: bool = TRADE.carried(
        "yes/no",
        "business stopped",
        "usaha berhenti",
        "stopped by a breakdown or spoilt stock until it is paid to start again",
    )
    present: int = TRADE.month(
        "members", "members at work", "anggota yang bekerja", "members who worked"
    )
    attendance: float = TRADE.carried(
        "0-1",
        "remembered attendance",
        "kehadiran yang diingat",
        "remembered share of members who turn up",
    )
    liquid_before_idr: int = TRADE.month(
        "Rp", "kas and loans out before trade", "kas dan pinjaman sebelum berusaha"
    )
    earned_idr: int = TRADE.month(
        "Rp",
        "revenue less inputs",
        "hasil penjualan dikurangi bahan",
        "revenue less inputs, not below 0",
    )
    worn_idr: int = TRADE.month("Rp", "wear of the equipment", "keausan alat")
    profit_idr: int = TRADE.month(
        "Rp", "profit", "laba", "earned less repair: what there is to share"
    )
    idle: bool = TRADE.month(
        "yes/no",
        "idle month",
        "bulan menganggur",
        "hardly anybody came or next to nothing was earned",
    )
    proposed_share: float = MEET.month(
        "share of profit",
        "share proposed to set aside",
        "bagian yang diusulkan disisihkan",
        "proposed now: 0 where everything is shared",
    )
    consent: float = MEET.carried(
        "0-1",
        "share of members who consent",
        "bagian anggota yang setuju",
        "share of members who consented at the last meeting",
    )
    held: float = MEET.month(
        "0-1",
        "part of the proposal that is held to",
        "bagian usulan yang dijalankan",
        "part of the proposal that is set aside",
    )
    aside_idr: int = MEET.month("Rp", "set aside", "disisihkan", "set aside for kas and IKS")
    offer_idr: float = MEET.month(
        "Rp", "what coming brought", "hasil bagi yang hadir", "offered to each who came"
    )
    late_share: float = MEET.month(
        "0-1",
        "members late with a loan",
        "anggota yang menunggak",
        "share of members with an overdue loan",
    )
    defaults: int = MEET.carried(
        "loans",
        "loans in default so far",
        "pinjaman macet sejauh ini",
        "loans still owed two months after they were due, so far",
    )
    books_kept: bool = MEET.month(
        "yes/no", "books kept", "pembukuan dikerjakan", "the books were kept"
    )
    visibility: float = MEET.carried(
        "0-1",
        "what members see of the money",
        "keterbukaan uang bagi anggota",
        "books times openness: what members see of the money",
    )
    held_year: float = MEET.carried(
        "0-1",
        "held to over a year",
        "usulan yang dijalankan setahun",
        "held, remembered over about a year",
    )
    loans: int = LIVE.carried("loans", "loans so far", "pinjaman sejauh ini", "loans made so far")
    gain: float = LEARN.month(
        "share of need",
        "gain that members felt",
        "manfaat yang dirasakan anggota",
        "mean gain that members felt",
    )
    bond: float = LEARN.carried(
        "0-1", "bond", "ikatan kelompok", "bond of those who meet and save together"
    )
    books: float = LEARN.carried("0-1", "quality of the books", "mutu pembukuan")
    organisation: float = LEARN.carried("0-1", "organisation", "organisasi")
    market: float = LEARN.carried("0-1", "market reach", "jangkauan pasar")
    access: float = LEARN.carried("0-1", "access to sources", "akses ke sumber")
    lines: int = INVEST.carried("lines", "lines of business", "ragam usaha")
    has_lkm: bool = INVEST.carried(
        "yes/no", "has an LKM", "memiliki LKM", "founded a microfinance body or co-operative"
    )
    members: list[Household] = JOIN_AND_LEAVE.carried(
        "households", "members", "anggota", "in the order of their keys"
    )
    heads: int = JOIN_AND_LEAVE.aid("households", "number of members", "jumlah anggota")
    former: list[Household] = JOIN_AND_LEAVE.carried(
        "households", "former members", "bekas anggota", "members at the time of failure"
    )
    chair: Household | None = JOIN_AND_LEAVE.carried(
        "household", "chair", "ketua", "best schooled member; keeps the books"
    )
    treasurer: Household | None = JOIN_AND_LEAVE.carried(
        "household", "treasurer", "bendahara", "second best schooled member; shows the books"
    )
    attraction: float = JOIN_AND_LEAVE.aid(
        "0-1", "attraction", "daya tarik", "how attractive it looks from outside"
    )
    places: int = JOIN_AND_LEAVE.aid(
        "households", "places", "tempat", "places for those who want to join this month"
    )
    newcomers: int = JOIN_AND_LEAVE.carried(
        "households", "newcomers so far", "pendatang sejauh ini", "newcomers taken so far"
    )
    idle_months: int = JOIN_AND_LEAVE.carried(
        "months",
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
    equipment_idr: int = balance(Account.EQUIPMENT, "equipment", SUPPORT, "equipment at book value")
    kas_idr: int = balance(Account.KAS, "kas", SUPPORT, "cash in the group's box")
    bank_idr: int = balance(Account.BANK, "bank", INVEST, "balance at the bank")
    iks_idr: int = balance(Account.IKS, "iks", MEET, "solidarity fund")
    loans_out_idr: int = balance(Account.LOANS_OUT, "loans_out", LIVE, "what members owe")

    @property
    def lkm_cash_idr(self) -> int:
        """The LKM's cash."""
        return self.ledger.balance[self.lkm]

    @property
    def lkm_loans_idr(self) -> int:
        """The LKM's loans to neighbours."""
        return self.ledger.balance[self.lkm_loans]

    lkm_idr: int = derived(
        lambda kube: kube.ledger.balance[kube.lkm] + kube.ledger.balance[kube.lkm_loans],
        INVEST.carried(
            "Rp",
            "money of the LKM",
            "uang LKM",
            "LKM: its cash and its loans to neighbours (two accounts)",
        ),
    )
    saved_idr: int = MEET.carried(
        "Rp",
        "kas saved from profit",
        "kas dari laba",
        "kas that came from profit alone (reading d)",
    )
    counted_idr: int = CLASSIFY.month(
        "Rp", "assets that count", "harta yang dihitung", "assets that count for its stage"
    )
    stage: int = CLASSIFY.carried(
        "code", "stage", "tahap", "0 gagal, 1 tumbuh, 2 berkembang, 3 mandiri"
    )
    status: int = SUPPORT.carried("code", "life", "keadaan", "0 planned, 1 alive, 2 failed")


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
    "noticed_by_facilitator",
    "noticed_by_agency",
    "unused_kas_idr",
    "unused_grants_idr",
    "unused_equipment_idr",
    "stopped",
    "bond",
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
