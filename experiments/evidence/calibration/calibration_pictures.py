"""Pictures of a calibration."""

import importlib
from textwrap import fill, shorten
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.ticker import FuncFormatter, NullFormatter
from numpy.typing import NDArray

from experiments.common import style
from experiments.common.draws import priors
from experiments.common.languages import Lang, in_language
from experiments.common.numbers import said_in
from experiments.evidence.calibration.calibration_tables import figure_name
from experiments.evidence.calibration.variants import Fitted
from experiments.evidence.figures import Start, chance_told, percent, start_of
from experiments.evidence.words import account, known, mechanism, parameter
from sim.inputs.said import Said, both
from sim.units import UNITS

Json = dict[str, Any]
PANELS = 8
PANELS_BESIDE = 4
MILLION = 1e6
PRIOR, POSTERIOR = "#8c8c8c", style.BLUE
KINDS = (
    (
        both(
            "balances, Rp million (each grid line ten times the last)",
            "saldo, juta rupiah (tiap garis sepuluh kali garis sebelumnya)",
        ),
        "Rp",
    ),
    (both("members", "anggota"), "members"),
    (
        both(
            "of the ten Kubes, or of six that set aside",
            "dari sepuluh Kube, atau dari enam yang menyisihkan",
        ),
        "Kubes",
    ),
    (both("share that failed", "bagian yang gagal"), "share"),
    (
        both(
            "how often a Kube is told to have the stage that the text, or a hint *, gives it",
            "seberapa sering Kube disebut pada tahap menurut teks, atau menurut petunjuk *",
        ),
        "told so",
    ),
)
TITLE_MOST, ACCOUNT_MOST, CELL_MOST = 34, 60, 27
"""Characters of a line over a panel, beside the weights, over a cell."""
CELLS_BESIDE = 7
WIDE, HIGH = 1.14, 4.2
"""Of a cell, whose curve goes from 0 to 1 and whose band from -1 to 1."""
SHOWN_MOST = 1.9
"""A curve that goes further is cut off."""


def draw_posterior(report: Json, lang: Lang) -> Figure:
    """Draw posterior medians and 90 % intervals within each prior's range."""
    variants = report["variants"]
    rows = sorted(variants[0]["parameters"], key=lambda row: -row["contraction_expected"])
    names = [row["name"] for row in rows[:PANELS]]
    lines, noun = -(-len(names) // PANELS_BESIDE), start_of(report).noun
    figure = style.new_figure(12.0, 1.6 + lines * (0.75 + 0.2 * len(variants)))
    style.header(
        figure,
        in_language(
            both(
                "What the data teach: posterior of the parameters, under every reading of the data",
                "Yang dipersempit data: posterior parameter, menurut semua tafsiran data",
            ),
            lang,
        ),
        in_language(
            both(
                "Dot and bar: median and 90 % interval after the data; the main reading is blue. "
                f"Grey: the middle 90 % of the {noun}, before the data; a bar as long as the grey "
                "band has learned nothing. A parameter is called learned only if its fit passes "
                "its check on made-up data.",
                "Titik dan batang: nilai tengah dan selang 90 % sesudah data; tafsiran utama biru. "
                f"Abu-abu: 90 % tengah dari {noun.indonesian}, sebelum data; batang sepanjang pita "
                "abu-abu berarti data tidak mempersempit apa pun. Parameter disebut dipersempit "
                "hanya bila pencocokannya lulus uji pada data buatan.",
            ),
            lang,
        ),
    )
    panels = figure.subplots(lines, PANELS_BESIDE, sharey=True, squeeze=False).ravel()
    for axes in panels[len(names) :]:
        axes.set_visible(False)
    for axes, name in zip(panels, names, strict=False):
        same = [next(row for row in one["parameters"] if row["name"] == name) for one in variants]
        _posterior_panel(axes, same, lang)
    labels = [in_language(known(variant["name"]), lang) for variant in variants]
    panels[0].set_yticks(range(len(labels)), labels)
    panels[0].set_ylim(len(labels) - 0.4, -0.6)
    return figure


def _posterior_panel(axes: Axes, rows: list[Json], lang: Lang) -> None:
    prior, before = rows[0]["prior"], rows[0].get("before")
    if before:
        low, high = before["low"], before["high"]
    elif prior["shape"] == "uniform":
        low, high = np.array([0.05, 0.95]) * (prior["high"] - prior["low"]) + prior["low"]
    else:
        low, high = prior["low"] * (prior["high"] / prior["low"]) ** np.array([0.05, 0.95])
    if prior["shape"] != "uniform":
        axes.set_xscale("log")
        ends = [prior["low"], float(np.sqrt(prior["low"] * prior["high"])), prior["high"]]
        axes.set_xticks(ends)
        axes.xaxis.set_minor_formatter(NullFormatter())
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: said_in(f"{value:.2g}", lang)))
    axes.axvspan(low, high, color="#ececec", zorder=0)
    axes.set_xlim(prior["low"], prior["high"])
    for place, row in enumerate(rows):
        colour = style.QUIET if place else style.BLUE
        axes.plot([row["low"], row["high"]], [place, place], color=colour, linewidth=1.6)
        axes.plot(row["median"], place, "o", color=colour, markersize=5)
    style.tidy(axes, None)
    title = in_language(parameter(rows[0]["name"]).text, lang)
    unit = rows[0]["unit"] if lang == "en" else UNITS[rows[0]["unit"]]
    verdict = in_language(known(rows[0]["verdict"]), lang)
    axes.set_title(
        fill(title, TITLE_MOST, break_on_hyphens=False), fontsize=9, loc="left", color=style.INK
    )
    axes.set_xlabel(f"{unit} ({verdict})", fontsize=8, color=style.QUIET)


