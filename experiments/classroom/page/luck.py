"""And if luck were different? Both choices of the story shown last, under a thousand lucks."""

from collections.abc import Callable

from nicegui import run, ui
from nicegui.element import Element

from experiments.classroom.amounts import month_name
from experiments.classroom.choosing import Choice, choice_of
from experiments.classroom.luck_spread import Spread, luck_alone, luck_and_parameters
from experiments.classroom.luck_words import told
from experiments.classroom.page.parts import button, tag, text
from experiments.classroom.page.room import Room
from experiments.classroom.playing import later
from experiments.classroom.serving.warming import is_warm
from experiments.classroom.story import Story
from experiments.classroom.telling.told import titles_of
from experiments.classroom.texts import words
from experiments.policy.languages import Lang
from sim.inputs.strict import InputError

Asked = Callable[[Story, Choice, int], Spread]
KINDS: tuple[tuple[str, Asked], ...] = (("alone", luck_alone), ("drawn", luck_and_parameters))


def luck(room: Room) -> None:
    """Build the tab."""
    said = words("luck")[room.lang]
    text("p", said["about"], "about")
    asked = button(said["run"], None, "chief", id="luck-run")
    status = text("p", "", "status", id="luck-status", role="status")
    places = {name: tag("section", "spread", id=f"luck-{name}") for name, _ in KINDS}
    text("p", said["uncertain"], "about")

    async def compute() -> None:
        of = room.desk.last or room
        story, until = of.story, of.until
        asked.props["disabled"] = True
        status.set_text(said["running"] if is_warm() else said["first_time"])
        try:
            choice = choice_of(story)
            month = _month(choice, until)
            for name, spread_of in KINDS:
                spread = await run.io_bound(spread_of, story, choice, month)
                if spread is None:
                    return
                _show(places[name], said[f"{name}_title"], spread, story, choice, room.lang)
            status.set_text("")
        except InputError as error:
            status.set_text(said["failed"].format(why=error.faults[0]))
        asked.props.pop("disabled", None)

    asked.on("click", compute, args=[])


def _month(choice: Choice, until: int | None) -> int:
    """Return the month of the scenario that is looked at: the last one told."""
    if until:
        return choice.scenario.month(choice.kube.founded) + until - 1
    return choice.scenario.months - 1


def _show(
    place: Element, title: str, spread: Spread, story: Story, choice: Choice, lang: Lang
) -> None:
    said = words("luck")[lang]
    names = [it[lang] for it in titles_of(story, choice.policies)]
    shown = told(spread, (names[0], names[1]), lang)
    month = month_name(later(choice.scenario.start, spread.month), lang)
    place.clear()
    with place:
        text("h3", title)
        text("p", said["month"].format(month=month))
        with tag("div", "sides"):
            for name, picture in zip(names, shown["pictures"], strict=True):
                with tag("figure"):
                    text("figcaption", name)
                    ui.html(picture, sanitize=False)
        with tag("p", "legend"):
            for name in ("mandiri", "going", "gone"):
                text("span", said[f"legend_{name}"], name)
        with tag("ul"):
            for sentence in shown["sentences"]:
                text("li", sentence)
