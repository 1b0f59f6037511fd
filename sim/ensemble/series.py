"""The months of a run written down, where a month is watched."""

from typing import Any

from sim.ensemble.compiled import compiled, copier, inlined
from sim.ensemble.phases import means
from sim.months import COPIED

NOT_FOUNDED = -1


@compiled
def record_kubes(city: Any, rows: Any) -> None:
    """Write down a month of every Kube, as `sim.months.KubeMonth` has it."""
    for kube in city.kubes:
        row = rows[kube.number]
        row.stage = NOT_FOUNDED
        if kube.status:
            _record_kube(city, kube, row)
        row.month = city.now.month


_copy = copier(COPIED)


@inlined
def _record_kube(city: Any, kube: Any, row: Any) -> None:
    _copy(kube, row)
    row.lkm_idr = kube.lkm_cash_idr + kube.lkm_loans_idr
    row.members, row.has_lkm = kube.heads, kube.has_lkm
    mean = means(city, kube)
    row.discipline, row.motivation = mean.discipline, mean.motivation
    row.spirit, row.trust = mean.spirit, mean.trust


@inlined
def count_households(city: Any) -> None:
    """Count the households that are members, and the others."""
    count, members = city.count, 0
    for kube in city.kubes:
        members += kube.heads
    count.month, count.members = city.now.month, members
    count.others = city.now.households - members
