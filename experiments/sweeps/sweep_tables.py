"""The table of a sweep: every point in one line, outcomes with their spread over worlds."""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from experiments.common.called import place_called
from experiments.common.languages import Lang, headed, title_of
from experiments.common.numbers import number
from experiments.common.outcomes import BY_NAME
from experiments.common.scales import Scale, scale_of
from experiments.common.spread import Level, level
from experiments.common.tables import GAP, Table
from experiments.common.texts import Texts
from experiments.sweeps.names import named, settings_text, value_text
from experiments.sweeps.spreads import by_draw, draws_of
from experiments.sweeps.stored_sweep import Sweep
from experiments.sweeps.sweep_words import counted, runs_and_parameters, texts, worlds_text

MAIN = ("failed_share", "mandiri_share", "household_income_idr", "realised_share")
"""Outcomes that are shown unless others are asked for."""
SCHEMA = 2
"""Of the table in JSON: `low` and `high` are of worlds since 2, of the mean before."""

Json = dict[str, Any]
Columns = dict[str, list[Level]]
"""Outcomes by name, a level a point."""
Column = tuple[str, list[str]]
"""A heading, and a cell a point."""


def levels_of(sweep: Sweep, outcomes: Sequence[str]) -> Columns:
    """Return outcomes of every point over worlds."""
    columns: Columns = {name: [] for name in outcomes}
    for block in sweep.blocks(outcomes):
        for name in outcomes:
            points = block[name].reshape(-1, sweep.replications)
            columns[name] += [level(values) for values in by_draw(points, draws_of(sweep))]
    return columns


def points_json(sweep: Sweep, columns: Columns) -> list[Json]:
    """Return for every point its factors, and its outcomes over worlds."""
    return [
        {
            "point": point.number,
            "factors": point.values,
            "outcomes": {name: levels[place].json() for name, levels in columns.items()},
        }
        for place, point in enumerate(sweep.points)
    ]


def table(sweep: Sweep, columns: Columns, width: int, lang: Lang) -> Table:
    """Return the table of points, with as many of the outcomes as the width holds."""
    words = texts(lang)
    title = words.say(
        "table.title",
        title=sweep.title(lang),
        scenario=place_called(sweep.scenario.name, words.lang),
        points=counted(words, "points", len(sweep.points)),
        seed=words.say("table.seed", seed=sweep.seed),
        **runs_and_parameters(words, sweep.replications, sweep.drawn),
    )
    shown: list[Column] = [
        (words["table.point"], [str(point.number) for point in sweep.points]),
        *_factor_columns(words, sweep),
    ]
    of_text = [place for place, (name, _) in enumerate(shown) if name == words["table.changed"]]
    left = width + GAP - sum(map(column_width, shown))
    fitting: list[str] = []
    for name, levels in columns.items():
        (column,) = outcome_columns(words, {name: levels})
        left -= column_width(column)
        if left >= 0 or not fitting:
            shown.append(column)
            fitting.append(name)
    worlds = worlds_text(words, sweep.replications, sweep.drawn)
    notes = [words.say("table.note", worlds=worlds), *_precision(words, columns, fitting)]
    headings, cells = zip(*shown, strict=True)
    return Table(title, headings, list(zip(*cells, strict=True)), notes, of_text)


def outcome_columns(words: Texts, columns: Columns) -> list[Column]:
    """Return outcomes as medians with their intervals, each with its unit in the heading."""
    shown = []
    for name, levels in columns.items():
        scale = scale_of_levels(name, levels, words.lang)
        outcome = headed(title_of(BY_NAME[name], words.lang))
        heading = words.say("table.heading", title=outcome, unit=scale.unit)
        shown.append((heading, [level_cell(words, scale, one) for one in levels]))
    return shown


def scale_of_levels(name: str, levels: Sequence[Level], lang: Lang) -> Scale:
    """Return the scale in which levels of an outcome are written."""
    means = [abs(one.mean) for one in levels if one.draws]
    return scale_of(BY_NAME[name], max(means, default=0.0), lang)


def level_cell(words: Texts, scale: Scale, of: Level) -> str:
    """Write a median with its interval."""
    if not of.draws:
        return "-"
    median, low, high = map(scale.text, (of.median, of.low, of.high))
    return words.say("table.cell", median=median, low=low, high=high)


def _precision(words: Texts, columns: Columns, shown: Sequence[str]) -> Iterator[str]:
    """Yield how precise the means are of what is shown, where they are least so."""
    parts = []
    for name in shown:
        precisions = [one.mean_precision for one in columns[name]]
        if not np.isnan(precisions).all():
            scale, outcome = scale_of_levels(name, columns[name], words.lang), BY_NAME[name]
            figure = number(float(np.nanmax(precisions)) / scale.by, 1, words.lang)
            title = title_of(outcome, words.lang)
            parts.append(words.say("table.of_mean", title=title, precision=figure))
    if parts:
        yield words.say("table.precision", precisions=", ".join(parts))


def column_width(column: Column) -> int:
    """Return how wide a column is, with the gap beside it."""
    heading, cells = column
    return max(map(len, [*heading.split(), *cells])) + GAP


def _factor_columns(words: Texts, sweep: Sweep) -> list[Column]:
    """Return the columns of the factors; where one is varied at a time, that one alone."""
    lang = words.lang
    if sweep.spec.design != "one-at-a-time":
        return [
            (
                headed(named(name, lang).title),
                [
                    value_text(name, point.values[name], lang, sweep.policies)
                    for point in sweep.points
                ],
            )
            for name in sweep.factors
        ]
    changed = [settings_text(sweep, point, lang) for point in sweep.points]
    return [(words["table.changed"], changed)]
