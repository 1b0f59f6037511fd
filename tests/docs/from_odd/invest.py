"""Phase 6, invest: equipment and lines, bank, LKM, help beyond the group."""

from tests.docs.from_odd.luck import LINE, LKM
from tests.docs.from_odd.records import BERKEMBANG, City, Kube


def invest(city: City) -> None:
    for k in city.living():
        reserve = city.values.invest.reserve_idr * city.price * k.n
        if k.present:
            buy_equipment(city, k, reserve)
            open_line(city, k)
        use_bank(city, k, reserve)
        if k.has_lkm:
            run_lkm(city, k)
        else:
            found_lkm(city, k)
        help_poor_families(city, k)


def buy_equipment(city: City, k: Kube, reserve: float) -> None:
    v = city.values.invest
    i = v.invest_unorganised
    above = max(0.0, k.working_kas_idr - reserve)
    bought = int(above * v.invest_share * (i + (1 - i) * k.organisation))
    k.kas_idr -= bought
    k.equipment_idr += bought


def open_line(city: City, k: Kube) -> None:
    v = city.values.invest
    able = k.lines < v.lines_most and k.working_kas_idr > v.line_kas_idr * city.price
    ready = k.organisation > v.line_organisation and k.market > v.line_market
    courage = v.line_courage * (k.organisation + v.courage_of_visits * k.visit_effect)
    if able and ready and city.uniform(LINE, k) < courage:
        cost = min(k.working_kas_idr, int(v.line_price_idr * city.price))
        k.kas_idr -= cost
        k.equipment_idr += cost
        k.lines += 1


def use_bank(city: City, k: Kube, reserve: float) -> None:
    v = city.values.invest
    if k.books >= v.bank_books:
        deposit = int(max(0.0, k.working_kas_idr - v.bank_above * reserve) * v.bank_share)
        k.kas_idr -= deposit
        k.bank_idr += deposit
    withdrawal = min(k.bank_idr, int(max(0.0, v.bank_below * reserve - k.working_kas_idr)))
    k.bank_idr -= withdrawal
    k.kas_idr += withdrawal


def found_lkm(city: City, k: Kube) -> None:
    v = city.values.invest
    fund = int(v.lkm_fund_idr * city.price)
    sound = k.books >= v.lkm_books and k.organisation >= v.lkm_organisation
    able = k.access >= v.lkm_access and k.n >= v.lkm_members and k.working_kas_idr >= fund
    if sound and able and city.uniform(LKM, k) < v.lkm_rate:
        k.has_lkm = True
        k.kas_idr -= fund
        k.lkm_cash_idr += fund


def run_lkm(city: City, k: Kube) -> None:
    v, out = city.values.invest, k.lkm_loans_idr
    lost = int(out * v.lkm_lost)
    repaid = min(int(out * v.lkm_repaid), out - lost)
    fee = int(out * v.lkm_fee)
    k.lkm_loans_idr -= lost + repaid
    k.lkm_cash_idr += repaid + fee
    wanted = v.lkm_lent_share * (k.lkm_cash_idr + k.lkm_loans_idr) - k.lkm_loans_idr
    lent = min(k.lkm_cash_idr, int(max(0.0, wanted)))
    k.lkm_cash_idr -= lent
    k.lkm_loans_idr += lent


def help_poor_families(city: City, k: Kube) -> None:
    v = city.values.live
    if k.stage >= BERKEMBANG:
        kept = v.iks_kept_months * city.levers.iks_dues_idr * city.price * k.n
        k.iks_idr -= int(max(0.0, k.iks_idr - kept) * v.iks_outside_share)
