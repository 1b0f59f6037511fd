"""Meet: consent to the set-aside, sharing out, repayment, books."""

from sim.parameters import MeetParameters
from sim.rules.basics import MIDDLE, clip, saturate_signed
from sim.rules.founding import CONDITIONAL_FREE_RIDER, COOPERATOR, FREE_RIDER


def slack(cash_idr: float, income_idr: float, share_idr: float, need_idr: float) -> float:
    """Return what a household has beyond its need, as a share of it.

    `share_idr` is the member's share after the proposed set-aside: the proposal itself presses.
    """
    return (cash_idr + income_idr + share_idr) / need_idr - 1.0


def consents(
    discipline: float,
    trust: float,
    slack_share: float,
    others: float,
    social_type: int,
    mood_z: float,
    p: MeetParameters,
) -> bool:
    """Say whether a member consents to setting the proposed share aside.

    Habit and trust speak for it, need against it; conditional types follow the others.
    """
    reckoned = others
    if social_type == FREE_RIDER:
        reckoned = p.consent_free_rider
    score = discipline + p.need_pressure * saturate_signed(slack_share, p.slack_half)
    score = score + p.consent_trust * (trust - MIDDLE) + p.consent_noise * mood_z
    score = score + p.consent_peers * (reckoned - MIDDLE)
    return score > p.consent_threshold


def held_to(yes_share: float, p: MeetParameters) -> float:
    """Return the part of the proposed share that is set aside: nothing without a majority."""
    if yes_share >= p.majority:
        return yes_share
    return 0.0


def raid_share(yes_share: float, visibility: float, attention: float, p: MeetParameters) -> float:
    """Return the share of the kas that is shared out: more, the further a majority is away."""
    if yes_share >= p.majority:
        return 0.0
    refusal = 1.0 - yes_share / p.majority
    return (
        p.raid
        * refusal
        * (1.0 - p.raid_visibility * visibility)
        * (1.0 - p.raid_attention * attention)
    )


def opens_box(each_idr: int, price: float, p: MeetParameters) -> bool:
    """Say whether it is worth opening the box for so much a head."""
    return each_idr >= p.least_raid_idr * price


def contact(meetings: float, attendance: float, visits: int) -> float:
    """Return how often a borrower meets those he owes, a month.

    `attendance` is the remembered one: ties grow with meeting often, not with one full meeting.
    """
    return meetings * attendance + visits


def unwilling_chance(contacts: float, discipline: float, p: MeetParameters) -> float:
    """Return the chance that a borrower does not want to pay.

    It is compared with the willingness drawn when the loan was made: who does not want to pay
    goes on so, until contact grows firm enough.
    """
    firmness = 1.0 + p.contact_effect * contacts * contacts
    habit = 1.0 + MIDDLE * p.reluctance_discipline - p.reluctance_discipline * discipline
    return clip(p.reluctance / firmness * habit)


def cover_chance(contacts: float, p: MeetParameters) -> float:
    """Return the chance that a peer who can covers the gap of one who cannot."""
    pull = p.contact_effect * contacts * contacts
    return pull / (1.0 + pull)


def can_cover(cash_idr: int, gap_idr: int, p: MeetParameters) -> bool:
    """Say whether a peer has so much cash that the gap is a small part of it."""
    return cash_idr >= p.cover_cash * gap_idr


def instalment_idr(owed_idr: int, months_left: int) -> int:
    """Return the instalment, rounded up; all that is owed when the last month has come."""
    if months_left <= 1:
        return owed_idr
    return (owed_idr + months_left - 1) // months_left


def books_chance(schooling: float, effect: float, open_books: bool, p: MeetParameters) -> float:
    """Return the chance that the chair keeps the books this month."""
    chance = p.books_base + p.books_schooling * schooling + p.books_visits * effect
    if open_books:
        chance = chance + p.books_visits
    return clip(chance)


def openness(officer_type: int, attention: float, open_books: bool, p: MeetParameters) -> float:
    """Return how openly the officers show the books."""
    if open_books:
        return 1.0
    honest = p.openness
    if officer_type == CONDITIONAL_FREE_RIDER:
        honest = p.openness_conditional * honest
    elif officer_type != COOPERATOR:
        honest = p.openness_free_rider * honest
    return clip(honest + p.openness_attention * attention)


def turns_to_setting_aside(yes_share: float, effect: float, draw: float, p: MeetParameters) -> bool:
    """Say whether a share-everything group changes its rule: visited, willing, and lucky."""
    return yes_share >= p.adopt_consent and draw < p.adopt_rate * effect


def gives_up_setting_aside(held_year: float, p: MeetParameters) -> bool:
    """Say whether a group that has not held to its rule for a year gives it up."""
    return held_year < p.revert_held
