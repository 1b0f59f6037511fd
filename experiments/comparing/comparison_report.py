"""What `kubesim compare` reports: tables within 100 columns, or one JSON object."""

import math
from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from experiments.common.differences import amount, is_share, known, size
from experiments.common.outcomes import BY_NAME, Outcome
from experiments.common.spread import DRAWS_LEAST, ENDS, Effect
from experiments.common.spread_words import (
    VERDICTS,
    heading,
    only_data,
    percent,
    sentence,
    what_differs,
)
from experiments.common.tables import Cell, Table, on_screen, strong
from experiments.comparing.comparison import DRAWS_ENOUGH, Comparison, Side
from experiments.comparing.transitions import Moves
from sim.rules.stages import STAGES

KUBES_MOST = 12
"""Kubes that are named; `--json` names all."""
MILLION = 1e6
IN_MILLIONS = 1e8
"""Sums from here on are written in millions."""

SCHEMA = 2
"""Of the JSON object: effects are spreads over worlds since 2, means with an interval before."""
LEGEND = (
    "Means of both sides; the effect, second less first on the same luck, as its median and 90 % "
    "credible interval over {worlds}; better, worse: probability that it is beyond what matters. "
    "Shares in per cent, their differences in points; money in Rp of the base month a "
    "household-month, savings a household; grants and honoraria in nominal Rp a run (m: million)."
    "\nLikely: probability 90 % or more; leaning: 70 % or more; no difference that matters: 90 % "
    "or more that it is beyond what matters in neither direction."
)
WORLDS = "plausible worlds, chance between runs removed"
ONE_WORLD = "runs of one world: chance alone, and nothing of what is not known"
OF_MEANS = (
    "The mean has a 95 % confidence interval, which more runs narrow; more runs do not narrow the "
    "spread over worlds. sd: standard deviation of the effect."
)

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
    moved = comparison.sides.moved
    meanings = [Text(f"{side.name}: {side.meaning}") for side in (a, b) if side.meaning]
    title = f"{comparison.sides.scenario.name}: {b.name} against {a.name}, seed {comparison.seed}"
    return Group(
        Text(title, style="bold"),
        *meanings,
        Text(f"Parameters: {comparison.sides.uncertainty.drawn.text()}"),
        Text(what_differs(comparison.worlds, moved)),
        Text(_stopped(comparison)),
        Text(""),
        on_screen(_outcomes(comparison)),
        Text(""),
        *_sentences(comparison),
        Text(""),
        on_screen(_means(comparison), _transitions(comparison), *_movers(comparison)),
    )


def _by_verdict(comparison: Comparison) -> dict[str, list[Outcome]]:
    """Return outcomes under the heading of each verdict that any has."""
    a, b = comparison.sides.a.name, comparison.sides.b.name
    rows = {
        verdict: [
            BY_NAME[name]
            for name, effect in comparison.effects.items()
            if effect.over_all.verdict == verdict
        ]
        for verdict in VERDICTS
    }
    return {heading(verdict, a, b): rows[verdict] for verdict in VERDICTS if rows[verdict]}


def _outcomes(comparison: Comparison) -> Table:
    """Return outcomes in sections, one for each verdict."""
    a, b = comparison.sides.a.name, comparison.sides.b.name
    headings = ("", a, b, "median", "90 % of worlds", "better", "worse")
    rows: list[tuple[Cell, ...]] = []
    for head, outcomes in _by_verdict(comparison).items():
        rows.append((strong(head), *[""] * (len(headings) - 1)))
        for outcome in outcomes:
            rows.append((f"  {outcome.title}", *_figures(comparison, outcome)))
    legend = LEGEND.format(worlds=WORLDS if comparison.draws > 1 else ONE_WORLD)
    return Table("Outcomes", headings, rows, [legend])


def _sentences(comparison: Comparison) -> Iterator[RenderableType]:
    """Yield a sentence for each outcome that is judged, under the heading of its verdict."""
    for head, outcomes in _by_verdict(comparison).items():
        judged = [outcome for outcome in outcomes if outcome.better != "neither"]
        if judged:
            yield Text(head, style="bold")
        for outcome in judged:
            told = sentence(outcome, comparison.effects[outcome.name], comparison.worlds)
            yield Padding(Text(told), (0, 0, 0, 2))


def _figures(comparison: Comparison, outcome: Outcome) -> tuple[str, ...]:
    """Return what stands in a row of the outcomes."""
    spread, sides = comparison.effects[outcome.name].over_all, comparison.means[outcome.name]
    if not spread.draws:
        return ("-",) * 6
    millions = max(map(abs, sides)) >= IN_MILLIONS
    low, median, high = (
        _signed(value, outcome, millions) for value in (spread.low, spread.median, spread.high)
    )
    chances = (
        ("-", "-")
        if outcome.better == "neither"
        else (percent(spread.probability_better), percent(spread.probability_worse))
    )
    return (
        *(_plain(value, outcome, millions) for value in sides),
        median,
        f"{low} to {high}",
        *chances,
    )


