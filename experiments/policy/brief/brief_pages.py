"""The two pages of a brief: every section written and put into the template, printed, and saved."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from experiments.common import spread_words
from experiments.common.files import save_all
from experiments.common.languages import Lang
from experiments.common.printing import NoPrinterError, faces, printer
from experiments.common.texts import texts_of
from experiments.policy.brief.alternatives import Alternatives, alternatives
from experiments.policy.brief.brief_writer import TEXTS, Figure, Writer
from experiments.policy.brief.costs_and_visits import costs, visits
from experiments.policy.brief.dot_picture import picture
from experiments.policy.brief.finished_ranking import FinishedRanking
from experiments.policy.brief.headline import answer
from experiments.policy.brief.method_and_basis import dated, made, method, rests_on
from experiments.policy.brief.policy_table import policy_table
from experiments.policy.brief.side_by_side import side_by_side
from experiments.policy.brief.what_policies_set import what_policies_set
from experiments.policy.brief.what_to_find_out import what_to_find_out
from experiments.policy.brief.what_would_change_it import what_would_change_it
from experiments.policy.brief.who_gains import groups
from experiments.policy.effects import Json
from sim.inputs.said import both

SCHEMA = 2
"""Of `--json`: figures have no letters since 2; their names are others."""
TEMPLATE = "page.html"
SHEETS = 2
SIZES_PT = tuple(5.0 + 0.25 * step for step in range(21))
"""Type sizes that are tried."""


class Page(NamedTuple):
    """A brief as HTML.

    Attributes
    ----------
    figures : mapping of Figure
        Every number in it, by name.
    """

    html: str
    lang: Lang
    choice: Alternatives
    figures: Mapping[str, Figure]


def page(ranking: FinishedRanking, lang: Lang, between: Sequence[str] | None = None) -> Page:
    """Write the brief of a ranking in a language.

    Parameters
    ----------
    between : sequence of str, optional
        Two policies between which is chosen (`alternatives`).

    Raises
    ------
    InputError
        When they are not two policies of the ranking.
    """
    choice = alternatives(ranking, between)
    writer = Writer(ranking, choice, texts_of(TEXTS)[lang], texts_of(spread_words.FOLDER)[lang])
    about = ranking.report["set"]
    sections = {
        "dated": dated(writer),
        "answer": answer(writer),
        "sets": what_policies_set(writer),
        "side": side_by_side(writer),
        "rests": rests_on(writer),
        "changes": what_would_change_it(writer),
        "picture": picture(writer),
        "table": policy_table(writer),
        "costs": costs(writer),
        "groups": groups(writer),
        "visits": visits(writer),
        "learn": what_to_find_out(writer),
        "method": method(writer),
        "made": made(writer),
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
        sealed=ranking.runs.manifest["sealed"],
        say=writer.say,
        label=writer.label,
        **sections,
    )
    return Page(html, lang, choice, writer.figures)


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
        why = both(
            f"its texts are too long for {SHEETS} sheets",
            f"teksnya terlalu panjang untuk {SHEETS} lembar",
        )
        raise NoPrinterError(why)
    size = SIZES_PT[place - 1]
    return sheets(size).write_pdf(pdf_identifier=b"kubesim"), size


def save(page: Page, folder: Path) -> tuple[list[Path], str]:
    """Save a brief as HTML and, where that can be printed, as PDF.

    Returns
    -------
    tuple of list of Path, str
        The files, and why there is no PDF: empty where there is one.

    Raises
    ------
    InputError
        When the folder cannot be written to.
    """
    files = {f"brief-{page.lang}.html": page.html.encode()}
    no_pdf = ""
    try:
        files[f"brief-{page.lang}.pdf"] = pdf(page)[0]
    except NoPrinterError as error:
        no_pdf = error.why
    return save_all(folder, files), no_pdf


def in_json(figures: Mapping[str, Figure], folder: Path) -> list[Json]:
    """Return every figure with the rows of the sweep that it comes from.

    Parameters
    ----------
    folder : Path
        Of the ranking.
    """
    shown = []
    for figure in figures.values():
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
