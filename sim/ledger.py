"""Double-entry ledger in whole rupiah: every flow has a from, a to, a month and a kind.

Balances move as flows are posted; the journal is kept apart. Closing a month adds the
journal up and compares: *closing balance = opening balance + flows*, for every account.
All accounts open at nothing, so the sum over all of them is nothing for ever.
"""

from enum import IntEnum
from typing import Any, NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from sim.money import LIMIT_IDR


class LedgerError(Exception):
    """The books do not close, or an impossible amount was posted."""


class Account(IntEnum):
    """The kinds of accounts. Those of the outside world exist once per city.

    Attributes
    ----------
    title, judul : str
        What it is called, in English and in Indonesian.
    """

    title: str
    judul: str

    def __new__(cls, number: int, *titles: str) -> Self:
        """Make a number that has titles."""
        kind = int.__new__(cls, number)
        kind._value_ = number
        kind.title, kind.judul = titles
        return kind

    # a household's
    CASH = 0, "cash in hand", "uang tunai"
    OWN_BUSINESS = 1, "own business", "usaha sendiri"
    DEBT = 2, "debt", "utang"
    # a Kube's
    KAS = 3, "kas", "kas"
    BANK = 4, "bank balance", "simpanan di bank"
    IKS = 5, "solidarity fund (IKS)", "dana kesetiakawanan (IKS)"
    EQUIPMENT = 6, "equipment", "alat usaha"
    LOANS_OUT = 7, "loans to members", "piutang anggota"
    LKM = 8, "cash of the LKM", "uang LKM"
    LKM_LOANS = 9, "loans of the LKM to neighbours", "piutang LKM pada tetangga"
    # a facilitator's
    HONORARIA = 10, "honoraria of a facilitator", "honorarium pendamping"
    # the world outside: where money comes from and goes
    CUSTOMERS = 11, "customers", "pembeli"
    SUPPLIERS = 12, "suppliers", "pemasok"
    EMPLOYERS = 13, "employers", "pemberi kerja"
    SHOPS = 14, "shops", "toko"
    MINISTRY = 15, "the ministry", "Kementerian"
    CITY = 16, "the city", "pemerintah kota"
    NEIGHBOURS = 17, "neighbours", "tetangga"
    POOR_FAMILIES = 18, "poor families outside", "keluarga miskin di luar kelompok"
    NATURE = 19, "wear and loss", "keausan dan kehilangan"
    ORIGIN = 20, "what was there before", "bawaan awal"


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


A = Account


