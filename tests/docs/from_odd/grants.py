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
                grant(city, k, promise.amount_idr, promise.form)
                note(k, promise.kind)
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


def note(k: Kube, kind: str) -> None:
    if kind == "bpls":
        k.got_bpls = True
    else:
        k.got_lkm_grant = True


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
        grant(city, k, amount, getattr(city.levers, f"{kind}_form"))
        note(k, kind)


def is_eligible(city: City, k: Kube, kind: str) -> bool:
    served = k.got_bpls if kind == "bpls" else k.got_lkm_grant
    old_enough = city.month - k.founded >= getattr(city.levers, f"{kind}_after_months")
    able = k.supported and k.idle_months == 0 and k.visits > 0
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


def grant(city: City, k: Kube, amount: int, form: str) -> None:
    in_kind = form == "in_kind" or k.grant_use == EQUIPMENT_AT_ONCE
    leaked = each(amount, leak(city, k, in_kind), k.n) * k.n
    if in_kind:
        k.equipment_idr += amount - leaked
    else:
        k.kas_idr += amount - leaked
    city.agency.spent_idr += amount


def leak(city: City, k: Kube, in_kind: bool) -> float:
    v = city.values.support
    if k.grant_use == SHARED_OUT:
        return 1.0
    careless = clip(v.leak_without_discipline * (1 - k.mean("discipline")))
    share = v.leak * careless * careless
    share = share * (1 - v.leak_visibility * k.visibility) * (1 - v.leak_attention * k.attention)
    if in_kind:
        share = share * v.leak_in_kind
    return clip(share)
