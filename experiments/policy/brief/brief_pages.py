"""The page of a brief: every section written and put into the template, printed, and saved."""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from experiments.common.files import make_folder, save
from experiments.common.languages import Lang
from experiments.common.printing import NoPrinterError, faces, printer
from experiments.common.texts import texts_of
from experiments.policy.brief.brief_answer import answer, picture
from experiments.policy.brief.brief_basis import basis, dated, manifest, sources
from experiments.policy.brief.brief_changes import changes
from experiments.policy.brief.brief_writer import TEXTS, Figures, Writer
from experiments.policy.brief.costs_and_households import costs, people
from experiments.policy.brief.finished_ranking import FinishedRanking
from experiments.store.disk import in_words

TEMPLATE = "page.html"
SHEETS = 2
SIZES_PT = tuple(5.0 + 0.25 * step for step in range(21))
"""Type sizes that are tried."""
Json = dict[str, Any]


class Page(NamedTuple):
    """A brief as HTML.

    Attributes
    ----------
    figures : Figures
        Every number in it.
    """

    html: str
    title: str
    lang: Lang
    figures: Figures


def page(ranking: FinishedRanking, lang: Lang) -> Page:
    """Write the brief of a ranking in a language."""
    figures = Figures()
    writer = Writer(ranking, texts_of(TEXTS)[lang], figures)
    about = ranking.report["set"]
    title = about["judul"] if lang == "id" else about["title"]
    sections = {
        "dated": dated(writer),
        "answer": answer(writer),
        "costs": costs(writer),
        "picture": picture(writer),
        "people": people(writer),
        "changes": changes(writer),
        "basis": basis(writer),
        "manifest": manifest(writer),
    }
    html = (
        _environment()
        .get_template(TEMPLATE)
        .render(
            lang=lang,
            title=title,
            question=about["pertanyaan"] if lang == "id" else about["question"],
            made=ranking.runs.manifest["sealed"],
            cost_heads=_cost_heads(writer),
            say=writer.say,
            label=writer.label,
            sources=sources(writer),
            **sections,
        )
    )
    return Page(html, title, lang, figures)


def _cost_heads(writer: Writer) -> list[Markup]:
    """Return the heads of the columns of costs."""
    kubes = writer.text("kubes", writer.ranking.kubes, writer.figures.document("set.json"))
    keys = ("kube", "more", "whole", "whole_more")
    return [writer.say(f"cost.{key}", kubes=kubes) for key in keys]


def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


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

    size = _largest(SIZES_PT, lambda trial: len(sheets(trial).pages) <= SHEETS)
    if size is None:
        raise NoPrinterError(f"its texts are too long for {SHEETS} sheets")
    return sheets(size).write_pdf(pdf_identifier=b"kubesim"), size


def _largest(sizes: Sequence[float], fits: Callable[[float], bool]) -> float | None:
    """Return the largest of ascending sizes that fits, if one does; smaller ones fit too."""
    place = bisect_left(sizes, True, key=lambda size: not fits(size))
    return sizes[place - 1] if place else None


def _style(size: float) -> str:
    return f"{faces()}\nhtml {{ font-size: {size}pt !important }}"


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


def make(ranking: FinishedRanking, lang: Lang, folder: Path) -> Made:
    """Write a brief and save it as HTML and, where that can be printed, as PDF.

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
    figures_in_json = []
    for figure in figures.all.values():
        source = figure.source
        about: Json = {"name": figure.name, "value": figure.value, "text": figure.text}
        if source.folder:
            sweep = folder / source.folder
            about |= {
                "sweep": str(sweep),
                "rows": [list(span) for span in source.rows],
                "opens": f"kubesim replay {sweep} --row {source.row}",
            }
        else:
            about["document"] = source.document
        figures_in_json.append(about)
    return figures_in_json
