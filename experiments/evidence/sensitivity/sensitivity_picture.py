"""Three pictures: effects (Morris), indices (Sobol'), and where the variance comes from."""

import textwrap
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from matplotlib.figure import Figure as Drawing
from matplotlib.ticker import MaxNLocator

from experiments.common import style
from experiments.common.differences import is_money, is_share
from experiments.common.languages import Lang, headed, in_language, title_of
from experiments.common.numbers import short
from experiments.common.outcomes import BY_NAME
from experiments.evidence.sensitivity.analysis import Findings
from experiments.evidence.sensitivity.contrast_picture import TITLE_MOST, unit_below
from experiments.evidence.sensitivity.morris_and_sobol import OTHERS, Figure, most_influential
from experiments.evidence.words import input_title, scenario_called
from sim.inputs.said import Said, both

ROWS_MOST = 24
OFFSET = 0.17
THOUSAND = 1e3
SOURCES = {
    "parameters": both("parameters: values nobody knows", "parameter: nilai yang tidak diketahui"),
    "structure": both("structures: rival accounts", "aturan: penjelasan yang bersaing"),
    "together": both("both together", "keduanya bersama"),
    "chance": both("chance: same city, other luck", "kebetulan: kota sama, nasib berbeda"),
}
Column = Callable[[Any, str], None]


def draw_all(findings: Findings, lang: Lang) -> dict[str, bytes]:
    """Return the pictures as PNG, by name of file."""
    return {
        "morris.png": style.png(draw_morris(findings, lang)),
        "sobol.png": style.png(draw_sobol(findings, lang)),
        "variance.png": style.png(draw_variance(findings, lang)),
    }


def draw_morris(findings: Findings, lang: Lang) -> Drawing:
    """Draw what each parameter does alone, and what luck would do."""
    rows = most_influential(list(findings.effects.values()), ROWS_MOST)
    left_out = len(findings.question.space) - len(rows)
    rest = both("", "")
    if left_out > 0:
        rest = both(
            f" The {left_out} that do least are left out.",
            f" {left_out} yang pengaruhnya terkecil tidak ditampilkan.",
        )

    def column(axes: Any, name: str) -> None:
        effects = {effect.parameter: effect for effect in findings.effects[name]}
        scale = THOUSAND if is_money(BY_NAME[name]) else 1.0
        chosen = [effects[row] for row in rows]
        luck = [effect.mu_star_of_luck / scale for effect in chosen]
        axes.barh(range(len(rows)), luck, height=0.72, color=style.GREY)
        _bars(axes, [_scaled(effect.mu_star, scale) for effect in chosen], -OFFSET, style.BLUE, "o")
        _bars(axes, [_scaled(effect.sigma, scale) for effect in chosen], OFFSET, style.ORANGE, "D")
        axes.set_xlabel(unit_below(BY_NAME[name], scale, lang), fontsize=8.5, color=style.INK)
        axes.xaxis.set_major_formatter(lambda value, _: short(value, lang))
        axes.set_xlim(left=0.0)
        if is_share(BY_NAME[name]):
            axes.xaxis.set_major_formatter(style.percent_in(lang))

    return _panels(
        findings, [input_title(row) for row in rows],
        both(
            "What one parameter does, moved alone over its whole prior range",
            "Pengaruh satu parameter, bila diubah sendiri dalam seluruh rentang prior-nya",
        ),
        both(
            "Blue dots: mean change of the outcome, up or down (Morris, mu*). Grey: what luck "
            "alone would show; a blue line that touches it tells nothing. Orange diamonds: how far "
            f"the change differs with the other parameters (sigma). Lines: 95 %.{rest}",
            "Titik biru: rata-rata perubahan hasil, naik atau turun (Morris, mu*). Abu-abu: yang "
            "akan tampak karena kebetulan saja; garis biru yang menyentuhnya tidak berarti "
            "apa-apa. Belah ketupat jingga: seberapa jauh perubahan itu bergantung pada parameter "
            f"lain (sigma). Garis: 95 %.{rest.indonesian}",
        ),
        column, lang,
    )  # fmt: skip


