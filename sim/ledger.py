"""Double-entry ledger in whole rupiah: every flow has a from, a to, a month and a kind.

Balances move as flows are posted; the journal is kept apart. Closing a month adds the
journal up and compares: *closing balance = opening balance + flows*, for every account.
All accounts open at nothing, so the sum over all of them is nothing for ever.
"""

from enum import IntEnum
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.money import LIMIT_IDR


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
    """From which kind of account to which, and what it is."""

    source: Account
    target: Account
    meaning: str


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
    Flow.ENDOWMENT: FlowKind(A.ORIGIN, A.CASH, "cash that a household brings along"),
    Flow.OWN_BUSINESS_ENDOWMENT: FlowKind(A.ORIGIN, A.OWN_BUSINESS, "business brought along"),
    Flow.GRANT_CASH: FlowKind(A.MINISTRY, A.KAS, "grant in cash"),
    Flow.GRANT_IN_KIND: FlowKind(A.MINISTRY, A.EQUIPMENT, "grant in kind"),
    Flow.LEAK_OF_CASH: FlowKind(A.KAS, A.CASH, "part of a cash grant shared out at once"),
    Flow.LEAK_OF_GOODS: FlowKind(A.EQUIPMENT, A.CASH, "part of a grant in kind sold at once"),
    Flow.LEAK_SPENT: FlowKind(A.CASH, A.SHOPS, "what leaked is spent"),
    Flow.HONORARIUM: FlowKind(A.MINISTRY, A.HONORARIA, "facilitator's honorarium"),
    Flow.REVENUE: FlowKind(A.CUSTOMERS, A.KAS, "sales, rents, orders"),
    Flow.INPUTS: FlowKind(A.KAS, A.SUPPLIERS, "materials and goods for sale"),
    Flow.WEAR: FlowKind(A.EQUIPMENT, A.NATURE, "equipment wears out"),
    Flow.ASSETS_LOST: FlowKind(A.EQUIPMENT, A.NATURE, "theft, fire, flood, death of stock"),
    Flow.REPAIR: FlowKind(A.KAS, A.EQUIPMENT, "repair before sharing"),
    Flow.SHARE_OUT: FlowKind(A.KAS, A.CASH, "members' shares of the profit"),
    Flow.IKS_DUES: FlowKind(A.KAS, A.IKS, "solidarity dues (IKS)"),
    Flow.RAID: FlowKind(A.KAS, A.CASH, "a refusing group shares out part of the kas"),
    Flow.REPAYMENT: FlowKind(A.CASH, A.KAS, "instalment to the kas"),
    Flow.REPAYMENT_LKM: FlowKind(A.CASH, A.LKM, "instalment to the LKM"),
    Flow.CLAIM_SETTLED: FlowKind(A.LOANS_OUT, A.DEBT, "the debt falls by the instalment"),
    Flow.PEER_COVER: FlowKind(A.CASH, A.CASH, "a peer covers the gap of an instalment"),
    Flow.OUTSIDE_INCOME: FlowKind(A.EMPLOYERS, A.CASH, "income from outside the Kube"),
    Flow.OWN_BUSINESS_INCOME: FlowKind(A.CUSTOMERS, A.CASH, "profit of the own business"),
    Flow.LOAN: FlowKind(A.KAS, A.CASH, "loan from the kas"),
    Flow.LOAN_LKM: FlowKind(A.LKM, A.CASH, "loan from the LKM to a member"),
    Flow.CLAIM: FlowKind(A.DEBT, A.LOANS_OUT, "the debt that a loan makes"),
    Flow.IKS_HELP: FlowKind(A.IKS, A.CASH, "solidarity fund helps a member"),
    Flow.IKS_OUTSIDE: FlowKind(A.IKS, A.POOR_FAMILIES, "solidarity fund helps poor families"),
    Flow.CONSUMPTION: FlowKind(A.CASH, A.SHOPS, "food and other spending"),
    Flow.OWN_BUSINESS_BOUGHT: FlowKind(A.CASH, A.OWN_BUSINESS, "an own business is bought"),
    Flow.OWN_BUSINESS_SOLD: FlowKind(A.OWN_BUSINESS, A.CASH, "and sold in distress"),
    Flow.OWN_BUSINESS_DISCOUNT: FlowKind(A.OWN_BUSINESS, A.NATURE, "loss on that sale"),
    Flow.EQUIPMENT_BOUGHT: FlowKind(A.KAS, A.EQUIPMENT, "equipment or a new line"),
    Flow.BANK_DEPOSIT: FlowKind(A.KAS, A.BANK, "taken to the bank"),
    Flow.BANK_WITHDRAWAL: FlowKind(A.BANK, A.KAS, "fetched from the bank"),
    Flow.LKM_FUNDED: FlowKind(A.KAS, A.LKM, "fund of the new LKM"),
    Flow.LKM_LENT: FlowKind(A.LKM, A.LKM_LOANS, "LKM lends to neighbours"),
    Flow.LKM_REPAID: FlowKind(A.LKM_LOANS, A.LKM, "neighbours repay"),
    Flow.LKM_LOST: FlowKind(A.LKM_LOANS, A.NEIGHBOURS, "neighbours' loans lost"),
    Flow.LKM_FEE: FlowKind(A.NEIGHBOURS, A.LKM, "service fee of the neighbours"),
    Flow.WRITE_OFF: FlowKind(A.LOANS_OUT, A.DEBT, "debt given up"),
    Flow.SALVAGE: FlowKind(A.CUSTOMERS, A.KAS, "equipment of a failed Kube is sold"),
    Flow.SCRAPPED: FlowKind(A.EQUIPMENT, A.NATURE, "its book value is written off"),
    Flow.IKS_CLOSED: FlowKind(A.IKS, A.KAS, "solidarity fund closed at winding up"),
    Flow.LKM_CLOSED: FlowKind(A.LKM, A.KAS, "LKM closed at winding up"),
    Flow.LKM_LOANS_LOST: FlowKind(A.LKM_LOANS, A.NEIGHBOURS, "neighbours' loans not collected"),
    Flow.WINDING_UP_SHARE: FlowKind(A.KAS, A.CASH, "members' shares at winding up"),
    Flow.WINDING_UP_REST: FlowKind(A.KAS, A.CITY, "what cannot be divided goes to the city"),
    Flow.LKM_COLLECTED: FlowKind(A.LKM_LOANS, A.KAS, "neighbours' loans collected"),
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
