"""The findings of a sweep in sentences for a screen, and for a JSON object."""

import math
import shlex
import textwrap
from collections.abc import Iterator
from typing import Any

from experiments.common.differences import (
    Difference,
    amount,
    is_share,
    known,
    size,
    verdict,
)
from experiments.common.numbers import counted
from experiments.common.outcomes import BY_NAME, Outcome
from experiments.sweeps.findings import Effect, Extreme, Findings
from experiments.sweeps.plan import Point, moved
from experiments.sweeps.stored_sweep import Sweep
from experiments.sweeps.sweep_tables import factor_text

EFFECTS_MOST = 6
"""So many are printed; `--json` has all."""
INDENT = "  "

HEAD = "What moves Kubes from failure to mandiri, the largest effect first"
SAMPLED = (
    "Points of this design differ in all factors at once, so that no factor stands alone; "
    "kubesim plot shows every point against each."
)
ALONE = "Each factor moved alone, against the first point"
AVERAGED = "Between points that differ in nothing else, averaged over them"
NOTE = (
    "In brackets: 95 % interval of the mean, of {of}, and verdict. Stages rest on books, "
    "organisation and access, which visits raise by rule: read them with saving and households "
    "beside them."
)
TOO_GOOD = (
    "The best of many looks better than it is, for luck helped to choose it. Both on fresh luck:"
)

SENTENCES = {
    "failed_share": "{size} {more} Kubes failed",
    "mandiri_share": "{size} {more} mandiri",
    "sustained_mandiri_share": "{size} {more} mandiri throughout months 13-24 after support",
    "household_income_idr": "household income {size} {more}",
    "unmet_need_idr": "unmet need {size} {more}",
}
"""How an outcome's difference is written; money is that of a household-month."""
STAGES = ("failed_share", "mandiri_share", "sustained_mandiri_share")
HOUSEHOLDS = ("household_income_idr", "unmet_need_idr")
GISTS = {
    "failed_share": ("fewer Kubes fail", "more Kubes fail", "failure"),
    "mandiri_share": ("more Kubes are mandiri", "fewer Kubes are mandiri", "mandiri"),
}
"""What a better and a worse outcome is, and what it is of."""

Json = dict[str, Any]


def findings_text(sweep: Sweep, findings: Findings, width: int) -> str:
    """Return the findings in words, in lines of so many characters at most."""
    lines = []
    for heading, *sentences in _paragraphs(sweep, findings):
        lines += textwrap.wrap(heading, width, subsequent_indent=INDENT)
        for sentence in sentences:
            if sentence.startswith("kubesim "):
                lines.append(INDENT + sentence)
            else:
                lines += textwrap.wrap(
                    sentence, width, initial_indent=INDENT, subsequent_indent=INDENT,
                    break_on_hyphens=False,
                )  # fmt: skip
    return "\n".join(lines)


def _paragraphs(sweep: Sweep, findings: Findings) -> Iterator[list[str]]:
    """Yield a heading and its sentences: the method, each effect, the extreme points."""
    if findings.best is None or findings.worst is None:
        return
    yield [HEAD, _method(sweep, findings)]
    yield from (list(effect_sentences(effect)) for effect in findings.effects[:EFFECTS_MOST])
    if len(findings.effects) > EFFECTS_MOST:
        yield [f"{counted(len(findings.effects) - EFFECTS_MOST, 'smaller effect')} in --json"]
    yield [
        f"Best and worst of {counted(len(sweep.points), 'point')}, by mandiri less failed",
        f"Best: {extreme_sentence(sweep, findings.best)}",
        f"Worst: {extreme_sentence(sweep, findings.worst)}",
        TOO_GOOD,
        _fresh(sweep, findings.worst.point, findings.best.point),
    ]


def _method(sweep: Sweep, findings: Findings) -> str:
    """Say what is compared with what."""
    if not findings.effects:
        return SAMPLED
    what = ALONE if sweep.spec.design == "one-at-a-time" else AVERAGED
    times = f"{counted(sweep.replications, 'replication')} on the same luck"
    draws = "" if sweep.drawn.kind == "point" else f" and the same {sweep.drawn.short}"
    return f"{what}; {times}{draws}. {NOTE.format(of=sweep.drawn.interval())}"


def _fresh(sweep: Sweep, worst: Point, best: Point) -> str:
    """Return the command that compares two points on luck that did not choose them."""
    points = f"--point {worst.number} --point {best.number}"
    seed = 2 if sweep.seed == 1 else 1
    return f"kubesim compare {shlex.quote(str(sweep.folder))} {points} --seed {seed}"


