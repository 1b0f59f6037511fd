"""Amounts, and differences between two sides, in words."""

from experiments.common.outcomes import Outcome
from experiments.common.paired import Difference, verdict


def amount(value: float, outcome: Outcome) -> str:
    """Write a value of an outcome in its unit: shares in per cent."""
    if is_share(outcome):
        return f"{100 * value:.1f} %"
    return f"Rp {value:,.0f}" if is_money(outcome) else f"{value:,.1f}"


def size(value: float, outcome: Outcome) -> str:
    """Write how large a difference is, without its sign."""
    if is_share(outcome):
        return f"{100 * abs(value):.1f} points"
    return amount(abs(value), outcome)


def is_share(outcome: Outcome) -> bool:
    """Whether an outcome is a share, which is told in per cent."""
    return outcome.unit.startswith("share")


def is_money(outcome: Outcome) -> bool:
    """Whether an outcome is in rupiah."""
    return outcome.name.endswith("_idr")


def sentence(outcome: Outcome, found: Difference, b: str) -> str:
    """Say in a sentence how an outcome differs under b."""
    if not found.pairs:
        return f"{outcome.title}: no run has a case."
    if found.low == found.high == 0.0:
        return f"{outcome.title}: the same in every one of {found.pairs} pairs."
    text = f"{outcome.title}: {_direction(found.mean, outcome)} under {b}"
    return f"{text} ({_between(found, outcome)}).{_remark(outcome, found)}"


def _direction(value: float, outcome: Outcome) -> str:
    """Say `lower by 3.0 points`."""
    if value == 0.0:
        return "no difference"
    return f"{'higher' if value > 0.0 else 'lower'} by {size(value, outcome)}"


def _between(found: Difference, outcome: Outcome) -> str:
    """Say the interval: both ends in one direction, or from one to the other."""
    if found.pairs < 2:
        return "one pair: no interval"
    if found.low >= 0.0 or found.high <= 0.0:
        near, far = sorted((abs(found.low), abs(found.high)))
        return f"by {size(near, outcome).removesuffix(' points')} to {size(far, outcome)}"
    low, high = size(found.low, outcome), size(found.high, outcome)
    return f"between lower by {low} and higher by {high}"


def _remark(outcome: Outcome, found: Difference) -> str:
    """Say what a verdict alone would hide: that a small difference is sure, why it is small."""
    said = verdict(outcome, found)
    sure = found.low > 0.0 or found.high < 0.0
    least = size(outcome.matters, outcome)
    if said == "not enough evidence" and sure:
        return f" The direction is sure, a difference that matters ({least}) is not."
    if said == "no difference that matters" and sure:
        return f" It is sure but small: below {least}."
    if said in ("better", "worse") and min(abs(found.low), abs(found.high)) >= outcome.matters:
        return f" Surely a difference that matters ({least})."
    return ""
