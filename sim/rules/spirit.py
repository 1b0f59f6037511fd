"""Spirit: why a member comes and stays, as a mixture of motivation, pay and bond."""

from sim.parameters import SpiritParameters
from sim.rules.basics import clip, fraction, saturate


def spirit(
    motivation: float, paid: float, bond: float, cohesion: float, p: SpiritParameters
) -> float:
    """Return the will to come: motivation, pay and bond by their weights."""
    of_pay = p.others * p.pay_share
    of_bond = p.others - of_pay
    return (1.0 - p.others) * motivation + of_pay * paid + of_bond * clip(bond + cohesion)


def credit_idr(cap_idr: int, kas_idr: int, kas_share: float, p: SpiritParameters) -> float:
    """Return the monthly worth of being able to borrow, of the largest loan that can be had."""
    return p.credit * min(float(cap_idr), kas_share * kas_idr)


def offer_idr(
    shared_idr: int, kept_idr: int, visibility: float, present: int, p: SpiritParameters
) -> float:
    """Return what a day's part in the Kube brought: the share, and a claim on what is kept.

    `kept_idr` is what was set aside; it counts as far as members see the books.
    """
    return fraction(shared_idr, present) + p.claim * visibility * fraction(kept_idr, present)


def paid(
    before: float, offer_idr: float, income_idr: float, price: float, p: SpiritParameters
) -> float:
    """Return how well the Kube pays for a member's time, remembered; one half where it is even.

    What is offered is held against what the time would earn: a share of the usual income, which
    is in base prices.
    """
    elsewhere_idr = p.time_share * income_idr * price
    gradual = saturate(offer_idr, elsewhere_idr)
    steep = saturate(offer_idr * offer_idr, elsewhere_idr * elsewhere_idr)
    answer = gradual + p.steepness * (steep - gradual)
    return before + p.pay_speed * (answer - before)


def bond(
    before: float, meetings: float, attendance: float, held: float, p: SpiritParameters
) -> float:
    """Return the bond: it follows meeting, most of all meeting to save together."""
    met = saturate(meetings * attendance, p.meetings_half)
    together = p.bond_of_meeting + (1.0 - p.bond_of_meeting) * held
    return before + p.bond_speed * (met * together - before)