def effect_sentences(effect: Effect) -> Iterator[str]:
    """Yield sentences on an effect: what it comes to, Kubes, setting aside, households."""
    levels = f"from {factor_text(effect.contrast.a)} to {factor_text(effect.contrast.b)}"
    yield f"{effect.contrast.factor} {levels}: {_gist(effect)}"
    yield from _listed(effect, STAGES)
    realised, proposed = (effect.differences[f"{name}_share"] for name in ("realised", "proposed"))
    if realised.pairs:
        yield (
            f"{_instead(realised, BY_NAME['realised_share'])} of profit set aside, "
            f"{_instead(proposed, BY_NAME['proposed_share'])} proposed"
        )
    yield from _listed(effect, HOUSEHOLDS)


def _gist(effect: Effect) -> str:
    """Say what an effect comes to, in failure and in mandiri; what is sure comes first."""
    verdicts = {name: verdict(BY_NAME[name], effect.differences[name]) for name in GISTS}
    failed, mandiri = verdicts.values()
    if failed == mandiri and failed not in ("better", "worse"):
        return failed
    gists = []
    for (better, worse, what), judged in zip(GISTS.values(), verdicts.values(), strict=True):
        unsure = f"{judged} {'on' if judged == 'not enough evidence' else 'in'} {what}"
        gists.append({"better": better, "worse": worse}.get(judged, unsure))
    return ", ".join(sorted(gists, key=lambda gist: gist.startswith("no")))


def _listed(effect: Effect, names: tuple[str, ...]) -> Iterator[str]:
    """Yield one sentence on some outcomes; those without a case are left out."""
    parts = [_difference(BY_NAME[name], effect.differences[name]) for name in names]
    if any(parts):
        yield ", ".join(filter(None, parts))


def _difference(outcome: Outcome, difference: Difference) -> str:
    """Write a difference with interval and verdict; nothing without a case."""
    if not difference.pairs:
        return ""
    if difference.low == difference.high == 0.0:
        return f"{outcome.title}: the same"
    mean = difference.mean
    text = SENTENCES[outcome.name].format(size=size(mean, outcome), more=_more(mean, outcome))
    return f"{text} ({_between(difference, outcome)}; {verdict(outcome, difference)})"


def _more(value: float, outcome: Outcome) -> str:
    words = ("more", "fewer") if is_share(outcome) else ("higher", "lower")
    return words[value < 0.0]


def _between(difference: Difference, outcome: Outcome) -> str:
    """Write the interval: plain where it has one direction, which the difference says."""
    if math.isnan(difference.low):
        return "one pair, no interval"
    low, high = (
        size(end, outcome).removesuffix(" points").removeprefix("Rp ")
        for end in (difference.low, difference.high)
    )
    if difference.low >= 0.0:
        return f"{low} to {high}"
    if difference.high <= 0.0:
        return f"{high} to {low}"
    less, more = _more(difference.low, outcome), _more(difference.high, outcome)
    return f"{low} {less} to {high} {more}"


def _instead(difference: Difference, outcome: Outcome) -> str:
    return f"{amount(difference.b, outcome)} instead of {amount(difference.a, outcome)}"


def extreme_sentence(sweep: Sweep, end: Extreme) -> str:
    """Say of a point its factors and its figures."""
    figures = {
        name: "no case" if math.isnan(mean) else amount(mean, BY_NAME[name])
        for name, mean in end.means.items()
    }
    values = moved(sweep, end.point).items()
    setting = ", ".join(f"{name} {factor_text(value)}" for name, value in values)
    return (
        f"point {end.point.number} ({setting or 'nothing moved'}): "
        f"{figures['failed_share']} failed, {figures['mandiri_share']} mandiri; "
        f"{figures['realised_share']} of profit set aside, {figures['proposed_share']} proposed; "
        f"household income {figures['household_income_idr']}, "
        f"unmet need {figures['unmet_need_idr']}"
    )


def findings_json(sweep: Sweep, findings: Findings) -> Json:
    """Return the findings for a JSON object; what is not known is None.

    Returns
    -------
    dict
        A difference is b less a, of the levels `a` and `b` of a factor.
    """
    return {
        "interval": f"95 % of {sweep.drawn.interval()}, over replications",
        "effects": [
            {
                "factor": effect.contrast.factor,
                "a": effect.contrast.a,
                "b": effect.contrast.b,
                "pairs_of_points": len(effect.contrast.pairs),
                "outcomes": {
                    name: {**known(pair._asdict()), "verdict": verdict(BY_NAME[name], pair)}
                    for name, pair in effect.differences.items()
                },
                "words": list(effect_sentences(effect)),
            }
            for effect in findings.effects
        ],
        "best": _extreme(sweep, findings.best),
        "worst": _extreme(sweep, findings.worst),
    }


def _extreme(sweep: Sweep, end: Extreme | None) -> Json | None:
    if end is None:
        return None
    return {
        "point": end.point.number,
        "factors": end.point.values,
        "means": known(end.means),
        "words": extreme_sentence(sweep, end),
    }
