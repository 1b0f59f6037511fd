"""What a city's workbook says, row by row: Kubes, months, entries of cash books, grants."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple


class KubeSeen(NamedTuple):
    """A Kube of the list; what is not known is None.

    Attributes
    ----------
    code : str
        As its books name it.
    id : int
        Its identity in the keys of luck: the code where that is a number, else made of the code.
    founded, ended : str
        Months. A Kube that has not stopped has not ended.
    status : {"active", "inactive", "dissolved"}
    """

    code: str
    id: int
    name: str
    founded: str | None = None
    business: str | None = None
    district: str | None = None
    members: int | None = None
    starter_idr: int | None = None
    starter_form: str | None = None
    rule: str | None = None
    status: str | None = None
    ended: str | None = None
    lines: int | None = None
    set_aside_share: float | None = None
    share_by: str | None = None
    access: str | None = None
    facilitator: int | None = None


class MonthSeen(NamedTuple):
    """A month of a Kube; None is not known, 0 is nothing. Balances are of the month's end.

    Attributes
    ----------
    attended : float
        Members present, mean per meeting.
    late : int
        Instalments that are late.
    stage : {"gagal", "tumbuh", "berkembang", "mandiri"}
    """

    code: str
    month: str
    members: int | None = None
    attended: float | None = None
    sales_idr: int | None = None
    costs_idr: int | None = None
    shared_idr: int | None = None
    set_aside_idr: int | None = None
    kas_idr: int | None = None
    bank_idr: int | None = None
    lent_idr: int | None = None
    late: int | None = None
    iks_idr: int | None = None
    visits: int | None = None
    monitoring: int | None = None
    stage: str | None = None
    grade: str | None = None


class CashEntry(NamedTuple):
    """An entry of a cash book. The date may be a month alone."""

    code: str
    date: str
    text: str | None = None
    in_idr: int | None = None
    out_idr: int | None = None
    balance_idr: int | None = None
    entry: str | None = None


class GrantSeen(NamedTuple):
    """A grant that a Kube received, in rupiah of its month."""

    code: str
    month: str
    amount_idr: int
    form: str | None = None
    grant: str | None = None


@dataclass(frozen=True)
class Workbook:
    """A city's workbook.

    Attributes
    ----------
    settings : mapping
        What the sheet `kota` says, by full key: `city.facilitators`, `programme.visits_per_month`.
    months : tuple of MonthSeen
        In the order of time, those that only the cash books tell of among them.
    """

    path: Path
    settings: Mapping[str, Any]
    kubes: tuple[KubeSeen, ...]
    months: tuple[MonthSeen, ...]
    cash: tuple[CashEntry, ...]
    grants: tuple[GrantSeen, ...]

    @property
    def last_seen(self) -> str | None:
        """The last month of which anything was observed."""
        return max((row.month for row in self.months), default=None)

    def months_of(self, code: str) -> list[MonthSeen]:
        """Return the months of one Kube."""
        return [row for row in self.months if row.code == code]
