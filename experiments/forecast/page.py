"""The page for a facilitator's month: HTML, and PDF where that can be printed."""

from bisect import bisect_left
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from experiments.common.languages import Lang
from experiments.common.printing import faces, printer
from experiments.common.tables import Cell, Marked, parts_of
from experiments.common.texts import texts_of
from experiments.forecast.city_forecast import Json
from experiments.forecast.view import TEXTS, View

SIZES_PT = tuple(5.5 + 0.25 * step for step in range(13))
"""Type sizes that are tried, so that all stands on one sheet; more Kubes take more sheets."""
DIGEST_SHOWN = 12


def page(view: View, content: Json, lang: Lang) -> str:
    """Return the page of a forecast as HTML."""
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    words, made = texts_of(TEXTS)[lang], content["made"]
    return environment.get_template("page.html").render(
        lang=lang,
        words=words,
        view=view,
        text=_text,
        is_strong=lambda cell: isinstance(cell, Marked) and cell.look == "strong",
        made=words.say(
            "page.made",
            version=made["version"],
            file=made["file"],
            digest=made["sha256"][:DIGEST_SHOWN],
        ),
    )


def _text(cell: Cell) -> str:
    """Return a cell without its look."""
    return "".join(part.text if isinstance(part, Marked) else part for part in parts_of(cell))


def pdf(html: str) -> bytes:
    """Return a page as PDF.

    Raises
    ------
    NoPrinterError
        When a library of the system is missing, in a line.
    """
    weasyprint, config = printer()
    document = weasyprint.HTML(string=html)

    def sheets(size: float) -> Any:
        text = f"{faces()}\nhtml {{ font-size: {size}pt !important }}"
        style = weasyprint.CSS(string=text, font_config=config)
        return document.render(stylesheets=[style], font_config=config)

    place = bisect_left(SIZES_PT, True, key=lambda trial: len(sheets(trial).pages) > 1)
    size = SIZES_PT[max(0, place - 1)]
    written: bytes = sheets(size).write_pdf(pdf_identifier=b"kubesim")
    return written
