"""Charts of Vega-Lite inside a report: the library is in the file, and each figure in a table.

The library is `vega/vega.js`: Vega, Vega-Lite and Vega-Embed as one script, about 0.9 MB, which
`python -m docs.tools.vega` makes. Nothing else is fetched to draw a chart.
"""

import html
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from experiments.common.languages import Lang
from experiments.common.numbers import LANGUAGES, MINUS
from experiments.pages.scripts import json_in_script
from experiments.reporting.words import texts

LIBRARY = Path(__file__).parent / "vega" / "vega.js"
INK, SOFT, EDGE = "#1b2430", "#4d5866", "#cfd5dc"
FONT = 'system-ui, "Segoe UI", "Noto Sans", Roboto, Arial, sans-serif'
CONFIG: Mapping[str, Any] = {
    # The chart has a name, and its figures stand in a table: its marks need none of their own.
    "aria": False,
    "font": FONT,
    "view": {"stroke": None},
    "axis": {"labelColor": INK, "titleColor": SOFT, "gridColor": EDGE, "labelFontSize": 12.5,
             "titleFontSize": 12.5, "titleFontWeight": "normal"},
    "legend": {"labelColor": INK, "labelFontSize": 12.5, "labelLimit": 0, "orient": "top",
               "title": None},
}  # fmt: skip
Json = dict[str, Any]


class Chart(NamedTuple):
    """A chart, and the same figures as a table.

    Attributes
    ----------
    spec : dict
        Of Vega-Lite, without width and config.
    headings, rows : sequence
        The table; its first column names its rows.
    """

    title: str
    unit: str
    spec: Json
    headings: Sequence[str]
    rows: Sequence[Sequence[str]]


def table(name: str, headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table whose first column names its rows; headings may be empty."""
    head = "".join(f'<th scope="col">{html.escape(text)}</th>' for text in headings)
    above = f"<thead><tr>{head}</tr></thead>" if any(headings) else ""
    body = "".join(
        f'<tr><th scope="row">{html.escape(row[0])}</th>'
        + "".join(f"<td>{html.escape(cell)}</td>" for cell in row[1:])
        + "</tr>"
        for row in rows
    )
    return (
        f'<div class="wide" tabindex="0" role="group" aria-label="{html.escape(name)}">'
        f"<table>{above}<tbody>{body}</tbody></table></div>"
    )


def charts(several: Sequence[Chart], lang: Lang) -> str:
    """Return charts of which one is chosen to be shown; without a script their tables are."""
    figures = "".join(_figure(chart, lang) for chart in several if chart.rows)
    return f'<div class="plots">{figures}</div>' if figures else ""


def _figure(chart: Chart, lang: Lang) -> str:
    name, title = (html.escape(text) for text in (f"{chart.title}, {chart.unit}", chart.title))
    data = json_in_script({**chart.spec, "config": CONFIG})
    return (
        f'<figure class="plot" data-title="{title}"><figcaption>{name}</figcaption>'
        f'<div class="controls"></div><div class="chart" role="img" aria-label="{name}"></div>'
        f"<details><summary>{html.escape(texts(lang)['report.figures'])}</summary>"
        f"{table(chart.title, chart.headings, chart.rows)}</details>"
        f'<script type="application/json">{data}</script></figure>'
    )


def locale(lang: Lang) -> Json:
    """Return how the library writes numbers."""
    signs = LANGUAGES[lang]
    return {"decimal": signs.point, "thousands": signs.group, "grouping": [3],
            "currency": ["Rp ", ""], "minus": MINUS}  # fmt: skip


@cache
def library() -> str:
    """Return the library as a script that ends no script."""
    return LIBRARY.read_text("utf-8").replace("</script", "<\\/script")
