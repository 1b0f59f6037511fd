"""What an exercise is, and what it asks of one trainee."""

from collections.abc import Callable, Mapping
from typing import Literal, NamedTuple

from experiments.classroom.story import Story

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
        What can be opened on the page; of many lucks, the first.
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
    turns : tuple of str
        The explanations that it has.
    ask : callable
        From a trainee's name or number to what is asked; the same each time.
    """

    name: str
    level: Level
    kind: Kind
    ask: Callable[[str], Asked]
    turns: tuple[str, ...] = ("why",)
