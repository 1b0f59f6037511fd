"""A side's levers, each set by its declaration: a switch, a list, a slider or a number."""

from collections.abc import Callable
from functools import cache
from typing import Any, Literal, NamedTuple, get_args, get_origin

from nicegui.element import Element

from experiments.classroom.page.html_parts import button, number, select, switch, tag, text
from experiments.classroom.page.room import Room
from experiments.classroom.story.catalogue import levers_under
from experiments.classroom.story.story import Side, SideName
from experiments.common.languages import Lang, headed
from experiments.common.numbers import with_unit
from experiments.sweeps.names import level_text, named
from sim.levers import LEVERS, Levers

SLIDER_MOST = 120
"""A wider range is typed: on a slider, one step would be narrower than a finger."""
STEPS = {"share": 0.05, "real": 0.5, "rupiah": 50_000, "few_rupiah": 500}
FEW_RUPIAH = 10_000
PAYERS = ("members", "city", "ministry", "-")


class Control(NamedTuple):
    """How a lever is set.

    Attributes
    ----------
    kind : {"switch", "choice", "range", "number"}
    low, high, step : float
        Of numbers; whole where the lever is whole.
    options : tuple of str
        Of a choice.
    payer, grade, source : str
        As declared, in English.
    """

    name: str
    kind: Literal["switch", "choice", "range", "number"]
    low: float
    high: float
    step: float
    options: tuple[str, ...]
    payer: str
    grade: str
    source: str


@cache
def controls() -> tuple[Control, ...]:
    """Return the controls of all levers, by who pays, in the order of their declaration."""
    declared = [_control(name) for name in Levers.model_fields]
    return tuple(sorted(declared, key=lambda control: PAYERS.index(control.payer)))


def _control(name: str) -> Control:
    info = Levers.model_fields[name]
    lever = LEVERS[name]
    declared = (lever.payer, lever.grade, lever.source)
    if isinstance(info.default, bool):
        return Control(name, "switch", 0, 1, 1, (), *declared)
    if get_origin(info.annotation) is Literal:
        return Control(name, "choice", 0, 0, 1, get_args(info.annotation), *declared)
    low, high = (
        next(getattr(bound, side) for bound in info.metadata if hasattr(bound, side))
        for side in ("ge", "le")
    )
    kind: Literal["range", "number"] = "range" if high - low <= SLIDER_MOST else "number"
    return Control(name, kind, low, high, _step(info.default, high, lever.unit), (), *declared)


def _step(default: float, high: float, unit: str) -> float:
    if unit.startswith("Rp"):
        return STEPS["few_rupiah"] if 0 < default < FEW_RUPIAH else STEPS["rupiah"]
    if isinstance(default, int):
        return 1
    return STEPS["share"] if high <= 1 else STEPS["real"]


def value_text(control: Control, value: Any, lang: Lang) -> str:
    """Return a lever's value in words, with its unit."""
    if control.kind in ("switch", "choice"):
        return level_text(control.name, value, lang)
    return with_unit(float(value), named(control.name, lang).unit, lang)


def value_of(control: Control, value: Any) -> Any:
    """Return what a control gave as the lever's own kind of number."""
    default = Levers.model_fields[control.name].default
    if control.kind in ("switch", "choice"):
        return value
    return int(value) if isinstance(default, int) else float(value)


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


def _all(room: Room, side: SideName, rebuild: Callable[[], None]) -> None:
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
        title = headed(named(control.name, room.lang).title)
        with tag("div", "lever"):
            text("label", title, for_=self._key)
            self._element = self._made(value)
            self._output = text("output", self._shown(value), for_=self._key)
            text("p", self._help(), "help", id=f"{self._key}-help")

    def _made(self, value: Any) -> Element:
        control = self._control
        attributes = {"id": self._key, "aria_describedby": f"{self._key}-help"}
        if control.kind == "switch":
            return switch(bool(value), self._set, **attributes)
        if control.kind == "choice":
            options = {
                key: level_text(control.name, key, self._room.lang) for key in control.options
            }
            return select(options, str(value), self._set, **attributes)
        return number(
            control.kind, control.low, control.high, control.step, value, self._set, **attributes
        )

    def _set(self, value: Any) -> None:
        given = value_of(self._control, value)
        self._output.set_text(self._shown(given))
        over = None if given == self._base else given
        self._room.set_lever(self._side, self._control.name, over)

    def _shown(self, value: Any) -> str:
        shown = value_text(self._control, value, self._room.lang)
        if value == self._base:
            return shown
        return str(self._room.words["levers"]["set"]).format(value=shown)

    def _help(self) -> str:
        words, lang = self._room.words["levers"], self._room.lang
        base = value_text(self._control, self._base, lang)
        grade = words["grade"][self._control.grade]
        explained: str = words["help"].format(base=base, grade=grade)
        return f"{explained} {self._control.source}." if lang == "en" else explained
