"""What `kubesim compare` reports: tables within 100 columns, or one JSON object."""

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from experiments.common.differences import (
    LEVEL,
    Difference,
    Verdict,
    amount,
    is_share,
    known,
    sentence,
    size,
    verdict,
)
from experiments.common.outcomes import BY_NAME, Outcome
from experiments.common.tables import Cell, Table, on_screen, strong
from experiments.common.uncertainty import Drawn
from experiments.comparing.comparison import Comparison, Side
from experiments.comparing.transitions import Moves
from sim.rules.stages import STAGES

KUBES_MOST = 12
"""Kubes that are named; `--json` names all."""
MILLION = 1e6
IN_MILLIONS = 1e8
"""Sums from here on are written in millions."""

LEGEND = (
    "Means of both sides; mean difference, second less first, paired on {same}, with its 95 % "
    "interval, which is of {of}. Shares in per cent, their differences in points; money in Rp of "
    "the base month a household-month, savings a household; grants and honoraria in nominal Rp a "
    "run (m: million)."
    "\nBetter, worse: the interval lies on one side of 0, and the mean difference is one that "
    "matters. No difference that matters: the whole interval is too small to matter. Each interval "
    "stands for itself: without any difference, one in twenty misses 0 by luck."
)
MORE_PAIRS = "\nMore pairs narrow an interval; they do not make the parameters better known."


HEADS = {
    "kube": (
        "Kube",
        "share of pairs in which a Kube works, and share of its founding households that are "
        "members of a living Kube",
    ),
    "region": (
        "region",
        "share of a region's Kubes that work, and of its founding households that are members "
        "of a living Kube, over all pairs",
    ),
}
"""What a row of the table of who changed side is, and what the table shows."""

Json = dict[str, Any]


def tables(comparison: Comparison) -> RenderableType:
    """Return all tables of a comparison, and what it comes to in words."""
    a, b = comparison.sides.a, comparison.sides.b
    drawn = comparison.sides.uncertainty.drawn
    meanings = [Text(f"{side.name}: {side.meaning}") for side in (a, b) if side.meaning]
    title = f"{comparison.sides.scenario.name}: {b.name} against {a.name}, seed {comparison.seed}"
    return Group(
        Text(title, style="bold"),
        *meanings,
        Text(f"Parameters: {drawn.text()}"),
        Text(_stopped(comparison)),
        Text(""),
        on_screen(_outcomes(comparison)),
        Text(""),
        *_sentences(comparison),
        Text(""),
        on_screen(_transitions(comparison), *_movers(comparison)),
    )


def _legend(drawn: Drawn) -> str:
    """Say what stands in the table, and of what its intervals are."""
    point = drawn.kind == "point"
    same = "the same luck" if point else "the same luck and draw of the parameters"
    return LEGEND.format(same=same, of=drawn.interval()) + ("" if point else MORE_PAIRS)


def _by_verdict(comparison: Comparison) -> dict[str, list[tuple[Outcome, Difference]]]:
    """Return outcomes with their differences under the heading of each verdict that any has."""
    a, b = comparison.sides.a.name, comparison.sides.b.name
    headings: dict[Verdict, str] = {
        "better": f"Better under {b} than under {a}",
        "worse": f"Worse under {b} than under {a}",
        "no difference that matters": "No difference that matters",
        "not enough evidence": "Not enough evidence",
        "described": "Described, not judged",
    }
    rows: dict[str, list[tuple[Outcome, Difference]]] = {name: [] for name in headings.values()}
    for name, difference in comparison.differences.items():
        outcome = BY_NAME[name]
        rows[headings[verdict(outcome, difference)]].append((outcome, difference))
    return {heading: judged for heading, judged in rows.items() if judged}