def draw_sobol(findings: Findings, lang: Lang) -> Drawing:
    """Draw the part of the variance that each parameter makes."""
    outcomes = findings.question.outcomes
    names = [index.parameter for index in findings.indices[outcomes[0]].each]
    names.sort(key=lambda row: -max(_index(findings, name, row).total.value for name in outcomes))
    names.sort(key=lambda row: row == OTHERS)

    def column(axes: Any, name: str) -> None:
        chosen = [_index(findings, name, row) for row in names]
        _bars(axes, [index.total for index in chosen], -OFFSET, style.BLUE, "o")
        _bars(axes, [index.first for index in chosen], OFFSET, style.ORANGE, "D")
        axes.set_xlim(
            0.0, max(0.3, *(max(index.total.high, index.first.high) for index in chosen)) * 1.03
        )
        axes.xaxis.set_major_formatter(style.percent_in(lang))
        axes.set_xlabel(
            in_language(both("part of the variance", "bagian ragam"), lang), fontsize=8.5,
            color=style.INK,
        )  # fmt: skip

    return _panels(
        findings, [findings.title_of(name) for name in names],
        both(
            "How much of the variance of the expected outcome each parameter makes",
            "Bagian ragam hasil yang diharapkan yang berasal dari tiap parameter",
        ),
        both(
            "Blue dots: by itself and with others (Sobol', total index); orange diamonds: by "
            "itself alone (first order). Lines: 95 %. Luck is averaged and taken out; blue dots "
            "add up to more than 100 % where parameters act together.",
            "Titik biru: sendiri dan bersama yang lain (Sobol', indeks total); belah ketupat "
            "jingga: sendiri saja. Garis: 95 %. Kebetulan dirata-ratakan dan dikeluarkan; jumlah "
            "titik biru lebih dari 100 % bila parameter bekerja bersama.",
        ),
        column, lang,
    )  # fmt: skip


def draw_variance(findings: Findings, lang: Lang) -> Drawing:
    """Draw where the variance of one run comes from."""

    def column(axes: Any, name: str) -> None:
        shares = [findings.split[name].shares[source] for source in SOURCES]
        colours = (style.BLUE, style.ORANGE, style.SKY, style.GREY)
        values = [max(0.0, share.value) for share in shares]
        axes.barh(range(len(shares)), values, height=0.6, color=colours)
        _bars(axes, shares, 0.0, style.INK, "none")
        for place, share in enumerate(shares):
            axes.text(
                max(share.high, 0.0) + 0.02, place, f"{100 * max(0.0, share.value):.0f} %",
                va="center", fontsize=9, color=style.INK,
            )  # fmt: skip
        axes.set_xlim(0.0, 1.12)
        axes.xaxis.set_major_formatter(style.percent_in(lang))
        below = both("part of the variance of one run", "bagian ragam satu simulasi")
        axes.set_xlabel(in_language(below, lang), fontsize=8.5, color=style.INK)

    return _panels(
        findings, list(SOURCES.values()),
        both(
            "Why do runs differ? Parameters, structures or chance",
            "Mengapa simulasi berbeda? Parameter, aturan, atau kebetulan",
        ),
        both(
            f"Parameters and structures drawn from the {findings.question.kind}. Lines: 95 %.",
            f"Parameter dan aturan pesaing diambil dari {findings.question.kind}. Garis: 95 %.",
        ),
        column, lang,
    )  # fmt: skip


def _panels(
    findings: Findings,
    rows: Sequence[Said],
    title: Said,
    explanation: Said,
    column: Column,
    lang: Lang,
) -> Drawing:
    """Draw a column for every outcome, with rows that all share; the first row is at the top."""
    outcomes = findings.question.outcomes
    figure = style.new_figure(3.6 + 2.3 * len(outcomes), 1.8 + 0.27 * max(5, len(rows)))
    scenario = findings.question.scenario.name
    scenario_named = both(
        f"Scenario {scenario}. {explanation}",
        f"Skenario {scenario_called(scenario).indonesian}. {explanation.indonesian}",
    )
    style.header(figure, in_language(title, lang), in_language(scenario_named, lang))
    panels = figure.subplots(1, len(outcomes), sharey=True, squeeze=False)[0]
    for axes, name in zip(panels, outcomes, strict=True):
        column(axes, name)
        style.tidy(axes, "x")
        axes.xaxis.set_major_locator(MaxNLocator(4))
        axes.tick_params(axis="y", length=0)
        axes.set_title(_title(name, lang), loc="left", fontsize=9, weight="bold", color=style.INK)
    panels[0].set_yticks(range(len(rows)), [in_language(row, lang) for row in rows], fontsize=8.5)
    panels[0].set_ylim(len(rows) - 0.4, -0.6)
    return figure


def _bars(axes: Any, figures: Sequence[Figure], offset: float, colour: str, marker: str) -> None:
    """Draw figures with their intervals, one a row."""
    values = np.array([one.value for one in figures])
    ends = np.array([[one.low, one.high] for one in figures]).T
    axes.errorbar(
        values, np.arange(len(figures)) + offset,
        xerr=np.maximum(0.0, np.abs(ends - values)), fmt=marker, color=colour,
        ecolor=colour, capsize=2.0, elinewidth=1.2, markersize=4.5,
    )  # fmt: skip


def _index(findings: Findings, outcome: str, name: str) -> Any:
    return next(index for index in findings.indices[outcome].each if index.parameter == name)


def _scaled(figure: Figure, scale: float) -> Figure:
    return Figure(*(value / scale for value in figure))


def _title(name: str, lang: Lang) -> str:
    """Return an outcome's title, broken so that it stands over a narrow panel."""
    return textwrap.fill(headed(title_of(BY_NAME[name], lang)), TITLE_MOST)
