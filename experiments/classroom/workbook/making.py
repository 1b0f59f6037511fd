"""The workbook: its contents put into the template, and printed on sheets of A4."""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from experiments.classroom.texts import words
from experiments.classroom.workbook.contents import contents
from experiments.common.languages import Lang
from experiments.common.printing import faces, printer
from sim.scenario import Scenario


def workbook(scenario: Scenario, kube: int, seed: int, trainee: str, lang: Lang) -> bytes:
    """Return a workbook as PDF; the same arguments give the same bytes on one machine.

    Parameters
    ----------
    scenario : Scenario
        Of which the cash book, the table of decisions and the score sheet are.
    kube : int
        Id of its Kube.
    seed : int
        The luck.
    trainee : str
        Name or number; from it come the exercises, which are of the scenario `classroom`.
    lang : {"id", "en"}

    Raises
    ------
    InputError
        When there is no such Kube, or the trainee has no name.
    NoPrinterError
        When a library of the system is missing, in a line.
    """
    return printed(page(scenario, kube, seed, trainee, lang))


def page(scenario: Scenario, kube: int, seed: int, trainee: str, lang: Lang) -> str:
    """Return a workbook as HTML, made to be printed."""
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made = contents(scenario, kube, seed, trainee, lang)
    said = words("workbook")[lang]
    return environment.get_template("page.html").render(lang=lang, said=said, it=made)


def printed(html: str) -> bytes:
    """Return the PDF of a page.

    Raises
    ------
    NoPrinterError
    """
    weasyprint, config = printer()
    style = weasyprint.CSS(string=faces(), font_config=config)
    document = weasyprint.HTML(string=html).render(stylesheets=[style], font_config=config)
    pdf: bytes = document.write_pdf(pdf_identifier=b"kubesim")
    return pdf
