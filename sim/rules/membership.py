"""Membership: leaving, joining, failing, winding up."""

from sim.parameters import MembershipParameters
from sim.rules.basics import clip, saturate


def leave_chance(
    motivation: float,
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
    unmotivated = 1.0 - motivation
    distrustful = 1.0 - trust
    push = p.leave_unmotivated * unmotivated * unmotivated
    push = push + p.leave_distrust * distrustful * distrustful
    push = push + p.leave_distress * distress * set_aside + p.leave_graduated * independence
    return clip(p.leave_rate * push)


def has_graduated(chance: float, independence: float, p: MembershipParameters) -> bool:
    """Say whether an own business weighed more in leaving than everything else together."""
    return 2.0 * p.leave_rate * p.leave_graduated * independence > chance


def attractiveness(
    gain: float,
    gain_half: float,
    motivation: float,
    trust: float,
    kas_per_head_lines: float,
    p: MembershipParameters,
) -> float:
    """Return how attractive a Kube looks from outside: gain, spirit, trust and a full kas."""
    full = saturate(kas_per_head_lines, p.attraction_half_lines)
    wealth = p.attraction_empty + (1.0 - p.attraction_empty) * full
    return saturate(gain, gain_half) * motivation * trust * wealth


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


def salvage_idr(equipment_idr: int, p: MembershipParameters) -> int:
    """Return what the equipment of a failed Kube brings."""
    return int(p.salvage * equipment_idr)
