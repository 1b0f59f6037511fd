"""Medians with their 90 % intervals, one row under the other, as a chart of Vega-Lite."""

import json
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from experiments.common.languages import Lang
from experiments.common.numbers import LANGUAGES
from experiments.reporting.charts import INK, Chart, Json
from experiments.reporting.words import texts

COLOR, SEEN = "#0b5f8a", "#b3400a"
LINE, LINE_WITH_WORLDS = 26, 40


class Row(NamedTuple):
    """A row of a plot: what it is of, and its median and 90 % interval over worlds.

    Attributes
    ----------
    worlds : sequence of float or None
        Single worlds, in their order; empty where they are not drawn.
    """

    label: str
    low: float
    median: float
    high: float
    worlds: Sequence[float | None] = ()


class Plot(NamedTuple):
    """Intervals under one another, of one outcome.

    Attributes
    ----------
    times, unit : float, str
        What figures are multiplied by to be in a unit.
    reference : float or None
        Where a line is drawn, such as 0 of differences.
    """

    title: str
    unit: str
    times: float
    rows: Sequence[Row]
    reference: float | None = None


def interval_chart(plot: Plot, lang: Lang) -> Chart:
    """Return a plot as a chart: all rows on one scale, in their order or by their medians."""
    words = texts(lang)
    rows = [_row(plot, row, number, lang) for number, row in enumerate(plot.rows)]
    headings = tuple(words[f"report.{key}"] for key in ("row", "low", "median", "high"))
    figures = [(row["label"], row["low_text"], row["median_text"], row["high_text"])
               for row in rows]  # fmt: skip
    return Chart(plot.title, plot.unit, _spec(plot, rows, lang), headings, figures)


def _row(plot: Plot, row: Row, number: int, lang: Lang) -> Json:
    """Return a row as data: its figures in the unit, and as they are written."""
    ends = {"low": row.low, "median": row.median, "high": row.high}
    scaled = {name: value * plot.times for name, value in ends.items()}
    written = {f"{name}_text": _figure(value, lang) for name, value in scaled.items()}
    return {
        "row": f"{number:03d}",
        "number": number,
        "label": row.label,
        **scaled,
        **written,
        "interval": f"{written['low_text']} … {written['high_text']}",
    }


def _figure(value: float, lang: Lang) -> str:
    return LANGUAGES[lang].full(value, LANGUAGES[lang].plain(value))


def _spec(plot: Plot, rows: list[Json], lang: Lang) -> Json:
    """Return the specification: a line over an interval, a dot at the median, ticks for worlds."""
    words, worlds = texts(lang), list(_worlds(plot, lang))
    names = json.dumps({row["row"]: row["label"] for row in rows})
    y = {
        "field": "row",
        "type": "nominal",
        "sort": {"field": "place", "op": "min"},
        "axis": {"title": None, "labelExpr": f"({names})[datum.value]", "domain": False,
                 "ticks": False, "labelPadding": 8},
    }  # fmt: skip
    x = {"type": "quantitative", "title": plot.unit, "scale": {"zero": False}}
    figures = [
        {"field": "label", "title": words["report.row"]},
        {"field": "median_text", "title": words["report.median"]},
        {"field": "interval", "title": words["report.ninety"]},
    ]
    of_row = [
        {
            "mark": {"type": "rule", "strokeWidth": 4, "color": COLOR},
            "encoding": {"x": {**x, "field": "low"}, "x2": {"field": "high"}, "tooltip": figures},
        },
        {
            "mark": {"type": "point", "filled": True, "size": 90, "color": COLOR, "opacity": 1,
                     "stroke": "white"},
            "encoding": {"x": {**x, "field": "median"}, "tooltip": figures},
        },
    ]  # fmt: skip
    layers = [*_reference(plot), *_ticks(worlds, x, lang), *of_row]
    by_median: Json = {"name": "byMedian", "value": False}
    if len(rows) > 2:
        by_median["bind"] = {"input": "checkbox", "name": words["report.by_median"]}
    return {
        "data": {"values": [*rows, *worlds]},
        "params": [by_median],
        "transform": [
            {"joinaggregate": [{"op": "max", "field": "median", "as": "at"}], "groupby": ["row"]},
            {"calculate": "byMedian ? -datum.at : datum.number", "as": "place"},
        ],
        "height": len(rows) * (LINE_WITH_WORLDS if worlds else LINE),
        "encoding": {"y": y},
        "layer": layers,
    }


def _worlds(plot: Plot, lang: Lang) -> Iterator[Json]:
    """Yield single worlds of all rows as data."""
    for number, row in enumerate(plot.rows):
        for world, value in enumerate(row.worlds, start=1):
            if value is not None:
                scaled = value * plot.times
                yield {"row": f"{number:03d}", "number": number, "label": row.label,
                       "world": world, "value": scaled, "text": _figure(scaled, lang)}  # fmt: skip


def _reference(plot: Plot) -> list[Json]:
    if plot.reference is None:
        return []
    line = {"type": "rule", "color": INK, "strokeDash": [3, 3]}
    return [{"mark": line, "encoding": {"x": {"datum": plot.reference * plot.times}, "y": None}}]


def _ticks(worlds: list[Json], x: Json, lang: Lang) -> list[Json]:
    """Return a tick for every world; under the pointer a world lights up in all rows."""
    if not worlds:
        return []
    words = texts(lang)
    looked_at = {"param": "world", "empty": False}
    return [
        {
            "params": [
                {"name": "world",
                 "select": {"type": "point", "fields": ["world"], "on": "pointerover"}}
            ],
            "transform": [{"filter": "isValid(datum.world)"}],
            "mark": {"type": "tick", "thickness": 1.5, "size": 26},
            "encoding": {
                "x": {**x, "field": "value"},
                "color": {"condition": {**looked_at, "value": SEEN}, "value": COLOR},
                "opacity": {"condition": {**looked_at, "value": 1.0}, "value": 0.3},
                "tooltip": [
                    {"field": "label", "title": words["report.row"]},
                    {"field": "world", "title": words["report.world"]},
                    {"field": "text", "title": words["report.value"]},
                ],
            },
        }
    ]  # fmt: skip
