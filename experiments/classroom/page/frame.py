"""The frame of the page: title, language, tabs, and the dialog that shares it in the room."""

import re
from collections.abc import Callable
from typing import NamedTuple

from fastapi import Request
from nicegui import Client, ui
from nicegui.element import Element

from experiments.classroom.page.exercises_tab import ExercisesTab
from experiments.classroom.page.facilitator_tab import FacilitatorTab
from experiments.classroom.page.html_parts import button, fold, tag, text
from experiments.classroom.page.luck_tab import luck_tab
from experiments.classroom.page.play_tab import PlayTab
from experiments.classroom.page.room import PATHS, Desk, Room, Served
from experiments.classroom.page.twins_tab import twins_tab
from experiments.classroom.story.catalogue import scenarios
from experiments.classroom.story.fault_words import in_language
from experiments.classroom.story.link import from_query, to_query
from experiments.classroom.story.openings import first_game, first_round
from experiments.classroom.story.story import Story
from experiments.classroom.telling.story_record import until_of
from experiments.classroom.texts import code_of, name_of, stage_words, words
from experiments.common.languages import Lang
from experiments.pages.door import is_loopback
from experiments.pages.scripts import json_in_script
from experiments.pages.sharing import Shared, qr_svg
from sim.inputs.strict import InputError

STORY_KEYS = {"scenario", "kube", "left", "right"}
"""A link with none of these asks for the first story."""
HEAD = (
    '<link rel="stylesheet" href="/page/page.css"><link rel="stylesheet" href="/stage/stage.css">'
    "<script>window.kubesimStart={start}</script>"
    '<script defer src="/stage/stage.js"></script><script defer src="/page/page.js"></script>'
    '<script defer src="/page/exercises.js"></script><script defer src="/page/guess.js"></script>'
    '<script defer src="/page/swarm.js"></script>'
)


class Tab(NamedTuple):
    """A tab.

    Attributes
    ----------
    name : str
        As in the link and in the texts.
    build : callable
        Builds the tab on a page, when it is first opened.
    own_story : bool
        Whether it has a story of its own, on the stage under it; else it speaks of the one shown
        last.
    """

    name: str
    build: Callable[[Room], object]
    own_story: bool


TABS = (
    Tab("twins", twins_tab, own_story=True),
    Tab("play", PlayTab, own_story=True),
    Tab("facilitator", FacilitatorTab, own_story=True),
    Tab("luck", luck_tab, own_story=False),
    Tab("exercises", ExercisesTab, own_story=False),
)


def declare(first: Story, shared: Shared | None, served: Served) -> None:
    """Declare the page in both languages.

    Parameters
    ----------
    first : Story
        Shown where the link names none.
    shared : Shared, optional
        How others in the room come in.
    served : Served
    """

    @ui.page(PATHS["id"], language="id")
    def indonesian(client: Client, request: Request) -> None:
        _page(client, request, "id", first, shared, served)

    @ui.page(PATHS["en"], language="en-US")
    def english(client: Client, request: Request) -> None:
        _page(client, request, "en", first, shared, served)


