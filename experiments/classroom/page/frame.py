"""The frame of the page: title, language, tabs, and the dialog that shares it in the room."""

import json
from typing import Any

from fastapi import Request
from nicegui import Client, ui

from experiments.classroom.games import first_game, first_round
from experiments.classroom.link import from_query, to_query
from experiments.classroom.page.catalogue import scenarios
from experiments.classroom.page.parts import button, tag, text
from experiments.classroom.page.room import Desk, Room
from experiments.classroom.page.sharing import Shared, share_dialog
from experiments.classroom.page.tabs import TABS, Tab
from experiments.classroom.serving.tell import until_of
from experiments.classroom.story import Story
from experiments.classroom.texts import words
from experiments.common.languages import Lang
from sim.inputs.strict import InputError

GAMES = ("play", "facilitator")
"""Tabs that tell no future."""
PATHS: dict[Lang, str] = {"id": "/", "en": "/en"}
HEAD = (
    '<link rel="stylesheet" href="/page/page.css"><link rel="stylesheet" href="/stage/stage.css">'
    "<script>window.kubesimStart={start}</script>"
    '<script defer src="/stage/stage.js"></script><script defer src="/page/page.js"></script>'
)


def declare(first: Story, shared: Shared | None) -> None:
    """Declare the page in both languages.

    Parameters
    ----------
    first : Story
        Shown where the link names none.
    shared : Shared, optional
        How others in the room come in.
    """

    @ui.page(PATHS["id"], language="id")
    def indonesian(client: Client, request: Request) -> None:
        _page(client, request, "id", first, shared)

    @ui.page(PATHS["en"], language="en-US")
    def english(client: Client, request: Request) -> None:
        _page(client, request, "en", first, shared)


def _page(
    client: Client, request: Request, lang: Lang, first: Story, shared: Shared | None
) -> None:
    texts = words("page")[lang]
    story, until, faults = _asked(request.url.query, first)
    desk = Desk(client, lang, texts)
    tab = request.query_params.get("tab", "")
    opened = next((it for it in TABS if it.name == tab), TABS[0])
    if faults:
        opened = TABS[0]
    rooms = {
        "twins": Room(desk, first),
        "play": Room(desk, first_game(), 0),
        "facilitator": Room(desk, first_round(), 0),
    }
    shown = rooms[opened.name if opened.own_story else "twins"]
    if story is not first:
        shown.story = story
    if opened.name in GAMES:
        shown.until = until or 0
    desk.last = shown
    start = {
        "lang": lang,
        "query": to_query(shown.story),
        "until": shown.until,
        "faults": faults,
        "stage": words("stage"),
        "said": texts["said"],
    }
    ui.add_head_html(HEAD.format(start=_in_script(start)))
    ui.colors(primary="#1f5f8b")
    client.title = texts["title"]
    _header(shown, shared)
    _tabs(rooms, shown, opened)
    with tag("div", "under", id="under", hidden=not opened.stage):
        tag("div", "faults", id="faults", role="alert")
        tag("p", "status", id="status", role="status")
        tag("div", "stage", id="stage")


def _asked(query: str, first: Story) -> tuple[Story, int | None, list[str]]:
    """Return the story of a link and its months, or the first one with what is wrong with it."""
    try:
        story, until = from_query(query) if query else first, until_of(query)
        if not {"scenario", "kube", "left", "right"} & _keys(query):
            story = first
        if story.scenario not in scenarios():
            raise InputError([f"link: scenario {story.scenario}: unknown"])
    except InputError as error:
        return first, None, list(error.faults)
    return story, until, []


def _keys(query: str) -> set[str]:
    return {part.partition("=")[0].partition(".")[0] for part in query.split("&")}


def _in_script(told: Any) -> str:
    """Return JSON that ends no script, whatever its texts hold."""
    return json.dumps(told).replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _header(room: Room, shared: Shared | None) -> None:
    texts = room.words
    other: Lang = "en" if room.lang == "id" else "id"
    with tag("header", "top"):
        text("h1", texts["title"])
        if shared is not None:
            share_dialog(room, shared)
        text(
            "a", texts["other_language"], "knob", id="language", lang=other, hreflang=other,
            href=f"{PATHS[other]}?{to_query(room.story)}",
        )  # fmt: skip


def _tabs(rooms: dict[str, Room], shown: Room, opened: Tab) -> None:
    words = shown.words
    with tag("div", "tabs", role="tablist", aria_label=words["tabs_label"]):
        knobs = {tab.name: _knob(words["tabs"][tab.name], tab, opened) for tab in TABS}
    for tab in TABS:
        panel = tag(
            "section", "panel", id=f"panel-{tab.name}", role="tabpanel", tabindex="-1",
            aria_labelledby=f"tab-{tab.name}", hidden=tab is not opened,
        )  # fmt: skip
        room = rooms.get(tab.name, shown)
        built: list[bool] = []

        def build(
            tab: Tab = tab, panel: Any = panel, room: Room = room, built: list[bool] = built
        ) -> None:
            if not built:
                built.append(True)
                with panel:
                    tab.build(room)

        def open_tab(tab: Tab = tab, room: Room = room, build: Any = build) -> None:
            build()
            if tab.own_story:
                room.show()

        if tab is opened:
            build()
        knobs[tab.name].on("click", open_tab, args=[])


def _knob(name: str, tab: Tab, opened: Tab) -> Any:
    chosen = tab is opened
    return button(
        name, None, "tab", id=f"tab-{tab.name}", role="tab",
        aria_selected="true" if chosen else "false", aria_controls=f"panel-{tab.name}",
        tabindex="0" if chosen else "-1", data_tab=tab.name,
        data_stage="yes" if tab.stage else "no",
    )  # fmt: skip
