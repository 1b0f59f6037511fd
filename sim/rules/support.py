"""Support: facilitators' visits, being noticed, grants and their leak."""

import math

from sim.money import rupiah
from sim.parameters import SupportParameters
from sim.rules.basics import clip, saturate, times
from sim.rules.stages import BERKEMBANG

AS_GIVEN, TO_EQUIPMENT, SHARED_OUT = 0, 1, 2
"""What becomes of a grant by decision, in the order of `sim.decisions.GRANT_USES`."""


def is_supported(month: int, founded: int, support_months: int) -> bool:
    """Say whether a Kube's support goes on; with 0 months it never ends."""
    return support_months == 0 or month < founded + support_months


def reach(is_hard: bool, p: SupportParameters) -> float:
    """Return the access of a Kube's location: all, or less where it is hard to reach."""
    if is_hard:
        return p.hard_access
    return 1.0


def facilitator_of(kube_id: int, facilitators: int) -> int:
    """Return the place of the facilitator that a Kube falls to when none is named, from 0."""
    return kube_id % facilitators


def load_kubes(
    own_kubes: int,
    background_kubes: int,
    facilitators: int,
    coupled: bool,
    most: int,
    p: SupportParameters,
) -> float:
    """Return a facilitator's caseload: its own Kubes and its part of the background.

    Where Kubes are not coupled the load is the usual one. Helpers are hired for what is above
    `most` (0: nobody is hired). It is 1 at least.
    """
    load = p.usual_load_kubes
    if coupled:
        load = own_kubes + background_kubes / facilitators
    if most:
        load = min(load, float(most))
    return max(1.0, load)


def honorarium_idr(honorarium_real_idr: int, price: float, own_kubes: int, load: float) -> int:
    """Return what this programme pays of a facilitator's honorarium: its part of the load."""
    return rupiah(honorarium_real_idr * price * own_kubes / load)


def effort(honorarium_real_idr: int, p: SupportParameters) -> float:
    """Return the share of planned visits that a facilitator keeps for this honorarium."""
    return saturate(float(honorarium_real_idr), p.honorarium_half_idr)


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


def visit_effect(
    visits: int, competence_after_training: float, tenure_months: int, p: SupportParameters
) -> float:
    """Return full facilitation's share, 0-1: competence, with decreasing returns to visits."""
    reached = competence_after_training * familiarity(tenure_months, p)
    return reached * saturate(float(visits), p.visits_half)


def visits_made(decided: int, rate: float, draw: float) -> int:
    """Return the visits of a month: those decided for this Kube, else by rate and luck."""
    if decided >= 0:
        return decided
    return times(rate, draw)


def comes_in_kind(in_kind: bool, use: int) -> bool:
    """Say whether a grant comes as equipment: given so, or bought at once by decision."""
    return in_kind or use == TO_EQUIPMENT


def eaten_up(leak: float, use: int, in_kind: bool, sets_aside: bool, p: SupportParameters) -> float:
    """Return the share of a grant that is eaten up: what leaks, or all by decision.

    A group that shares everything may share a cash grant out as well.
    """
    if use == SHARED_OUT:
        return 1.0
    if in_kind or sets_aside:
        return leak
    return max(leak, p.grant_shared)


def unused_grant_idr(
    amount_idr: int, eaten_each_idr: int, members: int, p: SupportParameters
) -> int:
    """Return what lies idle of a second grant, once each member has eaten so much of it."""
    left = amount_idr - eaten_each_idr * members
    return left - int(left * p.second_grant_used)


def is_drawn_for_monitoring(draw: float, p: SupportParameters) -> bool:
    """Say whether a Kube is among those that are monitored at random this month."""
    return draw < p.monitored_at_random


def is_at_risk(idle_months: int, spirit: float, p: SupportParameters) -> bool:
    """Say whether a Kube counts as at risk: idle of late, or of low spirit."""
    return idle_months > 0 or spirit < p.at_risk_spirit


def monitoring_visits(per_year: float, draw: float) -> int:
    """Return how often the agency looks at a Kube this month."""
    return times(per_year / 12.0, draw)


def campaigns(per_year: float, supported: bool) -> float:
    """Return the campaigns of a month that promote a Kube's products."""
    if supported:
        return per_year / 12.0
    return 0.0


def noticed(before: float, visits: int, p: SupportParameters) -> float:
    """Return how noticed the members feel by one who visits: wholly in that month, then less."""
    if visits > 0:
        return 1.0
    return p.attention_kept * before


def attention(by_facilitator: float, by_agency: float, p: SupportParameters) -> float:
    """Return how watched grants, kas and books are: by the more watchful of the two."""
    return max(p.watch_of_visits * by_facilitator, p.watch_of_monitoring * by_agency)


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


def places(month: int, per_year: float) -> int:
    """Return a month's grant places: as many as make the year's number, in equal steps."""
    return int((month + 1) * per_year / 12.0) - int(month * per_year / 12.0)


def competing_background(background_kubes: int, p: SupportParameters) -> float:
    """Return how many Kubes that nobody observed compete for a grant place."""
    return p.background_eligible * background_kubes


def is_eligible(
    supported: bool,
    served: bool,
    idle_months: int,
    visits: int,
    age_months: int,
    after_months: int,
    p: SupportParameters,
) -> bool:
    """Say whether a Kube may compete: old enough, at work, visited, not served before."""
    return (
        supported
        and not served
        and idle_months == 0
        and visits >= p.grant_visits
        and age_months >= after_months
    )


def condition_met(
    condition: int,
    books: float,
    held_year: float,
    stage: int,
    heads: int,
    founders: int,
    p: SupportParameters,
) -> bool:
    """Say whether a grant's condition holds: 0 none, 1 books, 2 a year's saving record, 3 grown.

    Grown is berkembang with as many members as founded it: so the second grant of 2009 was given
    (Roebyantho, on Banjarmasin, pp. 131-132).
    """
    if condition == 1:
        return books >= p.grant_books
    if condition == 2:
        return held_year >= p.grant_held
    if condition == 3:
        return stage >= BERKEMBANG and heads >= founders
    return True


def contested_places(places: int, eligible: int) -> int:
    """Return how many places are competed for: one for each eligible Kube at most."""
    return min(places, eligible)


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
