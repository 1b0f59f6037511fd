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
from experiments.common.texts import Texts
from experiments.pages.scripts import json_in_script
from experiments.reporting.charts import library, locale, table
from experiments.reporting.words import texts

FOLDER = Path(__file__).parent
TEXT_COLUMNS = 108
"""Width of tables that are printed as on the screen: two sheets of paper side by side are not."""


class Section(NamedTuple):
    """A part of a report: a heading and what stands under it, as HTML."""

    title: str
    parts: Sequence[str]


def document(title: str, sections: Iterable[Section], lang: Lang) -> bytes:
    """Return a report as an HTML file."""
    style, script = ((FOLDER / name).read_text("utf-8") for name in ("report.css", "report.js"))
    body = "\n".join(
        f"<section><h2>{html.escape(section.title)}</h2>\n{''.join(section.parts)}</section>"
        for section in sections
        if section.parts
    )
    has_charts = 'class="chart"' in body
    data = {"choose": texts(lang)["report.choose"], "locale": locale(lang)}
    scripts = [library(), f"window.report={json_in_script(data)};{script}"] if has_charts else []
    return (
        f'<!doctype html>\n<html lang="{lang}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{html.escape(title)}</title><style>{style}</style></head>\n"
        f"<body><main><h1>{html.escape(title)}</h1>\n{body}</main>\n"
        + "".join(f"<script>{one}</script>\n" for one in scripts)
        + "</body></html>\n"
    ).encode()


def paragraph(text: str, kind: str = "") -> str:
    """Return a paragraph."""
    return f'<p class="{kind}">{html.escape(text)}</p>' if kind else f"<p>{html.escape(text)}</p>"


def lead(strong: str, rest: str) -> str:
    """Return the answer in a paragraph, what is said first in bold."""
    return f'<p class="lead"><b>{html.escape(strong)}</b> {html.escape(rest)}</p>'


def listed(lines: Iterable[str]) -> str:
    """Return lines as a list."""
    return f"<ul>{''.join(f'<li>{html.escape(line)}</li>' for line in lines)}</ul>"


def code(text: str) -> str:
    """Return a text as it is typed."""
    return f'<pre tabindex="0">{html.escape(text)}</pre>'


def typed(text: str) -> str:
    """Return a command: its long line is broken where the page ends."""
    return f'<pre class="typed" tabindex="0">{html.escape(text)}</pre>'


def as_on_screen(content: RenderableType) -> str:
    """Return what a command prints, with its bold headings."""
    console = Console(width=TEXT_COLUMNS, record=True, file=io.StringIO(), color_system=None)
    console.print(content)
    return code(console.export_text())


def picture(path: Path, called: str) -> str:
    """Return a picture (PNG) with what it is called."""
    data, name = base64.b64encode(path.read_bytes()).decode(), html.escape(called)
    return (
        f'<figure><img alt="{name}" src="data:image/png;base64,{data}">'
        f"<figcaption>{name}</figcaption></figure>"
    )


def provenance(words: Texts, facts: Mapping[str, Any]) -> str:
    """Return what results are made of, each fact by its name."""
    called = {name: words.flat.get(f"report.fact.{name}", name) for name in facts}
    rows = [
        (called[name], value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))
        for name, value in facts.items()
    ]
    return table(words["report.provenance"], ("", ""), rows)