def _outcomes(comparison: Comparison) -> Table:
    """Return outcomes in sections, one for each verdict."""
    a, b = comparison.sides.a.name, comparison.sides.b.name
    rows: list[tuple[Cell, ...]] = []
    for heading, judged in _by_verdict(comparison).items():
        rows.append((strong(heading), "", "", "", ""))
        for outcome, difference in judged:
            rows.append((f"  {outcome.title}", *_figures(outcome, difference)))
    legend = _legend(comparison.sides.uncertainty.drawn)
    return Table("Outcomes", ("", a, b, "difference", "95 % interval"), rows, [legend])


def _sentences(comparison: Comparison) -> Iterator[RenderableType]:
    """Yield a sentence for each outcome, under the heading of its verdict."""
    b = comparison.sides.b.name
    for heading, rows in _by_verdict(comparison).items():
        yield Text(heading, style="bold")
        for outcome, difference in rows:
            yield Padding(Text(sentence(outcome, difference, b)), (0, 0, 0, 2))


def _figures(outcome: Outcome, difference: Difference) -> tuple[str, ...]:
    if not difference.pairs:
        return ("-",) * 4
    millions = max(abs(difference.a), abs(difference.b)) >= IN_MILLIONS
    low, high = (_signed(value, outcome, millions) for value in (difference.low, difference.high))
    return (
        _plain(difference.a, outcome, millions),
        _plain(difference.b, outcome, millions),
        _signed(difference.mean, outcome, millions),
        "-" if difference.pairs < 2 else f"{low} to {high}",
    )


def _plain(value: float, outcome: Outcome, millions: bool) -> str:
    if millions:
        return f"{value / MILLION:,.1f} m"
    return amount(value, outcome).removeprefix("Rp ")


def _signed(value: float, outcome: Outcome, millions: bool) -> str:
    """Write a difference with its sign; nothing has none."""
    if millions:
        text = f"{value / MILLION:+,.1f} m"
    else:
        text = f"{100 * value:+.1f}" if is_share(outcome) else f"{value:+,.0f}"
    return text if any(digit in text for digit in "123456789") else text.lstrip("+-")


def _transitions(comparison: Comparison) -> Table:
    """Return shares of Kubes, and how many over all pairs: stage under a by row, b by column."""
    a, b = comparison.sides.a.name, comparison.sides.b.name
    counts = comparison.moves.transitions
    counts = np.vstack([counts, counts.sum(axis=0)])
    counts = np.column_stack([counts, counts.sum(axis=1)])
    whole = max(1, int(counts[-1, -1]))
    rows = [
        (stage, *(f"{count / whole:.1%} ({count:,})" for count in row))
        for stage, row in zip((*STAGES, "all"), counts, strict=True)
    ]
    title = (
        f"Stages at the horizon, the same Kube on the same luck, over {comparison.pairs} pairs: "
        f"under {a} by row, under {b} by column"
    )
    return Table(title, ("", *STAGES, "all"), rows, [_summary(comparison)])


def _summary(comparison: Comparison) -> str:
    moves, pairs = comparison.moves, comparison.pairs
    a, b = comparison.sides.a.name, comparison.sides.b.name
    return (
        f"In a pair, {moves.saved.sum() / pairs:.1f} Kubes that fail under {a} work under {b}, "
        f"{moves.lost.sum() / pairs:.1f} the other way; {moves.gained.sum() / pairs:.1f} founding "
        f"households are members of a living Kube under {b} alone, "
        f"{moves.dropped.sum() / pairs:.1f} under {a} alone (at the horizon)."
    )


def _movers(comparison: Comparison) -> Iterator[Table]:
    """Yield the table of who changed side, if any did, those first who did it in most pairs."""
    moves = comparison.moves
    a, b = comparison.sides.a.name, comparison.sides.b.name
    movers = moves.saved + moves.lost
    order = np.argsort(-movers, kind="stable")
    shown = [place for place in order if movers[place]][:KUBES_MOST]
    if not shown:
        return
    head, shares = HEADS[moves.by]
    moved = [
        *(count / np.maximum(1, moves.cases) for count in (moves.saved, moves.lost)),
        *(count / np.maximum(1, moves.founders) for count in (moves.gained, moves.dropped)),
    ]
    more = int((movers > 0).sum()) - len(shown)
    yield Table(
        f"Who changed side: {shares}, on one side only",
        (head, f"works under {b}", f"works under {a}", f"members under {b}", f"members under {a}"),
        [(moves.rows[place].name, *(f"{share[place]:.1%}" for share in moved)) for place in shown],
        [f"{more} more {head}s changed side; --json names all."] if more else [],
    )


