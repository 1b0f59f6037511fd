"""Double-entry ledger in whole rupiah: every flow has a from, a to, a month and a kind.

Balances move as flows are posted; the journal is kept apart. Closing a month adds the
journal up and compares: *closing balance = opening balance + flows*, for every account.
All accounts open at nothing, so the sum over all of them is nothing for ever.
"""

from collections.abc import Mapping
from enum import IntEnum
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.money import LIMIT_IDR
from sim.titles import Titles


class LedgerError(Exception):
    """The books do not close, or an impossible amount was posted."""


class Account(IntEnum):
    """The kinds of accounts. Those of the outside world exist once per city."""

    # a household's
    CASH = 0
    OWN_BUSINESS = 1
    DEBT = 2
    # a Kube's
    KAS = 3
    BANK = 4
    IKS = 5
    EQUIPMENT = 6
    LOANS_OUT = 7
    LKM = 8
    LKM_LOANS = 9
    # a facilitator's
    HONORARIA = 10
    # the world outside: where money comes from and goes
    CUSTOMERS = 11
    SUPPLIERS = 12
    EMPLOYERS = 13
    SHOPS = 14
    MINISTRY = 15
    CITY = 16
    NEIGHBOURS = 17
    POOR_FAMILIES = 18
    NATURE = 19
    ORIGIN = 20


ACCOUNTS: Mapping[Account, Titles] = {
    Account.CASH: Titles("cash of a household", "uang tunai rumah tangga"),
    Account.OWN_BUSINESS: Titles("own business", "usaha sendiri"),
    Account.DEBT: Titles("debt", "utang"),
    Account.KAS: Titles("kas", "kas"),
    Account.BANK: Titles("bank balance", "simpanan di bank"),
    Account.IKS: Titles("solidarity fund (IKS)", "dana kesetiakawanan (IKS)"),
    Account.EQUIPMENT: Titles("equipment", "alat usaha"),
    Account.LOANS_OUT: Titles("loans to members", "piutang anggota"),
    Account.LKM: Titles("cash of the LKM", "uang LKM"),
    Account.LKM_LOANS: Titles("loans of the LKM to neighbours", "piutang LKM pada tetangga"),
    Account.HONORARIA: Titles("honoraria of a facilitator", "honorarium pendamping"),
    Account.CUSTOMERS: Titles("customers", "pembeli"),
    Account.SUPPLIERS: Titles("suppliers", "pemasok"),
    Account.EMPLOYERS: Titles("employers", "pemberi kerja"),
    Account.SHOPS: Titles("shops", "toko"),
    Account.MINISTRY: Titles("the ministry", "Kementerian"),
    Account.CITY: Titles("the city", "pemerintah kota"),
    Account.NEIGHBOURS: Titles("neighbours", "tetangga"),
    Account.POOR_FAMILIES: Titles("poor families outside", "keluarga miskin di luar kelompok"),
    Account.NATURE: Titles("wear and loss", "keausan dan kehilangan"),
    Account.ORIGIN: Titles("what was there before", "bawaan awal"),
}

HOUSEHOLD_ACCOUNTS = (Account.CASH, Account.OWN_BUSINESS, Account.DEBT)
KUBE_ACCOUNTS = (
    Account.KAS,
    Account.BANK,
    Account.IKS,
    Account.EQUIPMENT,
    Account.LOANS_OUT,
    Account.LKM,
    Account.LKM_LOANS,
)


class Outside(NamedTuple):
    """The accounts of the world outside, which every city has once."""

    customers: int
    suppliers: int
    employers: int
    shops: int
    ministry: int
    city: int
    neighbours: int
    poor_families: int
    nature: int
    origin: int


class FlowKind(NamedTuple):
    """From which kind of account to which, and what it is called."""

    source: Account
    target: Account
    title: str
    judul: str


A = Account


