"""What the room guessed of an exercise, as bars: on the wall and on each phone."""

from collections.abc import Sequence
from typing import NamedTuple

from experiments.classroom.lessons.exercise import Exercise, offered
from experiments.classroom.lessons.roster import Guess
from experiments.classroom.page.html_parts import tag, text
from experiments.classroom.texts import say, words
from experiments.common.languages import Lang

TEN, TENS = 10, 10
LONGEST_PERCENT = 60


class Bar(NamedTuple):
    """One bar: so many guesses, and how many of these are what the model gives."""

    label: str
    guesses: int
    fit: int


def bars(exercise: Exercise, guesses: Sequence[Guess], lang: Lang) -> list[Bar]:
    """Return a bar for each choice, or for every ten of a number that was guessed."""
    labels: dict[int | str, str] = dict(offered(exercise, lang).items())
    if not labels:
        tens = sorted({_ten(guess) for guess in guesses})
        labels = {ten: f"{TEN * ten}–{TEN * ten + TEN - (ten < TENS - 1)}" for ten in tens}
    places = [(guess.answer if exercise.kind != "number" else _ten(guess)) for guess in guesses]
    return [
        Bar(
            label,
            places.count(key),
            sum(guess.fits for guess, at in zip(guesses, places, strict=True) if at == key),
        )
        for key, label in labels.items()
    ]


def _ten(guess: Guess) -> int:
    return min(TENS - 1, max(0, int(guess.answer) // TEN))


def room_guesses(
    exercise: Exercise, guesses: Sequence[Guess], lang: Lang, *, fitting: bool = False
) -> None:
    """Draw the guesses of the room; with `fitting`, also how many of them the model gives."""
    text("p", say(lang, "guess.room", count=len(guesses)))
    drawn = bars(exercise, guesses, lang)
    most = max((bar.guesses for bar in drawn), default=1) or 1
    with tag("ul", "room-bars"):
        for bar in drawn:
            with tag("li"):
                text("span", bar.label)
                width = round(LONGEST_PERCENT * bar.guesses / most)
                tag("span", "bar-of").style(f"width: {width}%")
                model = f" ← {words('guess')[lang]['model']}: {bar.fit}"
                text("b", f"{bar.guesses}{model if fitting and bar.fit else ''}")
    if fitting:
        fit = sum(guess.fits for guess in guesses)
        text("p", say(lang, "roster.fit", fit=fit, guesses=len(guesses)), "verdict")
