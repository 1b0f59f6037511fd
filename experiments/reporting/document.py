"""A report as one HTML file: style, script, pictures and figures are inside, nothing is fetched."""

import base64
import html
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from rich.console import Console, RenderableType

from experiments.common.languages import Lang
from experiments.common.texts import Texts, texts_of
from experiments.pages.scripts import json_in_script
from experiments.reporting.interval_plot import Plot, interval_plot

FOLDER = Path(__file__).parent
TEXT_COLUMNS = 108
"""Width of tables that are printed as on the screen: two sheets of paper side by side are not."""


class Section(NamedTuple):
    """A part of a report: a heading and what stands under it, as HTML."""

    title: str
    parts: Sequence[str]


def texts(lang: Lang) -> Texts:
    """Return what reports say in a language."""
    return texts_of(FOLDER / "texts")[lang]


def document(title: str, sections: Iterable[Section], lang: Lang) -> bytes:
    """Return a report as an HTML file."""
    style, script = ((FOLDER / name).read_text("utf-8") for name in ("report.css", "report.js"))
    body = "\n".join(
        f"<section><h2>{html.escape(section.title)}</h2>\n{''.join(section.parts)}</section>"
        for section in sections
        if section.parts
    )
    words = json_in_script({"choose": texts(lang)["report.choose"]})
    return (
        f'<!doctype html>\n<html lang="{lang}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{html.escape(title)}</title><style>{style}</style></head>\n"
        f"<body><main><h1>{html.escape(title)}</h1>\n{body}</main>\n"
        f"<script>window.words={words};{script}</script></body></html>\n"
    ).encode()


def paragraph(text: str, kind: str = "") -> str:
    """Return a paragraph."""
    return f'<p class="{kind}">{html.escape(text)}</p>' if kind else f"<p>{html.escape(text)}</p>"


def listed(lines: Iterable[str]) -> str:
    """Return lines as a list."""
    return f"<ul>{''.join(f'<li>{html.escape(line)}</li>' for line in lines)}</ul>"


def code(text: str) -> str:
    """Return a text as it is typed."""
    return f'<pre tabindex="0">{html.escape(text)}</pre>'


def as_on_screen(content: RenderableType) -> str:
    """Return what a command prints, with its bold headings."""
    console = Console(width=TEXT_COLUMNS, record=True, file=io.StringIO(), color_system=None)
    console.print(content)
    return code(console.export_text())


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


def picture(path: Path) -> str:
    """Return a picture (PNG), named after its file."""
    data = base64.b64encode(path.read_bytes()).decode()
    name = html.escape(path.stem.replace("-", " ").replace("_", " "))
    return (
        f'<figure><img alt="{name}" src="data:image/png;base64,{data}">'
        f"<figcaption>{name}</figcaption></figure>"
    )


def plots(several: Sequence[Plot], lang: Lang) -> str:
    """Return plots of which one is chosen to be shown; without a script all are."""
    figures = "".join(
        f'<figure class="plot" data-title="{html.escape(plot.title)}">'
        f"<figcaption>{html.escape(plot.title)}, {html.escape(plot.unit)}</figcaption>"
        f"{interval_plot(plot, lang)}</figure>"
        for plot in several
        if plot.rows
    )
    return f'<div class="plots">{figures}</div>' if figures else ""


def provenance(name: str, facts: Mapping[str, Any]) -> str:
    """Return what results are made of, each fact by its name."""
    rows = [
        (name, value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))
        for name, value in facts.items()
    ]
    return table(name, ("", ""), rows)
