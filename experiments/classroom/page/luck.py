"""And if luck were different? Both choices of the story shown last, under a thousand lucks."""

from collections.abc import Callable

from nicegui import run, ui
from nicegui.element import Element

from experiments.classroom.amounts import month_name
from experiments.classroom.choosing import Choice, choice_of
from experiments.classroom.luck_spread import Spread, luck_alone, luck_and_parameters
from experiments.classroom.luck_words import told
from experiments.classroom.page.parts import button, choice, tag, text
from experiments.classroom.page.room import Room
from experiments.classroom.playing import later
from experiments.classroom.serving.warming import is_warm
from experiments.classroom.story import Story
from experiments.classroom.telling.difference import duration
from experiments.classroom.telling.told import titles_of
from experiments.classroom.texts import words
from experiments.common.languages import Lang
from sim.inputs.strict import InputError

Asked = Callable[[Story, Choice, int], Spread]
AFTER_MONTHS = (12, 24, 36, 48, 60, 72)
KINDS: tuple[tuple[str, Asked], ...] = (("alone", luck_alone), ("drawn", luck_and_parameters))


def luck(room: Room) -> None:
    """Build the tab."""
    said = words("luck")[room.lang]
    text("p", said["about"], "about")
    after = {"": said["end"], **{str(it): duration(it, room.lang) for it in AFTER_MONTHS}}
    chosen = [""]
    with tag("div", "row"):
        choice(said["after"], after, "", lambda it: chosen.__setitem__(0, it), id="luck-after")
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
            of_story = choice_of(story)
            month = _month(of_story, int(chosen[0] or 0) or until)
            for name, spread_of in KINDS:
                spread = await run.io_bound(spread_of, story, of_story, month)
                if spread is not None:
                    _show(places[name], said[f"{name}_title"], spread, story, of_story, room.lang)
            status.set_text("")
        except InputError as error:
            status.set_text(said["failed"].format(why=error.faults[0]))
        finally:
            asked.props.pop("disabled", None)

    asked.on("click", compute, args=[])


def _month(of_story: Choice, until: int | None) -> int:
    """Return the month of the scenario that is looked at: so many after founding, or the last."""
    last = of_story.scenario.months - 1
    if until:
        return min(last, of_story.scenario.month(of_story.kube.founded) + until - 1)
    return last


def _show(
    place: Element, title: str, spread: Spread, story: Story, of_story: Choice, lang: Lang
) -> None:
    said = words("luck")[lang]
    names = [it[lang] for it in titles_of(story, of_story.policies)]
    shown = told(spread, (names[0], names[1]), lang)
    month = month_name(later(of_story.scenario.start, spread.month), lang)
    place.clear()
    with place:
        text("h2", title)
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
