"""Phase 1, support: the programme founds, visits, monitors and grants."""

from sim.agents import Facilitator, Kube
from sim.city import City
from sim.draws import MONITORED, TARGETED, VISIT
from sim.ledger import Flow
from sim.luck import Kind, Purpose
from sim.phases.found import found_kubes
from sim.phases.grants import give_grants
from sim.rules import support as rule


def support(city: City) -> None:
    """Found new Kubes; facilitators visit, the agency monitors, grants are given."""
    found_kubes(city)
    living = city.living()
    for kube in living:
        kube.supported = rule.is_supported(city.month, kube.founded, city.levers.support_months)
    _share_out_facilitators(city, living)
    for kube in living:
        _visit(city, kube)
        _monitor(city, kube)
    give_grants(city, living)


def _share_out_facilitators(city: City, living: list[Kube]) -> None:
    """Count live caseloads, replace those who quit, pay honoraria."""
    facilitators = city.facilitators
    if not facilitators:
        return
    for facilitator in facilitators:
        facilitator.own_kubes = 0
    for kube in living:
        kube.facilitator = _facilitator_of(city, kube)
        kube.facilitator.own_kubes += kube.supported
    place = city.scenario.city
    for facilitator in facilitators:
        facilitator.load_kubes = rule.load_kubes(
            facilitator.own_kubes,
            place.background_kubes,
            len(facilitators),
            place.coupled,
            city.levers.caseload_most,
            city.p.support,
        )
        _employ(city, facilitator)


def _facilitator_of(city: City, kube: Kube) -> Facilitator:
    """Return the facilitator named in the scenario, or the one that the Kube's id falls to."""
    if kube.row.facilitator is not None:
        return city.facilitators[kube.row.facilitator - city.scenario.city.first_facilitator]
    return city.facilitators[rule.facilitator_of(kube.id, len(city.facilitators))]


def _employ(city: City, facilitator: Facilitator) -> None:
    """Pay the honorarium for this programme's part of the load; people come and go."""
    levers, p = city.levers, city.p.support
    facilitator.effort = rule.effort(levers.honorarium_idr, p)
    if city.month == 0:
        _appoint(city, facilitator, p.starting_tenure_months)
    elif city.luck.uniform(
        Purpose.TURNOVER, city.month, Kind.FACILITATOR, facilitator.id
    ) < rule.quits_chance(facilitator.effort, p):
        _appoint(city, facilitator, 0)
        facilitator.turnovers += 1
    else:
        facilitator.tenure_months += 1
    pay = rule.honorarium_idr(
        levers.honorarium_idr, city.price, facilitator.own_kubes, facilitator.load_kubes
    )
    city.ledger.post(Flow.HONORARIUM, city.ledger.outside.ministry, facilitator.account, pay)
    city.agency.spend("ministry", pay)


def _appoint(city: City, facilitator: Facilitator, tenure_months: int) -> None:
    """Fill a post with a new person, as competent as luck and training make it."""
    z = city.luck.normal(Purpose.COMPETENCE, city.month, Kind.FACILITATOR, facilitator.id)
    training = city.levers.facilitator_training
    facilitator.competence = rule.competence(z, training, city.p.support)
    facilitator.tenure_months = tenure_months


def _visit(city: City, kube: Kube) -> None:
    """Facilitators visit within their capacity."""
    kube.visits, kube.visit_effect = 0, 0.0
    facilitator = kube.facilitator
    if facilitator is None or not kube.supported:
        return
    p = city.p.support
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
    levers, p = city.levers, city.p.support
    kube.monitored = 0
    if kube.supported and _is_targeted(city, kube):
        kube.monitored = rule.monitoring_visits(levers.monitoring_per_year, kube.draws[MONITORED])
        city.agency.monitoring_visits += kube.monitored
    city.agency.campaigns += rule.campaigns(levers.promotion_per_year, kube.supported)
    kube.attention = rule.attention(kube.attention, kube.visit_effect, kube.monitored > 0, p)


def _is_targeted(city: City, kube: Kube) -> bool:
    if city.levers.monitoring_on == "random":
        return rule.is_drawn_for_monitoring(kube.draws[TARGETED], city.p.support)
    if city.levers.monitoring_on == "at_risk":
        return rule.is_at_risk(kube.idle_months, kube.mean("motivation"), city.p.support)
    return True
