"""The sheet of questions for those who know Kubes: two sheets of paper, and a file for answers."""

from bisect import bisect_left
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from experiments.common.languages import Lang
from experiments.common.numbers import NO_BREAK, short
from experiments.common.printing import NoPrinterError, faces, printer
from experiments.common.texts import texts_of
from experiments.evidence.elicit.answers_file import template
from experiments.evidence.elicit.question_file import Asked, Questions, shipped
from sim.inputs.said import both
from sim.scenario import load_scenario

HERE = Path(__file__).parent
TEXTS = HERE / "texts"
SHEETS = 2
SIZES_PT = tuple(7.0 + 0.25 * step for step in range(21))
"""Type sizes that are tried: the largest with which all stands on two sheets is taken."""


def sheet_html(lang: Lang, questions: Questions | None = None) -> str:
    """Return the sheet as a page that needs nothing else."""
    asked = questions or shipped()
    texts = texts_of(TEXTS)[lang]
    words = texts.tables["sheet"]
    scenario = load_scenario(asked.setting.scenario)
    after = len(asked.question) + 1
    environment = Environment(
        loader=FileSystemLoader(HERE),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("sheet.html").render(
        lang=lang,
        css=(HERE / "sheet.css").read_text(encoding="utf-8"),
        words=words,
        visits=short(scenario.programme.visits_per_month, lang),
        parts=[
            (words["questions"], "", _rows(asked.question, 1, lang)),
            (words["seeds"], words["seeds_about"], _rows(asked.seed, after, lang)),
        ],
    )


def _rows(asked: tuple[Asked, ...], first: int, lang: Lang) -> list[tuple[int, str, str]]:
    """Return number, question and unit of everything that is asked."""
    return [
        (number, one.asked(lang).replace("Rp ", f"Rp{NO_BREAK}"), one.unit_in(lang))
        for number, one in enumerate(asked, first)
    ]


def sheet_pdf(html: str) -> bytes:
    """Return a sheet as PDF, in the largest type with which it has two pages.

    Raises
    ------
    NoPrinterError
        When a library of the system is missing, or it does not fit.
    """
    weasyprint, config = printer()
    page = weasyprint.HTML(string=html)

    def laid_out(size: float) -> Any:
        text = f"{faces()}\nhtml {{ font-size: {size}pt !important }}"
        style = weasyprint.CSS(string=text, font_config=config)
        return page.render(stylesheets=[style], font_config=config)

    place = bisect_left(SIZES_PT, True, key=lambda trial: len(laid_out(trial).pages) > SHEETS)
    if not place:
        why = both(
            f"its questions are too long for {SHEETS} sheets",
            f"pertanyaannya terlalu panjang untuk {SHEETS} lembar",
        )
        raise NoPrinterError(why)
    document: bytes = laid_out(SIZES_PT[place - 1]).write_pdf(pdf_identifier=b"kubesim")
    return document


def sheet_files(lang: Lang) -> tuple[dict[str, bytes], str]:
    """Return the sheet and a file for the answers, by name.

    Returns
    -------
    dict of bytes
    str
        Why there is no PDF; empty where there is one.
    """
    html = sheet_html(lang)
    files = {f"sheet-{lang}.html": html.encode()}
    no_pdf = ""
    try:
        files[f"sheet-{lang}.pdf"] = sheet_pdf(html)
    except NoPrinterError as error:
        no_pdf = error.why
    answers = template(lang, texts_of(TEXTS)[lang])
    return {**files, f"answers-{lang}.toml": answers.encode()}, no_pdf
