"""Phase 3, meet: vote, set aside and share out, raid, instalments, books, change of rule."""

from tests.docs.from_odd.luck import BOOKS, CONSENT, PEER, RULE
from tests.docs.from_odd.notation import clip, each, over, ssat
from tests.docs.from_odd.records import (
    CONDITIONAL_FREE_RIDER,
    COOPERATOR,
    FREE_RIDER,
    City,
    Household,
    Kube,
)
from tests.docs.from_odd.spirit import offer
from tests.docs.from_odd.trade import work_of


def meet(city: City) -> None:
    for k in city.living():
        vote(city, k)
        set_aside_and_share_out(city, k)
        if meets(city, k):
            raid(city, k)
        for h in [h for h in k.members if h.owed_idr]:
            collect(city, k, h)
        k.late_share = over(sum(h.months_late > 0 for h in k.members), k.n)
        keep_books(city, k)
        change_rule(city, k)


def meets(city: City, k: Kube) -> bool:
    return k.n > 0 and city.levers.meetings_per_month > 0


def vote(city: City, k: Kube) -> None:
    v = city.values.meet
    k.proposed_share = k.share if k.sets_aside else 0.0
    before, k.consent, k.held = k.consent, 0.0, 0.0
    if not meets(city, k):
        return
    share = k.profit_idr * (1 - k.share) / k.n
    yes = 0
    for h in k.members:
        slack = (h.cash_idr + h.income_idr * city.price + share) / (h.need_idr * city.price) - 1
        z = city.normal(CONSENT, h)
        score = h.discipline + v.need_pressure * ssat(slack, v.slack_half)
        score = score + v.consent_trust * (h.trust - 0.5) + v.consent_noise * z
        c = v.consent_free_rider if h.social_type == FREE_RIDER else before
        score = score + v.consent_peers * (c - 0.5)
        yes += score > v.consent_threshold
    k.consent = yes / k.n
    if k.sets_aside and k.consent >= v.majority:
        k.held = k.consent


def set_aside_and_share_out(city: City, k: Kube) -> None:
    k.aside_idr = int(k.profit_idr * (k.share * k.held))
    dues = min(k.aside_idr, int(city.levers.iks_dues_idr * city.price * k.n))
    k.kas_idr -= dues
    k.iks_idr += dues
    k.saved_idr += k.aside_idr - dues
    parts = [0.0 if not h.present else 1.0 if k.by_rota else work_of(city, h) for h in k.members]
    whole = 0.0
    for part in parts:
        whole = whole + part
    pot, idle = k.profit_idr - k.aside_idr, lies_idle(city, k.aside_idr)
    left = k.profit_idr - dues
    for h, part in zip(k.members, parts, strict=True):
        h.share_now_idr = int(pot * part / whole) if part else 0
        h.felt_share_idr = int((pot + idle) * part / whole) if part else 0
        h.cash_idr += h.share_now_idr
        k.kas_idr -= h.share_now_idr
        left -= h.share_now_idr
    k.unused_kas_idr += lies_idle(city, left)
    k.offer_idr = offer(city, k, pot + idle, k.aside_idr - idle)


def lies_idle(city: City, amount: int) -> int:
    return amount - int(amount * city.values.invest.set_aside_used)


def raid(city: City, k: Kube) -> None:
    v = city.values.meet
    refusal = 0.0 if k.consent >= v.majority else 1 - k.consent / v.majority
    part = v.raid * refusal * (1 - v.raid_visibility * k.visibility)
    part = part * (1 - v.raid_attention * k.attention)
    gets = each(k.working_kas_idr, part, k.n)
    if gets < v.least_raid_idr * city.price:
        return
    for h in k.members:
        h.cash_idr += gets
        h.share_now_idr += gets
        h.felt_share_idr += gets
        k.kas_idr -= gets
    k.saved_idr = max(0, k.saved_idr - gets * k.n)


def collect(city: City, k: Kube, h: Household) -> None:
    v = city.values.meet
    contact = city.levers.meetings_per_month * k.attendance + v.contact_of_visits * k.visits
    x = v.contact_effect * contact * contact
    habit = 1 + 0.5 * v.reluctance_discipline - v.reluctance_discipline * h.discipline
    if h.willingness >= clip(v.reluctance / (1 + x) * habit):
        due = h.next_instalment()
        gap = due - h.cash_idr
        if gap > 0 and city.uniform(PEER, h) < x / (1 + x):
            richest = min(k.members, key=lambda m: (-m.cash_idr, m.key))
            if richest is not h and richest.cash_idr >= v.cover_cash * gap:
                richest.cash_idr -= gap
                h.cash_idr += gap
        pay(k, h, min(due, h.cash_idr))
    h.loan_months_left -= 1
    if h.owed_idr == 0:
        h.owe_nothing()
    elif h.loan_months_left < 0:
        h.months_late += 1
        k.defaults += h.months_late == v.default_months


def pay(k: Kube, h: Household, paid: int) -> None:
    h.cash_idr -= paid
    h.owed_idr -= paid
    k.loans_out_idr -= paid
    if h.loan_of_lkm:
        k.lkm_cash_idr += paid
    else:
        k.kas_idr += paid


def keep_books(city: City, k: Kube) -> None:
    v, open_books = city.values.meet, city.levers.open_books
    schooling = k.chair.schooling if k.chair else 0.0
    kind = k.treasurer.social_type if k.treasurer else COOPERATOR
    chance = v.books_base + v.books_schooling * schooling + v.books_visits * k.visit_effect
    if open_books:
        chance = chance + v.books_open
    k.books_kept = k.n > 0 and city.uniform(BOOKS, k) < clip(chance)
    honest = 1.0
    if kind == CONDITIONAL_FREE_RIDER:
        honest = v.openness_conditional
    elif kind == FREE_RIDER:
        honest = v.openness_free_rider
    openness = clip(v.openness * honest + v.openness_attention * k.attention)
    k.visibility = k.books * (1.0 if open_books else openness)


def change_rule(city: City, k: Kube) -> None:
    v = city.values.meet
    k.held_year = k.held_year + (k.held - k.held_year) / 12
    if k.sets_aside:
        k.sets_aside = k.held_year >= v.revert_held
    elif k.consent >= v.adopt_consent and city.uniform(RULE, k) < v.adopt_rate * k.visit_effect:
        k.sets_aside, k.held_year = True, city.values.founding.starting_record