class Flow(IntEnum):
    """The kinds of flows; `FLOWS` says what each is."""

    ENDOWMENT = 0
    OWN_BUSINESS_ENDOWMENT = 1
    GRANT_CASH = 2
    GRANT_IN_KIND = 3
    LEAK_OF_CASH = 4
    LEAK_OF_GOODS = 5
    LEAK_SPENT = 6
    HONORARIUM = 7
    REVENUE = 8
    INPUTS = 9
    WEAR = 10
    ASSETS_LOST = 11
    REPAIR = 12
    SHARE_OUT = 13
    IKS_DUES = 14
    RAID = 15
    REPAYMENT = 16
    REPAYMENT_LKM = 17
    CLAIM_SETTLED = 18
    PEER_COVER = 19
    OUTSIDE_INCOME = 20
    OWN_BUSINESS_INCOME = 21
    LOAN = 22
    LOAN_LKM = 23
    CLAIM = 24
    IKS_HELP = 25
    IKS_OUTSIDE = 26
    CONSUMPTION = 27
    OWN_BUSINESS_BOUGHT = 28
    OWN_BUSINESS_SOLD = 29
    OWN_BUSINESS_DISCOUNT = 30
    EQUIPMENT_BOUGHT = 31
    BANK_DEPOSIT = 32
    BANK_WITHDRAWAL = 33
    LKM_FUNDED = 34
    LKM_LENT = 35
    LKM_REPAID = 36
    LKM_LOST = 37
    LKM_FEE = 38
    WRITE_OFF = 39
    SALVAGE = 40
    SCRAPPED = 41
    IKS_CLOSED = 42
    LKM_CLOSED = 43
    LKM_LOANS_LOST = 44
    WINDING_UP_SHARE = 45
    WINDING_UP_REST = 46
    LKM_COLLECTED = 47