def draw_predictions(report: Json, lang: Lang) -> Figure:
    """Draw every figure with the 90 % intervals of its predictions."""
    rows = report["predictive"]["figures"]
    kinds = [(title, [row for row in rows if row["unit"] == unit]) for title, unit in KINDS]
    shown = [(title, some) for title, some in kinds if some]
    heights = [len(some) + 1.2 for _, some in shown]
    figure = style.new_figure(9.0, 1.7 + 0.27 * sum(heights))
    style.header(
        figure,
        in_language(
            both(
                "Would the model have made the data? Observed figures and their predictions",
                "Dapatkah model menghasilkan data? Angka teramati dan prediksinya",
            ),
            lang,
        ),
        in_language(
            both(
                "Diamonds: observed. Bars and dots: 90 % interval and median of what the model "
                "makes of the same figure, with errors of observation, before the data (grey) and "
                "after (blue). A figure marked * was not fitted.",
                "Belah ketupat: teramati. Batang dan titik: selang 90 % dan nilai tengah angka "
                "yang "
                "sama menurut model, dengan galat pengamatan, sebelum data (abu-abu) dan "
                "sesudahnya "
                "(biru). Angka bertanda * tidak dicocokkan.",
            ),
            lang,
        ),
    )
    panels = np.atleast_1d(figure.subplots(len(shown), height_ratios=heights))
    for axes, (title, some) in zip(panels, shown, strict=True):
        _predictions_panel(axes, in_language(title, lang), some, lang)
    observed = in_language(both("observed", "teramati"), lang)
    marks = [
        Line2D([], [], marker="D", linestyle="", color=style.VERMILION, label=observed),
        Line2D([], [], marker="o", color=PRIOR, label=in_language(start_of(report).noun, lang)),
        Line2D([], [], marker="o", color=POSTERIOR, label="posterior"),
    ]
    figure.legend(handles=marks, loc="outside lower center", ncols=3, fontsize=9, frameon=False)
    return figure


def _predictions_panel(axes: Axes, title: str, rows: list[Json], lang: Lang) -> None:
    unit = rows[0]["unit"]
    scale = MILLION if unit == "Rp" else 1.0
    for place, row in enumerate(rows):
        for which, colour, off in (("prior", PRIOR, 0.17), ("posterior", POSTERIOR, -0.17)):
            spread, y = row[which], place - off
            if unit == "told so":
                axes.plot(chance_told(spread["place"]), y, "o", color=colour, markersize=5)
                continue
            ends = [spread["low"] / scale, spread["high"] / scale]
            axes.plot(ends, [y, y], color=colour, linewidth=2)
            axes.plot(spread["median"] / scale, y, "o", color=colour, markersize=4)
        if unit != "told so":
            axes.plot(row["observed"] / scale, place, "D", color=style.VERMILION, markersize=5)
    if unit == "Rp":
        axes.set_xscale("symlog", linthresh=0.1)
        axes.set_xticks([0.0, 0.1, 1.0, 10.0, 100.0], ["0", said_in("0.1", lang), "1", "10", "100"])
    if unit in ("share", "told so"):
        axes.set_xlim(0.0, 1.0)
        axes.xaxis.set_major_formatter(style.percent_in(lang))
    names = [figure_name(row["name"], "" if row["fitted"] else " *") for row in rows]
    axes.set_yticks(range(len(rows)), [in_language(name, lang) for name in names])
    axes.set_ylim(len(rows) - 0.5, -0.5)
    style.tidy(axes, "x")
    axes.set_title(title, fontsize=9, loc="left", color=style.INK)


