"""An allocation drawn: mandiri against the budget, the frontier, the policy of each type."""

import textwrap
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from experiments.common import style
from experiments.common.languages import Lang
from experiments.common.numbers import MILLION, number
from experiments.policy.allocate.allocation import Allocation
from experiments.policy.allocate.allocation_tables import (
    choice,
    letters,
    money,
    policy_title,
    rung_name,
    texts,
    title,
    type_name,
)
from experiments.policy.effects import Json

LETTERS_MOST = 44
PALETTE = ("#56B4E9", "#E69F00", "#7fc8a9", "#F0E442", "#d9a3c4", "#e8a07a", "#9fb4d8", "#c9c9c9")
"""Light, so that letters can be read on them; letters tell policies apart, colours help."""


def draw(allocation: Allocation, figures: Json, language: Lang) -> Figure:
    """Draw an allocation.

    Parameters
    ----------
    figures : dict
        The report of the allocation.
    """
    words = texts(language)
    kinds = len(allocation.options.types)
    figure = style.new_figure(11.0, 6.4 + 0.32 * kinds)
    held = words["sustained" if allocation.options.sustained else "at_horizon"]
    style.header(figure, title(allocation, language), f"{held} {money(allocation, language)}")
    parts: Any = figure.subfigures(2, 1, height_ratios=(4.2, 1.4 + 0.32 * kinds))
    left, right = parts[0].subplots(1, 2)
    _budgets(left, figures, language)
    _frontier(right, figures, language)
    _choices(parts[1].subplots(), allocation, language)
    return figure


def _budgets(axes: Axes, figures: Json, language: Lang) -> None:
    """Draw expected mandiri with its band against the budget."""
    words = texts(language)
    rungs = [rung for rung in figures["ladder"] if rung["mix"] is not None]
    at = [rung["budget_idr"] / MILLION for rung in rungs]
    mean, low, high = _mandiri(rungs)
    axes.fill_between(
        at, low, high, color=style.SKY, alpha=0.3, linewidth=0, label=words["interval"]
    )
    axes.plot(at, mean, color=style.BLUE, marker="o", ms=4, label=words["mix"])
    given = figures["budget_idr"] / MILLION
    axes.axvline(given, color=style.QUIET, ls=":", lw=1.2, label=words["given"])
    _plan(axes, figures, language)
    _axis(axes, words["budget"], words["ladder"], language)


def _mandiri(points: list[Json]) -> list[list[float]]:
    """Return mean, low and high of mandiri Kubes, each a list over rungs or mixes."""
    return [[point["mandiri"][key] for point in points] for key in ("mean", "low", "high")]


def _plan(axes: Axes, figures: Json, language: Lang) -> None:
    cost, mandiri = (figures["totals"][name]["plan"]["mean"] for name in ("public_idr", "mandiri"))
    label = texts(language)["planned"]
    axes.plot([cost / MILLION], [mandiri], "D", color=style.VERMILION, ms=7, label=label, zorder=3)


def _frontier(axes: Axes, figures: Json, language: Lang) -> None:
    """Draw the mixes that none beats, coloured by their worst decile."""
    words, points = texts(language), figures["frontier"]
    mean, low, high = _mandiri(points)
    cost = [point["public_idr"] / MILLION for point in points]
    if points:
        axes.fill_between(cost, low, high, color="#e6eef4", linewidth=0, zorder=1)
    worst = [point["worst_decile"] for point in points]
    dots = axes.scatter(cost, mean, c=worst, cmap="viridis", s=16, zorder=2)
    bar = axes.figure.colorbar(dots, ax=axes, pad=0.02)
    bar.set_label(words["worst"], fontsize=8.5)
    bar.ax.tick_params(labelsize=8)
    own = {name: figures["totals"][name]["mix"]["mean"] for name in ("public_idr", "mandiri")}
    axes.plot(
        [own["public_idr"] / MILLION], [own["mandiri"]], "o", ms=10, mfc="none", mec=style.INK,
        mew=1.6, label=words["mix"], zorder=3,
    )  # fmt: skip
    _plan(axes, figures, language)
    _axis(axes, words["cost"], words["frontier"], language)


def _axis(axes: Axes, below: str, title: str, language: Lang) -> None:
    axes.set_ylim(bottom=0.0)
    axes.set_xlabel(below, fontsize=9, color=style.INK)
    axes.set_ylabel(texts(language)["totals.mandiri"], fontsize=9, color=style.INK)
    axes.set_title(title, fontsize=10, loc="left", color=style.INK)
    axes.xaxis.set_major_formatter(lambda value, _: number(value, 0, language))
    style.tidy(axes)
    axes.legend(fontsize=8.5, frameon=False, loc="best")


def _choices(axes: Axes, allocation: Allocation, language: Lang) -> None:
    """Draw the policy of each type for each budget."""
    words, options = texts(language), allocation.options
    names = letters(allocation)
    colour = {policy: PALETTE[at % len(PALETTE)] for at, policy in enumerate(names)}
    for column, rung in enumerate(allocation.rungs):
        for kind in range(len(options.types)):
            mix = rung.mix
            face = "white" if mix is None else colour[int(mix[kind].argmax())]
            axes.add_patch(Rectangle((column, kind), 1, 1, fc=face, ec="white", lw=1.5))
            text = choice(allocation, mix, kind)
            axes.text(column + 0.5, kind + 0.5, text, ha="center", va="center", fontsize=8.5)
    columns, kinds = len(allocation.rungs), len(options.types)
    axes.set(xlim=(0, columns), ylim=(kinds, 0))
    axes.set_xticks(np.arange(columns) + 0.5, [rung_name(rung.part) for rung in allocation.rungs])
    labels = [
        f"{type_name(cell, language)} ({kubes})"
        for cell, kubes in zip(options.types, options.kubes, strict=True)
    ]
    axes.set_yticks(np.arange(kinds) + 0.5, labels)
    axes.tick_params(length=0, labelsize=8.5)
    axes.spines[:].set_visible(False)
    axes.set_xlabel(f"100 %: {words['given']}", fontsize=9, color=style.INK)
    axes.set_title(words["choices"], fontsize=10, loc="left", color=style.INK)
    handles = [Rectangle((0, 0), 1, 1, fc=colour[policy]) for policy in names]
    listed = [
        textwrap.fill(f"{letter}  {policy_title(allocation, policy, language)}", LETTERS_MOST)
        for policy, letter in names.items()
    ]
    axes.legend(
        handles, listed, fontsize=8.5, frameon=False, loc="center left", bbox_to_anchor=(1.01, 0.5)
    )
