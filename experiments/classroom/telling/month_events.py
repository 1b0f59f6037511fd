"""What befell a household or the Kube in a month, as codes with their figures (`places`)."""

from collections.abc import Iterator
from typing import Any

from experiments.classroom.telling.watching import Lived, MonthSeen, Seen
from sim.agents import Kube
from sim.city import City
from sim.ledger import Flow
from sim.months import KubeMonth
from sim.rules import live, meet, membership
from sim.standing import ALIVE, FAILED, GRADUATED, KUBE_FAILED, LEFT

Event = tuple[Any, ...]
"""A code, then its figures."""

NEARLY_FULL = 0.95
"""From this share of full business on, what the kas lacks is not told."""
NOT_TOLD_IDR = 1_000
"""Repairs of less are not told."""
OFFICES = ("chair", "treasurer")
LOANS = (Flow.LOAN, Flow.LOAN_LKM)


def household_events(
    seen: Seen, month: MonthSeen, city: City, founded: bool, was: str | None
) -> list[Event]:
    """Return a household's events in the order of the month.

    Parameters
    ----------
    founded : bool
        Whether the Kube was founded this month.
    was : str or None
        Its role when it belonged to the Kube last; None when it did not yet.
    """
    return [
        *_granted(seen, founded),
        *_worked(seen, month),
        *_voted(seen, month),
        *_paid(seen),
        *_lived(seen, month),
        *_joined_or_left(seen, month, city, was),
        *_elected(seen, was),
    ]


def _if_any(code: str, figure: int) -> Iterator[Event]:
    if figure:
        yield code, figure


def _granted(seen: Seen, founded: bool) -> Iterator[Event]:
    if founded and not seen.is_new:
        yield "founder", seen.sum_idr(Flow.ENDOWMENT)
    leaked = seen.sum_idr(Flow.LEAK_OF_CASH) + seen.sum_idr(Flow.LEAK_OF_GOODS)
    yield from _if_any("grant_shared", leaked)


def _worked(seen: Seen, month: MonthSeen) -> Iterator[Event]:
    called = seen.called
    if called is None:
        return
    if month.business is not None and month.business.stopped:
        yield ("stood_still",)
    else:
        code = "worked" if seen.present else "absent"
        yield code, called.chance, *called.will, called.trust, called.others


def _voted(seen: Seen, month: MonthSeen) -> Iterator[Event]:
    """Tell of the vote; where all is shared out, how the household would have voted."""
    asked = seen.asked
    if asked is not None and not month.proposed:
        code = "would_consent" if asked.yes else "would_refuse"
        yield code, asked.discipline, asked.trust, asked.slack + 1.0
    elif asked is not None:
        code = "consented" if asked.yes else "refused"
        yield code, asked.discipline, asked.trust, asked.slack + 1.0, asked.others
    yield from _if_any("share", seen.sum_idr(Flow.SHARE_OUT))
    yield from _if_any("raided", seen.sum_idr(Flow.RAID))


def _paid(seen: Seen) -> Iterator[Event]:
    yield from _if_any("covered", seen.sum_idr(Flow.PEER_COVER))
    yield from _if_any("covered_peer", seen.sum_idr(Flow.PEER_COVER, False))
    owing = seen.owing
    if owing is None:
        return
    paid = seen.paid_idr
    left = owing.owed_idr - paid
    if paid == owing.due_idr:
        yield "repaid", paid, left
    elif paid:
        yield "paid_part", paid, owing.due_idr, left
    else:
        yield "unable" if owing.willing else "unwilling", owing.due_idr, left
    if seen.months_late:
        yield "late", seen.months_late, left


def _lived(seen: Seen, month: MonthSeen) -> Iterator[Event]:
    lived = seen.lived
    if lived is None:
        return
    if lived.ill:
        yield "ill", lived.income_idr, lived.need_idr
    if lived.ceremony:
        yield "ceremony", lived.need_idr
    yield from _borrowed(seen, lived, month)
    sold = seen.sum_idr(Flow.OWN_BUSINESS_SOLD)
    if sold:
        yield "sold_business", sold, seen.sum_idr(Flow.OWN_BUSINESS_DISCOUNT, False)
    yield from _if_any("bought_business", seen.sum_idr(Flow.OWN_BUSINESS_BOUGHT, False))
    if lived.unmet_idr:
        yield "short", lived.unmet_idr, lived.need_idr
    elif lived.kept_idr:
        yield "saved", lived.kept_idr, lived.over_idr, lived.discipline
    else:
        yield "spent_all", lived.need_idr


def _borrowed(seen: Seen, lived: Lived, month: MonthSeen) -> Iterator[Event]:
    """Tell how a shortage was met: by a loan, by the solidarity fund, or not."""
    loans = [row for flow in LOANS for row in seen.flows(flow)]
    of_need = [row for row in loans if row.flow == Flow.LOAN and row.before_idr < lived.need_idr]
    for row in of_need:
        yield "borrowed", row.amount_idr, lived.need_idr, row.before_idr
    got = (*LOANS, Flow.IKS_HELP, Flow.OWN_BUSINESS_SOLD)
    before = lived.cash_idr - sum(seen.sum_idr(flow) for flow in got)
    missing = lived.need_idr - before - seen.sum_idr(Flow.OWN_BUSINESS_BOUGHT, False)
    if missing > 0 and not of_need and seen.called is not None:
        owed = 0 if seen.owing is None else seen.owing.owed_idr - seen.paid_idr
        yield "no_loan", missing, month.kas_before_loans_idr, owed
    for row in seen.flows(Flow.IKS_HELP):
        yield "helped", row.amount_idr, lived.need_idr - row.before_idr
    for row in loans:
        if row not in of_need:
            yield "borrowed_to_invest", row.amount_idr


