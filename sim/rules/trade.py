"""Trade: who turns up, what is earned, what wears out."""

import math

from sim.money import rupiah
from sim.parameters import TradeParameters
from sim.rules.basics import clip, fraction, saturate
from sim.rules.founding import CONDITIONAL_FREE_RIDER, FREE_RIDER


def attendance_chance(
    spirit: float, trust: float, others: float, social_type: int, p: TradeParameters
) -> float:
    """Return the chance that a member works this month.

    Will is spirit, less so without trust; conditional types look at what the others did.
    """
    trusting = p.attendance_without_trust + (1.0 - p.attendance_without_trust) * trust
    will = spirit * trusting
    if social_type == FREE_RIDER:
        return clip(will * p.free_rider_attendance)
    conditional = p.attendance_alone + p.attendance_of_peers * others
    if social_type == CONDITIONAL_FREE_RIDER:
        conditional = conditional * p.conditional_free_rider
    return clip(will * conditional)


def work(present: bool, skill: float, p: TradeParameters) -> float:
    """Return the work of one member, in skilled workers: none of an absent one."""
    return present * (p.work_without_skill + (1.0 - p.work_without_skill) * skill)


def attendance(before: float, present: int, members: int, p: TradeParameters) -> float:
    """Return the remembered attendance, which moves towards this month's share of members."""
    if members == 0:
        return before
    return before + p.attendance_memory * (fraction(present, members) - before)


def labour(workers: float, p: TradeParameters) -> float:
    """Return how fully labour uses the equipment: 1 at `labour_half` workers, below 2."""
    return 2.0 * workers / (workers + p.labour_half)


def effective_capital_idr(
    equipment_idr: int, kas_idr: int, lines: int, price: float, p: TradeParameters
) -> float:
    """Return the capital that earns: equipment and working kas, with decreasing returns."""
    capital = equipment_idr + p.working_capital_share * kas_idr
    limit = 4.0 * p.capital_half_idr * price * (1.0 + p.line_gain * (lines - 1))
    return capital / (1.0 + capital / limit)


def rivals(background_kubes: int, trades: int, sellers: int, coupled: bool) -> float:
    """Return the rivals of a Kube: the trade's part of the background, and the other sellers.

    `sellers` are the living Kubes of its trade, itself included.
    """
    others = background_kubes / trades
    if coupled:
        others = others + (sellers - 1)
    return others


def demand(rivals: float, p: TradeParameters) -> float:
    """Return the share of demand left when `rivals` Kubes of the same trade sell in the city."""
    return p.demand_depth / (p.demand_depth + rivals)


def season_factor(factor: float, p: TradeParameters) -> float:
    """Return the season's factor, as far as revenue follows the season."""
    return 1.0 + p.season_strength * (factor - 1.0)


def access_factor(reach: float, p: TradeParameters) -> float:
    """Return what is left of demand where only a part of the customers reaches the Kube."""
    return p.demand_without_access + (1.0 - p.demand_without_access) * reach


def experience_factor(age_months: int, p: TradeParameters) -> float:
    """Return the part of its later revenue that a Kube of this age earns."""
    learned = saturate(float(age_months), p.experience_half_months)
    return p.inexperienced + (1.0 - p.inexperienced) * learned


def opportunity(
    rivals: float, fit: float, season: float, reach: float, age_months: int, p: TradeParameters
) -> float:
    """Return demand x fit x season x access x experience."""
    return (
        demand(rivals, p)
        * fit
        * season_factor(season, p)
        * access_factor(reach, p)
        * experience_factor(age_months, p)
    )


def expected_profit_idr(
    capital_idr: float,
    workers: float,
    market: float,
    opportunity: float,
    price: float,
    p: TradeParameters,
) -> float:
    """Return the profit a month before luck; `market` is the Kube's own reach."""
    earned = p.return_per_month * capital_idr * labour(workers, p)
    earned = earned + p.labour_product_idr * price * workers
    return earned * (p.market_start + market) * opportunity


