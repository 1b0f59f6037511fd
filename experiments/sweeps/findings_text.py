"""The findings of a sweep in sentences for a screen, and for a JSON object."""

import math
import shlex
import textwrap
from collections.abc import Iterator
from typing import Any

from experiments.common.differences import Difference, amount, known
from experiments.common.languages import headed
from experiments.common.numbers import counted
from experiments.common.outcomes import BY_NAME, Outcome
from experiments.common.spread import Spread
from experiments.common.spread_words import condition, in_short, verdict_text
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
    "Median over {worlds}; in brackets its 90 % credible interval, and the verdict, which weighs "
    "the probability of being better or worse by more than what matters. Stages rest on books, "
    "organisation and access, which visits raise by rule: read them with saving and households "
    "beside them."
)
ONE_WORLD = "the runs of one world, which differ by chance alone"
WORLDS = "plausible worlds, chance between runs removed"
ONE_RUN = "plausible worlds, run once each, so that chance widens the interval"
TOO_GOOD = (
    "The best of many looks better than it is, for luck helped to choose it. Both on fresh luck:"
)

STAGES = ("failed_share", "mandiri_share", "sustained_mandiri_share")
HOUSEHOLDS = ("household_income_idr", "unmet_need_idr")
GISTS = {
    "failed_share": ("fewer Kubes fail", "more Kubes fail", "failure"),
    "mandiri_share": ("more Kubes are mandiri", "fewer Kubes are mandiri", "mandiri"),
}
"""What a better and a worse outcome is, and what it is of."""
HOW = {"likely": "likely", "leaning": "perhaps"}
"""How a direction is said, by the first word of its verdict."""

SCHEMA = 2
"""Of the findings in JSON: `low` and `high` are of worlds since 2, of the mean before."""
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
    draws = "" if sweep.drawn.alone else f" and the same {sweep.drawn.short}"
    return f"{what}; {times}{draws}. {NOTE.format(worlds=_worlds(sweep))}"


def _worlds(sweep: Sweep) -> str:
    """Say over what the spread of an effect is."""
    if sweep.drawn.draws == 1:
        return ONE_WORLD
    return WORLDS if sweep.replications > sweep.drawn.draws else ONE_RUN


def _fresh(sweep: Sweep, worst: Point, best: Point) -> str:
    """Return the command that compares two points on luck that did not choose them."""
    points = f"--point {worst.number} --point {best.number}"
    seed = 2 if sweep.seed == 1 else 1
    return f"kubesim compare {shlex.quote(str(sweep.folder))} {points} --seed {seed}"


def effect_sentences(effect: Effect) -> Iterator[str]:
    """Yield sentences on an effect: what it comes to, Kubes, setting aside, households."""
    levels = f"from {factor_text(effect.contrast.a)} to {factor_text(effect.contrast.b)}"
    yield f"{effect.contrast.factor} {levels}: {_gist(effect)}"
    yield from _where_it_works(effect)
    yield from _listed(effect, STAGES)
    realised, proposed = (effect.differences[f"{name}_share"] for name in ("realised", "proposed"))
    if realised.pairs:
        yield (
            f"{_instead(realised, BY_NAME['realised_share'])} of profit set aside, "
            f"{_instead(proposed, BY_NAME['proposed_share'])} proposed"
        )
    yield from _listed(effect, HOUSEHOLDS)


def _gist(effect: Effect) -> str:
    """Say what an effect comes to, in failure and in mandiri; what is known comes first."""
    verdicts = [effect.spreads[name].over_all.verdict for name in GISTS]
    failed, mandiri = verdicts
    if failed == mandiri and failed in ("not known", "no difference that matters"):
        return failed
    gists = []
    for (better, worse, what), judged in zip(GISTS.values(), verdicts, strict=True):
        how, _, way = judged.partition(" ")
        known = {"better": better, "worse": worse}.get(way)
        other = f"not known of {what}" if judged == "not known" else f"{judged} in {what}"
        gists.append(f"{HOW[how]} {known}" if known else other)
    return ", ".join(sorted(gists, key=lambda gist: gist.startswith("no")))


def _where_it_works(effect: Effect) -> Iterator[str]:
    """Yield a sentence on the worlds in which the factor does something, if there are others."""
    worlds = effect.spreads["failed_share"].worlds
    parts = [
        in_short(BY_NAME[name], works)
        for name in (*STAGES, *HOUSEHOLDS)
        if (works := effect.spreads[name].if_it_works) is not None
    ]
    if worlds is not None and parts:
        yield f"{headed(condition(worlds, effect.worlds))}: {', '.join(parts)}"


def _listed(effect: Effect, names: tuple[str, ...]) -> Iterator[str]:
    """Yield one sentence on some outcomes over all worlds; those without a case are left out."""
    parts = [_judged(BY_NAME[name], effect.spreads[name].over_all) for name in names]
    if any(parts):
        yield ", ".join(filter(None, parts))


def _judged(outcome: Outcome, spread: Spread) -> str:
    """Write a spread with its verdict; nothing without a case."""
    if not spread.draws:
        return ""
    return in_short(outcome, spread, "en", verdict_text(spread.verdict))


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
        "schema": SCHEMA,
        "interval": f"90 % of {_worlds(sweep)}",
        "effects": [
            {
                "factor": effect.contrast.factor,
                "a": effect.contrast.a,
                "b": effect.contrast.b,
                "pairs_of_points": len(effect.contrast.pairs),
                "outcomes": {
                    name: {
                        **known({"a": pair.a, "b": pair.b}),
                        "pairs": pair.pairs,
                        **effect.spreads[name].json(),
                    }
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
