"""And if luck were different? A swarm of lucks that the browser draws, and a thousand counted."""

from collections.abc import Callable

from nicegui import run
from nicegui.element import Element

from experiments.classroom.games import later
from experiments.classroom.luck_runs import KINDS, LINES
from experiments.classroom.luck_spread import (
    Spread,
    luck_alone,
    luck_and_parameters,
    sentences,
)
from experiments.classroom.page.html_parts import button, dropdown, field, tag, text
from experiments.classroom.page.room import Room
from experiments.classroom.story.choice import Choice, choice_of
from experiments.classroom.story.fault_words import in_language
from experiments.classroom.telling.difference import duration
from experiments.classroom.telling.story_record import titles_of
from experiments.classroom.texts import words
from experiments.common.languages import Lang
from experiments.common.numbers import month_name
from sim.ensemble.code_cache import is_kept
from sim.inputs.strict import InputError

SpreadOf = Callable[[Choice, int], Spread]
AFTER_MONTHS = (12, 24, 36, 48, 60, 72)
COUNTED: tuple[tuple[str, SpreadOf], ...] = (("alone", luck_alone), ("drawn", luck_and_parameters))
SHARE_STEP = 10


def luck_tab(room: Room) -> None:
    """Build the tab."""
    texts = words("luck")[room.lang]
    text("p", texts["about"], "about")
    _swarm(texts)
    with tag("details", "levers") as more:
        text("summary", texts["more"])
        with tag("div", "levers-inside"):
            _thousand(room, texts)
    more.props["id"] = "luck-more"


def _swarm(texts: dict[str, str]) -> None:
    """Build what the browser's script fills: which cloud, which share, two clouds, counts."""
    with tag("section", "swarm", id="swarm", aria_label=texts["swarm"]):
        with tag("div", "row"):
            with tag("fieldset", "choices kinds", id="swarm-kinds"):
                text("legend", texts["which"])
                for kind in KINDS:
                    with tag("label", "choice"):
                        tag("input", type="radio", name_="swarm-kind", value=kind,
                            checked=kind == KINDS[0])  # fmt: skip
                        text("span", texts[f"{kind}_title"])
            with field(texts["share"], "field wide"), tag("span", "slide"):
                text("output", "", id="swarm-share-shown", for_="swarm-share")
                tag("input", type="range", id="swarm-share", min=0, max=100, step=SHARE_STEP,
                    disabled=True)  # fmt: skip
        tag("div", "guess", id="swarm-guess")
        text("p", "", "status", id="swarm-status", role="status")
        with tag("div", "clouds", id="swarm-seen", hidden=True):
            tag("div", "pair", id="swarm-clouds")
            with tag("div", "row"):
                with field(texts["month_seen"], "field wide"), tag("span", "slide"):
                    text("output", "", id="swarm-month-shown", for_="swarm-month")
                    tag("input", type="range", id="swarm-month", min=0, max=0, step=1)
                with field(texts["line"], "field seed"):
                    tag("input", type="number", id="swarm-line", min=1, max=LINES, step=1,
                        inputmode="numeric")  # fmt: skip
            tag("ul", "counts", id="swarm-counts")
            tag("p", "result", id="swarm-chosen", role="status")
            text("p", texts["hundred"], "about")


def _thousand(room: Room, texts: dict[str, str]) -> None:
    """Build the count of a thousand lucks, which takes longer and says more exactly."""
    after = {"": texts["end"], **{str(n): duration(n, room.lang) for n in AFTER_MONTHS}}
    chosen = [""]
    with tag("div", "row"):
        dropdown(
            texts["after"], after, "", lambda months: chosen.__setitem__(0, months),
            id="luck-after",
        )  # fmt: skip
        knob = button(texts["run"], None, "chief", id="luck-run")
    status = text("p", "", "status", id="luck-status", role="status")
    places = {name: tag("section", "spread", id=f"luck-{name}") for name, _ in COUNTED}
    chosen_figures = text("p", "", "about", id="luck-chosen")
    text("p", texts["uncertain"], "about")

    async def compute() -> None:
        shown = room.desk.last or room
        story, until = shown.story, shown.until
        knob.props["disabled"] = True
        status.set_text(texts["running"] if is_kept() else texts["first_time"])
        try:
            choice = choice_of(story)
            month = _month(choice, int(chosen[0] or 0) or until)
            for name, spread_of in COUNTED:
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
    left, right = (names[lang] for names in titles_of(choice.story, choice.policies))
    month = month_name(later(choice.scenario.start, spread.month), lang)
    place.clear()
    with place:
        text("h2", title)
        text("p", words("luck")[lang]["month"].format(month=month, runs=spread.runs))
        with tag("ul"):
            for sentence in sentences(spread, (left, right), lang):
                text("li", sentence)
