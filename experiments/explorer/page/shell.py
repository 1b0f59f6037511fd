"""The page's shell: what the browser gets first, and the data from which its script draws."""

from fastapi import Request
from nicegui import Client, ui
from nicegui.element import Element

from experiments.common.languages import Lang, line_of
from experiments.explorer.link import OtherVersionError, asked_of, question_of, to_query
from experiments.explorer.question import Place, Question
from experiments.explorer.view import LANGUAGE_PATHS, started
from experiments.explorer.words import texts
from experiments.pages.door import TOKEN
from experiments.pages.scripts import json_in_script
from experiments.pages.sharing import Shared, qr_svg
from sim.inputs.strict import Fault, InputError

HEAD = (
    '<link rel="stylesheet" href="/page/explorer.css">'
    "<script>window.explorerStart={start}</script>"
    '<script defer src="/explorer.js"></script>'
)


def declare(place: Place, shared: Shared | None) -> None:
    """Declare the page in both languages."""

    @ui.page(LANGUAGE_PATHS["id"], language="id")
    def indonesian(client: Client, request: Request) -> None:
        _page(client, request, place, "id", shared)

    @ui.page(LANGUAGE_PATHS["en"], language="en-US")
    def english(client: Client, request: Request) -> None:
        _page(client, request, place, "en", shared)


def _page(
    client: Client,
    request: Request,
    place: Place,
    lang: Lang,
    shared: Shared | None,
) -> None:
    question, faults, anew = _asked(request.url.query, place)
    other: Lang = "en" if lang == "id" else "id"
    start = {
        **started(place, question, lang),
        "faults": [line_of(fault, lang) for fault in faults],
        "anew": anew,
        "other": {"lang": other, "path": LANGUAGE_PATHS[other]},
        "room": None if shared is None else _room(shared),
    }
    ui.add_head_html(HEAD.format(start=json_in_script(start)))
    ui.colors(primary="#0b5f8a")
    client.title = texts(lang)["page.title"]
    Element("div").props('id="explorer"')


def _asked(query: str, place: Place) -> tuple[Question, list[Fault], str]:
    """Return the question of a link, or the first with what is wrong with the link.

    The third is the query that asks the same of this version, where the link is of another.
    """
    kept = "&".join(part for part in query.split("&") if not part.startswith(f"{TOKEN}="))
    if not kept:
        return place.usual, [], ""
    try:
        return question_of(kept, place), [], ""
    except OtherVersionError as error:
        return place.usual, error.records, to_query(asked_of(kept, place).question, place)
    except InputError as error:
        return place.usual, error.records, ""


def _room(shared: Shared) -> dict[str, str]:
    """Return how others in the room come in: the link, and its QR code."""
    return {"link": shared.link(), "code": qr_svg(shared.link(), shared.link())}