def _stopped(comparison: Comparison) -> str:
    """Say why no more pairs were run."""
    pairs, aim = comparison.pairs, comparison.aim
    half_width = comparison.differences[aim.outcome.name].half_width
    known = f"{aim.outcome.title} is known to {size(half_width, aim.outcome)} either way"
    asked = size(aim.within, aim.outcome)
    if comparison.narrow:
        return f"{pairs} pairs: {known} (asked: {asked})."
    return f"{pairs} pairs, the most allowed: {known} only, not to {asked}; raise --runs-most."


def comparison_json(comparison: Comparison) -> Json:
    """Return everything that is reported of a comparison; what is not known is None.

    Returns
    -------
    dict
        A difference is b less a. `transitions.counts` are Kubes times pairs, stage under a by
        row and under b by column; `shares` are of all of them. `parameters` are where those of
        each pair come from that no side sets. In `changed`, `per_pair` are
        means over pairs, and the figures by Kube are shares of pairs (for households of the
        households that founded it); of a nation they stand by region, as shares of its Kubes.
    """
    moves = comparison.moves
    return {
        "scenario": comparison.sides.scenario.name,
        "a": _side_json(comparison.sides.a),
        "b": _side_json(comparison.sides.b),
        "seed": comparison.seed,
        "parameters": comparison.sides.uncertainty.drawn._asdict(),
        "engine": "fast",
        "pairs": comparison.pairs,
        "level": LEVEL,
        "aim": {
            **vars(comparison.aim),
            "outcome": comparison.aim.outcome.name,
            "reached": comparison.narrow,
        },
        "outcomes": {
            name: _outcome_json(name, difference, comparison.sides.b.name)
            for name, difference in comparison.differences.items()
        },
        "transitions": _transition_json(moves),
        "changed": {
            "kubes": _who_moved(
                comparison, moves.cases, to_working=moves.saved, to_failed=moves.lost
            ),
            "households": {
                "founding_households": int(moves.founders.sum()) // comparison.pairs,
                **_who_moved(
                    comparison,
                    moves.founders,
                    to_member=moves.gained,
                    to_no_member=moves.dropped,
                ),
            },
        },
    }


def _side_json(side: Side) -> Json:
    return {
        "name": side.name,
        "meaning": side.meaning,
        "policy": side.policy.name,
        "levers": side.policy.overrides(),
        **side.policy.dates(),
        "parameters": dict(side.parameters),
    }


def _outcome_json(name: str, difference: Difference, b: str) -> Json:
    outcome = BY_NAME[name]
    declared = ("title", "unit", "better", "matters", "reason")
    return {
        **{key: getattr(outcome, key) for key in declared},
        **known(difference._asdict()),
        "verdict": verdict(outcome, difference),
        "words": sentence(outcome, difference, b),
    }


def _transition_json(moves: Moves) -> Json:
    counts = moves.transitions
    shares = counts / max(1, int(counts.sum()))
    return {"stages": list(STAGES), "counts": counts.tolist(), "shares": shares.tolist()}


def _who_moved(
    comparison: Comparison, cases: NDArray[np.int64], **moved: NDArray[np.int64]
) -> Json:
    """Return who moved, by the words for where to: means per pair, and shares of cases by row."""
    moves = comparison.moves
    return {
        **{f"{to}_per_pair": int(count.sum()) / comparison.pairs for to, count in moved.items()},
        f"by_{moves.by}": [
            {
                "id": row.id,
                "name": row.name,
                **{
                    to: int(count[place]) / max(1, int(cases[place])) for to, count in moved.items()
                },
            }
            for place, row in enumerate(moves.rows)
        ],
    }