def draw_structures(report: Json, lang: Lang) -> Figure:
    """Draw prior and posterior weight of each rival, and how often the true one is found."""
    rows = report["variants"][0]["structures"]
    moved = {row["factor"]: row["levels"] for row in report["structures_moved"]}
    lines = [(row, number) for row in rows for number in range(1, len(row["levels"]))]
    figure = style.new_figure(9.6, 1.9 + 0.52 * len(lines))
    least = report["checks"]["structure_weight_least"]
    style.header(
        figure,
        in_language(
            both(
                "Rival structures: do the data favour one?",
                "Aturan pesaing: adakah yang diunggulkan data?",
            ),
            lang,
        ),
        in_language(
            both(
                "Left: weight of a rival account after the data (dot) and over all readings of "
                "them (bar); the upright line is its weight before. Within the grey band, under "
                f"{percent(least)} for every account, it is inconclusive. Right: how often the "
                "account that made made-up data has the greatest weight; the upright line is what "
                "chance alone finds.",
                "Kiri: bobot aturan pesaing sesudah data (titik) dan menurut semua tafsiran data "
                "(batang); garis tegak adalah bobot sebelumnya. Di dalam pita abu-abu, di bawah "
                f"{percent(least)} bagi semua aturan, belum jelas. Kanan: seberapa sering aturan "
                "yang membuat data buatan mendapat bobot terbesar; garis tegak adalah yang "
                "ditemukan kebetulan saja.",
            ),
            lang,
        ),
    )
    weights, recovered = figure.subplots(1, 2, sharey=True, width_ratios=(1.6, 1.0))
    weights.axvspan(1.0 - least, least, color="#ececec", zorder=0)
    for place, (row, number) in enumerate(lines):
        level, ranges = row["levels"][number], moved[row["factor"]][number]
        colour = style.BLUE if row["verdict"].endswith("favoured") else style.QUIET
        weights.plot([level["prior"]] * 2, [place - 0.25, place + 0.25], color=PRIOR, linewidth=1)
        weights.plot(ranges["variants"], [place] * 2, color=colour, linewidth=2)
        weights.plot(level["posterior"], place, "o", color=colour, markersize=7)
        verdict = in_language(known(row["verdict"]), lang)
        if number == 1:
            weights.text(0.02, place - 0.34, verdict, fontsize=8, color=colour, va="center")
            recovered.barh(place, row["recovered"], height=0.45, color=style.SKY)
            recovered.plot([row["by_chance"]] * 2, [place - 0.3, place + 0.3], color=PRIOR)
            recovered.text(0.03, place, percent(row["recovered"]), fontsize=8, va="center")
    names = [_accounts(row, number) for row, number in lines]
    weights.set_yticks(range(len(lines)), [in_language(name, lang) for name in names])
    weights.set_ylim(len(lines) - 0.4, -0.65)
    for axes, label in (
        (
            weights,
            both(
                "weight of the rival account (right name); the left name is the model's own",
                "bobot aturan pesaing (yang disebut di kiri)",
            ),
        ),
        (recovered, both("true account found", "aturan yang benar ditemukan")),
    ):
        style.tidy(axes, None)
        axes.set_xlim(0.0, 1.0)
        axes.xaxis.set_major_formatter(style.percent_in(lang))
        axes.set_xlabel(in_language(label, lang), fontsize=9, color=style.INK)
    return figure


def _accounts(row: Json, number: int) -> Said:
    """Name a mechanism and two accounts; in Indonesian, whose titles are long, the rival alone."""
    own, rival = row["levels"][0]["name"], row["levels"][number]["name"]
    which, other = mechanism(row["factor"]), account(row["factor"], rival)
    below = fill(other.indonesian, ACCOUNT_MOST)
    return both(f"{which}\n{own} | {rival}", f"{which.indonesian}\n{below}")


