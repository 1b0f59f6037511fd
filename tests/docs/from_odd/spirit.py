"""The spirit: will to come and to stay, of motivation, pay and bond (sections Trade and Learn)."""

from tests.docs.from_odd.notation import clip, over, sat
from tests.docs.from_odd.records import City, Household, Kube


def spirit(city: City, k: Kube, h: Household) -> float:
    v = city.values.spirit
    p = v.others * v.pay_share
    bound = (v.others - p) * clip(k.bond + k.cohesion)
    return float((1 - v.others) * h.motivation + p * h.paid + bound)


def mean_spirit(city: City, k: Kube) -> float:
    total = 0.0
    for h in k.members:
        total = total + spirit(city, k, h)
    return over(total, k.n)


def offer(city: City, k: Kube, shared_idr: int, kept_idr: int) -> float:
    """Section Meet, step 2: what coming brought, to each who came."""
    v = city.values.spirit
    cap = city.loan_cap_idr(k, city.levers.loan_cap_idr)
    credit = v.credit * min(cap, city.values.live.loan_kas_share * k.working_kas_idr)
    seen = v.claim * k.visibility * over(kept_idr, k.present)
    return float(over(shared_idr, k.present) + seen + credit)


def remember_pay(city: City, k: Kube, h: Household) -> None:
    v = city.values.spirit
    elsewhere = v.time_share * h.income_idr * city.price
    gradual = sat(k.offer_idr, elsewhere)
    steep = sat(k.offer_idr * k.offer_idr, elsewhere * elsewhere)
    answer = gradual + v.steepness * (steep - gradual)
    h.paid = h.paid + v.pay_speed * (answer - h.paid)


def bind(city: City, k: Kube) -> None:
    v = city.values.spirit
    met = sat(city.levers.meetings_per_month * k.attendance, v.meetings_half)
    warranted = met * (v.bond_of_meeting + (1 - v.bond_of_meeting) * k.held)
    k.bond = k.bond + v.bond_speed * (warranted - k.bond)
