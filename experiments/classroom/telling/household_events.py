"""What befell a household in a month, as codes with their figures (`places.OF_HOUSEHOLD`)."""

from collections.abc import Iterator
from typing import Any

from experiments.classroom.telling.recording import Lived, MonthSeen, Row, Seen
from sim.city import City
from sim.ledger import Flow
from sim.rules import live, meet, membership
from sim.standing import GRADUATED, KUBE_FAILED, LEFT

Told = tuple[Any, ...]
"""A code, then its figures."""

OFFICES = ("chair", "treasurer")
LOANS = (Flow.LOAN, Flow.LOAN_LKM)


def events_of(
    seen: Seen, month: MonthSeen, city: City, founded: bool, was: str | None
) -> list[Told]:
    """Return a household's events in the order of the month.

    Parameters
    ----------
    founded : bool
        Whether the Kube was founded this month.
    was : str or None
        Its role when it belonged to the Kube last; None when it did not yet.
    """
    return [
        *_supported(seen, founded),
        *_worked(seen),
        *_met(seen),
        *_paid(seen),
        *_lived(seen, month),
        *_joined_or_left(seen, month, city, was),
        *_elected(seen, was),
    ]


def _supported(seen: Seen, founded: bool) -> Iterator[Told]:
    if founded and not seen.is_new:
        yield "founder", seen.sum_idr(Flow.ENDOWMENT)
    leaked = seen.sum_idr(Flow.LEAK_OF_CASH) + seen.sum_idr(Flow.LEAK_OF_GOODS)
    if leaked:
        yield "grant_shared", leaked


def _worked(seen: Seen) -> Iterator[Told]:
    if seen.chance is not None:
        yield "worked" if seen.present else "absent", seen.chance


def _met(seen: Seen) -> Iterator[Told]:
    asked = seen.asked
    if asked is not None:
        code = "consented" if asked.yes else "refused"
        yield code, asked.discipline, asked.trust, asked.slack + 1.0, asked.others
    share, raided = seen.sum_idr(Flow.SHARE_OUT), seen.sum_idr(Flow.RAID)
    if share:
        yield "share", share
    if raided:
        yield "raided", raided


def _paid(seen: Seen) -> Iterator[Told]:
    covered, given = seen.sum_idr(Flow.PEER_COVER), seen.sum_idr(Flow.PEER_COVER, False)
    if covered:
        yield "covered", covered
    if given:
        yield "covered_peer", given
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


def _lived(seen: Seen, month: MonthSeen) -> Iterator[Told]:
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
    bought = seen.sum_idr(Flow.OWN_BUSINESS_BOUGHT, False)
    if bought:
        yield "bought_business", bought
    if lived.unmet_idr:
        yield "short", lived.unmet_idr, lived.need_idr
    elif lived.kept_idr:
        yield "saved", lived.kept_idr, lived.over_idr, lived.discipline
    else:
        yield "spent_all", lived.need_idr


def _borrowed(seen: Seen, lived: Lived, month: MonthSeen) -> Iterator[Told]:
    """Tell how a shortage was met: by a loan, by the solidarity fund, or not."""
    loans = [row for flow in LOANS for row in seen.flows(flow)]
    of_need = [row for row in loans if _is_of_need(row, lived)]
    helped = seen.flows(Flow.IKS_HELP)
    for row in of_need:
        yield "borrowed", row.amount_idr, lived.need_idr, row.before_idr
    missing = lived.need_idr - _before_loans(seen, lived)
    if missing > 0 and not of_need and seen.chance is not None:
        owed = 0 if seen.owing is None else seen.owing.owed_idr - seen.paid_idr
        yield "no_loan", missing, month.kas_before_loans_idr, owed
    for row in helped:
        yield "helped", row.amount_idr, lived.need_idr - row.before_idr
    for row in loans:
        if row not in of_need:
            yield "borrowed_to_invest", row.amount_idr


def _is_of_need(row: Row, lived: Lived) -> bool:
    return row.flow == Flow.LOAN and row.before_idr < lived.need_idr


def _before_loans(seen: Seen, lived: Lived) -> int:
    """Return the cash with which a household went into the month's needs."""
    got = (*LOANS, Flow.IKS_HELP, Flow.OWN_BUSINESS_SOLD)
    return (
        lived.cash_idr
        - sum(seen.sum_idr(flow) for flow in got)
        + seen.sum_idr(Flow.OWN_BUSINESS_BOUGHT, False)
    )


def _joined_or_left(seen: Seen, month: MonthSeen, city: City, was: str | None) -> Iterator[Told]:
    forgiven = seen.sum_idr(Flow.WRITE_OFF)
    if seen.is_new:
        yield ("joined" if was is None else "returned",)
    elif seen.why_left == LEFT:
        yield "left", *_why(seen, month, city)
    elif seen.why_left == GRADUATED:
        yield "graduated", seen.household.own_business_idr
    elif seen.why_left == KUBE_FAILED:
        yield "failed", seen.sum_idr(Flow.WINDING_UP_SHARE)
    if forgiven:
        yield "forgiven", forgiven


def _elected(seen: Seen, was: str | None) -> Iterator[Told]:
    if seen.role in OFFICES and seen.role != was:
        yield seen.role, seen.household.schooling


def _why(seen: Seen, month: MonthSeen, city: City) -> tuple[float, float, float, float]:
    """Return spirit, trust, distress and the chance of leaving that they made."""
    it, p = seen.household, city.p
    chance = membership.leave_chance(
        it.motivation,
        it.trust,
        it.distress,
        meet.realised_share(month.share, month.held),
        live.independence(it.own_business_idr, it.need_idr, month.price, p.live),
        p.membership,
    )
    return it.motivation, it.trust, it.distress, chance
