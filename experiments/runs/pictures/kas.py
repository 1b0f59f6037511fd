"""Fans of kas: what the runs spread over, and what was observed."""

from collections.abc import Sequence
from functools import partial
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from experiments.common import numbers, style
from experiments.common.languages import Lang
from experiments.common.texts import Texts
from experiments.runs.pictures import panels
from experiments.runs.run_words import percent, texts
from experiments.runs.runner import RunSet
from experiments.runs.windows import window_of
from sim.scenario import KubeRow, Observation

PANELS_MOST = 12
MILLION = 1e6
QUANTILES = (5, 25, 50, 75, 95)
BEFORE = "#f0f0f0"

NAME_MOST = 22


def draw(runs: RunSet, lang: Lang = "en") -> Figure | None:
    """Draw a panel for every Kube, or one for all together when there are more than twelve."""
    words, kubes = texts(lang), runs.kubes
    if not kubes:
        return None
    pooled = len(kubes) > PANELS_MOST
    shown = [list(range(len(kubes)))] if pooled else [[row] for row in range(len(kubes))]
    columns = _columns(len(shown))
    rows = -(-len(shown) // columns)
    figure = panels.new_figure(
        max(8.0, 0.8 + 2.35 * columns), 1.2 + (3.6 if rows == 1 else 1.9 * rows)
    )
    what = words.say("kas.pooled", kubes=len(kubes)) if pooled else words["kas.one"]
    figures = [] if pooled else [figure for kube in kubes for figure in _figures(kube)]
    is_unstated = any(observed.reading == "stated" for observed in figures)
    about = [words["kas.about"]]
    about += [words["kas.scales"]] if len(shown) > 1 else []
    about += [words["kas.unstated"]] if is_unstated else []
    top = style.header(figure, panels.titled(words, what, runs), " ".join(about))
    spare = rows * columns - len(shown)
    place = panels.place(
        figure, rows, columns, len(shown), top - 0.25, bottom=0.3 if spare >= 2 else 0.75
    )
    for number, (axes, members) in enumerate(zip(place, shown, strict=True)):
        name = words["kas.all"] if pooled else kubes[members[0]].name
        _panel(axes, runs, members, name, lang)
        panels.years(axes, runs, 0, 5 if columns > 2 else 12, number + columns >= len(shown))
    panels.beside(place, words["kas.unit"])
    _legend(figure, figures, any(kube.grants for kube in kubes), spare, words)
    return figure


def _columns(panels: int) -> int:
    """Return how many panels stand side by side."""
    if panels <= 4:
        return 1 if panels == 1 else 2
    return 3 if panels <= 6 else 4


def _panel(axes: Axes, runs: RunSet, rows: Sequence[int], name: str, lang: Lang) -> None:
    """Draw the fan of some Kubes, their grants and what was observed of them."""
    when = panels.middles(runs)
    series = runs.money["liquid"][:, rows].astype(np.float64) / MILLION
    series[~runs.alive[:, rows]] = np.nan
    pooled = series.reshape(-1, series.shape[-1])
    low, lower, middle, upper, high = style.fan(pooled, QUANTILES)
    axes.fill_between(when, low, high, color=style.SKY, alpha=0.35, linewidth=0)
    axes.fill_between(when, lower, upper, color=style.BLUE, alpha=0.40, linewidth=0)
    axes.plot(when, middle, color=style.BLUE, linewidth=1.6)
    kubes = [runs.kubes[row] for row in rows]
    for month in sorted({grant.month for kube in kubes for grant in kube.grants}):
        year = float(when[runs.scenario.month(month)])
        axes.axvline(year, color=style.ORANGE, linewidth=1.2, linestyle=(0, (4, 2)), zorder=1)
    if len(kubes) == 1:
        _observed(axes, runs, kubes[0])
    top = max(0.1, axes.get_ylim()[1] * 1.05)
    axes.set_ylim(-0.02 * top, top)
    panels.amounts(axes, partial(numbers.short, lang=lang))
    founded = min(runs.scenario.month(kube.founded) for kube in kubes)
    axes.axvspan(0.0, float(when[founded]), color=BEFORE, linewidth=0, zorder=0)
    short = name if len(name) <= NAME_MOST else name[: NAME_MOST - 1] + "…"
    panels.title(axes, short, 9.5)
    axes.text(
        0.03,
        0.95,
        texts(lang).say("kas.alive", share=percent(runs.alive[:, rows, -1].mean(), lang)),
        va="top",
        fontsize=8,
        color=style.QUIET,
        transform=axes.transAxes,
    )


def _observed(axes: Axes, runs: RunSet, kube: KubeRow) -> None:
    """Draw a dated balance as a dot, an undated one over all months in which it may be."""
    when = panels.middles(runs)
    for figure in _figures(kube):
        window = window_of(runs.scenario, figure)
        if window.first >= window.last:
            continue
        x = [float(when[window.first]), float(when[window.last - 1])]
        y = [figure.value / MILLION] * 2
        if figure.month is None:
            axes.plot(x, y, color=style.VERMILION, linewidth=3.0, solid_capstyle="butt", zorder=4)
        else:
            axes.plot(
                x[:1],
                y[:1],
                "o",
                color=style.VERMILION,
                markersize=6.5,
                markeredgecolor="white",
                markeredgewidth=0.8,
                zorder=5,
            )


def _figures(kube: KubeRow) -> list[Observation]:
    """Return the observed balances of a Kube's kas."""
    return [figure for figure in kube.observed if figure.quantity == "kas_idr"]


def _legend(
    figure: Figure, figures: Sequence[Observation], grants: bool, free_cells: int, words: Texts
) -> None:
    """Explain only what is drawn, in the free corner when there is one."""
    handles: list[Line2D | Patch] = [
        Line2D([], [], color=style.BLUE, linewidth=1.6, label=words["kas.median"]),
        Patch(color=style.BLUE, alpha=0.5, label=words["kas.half"]),
        Patch(color=style.SKY, alpha=0.4, label=words["kas.most"]),
    ]
    if any(figure.month is not None for figure in figures):
        handles.append(
            Line2D(
                [], [], color=style.VERMILION, marker="o", linestyle="", label=words["kas.dated"]
            )
        )
    if any(figure.month is None for figure in figures):
        handles.append(
            Line2D([], [], color=style.VERMILION, linewidth=3, label=words["kas.undated"])
        )
    if grants:
        handles.append(
            Line2D([], [], color=style.ORANGE, linestyle=(0, (4, 2)), label=words["kas.grant"])
        )
    handles.append(Patch(color=BEFORE, label=words["kas.before"]))
    place: dict[str, Any] = {"loc": "lower center", "ncols": 4}
    if free_cells >= 2:
        place = {"loc": "lower right", "bbox_to_anchor": (0.96, 0.06)}
    figure.legend(handles=handles, fontsize=8.5, frameon=False, **place)
