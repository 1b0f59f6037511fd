"""Phase 5, learn: people and institutions change with what the month brought."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.phases.groups import means, working_kas
from sim.phases.primitives import members
from sim.rules import learn as rule
from sim.rules import spirit, support
from sim.rules.basics import fraction, lines_per_head

if TYPE_CHECKING:
    from sim.agents import Kube
    from sim.city import City


def learn(city: City) -> None:
    """Let the members and the institutions of every living Kube learn and forget."""
    for kube in city.kubes:
        if kube.living:
            discipline = _members(city, kube)
            _institutions(city, kube, discipline)


def _members(city: City, kube: Kube) -> float:
    """Change every member by one month; return their mean discipline after it."""
    p, price, heads = city.p.learn, city.now.price, kube.heads
    peers = means(city, kube).discipline
    growth = rule.growth_per_head_idr(
        working_kas(kube), kube.loans_out_idr, kube.liquid_before_idr, heads
    )
    kas_lines = lines_per_head(working_kas(kube), heads, city.place.line_idr, price)
    effect, visibility, held = kube.visit_effect, kube.visibility, kube.held
    by_facilitator, by_agency = kube.noticed_by_facilitator, kube.noticed_by_agency
    cohesion, late = kube.cohesion, kube.late_share
    gains, disciplines = 0.0, 0.0
    for number in members(city, kube):
        member = city.households[number]
        gain = rule.felt_gain(member.shared_idr, growth, visibility, member.need_idr, price)
        gains += gain
        distress = member.distress
        discipline = rule.discipline(
            member.discipline, peers, held, visibility, effect, distress, p
        )
        member.discipline = discipline
        disciplines += discipline
        member.motivation = rule.motivation(
            member.motivation, cohesion, by_facilitator, by_agency, effect, gain, distress, p
        )
        member.paid = spirit.paid(
            member.paid, kube.offer_idr, member.income_idr, price, city.p.spirit
        )
        member.trust = rule.trust(member.trust, visibility, effect, kas_lines, late, p)
        member.skill = rule.skill(member.skill, member.schooling, member.present, effect, p)
        member.months_as_member += 1
    kube.gain = fraction(gains, heads)
    kube.bond = spirit.bond(
        kube.bond, city.levers.meetings_per_month, kube.attendance, held, city.p.spirit
    )
    return fraction(disciplines, heads)


def _institutions(city: City, kube: Kube, discipline: float) -> None:
    """Change books, organisation, market reach and access to sources by one month."""
    p, effect, monitored, books = city.p.learn, kube.visit_effect, kube.monitored, kube.books
    turned_up = fraction(kube.present, kube.heads)
    promotion = support.campaigns(city.levers.promotion_per_year, kube.supported)
    books_gain = rule.books_gain(kube.books_kept, effect, monitored, p)
    organisation_gain = rule.organisation_gain(turned_up, discipline, effect, p)
    market_gain = rule.market_gain(turned_up, not kube.idle, effect, promotion, kube.reach, p)
    access_gain = rule.access_gain(turned_up, books, effect, monitored, p)
    kube.books = rule.institution(books, books_gain, p)
    kube.organisation = rule.institution(kube.organisation, organisation_gain, p)
    kube.market = rule.institution(kube.market, market_gain, p)
    kube.access = rule.institution(kube.access, access_gain, p)