def _joined_or_left(seen: Seen, month: MonthSeen, city: City, was: str | None) -> Iterator[Event]:
    if seen.is_new:
        yield ("joined" if was is None else "returned",)
    elif seen.why_left == LEFT:
        yield "left", *_why(seen, month, city)
    elif seen.why_left == GRADUATED:
        yield "graduated", seen.household.own_business_idr
    elif seen.why_left == KUBE_FAILED:
        yield "failed", seen.sum_idr(Flow.WINDING_UP_SHARE)
    yield from _if_any("forgiven", seen.sum_idr(Flow.WRITE_OFF))


def _elected(seen: Seen, was: str | None) -> Iterator[Event]:
    if seen.role in OFFICES and seen.role != was:
        yield seen.role, seen.household.schooling


def _why(seen: Seen, month: MonthSeen, city: City) -> tuple[float, ...]:
    """Return spirit and its parts, trust, distress and the chance of leaving that they made."""
    household, will, p = seen.household, seen.will, city.p
    chance = membership.leave_chance(
        will.spirit,
        household.trust,
        household.distress,
        meet.realised_share(month.share, month.held),
        live.independence(household.own_business_idr, household.need_idr, month.price, p.live),
        p.membership,
    )
    return *will, household.trust, household.distress, chance


def kube_events(
    kube: Kube, month: MonthSeen, now: KubeMonth, before: KubeMonth | None, was: int
) -> list[Event]:
    """Return the Kube's events in the order of the month.

    Parameters
    ----------
    now, before : KubeMonth
        This month's record and that of the month before; None in the month of founding.
    was : int
        Its status at the end of the month before.
    """
    if was == FAILED:
        return [("revived",)] if month.status == ALIVE else []
    return [
        *_supported(kube, month, now),
        *_stopped(month),
        *_traded(kube, month),
        *_met(kube, month),
        *_invested(kube, month, now, before),
        *_stood(month, now, before),
    ]


def _supported(kube: Kube, month: MonthSeen, now: KubeMonth) -> Iterator[Event]:
    if month.month == kube.founded:
        yield "founded", sum(seen.called is not None for seen in month.seen.values())
    yield from _if_any("visited", now.visits)
    yield from _if_any("monitored", now.monitored)
    granted = month.sum_idr(Flow.GRANT_CASH, kube.kas)
    granted += month.sum_idr(Flow.GRANT_IN_KIND, kube.equipment)
    yield from _if_any("granted", granted)


def _stopped(month: MonthSeen) -> Iterator[Event]:
    """Tell of a stop, and of a new start by the kas, by others' help, or not at all."""
    business = month.business
    if business is None:
        return
    if business.broke:
        yield ("broke_down",)
    if business.stopped:
        yield "stands_still", business.price_idr, business.had_idr
    elif business.started == "help":
        yield "helped_to_start", business.price_idr, business.had_idr
    elif business.of_bank_idr:
        yield "started_from_bank", business.price_idr, business.of_bank_idr
    elif business.started:
        yield "started_again", business.price_idr


def _traded(kube: Kube, month: MonthSeen) -> Iterator[Event]:
    business = month.business
    if business is not None:
        if business.planned_idr and business.volume < NEARLY_FULL:
            yield "small_business", business.volume, business.kas_idr
        if business.repaired_idr >= NOT_TOLD_IDR:
            yield "repaired", business.repaired_idr
        if business.unrepaired_idr >= NOT_TOLD_IDR:
            yield "unrepaired", business.unrepaired_idr
    yield from _if_any("lost_equipment", month.sum_idr(Flow.ASSETS_LOST, kube.equipment))
    loss = month.sum_idr(Flow.INPUTS, kube.kas) - month.sum_idr(Flow.REVENUE, kube.kas)
    if loss > 0:
        yield "made_loss", loss


def _met(kube: Kube, month: MonthSeen) -> Iterator[Event]:
    if not month.heads:
        return
    if not month.profit_idr:
        yield ("no_profit",)
    elif month.aside_idr:
        yield "set_aside", month.aside_idr, month.profit_idr, month.yes, month.heads
    elif month.proposed:
        yield "no_majority", month.yes, month.heads, month.profit_idr
    else:
        yield "shared_all", month.profit_idr
    yield from _if_any("box_shared", month.sum_idr(Flow.RAID, kube.kas))
    if month.sets_aside != month.sets_aside_before:
        yield ("turned" if month.sets_aside else "gave_up",)


def _invested(
    kube: Kube, month: MonthSeen, now: KubeMonth, before: KubeMonth | None
) -> Iterator[Event]:
    yield from _if_any("equipped", month.sum_idr(Flow.EQUIPMENT_BOUGHT, kube.kas))
    if before is not None and now.lines > before.lines:
        yield "new_line", now.lines
    if month.sum_idr(Flow.LKM_FUNDED, kube.kas):
        yield ("lkm",)


def _stood(month: MonthSeen, now: KubeMonth, before: KubeMonth | None) -> Iterator[Event]:
    if month.status == FAILED:
        yield ("failed",)
    elif before is not None and now.stage != before.stage:
        yield "risen" if now.stage > before.stage else "fallen", now.stage