FLOWS: dict[Flow, FlowKind] = {
    Flow.ENDOWMENT: FlowKind(A.ORIGIN, A.CASH, "cash brought along", "uang bawaan"),
    Flow.OWN_BUSINESS_ENDOWMENT: FlowKind(
        A.ORIGIN, A.OWN_BUSINESS, "own business brought along", "usaha sendiri bawaan"
    ),
    Flow.GRANT_CASH: FlowKind(A.MINISTRY, A.KAS, "grant in cash", "bantuan tunai"),
    Flow.GRANT_IN_KIND: FlowKind(A.MINISTRY, A.EQUIPMENT, "grant in kind", "bantuan barang"),
    Flow.LEAK_OF_CASH: FlowKind(
        A.KAS, A.CASH, "part of a grant shared out at once", "bantuan dibagi"
    ),
    Flow.LEAK_OF_GOODS: FlowKind(
        A.EQUIPMENT, A.CASH, "goods of a grant sold at once", "barang bantuan dijual"
    ),
    Flow.LEAK_SPENT: FlowKind(
        A.CASH, A.SHOPS, "what was shared out of a grant, spent", "belanja bantuan"
    ),
    Flow.HONORARIUM: FlowKind(
        A.MINISTRY, A.HONORARIA, "honorarium of a facilitator", "honorarium pendamping"
    ),
    Flow.REVENUE: FlowKind(A.CUSTOMERS, A.KAS, "sales, rents, orders", "hasil usaha"),
    Flow.INPUTS: FlowKind(
        A.KAS, A.SUPPLIERS, "materials and goods for sale", "bahan dan barang dagangan"
    ),
    Flow.WEAR: FlowKind(A.EQUIPMENT, A.NATURE, "wear of the equipment", "keausan alat"),
    Flow.ASSETS_LOST: FlowKind(
        A.EQUIPMENT,
        A.NATURE,
        "equipment lost: theft, fire, flood, death of stock",
        "alat hilang atau rusak",
    ),
    Flow.REPAIR: FlowKind(A.KAS, A.EQUIPMENT, "repair of equipment", "perbaikan alat"),
    Flow.SHARE_OUT: FlowKind(A.KAS, A.CASH, "shares of the profit", "bagi hasil"),
    Flow.IKS_DUES: FlowKind(A.KAS, A.IKS, "IKS dues", "iuran IKS"),
    Flow.RAID: FlowKind(A.KAS, A.CASH, "part of the kas shared out", "kas dibagi"),
    Flow.REPAYMENT: FlowKind(A.CASH, A.KAS, "instalment to the kas", "angsuran"),
    Flow.REPAYMENT_LKM: FlowKind(A.CASH, A.LKM, "instalment to the LKM", "angsuran LKM"),
    Flow.CLAIM_SETTLED: FlowKind(
        A.LOANS_OUT, A.DEBT, "debt that falls by an instalment", "utang berkurang oleh angsuran"
    ),
    Flow.PEER_COVER: FlowKind(
        A.CASH, A.CASH, "a peer covers an instalment", "angsuran ditutup anggota lain"
    ),
    Flow.OUTSIDE_INCOME: FlowKind(
        A.EMPLOYERS, A.CASH, "income from outside the Kube", "penghasilan lain"
    ),
    Flow.OWN_BUSINESS_INCOME: FlowKind(
        A.CUSTOMERS, A.CASH, "profit of the own business", "laba usaha sendiri"
    ),
    Flow.LOAN: FlowKind(A.KAS, A.CASH, "loan from the kas", "pinjaman"),
    Flow.LOAN_LKM: FlowKind(A.LKM, A.CASH, "loan from the LKM", "pinjaman LKM"),
    Flow.CLAIM: FlowKind(A.DEBT, A.LOANS_OUT, "debt that a loan makes", "utang karena pinjaman"),
    Flow.IKS_HELP: FlowKind(A.IKS, A.CASH, "help of the solidarity fund", "bantuan IKS"),
    Flow.IKS_OUTSIDE: FlowKind(
        A.IKS,
        A.POOR_FAMILIES,
        "help of the solidarity fund for poor families",
        "bantuan IKS untuk keluarga miskin",
    ),
    Flow.CONSUMPTION: FlowKind(A.CASH, A.SHOPS, "food and other spending", "belanja rumah tangga"),
    Flow.OWN_BUSINESS_BOUGHT: FlowKind(
        A.CASH, A.OWN_BUSINESS, "own business bought", "modal usaha sendiri"
    ),
    Flow.OWN_BUSINESS_SOLD: FlowKind(
        A.OWN_BUSINESS, A.CASH, "own business sold", "usaha sendiri dijual"
    ),
    Flow.OWN_BUSINESS_DISCOUNT: FlowKind(
        A.OWN_BUSINESS,
        A.NATURE,
        "loss on the sale of an own business",
        "rugi penjualan usaha sendiri",
    ),
    Flow.EQUIPMENT_BOUGHT: FlowKind(
        A.KAS, A.EQUIPMENT, "equipment or a new line", "pembelian alat"
    ),
    Flow.BANK_DEPOSIT: FlowKind(A.KAS, A.BANK, "taken to the bank", "setoran bank"),
    Flow.BANK_WITHDRAWAL: FlowKind(A.BANK, A.KAS, "fetched from the bank", "penarikan bank"),
    Flow.LKM_FUNDED: FlowKind(A.KAS, A.LKM, "fund of the new LKM", "modal LKM"),
    Flow.LKM_LENT: FlowKind(
        A.LKM, A.LKM_LOANS, "loans of the LKM to neighbours", "pinjaman LKM kepada tetangga"
    ),
    Flow.LKM_REPAID: FlowKind(
        A.LKM_LOANS, A.LKM, "neighbours repay the LKM", "tetangga membayar kembali ke LKM"
    ),
    Flow.LKM_LOST: FlowKind(
        A.LKM_LOANS, A.NEIGHBOURS, "neighbours' loans lost", "pinjaman tetangga macet"
    ),
    Flow.LKM_FEE: FlowKind(
        A.NEIGHBOURS, A.LKM, "service fee of the neighbours", "jasa dari tetangga"
    ),
    Flow.WRITE_OFF: FlowKind(A.LOANS_OUT, A.DEBT, "debt given up", "utang dihapus"),
    Flow.SALVAGE: FlowKind(A.CUSTOMERS, A.KAS, "equipment sold at winding up", "penjualan alat"),
    Flow.SCRAPPED: FlowKind(
        A.EQUIPMENT, A.NATURE, "book value of the equipment written off", "nilai buku alat dihapus"
    ),
    Flow.IKS_CLOSED: FlowKind(A.IKS, A.KAS, "solidarity fund closed", "penutupan IKS"),
    Flow.LKM_CLOSED: FlowKind(A.LKM, A.KAS, "LKM closed", "penutupan LKM"),
    Flow.LKM_LOANS_LOST: FlowKind(
        A.LKM_LOANS,
        A.NEIGHBOURS,
        "neighbours' loans not collected at winding up",
        "pinjaman tetangga tak tertagih",
    ),
    Flow.WINDING_UP_SHARE: FlowKind(A.KAS, A.CASH, "share at winding up", "pembagian akhir"),
    Flow.WINDING_UP_REST: FlowKind(A.KAS, A.CITY, "rest to the city", "sisa untuk kota"),
    Flow.LKM_COLLECTED: FlowKind(
        A.LKM_LOANS, A.KAS, "neighbours' loans collected", "penagihan LKM"
    ),
}


