"""A comparison said in words."""

from experiments.comparing.paired import VERDICTS, Difference, Verdict, verdict
from experiments.comparing.sequential import Comparison
from experiments.outcomes import BY_NAME, Outcome


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


def headings(a: str, b: str) -> dict[Verdict, str]:
    """Return a heading for the outcomes of each verdict."""
    texts = (
        f"Better under {b} than under {a}", f"Worse under {b} than under {a}",
        "No difference that matters", "Not enough evidence", "Described, not judged",
    )  # fmt: skip
    return dict(zip(VERDICTS, texts, strict=True))


def by_verdict(found: Comparison) -> dict[Verdict, list[str]]:
    """Return the sentences of a comparison by verdict; a verdict that none has is left out."""
    said: dict[Verdict, list[str]] = {name: [] for name in VERDICTS}
    for name, apart in found.differences.items():
        outcome = BY_NAME[name]
        said[verdict(outcome, apart)].append(sentence(outcome, apart, found.sides.b.name))
    return {name: lines for name, lines in said.items() if lines}


def stopped(found: Comparison) -> str:
    """Say why no more pairs were run."""
    aim, main = found.aim, found.differences[found.aim.outcome.name]
    width = f"{size(main.half_width, aim.outcome)} either way"
    asked = size(aim.within, aim.outcome)
    if found.narrow:
        return f"{found.pairs} pairs: {aim.outcome.title} is known to {width} (asked: {asked})."
    return (
        f"{found.pairs} pairs, the most allowed: {aim.outcome.title} is known to {width} only, "
        f"not to {asked}; raise --runs-most."
    )
