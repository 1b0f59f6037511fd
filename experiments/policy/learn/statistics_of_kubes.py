"""What a study can count in a Kube: from its monthly records, a part and the whole it is of."""

from collections.abc import Callable, Mapping
from typing import Any, Literal, NamedTuple

import numpy as np

from experiments.policy.best_policy import Numbers
from sim.rules.stages import BERKEMBANG, GAGAL, MANDIRI

Scale = Literal["share", "amount"]


class Window(NamedTuple):
    """The records of Kubes in the months of a window, and in the month before it.

    Attributes
    ----------
    rows : recarray of KUBE_MONTH, shape (runs, months, Kubes)
    before : recarray of KUBE_MONTH, shape (runs, Kubes), or None
        None where the window begins at founding.
    """

    rows: Any
    before: Any

    @property
    def end(self) -> Any:
        """The last month, shape (runs, Kubes)."""
        return self.rows[:, -1]

    def grown(self, name: str) -> Numbers:
        """Return by how much a counter grew over the window, shape (runs, Kubes)."""
        first = 0 if self.before is None else self.before[name]
        return np.asarray(self.end[name] - first, np.float64)


class Statistic(NamedTuple):
    """Something that a study counts.

    Attributes
    ----------
    scale : str
        `share`: part of a whole, compared by log-odds; `amount`: a mean, compared by logs.
    of : callable
        From a window to part and whole of every Kube, each of shape (runs, Kubes).
    """

    name: str
    title: str
    judul: str
    scale: Scale
    of: Callable[[Window], tuple[Any, Any]]


def _stage(reached: Callable[[Any], Any]) -> Callable[[Window], tuple[Any, Any]]:
    return lambda window: (reached(window.end.stage), np.ones(window.end.shape))


_ALL = (
    Statistic(
        "failed", "Kubes that failed", "Kube yang gagal", "share",
        _stage(lambda stage: stage == GAGAL),
    ),
    Statistic(
        "growing", "Kubes berkembang or mandiri", "Kube berkembang atau mandiri", "share",
        _stage(lambda stage: stage >= BERKEMBANG),
    ),
    Statistic(
        "mandiri", "Kubes that are mandiri", "Kube yang mandiri", "share",
        _stage(lambda stage: stage == MANDIRI),
    ),
    Statistic(
        "attendance", "members at work, of all members", "anggota yang bekerja, dari semua anggota",
        "share", lambda window: (window.rows.present.sum(axis=1), window.rows.members.sum(axis=1)),
    ),
    Statistic(
        "late_loans", "loans two months late, of all loans",
        "pinjaman terlambat dua bulan, dari semua pinjaman", "share",
        lambda window: (window.grown("defaults"), window.grown("loans")),
    ),
    Statistic(
        "set_aside", "part of profit set aside", "bagian laba yang disisihkan", "share",
        lambda window: (
            window.rows.aside_idr.sum(axis=1), np.maximum(window.rows.profit_idr, 0).sum(axis=1)
        ),
    ),
    Statistic(
        "members", "members of a Kube", "anggota satu Kube", "amount",
        lambda window: (window.end.members, np.ones(window.end.shape)),
    ),
    Statistic(
        "capital", "cash, savings and loans of a Kube", "uang tunai, tabungan, dan pinjaman Kube",
        "amount",
        lambda window: (
            window.end.kas_idr + window.end.bank_idr + window.end.loans_out_idr,
            np.ones(window.end.shape),
        ),
    ),
)  # fmt: skip
STATISTICS: Mapping[str, Statistic] = {statistic.name: statistic for statistic in _ALL}