def _page(
    client: Client,
    request: Request,
    lang: Lang,
    first: Story,
    shared: Shared | None,
    served: Served,
) -> None:
    texts = words("page")[lang]
    story, until, faults = _story_of(request.url.query, first)
    trainer = request.client is not None and is_loopback(request.client.host)
    desk = Desk(client, lang, texts, served, trainer)
    tab = request.query_params.get("tab", "")
    opened = next((known for known in TABS if known.name == tab and not faults), TABS[0])
    rooms = {
        "twins": Room(desk, first),
        "play": Room(desk, first_game(), 0),
        "facilitator": Room(desk, first_round(), 0),
    }
    shown = rooms[opened.name if opened.own_story else "twins"]
    if story is not first:
        shown.story = story
    if shown.until is not None:
        shown.until = until or 0
    desk.last = shown
    start = {
        "lang": lang,
        "code": code_of(lang),
        "query": to_query(shown.story),
        "until": shown.until,
        "faults": in_language(faults, lang),
        "stage": stage_words(),
        "said": texts["said"],
        **{part: words(part)[lang] for part in ("luck", "guess", "play")},
    }
    ui.add_head_html(HEAD.format(start=json_in_script(start)))
    ui.colors(primary="#1f5f8b")
    client.title = texts["title"]
    _header(shown, shared)
    _tabs(rooms, shown, opened)
    game = "" if opened is TABS[0] else "game"
    with tag("div", f"under {game}", id="under", hidden=not opened.own_story):
        tag("div", "faults", id="faults", role="alert")
        tag("p", "status", id="status", role="status")
        fold(texts["whole"], id="under-whole")
        tag("div", "stage", id="stage")


def _story_of(query: str, first: Story) -> tuple[Story, int | None, list[str]]:
    """Return the story of a link and its months, or the first one with what is wrong with it."""
    try:
        story, until = from_query(query) if query else first, until_of(query)
        if not STORY_KEYS & {re.split("[=.]", part)[0] for part in query.split("&")}:
            story = first
        if story.scenario not in scenarios():
            raise InputError([f"link: scenario {story.scenario}: unknown"])
    except InputError as error:
        return first, None, list(error.faults)
    return story, until, []


def _header(room: Room, shared: Shared | None) -> None:
    texts = room.words
    other: Lang = "en" if room.lang == "id" else "id"
    with tag("header", "top"):
        text("h1", texts["title"])
        if shared is not None:
            _share_dialog(room, shared)
        text(
            "a", name_of(other) or texts["other_language"], "knob", id="language",
            lang=code_of(other), hreflang=code_of(other),
            href=f"{PATHS[other]}?{to_query(room.story)}",
        )  # fmt: skip


def _share_dialog(room: Room, shared: Shared) -> None:
    """Build the button that opens the dialog with link and QR code, and the dialog."""
    words = room.words["share"]

    def show() -> None:
        code.set_content(qr_svg(shared.link(to_query(room.story)), words["code"]))

    button(words["open"], show, id="share-open")
    with tag("dialog", "share", id="share", aria_labelledby="share-title"):
        text("h2", words["title"], id="share-title")
        text("p", words["about"])
        code = ui.html(sanitize=False).classes("code")
        text("p", shared.link(), "address")
        button(words["close"], None, id="share-close")


def _tabs(rooms: dict[str, Room], shown: Room, opened: Tab) -> None:
    words = shown.words
    with tag("div", "tabs", role="tablist", aria_label=words["tabs_label"]):
        knobs = [
            button(
                words["tabs"][tab.name], None, "tab", id=f"tab-{tab.name}", role="tab",
                aria_selected="true" if tab is opened else "false",
                aria_controls=f"panel-{tab.name}", tabindex="0" if tab is opened else "-1",
                data_tab=tab.name, data_stage="yes" if tab.own_story else "no",
            )
            for tab in TABS
        ]  # fmt: skip
    for tab, knob in zip(TABS, knobs, strict=True):
        _panel(tab, knob, rooms.get(tab.name, shown), opened)


def _panel(tab: Tab, knob: Element, room: Room, opened: Tab) -> None:
    """Build a tab's panel, which is filled when it is first opened."""
    panel = tag(
        "section", "panel", id=f"panel-{tab.name}", role="tabpanel", tabindex="-1",
        aria_labelledby=f"tab-{tab.name}", hidden=tab is not opened,
    )  # fmt: skip
    built: list[bool] = []

    def build() -> None:
        if not built:
            built.append(True)
            with panel:
                tab.build(room)

    def open_tab() -> None:
        build()
        if tab.own_story:
            room.show()

    if tab is opened:
        build()
    knob.on("click", open_tab, args=[])
