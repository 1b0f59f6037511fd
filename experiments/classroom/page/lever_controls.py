"""A side's levers, each set by its declaration: a switch, a list, a slider or a number."""

from functools import cache
from itertools import groupby
from typing import Any, Literal, NamedTuple, get_args, get_origin

from experiments.classroom.page.html_parts import button, number, select, switch, tag, text
from experiments.classroom.page.room import Room
from experiments.classroom.story.catalogue import policy_named, scenario_named
from experiments.classroom.story.story import Side, SideName
from experiments.common.languages import Lang, headed, in_language
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
    """

    name: str
    kind: Literal["switch", "choice", "range", "number"]
    low: float = 0
    high: float = 1
    step: float = 1
    options: tuple[str, ...] = ()


@cache
def controls() -> tuple[Control, ...]:
    """Return the controls of all levers, by who pays, in the order of their declaration."""
    names = sorted(LEVERS, key=lambda name: PAYERS.index(LEVERS[name].payer))
    return tuple(map(_control, names))


def _control(name: str) -> Control:
    info = Levers.model_fields[name]
    if isinstance(info.default, bool):
        return Control(name, "switch")
    if get_origin(info.annotation) is Literal:
        return Control(name, "choice", options=get_args(info.annotation))
    low, high = (
        next(getattr(bound, side) for bound in info.metadata if hasattr(bound, side))
        for side in ("ge", "le")
    )
    kind: Literal["range", "number"] = "range" if high - low <= SLIDER_MOST else "number"
    return Control(name, kind, low, high, _step(info.default, high, LEVERS[name].unit))


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


def levers(room: Room, side: SideName) -> None:
    """Build the levers of a side under those who pay them, when they are first opened."""
    words = room.words["levers"]
    with tag("details", "levers") as details:
        text("summary", words["open"])
        inside = tag("div", "levers-inside")
    shown: list[tuple[str, str]] = []

    def build() -> None:
        chosen: Side = getattr(room.story, side)
        now = (room.story.scenario, chosen.policy)
        if shown == [now]:
            return
        shown[:] = [now]
        programme = scenario_named(room.story.scenario).programme
        base = {**programme.model_dump(), **policy_named(chosen.policy).overrides()}
        inside.clear()
        with inside:
            text("p", words["about"], "help")
            button(words["reset_all"], reset)
            for payer, of_payer in groupby(controls(), lambda control: LEVERS[control.name].payer):
                text("h2", words["payer"][payer])
                for control in of_payer:
                    _lever(room, side, control, base[control.name], chosen.overrides())

    def reset() -> None:
        room.change_side(side, levers=Side().levers)
        shown.clear()
        build()

    details.on("toggle", build, args=[])
    room.on_story(lambda _: build() if shown else None)


def _lever(room: Room, side: SideName, control: Control, base: Any, over: dict[str, Any]) -> None:
    """Build one lever: its name, its control, its value in words, where it comes from."""
    words, lang, name = room.words["levers"], room.lang, control.name
    key, value = f"{side}-{name}", over.get(name, base)

    def shown(given: Any) -> str:
        in_words = value_text(control, given, lang)
        return in_words if given == base else str(words["set"]).format(value=in_words)

    def put(given: Any) -> None:
        output.set_text(shown(given))
        room.set_lever(side, name, None if given == base else given)

    attributes = {"id": key, "aria_describedby": f"{key}-help"}
    with tag("div", "lever"):
        text("label", headed(named(name, lang).title), for_=key)
        if control.kind == "switch":
            switch(bool(value), put, **attributes)
        elif control.kind == "choice":
            options = {word: level_text(name, word, lang) for word in control.options}
            select(options, str(value), put, **attributes)
        else:
            number(control.kind, control.low, control.high, control.step, value, put, **attributes)
        output = text("output", shown(value), for_=key)
        grade = words["grade"][LEVERS[name].grade]
        explained = words["help"].format(base=value_text(control, base, lang), grade=grade)
        source = in_language(LEVERS[name].source, lang)
        text("p", f"{explained} {source}.", "help", id=f"{key}-help")
