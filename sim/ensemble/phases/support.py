"""Phase 1, support: the programme founds, visits, monitors and grants."""

from typing import Any

from sim.ensemble.accounts import note_appointment, note_honorarium
from sim.ensemble.compiled import compiled, inlined, phase
from sim.ensemble.groups import mean_motivation
from sim.ensemble.ledger import post
from sim.ensemble.luck import normal, uniform
from sim.ensemble.phases.found import found_kubes
from sim.ensemble.phases.grants import give_grants
from sim.ensemble.records import NOBODY, ZERO
from sim.ledger import Flow
from sim.luck import Purpose
from sim.rules import support as rule

RANDOM, AT_RISK = 1, 2
"""Choices of the lever `monitoring_on`; 0 is all."""


@phase
def support(city: Any, facilitators: Any, grants: Any, paper: Any) -> None:
    """Found new Kubes; facilitators visit, the agency monitors, grants are given."""
    found_kubes(city)
    months = city.levers.support_months
    for number in range(len(city.kubes)):
        kube = city.kubes[number]
        kube.living = kube.status == 1
        kube.supported = rule.is_supported(city.now.month, kube.founded, months)
    _share_out_facilitators(city, facilitators)
    for number in range(len(city.kubes)):
        kube = city.kubes[number]
        if kube.living:
            _visit(city, facilitators, kube)
            _monitor(city, kube)
    give_grants(city, grants, paper)


@inlined
def _share_out_facilitators(city: Any, facilitators: Any) -> None:
    """Count live caseloads, replace those who quit, pay honoraria."""
    place, levers = city.place, city.levers
    if len(facilitators) == 0:
        return
    for number in range(len(facilitators)):
        facilitators[number].own_kubes = 0
    for number in range(len(city.kubes)):
        kube = city.kubes[number]
        if kube.living and kube.supported:
            facilitators[kube.facilitator].own_kubes += 1
    for number in range(len(facilitators)):
        facilitator = facilitators[number]
        facilitator.load_kubes = rule.load_kubes(
            facilitator.own_kubes,
            place.background_kubes,
            len(facilitators),
            place.coupled > 0,
            levers.caseload_most,
            city.p.support,
        )
        _employ(city, facilitator)


@inlined
def _employ(city: Any, facilitator: Any) -> None:
    """Pay the honorarium for this programme's part of the load; people come and go."""
    levers, p, now = city.levers, city.p.support, city.now
    facilitator.effort = rule.effort(levers.honorarium_idr, p)
    if now.month == 0:
        _appoint(city, facilitator, p.starting_tenure_months)
    elif uniform(now, Purpose.TURNOVER, facilitator.word) < rule.quits_chance(
        facilitator.effort, p
    ):
        _appoint(city, facilitator, ZERO)
        facilitator.turnovers += 1
    else:
        facilitator.tenure_months += 1
    pay = rule.honorarium_idr(
        levers.honorarium_idr, now.price, facilitator.own_kubes, facilitator.load_kubes
    )
    post(Flow.HONORARIUM, city.outside.ministry, facilitator.honoraria, pay)
    note_honorarium(now, pay)


@compiled
def _appoint(city: Any, facilitator: Any, tenure_months: int) -> None:
    """Fill a post with a new person, as competent as luck and training make it."""
    z = normal(city.now, Purpose.COMPETENCE, facilitator.word)
    training = city.levers.facilitator_training
    facilitator.competence = rule.competence(z, training, city.p.support)
    facilitator.tenure_months = tenure_months
    note_appointment(city.now, facilitator)


@inlined
def _visit(city: Any, facilitators: Any, kube: Any) -> None:
    """Facilitators visit within their capacity."""
    kube.visits, kube.visit_effect = 0, 0.0
    if kube.facilitator == NOBODY or not kube.supported:
        return
    p = city.p.support
    facilitator = facilitators[kube.facilitator]
    rate = rule.visits_rate(
        city.levers.visits_per_month, facilitator.effort, facilitator.load_kubes, kube.reach, p
    )
    draw = uniform(city.now, Purpose.VISIT, kube.word)
    kube.visits = rule.visits_made(kube.decided_visits, rate, draw)
    kube.visit_effect = rule.visit_effect(
        kube.visits, facilitator.competence, facilitator.tenure_months, p
    )
    city.now.visits += kube.visits


@inlined
def _monitor(city: Any, kube: Any) -> None:
    """Let the agency look at the Kubes it targets; members feel noticed, or less so."""
    levers, p, now = city.levers, city.p.support, city.now
    kube.monitored = 0
    if kube.supported and _is_targeted(city, kube):
        draw = uniform(now, Purpose.MONITORED, kube.word)
        kube.monitored = rule.monitoring_visits(levers.monitoring_per_year, draw)
        now.monitoring_visits += kube.monitored
    now.campaigns += rule.campaigns(levers.promotion_per_year, kube.supported > 0)
    kube.attention = rule.attention(kube.attention, kube.visit_effect, kube.monitored > 0, p)


@inlined
def _is_targeted(city: Any, kube: Any) -> bool:
    p = city.p.support
    if city.levers.monitoring_on == RANDOM:
        return rule.is_drawn_for_monitoring(uniform(city.now, Purpose.TARGETED, kube.word), p)
    if city.levers.monitoring_on == AT_RISK:
        return rule.is_at_risk(kube.idle_months, mean_motivation(city, kube), p)
    return True