def _means(comparison: Comparison) -> Table:
    """Return what more runs would narrow, beside the spread that they would not."""
    rows = [
        (BY_NAME[name].title, *_precision(BY_NAME[name], effect))
        for name, effect in comparison.effects.items()
        if effect.over_all.draws
    ]
    headings = ("", "mean", "precision", "sd between worlds", "sd between runs of a world")
    return Table("What more runs would narrow: the mean", headings, rows, [OF_MEANS])


def _precision(outcome: Outcome, effect: Effect) -> Iterator[str]:
    """Yield a mean, its precision, and the sd of worlds and of runs."""
    spread, parts = effect.over_all, effect.components
    figures = (spread.mean_precision, math.sqrt(parts.between), math.sqrt(parts.within))
    millions = max(abs(spread.mean), *figures) >= IN_MILLIONS
    yield _signed(spread.mean, outcome, millions)
    for before, value in zip(("±", "", ""), figures, strict=True):
        text = _signed(value, outcome, millions).removeprefix("+")
        yield "-" if math.isnan(value) else before + text


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
    """Say what was run, why no more, and what only data could narrow."""
    outcome, draws = comparison.aim.outcome, comparison.draws
    if draws == 1:
        return (
            f"{comparison.pairs} pairs in one world: the spread is of chance alone. What is not "
            "known is told by --parameters posterior or prior."
        )
    effect = comparison.effects[outcome.name]
    left, most = (size(value, outcome) for value in (effect.chance_in_mean, comparison.chance_most))
    runs = f"{draws:,} worlds x {comparison.runs_per_draw} pairs of runs"
    known = f"chance leaves {left} in the mean of {outcome.title}"
    if draws < DRAWS_LEAST:
        return f"{runs}: under {DRAWS_LEAST} worlds there is no verdict; raise --runs-most."
    if comparison.settled:
        data = only_data(outcome, effect, comparison.worlds, comparison.sides.moved)
        return f"{runs}: {known}, and more runs add nothing to the spread. {data}"
    why = f"{draws:,} worlds are too few" if draws < DRAWS_ENOUGH else f"asked: {most} at most"
    return f"{runs}, the most allowed: {known} ({why}); raise --runs-most."


def comparison_json(comparison: Comparison) -> Json:
    """Return everything that is reported of a comparison; what is not known is None.

    Returns
    -------
    dict
        An effect is b less a, over all worlds; its `if_it_works` has the same over the worlds in
        which some of `worlds.levers` works. `transitions.counts` are Kubes times pairs, stage
        under a by row and under b by column; `shares` are of all of them. `parameters` are where
        those of each pair come from that no side sets. In `changed`, `per_pair` are means over
        pairs, and the figures by Kube are shares of pairs (for households of the households that
        founded it); of a nation they stand by region, as shares of its Kubes.
    """
    moves = comparison.moves
    main = comparison.effects[comparison.aim.outcome.name]
    return {
        "schema": SCHEMA,
        "scenario": comparison.sides.scenario.name,
        "a": _side_json(comparison.sides.a),
        "b": _side_json(comparison.sides.b),
        "seed": comparison.seed,
        "parameters": comparison.sides.uncertainty.drawn._asdict(),
        "engine": "fast",
        "pairs": comparison.pairs,
        "draws": comparison.draws,
        "runs_per_draw": comparison.runs_per_draw,
        "level": ENDS[1] - ENDS[0],
        "aim": {
            "outcome": comparison.aim.outcome.name,
            "pairs_most": comparison.aim.pairs_most,
            "reached": comparison.settled,
            **known({"chance_in_mean": main.chance_in_mean, "most": comparison.chance_most}),
        },
        "worlds": _worlds_json(comparison),
        "outcomes": {name: _outcome_json(name, comparison) for name in comparison.effects},
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


def _worlds_json(comparison: Comparison) -> Json:
    return {"moved": list(comparison.sides.moved), **comparison.worlds.json()}


def _outcome_json(name: str, comparison: Comparison) -> Json:
    outcome, effect = BY_NAME[name], comparison.effects[name]
    declared = ("title", "unit", "better", "matters", "reason")
    return {
        **{key: getattr(outcome, key) for key in declared},
        **known(dict(zip("ab", comparison.means[name], strict=True))),
        **effect.json(),
        "words": sentence(outcome, effect, comparison.worlds),
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