def draw_ranks(
    below: NDArray[np.float64],
    near: NDArray[np.float64],
    passed: NDArray[np.bool_],
    checks: dict[str, Any],
    start: Start,
    lang: Lang,
) -> Figure:
    """Draw how far the ranks of each parameter are from even.

    Parameters
    ----------
    below, near : NDArray, shape (fits, parameters)
        Posterior probability below the true value, over what was known before and near the real
        data.
    start : Start
        What was known before.
    """
    fits, count = below.shape
    kolmogorov = importlib.import_module("scipy.stats").kstwo
    half = float(kolmogorov.ppf(1.0 - checks["significance"] / count, fits))
    lines = -(-count // CELLS_BESIDE)
    figure = style.new_figure(12.0, 1.3 + 1.05 * lines)
    style.header(
        figure,
        said_in(
            both(
                f"Does the fit find what made the data? {fits:,} fits to made-up data, {count} "
                "parameters",
                f"Apakah pencocokan menemukan asal data? {fits:,} pencocokan pada data buatan, "
                f"{count} parameter",
            ),
            lang,
        ),
        said_in(
            both(
                "Posterior probability below the true value, over all fits: its cumulative share "
                "less that of an even spread, from 0 to 1. A right fit stays within the grey band "
                f"of ±{half:.3f} (95 % for all parameters together, Kolmogorov). Above, then "
                "below: posteriors too narrow; on one side: shifted. Grey line: made-up data near "
                "the real ones. Red: fails a test of evenness or coverage, never called learned, "
                f"and runs from {start.own}.",
                "Peluang posterior di bawah nilai sebenarnya, atas semua pencocokan: bagian "
                "kumulatifnya dikurangi sebaran merata, dari 0 sampai 1. Pencocokan yang benar "
                f"tetap dalam pita abu-abu ±{half:.3f} (95 % untuk semua parameter bersama, "
                "Kolmogorov). Di atas lalu di bawah: posterior terlalu sempit; di satu sisi: "
                "bergeser. Garis abu-abu: data buatan yang dekat dengan data nyata. Merah: tidak "
                "lulus uji kerataan atau cakupan, tidak pernah disebut dipersempit, dan "
                f"disimulasikan dengan {start.own.indonesian}.",
            ),
            lang,
        ),
    )
    axes = figure.subplots()
    columns = zip(priors(), below.T, near.T, passed, strict=False)
    for place, (name, ranks, nearby, good) in enumerate(columns):
        line, column = divmod(place, CELLS_BESIDE)
        colours = (style.BLUE, style.INK) if good else (style.VERMILION, style.VERMILION)
        whole = shorten(in_language(parameter(name).text, lang), 2 * CELL_MOST, placeholder="…")
        title = fill(whole, CELL_MOST, break_long_words=False, break_on_hyphens=False)
        _draw_cell(axes, column * WIDE, -line * HIGH, title, (ranks, nearby), half, colours)
    axes.set_xlim(-0.03, CELLS_BESIDE * WIDE)
    axes.set_ylim(-lines * HIGH + 1.8, 2.8)
    axes.set_axis_off()
    return figure


def _draw_cell(
    axes: Axes,
    left: float,
    middle: float,
    name: str,
    curves: tuple[NDArray[np.float64], NDArray[np.float64]],
    half: float,
    colours: tuple[str, str],
) -> None:
    """Draw the band, the curves in units of the band's half-width, and the name of a parameter."""
    ends = [left, left + 1.0]
    axes.fill_between(ends, middle - 1, middle + 1, color="#e4e4e4", linewidth=0)
    axes.plot(ends, [middle] * 2, color=style.GREY, linewidth=0.6)
    for below, colour in zip(curves, (colours[0], style.QUIET), strict=True):
        ranks, share = np.sort(below), np.arange(1, len(below) + 1) / len(below)
        off = np.clip((share - ranks) / half, -SHOWN_MOST, SHOWN_MOST)
        axes.plot(left + ranks, middle + off, color=colour, linewidth=1.2)
    axes.text(left, middle + 2.0, name, fontsize=7, color=colours[1], va="center")


def pictures(report: Json, main: Fitted, lang: Lang) -> dict[str, bytes]:
    """Return the pictures of a calibration as PNG, by file name."""
    figures = {
        "posterior.png": draw_posterior(report, lang),
        "sbc.png": draw_ranks(
            main.checked.over_prior.below,
            main.checked.near_data.below,
            main.checked.passed,
            report["checks"],
            start_of(report),
            lang,
        ),
        "structures.png": draw_structures(report, lang),
    }
    if report["predictive"]:
        figures["predictive.png"] = draw_predictions(report, lang)
    return {name: style.png(figure) for name, figure in figures.items()}
