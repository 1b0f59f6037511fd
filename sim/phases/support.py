"""Phase 1, support: the programme founds, visits, monitors and grants."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.choices import AT_RISK, RANDOM
from sim.draws import MONITORED, TARGETED, VISIT
from sim.ledger import Flow
from sim.luck import Kind, Purpose
from sim.money import real_idr
from sim.phases.found import found_kubes
from sim.phases.grants import give_grants
from sim.phases.groups import means
from sim.phases.primitives import facilitator_of, normal, post, uniform
from sim.rules import support as rule
from sim.standing import ALIVE

if TYPE_CHECKING:
    from sim.agents import Facilitator, Kube
    from sim.city import City


def support(city: City) -> None:
    """Found new Kubes; facilitators visit, the agency monitors, grants are given."""
    found_kubes(city)
    months = city.levers.support_months
    for kube in city.kubes:
        kube.living = kube.status == ALIVE
        if kube.living:
            kube.supported = rule.is_supported(city.now.month, kube.founded, months)
    _share_out_facilitators(city)
    for kube in city.kubes:
        if kube.living:
            _visit(city, kube)
            _monitor(city, kube)
    give_grants(city)


def _share_out_facilitators(city: City) -> None:
    """Count live caseloads, replace those who quit, pay honoraria."""
    if len(city.facilitators) == 0:
        return
    place = city.place
    for facilitator in city.facilitators:
        facilitator.own_kubes = 0
    for kube in city.kubes:
        if kube.living:
            facilitator_of(city, kube).own_kubes += kube.supported
    for facilitator in city.facilitators:
        facilitator.load_kubes = rule.load_kubes(
            facilitator.own_kubes,
            place.background_kubes,
            len(city.facilitators),
            place.coupled,
            city.levers.caseload_most,
            city.p.support,
        )
        _employ(city, facilitator)


def _employ(city: City, facilitator: Facilitator) -> None:
    """Pay the honorarium for this programme's part of the load; people come and go."""
    levers, p, now = city.levers, city.p.support, city.now
    facilitator.effort = rule.effort(levers.honorarium_idr, p)
    if now.month == 0:
        _appoint(city, facilitator, p.starting_tenure_months)
    elif uniform(
        city, Purpose.TURNOVER, now.month, Kind.FACILITATOR, facilitator.id
    ) < rule.quits_chance(facilitator.effort, p):
        _appoint(city, facilitator, 0)
        facilitator.turnovers += 1
    else:
        facilitator.tenure_months += 1
    pay = rule.honorarium_idr(
        levers.honorarium_idr, now.price, facilitator.own_kubes, facilitator.load_kubes
    )
    post(city.ledger, Flow.HONORARIUM, city.outside.ministry, facilitator.account, pay)
    city.agency.ministry_idr += pay
    city.agency.honoraria_idr += pay
    city.agency.honoraria_real_idr += real_idr(pay, now.price)


def _appoint(city: City, facilitator: Facilitator, tenure_months: int) -> None:
    """Fill a post with a new person, as competent as luck and training make it."""
    month = city.now.month
    z = normal(city, Purpose.COMPETENCE, month, Kind.FACILITATOR, facilitator.id)
    training = city.levers.facilitator_training
    facilitator.competence = rule.competence(z, training, city.p.support)
    facilitator.tenure_months = tenure_months
    city.agency.appointments += month == 0 or facilitator.own_kubes > 0


def _visit(city: City, kube: Kube) -> None:
    """Facilitators visit within their capacity."""
    kube.visits, kube.visit_effect = 0, 0.0
    if len(city.facilitators) == 0 or not kube.supported:
        return
    p, facilitator = city.p.support, facilitator_of(city, kube)
    rate = rule.visits_rate(
        city.levers.visits_per_month, facilitator.effort, facilitator.load_kubes, kube.reach, p
    )
    kube.visits = rule.visits_made(kube.decided_visits, rate, kube.draws[VISIT])
    kube.visit_effect = rule.visit_effect(
        kube.visits, facilitator.competence, facilitator.tenure_months, p
    )
    city.agency.visits += kube.visits


def _monitor(city: City, kube: Kube) -> None:
    """Let the agency look at the Kubes it targets; members feel noticed, or less so."""
    levers, p, agency = city.levers, city.p.support, city.agency
    kube.monitored = 0
    if kube.supported and _is_targeted(city, kube):
        kube.monitored = rule.monitoring_visits(levers.monitoring_per_year, kube.draws[MONITORED])
        agency.monitoring_visits += kube.monitored
    agency.campaigns += rule.campaigns(levers.promotion_per_year, kube.supported)
    kube.noticed_by_facilitator = rule.noticed(kube.noticed_by_facilitator, kube.visits, p)
    kube.noticed_by_agency = rule.noticed(kube.noticed_by_agency, kube.monitored, p)
    kube.attention = rule.attention(kube.noticed_by_facilitator, kube.noticed_by_agency, p)


def _is_targeted(city: City, kube: Kube) -> bool:
    if city.levers.monitoring_on == RANDOM:
        return rule.is_drawn_for_monitoring(kube.draws[TARGETED], city.p.support)
    if city.levers.monitoring_on == AT_RISK:
        return rule.is_at_risk(kube.idle_months, means(city, kube).spirit, city.p.support)
    return True
