"""A side's levers, with help and grade, made from their declarations."""

from typing import Any

from nicegui.element import Element

from experiments.classroom.page.catalogue import levers_under
from experiments.classroom.page.controls import PAYERS, Control, controls, value_of, value_text
from experiments.classroom.page.parts import button, number, options_of, switch, tag, text
from experiments.classroom.page.room import Room
from experiments.classroom.story import Side, SideName
from experiments.sweeps.names import level_text, named


def levers(room: Room, side: SideName) -> None:
    """Build the levers of a side under those who pay them, when they are first opened."""
    words = room.words["levers"]
    with tag("details", "levers") as details:
        text("summary", words["open"])
        inside = tag("div", "levers-inside")
    shown: list[tuple[str, str]] = []

    def build() -> None:
        story = room.story
        now = (story.scenario, getattr(story, side).policy)
        if shown != [now]:
            shown[:] = [now]
            inside.clear()
            with inside:
                _all(room, side, rebuild)

    def rebuild() -> None:
        shown.clear()
        build()

    details.on("toggle", build, args=[])
    room.on_story(lambda _: build() if shown else None)


def _all(room: Room, side: SideName, rebuild: Any) -> None:
    words = room.words["levers"]

    def reset() -> None:
        room.change_side(side, levers=Side().levers)
        rebuild()

    text("p", words["about"], "help")
    button(words["reset_all"], reset)
    chosen: Side = getattr(room.story, side)
    base = levers_under(room.story.scenario, chosen.policy)
    for payer in PAYERS:
        text("h2", words["payer"][payer])
        for control in controls():
            if control.payer == payer:
                _Lever(room, side, control, base[control.name], chosen.overrides())


class _Lever:
    """One lever: its name, its control, its value in words, where it comes from."""

    def __init__(
        self, room: Room, side: SideName, control: Control, base: Any, over: dict[str, Any]
    ) -> None:
        self._room, self._side, self._control, self._base = room, side, control, base
        self._key = f"{side}-{control.name}"
        value = over.get(control.name, base)
        meaning = named(control.name, room.lang).meaning
        with tag("div", "lever"):
            text("label", meaning[:1].upper() + meaning[1:], for_=self._key)
            self._element = self._made(value)
            self._output = text("output", self._shown(value), for_=self._key)
            text("p", self._help(), "help", id=f"{self._key}-help")

    def _made(self, value: Any) -> Element:
        it = self._control
        attributes = {"id": self._key, "aria_describedby": f"{self._key}-help"}
        if it.kind == "switch":
            return switch(bool(value), self._set, **attributes)
        if it.kind == "choice":
            options = {key: level_text(it.name, key, self._room.lang) for key in it.options}
            return options_of(options, str(value), self._set, **attributes)
        return number(it.kind, it.low, it.high, it.step, value, self._set, **attributes)

    def _set(self, value: Any) -> None:
        given = value_of(self._control, value)
        self._output.set_text(self._shown(given))
        over = None if given == self._base else given
        self._room.set_lever(self._side, self._control.name, over)

    def _shown(self, value: Any) -> str:
        told = value_text(self._control, value, self._room.lang)
        if value == self._base:
            return told
        return str(self._room.words["levers"]["set"]).format(value=told)

    def _help(self) -> str:
        words, lang = self._room.words["levers"], self._room.lang
        base = value_text(self._control, self._base, lang)
        grade = words["grade"][self._control.grade]
        told = words["help"].format(base=base, grade=grade)
        return f"{told} {self._control.source}." if lang == "en" else told
