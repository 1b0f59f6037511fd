"""What stands in a workbook: facts of the Kube, its book, tables to fill in, exercises, answers."""

from typing import NamedTuple

from experiments.classroom.amounts import exact_idr, month_name
from experiments.classroom.lessons import EXERCISES, asked
from experiments.classroom.lessons.exercise import BookRow
from experiments.classroom.lessons.level3 import kube_name
from experiments.classroom.lessons.trainee import known_as, own_story
from experiments.classroom.lessons.wording import (
    answer_text,
    because,
    choices,
    decimal,
    question,
    title,
)
from experiments.classroom.texts import say, texts
from experiments.classroom.workbook.twins import Mark, Twins, twins_of
from experiments.common.languages import Lang
from sim.calendar import month_number, month_text
from sim.scenario import KubeRow, Scenario

BALANCES_MONTHS = 3
"""Of the book, with the amounts printed and the balances left out."""
EMPTY_MONTHS = 2
"""After these, with everything but the words left out."""
BOOK_MONTHS = BALANCES_MONTHS + EMPTY_MONTHS
DECISIONS_MONTHS = 24


class Line(NamedTuple):
    """A line of a cash book in words; what is left out is empty."""

    month: str
    words: str
    received: str
    paid: str
    balance: str


class Part(NamedTuple):
    """An exercise as it is printed."""

    number: int
    title: str
    question: str
    choices: tuple[str, ...]
    rows: tuple[Line, ...]
    kind: str
    answer: str
    because: str


class Contents(NamedTuple):
    """All that the template shows; texts are in one language.

    Attributes
    ----------
    facts : tuple of (str, str)
        What the cover says of the Kube.
    book, solved : tuple of Line
        The same months of the cash book, to fill in and filled in.
    months : tuple of str
        Of the table of decisions.
    levels : tuple of (str, tuple of Part)
    marks : tuple of Mark
        Of both twins, what the score sheet is compared with.
    """

    kube: str
    trainee: str
    own: str
    facts: tuple[tuple[str, str], ...]
    book: tuple[Line, ...]
    solved: tuple[Line, ...]
    months: tuple[str, ...]
    marks_at: tuple[str, ...]
    levels: tuple[tuple[str, tuple[Part, ...]], ...]
    marks: tuple[Mark, ...]


def contents(scenario: Scenario, kube: int, seed: int, trainee: str, lang: Lang) -> Contents:
    """Return what stands in a workbook (`making.workbook`)."""
    known_as(trainee)
    twins = twins_of(scenario, kube, seed)
    row = twins.row
    lines = [it for it in twins.lines if it.month < row_month(scenario, row, BOOK_MONTHS)]
    first_empty = row_month(scenario, row, BALANCES_MONTHS)
    story = own_story(trainee)
    own = say(lang, "lesson.word.own", kube=kube_name(story.kube), seed=story.seed)
    return Contents(
        row.name,
        trainee,
        own,
        facts(scenario, row, seed, lang),
        tuple(_line(it, lang, amounts=it.month < first_empty, balance=False) for it in lines),
        tuple(_line(it, lang) for it in lines),
        tuple(
            month_name(row_month(scenario, row, number), lang)
            for number in range(min(DECISIONS_MONTHS, twins.months))
        ),
        tuple(say(lang, "workbook.score.after", months=it) for it in twins.marks_at),
        levels(trainee, lang),
        marks(twins, lang),
    )


def row_month(scenario: Scenario, row: KubeRow, number: int) -> str:
    """Return a Kube's month, from 0 at its founding, as `2016-05`."""
    return month_text(month_number(row.founded) + number)


def facts(scenario: Scenario, row: KubeRow, seed: int, lang: Lang) -> tuple[tuple[str, str], ...]:
    """Return what is known of a Kube at its founding."""
    share = row.set_aside_share
    share = scenario.programme.set_aside_share if share is None else share
    told = {
        "business": texts(lang)["stage"]["business"][row.business],
        "founded": month_name(row.founded, lang),
        "members": str(row.members),
        "rule": say(lang, f"workbook.rule.{row.rule}", share=f"{decimal(100 * share, lang)} %"),
        "starter": exact_idr(scenario.programme.starter_idr, lang),
        "grants": ", ".join(
            f"{exact_idr(it.amount_idr, lang)} ({month_name(it.month, lang)})" for it in row.grants
        )
        or "–",
        "seed": f"{seed} ({scenario.name}, {row.id})",
    }
    return tuple((say(lang, f"workbook.fact.{key}"), value) for key, value in told.items())


def _line(it: BookRow, lang: Lang, *, amounts: bool = True, balance: bool = True) -> Line:
    def idr(amount: int | None) -> str:
        return exact_idr(amount, lang).removeprefix("Rp ") if amount else ""

    told = it.balance_idr is not None and balance
    flow = f"stage.flow.{it.flow}" if it.flow else "workbook.book.opening"
    return Line(
        month_name(it.month, lang),
        say(lang, flow),
        idr(it.in_idr) if amounts else "",
        idr(it.out_idr) if amounts else "",
        exact_idr(it.balance_idr or 0, lang).removeprefix("Rp ") if told else "",
    )


def levels(trainee: str, lang: Lang) -> tuple[tuple[str, tuple[Part, ...]], ...]:
    """Return a trainee's exercises by level."""
    parts: dict[int, list[Part]] = {}
    for number, one in enumerate(EXERCISES, start=1):
        it = asked(one.name, trainee)
        parts.setdefault(one.level, []).append(
            Part(
                number,
                title(one, lang),
                question(one, it, lang),
                tuple(words for _, words in choices(one, it, lang)),
                tuple(_exercise_line(row, lang) for row in it.rows),
                one.kind,
                answer_text(one, it, it.answer, lang),
                because(one, it, lang),
            )
        )
    return tuple(
        (f"{level}. {say(lang, f'lesson.level.{level}')}", tuple(found))
        for level, found in parts.items()
    )


def _exercise_line(row: BookRow, lang: Lang) -> Line:
    if row.flow:
        return _line(row, lang)
    return _line(row, lang)._replace(words=say(lang, "lesson.word.kas_at_end"))


def marks(twins: Twins, lang: Lang) -> tuple[Mark, ...]:
    """Return where both twins stand after each year."""
    return tuple(
        it._replace(
            side=say(lang, f"workbook.side.{it.side}"),
            stage=say(lang, f"workbook.stage.{it.stage}"),
            group=exact_idr(int(it.group), lang),
            received=exact_idr(int(it.received), lang),
        )
        for it in twins.marks
    )
