"""A nation's ranking drawn by region: one policy in every region, and the best where it differs."""

from collections.abc import Sequence
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from experiments.common import style
from experiments.common.languages import Lang, title_of
from experiments.common.numbers import number
from experiments.policy.effects import AIMS, MEASURES, Json
from experiments.policy.ranking_picture import scaled
from experiments.policy.ranking_words import TITLES, level_of, quoted, texts
from experiments.policy.regions_table import effects_in, regions_shown, told_policy

APART = 0.18
"""Between a policy and the best one of a region, in rows."""


def draw(report: Json, lang: Lang) -> Figure:
    """Draw effects against the plan by region: medians and 90 % intervals over worlds."""
    words, regions, level = texts(lang), regions_shown(report), level_of(report)
    policy, choice = told_policy(report), report["choice"]
    figure = style.new_figure(11.0, 2.4 + 0.42 * len(regions))
    outcome = title_of(MEASURES[choice["decide_by"]], lang)
    about = words.say("regions.about", policy=quoted(report, policy, lang), outcome=outcome)
    style.header(figure, report["set"][TITLES[lang]], about)
    panels: Any = figure.subplots(1, len(AIMS), sharey=True)
    for axes, name in zip(panels, AIMS, strict=True):
        _panel(axes, regions, policy, name, level)
        year = report["money"]["price_year"]
        axes.set_xlabel(words.say(f"picture.{name}", year=year), fontsize=9)
    rows = [f"{one['name']} ({number(one['kubes'], 0, lang)})" for one in regions]
    panels[0].set_yticks(range(len(rows)), rows, parse_math=False)
    panels[0].set_ylim(len(rows) - 0.5, -0.5)
    return figure


def _panel(axes: Axes, regions: Sequence[Json], policy: str, name: str, level: float) -> None:
    """Draw an outcome of every region."""
    for row, region in enumerate(regions):
        _one(axes, row, effects_in(region, policy)[name], name, level, style.BLUE)
        if region["lead"] is not None and region["chosen"] != policy:
            other = effects_in(region, region["chosen"])[name]
            _one(axes, row + APART, other, name, level, style.ORANGE)
    axes.axvline(0.0, color=style.QUIET, linewidth=0.8, zorder=0)
    axes.xaxis.set_major_locator(MaxNLocator(5))
    style.tidy(axes)
    axes.grid(visible=False, axis="y")


def _one(axes: Axes, row: float, effect: Json, name: str, level: float, colour: str) -> None:
    """Draw a median as a dot over its interval; nothing where it is not known."""
    if effect["median"] is None:
        return
    low, median, high = scaled([effect[key] for key in ("low", "median", "high")], name, level)
    axes.plot([low, high], [row, row], color=colour, linewidth=1.8, alpha=0.6)
    axes.plot(median, row, "o", color=colour, markersize=5.0)
