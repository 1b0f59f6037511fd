"""A nation by region: stages over the years in small multiples, and beside them what counts."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from experiments.common import style
from experiments.common.languages import Lang
from experiments.common.numbers import number
from experiments.common.texts import Texts
from experiments.common.uncertainty import Drawn
from experiments.runs.pictures.over_time import COLOURS, stage_name
from experiments.runs.run_summary import Json
from experiments.runs.run_words import texts, whose
from sim.rules.stages import STAGES

COLUMNS = 4
ROW_INCHES = 1.75
DOTS = {
    "failed_share": 100.0,
    "realised_share": 100.0,
    "household_income_idr": 1e-3,
    "unmet_need_idr": 1e-3,
}
"""Outcomes of the lower panels, and what they are multiplied by to be in their unit."""


def draw(summary: Json, lang: Lang = "en") -> Figure:
    """Draw a summary of a nation's runs (`experiments.runs.nation.nation_summary`)."""
    words = texts(lang)
    parts = [*summary["regions"], {**summary, "name": words["regions.together"]}]
    rows = -(-len(parts) // COLUMNS)
    dots = 0.8 + 0.24 * len(parts)
    height = 1.35 + ROW_INCHES * rows + dots
    figure = style.new_figure(10.0, height)
    scenario, policy, runs = (summary[key] for key in ("scenario", "policy", "runs"))
    of_runs = whose(words, scenario, policy, runs, Drawn(**summary["parameters"]))
    counts = {key: number(summary[key], 0, lang) for key in ("cities", "kubes")}
    style.header(
        figure,
        words.say("picture.title", what=words["regions.title"], whose=of_runs),
        words.say("regions.about", base=summary["price_base"], **counts),
    )
    halves: Any = figure.subfigures(2, 1, height_ratios=[ROW_INCHES * rows, dots])
    upper, lower = halves
    grid = upper.subplots(rows, COLUMNS, sharex=True, sharey=True, squeeze=False).ravel()
    for axes, part in zip(grid, parts, strict=False):
        _stages(axes, part, summary["year_ends"], lang)
    _legend(grid, len(parts), lang)
    for axes, name in zip(lower.subplots(1, len(DOTS), sharey=True), DOTS, strict=True):
        _dots(axes, parts, name, words)
    return figure


def _stages(axes: Axes, part: Json, months: Sequence[str], lang: Lang) -> None:
    years = np.array([int(month[:4]) + int(month[5:]) / style.YEAR for month in months])
    shares = [part["by_month"][stage] for stage in STAGES]
    axes.stackplot(years, shares, colors=[COLOURS[stage] for stage in STAGES], linewidth=0)
    axes.set_xlim(years[0], years[-1] if len(years) > 1 else years[0] + 1)
    axes.set_ylim(0, 1)
    axes.set_title(
        f"{part['name']} ({number(part['kubes'], 0, lang)})",
        loc="left", fontsize=9, weight="bold", color=style.INK, parse_math=False,
    )  # fmt: skip
    axes.yaxis.set_major_formatter(style.percent_in(lang))
    axes.xaxis.set_major_locator(MaxNLocator(4, integer=True))
    axes.tick_params(labelbottom=True)
    style.tidy(axes)


def _legend(grid: Sequence[Axes], used: int, lang: Lang) -> None:
    """Put the legend into the first free place, or over the last panel."""
    for axes in grid[used:]:
        axes.set_axis_off()
    handles: Any = grid[0].collections[: len(STAGES)]
    labels = [stage_name(stage, lang) for stage in STAGES]
    is_free = used < len(grid)
    grid[used if is_free else -1].legend(
        handles[::-1],
        labels[::-1],
        fontsize=7,
        loc="center left" if is_free else "lower right",
        frameon=not is_free,
    )


def _dots(axes: Axes, parts: Sequence[Json], name: str, words: Texts) -> None:
    """Draw an outcome of every region: a dot at its mean, a line over nine in ten runs."""
    rows = np.arange(len(parts))[::-1]
    for row, part in zip(rows, parts, strict=True):
        spread = part["outcomes"][name]
        if spread["mean"] is None:
            continue
        low, mean, high = (DOTS[name] * spread[key] for key in ("p05", "mean", "p95"))
        colour = style.INK if row == 0 else style.BLUE
        axes.plot([low, high], [row, row], color=colour, linewidth=1.6, alpha=0.5)
        axes.plot(mean, row, "o", color=colour, markersize=4.5)
    axes.set_yticks(rows, [part["name"] for part in parts], parse_math=False)
    axes.set_ylim(-0.7, len(parts) - 0.3)
    axes.set_title(words[f"regions.{name}"], loc="left", fontsize=9, weight="bold", color=style.INK)
    axes.set_xlabel(words[f"regions.unit.{name}"], fontsize=8, color=style.INK)
    axes.xaxis.set_major_locator(MaxNLocator(5))
    style.tidy(axes)
    axes.grid(axis="x", color="#e6e6e6", linewidth=0.6)
