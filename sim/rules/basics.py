"""The few shapes that the rules share."""

from sim.money import rupiah

MIDDLE = 0.5
"""The middle of a scale from 0 to 1, where a state speaks neither for nor against."""


def clip(x: float) -> float:
    """Return `x` held between 0 and 1."""
    if x < 0.0:
        return 0.0
    if x > 1.0:
        return 1.0
    return x


def saturate(x: float, half: float) -> float:
    """Return x / (x + half): 0 at nothing, one half at `half`, towards 1 beyond."""
    if x <= 0.0:
        return 0.0
    return x / (x + half)


def saturate_signed(x: float, half: float) -> float:
    """Return x / (half + |x|): between -1 and 1, one half at `half`."""
    if x == 0.0:
        return 0.0
    if x < 0.0:
        return x / (half - x)
    return x / (half + x)


def fraction(part: float, whole: int) -> float:
    """Return part / whole, and 0 of nothing."""
    if whole == 0:
        return 0.0
    return part / whole


def each_idr(amount_idr: int, share: float, heads: int) -> int:
    """Return what each head gets of a share of an amount, whole rupiah downwards."""
    if heads == 0:
        return 0
    return rupiah(amount_idr * share) // heads


def lines_per_head(amount_idr: int, heads: int, line_idr: float, price: float) -> float:
    """Return an amount per head in monthly poverty lines of the time."""
    return fraction(amount_idr, heads) / (line_idr * price)


def times(rate: float, draw: float) -> int:
    """Return how often something of a mean `rate` happens: whole part plus a drawn rest."""
    whole = int(rate)
    if draw < rate - whole:
        return whole + 1
    return whole