class Flow(IntEnum):
    """The kinds of flows.

    Attributes
    ----------
    source, target : Account
        From which kind of account to which.
    title, judul : str
        What it is called, in English and in Indonesian.
    """

    source: Account
    target: Account
    title: str
    judul: str

    def __new__(cls, number: int, *declared: Any) -> Self:
        """Make a number that has accounts and titles."""
        kind = int.__new__(cls, number)
        kind._value_ = number
        kind.source, kind.target, kind.title, kind.judul = declared
        return kind

    ENDOWMENT = 0, A.ORIGIN, A.CASH, "cash brought along", "uang bawaan"
    OWN_BUSINESS_ENDOWMENT = (
        1,
        A.ORIGIN,
        A.OWN_BUSINESS,
        "own business brought along",
        "usaha sendiri bawaan",
    )
    GRANT_CASH = 2, A.MINISTRY, A.KAS, "grant in cash", "bantuan tunai"
    GRANT_IN_KIND = 3, A.MINISTRY, A.EQUIPMENT, "grant in kind", "bantuan barang"
    LEAK_OF_CASH = 4, A.KAS, A.CASH, "part of a grant shared out at once", "bantuan dibagi"
    LEAK_OF_GOODS = 5, A.EQUIPMENT, A.CASH, "goods of a grant sold at once", "barang bantuan dijual"
    LEAK_SPENT = 6, A.CASH, A.SHOPS, "what was shared out of a grant, spent", "belanja bantuan"
    HONORARIUM = 7, A.MINISTRY, A.HONORARIA, "honorarium of a facilitator", "honorarium pendamping"
    REVENUE = 8, A.CUSTOMERS, A.KAS, "sales, rents, orders", "hasil usaha"
    INPUTS = 9, A.KAS, A.SUPPLIERS, "materials and goods for sale", "bahan dan barang dagangan"
    WEAR = 10, A.EQUIPMENT, A.NATURE, "wear of the equipment", "keausan alat"
    ASSETS_LOST = (
        11,
        A.EQUIPMENT,
        A.NATURE,
        "equipment lost: theft, fire, flood, death of stock",
        "alat hilang atau rusak",
    )
    REPAIR = 12, A.KAS, A.EQUIPMENT, "repair of equipment", "perbaikan alat"
    SHARE_OUT = 13, A.KAS, A.CASH, "shares of the profit", "bagi hasil"
    IKS_DUES = 14, A.KAS, A.IKS, "IKS dues", "iuran IKS"
    RAID = 15, A.KAS, A.CASH, "part of the kas shared out", "kas dibagi"
    REPAYMENT = 16, A.CASH, A.KAS, "instalment to the kas", "angsuran"
    REPAYMENT_LKM = 17, A.CASH, A.LKM, "instalment to the LKM", "angsuran LKM"
    CLAIM_SETTLED = (
        18,
        A.LOANS_OUT,
        A.DEBT,
        "debt that falls by an instalment",
        "utang berkurang oleh angsuran",
    )
    PEER_COVER = 19, A.CASH, A.CASH, "a peer covers an instalment", "angsuran ditutup anggota lain"
    OUTSIDE_INCOME = 20, A.EMPLOYERS, A.CASH, "income from outside the Kube", "penghasilan lain"
    OWN_BUSINESS_INCOME = (
        21,
        A.CUSTOMERS,
        A.CASH,
        "profit of the own business",
        "laba usaha sendiri",
    )
    LOAN = 22, A.KAS, A.CASH, "loan from the kas", "pinjaman"
    LOAN_LKM = 23, A.LKM, A.CASH, "loan from the LKM", "pinjaman LKM"
    CLAIM = 24, A.DEBT, A.LOANS_OUT, "debt that a loan makes", "utang karena pinjaman"
    IKS_HELP = 25, A.IKS, A.CASH, "help of the solidarity fund", "bantuan IKS"
    IKS_OUTSIDE = (
        26,
        A.IKS,
        A.POOR_FAMILIES,
        "help of the solidarity fund for poor families",
        "bantuan IKS untuk keluarga miskin",
    )
    CONSUMPTION = 27, A.CASH, A.SHOPS, "food and other spending", "belanja rumah tangga"
    OWN_BUSINESS_BOUGHT = 28, A.CASH, A.OWN_BUSINESS, "own business bought", "modal usaha sendiri"
    OWN_BUSINESS_SOLD = 29, A.OWN_BUSINESS, A.CASH, "own business sold", "usaha sendiri dijual"
    OWN_BUSINESS_DISCOUNT = (
        30,
        A.OWN_BUSINESS,
        A.NATURE,
        "loss on the sale of an own business",
        "rugi penjualan usaha sendiri",
    )
    EQUIPMENT_BOUGHT = 31, A.KAS, A.EQUIPMENT, "equipment or a new line", "pembelian alat"
    BANK_DEPOSIT = 32, A.KAS, A.BANK, "taken to the bank", "setoran bank"
    BANK_WITHDRAWAL = 33, A.BANK, A.KAS, "fetched from the bank", "penarikan bank"
    LKM_FUNDED = 34, A.KAS, A.LKM, "fund of the new LKM", "modal LKM"
    LKM_LENT = (
        35,
        A.LKM,
        A.LKM_LOANS,
        "loans of the LKM to neighbours",
        "pinjaman LKM kepada tetangga",
    )
    LKM_REPAID = (
        36,
        A.LKM_LOANS,
        A.LKM,
        "neighbours repay the LKM",
        "tetangga membayar kembali ke LKM",
    )
    LKM_LOST = 37, A.LKM_LOANS, A.NEIGHBOURS, "neighbours' loans lost", "pinjaman tetangga macet"
    LKM_FEE = 38, A.NEIGHBOURS, A.LKM, "service fee of the neighbours", "jasa dari tetangga"
    WRITE_OFF = 39, A.LOANS_OUT, A.DEBT, "debt given up", "utang dihapus"
    SALVAGE = 40, A.CUSTOMERS, A.KAS, "equipment sold at winding up", "penjualan alat"
    SCRAPPED = (
        41,
        A.EQUIPMENT,
        A.NATURE,
        "book value of the equipment written off",
        "nilai buku alat dihapus",
    )
    IKS_CLOSED = 42, A.IKS, A.KAS, "solidarity fund closed", "penutupan IKS"
    LKM_CLOSED = 43, A.LKM, A.KAS, "LKM closed", "penutupan LKM"
    LKM_LOANS_LOST = (
        44,
        A.LKM_LOANS,
        A.NEIGHBOURS,
        "neighbours' loans not collected at winding up",
        "pinjaman tetangga tak tertagih",
    )
    WINDING_UP_SHARE = 45, A.KAS, A.CASH, "share at winding up", "pembagian akhir"
    WINDING_UP_REST = 46, A.KAS, A.CITY, "rest to the city", "sisa untuk kota"
    LKM_COLLECTED = 47, A.LKM_LOANS, A.KAS, "neighbours' loans collected", "penagihan LKM"
    RESTART = 48, A.KAS, A.SUPPLIERS, "start after a stop", "biaya memulai lagi"


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
