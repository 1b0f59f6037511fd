"""The trainer's kit to be printed: lessons, play money, cards, a debrief sheet, a certificate."""

from math import prod
from typing import Any, NamedTuple

from experiments.classroom.handouts.sheets import sheets
from experiments.classroom.story.catalogue import CLASS
from experiments.classroom.texts import say, words
from experiments.common.languages import Lang
from experiments.common.numbers import exact_idr, short
from experiments.common.printing import pdf_of
from experiments.common.uncertainty import uncertainty, values_of
from sim.scenario import load_scenario

DECK = 40
"""Cards of events in all: each family draws one a round."""
ROUND_MONTHS = 6
"""So long is a round: in one month hardly anything happens."""
NOTES = {10_000: 24, 50_000: 24, 100_000: 16}
"""Play money: so many of each, of Rp."""
ROLES = ("chair", "treasurer", "saver", "short", "ceremony", "doubter", "facilitator", "agency")
LESSONS = ("short", "half", "day")
STRUCK = {"illness": "live.illness_per_month", "ceremony": "live.ceremony_per_month"}
"""Cards whose number follows a chance of the model."""


class Event(NamedTuple):
    """A kind of card: its key, how many of the deck, and its chance in a round by the model."""

    key: str
    cards: int
    chance: float


def deck() -> list[Event]:
    """Return the deck of events: as often as in the stories of a class, the rest is calm."""
    parameters = values_of(uncertainty("class").scenario(load_scenario(CLASS), 0))
    chances = {key: 1 - (1 - parameters[name]) ** ROUND_MONTHS for key, name in STRUCK.items()}
    events = [Event(key, round(DECK * chance), chance) for key, chance in chances.items()]
    calm = DECK - sum(event.cards for event in events)
    return [*events, Event("calm", calm, prod(1 - chance for chance in chances.values()))]


def kit(lang: Lang) -> bytes:
    """Return the kit as PDF; the same language gives the same bytes on one machine.

    Raises
    ------
    NoPrinterError
        When a library of the system is missing, in a line.
    """
    return pdf_of(kit_html(lang))


def kit_html(lang: Lang) -> str:
    """Return the kit as HTML, made to be printed."""
    return sheets("kit.html", lang, words=words("kit")[lang], contents=_contents(lang))


def _contents(lang: Lang) -> dict[str, Any]:
    texts = words("kit")[lang]
    events = deck()
    return {
        "lessons": [texts["lesson"][key] for key in LESSONS],
        "notes": [(exact_idr(value, lang), count) for value, count in NOTES.items()],
        "roles": [texts["role"][key] for key in ROLES],
        "events": [texts["event"][event.key] for event in events for _ in range(event.cards)],
        "chances": [
            say(lang, "kit.deck.line", title=texts["event"][event.key]["title"],
                cards=event.cards, chance=f"{short(round(100 * event.chance, 1), lang)} %")
            for event in events
        ],
    }  # fmt: skip
