"""The tables of `kubesim compare`, within 100 columns."""

from typing import NamedTuple

import numpy as np
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from experiments.common.difference_words import amount, is_share, sentence, size
from experiments.common.outcomes import BY_NAME, Outcome
from experiments.common.paired import VERDICTS, Difference, Verdict, verdict
from experiments.common.tables import titled
from experiments.common.uncertainty import Drawn
from experiments.comparing.sequential import Comparison
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


def tables(found: Comparison) -> RenderableType:
    """Return all tables of a comparison, and what it comes to in words."""
    a, b = found.sides.a.name, found.sides.b.name
    title = f"{found.sides.scenario.name}: {b} against {a}, seed {found.seed}"
    meanings = [
        Text(f"{side.name}: {side.meaning}")
        for side in (found.sides.a, found.sides.b)
        if side.meaning
    ]
    drawn = found.sides.uncertainty.drawn
    said: list[RenderableType] = []
    for name, lines in by_verdict(found).items():
        said.append(Text(headings(a, b)[name], style="bold"))
        said += [Padding(Text(line), (0, 0, 0, 2)) for line in lines]
    return Group(
        Text(title, style="bold"),
        *meanings,
        Text(f"Parameters: {drawn.text()}"),
        Text(stopped(found)),
        Text(""),
        _outcomes(found),
        Text(_legend(drawn), style="dim"),
        Text(""),
        *said,
        Text(""),
        _transitions(found),
        *_changed(found),
    )


def _legend(drawn: Drawn) -> str:
    """Say what stands in the table, and of what its intervals are."""
    point = drawn.kind == "point"
    same = "the same luck" if point else "the same luck and draw of the parameters"
    return LEGEND.format(same=same, of=drawn.interval()) + ("" if point else MORE_PAIRS)


def _table(title: str, *columns: str) -> Table:
    """Return an empty table whose first column is text and the rest figures."""
    table = titled(title)
    for number, column in enumerate(columns):
        table.add_column(
            Text(column),
            justify="right" if number else "left",
            max_width=None if number else TITLE_MOST,
        )
    return table


def _outcomes(found: Comparison) -> Table:
    """Outcomes in sections, one for each verdict."""
    a, b = found.sides.a.name, found.sides.b.name
    table = _table("Outcomes", "", a, b, "difference", "95 % interval")
    for said in VERDICTS:
        rows = [
            (BY_NAME[name], apart)
            for name, apart in found.differences.items()
            if verdict(BY_NAME[name], apart) == said
        ]
        if rows:
            table.add_row(Text(headings(a, b)[said], style="bold"))
        for outcome, apart in rows:
            table.add_row(Padding(outcome.title, (0, 0, 0, 2)), *_figures(outcome, apart))
    return table


def _figures(outcome: Outcome, found: Difference) -> tuple[str, ...]:
    if not found.pairs:
        return ("-",) * 4
    millions = max(abs(found.a), abs(found.b)) >= IN_MILLIONS
    low, high = (_signed(value, outcome, millions) for value in (found.low, found.high))
    return (
        _plain(found.a, outcome, millions),
        _plain(found.b, outcome, millions),
        _signed(found.mean, outcome, millions),
        "-" if found.pairs < 2 else f"{low} to {high}",
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


def _transitions(found: Comparison) -> Table:
    """Stage under a by row, under b by column: shares of Kubes, and how many over all pairs."""
    a, b = found.sides.a.name, found.sides.b.name
    counts = found.moves.transitions
    whole = max(1, int(counts.sum()))
    table = _table(
        f"Stages at the horizon, the same Kube on the same luck, over {found.pairs} pairs: "
        f"under {a} by row, under {b} by column",
        "", *STAGES, "all",
    )  # fmt: skip
    for stage, row in zip(STAGES, counts, strict=True):
        cells = [*row, row.sum()]
        table.add_row(stage, *(f"{count / whole:.1%} ({count:,})" for count in cells))
    columns = [*counts.sum(axis=0), counts.sum()]
    table.add_row("all", *(f"{count / whole:.1%} ({count:,})" for count in columns))
    return table


def _changed(found: Comparison) -> list[RenderableType]:
    """Who changed side, those first who did it in most pairs."""
    moves, pairs = found.moves, found.pairs
    a, b = found.sides.a.name, found.sides.b.name
    told = Text(
        f"In a pair, {moves.saved.sum() / pairs:.1f} Kubes that fail under {a} work under {b}, "
        f"{moves.lost.sum() / pairs:.1f} the other way; {moves.gained.sum() / pairs:.1f} founding "
        f"households are members of a living Kube under {b} alone, "
        f"{moves.dropped.sum() / pairs:.1f} under {a} alone (at the horizon)."
    )
    movers = moves.saved + moves.lost
    order = np.argsort(-movers, kind="stable")
    shown = [place for place in order if movers[place]][:KUBES_MOST]
    if not shown:
        return [told]
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
    return [told, Text(""), table, *rest]


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
