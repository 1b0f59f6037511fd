"""A workbook and score sheet to be printed, with the solutions for the trainer."""

from pathlib import Path
from typing import Any, NamedTuple

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from experiments.classroom.lessons.exercise import (
    BookRow,
    answer_text,
    because,
    choices,
    question,
    title,
)
from experiments.classroom.lessons.marking import EXERCISES, asked
from experiments.classroom.lessons.own_story import YEAR, KubeRun, known_as, kube_run, own_story
from experiments.classroom.story.catalogue import CLASS, kube_names
from experiments.classroom.story.choice import Choice, choice_of
from experiments.classroom.story.story import Side, Story
from experiments.classroom.texts import flow_name, say, words
from experiments.common.languages import Lang, title_of
from experiments.common.numbers import exact_idr, month_name, short
from experiments.common.printing import faces, printer
from sim.business import BUSINESSES
from sim.calendar import month_number, month_text
from sim.ledger import Flow
from sim.rules.stages import STAGES
from sim.scenario import KubeRow, Scenario

BALANCES_MONTHS = 3
"""Of the book, with the amounts printed and the balances left out."""
EMPTY_MONTHS = 2
"""After these, with everything but the words left out."""
BOOK_MONTHS = BALANCES_MONTHS + EMPTY_MONTHS
DECISIONS_MONTHS = 24
YEARS_MOST = 4
SIDES = ("share", "aside")
"""Keys of what the twins are called, left and right."""


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


class Mark(NamedTuple):
    """Where a twin stands after so many months.

    Attributes
    ----------
    group : str
        Kas, bank and loans out.
    received : str
        What a founding member received of the Kube so far, on average.
    """

    side: str
    months: int
    stage: str
    group: str
    received: str


def workbook(story: Story, trainee: str, lang: Lang) -> bytes:
    """Return a workbook as PDF; the same arguments give the same bytes on one machine.

    Parameters
    ----------
    story : Story
        Of whose Kube and luck the cash book, the table of decisions and the score sheet are.
    trainee : str
        Name or number; from it come the exercises, which are of the scenario `classroom`.
    lang : {"id", "en"}

    Raises
    ------
    InputError
        When there is no such Kube, or the trainee has no name.
    NoPrinterError
        When a library of the system is missing, in a line.
    """
    weasyprint, config = printer()
    style = weasyprint.CSS(string=faces(), font_config=config)
    html = weasyprint.HTML(string=workbook_html(story, trainee, lang))
    document = html.render(stylesheets=[style], font_config=config)
    pdf: bytes = document.write_pdf(pdf_identifier=b"kubesim")
    return pdf


def workbook_html(story: Story, trainee: str, lang: Lang) -> str:
    """Return a workbook as HTML, made to be printed."""
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("workbook.html").render(
        lang=lang, words=words("workbook")[lang], contents=contents(story, trainee, lang)
    )


def contents(story: Story, trainee: str, lang: Lang) -> dict[str, Any]:
    """Return what stands in the workbook of a story's Kube and luck, as the template names it."""
    known_as(trainee)
    twins = choice_of(Story(scenario=story.scenario, kube=story.kube, seed=story.seed))
    row, months = twins.kube, twins.kube_months
    marks_at = tuple(YEAR * year for year in range(1, YEARS_MOST + 1) if YEAR * year <= months)
    marks_at = marks_at or (months,)
    book = _book(twins)
    first_empty = _month(row, BALANCES_MONTHS)
    own = own_story(trainee)
    decided = range(min(DECISIONS_MONTHS, months))
    return {
        "kube": row.name,
        "trainee": trainee,
        "own": say(lang, "lesson.word.own", kube=kube_names(CLASS)[own.kube], seed=own.seed),
        "facts": _facts(twins.scenario, row, story.seed, lang),
        "book": [
            _line(line, lang, amounts=line.month < first_empty, balance=False) for line in book
        ],
        "solved": [_line(line, lang) for line in book],
        "months": [month_name(_month(row, number), lang) for number in decided],
        "marks_at": [say(lang, "workbook.score.after", months=after) for after in marks_at],
        "levels": _levels(trainee, lang),
        "marks": _marks(twins, marks_at, lang),
    }


def _month(row: KubeRow, number: int) -> str:
    """Return a Kube's month, from 0 at its founding, as `2016-05`."""
    return month_text(month_number(row.founded) + number)


