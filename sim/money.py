"""Whole rupiah: the one door from a real number to money."""

LIMIT_IDR = 2**53
"""Amounts stay below this, where float and int64 arithmetic are still exact."""


def rupiah(amount: float) -> int:
    """Return `amount` in whole rupiah, rounded down.

    Parameters
    ----------
    amount : float
        A non-negative amount in rupiah, below 2**53. A loss is never shared out,
        so a negative amount is a mistake of the caller.

    Raises
    ------
    OverflowError
        When the amount is negative, not a number, or 2**53 and more.
    """
    if not 0.0 <= amount < 9007199254740992.0:
        raise OverflowError("an amount of money must be at least 0 and below 2**53 rupiah")
    return int(amount)


def sum_idr(amount_idr: int, indexed: bool, price: float) -> int:
    """Return a sum that a lever names: nominal, or in Rp of the base month at today's prices."""
    if indexed:
        return rupiah(amount_idr * price)
    return amount_idr


def real_idr(amount_idr: int, price: float) -> float:
    """Return a nominal amount in Rp of the base month."""
    return amount_idr / price
