"""Fans of kas: what the runs spread over, and what was observed."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from experiments.common import style
from experiments.runs.pictures import panels
from experiments.runs.runner import RunSet
from experiments.runs.windows import window_of
from sim.scenario import KubeRow, Observation

PANELS_MOST = 12
MILLION = 1e6
QUANTILES = (5, 25, 50, 75, 95)
BEFORE = "#f0f0f0"

NAME_MOST = 22


def draw(runs: RunSet) -> Figure | None:
    """Draw a panel for every Kube, or one for all together when there are more than twelve."""
    kubes = runs.kubes
    if not kubes:
        return None
    pooled = len(kubes) > PANELS_MOST
    shown = [list(range(len(kubes)))] if pooled else [[row] for row in range(len(kubes))]
    columns = _columns(len(shown))
    rows = -(-len(shown) // columns)
    figure = panels.new_figure(
        max(8.0, 0.8 + 2.35 * columns), 1.2 + (3.6 if rows == 1 else 1.9 * rows)
    )
    what = f"one Kube, over all {len(kubes)} Kubes" if pooled else "each Kube"
    figures = [] if pooled else [figure for kube in kubes for figure in _figures(kube)]
    is_unstated = any(observed.reading == "stated" for observed in figures)
    top = style.header(
        figure,
        f"Kas of {what}: {panels.whose(runs)}",
        "Kas in the reading “liquid” (cash, bank and loans out), nominal, in the runs in which a "
        "Kube still lives; “alive” is the share that lives at the end."
        + (" Scales differ." if len(shown) > 1 else "")
        + (" What an observed balance contains is not stated." if is_unstated else ""),
    )
    spare = rows * columns - len(shown)
    place = panels.place(
        figure, rows, columns, len(shown), top - 0.25, bottom=0.3 if spare >= 2 else 0.75
    )
    for number, (axes, members) in enumerate(zip(place, shown, strict=True)):
        name = "All Kubes" if pooled else kubes[members[0]].name
        _panel(axes, runs, members, name)
        panels.years(axes, runs, 0, 5 if columns > 2 else 12, number + columns >= len(shown))
    panels.beside(place, "million rupiah")
    _legend(figure, figures, any(kube.grants for kube in kubes), spare)
    return figure


def _columns(panels: int) -> int:
    """Return how many panels stand side by side."""
    if panels <= 4:
        return 1 if panels == 1 else 2
    return 3 if panels <= 6 else 4


def _panel(axes: Axes, runs: RunSet, rows: Sequence[int], name: str) -> None:
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
    panels.amounts(axes, "{:g}".format)
    founded = min(runs.scenario.month(kube.founded) for kube in kubes)
    axes.axvspan(0.0, float(when[founded]), color=BEFORE, linewidth=0, zorder=0)
    short = name if len(name) <= NAME_MOST else name[: NAME_MOST - 1] + "…"
    panels.title(axes, short, 9.5)
    axes.text(
        0.03,
        0.95,
        f"{100 * runs.alive[:, rows, -1].mean():.0f} % alive",
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


def _legend(figure: Figure, figures: Sequence[Observation], grants: bool, free_cells: int) -> None:
    """Explain only what is drawn, in the free corner when there is one."""
    handles: list[Line2D | Patch] = [
        Line2D([], [], color=style.BLUE, linewidth=1.6, label="median of the living"),
        Patch(color=style.BLUE, alpha=0.5, label="middle half (25–75 %)"),
        Patch(color=style.SKY, alpha=0.4, label="nine in ten (5–95 %)"),
    ]
    if any(figure.month is not None for figure in figures):
        handles.append(
            Line2D([], [], color=style.VERMILION, marker="o", linestyle="", label="observed, dated")
        )
    if any(figure.month is None for figure in figures):
        handles.append(
            Line2D([], [], color=style.VERMILION, linewidth=3, label="observed, some month 2011–15")
        )
    if grants:
        handles.append(
            Line2D([], [], color=style.ORANGE, linestyle=(0, (4, 2)), label="dated grant")
        )
    handles.append(Patch(color=BEFORE, label="before founding"))
    place: dict[str, Any] = {"loc": "lower center", "ncols": 4}
    if free_cells >= 2:
        place = {"loc": "lower right", "bbox_to_anchor": (0.96, 0.06)}
    figure.legend(handles=handles, fontsize=8.5, frameon=False, **place)
