"""What an exercise is, what it asks of one trainee, and both in words."""

from collections.abc import Callable, Mapping
from typing import Literal, NamedTuple

from experiments.classroom.story.story import Story
from experiments.classroom.texts import say, words
from experiments.common.languages import Lang
from experiments.common.numbers import exact_idr, month_name, short

PART = "lesson.exercise"
Level = Literal[1, 2, 3]
Kind = Literal["amount", "number", "choice", "month", "yes_no"]
"""Rupiah, so many in a hundred, one of some choices, a month as `2016-05`, yes or no."""
Answer = int | str
Figure = int | float | str
Figures = dict[str, Figure]


class BookRow(NamedTuple):
    """A line of a cash book as an exercise shows it; money in Rp, `balance_idr` where told."""

    month: str
    flow: str
    in_idr: int
    out_idr: int
    balance_idr: int | None = None


class Asked(NamedTuple):
    """An exercise as one trainee gets it, with the answer that the model gives.

    Attributes
    ----------
    story : Story
        What can be opened on the page; of many runs, the first.
    figures : mapping of str to int, float or str
        Places of the texts. `_idr` is in Rp, `_share` a part of 1, `_month` as `2016-05`,
        `_choice` one of the choices; others are plain numbers or names.
    answer : int or str
        A choice by its key; `yes` or `no`.
    tolerance : int
        How far off a number may be.
    also : tuple of str
        Choices that the runs cannot tell from the answer, and that pass as well.
    choices : tuple of str
        Keys, in the order in which they are offered.
    rows : tuple of BookRow
        A part of the cash book that belongs to the question.
    turn : str
        Which of several explanations fits what happened.
    """

    story: Story
    figures: Mapping[str, Figure]
    answer: Answer
    tolerance: int = 0
    also: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    rows: tuple[BookRow, ...] = ()
    turn: str = "why"

    def passes(self, answer: Answer) -> bool:
        """Say whether an answer is right."""
        if isinstance(self.answer, int) and isinstance(answer, int):
            return abs(answer - self.answer) <= self.tolerance
        return answer == self.answer or answer in self.also


class Exercise(NamedTuple):
    """An exercise; its words stand in the texts under `lesson.exercise.<name>`.

    Attributes
    ----------
    level : {1, 2, 3}
        1 reads the book and the picture, 2 compares two choices, 3 decides and judges luck.
    ask : callable
        From a trainee's name or number to what is asked; the same each time.
    """

    name: str
    level: Level
    kind: Kind
    ask: Callable[[str], Asked]

    @property
    def is_guessed(self) -> bool:
        """Whether the room guesses before it is checked; amounts and months are reckoned."""
        return self.kind in ("choice", "yes_no", "number")


def title(exercise: Exercise, lang: Lang) -> str:
    """Return what an exercise is called."""
    return say(lang, f"{PART}.{exercise.name}.title")


def question(exercise: Exercise, asked: Asked, lang: Lang) -> str:
    """Return what is asked, with the figures of the trainee's story."""
    return say(lang, f"{PART}.{exercise.name}.question", **_shown(exercise, asked, lang))


def because(exercise: Exercise, asked: Asked, lang: Lang) -> str:
    """Return why the answer is what it is, and the rule behind it."""
    figures = _shown(exercise, asked, lang)
    why = say(lang, f"{PART}.{exercise.name}.{asked.turn}", **figures)
    return f"{why} {say(lang, f'{PART}.{exercise.name}.rule')}"


def choices(exercise: Exercise, asked: Asked, lang: Lang) -> list[tuple[str, str]]:
    """Return the keys that can be chosen and what they say; none where a number is asked."""
    texts = offered(exercise, lang)
    return [(key, texts[key]) for key in asked.choices or texts]


def offered(exercise: Exercise, lang: Lang) -> dict[str, str]:
    """Return what all trainees can choose from, by key; nothing where a number is asked."""
    if exercise.kind == "yes_no":
        return {key: say(lang, f"lesson.word.{key}") for key in ("yes", "no")}
    return dict(words("lesson")[lang]["exercise"][exercise.name].get("choice", {}))


def answer_text(exercise: Exercise, asked: Asked, answer: Answer, lang: Lang) -> str:
    """Return an answer as people read it."""
    if exercise.kind == "amount":
        return exact_idr(int(answer), lang)
    if exercise.kind == "month":
        return month_name(str(answer), lang)
    return dict(choices(exercise, asked, lang)).get(str(answer), str(answer))


def _shown(exercise: Exercise, asked: Asked, lang: Lang) -> dict[str, str]:
    """Return the figures as texts, by the endings of their names (`Asked.figures`)."""
    return {name: _text(name, figure, lang) for name, figure in asked.figures.items()}


def _text(name: str, figure: Figure, lang: Lang) -> str:
    if isinstance(figure, str):
        return month_name(figure, lang) if name.endswith("_month") else figure
    if name.endswith("_idr"):
        return exact_idr(int(figure), lang)
    if name.endswith("_share"):
        return f"{short(round(100 * figure, 1), lang)} %"
    return short(figure, lang)
