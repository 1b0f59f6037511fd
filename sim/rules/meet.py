"""Meet: consent to the set-aside, sharing out, repayment, books."""

from sim.money import rupiah
from sim.parameters import MeetParameters
from sim.rules.basics import MIDDLE, clip, each_idr, fraction, saturate_signed
from sim.rules.founding import CONDITIONAL_FREE_RIDER, COOPERATOR, FREE_RIDER


def holds_meeting(members: int, meetings_per_month: float) -> bool:
    """Say whether anybody meets this month."""
    return members > 0 and meetings_per_month > 0.0


def proposed_share(share: float, sets_aside: bool) -> float:
    """Return the share of profit that is proposed: none where everything is shared."""
    if sets_aside:
        return share
    return 0.0


def share_after_proposal_idr(profit_idr: int, share: float, members: int) -> float:
    """Return what a member may expect if the share is set aside."""
    return fraction(profit_idr * (1.0 - share), members)


def slack(
    cash_idr: int, income_idr: float, share_idr: float, need_idr: float, price: float
) -> float:
    """Return what a household has beyond its need, as a share of it.

    `share_idr` is the member's share after the proposed set-aside: the proposal itself presses.
    Income and need are in base prices.
    """
    return (cash_idr + income_idr * price + share_idr) / (need_idr * price) - 1.0


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


def held_to(yes_share: float, sets_aside: bool, p: MeetParameters) -> float:
    """Return the part of the proposed share that is set aside: nothing without a majority."""
    if sets_aside and yes_share >= p.majority:
        return yes_share
    return 0.0


def realised_share(share: float, held: float) -> float:
    """Return the share of profit that is set aside in fact."""
    return share * held


def aside_idr(profit_idr: int, share: float, held: float) -> int:
    """Return what is set aside for kas and solidarity fund."""
    return rupiah(profit_idr * realised_share(share, held))


def iks_dues_idr(aside_idr: int, dues_idr: int, price: float, members: int) -> int:
    """Return the dues to the solidarity fund: so much a member, of what is set aside at most."""
    return min(aside_idr, rupiah(dues_idr * price * members))


def part(present: bool, by_rota: bool, work: float) -> float:
    """Return a member's part of what is shared: on duty or not, or by work done."""
    if by_rota:
        return present * 1.0
    return work


def share_idr(pot_idr: int, part: float, whole: float) -> int:
    """Return a member's share of the pot; `whole` is the sum of all parts."""
    if whole == 0.0:
        return 0
    return rupiah(pot_idr * part / whole)


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


def raid_each_idr(
    kas_idr: int,
    members: int,
    yes_share: float,
    visibility: float,
    attention: float,
    price: float,
    p: MeetParameters,
) -> int:
    """Return what each member gets of the kas in a group that refuses to save."""
    each = each_idr(kas_idr, raid_share(yes_share, visibility, attention, p), members)
    if opens_box(each, price, p):
        return each
    return 0


def saved_after_raid_idr(saved_idr: int, raided_each_idr: int, members: int) -> int:
    """Return what is left of the saved profit after each member got so much."""
    return max(0, saved_idr - raided_each_idr * members)


def contact(meetings: float, attendance: float, visits: int, p: MeetParameters) -> float:
    """Return how often a borrower meets those he owes, a month.

    `attendance` is the remembered one: ties grow with meeting often, not with one full meeting.
    """
    return meetings * attendance + p.contact_of_visits * visits


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


def payment_idr(due_idr: int, cash_idr: int) -> int:
    """Return what is paid of what is due: as much as there is."""
    return min(due_idr, cash_idr)


def counts_as_default(months_late: int, p: MeetParameters) -> bool:
    """Say whether an overdue loan counts as a default from this month on."""
    return months_late == p.default_months


def books_chance(
    members: int, schooling: float, effect: float, open_books: bool, p: MeetParameters
) -> float:
    """Return the chance that the chair keeps the books this month; nobody keeps none."""
    if members == 0:
        return 0.0
    chance = p.books_base + p.books_schooling * schooling + p.books_visits * effect
    if open_books:
        chance = chance + p.books_open
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


def visibility(
    books: float, officer_type: int, attention: float, open_books: bool, p: MeetParameters
) -> float:
    """Return what members see of the money: the books, as openly as they are shown."""
    return books * openness(officer_type, attention, open_books, p)


def held_over_year(before: float, held: float) -> float:
    """Return the saving record, which remembers for about a year."""
    return before + (held - before) / 12.0


def turns_to_setting_aside(yes_share: float, effect: float, draw: float, p: MeetParameters) -> bool:
    """Say whether a share-everything group changes its rule: visited, willing, and lucky."""
    return yes_share >= p.adopt_consent and draw < p.adopt_rate * effect


def gives_up_setting_aside(held_year: float, p: MeetParameters) -> bool:
    """Say whether a group that has not held to its rule for a year gives it up."""
    return held_year < p.revert_held
