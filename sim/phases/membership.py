"""Phase 7, join and leave: members come and go, Kubes fail and may be started again."""

from sim.agents import Household, Kube
from sim.city import City
from sim.draws import JOIN, LEAVE, RETURN
from sim.ledger import Flow
from sim.phases.fail import fail, revive
from sim.phases.found import newcomers
from sim.phases.repay import repay, settle
from sim.rules import live, meet
from sim.rules import membership as rule
from sim.rules.basics import lines_per_head
from sim.standing import GRADUATED, LEFT


def join_and_leave(city: City) -> None:
    """Let members leave, households join, and idle Kubes fail."""
    living = city.living()
    for kube in living:
        _leave(city, kube)
    places = {kube.id: _places(city, kube) for kube in living}
    if city.scenario.city.coupled:
        _return_of_former_members(city, living, places)
    for kube in living:
        if places[kube.id]:
            _admit(city, kube, newcomers(city, kube, places[kube.id]))
    for kube in city.kubes:
        revive(city, kube)
    for kube in living:
        kube.idle_months = rule.idle_months(kube.idle_months, kube.idle)
        if rule.has_failed(kube.idle_months, city.p.membership):
            fail(city, kube)


def _admit(city: City, kube: Kube, households: list[Household]) -> None:
    if households:
        kube.admit(households)
        city.counts["joined"] += len(households)


def _leave(city: City, kube: Kube) -> None:
    """Let members go for lack of spirit, trust or patience, or fed by an own business."""
    p = city.p
    leavers: dict[int, list[Household]] = {LEFT: [], GRADUATED: []}
    set_aside = meet.realised_share(kube.share, kube.held)
    for member in kube.members:
        independence = live.independence(
            member.own_business_idr, member.need_idr, city.price, p.live
        )
        chance = rule.leave_chance(
            member.motivation, member.trust, member.distress, set_aside, independence, p.membership
        )
        if member.draws[LEAVE] < chance:
            _settle_up(city, kube, member)
            graduated = rule.has_graduated(chance, independence, p.membership)
            leavers[GRADUATED if graduated else LEFT].append(member)
    for why, members in leavers.items():
        if members:
            kube.dismiss(members, why)
            city.counts["left"] += len(members)


def _settle_up(city: City, kube: Kube, member: Household) -> None:
    """Pay back what the leaver has; the rest of the debt is given up."""
    if member.owed_idr:
        repay(city, kube, member, meet.payment_idr(member.owed_idr, member.cash_idr))
        city.ledger.post(Flow.WRITE_OFF, kube.loans_out, member.debt_account, member.owed_idr)
        settle(member)


def attraction(city: City, kube: Kube) -> float:
    """Return how attractive a Kube looks from outside."""
    lines = lines_per_head(kube.kas_idr, len(kube.members), city.line_idr, city.price)
    return rule.attractiveness(
        kube.gain,
        city.p.learn.gain_half,
        kube.mean("motivation"),
        kube.mean("trust"),
        lines,
        city.p.membership,
    )


def _places(city: City, kube: Kube) -> int:
    return rule.joiners(attraction(city, kube), kube.draws[JOIN], city.p.membership)


def _return_of_former_members(city: City, living: list[Kube], places: dict[int, int]) -> None:
    """Let households that left look for the most attractive Kube with a place, by need."""
    open_kubes = [kube for kube in living if places[kube.id]]
    if not open_kubes:
        return
    open_kubes.sort(key=lambda kube: (-attraction(city, kube), kube.id))
    seekers = [
        household
        for household in city.households
        if household.kube is None
        and household.why_left != GRADUATED
        and household.draws[RETURN] < city.p.membership.return_rate
    ]
    seekers.sort(key=lambda household: (-household.distress, household.key))
    for kube in open_kubes:
        welcome = [h for h in seekers if h.last_kube is not kube][: places[kube.id]]
        places[kube.id] -= len(welcome)
        _admit(city, kube, welcome)
        seekers = [household for household in seekers if household.kube is None]
