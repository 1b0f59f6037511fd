"""A picture of a contrast: the inputs that move it most, beside what matters."""

import textwrap
from typing import Any

from matplotlib.patches import Patch
from matplotlib.ticker import MaxNLocator

from experiments.common import style
from experiments.common.differences import is_money, is_share
from experiments.common.languages import Lang, headed, in_language, title_of
from experiments.common.numbers import said_in
from experiments.common.outcomes import BY_NAME, Measure
from experiments.evidence.sensitivity.contrast_tables import KINDS, policy_title, strongest
from experiments.evidence.words import input_title, scenario_called
from sim.inputs.said import both
from sim.units import UNITS

Json = dict[str, Any]
COLOURS = {"constant": style.ORANGE, "uncertain": style.BLUE, "structure": style.SKY}
THOUSAND = 1e3
TITLE_MOST = 26
"""Characters of a line over a narrow panel."""


def draw_contrast(report: Json, policy: str, lang: Lang) -> bytes:
    """Draw the sizes of a contrast's changes as PNG: a panel an outcome, a row an input."""
    contrast, rows = report["contrasts"][policy], strongest(report, policy)
    outcomes, title = contrast["outcomes"], policy_title(contrast["title"], policy)
    figure = style.new_figure(3.8 + 2.4 * len(outcomes), 2.4 + 0.27 * max(5, len(rows)))
    style.header(
        figure,
        said_in(
            both(
                f"What moves the effect of: {title}",
                f"Yang mengubah pengaruh: {title.indonesian}",
            ),
            lang,
        ),
        in_language(
            both(
                f"Scenario {report['scenario']}, effect against the plan, under the prior. Bars: "
                "change of the effect when one input is moved over its whole range, root mean "
                "square over draws, luck taken out; lines reach to what it may be (two standard "
                "errors). Dashed: the smallest difference that matters.",
                f"Skenario {scenario_called(report['scenario']).indonesian}, pengaruh dibandingkan "
                "dengan "
                "rencana tetap, "
                "menurut prior. Batang: perubahan pengaruh bila satu masukan diubah dalam seluruh "
                "rentangnya, akar rata-rata kuadrat antarsampel, tanpa kebetulan; garis sampai ke "
                "yang masih mungkin (dua galat baku). Putus-putus: selisih terkecil yang berarti.",
            ),
            lang,
        ),
    )
    panels = figure.subplots(1, len(outcomes), sharey=True, squeeze=False)[0]
    for axes, outcome in zip(panels, outcomes, strict=True):
        changes = [outcomes[outcome]["changes"][row["name"]] for row in rows]
        _panel(axes, outcome, rows, changes, lang)
    panels[0].set_yticks(range(len(rows)), [_row_title(row, lang) for row in rows], fontsize=8.5)
    panels[0].set_ylim(len(rows) - 0.4, -0.6)
    kinds = [
        Patch(color=COLOURS[kind], label=in_language(title, lang)) for kind, title in KINDS.items()
    ]
    figure.legend(handles=kinds, loc="outside lower right", ncols=3, fontsize=8.5, frameon=False)
    return style.png(figure)


def _row_title(row: Json, lang: Lang) -> str:
    return in_language(input_title(row["name"]), lang)


def unit_below(outcome: Measure, scale: float, lang: Lang) -> str:
    """Return an outcome's unit, broken so that it stands under a narrow panel."""
    unit = outcome.unit if lang == "en" else UNITS[outcome.unit]
    thousand = "Rp thousand" if lang == "en" else "ribu Rp"
    return textwrap.fill(unit.replace("Rp", thousand, 1) if scale == THOUSAND else unit, TITLE_MOST)


def _panel(axes: Any, outcome: str, rows: list[Json], changes: list[Json], lang: Lang) -> None:
    """Draw the bars of one outcome."""
    known = BY_NAME[outcome]
    scale = THOUSAND if is_money(known) else 1.0
    sizes = [change["size"] / scale for change in changes]
    above = [change["most"] / scale - size for change, size in zip(changes, sizes, strict=True)]
    axes.barh(
        range(len(rows)), sizes, height=0.62, color=[COLOURS[row["kind"]] for row in rows],
        xerr=([0.0] * len(rows), above), ecolor=style.QUIET, capsize=2.0,
    )  # fmt: skip
    axes.axvline(known.matters / scale, color=style.INK, linestyle="--", linewidth=1.0)
    style.tidy(axes, "x")
    axes.set_xlim(left=0.0)
    axes.xaxis.set_major_locator(MaxNLocator(4))
    if is_share(known):
        axes.xaxis.set_major_formatter(style.percent_in(lang))
    axes.tick_params(axis="y", length=0)
    axes.set_xlabel(unit_below(known, scale, lang), fontsize=8.5, color=style.INK)
    title = textwrap.fill(headed(title_of(known, lang)), TITLE_MOST)
    axes.set_title(title, loc="left", fontsize=9, weight="bold", color=style.INK)