def shock(
    own_z: float,
    trade_z: float,
    own_weight: float,
    volatility: float,
    lines: int,
    p: TradeParameters,
) -> float:
    """Return the month's luck as a share of revenue, not below -1; more lines spread it."""
    swing = p.volatility * volatility * (own_weight * own_z + p.trade_shock * trade_z)
    return max(-1.0, swing / math.sqrt(float(lines)))


def revenue_idr(expected_profit: float, input_share: float, luck: float) -> int:
    """Return revenue: what the inputs were bought for, times luck."""
    return rupiah(expected_profit / (1.0 - input_share) * (1.0 + luck))


def planned_inputs_idr(expected_profit: float, input_share: float) -> float:
    """Return what the inputs for the expected revenue cost."""
    return expected_profit / (1.0 - input_share) * input_share


def volume(kas_idr: int, planned_idr: float, p: TradeParameters) -> float:
    """Return the share of its business that a Kube can do with the cash it has for inputs."""
    needed = p.inputs_kept_months * planned_idr
    covered = 1.0
    if kas_idr < needed:
        covered = kas_idr / needed
    return p.volume_without_kas + (1.0 - p.volume_without_kas) * covered


def inputs_idr(planned_idr: float, revenue_idr: int, kas_idr: int) -> int:
    """Return the inputs bought, as far as revenue and kas can pay."""
    return min(rupiah(planned_idr), revenue_idr + kas_idr)


def stops(draw: float, wear: float, p: TradeParameters) -> bool:
    """Say whether a breakdown or spoilt stock stops the business."""
    return draw < p.stop_per_month * wear


def restart_idr(price: float, p: TradeParameters) -> int:
    """Return what starting again costs."""
    return rupiah(p.restart_idr * price)


def fetched_idr(price_idr: int, kas_idr: int) -> int:
    """Return what is fetched from the bank for it: what the kas lacks."""
    return max(0, price_idr - kas_idr)


def is_helped(draw: float, p: TradeParameters) -> bool:
    """Say whether others pay for starting again."""
    return draw < p.restart_help


def earned_idr(revenue_idr: int, inputs_idr: int) -> int:
    """Return what a month earned; a bad month makes a loss, which is the kas's."""
    return max(0, revenue_idr - inputs_idr)


def loss_idr(revenue_idr: int, inputs_idr: int) -> int:
    """Return the loss of a bad month."""
    return max(0, inputs_idr - revenue_idr)


def saved_after_idr(saved_idr: int, spent_idr: int) -> int:
    """Return what is left of the saved profit after the kas has paid."""
    return max(0, saved_idr - spent_idr)


def wear_idr(equipment_idr: int, wear: float, draw: float, p: TradeParameters) -> int:
    """Return what wears out in a month, rounded by keyed luck so that little things wear too."""
    return min(equipment_idr, int(p.wear_per_month * wear * equipment_idr + draw))


def lost_idr(equipment_idr: int, draw: float, size_draw: float, p: TradeParameters) -> int:
    """Return the equipment lost to theft, fire, flood or death: rarely, but then much of it."""
    if draw < p.loss_per_month:
        return int((p.loss_least + (1.0 - p.loss_least) * size_draw) * equipment_idr)
    return 0


def noticed_wear_idr(worn_idr: int, organisation: float) -> int:
    """Return what an organised group notices of the month's wear."""
    return int(worn_idr * organisation)


def repair_of_profit_idr(earned_idr: int, noticed_idr: int, p: TradeParameters) -> int:
    """Return what is repaired before sharing, from what was earned."""
    return min(int((1.0 - p.repairs_from_kas) * p.repair_share * earned_idr), noticed_idr)


def repair_of_kas_idr(kas_idr: int, noticed_idr: int, p: TradeParameters) -> int:
    """Return what is repaired from the kas held before the month."""
    return min(int(p.repairs_from_kas * kas_idr), noticed_idr)
