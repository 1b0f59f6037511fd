"""A ranking in one picture: what each policy does, what it costs, and which to choose at what."""

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter

from experiments.common import style
from experiments.common.numbers import MILLION
from experiments.policy.economics import EFFECT
from experiments.policy.effects import Json

SHOWN = 14
CURVES = (style.BLUE, style.ORANGE, style.VERMILION, style.SKY, style.QUIET, style.INK)


def draw(report: Json) -> Figure:
    """Draw effects with intervals, costs by payer, and the acceptability curve."""
    rows = _rows(report)
    figure = style.new_figure(13.0, 2.4 + 0.34 * len(rows))
    style.header(
        figure,
        report["set"]["title"],
        "Left: effect against the plan (none) on the same draws and luck, median and 90 % "
        "credible interval over plausible worlds. Middle: cost a Kube, discounted, by payer; the "
        "line is the plan's. Right: probability that a policy is the best choice, by what is paid "
        "for one more Kube that stays mandiri.",
    )
    effects, costs, curve = figure.subplots(1, 3, width_ratios=[1.3, 1.0, 1.2])
    money = f"Rp million of {report['money']['price_year']}"
    _effects(effects, rows)
    _costs(costs, rows, report["policies"][0])
    costs.set_xlabel(f"{money} a Kube")
    _curve(curve, report["economics"][EFFECT]["willing"])
    curve.set_xlabel(f"{money} for one more Kube that stays mandiri")
    return figure


def _rows(report: Json) -> list[Json]:
    """Return the policies drawn, the best at the top."""
    by_name = {policy["policy"]: policy for policy in report["policies"]}
    order = [name for name in report["choice"]["order"] if name != "none"]
    shown = order[:SHOWN]
    if "no-support" not in shown:
        shown = [*shown[:-1], "no-support"]
    return [by_name[name] for name in shown]


def _effects(axes: Axes, rows: Sequence[Json]) -> None:
    for name, label, colour, marker, shift in (
        (EFFECT, "stays mandiri", style.BLUE, "o", -0.14),
        ("failed_share", "failed", style.VERMILION, "s", 0.14),
    ):
        places = np.arange(len(rows)) + shift
        means = [row["against_none"][name] for row in rows]
        middle = np.array([100.0 * mean["median"] for mean in means])
        ends = np.array([[100.0 * mean["low"], 100.0 * mean["high"]] for mean in means]).T
        axes.hlines(places, *ends, color=colour, linewidth=1.8)
        axes.plot(middle, places, marker, color=colour, markersize=5, label=label)
    axes.axvline(0.0, color=style.QUIET, linewidth=0.8)
    _named(axes, rows)
    axes.set_xlabel("points of all Kubes, more or fewer than under the plan")
    axes.legend(loc="lower left", frameon=False, fontsize=8)


def _named(axes: Axes, rows: Sequence[Json]) -> None:
    axes.set_yticks(range(len(rows)), [row["policy"] for row in rows])
    axes.set_ylim(len(rows) - 0.5, -0.5)
    style.tidy(axes)
    axes.grid(visible=False, axis="y")


def _costs(axes: Axes, rows: Sequence[Json], plan: Json) -> None:
    left = np.zeros(len(rows))
    for payer, colour in (
        ("ministry", style.BLUE),
        ("city", style.SKY),
        ("members", style.GREY),
    ):
        values = np.array([row["cost"][payer]["mean"] / MILLION for row in rows])
        label = "members' time" if payer == "members" else payer
        axes.barh(range(len(rows)), values, left=left, color=colour, height=0.6, label=label)
        left += values
    axes.axvline(plan["cost"]["total"]["mean"] / MILLION, color=style.INK, linewidth=1.0)
    _named(axes, rows)
    axes.set_yticklabels([])
    axes.legend(loc="lower right", frameon=True, edgecolor="none", fontsize=8)


def _curve(axes: Axes, willing: Sequence[Json]) -> None:
    rates = [row["rate_idr"] / MILLION for row in willing]
    names = dict.fromkeys(name for row in willing for name in row["curve"])
    best = sorted(names, key=lambda name: -max(row["curve"].get(name, 0.0) for row in willing))
    for name, colour in zip(best, CURVES, strict=False):
        shares = [row["curve"].get(name, 0.0) for row in willing]
        axes.plot(rates, shares, color=colour, linewidth=1.8, label=name)
    style.tidy(axes)
    axes.set_ylim(0.0, 1.02)
    axes.set_xlim(0.0, rates[-1])
    axes.yaxis.set_major_formatter(FuncFormatter(style.percent))
    axes.set_ylabel("probability of being the best choice")
    axes.legend(loc="center right", frameon=False, fontsize=8)
