"""Phase 1, support: grants and what leaks of them."""

from tests.docs.from_odd import luck
from tests.docs.from_odd.luck import GRANT_PLACE, GRANT_TICKET
from tests.docs.from_odd.notation import clip, each
from tests.docs.from_odd.records import BERKEMBANG, EQUIPMENT_AT_ONCE, SHARED_OUT, City, Kube

KINDS = ("bpls", "lkm")


def give_grants(city: City) -> None:
    levers = city.levers
    for k in city.living():
        if k.founded == city.month:
            grant(city, k, city.grant_idr(levers.starter_idr), levers.starter_form)
        for promise in list(k.promised):
            if promise.month <= city.month and condition_met(city, k, promise.kind):
                k.promised.remove(promise)
                second_grant(city, k, promise.kind, promise.amount_idr, promise.form)
    for kind in KINDS:
        fill_places(city, kind)


def condition_met(city: City, k: Kube, kind: str) -> bool:
    v, condition = city.values.support, getattr(city.levers, f"{kind}_condition")
    if condition == "books":
        return bool(k.books >= v.grant_books)
    if condition == "saving":
        return bool(k.held_year >= v.grant_held)
    if condition == "grown":
        return k.stage >= BERKEMBANG and len(k.members) >= k.founders
    return True


def fill_places(city: City, kind: str) -> None:
    t, y = city.month, getattr(city.levers, f"{kind}_places_per_year")
    places = int((t + 1) * y / 12) - int(t * y / 12)
    queue = [k for k in city.living() if is_eligible(city, k, kind)]
    queue.sort(key=lambda k: (city.uniform(GRANT_TICKET, k), k.id))
    b = city.values.support.background_eligible * city.background_kubes
    if city.coupled:
        winners = contest(city, kind, queue, places, b)
    else:
        winners = [k for k in queue if city.uniform(GRANT_TICKET, k) * (1 + b) < places]
    for k in winners:
        amount = city.grant_idr(getattr(city.levers, f"{kind}_idr"))
        second_grant(city, k, kind, amount, getattr(city.levers, f"{kind}_form"))


def is_eligible(city: City, k: Kube, kind: str) -> bool:
    served = k.got_bpls if kind == "bpls" else k.got_lkm_grant
    old_enough = city.month - k.founded >= getattr(city.levers, f"{kind}_after_months")
    able = k.supported and k.idle_months == 0 and k.visits >= city.values.support.grant_visits
    return bool(able and old_enough and not served and condition_met(city, k, kind))


def contest(city: City, kind: str, queue: list[Kube], places: int, b: float) -> list[Kube]:
    """Let the Kubes in the queue and the background contest each place in turn."""
    waiting = list(queue)
    winners = []
    for place in range(min(places, len(queue))):
        q = len(waiting)
        owner = (luck.CITY, city.id, place)
        bits = city.luck.bits(GRANT_PLACE, city.month, owner, KINDS.index(kind))
        if luck.uniform(bits) * (q + b) < q:
            winners.append(waiting.pop(0))
    return winners


def grant(city: City, k: Kube, amount: int, form: str) -> int:
    """Give a grant; return what is left of it when a part has leaked."""
    in_kind = comes_in_kind(k, form)
    left = amount - each(amount, eaten(city, k, in_kind), k.n) * k.n
    if in_kind:
        k.equipment_idr += left
    else:
        k.kas_idr += left
    city.agency.spent_idr += amount
    return left


def second_grant(city: City, k: Kube, kind: str, amount: int, form: str) -> None:
    left = grant(city, k, amount, form)
    idle = left - int(left * city.values.support.second_grant_used)
    if comes_in_kind(k, form):
        k.unused_equipment_idr += idle
    else:
        k.unused_grants_idr += idle
    if kind == "bpls":
        k.got_bpls = True
    else:
        k.got_lkm_grant = True


def comes_in_kind(k: Kube, form: str) -> bool:
    return form == "in_kind" or k.grant_use == EQUIPMENT_AT_ONCE


def eaten(city: City, k: Kube, in_kind: bool) -> float:
    if k.grant_use == SHARED_OUT:
        return 1.0
    share = leak(city, k, in_kind)
    if not in_kind and not k.sets_aside:
        return max(share, float(city.values.support.grant_shared))
    return share


def leak(city: City, k: Kube, in_kind: bool) -> float:
    v = city.values.support
    careless = clip(v.leak_without_discipline * (1 - k.mean("discipline")))
    share = v.leak * careless * careless
    share = share * (1 - v.leak_visibility * k.visibility) * (1 - v.leak_attention * k.attention)
    if in_kind:
        share = share * v.leak_in_kind
    return clip(share)