class Ledger:
    """The books of one city.

    Attributes
    ----------
    balance : list of int
        Balance of every account in Rp; debts and outside accounts may be negative.
    outside : Outside
        Numbers of the outside accounts.
    types : list of Account
        The kind of every account.
    month_flows : NDArray, shape (kinds of flows,)
        Sum of each kind in the month closed last, in Rp.
    """

    def __init__(self, keep_journal: bool = False) -> None:
        self.balance: list[int] = []
        self.types: list[int] = []
        self.journal: list[int] = []
        self.kept: list[NDArray[np.int64]] | None = [] if keep_journal else None
        self.month_flows: NDArray[np.int64] = np.zeros(len(Flow), np.int64)
        self._opening: NDArray[np.int64] = np.zeros(0, np.int64)
        self._types: NDArray[np.int64] = np.zeros(0, np.int64)
        self.outside = Outside(*(self.open(Account[name.upper()]) for name in Outside._fields))

    def open(self, account: Account) -> int:
        """Open an account with nothing in it and return its number."""
        self.balance.append(0)
        self.types.append(int(account))
        return len(self.balance) - 1

    def post(self, flow: int, source: int, target: int, amount: int) -> None:
        """Move `amount` rupiah and write it down; nothing is written for nothing."""
        if not 0 <= amount < LIMIT_IDR:
            raise LedgerError(f"{Flow(flow).name}: {amount} is not an amount of money")
        if amount:
            balance = self.balance
            balance[source] -= amount
            balance[target] += amount
            self.journal += (flow, source, target, amount)

    def close_month(self) -> int:
        """Check the month and start the next one.

        Returns
        -------
        int
            The sum of all differences in Rp: always 0, or the month does not close.

        Raises
        ------
        LedgerError
            When an account differs from its opening balance plus its flows, is
            overdrawn, or has grown to 2**53 rupiah.
        """
        lines = np.array(self.journal, np.int64).reshape(-1, 4)
        if len(self._types) != len(self.types):
            self._types = np.array(self.types, np.int64)
        balance = np.array(self.balance, np.int64)
        expected = np.zeros(len(balance), np.int64)
        expected[: len(self._opening)] = self._opening
        np.subtract.at(expected, lines[:, 1], lines[:, 3])
        np.add.at(expected, lines[:, 2], lines[:, 3])
        difference = int(np.abs(balance - expected).sum())
        if difference:
            account = int(np.flatnonzero(balance != expected)[0])
            raise LedgerError(
                f"account {account} ({Account(self.types[account]).name}) holds "
                f"{balance[account]} but opening and flows give {expected[account]}"
            )
        self._check_bounds(balance)
        self.month_flows = np.zeros(len(Flow), np.int64)
        np.add.at(self.month_flows, lines[:, 0], lines[:, 3])
        if self.kept is not None:
            self.kept.append(lines)
        self._opening = balance
        self.journal = []
        return difference

    def total(self, account: Account) -> int:
        """Return the sum of all accounts of a kind when the month was closed, in Rp."""
        return int(self._opening[self._types == account].sum())

    def holders(self, account: Account) -> int:
        """Return how many accounts of a kind held anything when the month was closed."""
        return int(np.count_nonzero(self._opening[self._types == account]))

    def _check_bounds(self, balance: NDArray[np.int64]) -> None:
        """No inside account is overdrawn, no debt is negative, nothing outgrows a float."""
        types = self._types
        owned = (types < Account.CUSTOMERS) & (types != Account.DEBT)
        wrong = (owned & (balance < 0)) | ((types == Account.DEBT) & (balance > 0))
        wrong |= np.abs(balance) >= LIMIT_IDR
        if wrong.any():
            account = int(np.flatnonzero(wrong)[0])
            raise LedgerError(
                f"account {account} ({Account(self.types[account]).name}) "
                f"must not hold {balance[account]}"
            )
