"""A ranking drawn: what policies do in plausible worlds, what they cost, which one to choose."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from experiments.common import style
from experiments.common.differences import is_share
from experiments.common.languages import Lang
from experiments.common.numbers import MILLION, number
from experiments.policy.accounting import PAYERS
from experiments.policy.economics import EFFECT
from experiments.policy.effects import AIMS, MEASURES, Json
from experiments.policy.ranking_report import TOTAL
from experiments.policy.ranking_words import TITLES, policy_title, texts
from experiments.policy.sets import NO_SUPPORT, NONE

SHOWN = 14
THOUSAND = 1000.0
COLOURS = (style.VERMILION, style.ORANGE, style.BLUE)
CURVES = (style.BLUE, style.ORANGE, style.VERMILION, style.SKY, style.QUIET, style.INK)
OF_PAYERS = (style.BLUE, style.SKY, style.GREY)
HEIGHT, STEP = 0.72, 0.11
"""Of a row that dots are stacked in, and between two dots of a stack, in rows."""
BINS = 60
"""Across a panel: dots nearer than that are stacked."""


def draw(report: Json, lang: Lang) -> Figure:
    """Draw effects as dots of worlds, costs by payer, and the choice by what a Kube is worth."""
    words, rows = texts(lang), _rows(report)
    year = report["money"]["price_year"]
    figure = style.new_figure(15.0, 4.6 + 0.42 * len(rows))
    count = len(rows[0]["dots"][AIMS[0]])
    style.header(figure, report["set"][TITLES[lang]], words.say("picture.about", dots=count))
    parts: Any = figure.subfigures(2, 1, height_ratios=(0.8 + 0.42 * len(rows), 2.6))
    *panels, costs = parts[0].subplots(1, len(AIMS) + 1, sharey=True)
    level = report["money"]["price_year_over_base_month"]
    for axes, name, colour in zip(panels, AIMS, COLOURS, strict=True):
        _worlds(axes, [scaled(row["dots"][name], name, level) for row in rows], colour)
        axes.set_xlabel(words.say(f"picture.{name}", year=year), fontsize=9)
    _named(panels[0], rows, lang)
    _costs(costs, rows, report["policies"][0], lang)
    costs.set_xlabel(words.say("picture.cost", year=year), fontsize=9)
    curve = parts[1].subplots()
    _curve(curve, report, lang)
    curve.set_xlabel(words.say("picture.worth", year=year), fontsize=9)
    curve.set_ylabel(words["picture.best"], fontsize=9)
    return figure


def _rows(report: Json) -> list[Json]:
    """Return the policies drawn, the best at the top."""
    by_name = {policy["policy"]: policy for policy in report["policies"]}
    order = [name for name in report["choice"]["order"] if name != NONE]
    shown = order[:SHOWN]
    if NO_SUPPORT not in shown:
        shown = [*shown[:-1], NO_SUPPORT]
    return [by_name[name] for name in shown]


def scaled(values: Sequence[float], name: str, level: float) -> list[float]:
    """Return effects as the picture has them: shares of 100, thousand Rp of the price year."""
    times = 100.0 if is_share(MEASURES[name]) else level / THOUSAND
    return [times * value for value in values]


def _worlds(axes: Axes, rows: Sequence[Sequence[float]], colour: str) -> None:
    """Draw the worlds of every policy as dots, stacked where they are near, and the median."""
    ends = np.array([min(map(min, rows)), max(map(max, rows))])
    width = float(np.ptp(ends)) / BINS or 1.0
    for place, values in enumerate(rows):
        across, up = _stacked(np.array(values), width)
        step = min(STEP, HEIGHT / max(1.0, up.max()))
        axes.plot(across, place + HEIGHT / 2.0 - step * up, "o", color=colour, ms=2.6, mew=0.0)
        middle = float(np.median(values))
        axes.vlines(middle, place - 0.4, place + 0.4, color=style.INK, linewidth=1.4)
    axes.axvline(0.0, color=style.QUIET, linewidth=0.8, zorder=0)
    axes.set_ylim(len(rows) - 0.5, -0.5)
    style.tidy(axes)
    axes.grid(visible=False, axis="y")


def _stacked(values: Any, width: float) -> tuple[Any, Any]:
    """Return where dots stand across, and as which of a stack."""
    bins = np.round(values / width)
    up = np.zeros(len(values))
    for one in np.unique(bins):
        up[bins == one] = np.arange((bins == one).sum())
    return bins * width, up


def _named(axes: Axes, rows: Sequence[Json], lang: Lang) -> None:
    axes.set_yticks(range(len(rows)), [row[TITLES[lang]] for row in rows])


def _costs(axes: Axes, rows: Sequence[Json], plan: Json, lang: Lang) -> None:
    words, left = texts(lang), np.zeros(len(rows))
    for payer, colour in zip(PAYERS, OF_PAYERS, strict=True):
        values = np.array([row["cost"][payer]["mean"] / MILLION for row in rows])
        label = words[f"payer.{payer}"]
        axes.barh(range(len(rows)), values, left=left, color=colour, height=0.6, label=label)
        left += values
    axes.axvline(plan["cost"][TOTAL]["mean"] / MILLION, color=style.INK, linewidth=1.0)
    style.tidy(axes)
    axes.grid(visible=False, axis="y")
    axes.legend(loc="lower right", frameon=True, edgecolor="none", fontsize=8)


def _curve(axes: Axes, report: Json, lang: Lang) -> None:
    willing = report["economics"][EFFECT]["willing"]
    rates = [row["rate_idr"] / MILLION for row in willing]
    names = dict.fromkeys(name for row in willing for name in row["curve"])
    best = sorted(names, key=lambda name: -max(row["curve"].get(name, 0.0) for row in willing))
    for name, colour in zip(best, CURVES, strict=False):
        shares = [row["curve"].get(name, 0.0) for row in willing]
        label = policy_title(report, name, lang)
        axes.plot(rates, shares, color=colour, linewidth=1.8, label=label)
    style.tidy(axes)
    axes.set_ylim(0.0, 1.02)
    axes.set_xlim(0.0, rates[-1])
    axes.yaxis.set_major_formatter(style.percent_in(lang))
    axes.xaxis.set_major_formatter(lambda value, _: number(value, 0, lang))
    axes.legend(loc="center left", bbox_to_anchor=(1.01, 0.5), frameon=False, fontsize=8.5)
