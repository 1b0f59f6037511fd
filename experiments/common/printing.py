"""What prints sheets of paper, and the fonts that make all machines break lines alike."""

import importlib
from pathlib import Path
from typing import Any

import matplotlib

from sim.inputs.said import Said, both

FONTS = {
    ("Brief", "normal", "normal"): "DejaVuSans.ttf",
    ("Brief", "bold", "normal"): "DejaVuSans-Bold.ttf",
    ("Brief", "normal", "italic"): "DejaVuSans-Oblique.ttf",
    ("BriefMono", "normal", "normal"): "DejaVuSansMono.ttf",
}
"""By family, weight and style: those that come with Matplotlib."""


class NoPrinterError(Exception):
    """What prints is not there, or a text does not fit its sheets; why in both languages."""

    def __init__(self, why: Said) -> None:
        super().__init__(why)
        self.why = why


def printer() -> tuple[Any, Any]:
    """Return WeasyPrint and a configuration of its fonts.

    Raises
    ------
    NoPrinterError
        When a library of the system is missing, in a line.
    """
    try:
        weasyprint: Any = importlib.import_module("weasyprint")
        fonts = importlib.import_module("weasyprint.text.fonts")
    except OSError as error:
        line = " ".join(str(error).split())
        why = both(
            f"a library of the system is missing (Pango): {line}",
            f"sebuah pustaka sistem tidak ada (Pango): {line}",
        )
        raise NoPrinterError(why) from None
    return weasyprint, fonts.FontConfiguration()


def pdf_of(html: str) -> bytes:
    """Return sheets of paper as tagged PDF; the same text gives the same bytes on one machine.

    Raises
    ------
    NoPrinterError
        When a library of the system is missing, in a line.
    """
    weasyprint, config = printer()
    style = weasyprint.CSS(string=faces(), font_config=config)
    document = weasyprint.HTML(string=html).render(stylesheets=[style], font_config=config)
    pdf: bytes = document.write_pdf(pdf_identifier=b"kubesim", pdf_tags=True)
    return pdf


def faces() -> str:
    """Return the style that brings the fonts."""
    folder = Path(matplotlib.get_data_path()) / "fonts" / "ttf"
    return "\n".join(
        f"@font-face {{ font-family: {family}; font-weight: {weight}; font-style: {style}; "
        f'src: url("{(folder / file).as_uri()}") }}'
        for (family, weight, style), file in FONTS.items()
    )
