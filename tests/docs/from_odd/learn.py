"""Phase 5, learn: members, then institutions."""

from tests.docs.from_odd.notation import clip, over, sat
from tests.docs.from_odd.records import City, Household, Kube
from tests.docs.from_odd.spirit import bind, remember_pay


def learn(city: City) -> None:
    for k in city.living():
        teach_members(city, k)
        bind(city, k)
        build_institutions(city, k)


def teach_members(city: City, k: Kube) -> None:
    growth = over(k.working_kas_idr + k.loans_out_idr - k.liquid_before_idr, k.n)
    peers = k.mean("discipline")
    gains = 0.0
    for h in k.members:
        gain = h.felt_share_idr + max(0.0, growth) * k.visibility
        gain = gain / (h.need_idr * city.price)
        gains = gains + gain
        learn_discipline(city, k, h, peers)
        learn_motivation(city, k, h, gain)
        remember_pay(city, k, h)
        learn_trust(city, k, h)
        learn_skill(city, k, h)
        h.months_as_member += 1
    k.gain = over(gains, k.n)


def learn_discipline(city: City, k: Kube, h: Household, peers: float) -> None:
    v, d = city.values.learn, h.discipline
    pull = v.peer_learning * (v.peer_unseen + k.visibility)
    pull = pull * (peers + v.peer_holding * k.held - d)
    if pull < 0:
        pull = v.peer_downwards * pull
    heard = 1 - v.distress_deafness * h.distress
    change = v.visit_learning * k.visit_effect * (1 - d) * heard + pull
    change = change + v.holding_learning * k.held * (1 - d)
    change = change - v.distress_unlearning * h.distress * d - v.decay * d
    h.discipline = clip(d + change)


def learn_motivation(city: City, k: Kube, h: Household, gain: float) -> None:
    v = city.values.learn
    target = v.motivation_base + k.cohesion
    target = target + v.motivation_facilitator * k.noticed_by_facilitator
    target = target + v.motivation_agency * k.noticed_by_agency
    target = target + v.motivation_visits * k.visit_effect
    target = target + v.motivation_gain * sat(gain, v.gain_half)
    target = target - v.motivation_distress * h.distress
    h.motivation = clip(h.motivation + v.motivation_speed * (clip(target) - h.motivation))


def learn_trust(city: City, k: Kube, h: Household) -> None:
    v = city.values.learn
    lines = k.working_kas_idr / k.n / (city.line_idr * city.price)
    suspicion = (1 - k.visibility) * sat(lines, v.secrecy_half_lines)
    target = v.trust_closed + v.trust_open * k.visibility + v.trust_visits * k.visit_effect
    target = target - v.trust_secrecy * suspicion - v.trust_default * k.late_share
    h.trust = clip(h.trust + v.trust_speed * (clip(target) - h.trust))


def learn_skill(city: City, k: Kube, h: Household) -> None:
    v, skill = city.values.learn, h.skill
    practice = v.skill_of_visits * k.visit_effect
    if h.present:
        practice = practice + 1
    learned = v.skill_learning * practice * (v.skill_unschooled + h.schooling) * (1 - skill)
    h.skill = clip(skill + learned - v.skill_decay * v.decay * skill)


def build_institutions(city: City, k: Kube) -> None:
    v = city.values.learn
    e, attending = k.visit_effect, over(k.present, k.n)

    def institution(x: float, g: float) -> float:
        return clip(x + g * (1 - x) - v.decay * x)

    of_visits = v.organisation_of_visits * v.visit_learning * e
    books = v.visit_learning * e + v.books_monitoring * k.monitored
    if k.books_kept:
        books = books + v.books_work
    market = v.market_of_visits * v.visit_learning * e + v.promotion_gain * k.campaigns
    if not k.idle:
        market = market + v.own_work * attending
    access = v.own_work * attending * k.books + of_visits + v.access_monitoring * k.monitored
    organisation = v.own_work * attending * k.mean("discipline") + of_visits
    k.books = institution(k.books, books)
    k.organisation = institution(k.organisation, organisation)
    k.market = institution(k.market, k.reach * market)
    k.access = institution(k.access, access)
