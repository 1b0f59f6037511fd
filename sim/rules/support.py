"""Support: facilitators' visits, being noticed, grants and their leak."""

import math

from sim.parameters import SupportParameters
from sim.rules.basics import clip, saturate


def effort(honorarium_real_idr: float, p: SupportParameters) -> float:
    """Return the share of planned visits that a facilitator keeps for this honorarium."""
    return saturate(honorarium_real_idr, p.honorarium_half_idr)


def competence(z: float, training: float, p: SupportParameters) -> float:
    """Return a facilitator's competence after training."""
    natural = clip(p.competence_mean + p.competence_spread * z)
    return natural + p.training_gain * training * (1.0 - natural)


def familiarity(tenure_months: int, p: SupportParameters) -> float:
    """Return the part of the competence that reaches groups known for so long."""
    known = saturate(float(tenure_months), p.familiarity_half_months)
    return p.unfamiliar_effect + (1.0 - p.unfamiliar_effect) * known


def quits_chance(effort_kept: float, p: SupportParameters) -> float:
    """Return the chance a month that a facilitator leaves: higher when badly paid."""
    return p.turnover_per_month * (1.0 + p.turnover_unpaid - p.turnover_unpaid * effort_kept)


def visits_rate(
    wanted: float, effort_kept: float, load_kubes: float, access: float, p: SupportParameters
) -> float:
    """Return the mean visits a month that reach a Kube: planned, or what time allows."""
    possible = p.capacity_visits / max(1.0, load_kubes)
    return min(wanted, possible) * effort_kept * access


def visit_effect(visits: int, competence_reached: float, p: SupportParameters) -> float:
    """Return full facilitation's share, 0-1: competence, with decreasing returns to visits."""
    return competence_reached * saturate(float(visits), p.visits_half)


def attention(before: float, effect: float, monitored: bool, p: SupportParameters) -> float:
    """Return how noticed the members feel: monitoring fills it, visits partly, then it fades."""
    felt = max(p.attention_kept * before, p.attention_of_visits * effect)
    if monitored:
        return 1.0
    return felt


def leak(
    discipline: float, visibility: float, attention_felt: float, in_kind: bool, p: SupportParameters
) -> float:
    """Return the share of a grant that is eaten up at once.

    It falls steeply (squared) with discipline, and with open books and being noticed.
    """
    careless = clip(p.leak_without_discipline * (1.0 - discipline))
    share = p.leak * careless * careless
    share = (
        share * (1.0 - p.leak_visibility * visibility) * (1.0 - p.leak_attention * attention_felt)
    )
    if in_kind:
        share = share * p.leak_in_kind
    return clip(share)


def condition_met(condition: int, books: float, held_year: float, p: SupportParameters) -> bool:
    """Say whether a grant's condition holds: 0 none, 1 books, 2 a year's saving record."""
    if condition == 1:
        return books >= p.grant_books
    if condition == 2:
        return held_year >= p.grant_held
    return True


def place_is_ours(eligible: int, background: float, draw: float) -> bool:
    """Say whether a grant place falls to a Kube of the scenario or of the background."""
    if eligible == 0:
        return False
    return draw * (eligible + background) < eligible


def wins_alone(places: int, background: float, draw: float) -> bool:
    """Say whether a Kube that competes with the background only gets one of the places."""
    return draw * (1.0 + background) < places


def trade_weight(shared: float) -> float:
    """Return the weight of a Kube's own luck beside the luck it shares: squares add to 1."""
    return math.sqrt(max(0.0, 1.0 - shared * shared))
