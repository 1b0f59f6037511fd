"""The pattern card to look at: every figure against its target."""

import io
import math
from collections.abc import Sequence
from typing import Any

from matplotlib.figure import Figure

from experiments.common.languages import Lang, in_language
from experiments.common.numbers import counted, said_in
from experiments.evidence.figures import alike, span
from experiments.evidence.patterns.pattern_card import PatternResult, StatisticResult
from experiments.evidence.words import known
from sim.inputs.said import Said, both, in_indonesian

ENDS = both("lowest that is on target", "terendah pada sasaran"), both("highest", "tertinggi")
NO_CASE = both("no case", "tidak ada kasus")
COLOURS = {"shown": "#0072b2", "partly": "#e69f00", "failed": "#d55e00"}
BAND = "#d9e6ef"
REACH = 1.5
"""How far from the middle of the target the picture reaches, in widths of the target."""


def draw_card(results: Sequence[PatternResult], runs: int, lang: Lang) -> bytes:
    """Return the card as a PNG: the band is the target, the bar the 95 % interval."""
    rows = [(result, one) for result in results for one in result.statistics]
    figure = Figure(figsize=(11.0, 1.4 + 0.36 * len(rows)), dpi=130, layout="constrained")
    axes = figure.subplots()
    for place, (_, one) in enumerate(rows):
        _draw_row(axes, place, one, lang)
    axes.axvspan(-0.5, 0.5, color=BAND, zorder=0)
    axes.set_xlim(-REACH, REACH)
    axes.set_ylim(len(rows) - 0.4, -0.6)
    axes.set_xticks([-0.5, 0.5], [in_language(end, lang) for end in ENDS])
    labels = [
        f"{of.pattern.id}  {in_language(plain(one.statistic.name), lang)}" for of, one in rows
    ]
    axes.set_yticks(range(len(rows)), labels)
    axes.tick_params(axis="y", length=0, labelsize=9)
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    for place, (result, _) in enumerate(rows):
        if place and result is not rows[place - 1][0]:
            axes.axhline(place - 0.5, color="#cccccc", linewidth=0.7)
    figure.suptitle(
        said_in(
            both(
                f"What the model shows and what it fails, {counted(runs, 'run')}: dot simulated, "
                "bar 95 %, shaded the target\n"
                "blue shown, orange partly, red failed; an arrow points to a figure beyond the "
                "picture",
                f"Yang ditunjukkan model dan yang gagal, {runs:,} simulasi: titik simulasi, batang "
                "95 %, berbayang sasaran\n"
                "biru ditunjukkan, jingga sebagian, merah gagal; panah menunjuk angka di luar "
                "gambar",
            ),
            lang,
        ),
        x=0.01, ha="left", fontsize=11,
    )  # fmt: skip
    buffer = io.BytesIO()
    figure.savefig(buffer, format="png")
    return buffer.getvalue()


def plain(name: str) -> Said:
    """Return the name of a statistic in words."""
    return both(name.removesuffix("_idr").replace("_", " "), known(name).indonesian)


def _draw_row(axes: Any, place: int, one: StatisticResult, lang: Lang) -> None:
    """Draw one figure on the scale of its target."""
    target, interval = one.statistic, one.interval
    colour = COLOURS[one.verdict]
    if math.isnan(interval.figure):
        axes.text(0.0, place, in_language(NO_CASE, lang), ha="center", va="center", color=colour)
        return
    width = target.high - target.low
    dot, low, high = (
        max(-REACH, min(REACH, (value - target.low) / width - 0.5)) for value in interval
    )
    marker = ">" if dot >= REACH else "<" if dot <= -REACH else "o"
    axes.plot([low, high], [place, place], color=colour, linewidth=3, solid_capstyle="butt")
    axes.plot(dot, place, marker, color=colour, markersize=8, clip_on=False)
    figure, lowest, highest = alike(interval.figure, target.low, target.high)
    ends, told = span(lowest, highest), in_indonesian(figure)
    beside = both(f"{figure}  (target {ends})", f"{told}  (sasaran {ends.indonesian})")
    axes.text(
        REACH + 0.04, place, said_in(beside, lang),
        va="center", fontsize=8, color="#333333",
    )  # fmt: skip
