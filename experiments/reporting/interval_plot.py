"""Medians with their 90 % intervals as a picture (SVG) whose figures appear under the pointer."""

import html
import textwrap
from collections.abc import Callable, Sequence
from typing import NamedTuple

from experiments.common.languages import Lang
from experiments.common.numbers import LANGUAGES

WIDTH, LABEL, LINE, MARGIN = 760, 270, 26, 24
LETTERS_MOST = 38


class Row(NamedTuple):
    """A row of a plot: what it is of, and its median and 90 % interval over worlds."""

    label: str
    low: float
    median: float
    high: float


class Plot(NamedTuple):
    """Intervals under one another, of one outcome.

    Attributes
    ----------
    times, unit : float, str
        What figures are multiplied by to be in a unit.
    reference : float or None
        Where a line is drawn, such as 0 of differences.
    """

    title: str
    unit: str
    times: float
    rows: Sequence[Row]
    reference: float | None = None


def interval_plot(plot: Plot, lang: Lang) -> str:
    """Return a plot: a row a line, all on one scale."""
    low, high = _ends(plot)
    wide = (WIDTH - LABEL - MARGIN) / ((high - low) or 1.0)
    height = LINE * len(plot.rows) + 2 * MARGIN

    def x(value: float) -> float:
        return round(LABEL + (value - low) * wide, 1)

    parts = [_row(plot, row, number, x, lang) for number, row in enumerate(plot.rows)]
    base = height - MARGIN
    if plot.reference is not None:
        parts.append(f'<path class="zero" d="M{x(plot.reference * plot.times)},8V{base}"/>')
    for end, anchor in ((low, "start"), (high, "end")):
        place = f'x="{x(end)}" y="{height - 6}" text-anchor="{anchor}"'
        parts.append(f"<text {place}>{_figure(end, lang)}</text>")
    label = html.escape(f"{plot.title}, {plot.unit}", quote=True)
    return (
        f'<svg viewBox="0 0 {WIDTH} {height}" role="img" aria-label="{label}">'
        f'<path class="axis" d="M{LABEL},{base}H{WIDTH - MARGIN}"/>{"".join(parts)}</svg>'
    )


def _ends(plot: Plot) -> tuple[float, float]:
    values = [end * plot.times for row in plot.rows for end in row[1:]]
    if plot.reference is not None:
        values.append(plot.reference * plot.times)
    return min(values), max(values)


def _row(plot: Plot, row: Row, number: int, x: Callable[[float], float], lang: Lang) -> str:
    """Return a line with its label, and the figures as a title."""
    y = 8 + LINE * number + LINE / 2
    low, median, high = (end * plot.times for end in row[1:])
    figures = f"{_figure(median, lang)} ({_figure(low, lang)} … {_figure(high, lang)}) {plot.unit}"
    label = html.escape(textwrap.shorten(row.label, LETTERS_MOST, placeholder=" …"))
    title = html.escape(f"{row.label}: {figures}")
    return (
        f'<g class="row" tabindex="-1"><title>{title}</title>'
        f'<rect x="0" y="{y - LINE / 2}" width="{WIDTH}" height="{LINE}" class="hit"/>'
        f'<text x="{LABEL - 10}" y="{y + 4}" text-anchor="end">{label}</text>'
        f'<path class="interval" d="M{x(low)},{y}H{x(high)}"/>'
        f'<circle class="median" cx="{x(median)}" cy="{y}" r="4.5"/></g>'
    )


def _figure(value: float, lang: Lang) -> str:
    return LANGUAGES[lang].full(value, LANGUAGES[lang].plain(value))
