"""Phase 5, learn: people and institutions change with what the month brought."""

from typing import Any

from sim.ensemble.compiled import inlined, phase
from sim.ensemble.groups import mean_discipline, member
from sim.rules import learn as rule
from sim.rules import support
from sim.rules.basics import fraction, lines_per_head


@phase
def learn(city: Any) -> None:
    """Let the members and the institutions of every living Kube learn and forget."""
    for number in range(len(city.kubes)):
        kube = city.kubes[number]
        if kube.living:
            discipline = _members(city, kube)
            _institutions(city, kube, discipline)


@inlined
def _members(city: Any, kube: Any) -> float:
    """Change every member by one month; return their mean discipline after it."""
    p, price, heads = city.p.learn, city.now.price, kube.heads
    peers = mean_discipline(city, kube)
    growth = rule.growth_per_head_idr(
        kube.kas.idr, kube.loans_out.idr, kube.liquid_before_idr, heads
    )
    kas_lines = lines_per_head(kube.kas.idr, heads, city.place.line_idr, price)
    effect, visibility, held = kube.visit_effect, kube.visibility, kube.held
    attention, cohesion, late = kube.attention, kube.cohesion, kube.late_share
    gains, disciplines = 0.0, 0.0
    for place in range(heads):
        household = member(city, kube, place)
        gain = rule.felt_gain(
            household.share_now_idr, growth, visibility, household.need_idr, price
        )
        gains += gain
        distress = household.distress
        household.discipline = rule.discipline(
            household.discipline, peers, held, visibility, effect, distress, p
        )
        disciplines += household.discipline
        household.motivation = rule.motivation(
            household.motivation, cohesion, attention, effect, gain, distress, p
        )
        household.trust = rule.trust(household.trust, visibility, effect, kas_lines, late, p)
        household.skill = rule.skill(
            household.skill, household.schooling, household.present > 0, effect, p
        )
        household.months_as_member += 1
    kube.gain = fraction(gains, heads)
    return fraction(disciplines, heads)


@inlined
def _institutions(city: Any, kube: Any, discipline: float) -> None:
    """Change books, organisation, market reach and access to sources by one month."""
    p, effect, monitored, books = city.p.learn, kube.visit_effect, kube.monitored, kube.books
    turned_up = fraction(kube.present, kube.heads)
    promotion = support.campaigns(city.levers.promotion_per_year, kube.supported > 0)
    books_gain = rule.books_gain(kube.books_kept > 0, effect, monitored, p)
    organisation_gain = rule.organisation_gain(turned_up, discipline, effect, p)
    market_gain = rule.market_gain(turned_up, not kube.idle, effect, promotion, kube.reach, p)
    access_gain = rule.access_gain(turned_up, books, effect, monitored, p)
    kube.books = rule.institution(books, books_gain, p)
    kube.organisation = rule.institution(kube.organisation, organisation_gain, p)
    kube.market = rule.institution(kube.market, market_gain, p)
    kube.access = rule.institution(kube.access, access_gain, p)
