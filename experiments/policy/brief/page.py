"""The page of a brief: every section written, then put into the template."""

from pathlib import Path
from typing import NamedTuple

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from experiments.common.languages import Lang
from experiments.policy.brief.answer import answer
from experiments.policy.brief.basis import basis
from experiments.policy.brief.changes import changes
from experiments.policy.brief.costs import costs
from experiments.policy.brief.figures import Figures
from experiments.policy.brief.opened import Opened
from experiments.policy.brief.people import people
from experiments.policy.brief.picture import picture
from experiments.policy.brief.provenance import dated, manifest, sources
from experiments.policy.brief.texts import Texts
from experiments.policy.brief.writing import Writer

TEMPLATE = "page.html"


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


def page(of: Opened, lang: Lang) -> Page:
    """Write the brief of a ranking in a language."""
    texts, figures = Texts(lang), Figures()
    writer = Writer(of, texts, figures)
    about = of.told["set"]
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
            made=of.runs.manifest["sealed"],
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
    kubes = writer.text("kubes", writer.of.kubes, writer.figures.document("set.json"))
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
