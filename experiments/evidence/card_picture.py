"""The card's main figure: what was observed against what the model gives, from its JSON object."""

from collections.abc import Sequence
from typing import Any, Literal

from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from experiments.common import style
from experiments.common.languages import Lang, in_language
from experiments.common.numbers import said_in
from experiments.common.readings import READINGS
from experiments.evidence.card_content import NAMES
from experiments.runs.pictures.over_time import MEANINGS
from sim.inputs.said import both

Json = dict[str, Any]
SEEN = style.VERMILION
COLOURS = dict(zip(READINGS, ("#9ecae1", style.SKY, style.BLUE, "#7a7a7a"), strict=True))
WORDS = {
    "cash": both("cash in the box", "uang tunai di kotak"),
    "liquid": both("cash, bank and loans out", "tunai, bank, dan pinjaman beredar"),
    "received": both("all capital, with equipment", "seluruh modal, dengan alat"),
    "saved": both("saved from profit", "yang disisihkan dari laba"),
}
LEAST = 0.05
"""Rp million at the left edge, where less is drawn."""


def draw(card: Json, lang: Lang) -> bytes:
    """Return the figure as a PNG."""
    figure = style.new_figure(12.6, 6.8)
    style.header(
        figure,
        in_language(
            both(
                "Does the model reproduce what was observed? Red: observed; blue and grey: "
                "simulated",
                "Apakah model menghasilkan yang teramati? Merah: teramati; biru dan abu-abu: "
                "simulasi",
            ),
            lang,
        ),
        in_language(
            both(
                "A Kube is a joint enterprise of about ten poor households. Parameters were fitted "
                "to ten Kubes of Banjarmasin and its failure rate; Tomohon was held out. Bars: 90 "
                "or 95 % of what is simulated, chance and uncertain parameters together. A red "
                "mark inside its bar: the model can reproduce it. A long bar: the model is "
                "uncertain.",
                "Kube adalah usaha bersama sekitar sepuluh keluarga miskin. Parameter dicocokkan "
                "dengan sepuluh Kube Banjarmasin dan proporsi gagalnya; Tomohon disisihkan untuk "
                "uji. Batang: 90 atau 95 % dari simulasi, kebetulan dan parameter yang tidak pasti "
                "bersama-sama. Tanda merah di dalam batang: model dapat menghasilkannya. Batang "
                "panjang: model tidak pasti.",
            ),
            lang,
        ),
    )
    left, middle, right = figure.subplots(1, 3, width_ratios=(1.0, 0.85, 1.5))
    _failing(left, [*card["fitted"].values(), *card["holdouts"].values()], lang)
    _stages(middle, card["counts"], lang)
    _kas(right, card["kas"], lang)
    return style.png(figure)


def _finish(axes: Axes, grid: Literal["x", "y"], title: str, below: str) -> None:
    """Put a grid on one axis, a title above and what is drawn below."""
    style.tidy(axes, grid, 8.5)
    axes.set_title(title, fontsize=10, loc="left", weight="bold", color=style.INK, pad=34)
    axes.set_xlabel(below, fontsize=8.5, color=style.QUIET)


def _failing(axes: Axes, cities: Sequence[Json], lang: Lang) -> None:
    """Draw the failure rate of each city; below the observed one, the simulated."""
    labels = []
    for place, city in enumerate(cities):
        seen, given = place - 0.14, place + 0.14
        own = [city["observed_low"], city["observed_high"]]
        axes.plot(own, [seen] * 2, color=SEEN, linewidth=1.5)
        axes.plot(city["observed"], seen, "o", color=SEEN, markersize=8)
        axes.plot([city["low"], city["high"]], [given] * 2, color=style.SKY, linewidth=9, alpha=0.6)
        expected = city["expected"]
        inner = [expected["low"], expected["high"]]
        axes.plot(inner, [given] * 2, color=style.BLUE, linewidth=3, solid_capstyle="butt")
        axes.plot(city["mean"], given, "|", color="white", markersize=9, markeredgewidth=2)
        how = both("predicted", "diprediksi") if place else both("fitted", "dicocokkan")
        number = f"{city['place']}\n{city['kubes']}"
        label = both(f"{number} Kubes\n({how})", f"{number} Kube\n({how.indonesian})")
        labels.append(in_language(label, lang))
        share = f"{100 * city['observed']:.0f} %"
        observed = in_language(both(f"observed: {share}", f"teramati: {share}"), lang)
        _label(axes, city["observed"], seen - 0.06, observed, SEEN)
        _label(axes, city["mean"], given + 0.13, f"model: {100 * city['mean']:.0f} %", style.BLUE)
    axes.set_yticks(range(len(cities)), labels)
    axes.set_ylim(len(cities) - 0.5, -0.5)
    axes.set_xlim(0, 1)
    axes.xaxis.set_major_formatter(style.percent_in(lang))
    _finish(
        axes, "x",
        in_language(
            both("1  How many Kubes failed by 2009?", "1  Berapa Kube gagal sampai 2009?"), lang
        ),
        in_language(
            both(
                "Failure rate; red: 95 % confidence interval.\nLight: 95 % of such cities; dark: "
                "without a city's chance",
                "Proporsi gagal; merah: selang kepercayaan 95 %.\nTerang: 95 % kota demikian; "
                "gelap: tanpa kebetulan",
            ),
            lang,
        ),
    )  # fmt: skip


