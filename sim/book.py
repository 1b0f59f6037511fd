"""Books read from the ledger's journal: cash books of one account, flows between kinds.

The journal is `Ledger.kept`: per month an array of int64 rows (flow, source, target, amount).
"""

from collections.abc import Sequence
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.inputs.said import Said, both
from sim.ledger import Account, Flow

Journal = Sequence[NDArray[np.int64]]

OPENING = both("opening balance (saldo awal)", "saldo awal")
CLOSING = both("closing balance (saldo akhir)", "saldo akhir")

PEER_COVER_IN = both("a peer covers an instalment (dibantu anggota)", "dibantu anggota")
PEER_COVER_OUT = both("covered a peer's instalment (membantu anggota)", "membantu anggota")


class Line(NamedTuple):
    """A line of a cash book: entries of one kind that follow each other; money in Rp."""

    flow: Flow
    entries: int
    in_idr: int
    out_idr: int
    balance_idr: int

    @property
    def description(self) -> Said:
        """What it is, in English with the Indonesian behind it, or in Indonesian alone."""
        if self.flow == Flow.PEER_COVER:
            return PEER_COVER_IN if self.in_idr else PEER_COVER_OUT
        return both(f"{self.flow.title} ({self.flow.judul})", self.flow.judul)


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
    merged = []
    for _, group in groupby(lines, key=attrgetter("description")):
        same = list(group)
        received, paid = sum(line.in_idr for line in same), sum(line.out_idr for line in same)
        merged.append(Line(same[0].flow, len(same), received, paid, same[-1].balance_idr))
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
