"""The twins: two choices side by side with the same luck."""

from functools import partial
from typing import Any

from nicegui.element import Element

from experiments.classroom.page.html_parts import (
    Options,
    button,
    dropdown,
    field,
    number,
    select,
    tag,
    text,
)
from experiments.classroom.page.lever_controls import levers
from experiments.classroom.page.room import Room
from experiments.classroom.story.catalogue import (
    OBSERVED,
    kube_names,
    scenarios,
    taught,
)
from experiments.classroom.story.story import SIDES, SideName, Story
from experiments.classroom.texts import words as texts
from sim.standing import SEEDS


def twins_tab(room: Room) -> None:
    """Build the tab: which Kube, which choices, which luck."""
    words, guess = room.words["twins"], texts("guess")[room.lang]
    with tag("div", "bar"):
        button(words["open"], None, "chief", id="choices-open", aria_haspopup="dialog")
        button(words["another"], lambda: room.change(seed=(room.story.seed + 1) % SEEDS),
               id="another")  # fmt: skip
        button(words["copy"], None, id="copy")
        button(guess["open"], None, id="guess-open", aria_haspopup="dialog")
        text("p", words["about"], "about")
    with tag("dialog", "drawer", id="guess", aria_labelledby="guess-title"):
        with tag("div", "bar"):
            text("h2", guess["title"], id="guess-title")
            button(guess["close"], None, id="guess-close")
        text("p", guess["about"])
        tag("div", "guess", id="twins-guess")
    with tag("dialog", "drawer", id="choices", aria_labelledby="choices-title"):
        with tag("div", "bar"):
            text("h2", words["choose"], id="choices-title")
            button(words["close"], None, id="choices-close")
        with tag("section", "choose", aria_label=words["choose"]):
            _observed_kubes(room)
            with tag("div", "sides"):
                for side in SIDES:
                    _side(room, side)
            with tag("div", "row"):
                _place(room)
                _luck(room)


def _observed_kubes(room: Room) -> None:
    """Build a button for each of the ten Kubes that were observed."""
    buttons: dict[int, Element] = {}

    def mark(story: Story) -> None:
        for kube, knob in buttons.items():
            chosen = story.scenario == OBSERVED and story.kube == kube
            knob.props["aria-pressed"] = "true" if chosen else "false"

    with tag("div", "kubes", role="group", aria_label=room.words["twins"]["real"]):
        text("span", room.words["twins"]["real"], "caption", aria_hidden="true")
        for kube, name in kube_names(OBSERVED).items():
            chosen: dict[str, Any] = {"scenario": OBSERVED, "kube": kube}
            buttons[kube] = button(name, partial(room.change, **chosen), "kube")
    mark(room.story)
    room.on_story(mark)


def _side(room: Room, side: SideName) -> None:
    words = room.words["twins"]
    with tag("fieldset", f"side {side}"):
        text("legend", words[side])
        chosen = dropdown(
            words["policy"],
            policies(room),
            getattr(room.story, side).policy,
            lambda name: room.change_side(side, policy=name, decisions=()),
            id=f"{side}-policy",
        )
        room.on_story(lambda story: _show(chosen, getattr(story, side).policy))
        levers(room, side)


def policies(room: Room) -> Options:
    """Return all policies to choose from: first those that lessons speak of."""
    words = room.words["twins"]
    return dict(zip((words["taught"], words["others"]), taught(room.lang), strict=True))


def _place(room: Room) -> None:
    """Build the choice of another scenario and of one of its Kubes."""
    words = room.words["twins"]
    titles = {
        name: words["scenarios"].get(name, known.title) for name, known in scenarios().items()
    }

    def other(name: str) -> None:
        room.change(scenario=name, kube=next(iter(kube_names(name))))

    scenario = dropdown(words["scenario"], titles, room.story.scenario, other, id="scenario")
    room.on_story(lambda story: _show(scenario, story.scenario))
    with field(words["kube"]) as kube:
        place = tag("span", "holder")
    built: list[str] = []

    def names(story: Story) -> None:
        if built != [story.scenario]:
            built[:] = [story.scenario]
            place.clear()
            with place:
                options = {str(key): name for key, name in kube_names(story.scenario).items()}
                select(options, str(story.kube), lambda key: room.change(kube=int(key)),
                           id="kube")  # fmt: skip
        _show(place.default_slot.children[0], str(story.kube))
        kube.set_visibility(story.scenario != OBSERVED)

    names(room.story)
    room.on_story(names)


def _luck(room: Room) -> None:
    words = room.words["twins"]
    with field(words["seed"], "field seed"):
        seed = number(
            "number", 0, SEEDS - 1, 1, room.story.seed,
            lambda value: room.change(seed=int(value)), id="seed", inputmode="numeric",
        )  # fmt: skip
    room.on_story(lambda story: _show(seed, story.seed))


def _show(element: Element, value: object) -> None:
    """Let a control show a value that came from elsewhere."""
    if element.props["value"] != value:
        element.props["value"] = value
