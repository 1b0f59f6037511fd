"""What `kubesim compare` reports: tables within 100 columns, or one JSON object."""

import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from experiments.common.called import place_called
from experiments.common.differences import known, size
from experiments.common.languages import Lang, title_of
from experiments.common.numbers import number
from experiments.common.outcomes import BY_NAME, Outcome
from experiments.common.spread import DRAWS_LEAST, HOLDS, Effect
from experiments.common.spread_tables import NONE, Row
from experiments.common.spread_words import (
    VERDICTS,
    heading,
    only_data,
    parameters_text,
    sentence,
    what_differs,
)
from experiments.common.tables import Cell, Table, on_screen, strong
from experiments.common.texts import Texts, texts_of
from experiments.comparing.comparison import DRAWS_ENOUGH, Comparison, Side
from experiments.comparing.transitions import Moves
from experiments.sweeps.factors import LEVELS
from experiments.sweeps.names import named, value_text
from sim.rules.stages import STAGES

FOLDER = Path(__file__).parent / "texts"
KUBES_MOST = 12
"""Kubes that are named; `--json` names all."""

SCHEMA = 3
"""Of the JSON object: effects are spreads over worlds since 2, means with an interval before."""

Json = dict[str, Any]


def tables(comparison: Comparison, lang: Lang = "en") -> RenderableType:
    """Return all tables of a comparison, and what it comes to in words."""
    words, sides = texts_of(FOLDER)[lang], comparison.sides
    a, b = _names(comparison, lang)
    title = words.say(
        "title", place=place_called(sides.scenario.name, words.lang), a=a, b=b, seed=comparison.seed
    )
    meanings = [
        Text(words.say("meaning", name=side.name, meaning=_meaning(side, lang)))
        for side in (sides.a, sides.b)
        if side.meaning or lang == "en"
    ]
    drawn = parameters_text(sides.uncertainty.drawn, lang)
    return Group(
        Text(title, style="bold"),
        *meanings,
        Text(words.say("parameters", parameters=drawn)),
        *_set_over(words, comparison),
        Text(what_differs(comparison.worlds, sides.moved, lang)),
        Text(_stopped(words, comparison)),
        Text(""),
        on_screen(_outcomes(words, comparison)),
        Text(""),
        *_sentences(words, comparison),
        Text(""),
        on_screen(
            _means(words, comparison),
            _transitions(words, comparison),
            *_movers(words, comparison),
        ),
    )


def _names(comparison: Comparison, lang: Lang) -> tuple[str, str]:
    """Return what the sides are called: policies, whose names are English, by title elsewhere."""
    a, b = (
        side.name if side.meaning or lang == "en" else title_of(side.policy, lang)
        for side in (comparison.sides.a, comparison.sides.b)
    )
    return a, b


def _meaning(side: Side, lang: Lang) -> str:
    """Return what a side stands for: a point's factors, or the title of its policy."""
    return side.meaning or title_of(side.policy, lang)


def _set_over(words: Texts, comparison: Comparison) -> Iterator[Text]:
    """Yield what is set over the draws of both sides; a point of a sweep says it by itself."""
    side = comparison.sides.a
    if side.meaning or not side.parameters:
        return
    values = (
        f"{named(name, words.lang).title} = "
        + value_text(name, LEVELS[name][int(value)] if name in LEVELS else value, words.lang, {})
        for name, value in side.parameters.items()
    )
    yield Text(words.say("set_over", values="; ".join(values)))


def _by_verdict(words: Texts, comparison: Comparison) -> dict[str, list[Outcome]]:
    """Return outcomes under the heading of each verdict that any has."""
    a, b = _names(comparison, words.lang)
    rows = {
        verdict: [
            BY_NAME[name]
            for name, effect in comparison.effects.items()
            if effect.over_all.verdict == verdict
        ]
        for verdict in VERDICTS
    }
    return {
        heading(verdict, a, b, words.lang): rows[verdict] for verdict in VERDICTS if rows[verdict]
    }


def _outcomes(words: Texts, comparison: Comparison) -> Table:
    """Return outcomes in sections, one for each verdict."""
    a, b = _names(comparison, words.lang)
    one_world = comparison.draws == 1
    over = words["outcomes.runs" if one_world else "outcomes.worlds"]
    interval = words.say("outcomes.interval", worlds=over)
    median, better, worse = (words[f"outcomes.{key}"] for key in ("median", "better", "worse"))
    headings = ("", a, b, median, interval, better, worse)
    rows: list[tuple[Cell, ...]] = []
    for head, outcomes in _by_verdict(words, comparison).items():
        rows.append((strong(head), *[""] * (len(headings) - 1)))
        for outcome in outcomes:
            title = title_of(outcome, words.lang)
            rows.append((f"  {title}", *_figures(words, comparison, outcome)))
    legend = words["outcomes.legend_of_runs" if one_world else "outcomes.legend"]
    return Table(words["outcomes.title"], headings, rows, [legend])


def _sentences(words: Texts, comparison: Comparison) -> Iterator[RenderableType]:
    """Yield a sentence for each outcome that is judged, under the heading of its verdict."""
    for head, outcomes in _by_verdict(words, comparison).items():
        judged = [outcome for outcome in outcomes if outcome.better != "neither"]
        if judged:
            yield Text(head, style="bold")
        for outcome in judged:
            effect = comparison.effects[outcome.name]
            told = sentence(outcome, effect, comparison.worlds, words.lang)
            yield Padding(Text(told), (0, 0, 0, 2), expand=False)


