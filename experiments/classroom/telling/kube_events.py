"""What befell the Kube in a month, as codes with their figures (`places.OF_KUBE`)."""

from collections.abc import Iterator

from experiments.classroom.telling.household_events import Told
from experiments.classroom.telling.recording import MonthSeen
from sim.agents import Kube
from sim.ledger import Flow
from sim.months import KubeMonth
from sim.standing import ALIVE, FAILED


def events_of_kube(
    kube: Kube, month: MonthSeen, now: KubeMonth, before: KubeMonth | None, was: int
) -> list[Told]:
    """Return the Kube's events in the order of the month.

    Parameters
    ----------
    now, before : KubeMonth
        This month's record and that of the month before; None in the month of founding.
    was : int
        Its status at the end of the month before.
    """
    flows = _Flows(kube, month)
    if was == FAILED:
        return [("revived",)] if month.status == ALIVE else []
    return [
        *_supported(kube, month, now, flows),
        *_traded(kube, month, flows),
        *_met(month, flows),
        *_invested(now, before, flows),
        *_stood(month, now, before),
    ]


class _Flows:
    """Sums of the month's flows of one Kube, in Rp."""

    def __init__(self, kube: Kube, month: MonthSeen) -> None:
        self.kube, self.rows = kube, month.rows

    def sum_idr(self, flow: Flow, *accounts: int) -> int:
        """Return what flowed out of or into any of these accounts."""
        rows = self.rows
        own = [(rows[:, 1] == it) | (rows[:, 2] == it) for it in accounts]
        return int(rows[(rows[:, 0] == flow) & (sum(own) > 0), 3].sum())


def _supported(kube: Kube, month: MonthSeen, now: KubeMonth, flows: _Flows) -> Iterator[Told]:
    if month.month == kube.founded:
        yield "founded", sum(seen.chance is not None for seen in month.seen.values())
    if now.visits:
        yield "visited", now.visits
    if now.monitored:
        yield "monitored", now.monitored
    granted = flows.sum_idr(Flow.GRANT_CASH, kube.kas)
    granted += flows.sum_idr(Flow.GRANT_IN_KIND, kube.equipment)
    if granted:
        yield "granted", granted


def _traded(kube: Kube, month: MonthSeen, flows: _Flows) -> Iterator[Told]:
    lost = flows.sum_idr(Flow.ASSETS_LOST, kube.equipment)
    if lost:
        yield "lost_equipment", lost
    loss = flows.sum_idr(Flow.INPUTS, kube.kas) - flows.sum_idr(Flow.REVENUE, kube.kas)
    if loss > 0:
        yield "made_loss", loss


def _met(month: MonthSeen, flows: _Flows) -> Iterator[Told]:
    if not month.heads:
        return
    if not month.profit_idr:
        yield ("no_profit",)
    elif month.aside_idr:
        yield "set_aside", month.aside_idr, month.profit_idr, month.yes, month.heads
    elif month.sets_aside_before:
        yield "no_majority", month.yes, month.heads, month.profit_idr
    else:
        yield "shared_all", month.profit_idr
    raided = flows.sum_idr(Flow.RAID, flows.kube.kas)
    if raided:
        yield "box_shared", raided
    if month.sets_aside != month.sets_aside_before:
        yield ("turned" if month.sets_aside else "gave_up",)


def _invested(now: KubeMonth, before: KubeMonth | None, flows: _Flows) -> Iterator[Told]:
    bought = flows.sum_idr(Flow.EQUIPMENT_BOUGHT, flows.kube.kas)
    if bought:
        yield "equipped", bought
    if before is not None and now.lines > before.lines:
        yield "new_line", now.lines
    if flows.sum_idr(Flow.LKM_FUNDED, flows.kube.kas):
        yield ("lkm",)


def _stood(month: MonthSeen, now: KubeMonth, before: KubeMonth | None) -> Iterator[Told]:
    if month.status == FAILED:
        yield ("failed",)
    elif before is not None and now.stage != before.stage:
        yield "risen" if now.stage > before.stage else "fallen", now.stage
