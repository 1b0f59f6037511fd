"""The findings of a sweep as text for a screen, and for a JSON object."""

import math
import shlex
import textwrap
from collections.abc import Iterator
from typing import Any

from experiments.common.outcomes import BY_NAME
from experiments.common.paired import Difference, verdict
from experiments.sweeps.findings import Extreme, Findings
from experiments.sweeps.plan import Point
from experiments.sweeps.store import Sweep
from experiments.sweeps.words import told_effect, told_extreme

EFFECTS_MOST = 6
"""So many are told; `--json` has all."""
INDENT = "  "

HEAD = "What moves Kubes from failure to mandiri, the largest effect first"
SAMPLED = (
    "Points of this design differ in all factors at once, so that no factor is told alone; "
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

Json = dict[str, Any]


def text(sweep: Sweep, found: Findings, width: int) -> str:
    """Return the findings in words, in lines of so many characters at most."""
    return "\n".join(_lines(sweep, found, width))


def _lines(sweep: Sweep, found: Findings, width: int) -> Iterator[str]:
    """Yield headings, and under each its sentences."""
    for heading, *sentences in _paragraphs(sweep, found):
        yield from textwrap.wrap(heading, width, subsequent_indent=INDENT)
        for sentence in sentences:
            if sentence.startswith("kubesim "):
                yield INDENT + sentence
            else:
                yield from textwrap.wrap(
                    sentence, width, initial_indent=INDENT, subsequent_indent=INDENT,
                    break_on_hyphens=False,
                )  # fmt: skip


def _paragraphs(sweep: Sweep, found: Findings) -> Iterator[list[str]]:
    """Yield a heading and its sentences: the method, each effect, the extreme points."""
    if found.best is None or found.worst is None:
        return
    yield [HEAD, _method(sweep, found)]
    yield from (list(told_effect(effect)) for effect in found.effects[:EFFECTS_MOST])
    if len(found.effects) > EFFECTS_MOST:
        yield [f"{len(found.effects) - EFFECTS_MOST} smaller effects are in --json"]
    yield [
        f"Best and worst of {len(sweep.points):,} points, by mandiri less failed",
        f"Best: {told_extreme(sweep, found.best)}",
        f"Worst: {told_extreme(sweep, found.worst)}",
        TOO_GOOD,
        _fresh(sweep, found.worst.point, found.best.point),
    ]


def _method(sweep: Sweep, found: Findings) -> str:
    """Say what is compared with what."""
    if not found.effects:
        return SAMPLED
    what = ALONE if sweep.spec.design == "one-at-a-time" else AVERAGED
    times = f"{sweep.replications:,} replications on the same luck"
    draws = "" if sweep.drawn.kind == "point" else f" and the same {sweep.drawn.short}"
    return f"{what}; {times}{draws}. {NOTE.format(of=sweep.drawn.interval())}"


def _fresh(sweep: Sweep, worst: Point, best: Point) -> str:
    """Return the command that compares two points on luck that did not choose them."""
    points = f"--point {worst.number} --point {best.number}"
    seed = 2 if sweep.seed == 1 else 1
    return f"kubesim compare {shlex.quote(str(sweep.folder))} {points} --seed {seed}"


def report(sweep: Sweep, found: Findings) -> Json:
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
                "outcomes": {name: _outcome(name, it) for name, it in effect.differences.items()},
                "words": list(told_effect(effect)),
            }
            for effect in found.effects
        ],
        "best": _extreme(sweep, found.best),
        "worst": _extreme(sweep, found.worst),
    }


def _outcome(name: str, found: Difference) -> Json:
    return {**_known(found._asdict()), "verdict": verdict(BY_NAME[name], found)}


def _extreme(sweep: Sweep, end: Extreme | None) -> Json | None:
    if end is None:
        return None
    return {
        "point": end.point.number,
        "factors": end.point.values,
        "means": _known(end.means),
        "words": told_extreme(sweep, end),
    }


def _known(figures: Json) -> Json:
    return {name: None if math.isnan(value) else value for name, value in figures.items()}
