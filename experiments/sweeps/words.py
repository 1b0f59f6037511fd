"""Effects and extreme points of a sweep said in words."""

import math
from collections.abc import Iterator

from experiments.common.difference_words import amount, is_share, size
from experiments.common.outcomes import BY_NAME, Outcome
from experiments.common.paired import Difference, Verdict, verdict
from experiments.sweeps.findings import Effect, Extreme
from experiments.sweeps.plan import Point
from experiments.sweeps.store import Sweep
from experiments.sweeps.tables import factor_text

TOLD = {
    "failed_share": "{size} {more} Kubes failed",
    "mandiri_share": "{size} {more} mandiri",
    "sustained_mandiri_share": "{size} {more} mandiri throughout months 13-24 after support",
    "household_income_idr": "household income {size} {more}",
    "unmet_need_idr": "unmet need {size} {more}",
}
"""How an outcome's difference is told; money is that of a household-month."""
STAGES = ("failed_share", "mandiri_share", "sustained_mandiri_share")
HOUSEHOLDS = ("household_income_idr", "unmet_need_idr")

BOTH: dict[Verdict, str] = {
    "better": "moves Kubes from failure to mandiri",
    "worse": "moves Kubes from mandiri to failure",
    "no difference that matters": "no difference that matters",
    "not enough evidence": "not enough evidence",
}
FAILED: dict[Verdict, str] = {
    "better": "saves Kubes from failure",
    "worse": "lets more Kubes fail",
    "no difference that matters": "no difference that matters in failure",
    "not enough evidence": "not enough evidence on failure",
}
MANDIRI: dict[Verdict, str] = {
    "better": "makes more Kubes mandiri",
    "worse": "makes fewer Kubes mandiri",
    "no difference that matters": "no difference that matters in mandiri",
    "not enough evidence": "not enough evidence on mandiri",
}


def told_effect(effect: Effect) -> Iterator[str]:
    """Yield sentences on an effect: what it comes to, Kubes, setting aside, households."""
    levels = f"from {factor_text(effect.contrast.a)} to {factor_text(effect.contrast.b)}"
    yield f"{effect.contrast.factor} {levels}: {_gist(effect)}"
    yield from _listed(effect, STAGES)
    realised, proposed = (effect.differences[f"{it}_share"] for it in ("realised", "proposed"))
    if realised.pairs:
        yield (
            f"{_instead(realised, BY_NAME['realised_share'])} of profit set aside, "
            f"{_instead(proposed, BY_NAME['proposed_share'])} proposed"
        )
    yield from _listed(effect, HOUSEHOLDS)


def _gist(effect: Effect) -> str:
    """Say what an effect comes to, from failure to mandiri."""
    failed, mandiri = (
        verdict(BY_NAME[name], effect.differences[name])
        for name in ("failed_share", "mandiri_share")
    )
    if failed == mandiri:
        return BOTH[failed]
    return ", ".join(sorted((FAILED[failed], MANDIRI[mandiri]), key=lambda it: it.startswith("no")))


def _listed(effect: Effect, names: tuple[str, ...]) -> Iterator[str]:
    """Yield one sentence on some outcomes; those without a case are left out."""
    told = [_told(BY_NAME[name], effect.differences[name]) for name in names]
    if any(told):
        yield ", ".join(filter(None, told))


def _told(outcome: Outcome, found: Difference) -> str:
    """Tell a difference with interval and verdict."""
    if not found.pairs:
        return ""
    if found.low == found.high == 0.0:
        return f"{outcome.title}: the same"
    told = TOLD[outcome.name].format(
        size=size(found.mean, outcome), more=_more(found.mean, outcome)
    )
    return f"{told} ({_between(found, outcome)}; {verdict(outcome, found)})"


def _more(value: float, outcome: Outcome) -> str:
    words = ("more", "fewer") if is_share(outcome) else ("higher", "lower")
    return words[value < 0.0]


def _between(found: Difference, outcome: Outcome) -> str:
    """Write the interval: plain where it has one direction, which the difference told."""
    if math.isnan(found.low):
        return "one pair, no interval"
    low, high = (
        size(it, outcome).removesuffix(" points").removeprefix("Rp ")
        for it in (found.low, found.high)
    )
    if found.low >= 0.0:
        return f"{low} to {high}"
    if found.high <= 0.0:
        return f"{high} to {low}"
    less, more = _more(found.low, outcome), _more(found.high, outcome)
    return f"{low} {less} to {high} {more}"


def _instead(found: Difference, outcome: Outcome) -> str:
    return f"{amount(found.b, outcome)} instead of {amount(found.a, outcome)}"


def told_extreme(sweep: Sweep, end: Extreme) -> str:
    """Tell a point with its figures."""
    figures = {
        name: "no case" if math.isnan(mean) else amount(mean, BY_NAME[name])
        for name, mean in end.means.items()
    }
    return (
        f"point {end.point.number} ({_setting(sweep, end.point)}): "
        f"{figures['failed_share']} failed, {figures['mandiri_share']} mandiri; "
        f"{figures['realised_share']} of profit set aside, {figures['proposed_share']} proposed; "
        f"household income {figures['household_income_idr']}, "
        f"unmet need {figures['unmet_need_idr']}"
    )


def _setting(sweep: Sweep, point: Point) -> str:
    """Write the values of a point; where one factor is moved at a time, that one alone."""
    base = sweep.points[0].values if sweep.spec.design == "one-at-a-time" else {}
    told = [
        f"{name} {factor_text(value)}"
        for name, value in point.values.items()
        if name not in base or value != base[name]
    ]
    return ", ".join(told) or "nothing moved"
