"""What can be counted in Kubes: from their monthly records, a part and the whole it is of."""

from collections.abc import Callable, Mapping
from typing import Any, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.rules.stages import BERKEMBANG, GAGAL, MANDIRI

Numbers = NDArray[np.float64]
Scale = Literal["share", "amount"]


class Window(NamedTuple):
    """Kubes in the months of a window, counted from the founding of each.

    Attributes
    ----------
    kubes : recarray of KUBE_MONTH, shape (runs, months of the scenario, Kubes)
    founded : NDArray of int, shape (Kubes,)
        In which of these months each is founded.
    first, last : int
        Months after founding, the first being 1.
    """

    kubes: Any
    founded: NDArray[np.int64]
    first: int
    last: int

    def at(self, name: str, age: int) -> Numbers:
        """Return what is recorded in a month after founding, shape (runs, Kubes)."""
        place = np.arange(len(self.founded))
        return np.asarray(self.kubes[name][:, self.founded + age - 1, place], np.float64)

    def end(self, name: str) -> Numbers:
        """Return what is recorded in the last month, shape (runs, Kubes)."""
        return self.at(name, self.last)

    def whole(self, name: str) -> Numbers:
        """Return what is recorded in all months together, shape (runs, Kubes)."""
        ages = range(self.first, self.last + 1)
        return np.asarray(sum(np.maximum(self.at(name, age), 0.0) for age in ages))

    def grown(self, name: str) -> Numbers:
        """Return by how much a counter grew over the window, shape (runs, Kubes)."""
        before = self.at(name, self.first - 1) if self.first > 1 else 0.0
        return np.asarray(self.end(name) - before)

    @property
    def each(self) -> Numbers:
        """One for every Kube."""
        return np.ones((len(self.kubes), len(self.founded)))

    def living(self, age: int) -> Numbers:
        """Return one for every Kube that lives in a month after founding."""
        return np.asarray(self.at("stage", age) > GAGAL, np.float64)

    def living_months(self, resting: bool = False) -> Numbers:
        """Return in how many months each Kube lives, or lives and nobody works in it."""
        ages = range(self.first, self.last + 1)
        counted = (
            self.living(age) * (self.at("present", age) == 0.0) if resting else self.living(age)
            for age in ages
        )
        return np.asarray(sum(counted))


class Statistic(NamedTuple):
    """Something that is counted in Kubes.

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


def _money(window: Window) -> Numbers:
    """Return the cash, savings and loans of every Kube at the end."""
    return np.asarray(window.end("kas_idr") + window.end("bank_idr") + window.end("loans_out_idr"))


def _of(part: Any, whole: Any) -> tuple[Any, Any]:
    """Return a part and its whole, which is not below it: who left after work is no member."""
    return part, np.maximum(part, whole)


_ALL = (
    Statistic(
        "failed", "Kubes that failed", "Kube yang gagal", "share",
        lambda window: (window.end("stage") == GAGAL, window.each),
    ),
    Statistic(
        "growing", "Kubes berkembang or mandiri", "Kube berkembang atau mandiri", "share",
        lambda window: (window.end("stage") >= BERKEMBANG, window.each),
    ),
    Statistic(
        "mandiri", "Kubes that are mandiri", "Kube yang mandiri", "share",
        lambda window: (window.end("stage") == MANDIRI, window.each),
    ),
    Statistic(
        "attendance", "members at work, of all members", "anggota yang bekerja, dari semua anggota",
        "share", lambda window: _of(window.whole("present"), window.whole("members")),
    ),
    Statistic(
        "late_loans", "loans two months late, of all loans",
        "pinjaman terlambat dua bulan, dari semua pinjaman", "share",
        lambda window: (window.grown("defaults"), window.grown("loans")),
    ),
    Statistic(
        "set_aside", "part of profit set aside", "bagian laba yang disisihkan", "share",
        lambda window: (window.whole("aside_idr"), window.whole("profit_idr")),
    ),
    Statistic(
        "members", "members of a Kube", "anggota satu Kube", "amount",
        lambda window: (window.end("members"), window.each),
    ),
    Statistic(
        "capital", "cash, savings and loans of a Kube", "uang tunai, tabungan, dan pinjaman Kube",
        "amount",
        lambda window: (_money(window), window.each),
    ),
    Statistic(
        "living", "Kubes that live", "Kube yang masih berjalan", "share",
        lambda window: (window.living(window.last), window.each),
    ),
    Statistic(
        "resting", "months in which nobody works, of the months of living Kubes",
        "bulan tanpa kegiatan usaha, dari semua bulan Kube yang masih berjalan", "share",
        lambda window: (window.living_months(resting=True), window.living_months()),
    ),
    Statistic(
        "living_members", "members of a living Kube", "anggota satu Kube yang masih berjalan",
        "amount",
        lambda window: (
            window.end("members") * window.living(window.last), window.living(window.last)
        ),
    ),
    Statistic(
        "living_capital", "cash, savings and loans of a living Kube",
        "uang tunai, tabungan, dan pinjaman Kube yang masih berjalan", "amount",
        lambda window: (
            _money(window) * window.living(window.last), window.living(window.last)
        ),
    ),
)  # fmt: skip
STATISTICS: Mapping[str, Statistic] = {statistic.name: statistic for statistic in _ALL}
