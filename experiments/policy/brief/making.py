"""A brief from a ranking's folder into files."""

from pathlib import Path
from typing import Any, NamedTuple

from experiments.common.files import make_folder, save
from experiments.common.languages import Lang
from experiments.common.printing import NoPrinterError
from experiments.policy.brief.figures import Figures
from experiments.policy.brief.opened import Opened
from experiments.policy.brief.page import Page, page
from experiments.policy.brief.printing import pdf
from experiments.store.disk import in_words

Json = dict[str, Any]


class Made(NamedTuple):
    """A brief that was saved.

    Attributes
    ----------
    no_pdf : str
        Why there is no PDF; empty where there is one.
    """

    page: Page
    files: tuple[Path, ...]
    no_pdf: str


def make(of: Opened, lang: Lang, folder: Path) -> Made:
    """Write a brief and save it as HTML and, where that can be printed, as PDF.

    Raises
    ------
    InputError
        When the folder cannot be written to.
    """
    written = page(of, lang)
    files = {f"brief-{lang}.html": written.html.encode()}
    no_pdf = ""
    try:
        files[f"brief-{lang}.pdf"] = pdf(written)[0]
    except NoPrinterError as error:
        no_pdf = str(error)
    with in_words(folder):
        make_folder(folder)
        for name, content in files.items():
            save(folder / name, content)
    return Made(written, tuple(folder / name for name in files), no_pdf)


def in_json(figures: Figures, folder: Path) -> list[Json]:
    """Return every figure with the rows of the sweep that it comes from.

    Parameters
    ----------
    folder : Path
        Of the ranking.
    """
    found = []
    for it in figures.all.values():
        of = it.source
        told: Json = {"name": it.name, "value": it.value, "text": it.text}
        if of.folder:
            sweep = folder / of.folder
            told |= {
                "sweep": str(sweep),
                "rows": [list(span) for span in of.rows],
                "opens": f"kubesim replay {sweep} --row {of.row}",
            }
        else:
            told["document"] = of.document
        found.append(told)
    return found
