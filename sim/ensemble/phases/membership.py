"""Phase 7, join and leave: members come and go, Kubes fail and may be started again."""

from typing import Any

from sim.ensemble.compiled import compiled, inlined, phase
from sim.ensemble.groups import (
    admit,
    close_ranks,
    dismiss,
    elect,
    mean_motivation,
    mean_trust,
    member,
)
from sim.ensemble.ledger import post
from sim.ensemble.luck import uniform
from sim.ensemble.order import sort
from sim.ensemble.phases.fail import fail, revive
from sim.ensemble.phases.found import newcomers
from sim.ensemble.phases.repay import owed_idr, repay, settle
from sim.ensemble.records import NOBODY, ZERO
from sim.ledger import Flow
from sim.luck import Purpose
from sim.rules import live, meet
from sim.rules import membership as rule
from sim.rules.basics import lines_per_head
from sim.standing import GRADUATED, LEFT


@phase
def join_and_leave(city: Any, paper: Any) -> None:
    """Let members leave, households join, and idle Kubes fail."""
    for number in range(len(city.kubes)):
        kube = city.kubes[number]
        if kube.living:
            _leave(city, kube)
    for number in range(len(city.kubes)):
        kube = city.kubes[number]
        kube.places = 0
        if kube.living:
            kube.attraction = _attraction(city, kube)
            draw = uniform(city.now, Purpose.JOIN, kube.word)
            kube.places = rule.joiners(kube.attraction, draw, city.p.membership)
    if city.place.coupled:
        _return_of_former_members(city, paper)
    for number in range(len(city.kubes)):
        kube = city.kubes[number]
        if kube.places:
            newcomers(city, kube, kube.places)
            elect(city, kube)
            city.now.joined += kube.places
    for number in range(len(city.kubes)):
        revive(city, city.kubes[number])
    for number in range(len(city.kubes)):
        kube = city.kubes[number]
        if kube.living:
            kube.idle_months = rule.idle_months(kube.idle_months, kube.idle > 0)
            if rule.has_failed(kube.idle_months, city.p.membership):
                fail(city, kube)


@inlined
def _leave(city: Any, kube: Any) -> None:
    """Let members go for lack of spirit, trust or patience, or fed by an own business."""
    p, price, left = city.p, city.now.price, 0
    set_aside = meet.realised_share(kube.share, kube.held)
    for place in range(kube.heads):
        household = member(city, kube, place)
        independence = live.independence(
            household.own_business.idr, household.need_idr, price, p.live
        )
        chance = rule.leave_chance(
            household.motivation,
            household.trust,
            household.distress,
            set_aside,
            independence,
            p.membership,
        )
        if uniform(city.now, Purpose.LEAVE, household.word) < chance:
            _settle_up(city, kube, household)
            dismiss(household)
            household.why_left = LEFT
            if rule.has_graduated(chance, independence, p.membership):
                household.why_left = GRADUATED
            left += 1
    if left:
        close_ranks(city, kube)
        city.now.left += left


@inlined
def _settle_up(city: Any, kube: Any, household: Any) -> None:
    """Pay back what the leaver has; the rest of the debt is given up."""
    owed = owed_idr(household)
    if owed:
        repay(kube, household, meet.payment_idr(owed, household.cash.idr))
        post(Flow.WRITE_OFF, kube.loans_out, household.debt, owed_idr(household))
        settle(household)


@inlined
def _attraction(city: Any, kube: Any) -> float:
    """Return how attractive a Kube looks from outside."""
    lines = lines_per_head(kube.kas.idr, kube.heads, city.place.line_idr, city.now.price)
    return rule.attractiveness(
        kube.gain,
        city.p.learn.gain_half,
        mean_motivation(city, kube),
        mean_trust(city, kube),
        lines,
        city.p.membership,
    )


@compiled
def _return_of_former_members(city: Any, paper: Any) -> None:
    """Let households that left look for the most attractive Kube with a place, by need."""
    open_kubes = ZERO
    for number in range(len(city.kubes)):
        if city.kubes[number].places:
            paper[open_kubes].number = number
            paper[open_kubes].rank = -city.kubes[number].attraction
            open_kubes += 1
    if not open_kubes:
        return
    sort(paper, open_kubes)
    queue = paper[2 * open_kubes :]
    seekers = _seekers(city, queue)
    first = 0
    for place in range(open_kubes):
        kube = city.kubes[paper[place].number]
        welcome = kube.places
        for at in range(first, seekers):
            household = city.households[queue[at].number]
            if household.kube != NOBODY:
                first += at == first
            elif household.last_kube != kube.number:
                admit(city, kube, queue[at].number)
                kube.places -= 1
                if not kube.places:
                    break
        if kube.places < welcome:
            elect(city, kube)
            city.now.joined += welcome - kube.places


@inlined
def _seekers(city: Any, queue: Any) -> int:
    """Put the households that look for a Kube in order, the most distressed first."""
    seekers = ZERO
    for number in range(city.now.households):
        household = city.households[number]
        if (
            household.kube == NOBODY
            and household.why_left != GRADUATED
            and uniform(city.now, Purpose.RETURN, household.word) < city.p.membership.return_rate
        ):
            queue[seekers].number = number
            queue[seekers].rank = float(household.key)
            seekers += 1
    sort(queue, seekers)
    for place in range(seekers):
        queue[place].rank = -city.households[queue[place].number].distress
    sort(queue, seekers)
    return seekers
