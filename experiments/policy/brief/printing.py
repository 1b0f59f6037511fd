"""The printed brief: a PDF of exactly two sheets of A4, in type as large as fits them."""

import importlib
from bisect import bisect_left
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import matplotlib

from experiments.policy.brief.page import Page

SHEETS = 2
SIZES_PT = tuple(5.0 + 0.25 * step for step in range(21))
"""Type sizes that are tried."""
FONTS = {
    ("Brief", "normal", "normal"): "DejaVuSans.ttf",
    ("Brief", "bold", "normal"): "DejaVuSans-Bold.ttf",
    ("Brief", "normal", "italic"): "DejaVuSans-Oblique.ttf",
    ("BriefMono", "normal", "normal"): "DejaVuSansMono.ttf",
}
"""By family, weight and style: those that come with Matplotlib, so that all machines break lines
alike."""


class NoPrinterError(Exception):
    """What prints is not there."""


def pdf(page: Page) -> tuple[bytes, float]:
    """Return the PDF of a page and the type size in points.

    Raises
    ------
    NoPrinterError
        When a library of the system is missing, in a line.
    """
    try:
        printer: Any = importlib.import_module("weasyprint")
        fonts = importlib.import_module("weasyprint.text.fonts")
    except OSError as error:
        line = " ".join(str(error).split())
        raise NoPrinterError(f"a library of the system is missing (Pango): {line}") from None
    config = fonts.FontConfiguration()
    html = printer.HTML(string=page.html)

    def sheets(size: float) -> Any:
        style = printer.CSS(string=_style(size), font_config=config)
        return html.render(stylesheets=[style], font_config=config)

    size = _largest(SIZES_PT, lambda it: len(sheets(it).pages) <= SHEETS)
    if size is None:
        raise NoPrinterError(f"its texts are too long for {SHEETS} sheets")
    return sheets(size).write_pdf(pdf_identifier=b"kubesim"), size


def _largest(sizes: Sequence[float], fits: Callable[[float], bool]) -> float | None:
    """Return the largest of ascending sizes that fits, if one does; smaller ones fit too."""
    place = bisect_left(sizes, True, key=lambda it: not fits(it))
    return sizes[place - 1] if place else None


def _style(size: float) -> str:
    folder = Path(matplotlib.get_data_path()) / "fonts" / "ttf"
    faces = [
        f"@font-face {{ font-family: {family}; font-weight: {weight}; font-style: {style}; "
        f'src: url("{(folder / file).as_uri()}") }}'
        for (family, weight, style), file in FONTS.items()
    ]
    return "\n".join([*faces, f"html {{ font-size: {size}pt !important }}"])
