"""Phase 1, support: founding, facilitators, visits, monitoring."""

from tests.docs.from_odd.founding import found_kube
from tests.docs.from_odd.grants import give_grants
from tests.docs.from_odd.luck import COMPETENCE, MONITORED, TARGETED, TURNOVER, VISIT
from tests.docs.from_odd.notation import clip, sat, times
from tests.docs.from_odd.records import PLANNED, UNDECIDED, City, Facilitator, Kube
from tests.docs.from_odd.spirit import mean_spirit


def support(city: City) -> None:
    for k in city.kubes:
        if k.status == PLANNED and k.founded == city.month:
            found_kube(city, k)
    months = city.levers.support_months
    for k in city.living():
        k.supported = months == 0 or city.month < k.founded + months
    for f in city.facilitators:
        f.own_kubes = sum(k.supported and k.facilitator is f for k in city.living())
        keep_or_replace(city, f)
    for k in city.living():
        visit(city, k)
        monitor(city, k)
        k.campaigns = city.levers.promotion_per_year / 12 if k.supported else 0.0
        city.agency.campaigns += k.campaigns
    give_grants(city)


def keep_or_replace(city: City, f: Facilitator) -> None:
    v, levers = city.values.support, city.levers
    load = v.usual_load_kubes
    if city.coupled:
        load = f.own_kubes + city.background_kubes / len(city.facilitators)
    if levers.caseload_most:
        load = min(load, levers.caseload_most)
    f.load_kubes = max(1, load)
    f.effort = sat(levers.honorarium_idr, v.honorarium_half_idr)
    chance = v.turnover_per_month * (1 + v.turnover_unpaid - v.turnover_unpaid * f.effort)
    if city.month == 0:
        take_over(city, f, v.starting_tenure_months)
    elif city.uniform(TURNOVER, f) < chance:
        take_over(city, f, 0)
        f.turnovers += 1
    else:
        f.tenure_months += 1
    pay = int(levers.honorarium_idr * city.price * f.own_kubes / f.load_kubes)
    f.honoraria_idr += pay
    city.agency.spent_idr += pay


def take_over(city: City, f: Facilitator, tenure_months: int) -> None:
    v = city.values.support
    natural = clip(v.competence_mean + v.competence_spread * city.normal(COMPETENCE, f))
    training = city.levers.facilitator_training
    f.competence = natural + v.training_gain * training * (1 - natural)
    f.tenure_months = tenure_months


def visit(city: City, k: Kube) -> None:
    v, f = city.values.support, k.facilitator
    k.visits, k.visit_effect = 0, 0.0
    if f is None or not k.supported:
        return
    wanted = min(city.levers.visits_per_month, v.capacity_visits / max(1, f.load_kubes))
    k.visits = times(wanted * f.effort * k.reach, city.uniform(VISIT, k))
    if k.decided_visits != UNDECIDED:
        k.visits = k.decided_visits
    known = sat(f.tenure_months, v.familiarity_half_months)
    reached = f.competence * (v.unfamiliar_effect + (1 - v.unfamiliar_effect) * known)
    k.visit_effect = reached * sat(k.visits, v.visits_half)
    city.agency.visits += k.visits


def monitor(city: City, k: Kube) -> None:
    k.monitored = 0
    if k.supported and is_targeted(city, k):
        k.monitored = times(city.levers.monitoring_per_year / 12, city.uniform(MONITORED, k))
    city.agency.monitoring_visits += k.monitored
    notice(city, k)


def notice(city: City, k: Kube) -> None:
    v = city.values.support
    k.noticed_by_facilitator = 1.0 if k.visits > 0 else v.attention_kept * k.noticed_by_facilitator
    k.noticed_by_agency = 1.0 if k.monitored > 0 else v.attention_kept * k.noticed_by_agency
    of_visits = v.watch_of_visits * k.noticed_by_facilitator
    k.attention = max(of_visits, v.watch_of_monitoring * k.noticed_by_agency)


def is_targeted(city: City, k: Kube) -> bool:
    v, whom = city.values.support, city.levers.monitoring_on
    if whom == "random":
        return bool(city.uniform(TARGETED, k) < v.monitored_at_random)
    if whom == "at_risk":
        return bool(k.idle_months > 0 or mean_spirit(city, k) < v.at_risk_spirit)
    return True