def _facts(scenario: Scenario, row: KubeRow, seed: int, lang: Lang) -> tuple[tuple[str, str], ...]:
    """Return what is known of a Kube at its founding."""
    share = row.set_aside_share
    share = scenario.programme.set_aside_share if share is None else share
    grants = [
        f"{exact_idr(grant.amount_idr, lang)} ({month_name(grant.month, lang)})"
        for grant in row.grants
    ]
    facts = {
        "business": title_of(BUSINESSES[row.business], lang),
        "founded": month_name(row.founded, lang),
        "members": str(row.members),
        "rule": say(lang, f"workbook.rule.{row.rule}", share=f"{short(100 * share, lang)} %"),
        "starter": exact_idr(scenario.programme.starter_idr, lang),
        "grants": ", ".join(grants) or "–",
        "seed": f"{seed} ({scenario.name}, {row.id})",
    }
    return tuple((say(lang, f"workbook.fact.{key}"), value) for key, value in facts.items())


def _book(twins: Choice) -> list[BookRow]:
    """Return the first months of the Kube's cash book as it agreed, each with an opening line."""
    story = twins.story.model_copy(update={"left": Side(policy="none")})
    run = kube_run(choice_of(story), 0, twins.founded + min(BOOK_MONTHS, twins.kube_months))
    rows: list[BookRow] = []
    for month in run.book():
        rows.append(BookRow(run.text(month.month), "", 0, 0, month.opening_idr))
        rows += run.rows(month, balances=True)
    return rows


def _line(row: BookRow, lang: Lang, *, amounts: bool = True, balance: bool = True) -> Line:
    def idr(amount: int | None) -> str:
        return exact_idr(amount, lang).removeprefix("Rp ") if amount else ""

    has_balance = row.balance_idr is not None and balance
    return Line(
        month_name(row.month, lang),
        flow_name(row.flow, lang) if row.flow else say(lang, "workbook.book.opening"),
        idr(row.in_idr) if amounts else "",
        idr(row.out_idr) if amounts else "",
        exact_idr(row.balance_idr or 0, lang).removeprefix("Rp ") if has_balance else "",
    )


def _levels(trainee: str, lang: Lang) -> tuple[tuple[str, tuple[Part, ...]], ...]:
    """Return a trainee's exercises by level."""
    parts: dict[int, list[Part]] = {}
    for number, exercise in enumerate(EXERCISES, start=1):
        given = asked(exercise.name, trainee)
        parts.setdefault(exercise.level, []).append(
            Part(
                number,
                title(exercise, lang),
                question(exercise, given, lang),
                tuple(offered for _, offered in choices(exercise, given, lang)),
                tuple(_exercise_line(row, lang) for row in given.rows),
                exercise.kind,
                answer_text(exercise, given, given.answer, lang),
                because(exercise, given, lang),
            )
        )
    return tuple(
        (f"{level}. {say(lang, f'lesson.level.{level}')}", tuple(of_level))
        for level, of_level in parts.items()
    )


def _exercise_line(row: BookRow, lang: Lang) -> Line:
    if row.flow:
        return _line(row, lang)
    return _line(row, lang)._replace(words=say(lang, "lesson.word.kas_at_end"))


def _marks(twins: Choice, marks_at: tuple[int, ...], lang: Lang) -> tuple[Mark, ...]:
    """Return where both twins stand after each year."""
    runs = [kube_run(twins, side, twins.founded + marks_at[-1]) for side in (0, 1)]
    return tuple(
        _mark(run, twins, side, months, lang)
        for run, side in zip(runs, SIDES, strict=True)
        for months in marks_at
    )


def _mark(run: KubeRun, twins: Choice, side: str, months: int, lang: Lang) -> Mark:
    now = run.history[months - 1]
    paid = run.posted(Flow.SHARE_OUT, Flow.RAID, Flow.WINDING_UP_SHARE)
    until = twins.founded + months
    received = sum(posting.amount_idr for posting in paid if posting.month < until)
    return Mark(
        say(lang, f"workbook.side.{side}"),
        months,
        say(lang, f"workbook.stage.{STAGES[now.stage]}"),
        exact_idr(now.kas_idr + now.bank_idr + now.loans_out_idr, lang),
        exact_idr(received // max(1, twins.kube.members), lang),
    )
