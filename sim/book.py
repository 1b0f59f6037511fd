"""Books read from the ledger's journal: cash books of one account, flows between kinds.

The journal is `Ledger.kept`: per month an array of int64 rows (flow, source, target, amount).
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.ledger import FLOWS, Account, Flow

Journal = Sequence[NDArray[np.int64]]

OPENING = "opening balance (saldo awal)"
CLOSING = "closing balance (saldo akhir)"

DESCRIPTIONS = {
    Flow.ENDOWMENT: "cash brought along (uang bawaan)",
    Flow.GRANT_CASH: "grant in cash (bantuan tunai)",
    Flow.LEAK_OF_CASH: "part of a grant shared out at once (bantuan dibagi)",
    Flow.LEAK_OF_GOODS: "goods of a grant sold at once (barang bantuan dijual)",
    Flow.LEAK_SPENT: "what was shared out of a grant, spent (belanja bantuan)",
    Flow.REVENUE: "sales, rents, orders (hasil usaha)",
    Flow.INPUTS: "materials and goods for sale (bahan dan barang dagangan)",
    Flow.REPAIR: "repair of equipment (perbaikan alat)",
    Flow.SHARE_OUT: "shares of the profit (bagi hasil)",
    Flow.IKS_DUES: "IKS dues (iuran IKS)",
    Flow.RAID: "part of the kas shared out (kas dibagi)",
    Flow.REPAYMENT: "instalment to the kas (angsuran)",
    Flow.REPAYMENT_LKM: "instalment to the LKM (angsuran LKM)",
    Flow.OUTSIDE_INCOME: "income from outside the Kube (penghasilan lain)",
    Flow.OWN_BUSINESS_INCOME: "profit of the own business (laba usaha sendiri)",
    Flow.LOAN: "loan from the kas (pinjaman)",
    Flow.LOAN_LKM: "loan from the LKM (pinjaman LKM)",
    Flow.IKS_HELP: "help of the solidarity fund (bantuan IKS)",
    Flow.CONSUMPTION: "food and other spending (belanja rumah tangga)",
    Flow.OWN_BUSINESS_BOUGHT: "own business bought (modal usaha sendiri)",
    Flow.OWN_BUSINESS_SOLD: "own business sold (usaha sendiri dijual)",
    Flow.EQUIPMENT_BOUGHT: "equipment or a new line (pembelian alat)",
    Flow.BANK_DEPOSIT: "taken to the bank (setoran bank)",
    Flow.BANK_WITHDRAWAL: "fetched from the bank (penarikan bank)",
    Flow.LKM_FUNDED: "fund of the new LKM (modal LKM)",
    Flow.SALVAGE: "equipment sold at winding up (penjualan alat)",
    Flow.IKS_CLOSED: "solidarity fund closed (penutupan IKS)",
    Flow.LKM_CLOSED: "LKM closed (penutupan LKM)",
    Flow.LKM_COLLECTED: "neighbours' loans collected (penagihan LKM)",
    Flow.WINDING_UP_SHARE: "share at winding up (pembagian akhir)",
    Flow.WINDING_UP_REST: "rest to the city (sisa untuk kota)",
}
PEER_COVER_IN = "a peer covers an instalment (dibantu anggota)"
PEER_COVER_OUT = "covered a peer's instalment (membantu anggota)"


class Line(NamedTuple):
    """A line of a cash book: entries of one kind that follow each other; money in Rp."""

    flow: Flow
    entries: int
    in_idr: int
    out_idr: int
    balance_idr: int

    @property
    def description(self) -> str:
        """What it is, in English and Indonesian."""
        if self.flow == Flow.PEER_COVER:
            return PEER_COVER_IN if self.in_idr else PEER_COVER_OUT
        return DESCRIPTIONS.get(self.flow, FLOWS[self.flow].meaning)


class BookMonth(NamedTuple):
    """A month of a cash book; `month` counts from the start of the journal."""

    month: int
    opening_idr: int
    lines: tuple[Line, ...]
    closing_idr: int


def cash_book(journal: Journal, account: int) -> list[BookMonth]:
    """Return the book of one account, from nothing to its last balance.

    Parameters
    ----------
    journal : sequence of NDArray of int64, shape (entries, 4)
        One array a month.
    account : int
        Number of the account in the ledger.

    Returns
    -------
    list of BookMonth
        The months in which money moved, in order. Entries stand in the order in which they
        were posted.
    """
    book = []
    balance = 0
    for month, rows in enumerate(journal):
        own = rows[(rows[:, 1] == account) | (rows[:, 2] == account)]
        if not len(own):
            continue
        lines: list[Line] = []
        opening = balance
        for flow, _, target, amount in own.tolist():
            received, paid = (amount, 0) if target == account else (0, amount)
            balance += received - paid
            lines.append(Line(Flow(flow), 1, received, paid, balance))
        book.append(BookMonth(month, opening, _merged(lines), balance))
    return book


def _merged(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Make one line of those that follow each other and are of one kind and direction."""
    merged: list[Line] = []
    for line in lines:
        last = merged[-1] if merged else None
        if last is not None and last.description == line.description:
            merged[-1] = Line(
                line.flow,
                last.entries + line.entries,
                last.in_idr + line.in_idr,
                last.out_idr + line.out_idr,
                line.balance_idr,
            )
        else:
            merged.append(line)
    return tuple(merged)


def flow_matrix(journal: Journal, types: Sequence[int], months: range) -> NDArray[np.int64]:
    """Return what flowed from each kind of account to each other one.

    Parameters
    ----------
    journal : sequence of NDArray of int64, shape (entries, 4)
    types : sequence of int
        Kind of every account (`Ledger.types`).
    months : range
        Months of the journal that are added up.

    Returns
    -------
    NDArray of int64, shape (kinds, kinds)
        Rp from `Account(row)` to `Account(column)`.
    """
    matrix = np.zeros((len(Account), len(Account)), np.int64)
    kinds = np.array(types, np.int64)
    for month in months:
        rows = journal[month]
        np.add.at(matrix, (kinds[rows[:, 1]], kinds[rows[:, 2]]), rows[:, 3])
    return matrix
