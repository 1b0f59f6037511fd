"""Phase 2, trade: stop and start again, work, earnings, wear, loss, repair."""

from collections import Counter

from tests.docs.from_odd import luck
from tests.docs.from_odd.calendar import lunar_month
from tests.docs.from_odd.luck import (
    ATTEND,
    CITY,
    LOSS,
    LOSS_SIZE,
    RESTART_HELP,
    REVENUE,
    STOP,
    TRADE_REVENUE,
    WEAR,
)
from tests.docs.from_odd.notation import clip, sat
from tests.docs.from_odd.records import CONDITIONAL_FREE_RIDER, FREE_RIDER, City, Household, Kube
from tests.docs.from_odd.spirit import spirit


def trade(city: City) -> None:
    sellers = Counter(k.business.number for k in city.living())
    for k in city.living():
        rivals = city.background_kubes / len(city.trades)
        if city.coupled:
            rivals = rivals + (sellers[k.business.number] - 1)
        stop_or_start_again(city, k)
        k.liquid_before_idr = k.working_kas_idr + k.loans_out_idr
        workers = work(city, k)
        earn(city, k, expected_profit(city, k, workers, rivals))
        wear_and_repair(city, k)


def stop_or_start_again(city: City, k: Kube) -> None:
    v = city.values.trade
    if city.uniform(STOP, k) < v.stop_per_month * k.business.wear:
        k.stopped = True
    if not k.stopped:
        return
    price = int(v.restart_idr * city.price)
    if k.working_kas_idr + k.bank_idr >= price:
        fetched = max(0, price - k.working_kas_idr)
        k.bank_idr -= fetched
        k.kas_idr += fetched - price
        k.saved_idr = max(0, k.saved_idr - price)
        k.stopped = False
    elif city.uniform(RESTART_HELP, k) < v.restart_help:
        k.stopped = False


def work(city: City, k: Kube) -> float:
    """Let members turn up; return `W`, what those present are worth in skilled workers."""
    v = city.values.trade
    workers, k.present = 0.0, 0
    for h in k.members:
        comes = city.uniform(ATTEND, h) < attendance_chance(city, k, h)
        h.present = comes and not k.stopped
        if h.present:
            k.present += 1
            workers = workers + work_of(city, h)
    if k.members and not k.stopped:
        k.attendance = k.attendance + v.attendance_memory * (k.present / k.n - k.attendance)
    return workers


def work_of(city: City, h: Household) -> float:
    w = city.values.trade.work_without_skill
    return float(w + (1 - w) * h.skill)


def attendance_chance(city: City, k: Kube, h: Household) -> float:
    v = city.values.trade
    w = v.attendance_without_trust
    will = spirit(city, k, h) * (w + (1 - w) * h.trust)
    c = v.attendance_alone + v.attendance_of_peers * k.attendance
    if h.social_type == FREE_RIDER:
        return clip(will * v.free_rider_attendance)
    if h.social_type == CONDITIONAL_FREE_RIDER:
        return clip(will * (c * v.conditional_free_rider))
    return clip(will * c)


def expected_profit(city: City, k: Kube, workers: float, rivals: float) -> float:
    v, p = city.values.trade, city.price
    capital = k.working_equipment_idr + v.working_capital_share * k.working_kas_idr
    limit = 4 * v.capital_half_idr * p * (1 + v.line_gain * (k.lines - 1))
    effective = capital / (1 + capital / limit)
    labour = 2 * workers / (workers + v.labour_half)
    factor = k.business.season[lunar_month(city.start + city.month)]
    demand = v.demand_depth / (v.demand_depth + rivals)
    season = 1 + v.season_strength * (factor - 1)
    w = v.demand_without_access
    access = w + (1 - w) * k.reach
    i = v.inexperienced
    experience = i + (1 - i) * sat(city.month - k.founded, v.experience_half_months)
    opportunity = demand * k.fit * season * access * experience
    earning = v.return_per_month * effective * labour + v.labour_product_idr * p * workers
    return float(earning * (v.market_start + k.market) * opportunity)


def earn(city: City, k: Kube, expected: float) -> None:
    v, trading = city.values.trade, k.business
    bits = city.luck.bits(TRADE_REVENUE, city.month, (CITY, city.id, trading.number))
    own_weight = max(0.0, 1 - v.trade_shock * v.trade_shock) ** 0.5
    shock = own_weight * city.normal(REVENUE, k) + v.trade_shock * luck.normal(bits)
    fortune = max(-1.0, v.volatility * trading.volatility * shock / k.lines**0.5)
    q = trading.input_share
    needed = v.inputs_kept_months * (expected / (1 - q) * q)
    covered = k.working_kas_idr / needed if k.working_kas_idr < needed else 1.0
    c = v.volume_without_kas
    expected = expected * (c + (1 - c) * covered)
    revenue = int(expected / (1 - q) * (1 + fortune))
    inputs = min(int(expected / (1 - q) * q), revenue + k.working_kas_idr)
    k.kas_idr += revenue - inputs
    k.earned_idr = max(0, revenue - inputs)
    k.saved_idr = max(0, k.saved_idr - max(0, inputs - revenue))
    active = city.values.membership
    too_few = k.present < active.active_members
    k.idle = too_few or k.earned_idr < active.active_profit_idr * city.price


def wear_and_repair(city: City, k: Kube) -> None:
    v = city.values.trade
    wear = v.wear_per_month * k.business.wear * k.working_equipment_idr
    k.worn_idr = min(k.working_equipment_idr, int(wear + city.uniform(WEAR, k)))
    k.equipment_idr -= k.worn_idr
    if city.uniform(LOSS, k) < v.loss_per_month:
        size = v.loss_least + (1 - v.loss_least) * city.uniform(LOSS_SIZE, k)
        k.equipment_idr -= int(size * k.working_equipment_idr)
    r, noticed = v.repairs_from_kas, int(k.worn_idr * k.organisation)
    of_profit = min(int((1 - r) * v.repair_share * k.earned_idr), noticed)
    of_kas = min(int(r * (k.working_kas_idr - k.earned_idr)), noticed - of_profit)
    k.kas_idr -= of_profit + of_kas
    k.equipment_idr += of_profit + of_kas
    k.saved_idr = max(0, k.saved_idr - of_kas)
    k.profit_idr = k.earned_idr - of_profit