def _figures(words: Texts, comparison: Comparison, outcome: Outcome) -> tuple[str, ...]:
    """Return what stands in a row of the outcomes."""
    spread, sides = comparison.effects[outcome.name].over_all, comparison.means[outcome.name]
    if not spread.draws:
        return (NONE,) * 6
    row = Row(outcome, words.lang, largest=max(map(abs, sides)))
    median, interval = row.signed(spread.median), row.interval(spread)
    return (*map(row.value, sides), median, interval, *row.chances(spread))


def _means(words: Texts, comparison: Comparison) -> Table:
    """Return what more runs would narrow, beside the spread that they would not."""
    rows = [
        (title_of(BY_NAME[name], words.lang), *_precision(words, BY_NAME[name], effect))
        for name, effect in comparison.effects.items()
        if effect.over_all.draws
    ]
    headings = (words[f"means.{key}"] for key in ("mean", "precision", "between", "within"))
    return Table(words["means.title"], ("", *headings), rows, [words["means.note"]])


def _precision(words: Texts, outcome: Outcome, effect: Effect) -> Iterator[str]:
    """Yield a mean, its precision, and the sd of worlds and of runs."""
    spread, parts = effect.over_all, effect.components
    figures = (spread.mean_precision, math.sqrt(parts.between), math.sqrt(parts.within))
    row = Row(outcome, words.lang, largest=float(np.nanmax(np.abs([spread.mean, *figures]))))
    yield row.signed(spread.mean)
    for before, value in zip(("±", "", ""), figures, strict=True):
        yield NONE if math.isnan(value) else before + row.size(value)


def _transitions(words: Texts, comparison: Comparison) -> Table:
    """Return shares of Kubes, and how many over all pairs: stage under a by row, b by column."""
    (a, b), lang = _names(comparison, words.lang), words.lang
    counts = comparison.moves.transitions
    counts = np.vstack([counts, counts.sum(axis=0)])
    counts = np.column_stack([counts, counts.sum(axis=1)])
    whole = max(1, int(counts[-1, -1]))
    stages = (*STAGES, words["stages.all"])
    rows = [
        (stage, *(f"{_share(count / whole, lang)} ({number(count, 0, lang)})" for count in row))
        for stage, row in zip(stages, counts, strict=True)
    ]
    pairs = number(comparison.pairs, 0, lang)
    title = words.say("stages.title", a=a, b=b, pairs=pairs)
    return Table(title, ("", *stages), rows, [_summary(words, comparison)])


def _share(share: float, lang: Lang) -> str:
    return f"{number(100 * share, 1, lang)} %"


def _summary(words: Texts, comparison: Comparison) -> str:
    moves, pairs = comparison.moves, comparison.pairs
    a, b = _names(comparison, words.lang)
    counts = {
        name: number(float(getattr(moves, name).sum()) / pairs, 1, words.lang)
        for name in ("saved", "lost", "gained", "dropped")
    }
    return words.say("stages.note", a=a, b=b, **counts)


def _movers(words: Texts, comparison: Comparison) -> Iterator[Table]:
    """Yield the table of who changed side, if any did, those first who did it in most pairs."""
    moves = comparison.moves
    a, b = _names(comparison, words.lang)
    movers = moves.saved + moves.lost
    order = np.argsort(-movers, kind="stable")
    shown = [place for place in order if movers[place]][:KUBES_MOST]
    if not shown:
        return
    moved = [
        *(count / np.maximum(1, moves.cases) for count in (moves.saved, moves.lost)),
        *(count / np.maximum(1, moves.founders) for count in (moves.gained, moves.dropped)),
    ]
    more = int((movers > 0).sum()) - len(shown)
    count = number(more, 0, words.lang)
    yield Table(
        words[f"movers.title_{moves.by}"],
        (
            words[f"movers.{moves.by}"],
            *(
                words.say(f"movers.{what}", name=name)
                for what in ("works", "members")
                for name in (b, a)
            ),
        ),
        [
            (moves.rows[place].name, *(_share(share[place], words.lang) for share in moved))
            for place in shown
        ],
        [words.say(f"movers.more_{moves.by}", count=count)] if more else [],
    )


def _stopped(words: Texts, comparison: Comparison) -> str:
    """Say what was run, why no more, and what only data could narrow."""
    outcome, lang = comparison.aim.outcome, words.lang
    draws = number(comparison.draws, 0, lang)
    if comparison.draws == 1:
        return words.say("stopped.one_world", pairs=number(comparison.pairs, 0, lang))
    effect = comparison.effects[outcome.name]
    runs = words.say("stopped.runs", draws=draws, runs=comparison.runs_per_draw)
    if comparison.draws < DRAWS_LEAST:
        return words.say("stopped.few", runs=runs, least=DRAWS_LEAST)
    left, most = (
        size(value, outcome, lang) for value in (effect.chance_in_mean, comparison.chance_most)
    )
    chance = words.say("stopped.chance", left=left, outcome=title_of(outcome, lang))
    if comparison.settled:
        data = only_data(outcome, effect, comparison.worlds, comparison.sides.moved, lang)
        return words.say("stopped.settled", runs=runs, chance=chance, data=data)
    too_few = comparison.draws < DRAWS_ENOUGH
    why = (
        words.say("stopped.too_few", draws=draws)
        if too_few
        else words.say("stopped.asked", most=most)
    )
    return words.say("stopped.capped", runs=runs, chance=chance, why=why)


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
        "today": comparison.sides.scenario.today,
        "a": _side_json(comparison.sides.a),
        "b": _side_json(comparison.sides.b),
        "seed": comparison.seed,
        "parameters": comparison.sides.uncertainty.drawn._asdict(),
        "engine": "fast",
        "pairs": comparison.pairs,
        "draws": comparison.draws,
        "runs_per_draw": comparison.runs_per_draw,
        "level": HOLDS,
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
        "point": side.point,
        "policy": side.policy.name,
        "title": side.policy.title,
        "judul": side.policy.judul,
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