def _label(axes: Axes, x: float, y: float, text: str, colour: str) -> None:
    axes.text(x, y, text, color=colour, fontsize=9, ha="center", va="bottom")


def _stages(axes: Axes, counts: Json, lang: Lang) -> None:
    """Draw how many of the ten have each stage: as wide as it is likely."""
    for place, name in enumerate(NAMES):
        chances = _chances(counts["distribution"], name)
        for number, chance in sorted(chances.items()):
            width = 0.8 * chance / max(chances.values())
            axes.barh(number, width, 0.86, place - 0.5 * width, color=style.SKY)
        for row in counts["observed"]:
            hollow = row["mandiri"] == 0
            axes.plot(
                place + (-0.1 if hollow else 0.1), row[name], "o", color=SEEN, markersize=8,
                markerfacecolor="white" if hollow else SEEN, markeredgewidth=1.5,
            )  # fmt: skip
    axes.set_xticks(range(len(NAMES)), [_stage(stage, lang) for stage in NAMES])
    axes.set_xlim(-0.6, len(NAMES) - 0.4)
    axes.set_ylim(-0.6, 10.6)
    axes.set_yticks(range(0, 11, 2))
    axes.set_ylabel(in_language(both("Kubes of the ten", "Kube dari sepuluh"), lang), fontsize=9)
    _finish(
        axes, "y",
        in_language(
            both("2  What stage had the ten reached?", "2  Tahap apa kesepuluh Kube itu?"), lang
        ),
        in_language(
            both(
                "Bars: the wider, the more often in the model.\nThe source has two counts: 5/5/0 "
                "(open), 4/5/1 (full)",
                "Batang: makin lebar, makin sering dalam model.\nDalam sumber: 5/5/0 (kosong), "
                "4/5/1 "
                "(penuh)",
            ),
            lang,
        ),
    )  # fmt: skip


def _stage(stage: str, lang: Lang) -> str:
    return f"{stage}\n{MEANINGS[stage]}" if lang == "en" else stage


def _chances(distribution: Sequence[Json], name: str) -> dict[int, float]:
    """Return how likely each number of Kubes of a stage is."""
    chances: dict[int, float] = {}
    for row in distribution:
        chances[row[name]] = chances.get(row[name], 0.0) + row["probability"]
    return chances


def _kas(axes: Axes, kubes: Sequence[Json], lang: Lang) -> None:
    """Draw the kas of every Kube under each reading, in Rp million."""
    for place, kube in enumerate(kubes):
        for number, reading in enumerate(READINGS):
            amounts = kube["readings"][reading]
            if amounts["median_idr"] is None:
                continue
            height = place + (number - 1.5) * 0.19
            low, median, high = (
                max(LEAST, amounts[f"{end}_idr"] / 1e6) for end in ("low", "median", "high")
            )
            axes.plot([low, high], [height] * 2, color=COLOURS[reading], linewidth=3.2)
            axes.plot(median, height, "o", color=COLOURS[reading], markersize=4)
        if kube["observed_idr"] is not None:
            seen = [kube["observed_idr"] / 1e6] * 2
            axes.plot(seen, [place - 0.4, place + 0.4], color=SEEN, linewidth=2.5)
    axes.set_xscale("log")
    axes.set_xlim(LEAST, 300)
    axes.set_xticks([0.1, 1, 10, 100], [said_in("0.1", lang), "1", "10", "100"])
    axes.set_yticks(range(len(kubes)), [kube["kube"] for kube in kubes])
    axes.set_ylim(len(kubes) - 0.4, -0.6)
    for between in range(1, len(kubes)):
        axes.axhline(between - 0.5, color="#e6e6e6", linewidth=0.6)
    handles = [
        Line2D([], [], color=COLOURS[one], linewidth=3.2, label=in_language(WORDS[one], lang))
        for one in READINGS
    ]
    axes.legend(
        handles=handles, fontsize=8, loc="lower left", bbox_to_anchor=(-0.02, 0.995), ncols=2,
        frameon=False, borderpad=0.0, labelspacing=0.2, columnspacing=1.0,
    )  # fmt: skip
    _finish(
        axes, "x",
        in_language(
            both(
                "3  How much money had each Kube in its kas?", "3  Berapa uang dalam kas tiap Kube?"
            ),
            lang,
        ),
        in_language(
            both(
                "Rp million. What the source calls kas is unclear: four readings,\nmedian and 90 % "
                "of each. No red mark: the source names no figure",
                "Juta rupiah. Arti kas dalam sumber tidak jelas: empat tafsiran,\nnilai tengah dan "
                "90 %. Tanpa tanda merah: tidak ada angka",
            ),
            lang,
        ),
    )  # fmt: skip
