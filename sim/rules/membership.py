"""Membership: leaving, joining, failing, winding up."""

from sim.money import rupiah
from sim.parameters import MembershipParameters
from sim.rules.basics import clip, saturate


def leave_chance(
    spirit: float,
    trust: float,
    distress: float,
    set_aside: float,
    independence: float,
    p: MembershipParameters,
) -> float:
    """Return the chance a month that a member leaves.

    `set_aside` is the share of profit set aside this month; `independence` the part of the
    need that an own business covers.
    """
    unwilling = 1.0 - spirit
    distrustful = 1.0 - trust
    push = p.leave_unmotivated * unwilling * unwilling
    push = push + p.leave_distrust * distrustful * distrustful
    push = push + p.leave_distress * distress * set_aside + p.leave_graduated * independence
    return clip(p.leave_rate * push)


def has_graduated(chance: float, independence: float, p: MembershipParameters) -> bool:
    """Say whether an own business weighed more in leaving than everything else together."""
    return 2.0 * p.leave_rate * p.leave_graduated * independence > chance


def attractiveness(
    gain: float,
    gain_half: float,
    spirit: float,
    trust: float,
    kas_per_head_lines: float,
    p: MembershipParameters,
) -> float:
    """Return how attractive a Kube looks from outside: gain, spirit, trust and a full kas."""
    full = saturate(kas_per_head_lines, p.attraction_half_lines)
    wealth = p.attraction_empty + (1.0 - p.attraction_empty) * full
    return saturate(gain, gain_half) * spirit * trust * wealth


def seeking_rank(distress: float, p: MembershipParameters) -> float:
    """Return the place of a household that looks for another Kube: the most distressed first."""
    return -distress * p.return_by_need


def joiners(attraction: float, draw: float, p: MembershipParameters) -> int:
    """Return how many newcomers a Kube takes this month, two at most."""
    chance = clip(p.join_rate * saturate(attraction, p.join_half))
    if draw < chance * chance:
        return 2
    if draw < chance:
        return 1
    return 0


def is_idle(present: int, earned_idr: int, price: float, p: MembershipParameters) -> bool:
    """Say whether a month counts as one without business activity."""
    return present < p.active_members or earned_idr < p.active_profit_idr * price


def idle_months(before: int, is_idle: bool) -> int:
    """Return how many months in a row were idle."""
    if is_idle:
        return before + 1
    return 0


def has_failed(idle_months: int, p: MembershipParameters) -> bool:
    """Say whether a Kube has been idle for too long."""
    return idle_months >= p.idle_months


def salvage_idr(equipment_idr: int, p: MembershipParameters) -> int:
    """Return what the equipment of a failed Kube brings."""
    return int(p.salvage * equipment_idr)


def loans_collected_idr(loans_idr: int, p: MembershipParameters) -> int:
    """Return what is collected of the neighbours' loans when a Kube is wound up."""
    return rupiah(loans_idr * p.loans_collected)


def winding_up_share_idr(kas_idr: int, members: int) -> int:
    """Return each member's equal part of the kas; the remainder is not shared."""
    if members == 0:
        return 0
    return kas_idr // members


def starts_again(draw: float, revive_per_year: float) -> bool:
    """Say whether a failed Kube is started again this month."""
    return draw < revive_per_year / 12.0
