"""And if luck were different? The choices of the story shown last, a thousand times more."""

from collections.abc import Callable

from nicegui import run, ui
from nicegui.element import Element

from experiments.classroom.games import later
from experiments.classroom.luck_spread import (
    Spread,
    luck_alone,
    luck_and_parameters,
    picture,
    sentences,
)
from experiments.classroom.page.html_parts import button, dropdown, tag, text
from experiments.classroom.page.room import Room
from experiments.classroom.story.choice import Choice, choice_of
from experiments.classroom.story.fault_words import in_language
from experiments.classroom.telling.difference import duration
from experiments.classroom.telling.story_record import titles_of
from experiments.classroom.texts import words
from experiments.common.languages import Lang
from experiments.common.numbers import month_name
from sim.ensemble.code_cache import DONE
from sim.inputs.strict import InputError

SpreadOf = Callable[[Choice, int], Spread]
AFTER_MONTHS = (12, 24, 36, 48, 60, 72)
KINDS: tuple[tuple[str, SpreadOf], ...] = (("alone", luck_alone), ("drawn", luck_and_parameters))


def luck_tab(room: Room) -> None:
    """Build the tab."""
    texts = words("luck")[room.lang]
    text("p", texts["about"], "about")
    after = {"": texts["end"], **{str(n): duration(n, room.lang) for n in AFTER_MONTHS}}
    chosen = [""]
    with tag("div", "row"):
        dropdown(
            texts["after"], after, "", lambda months: chosen.__setitem__(0, months),
            id="luck-after",
        )  # fmt: skip
        knob = button(texts["run"], None, "chief", id="luck-run")
    status = text("p", "", "status", id="luck-status", role="status")
    places = {name: tag("section", "spread", id=f"luck-{name}") for name, _ in KINDS}
    chosen_figures = text("p", "", "about", id="luck-chosen")
    text("p", texts["uncertain"], "about")

    async def compute() -> None:
        shown = room.desk.last or room
        story, until = shown.story, shown.until
        knob.props["disabled"] = True
        status.set_text(texts["running"] if DONE.exists() else texts["first_time"])
        try:
            choice = choice_of(story)
            month = _month(choice, int(chosen[0] or 0) or until)
            for name, spread_of in KINDS:
                spread = await run.io_bound(spread_of, choice, month)
                if spread is not None:
                    _show(places[name], texts[f"{name}_title"], spread, choice, room.lang)
            chosen_figures.set_text(texts["chosen"] if story.draws == "class" else "")
            status.set_text("")
        except InputError as error:
            status.set_text(texts["failed"].format(why=in_language(error.faults[:1], room.lang)[0]))
        finally:
            knob.props.pop("disabled", None)

    knob.on("click", compute, args=[])


def _month(choice: Choice, until: int | None) -> int:
    """Return the month of the scenario that is looked at: so many after founding, or the last."""
    last = choice.scenario.months - 1
    return min(last, choice.founded + until - 1) if until else last


def _show(place: Element, title: str, spread: Spread, choice: Choice, lang: Lang) -> None:
    texts = words("luck")[lang]
    left, right = (names[lang] for names in titles_of(choice.story, choice.policies))
    month = month_name(later(choice.scenario.start, spread.month), lang)
    place.clear()
    with place:
        text("h2", title)
        text("p", texts["month"].format(month=month))
        with tag("div", "sides"):
            for name, side in zip((left, right), spread.sides, strict=True):
                with tag("figure"):
                    text("figcaption", name)
                    ui.html(picture(side, name, lang), sanitize=False)
        with tag("p", "legend"):
            for name in ("mandiri", "going", "gone"):
                text("span", texts[f"legend_{name}"], name)
        with tag("ul"):
            for sentence in sentences(spread, (left, right), lang):
                text("li", sentence)
