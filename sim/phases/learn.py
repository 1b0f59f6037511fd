"""Phase 5, learn: people and institutions change with what the month brought."""

from sim.agents import Kube
from sim.city import City
from sim.rules import learn as rule
from sim.rules import support
from sim.rules.basics import fraction, lines_per_head


def learn(city: City) -> None:
    """Let the members and the institutions of every living Kube learn and forget."""
    for kube in city.living():
        _members(city, kube)
        _institutions(city, kube)


def _members(city: City, kube: Kube) -> None:
    """Change discipline, motivation, trust and skill of every member by one month."""
    p, price = city.p.learn, city.price
    heads = len(kube.members)
    peers = kube.mean("discipline")
    growth = rule.growth_per_head_idr(
        kube.kas_idr, kube.loans_out_idr, kube.liquid_before_idr, heads
    )
    kas_lines = lines_per_head(kube.kas_idr, heads, city.line_idr, price)
    effect, visibility, held, attention = (
        kube.visit_effect,
        kube.visibility,
        kube.held,
        kube.attention,
    )
    cohesion, late = kube.cohesion, kube.late_share
    gains = 0.0
    for member in kube.members:
        gain = rule.felt_gain(member.share_now_idr, growth, visibility, member.need_idr, price)
        gains += gain
        distress = member.distress
        member.discipline = rule.discipline(
            member.discipline, peers, held, visibility, effect, distress, p
        )
        member.motivation = rule.motivation(
            member.motivation, cohesion, attention, effect, gain, distress, p
        )
        member.trust = rule.trust(member.trust, visibility, effect, kas_lines, late, p)
        member.skill = rule.skill(member.skill, member.schooling, member.present, effect, p)
        member.months_as_member += 1
    kube.gain = fraction(gains, heads)


def _institutions(city: City, kube: Kube) -> None:
    """Change books, organisation, market reach and access to sources by one month."""
    p = city.p.learn
    turned_up = fraction(kube.present, len(kube.members))
    effect, monitored = kube.visit_effect, kube.monitored
    promotion = support.campaigns(city.levers.promotion_per_year, kube.supported)
    kube.books, books_before = (
        rule.institution(kube.books, rule.books_gain(kube.books_kept, effect, monitored, p), p),
        kube.books,
    )
    kube.organisation = rule.institution(
        kube.organisation,
        rule.organisation_gain(turned_up, kube.mean("discipline"), effect, p),
        p,
    )
    kube.market = rule.institution(
        kube.market,
        rule.market_gain(turned_up, not kube.idle, effect, promotion, kube.reach, p),
        p,
    )
    kube.access = rule.institution(
        kube.access, rule.access_gain(turned_up, books_before, effect, monitored, p), p
    )
