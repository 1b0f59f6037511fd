"""Phase 2, trade: work, earnings, wear, loss, repair."""

from collections import Counter

from tests.docs.from_odd import luck
from tests.docs.from_odd.calendar import lunar_month
from tests.docs.from_odd.luck import ATTEND, CITY, LOSS, LOSS_SIZE, REVENUE, TRADE_REVENUE, WEAR
from tests.docs.from_odd.notation import clip, sat
from tests.docs.from_odd.records import CONDITIONAL_FREE_RIDER, FREE_RIDER, City, Household, Kube


def trade(city: City) -> None:
    sellers = Counter(k.business.number for k in city.living())
    for k in city.living():
        rivals = city.background_kubes / len(city.trades)
        if city.coupled:
            rivals = rivals + (sellers[k.business.number] - 1)
        k.liquid_before_idr = k.kas_idr + k.loans_out_idr
        workers = work(city, k)
        earn(city, k, expected_profit(city, k, workers, rivals))
        wear_and_repair(city, k)


def work(city: City, k: Kube) -> float:
    """Let members turn up; return `W`, what those present are worth in skilled workers."""
    v = city.values.trade
    workers, k.present = 0.0, 0
    for h in k.members:
        h.present = city.uniform(ATTEND, h) < attendance_chance(city, k, h)
        if h.present:
            k.present += 1
            workers = workers + work_of(city, h)
    if k.members:
        k.attendance = k.attendance + v.attendance_memory * (k.present / k.n - k.attendance)
    return workers


def work_of(city: City, h: Household) -> float:
    w = city.values.trade.work_without_skill
    return float(w + (1 - w) * h.skill)


def attendance_chance(city: City, k: Kube, h: Household) -> float:
    v = city.values.trade
    w = v.attendance_without_trust
    will = h.motivation * (w + (1 - w) * h.trust)
    c = v.attendance_alone + v.attendance_of_peers * k.attendance
    if h.social_type == FREE_RIDER:
        return clip(will * v.free_rider_attendance)
    if h.social_type == CONDITIONAL_FREE_RIDER:
        return clip(will * (c * v.conditional_free_rider))
    return clip(will * c)


def expected_profit(city: City, k: Kube, workers: float, rivals: float) -> float:
    v, p = city.values.trade, city.price
    capital = k.equipment_idr + v.working_capital_share * k.kas_idr
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
    revenue = int(expected / (1 - q) * (1 + fortune))
    planned = int(expected / (1 - q) * q)
    inputs = min(planned, revenue + k.kas_idr)
    k.kas_idr += revenue - inputs
    k.earned_idr = max(0, revenue - inputs)
    k.saved_idr = max(0, k.saved_idr - max(0, inputs - revenue))
    needed = city.values.membership
    too_few = k.present < needed.active_members
    k.idle = too_few or k.earned_idr < needed.active_profit_idr * city.price


def wear_and_repair(city: City, k: Kube) -> None:
    v, before = city.values.trade, k.equipment_idr
    wear = v.wear_per_month * k.business.wear * before
    worn = min(before, int(wear + city.uniform(WEAR, k)))
    k.equipment_idr -= worn
    if city.uniform(LOSS, k) < v.loss_per_month:
        size = v.loss_least + (1 - v.loss_least) * city.uniform(LOSS_SIZE, k)
        k.equipment_idr -= int(size * k.equipment_idr)
    repair = min(int(v.repair_share * k.earned_idr), int(worn * k.organisation))
    k.kas_idr -= repair
    k.equipment_idr += repair
    k.profit_idr = k.earned_idr - repair
