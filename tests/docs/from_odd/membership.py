"""Phase 7, join and leave: leaving, places, former members, newcomers, revival, failing."""

from tests.docs.from_odd.founding import FIRST_NEWCOMER, bring_to_life
from tests.docs.from_odd.luck import JOIN, LEAVE, RETURN, REVIVE
from tests.docs.from_odd.meet import pay
from tests.docs.from_odd.notation import clip, sat
from tests.docs.from_odd.records import (
    ALIVE,
    FAILED,
    GAGAL,
    GRADUATED,
    KUBE_FAILED,
    LEFT,
    TUMBUH,
    City,
    Household,
    Kube,
)
from tests.docs.from_odd.spirit import mean_spirit, spirit


def join_and_leave(city: City) -> None:
    for k in city.living():
        lose_members(city, k)
    places = {k.id: attract(city, k) for k in city.living()}
    if city.coupled:
        take_former_members(city, places)
    for k in city.living():
        take_newcomers(city, k, places[k.id][1])
    again = [k for k in city.kubes if k.status == FAILED and starts_again(city, k)]
    for k in city.living():
        if k not in again:
            k.idle_months = k.idle_months + 1 if k.idle else 0
            if k.idle_months >= city.values.membership.idle_months:
                fail(city, k)


def lose_members(city: City, k: Kube) -> None:
    v, leavers = city.values.membership, []
    for h in k.members:
        s, t = spirit(city, k, h), h.trust
        earning = h.own_business_idr * city.values.live.business_return_per_month
        independence = earning / (h.need_idr * city.price)
        push = v.leave_unmotivated * (1 - s) * (1 - s) + v.leave_distrust * (1 - t) * (1 - t)
        push = push + v.leave_distress * h.distress * (k.share * k.held)
        push = push + v.leave_graduated * independence
        chance = clip(v.leave_rate * push)
        if city.uniform(LEAVE, h) < chance:
            graduated = 2 * v.leave_rate * v.leave_graduated * independence > chance
            h.why_left = GRADUATED if graduated else LEFT
            pay(k, h, min(h.owed_idr, h.cash_idr))
            write_off(k, h)
            leavers.append(h)
    k.dismiss(leavers)


def write_off(k: Kube, h: Household) -> None:
    k.loans_out_idr -= h.owed_idr
    h.owe_nothing()


def attract(city: City, k: Kube) -> tuple[float, int]:
    """Return a Kube's attraction and its places for newcomers."""
    v = city.values.membership
    e = v.attraction_empty
    lines = k.working_kas_idr / k.n / (city.line_idr * city.price) if k.n else 0.0
    attraction = sat(k.gain, city.values.learn.gain_half) * mean_spirit(city, k) * k.mean("trust")
    attraction = attraction * (e + (1 - e) * sat(lines, v.attraction_half_lines))
    chance = clip(v.join_rate * sat(attraction, v.join_half))
    u = city.uniform(JOIN, k)
    return attraction, 2 if u < chance * chance else 1 if u < chance else 0


def take_former_members(city: City, places: dict[int, tuple[float, int]]) -> None:
    seekers = [h for h in city.households if h.kube is None and h.why_left != GRADUATED]
    v = city.values.membership
    seekers = [h for h in seekers if city.uniform(RETURN, h) < v.return_rate]
    seekers.sort(key=lambda h: (-h.distress * v.return_by_need, h.key))
    for k in sorted(city.living(), key=lambda k: (-places[k.id][0], k.id)):
        attraction, free = places[k.id]
        taken = [h for h in seekers if h.last_kube is not k][:free]
        k.admit(taken)
        seekers = [h for h in seekers if h not in taken]
        places[k.id] = attraction, free - len(taken)


def take_newcomers(city: City, k: Kube, free: int) -> None:
    arrived = []
    for _ in range(free):
        arrived.append(bring_to_life(city, k, FIRST_NEWCOMER + k.newcomers))
        k.newcomers += 1
    k.admit(arrived)


def starts_again(city: City, k: Kube) -> bool:
    outside = [h for h in k.former if h.kube is None]
    if not outside or city.uniform(REVIVE, k) >= city.levers.revive_per_year / 12:
        return False
    k.status, k.stage, k.lines, k.idle_months = ALIVE, TUMBUH, k.first_lines, 0
    k.admit(outside)
    worth = city.grant_idr(city.levers.revive_idr)
    k.equipment_idr += worth
    city.agency.spent_idr += worth
    return True


def fail(city: City, k: Kube) -> None:
    v = city.values.membership
    k.kas_idr += int(v.salvage * k.working_equipment_idr) + k.bank_idr + k.iks_idr
    k.kas_idr += int(v.loans_collected * k.lkm_loans_idr) + k.lkm_cash_idr
    k.equipment_idr = k.bank_idr = k.iks_idr = k.lkm_loans_idr = k.lkm_cash_idr = 0
    for h in k.members:
        write_off(k, h)
        h.cash_idr += (k.kas_idr - k.unused_grants_idr) // k.n
        h.why_left = KUBE_FAILED
    k.kas_idr = 0
    k.status, k.stage, k.has_lkm, k.former = FAILED, GAGAL, False, k.members
    k.visits = k.monitored = k.present = k.earned_idr = k.profit_idr = k.aside_idr = 0
    k.visit_effect = k.proposed_share = k.consent = k.held = k.offer_idr = 0.0
    k.forget_what_lies_idle()
    k.stopped = False
    k.dismiss(k.members)
