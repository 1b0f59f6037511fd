"""The page of a brief: every section written and put into the template, printed, and saved."""

from bisect import bisect_left
from pathlib import Path
from typing import Any, NamedTuple

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from experiments.common.files import save_all
from experiments.common.languages import Lang
from experiments.common.printing import NoPrinterError, faces, printer
from experiments.common.texts import texts_of
from experiments.policy.brief.brief_answer import answer, picture
from experiments.policy.brief.brief_basis import basis, dated, manifest, sources
from experiments.policy.brief.brief_changes import changes
from experiments.policy.brief.brief_writer import TEXTS, Figures, Writer
from experiments.policy.brief.costs_and_households import costs, people
from experiments.policy.brief.finished_ranking import FinishedRanking
from experiments.policy.effects import Json

TEMPLATE = "page.html"
SHEETS = 2
SIZES_PT = tuple(5.0 + 0.25 * step for step in range(21))
"""Type sizes that are tried."""


class Page(NamedTuple):
    """A brief as HTML.

    Attributes
    ----------
    figures : Figures
        Every number in it.
    """

    html: str
    lang: Lang
    figures: Figures


def page(ranking: FinishedRanking, lang: Lang) -> Page:
    """Write the brief of a ranking in a language."""
    figures = Figures()
    writer = Writer(ranking, texts_of(TEXTS)[lang], figures)
    about = ranking.report["set"]
    sections = {
        "dated": dated(writer),
        "answer": answer(writer),
        "costs": costs(writer),
        "picture": picture(writer),
        "people": people(writer),
        "changes": changes(writer),
        "basis": basis(writer),
        "manifest": manifest(writer),
        "sources": sources(writer),
    }
    template = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    ).get_template(TEMPLATE)
    html = template.render(
        lang=lang,
        title=about["judul"] if lang == "id" else about["title"],
        question=about["pertanyaan"] if lang == "id" else about["question"],
        made=ranking.runs.manifest["sealed"],
        say=writer.say,
        label=writer.label,
        **sections,
    )
    return Page(html, lang, figures)


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
        text = f"{faces()}\nhtml {{ font-size: {size}pt !important }}"
        style = weasyprint.CSS(string=text, font_config=config)
        return html.render(stylesheets=[style], font_config=config)

    place = bisect_left(SIZES_PT, True, key=lambda trial: len(sheets(trial).pages) > SHEETS)
    if not place:
        raise NoPrinterError(f"its texts are too long for {SHEETS} sheets")
    size = SIZES_PT[place - 1]
    return sheets(size).write_pdf(pdf_identifier=b"kubesim"), size


def make(ranking: FinishedRanking, lang: Lang, folder: Path) -> tuple[Page, list[Path], str]:
    """Write a brief and save it as HTML and, where that can be printed, as PDF.

    Returns
    -------
    tuple of Page, list of Path, str
        What was written, the files, and why there is no PDF: empty where there is one.

    Raises
    ------
    InputError
        When the folder cannot be written to.
    """
    written = page(ranking, lang)
    files = {f"brief-{lang}.html": written.html.encode()}
    no_pdf = ""
    try:
        files[f"brief-{lang}.pdf"] = pdf(written)[0]
    except NoPrinterError as error:
        no_pdf = str(error)
    return written, save_all(folder, files), no_pdf


def in_json(figures: Figures, folder: Path) -> list[Json]:
    """Return every figure with the rows of the sweep that it comes from.

    Parameters
    ----------
    folder : Path
        Of the ranking.
    """
    shown = []
    for figure in figures.all.values():
        source, sweep = figure.source, folder / figure.source.folder
        about: Json = {"name": figure.name, "value": figure.value, "text": figure.text}
        if source.folder:
            about["sweep"] = str(sweep)
            about["rows"] = [list(span) for span in source.rows]
            about["opens"] = f"kubesim replay {sweep} --row {source.row}"
        else:
            about["document"] = source.document
        shown.append(about)
    return shown
