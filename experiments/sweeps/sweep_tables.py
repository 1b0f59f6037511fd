"""The table of a sweep: every point in one line, outcomes with their intervals."""

import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from experiments.common.differences import is_share, known, mean_interval
from experiments.common.numbers import counted
from experiments.common.outcomes import BY_NAME
from experiments.common.tables import GAP, Table
from experiments.sweeps.factors import Value, value_text
from experiments.sweeps.plan import moved
from experiments.sweeps.stored_sweep import Sweep

MAIN = ("failed_share", "mandiri_share", "household_income_idr", "realised_share")
"""Outcomes that are shown unless others are asked for."""
OF_LUCK = (
    "m: million. Means over the replications; ± is the precision of a mean (95 %), which more\n"
    "runs improve, and says nothing of what is uncertain in parameters or in the model. The luck\n"
    "is the same at every point, so that differences between points are known more precisely."
)
OF_BOTH = (
    "m: million. Means over the replications; ± is the precision of a mean (95 %) over luck and\n"
    "draws of the parameters, which more runs improve: it is not the spread over the draws. Luck\n"
    "and draws are the same at every point, so that differences are known more precisely."
)

CHANGED = "changed"
"""The column of what is varied where it is one factor at a time."""

Json = dict[str, Any]


def _note(sweep: Sweep) -> str:
    """Say what stands in the table."""
    return OF_LUCK if sweep.drawn.alone else OF_BOTH


def means(sweep: Sweep, outcomes: Sequence[str]) -> list[Json]:
    """Return for every point its factors, and of each outcome mean, low, high and n.

    The interval is mean ± t s/√n over the replications that have a case.
    """
    lines: list[Json] = []
    for block in sweep.blocks(["point", *outcomes]):
        for first in range(0, len(block["point"]), sweep.replications):
            point = sweep.points[int(block["point"][first])]
            last = first + sweep.replications
            figures = {name: _mean(block[name][first:last]) for name in outcomes}
            lines.append({"point": point.number, "factors": point.values, "outcomes": figures})
    return lines


def _mean(values: Any) -> Json:
    """Return mean, interval and number of the runs that have a case."""
    values = values[~np.isnan(values)]
    figures = mean_interval(values) if len(values) else (math.nan,) * 3
    return {**known(dict(zip(("mean", "low", "high"), figures, strict=True))), "n": len(values)}


def table(sweep: Sweep, lines: Sequence[Json], outcomes: Sequence[str], width: int) -> Table:
    """Return the table of points, with as many of the outcomes as the width holds."""
    title = (
        f"{sweep.spec.title}\n{sweep.scenario.name}, {counted(len(sweep.points), 'point')} × "
        f"{counted(sweep.replications, 'replication')}, seed {sweep.seed}, {sweep.drawn.short}"
    )
    columns = {"point": [str(line["point"]) for line in lines], **_factor_columns(sweep)}
    left = width + GAP - sum(map(_width, columns, columns.values()))
    for name in outcomes:
        cells = [_figure(line["outcomes"][name], name) for line in lines]
        left -= _width(name, cells)
        if left >= 0 or name == outcomes[0]:
            columns[name] = cells
    return Table(
        title,
        [name.replace("_", " ") for name in columns],
        list(zip(*columns.values(), strict=True)),
        [_note(sweep)],
        [place for place, name in enumerate(columns) if name == CHANGED],
    )


def _width(name: str, cells: Sequence[str]) -> int:
    """Return how wide a column is, with the gap beside it."""
    return max(map(len, [*name.split("_"), *cells])) + GAP


def _factor_columns(sweep: Sweep) -> dict[str, list[str]]:
    """Return the columns of the factors; where one is varied at a time, that one alone."""
    if sweep.spec.design != "one-at-a-time":
        return {
            name: [factor_text(point.values[name]) for point in sweep.points]
            for name in sweep.factors
        }
    changed = [
        ", ".join(f"{name} = {factor_text(value)}" for name, value in moved(sweep, point).items())
        for point in sweep.points
    ]
    return {CHANGED: [text or "nothing" for text in changed]}


def factor_text(value: Value | None) -> str:
    """Return a factor's value as tables and sentences have it."""
    return value_text(
        value, lambda number: f"{number / 1e6:g}m" if abs(number) >= 1e6 else f"{number:,.6g}"
    )


def _figure(figures: Json, name: str) -> str:
    """Return a mean and half of its interval, in the outcome's usual unit."""
    mean, high = figures["mean"], figures["high"]
    if mean is None:
        return "-"
    share = is_share(BY_NAME[name])
    text = f"{100 * mean:.1f}%" if share else f"{mean:,.0f}"
    if high is None:
        return text
    half = high - mean
    return f"{text} ±{100 * half:.1f}" if share else f"{text} ±{half:,.0f}"
