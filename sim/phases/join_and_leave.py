"""Phase 7, join and leave: members come and go, Kubes fail and may be started again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.draws import JOIN, LEAVE, RETURN
from sim.ledger import Flow
from sim.phases.fail import fail, revive
from sim.phases.found import newcomers
from sim.phases.groups import means, spirit_of, working_kas
from sim.phases.primitives import (
    admit,
    close_ranks,
    dismiss,
    elect,
    everybody,
    is_member,
    members,
    post,
    sort,
    was_last_in,
    write_down,
)
from sim.phases.repay import repay, settle
from sim.rules import live, meet
from sim.rules import membership as rule
from sim.rules.basics import lines_per_head
from sim.standing import GRADUATED, LEFT

if TYPE_CHECKING:
    from sim.agents import Household, Kube
    from sim.city import City


def join_and_leave(city: City) -> None:
    """Let members leave, households join, and idle Kubes fail."""
    for kube in city.kubes:
        if kube.living:
            _leave(city, kube)
    for kube in city.kubes:
        kube.places = 0
        if kube.living:
            kube.attraction = _attraction(city, kube)
            kube.places = rule.joiners(kube.attraction, kube.draws[JOIN], city.p.membership)
    if city.place.coupled:
        _return_of_former_members(city)
    for kube in city.kubes:
        if kube.places:
            newcomers(city, kube, kube.places)
            elect(city, kube)
            city.count.joined += kube.places
    for kube in city.kubes:
        revive(city, kube)
    for kube in city.kubes:
        if kube.living:
            kube.idle_months = rule.idle_months(kube.idle_months, kube.idle)
            if rule.has_failed(kube.idle_months, city.p.membership):
                fail(city, kube)


def _leave(city: City, kube: Kube) -> None:
    """Let members go for lack of spirit, trust or patience, or fed by an own business."""
    p, price, left = city.p, city.now.price, 0
    set_aside = meet.realised_share(kube.share, kube.held)
    for number in members(city, kube):
        member = city.households[number]
        independence = live.independence(member.own_business_idr, member.need_idr, price, p.live)
        chance = rule.leave_chance(
            spirit_of(city, kube, member),
            member.trust,
            member.distress,
            set_aside,
            independence,
            p.membership,
        )
        if member.draws[LEAVE] < chance:
            _settle_up(city, kube, member)
            dismiss(member)
            member.why_left = LEFT
            if rule.has_graduated(chance, independence, p.membership):
                member.why_left = GRADUATED
            left += 1
    if left:
        close_ranks(city, kube)
        elect(city, kube)
        city.count.left += left


def _settle_up(city: City, kube: Kube, leaver: Household) -> None:
    """Pay back what the leaver has; the rest of the debt is given up."""
    owed = -leaver.debt_idr
    if owed:
        repay(city, kube, leaver, meet.payment_idr(owed, leaver.cash_idr))
        post(city.ledger, Flow.WRITE_OFF, kube.loans_out, leaver.debt_account, -leaver.debt_idr)
        settle(leaver)


def _attraction(city: City, kube: Kube) -> float:
    """Return how attractive a Kube looks from outside."""
    lines = lines_per_head(working_kas(kube), kube.heads, city.place.line_idr, city.now.price)
    mean = means(city, kube)
    return rule.attractiveness(
        kube.gain,
        city.p.learn.gain_half,
        mean.spirit,
        mean.trust,
        lines,
        city.p.membership,
    )


def _return_of_former_members(city: City) -> None:
    """Let households that left look for the most attractive Kube with a place, by need."""
    open_kubes = 0
    for kube in city.kubes:
        if kube.places:
            write_down(city, open_kubes, kube.number, -kube.attraction)
            open_kubes += 1
    if not open_kubes:
        return
    sort(city, 0, open_kubes)
    first = open_kubes + open_kubes
    end = first + _queue_of_seekers(city, first)
    for place in range(open_kubes):
        kube = city.kubes[city.paper[place].number]
        welcome = kube.places
        for at in range(first, end):
            seeker = city.households[city.paper[at].number]
            if is_member(seeker):
                first += at == first
            elif not was_last_in(seeker, kube):
                admit(city, kube, seeker)
                kube.places -= 1
                if not kube.places:
                    break
        if kube.places < welcome:
            elect(city, kube)
            city.count.joined += welcome - kube.places


def _queue_of_seekers(city: City, first: int) -> int:
    """Put those who look for a Kube in order, the most distressed first; return how many."""
    seekers = 0
    for household in everybody(city):
        if (
            household.draws[RETURN] < city.p.membership.return_rate
            and not is_member(household)
            and household.why_left != GRADUATED
        ):
            write_down(city, first + seekers, household.number, float(household.key))
            seekers += 1
    sort(city, first, seekers)
    for place in range(first, first + seekers):
        number = city.paper[place].number
        rank = rule.seeking_rank(city.households[number].distress, city.p.membership)
        write_down(city, place, number, rank)
    sort(city, first, seekers)
    return seekers
