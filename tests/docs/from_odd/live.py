"""Phase 4, live: income, loans, help, sales, own businesses, eating and saving."""

from tests.docs.from_odd.founding import business_price
from tests.docs.from_odd.luck import CEREMONY, ILLNESS, INCOME_MONTH, PLAN, RELUCTANCE
from tests.docs.from_odd.notation import clip
from tests.docs.from_odd.records import City, Household, Kube

NOTE = 10_000


def live(city: City) -> None:
    for h in city.households:
        earn(city, h)
    short = [h for h in city.households if h.cash_idr < h.month_need_idr]
    short.sort(key=lambda h: (h.cash_idr / h.month_need_idr, h.key))
    for serve in (lend, help_out, sell):
        for h in short:
            serve(city, h)
    by_luck = [(city.uniform(PLAN, h), h.key, h) for h in city.households]
    for u, _, h in sorted(by_luck, key=lambda planner: planner[:2]):
        if not h.own_business_idr and u < city.values.live.business_plan * h.discipline * h.skill:
            start_business(city, h)
    for h in city.households:
        consume(city, h)


def earn(city: City, h: Household) -> None:
    v, z = city.values.live, city.normal(INCOME_MONTH, h)
    ill = city.uniform(ILLNESS, h) < v.illness_per_month
    ceremony = city.uniform(CEREMONY, h) < v.ceremony_per_month
    h.emergency = ill or ceremony
    outside = h.income_idr * city.price * (1 + v.income_volatility * z)
    own = v.business_return_per_month * h.own_business_idr * (1 + v.income_volatility * z)
    if ill:
        outside, own = outside * v.illness_income, own * v.illness_income
    received = int(max(0.0, outside)) + int(max(0.0, own))
    h.cash_idr += received
    h.month_income_idr = received + (h.share_now_idr if h.kube else 0)
    factor = 1.0
    if ill:
        factor = factor + v.illness_need
    if ceremony:
        factor = factor + v.ceremony_need
    h.month_need_idr = int(h.need_idr * city.price * factor)


def lend(city: City, h: Household) -> None:
    if h.kube is None or h.owed_idr:
        return
    v, tenor = city.values.live, city.levers.loan_tenor_months
    cap = city.loan_cap_idr(h.kube, city.levers.loan_cap_idr)
    wanted = -(-(h.month_need_idr - h.cash_idr) // NOTE) * NOTE
    surplus = h.income_idr * city.price + h.share_now_idr - h.need_idr * city.price
    bearable = int(v.loan_capacity * tenor * max(0.0, surplus))
    of_kas = int(v.loan_kas_share * h.kube.working_kas_idr)
    loan = min(wanted, cap, of_kas, bearable) // NOTE * NOTE
    if loan > 0 and loan >= v.least_loan_idr * city.price:
        h.kube.kas_idr -= loan
        owe(city, h.kube, h, loan, tenor)


def owe(city: City, k: Kube, h: Household, loan: int, tenor: int) -> None:
    h.cash_idr += loan
    h.owed_idr += loan
    k.loans_out_idr += loan
    k.loans += 1
    h.loan_months_left, h.months_late = tenor, 0
    h.willingness = city.uniform(RELUCTANCE, h)


def help_out(city: City, h: Household) -> None:
    missing = h.month_need_idr - h.cash_idr
    if h.kube is not None and h.emergency and missing > 0:
        gift = min(missing, int(city.values.live.iks_help_share * h.kube.iks_idr))
        h.kube.iks_idr -= gift
        h.cash_idr += gift


def sell(city: City, h: Household) -> None:
    v, missing = city.values.live, h.month_need_idr - h.cash_idr
    if h.own_business_idr and missing > v.business_sale_shortage * h.month_need_idr:
        h.cash_idr += int(h.own_business_idr * v.business_sale)
        h.own_business_idr = 0


def start_business(city: City, h: Household) -> None:
    price = business_price(city)
    missing = price - (h.cash_idr - h.month_need_idr)
    if missing <= 0 or borrows_for_business(city, h, missing):
        h.cash_idr -= price
        h.own_business_idr = price


def borrows_for_business(city: City, h: Household, missing: int) -> bool:
    k, levers = h.kube, city.levers
    if k is None or h.owed_idr:
        return False
    if missing > city.loan_cap_idr(k, levers.productive_loan_cap_idr):
        return False
    if k.has_lkm and k.lkm_cash_idr >= missing:
        k.lkm_cash_idr -= missing
        h.loan_of_lkm = True
    elif missing <= int(k.working_kas_idr * city.values.live.loan_kas_share):
        k.kas_idr -= missing
        h.loan_of_lkm = False
    else:
        return False
    owe(city, k, h, missing, levers.productive_tenor_months)
    return True


def consume(city: City, h: Household) -> None:
    v, need = city.values.live, h.month_need_idr
    h.unmet_idr = max(0, need - h.cash_idr)
    left = max(0, h.cash_idr - need)
    if h.owed_idr:
        left -= min(left, h.next_instalment())
    w = v.saving_without_discipline
    kept = int(left * (v.present_bias * (w + (1 - w) * h.discipline)))
    h.cash_idr -= min(need, h.cash_idr) + left - kept
    felt = clip(h.unmet_idr / (v.distress_full * need))
    h.distress = h.distress + v.distress_speed * (felt - h.distress)
