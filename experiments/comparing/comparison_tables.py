"""The tables of `kubesim compare`, within 100 columns."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from experiments.common.differences import (
    Difference,
    Verdict,
    amount,
    is_share,
    sentence,
    size,
    verdict,
)
from experiments.common.outcomes import BY_NAME, Outcome
from experiments.common.tables import titled
from experiments.common.uncertainty import Drawn
from experiments.comparing.comparison import Comparison
from sim.rules.stages import STAGES

KUBES_MOST = 12
"""Kubes that are named; `--json` names all."""
TITLE_MOST = 40
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


class Title(NamedTuple):
    """How the table of who changed side is headed."""

    head: str
    many: str
    share: str


TITLES = {
    "kube": Title(
        "Kube",
        "Kubes",
        "share of pairs in which a Kube works, and share of its founding households that are "
        "members of a living Kube",
    ),
    "region": Title(
        "region",
        "regions",
        "share of a region's Kubes that work, and of its founding households that are members "
        "of a living Kube, over all pairs",
    ),
}


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
        _outcomes(comparison),
        Text(_legend(drawn), style="dim"),
        Text(""),
        *_sentences(comparison),
        Text(""),
        _transitions(comparison),
        *_changed(comparison),
    )


def _legend(drawn: Drawn) -> str:
    """Say what stands in the table, and of what its intervals are."""
    point = drawn.kind == "point"
    same = "the same luck" if point else "the same luck and draw of the parameters"
    return LEGEND.format(same=same, of=drawn.interval()) + ("" if point else MORE_PAIRS)


def _table(title: str, *columns: str) -> Table:
    """Return an empty table whose first column is text and the rest figures."""
    table = titled(title, *columns)
    table.columns[0].max_width = TITLE_MOST
    return table


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
    table = _table("Outcomes", "", a, b, "difference", "95 % interval")
    for heading, rows in _by_verdict(comparison).items():
        table.add_row(Text(heading, style="bold"))
        for outcome, difference in rows:
            table.add_row(Padding(outcome.title, (0, 0, 0, 2)), *_figures(outcome, difference))
    return table


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
    whole = max(1, int(counts.sum()))
    table = _table(
        f"Stages at the horizon, the same Kube on the same luck, over {comparison.pairs} pairs: "
        f"under {a} by row, under {b} by column",
        "", *STAGES, "all",
    )  # fmt: skip
    for stage, row in zip(STAGES, counts, strict=True):
        cells = [*row, row.sum()]
        table.add_row(stage, *(f"{count / whole:.1%} ({count:,})" for count in cells))
    columns = [*counts.sum(axis=0), counts.sum()]
    table.add_row("all", *(f"{count / whole:.1%} ({count:,})" for count in columns))
    return table


def _changed(comparison: Comparison) -> list[RenderableType]:
    """Return who changed side, those first who did it in most pairs."""
    moves, pairs = comparison.moves, comparison.pairs
    a, b = comparison.sides.a.name, comparison.sides.b.name
    summary = Text(
        f"In a pair, {moves.saved.sum() / pairs:.1f} Kubes that fail under {a} work under {b}, "
        f"{moves.lost.sum() / pairs:.1f} the other way; {moves.gained.sum() / pairs:.1f} founding "
        f"households are members of a living Kube under {b} alone, "
        f"{moves.dropped.sum() / pairs:.1f} under {a} alone (at the horizon)."
    )
    movers = moves.saved + moves.lost
    order = np.argsort(-movers, kind="stable")
    shown = [place for place in order if movers[place]][:KUBES_MOST]
    if not shown:
        return [summary]
    what = TITLES[moves.by]
    table = _table(
        f"Who changed side: {what.share}, on one side only",
        what.head, f"works under {b}", f"works under {a}", f"members under {b}",
        f"members under {a}",
    )  # fmt: skip
    for place in shown:
        households = max(1, int(moves.households[place].sum()))
        cases = max(1, int(moves.cases[place]))
        table.add_row(
            Text(moves.rows[place].name),
            f"{moves.saved[place] / cases:.1%}",
            f"{moves.lost[place] / cases:.1%}",
            f"{moves.gained[place] / households:.1%}",
            f"{moves.dropped[place] / households:.1%}",
        )
    more = int((movers > 0).sum()) - len(shown)
    rest = (
        [Text(f"{more} more {what.many} changed side; --json names all.", style="dim")]
        if more
        else []
    )
    return [summary, Text(""), table, *rest]


def _stopped(comparison: Comparison) -> str:
    """Say why no more pairs were run."""
    pairs, aim = comparison.pairs, comparison.aim
    half_width = comparison.differences[aim.outcome.name].half_width
    known = f"{aim.outcome.title} is known to {size(half_width, aim.outcome)} either way"
    asked = size(aim.within, aim.outcome)
    if comparison.narrow:
        return f"{pairs} pairs: {known} (asked: {asked})."
    return f"{pairs} pairs, the most allowed: {known} only, not to {asked}; raise --runs-most."
