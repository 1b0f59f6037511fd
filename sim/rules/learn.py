"""Learn: discipline, motivation, trust and skill of members; institutions of the Kube."""

from sim.parameters import LearnParameters
from sim.rules.basics import clip, fraction, saturate


def discipline(
    before: float,
    peers: float,
    held: float,
    visibility: float,
    effect: float,
    distress: float,
    p: LearnParameters,
) -> float:
    """Return the habit of saving after a month.

    Visits teach it (little to the distressed), peers pull it (faster up than down, more
    where accounts are visible), holding to the rule makes it a habit, distress unmakes it.
    """
    missing = 1.0 - before
    example = peers + p.peer_holding * held
    pull = p.peer_learning * (p.peer_unseen + visibility) * (example - before)
    if pull < 0.0:
        pull = p.peer_downwards * pull
    change = p.visit_learning * effect * missing * (1.0 - p.distress_deafness * distress)
    change = change + pull + p.holding_learning * held * missing
    change = change - p.distress_unlearning * distress * before - p.decay * before
    return clip(before + change)


def growth_per_head_idr(kas_idr: int, loans_out_idr: int, before_idr: int, members: int) -> float:
    """Return by how much kas and loans out have grown since before trade, a member."""
    return fraction(kas_idr + loans_out_idr - before_idr, members)


def felt_gain(
    shared_idr: int, growth_per_head_idr: float, visibility: float, need_idr: float, price: float
) -> float:
    """Return what a member gains: the share, and the kas growing as far as it is seen.

    It is a share of the need, which is given in base prices.
    """
    return (shared_idr + max(0.0, growth_per_head_idr) * visibility) / (need_idr * price)


def motivation(
    before: float,
    cohesion: float,
    by_facilitator: float,
    by_agency: float,
    effect: float,
    gain: float,
    distress: float,
    p: LearnParameters,
) -> float:
    """Return motivation, which moves towards what notice, help and gain warrant."""
    target = p.motivation_base + cohesion + p.motivation_facilitator * by_facilitator
    target = target + p.motivation_agency * by_agency
    target = target + p.motivation_visits * effect + p.motivation_gain * saturate(gain, p.gain_half)
    target = target - p.motivation_distress * distress
    return clip(before + p.motivation_speed * (clip(target) - before))


def trust(
    before: float,
    visibility: float,
    effect: float,
    kas_per_head_lines: float,
    late_share: float,
    p: LearnParameters,
) -> float:
    """Return trust in the officers: open books earn it, a large secret kas and arrears cost it.

    `kas_per_head_lines` is the kas per member in monthly poverty lines.
    """
    suspicion = (1.0 - visibility) * saturate(kas_per_head_lines, p.secrecy_half_lines)
    target = p.trust_closed + p.trust_open * visibility + p.trust_visits * effect
    target = target - p.trust_secrecy * suspicion - p.trust_default * late_share
    return clip(before + p.trust_speed * (clip(target) - before))


def skill(
    before: float, schooling: float, worked: bool, effect: float, p: LearnParameters
) -> float:
    """Return skill: learned at work and from visits, faster with schooling."""
    practice = p.skill_of_visits * effect
    if worked:
        practice = practice + 1.0
    gain = p.skill_learning * practice * (p.skill_unschooled + schooling) * (1.0 - before)
    return clip(before + gain - p.skill_decay * p.decay * before)


def institution(before: float, gain: float, p: LearnParameters) -> float:
    """Return books, organisation, market or access: gains close the gap, without care it decays."""
    return clip(before + gain * (1.0 - before) - p.decay * before)


def books_gain(kept: bool, effect: float, monitored: int, p: LearnParameters) -> float:
    """Return the gain of the books: kept this month, taught, and looked at."""
    gain = p.visit_learning * effect + p.books_monitoring * monitored
    if kept:
        gain = gain + p.books_work
    return gain


def organisation_gain(
    attendance: float, discipline_mean: float, effect: float, p: LearnParameters
) -> float:
    """Return the gain of organisation: disciplined work together, and guidance."""
    own = p.own_work * attendance * discipline_mean
    return own + p.organisation_of_visits * p.visit_learning * effect


def market_gain(
    attendance: float,
    working: bool,
    effect: float,
    promotion_per_month: float,
    reach: float,
    p: LearnParameters,
) -> float:
    """Return the gain of market reach: selling, the facilitator's and the city's promotion."""
    gain = p.market_of_visits * p.visit_learning * effect + p.promotion_gain * promotion_per_month
    if working:
        gain = gain + p.own_work * attendance
    return reach * gain


def access_gain(
    attendance: float, books: float, effect: float, monitored: int, p: LearnParameters
) -> float:
    """Return the gain of access to sources: a trusted book, relations, being known."""
    own = p.own_work * attendance * books
    return (
        own + p.organisation_of_visits * p.visit_learning * effect + p.access_monitoring * monitored
    )
