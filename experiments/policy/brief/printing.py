"""The printed brief: a PDF of exactly two sheets of A4, in type as large as fits them."""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from typing import Any

from experiments.common.printing import NoPrinterError, faces, printer
from experiments.policy.brief.page import Page

SHEETS = 2
SIZES_PT = tuple(5.0 + 0.25 * step for step in range(21))
"""Type sizes that are tried."""


def pdf(page: Page) -> tuple[bytes, float]:
    """Return the PDF of a page and the type size in points.

    Raises
    ------
    NoPrinterError
        When a library of the system is missing, in a line.
    """
    weasyprint, config = printer()
    html = weasyprint.HTML(string=page.html)

    def sheets(size: float) -> Any:
        style = weasyprint.CSS(string=_style(size), font_config=config)
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
    return f"{faces()}\nhtml {{ font-size: {size}pt !important }}"
