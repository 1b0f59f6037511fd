"""A workbook and score sheet to be printed, with the solutions for the trainer."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from markupsafe import Markup

from experiments.classroom.games import later
from experiments.classroom.handouts.money_chart import money_chart
from experiments.classroom.handouts.sheets import sheets
from experiments.classroom.lessons import exercise
from experiments.classroom.lessons.exercise import BookRow
from experiments.classroom.lessons.marking import EXERCISES, asked
from experiments.classroom.lessons.own_story import YEAR, known_as, kube_run, own_story
from experiments.classroom.story.catalogue import CLASS, kube_names
from experiments.classroom.story.choice import Choice, choice_of
from experiments.classroom.story.story import Side, Story
from experiments.classroom.telling.difference import closed, duration, funds_idr, stage_of
from experiments.classroom.telling.story_record import record_until
from experiments.classroom.texts import flow_name, say, words
from experiments.common.languages import Lang, title_of
from experiments.common.numbers import exact_idr, month_name, short
from experiments.common.printing import pdf_of
from sim.business import BUSINESSES
from sim.rules.stages import STAGES
from sim.scenario import KubeRow, Scenario

BALANCES_MONTHS = 3
"""Of the book, with the amounts printed and the balances left out."""
EMPTY_MONTHS = 2
"""After these, with everything but the words left out."""
BOOK_MONTHS = BALANCES_MONTHS + EMPTY_MONTHS
STILL = "-"
"""Stands for a month in which no money moved, which is said and not left out."""
YEARS_MOST = 4
SIDES = ("share", "aside")
"""Keys of what the twins are called, left and right."""


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
    return pdf_of(workbook_html(story, trainee, lang))


def workbook_html(story: Story, trainee: str, lang: Lang) -> str:
    """Return a workbook as HTML, made to be printed."""
    return sheets(
        "workbook.html",
        lang,
        words=words("workbook")[lang],
        contents=contents(story, trainee, lang),
        bare_idr=lambda amount: exact_idr(amount, lang).removeprefix("Rp "),
        month_name=month_name,
        flow_name=lambda flow, lang: (
            words("stage")[lang]["book"]["empty"] if flow == STILL else flow_name(flow, lang)
        ),
        lesson=exercise,
    )


def contents(story: Story, trainee: str, lang: Lang) -> dict[str, Any]:
    """Return what stands in the workbook of a story's Kube and luck, as the template names it."""
    known_as(trainee)
    twins = choice_of(Story(scenario=story.scenario, kube=story.kube, seed=story.seed))
    row, months = twins.kube, twins.kube_months
    marks_at = tuple(YEAR * year for year in range(1, YEARS_MOST + 1) if YEAR * year <= months)
    marks_at = marks_at or (months,)
    solved = _book(twins)
    first_empty = later(row.founded, BALANCES_MONTHS)
    own = own_story(trainee)
    decided = range(min(YEAR * YEARS_MOST, months))
    record = record_until(twins.story, marks_at[-1])
    return {
        "kube": row.name,
        "trainee": trainee,
        "own": say(lang, "lesson.word.own", kube=kube_names(CLASS)[own.kube], seed=own.seed),
        "facts": _facts(twins.scenario, row, story.seed, lang),
        "book": [
            line._replace(balance_idr=None)
            if line.month < first_empty
            else BookRow(line.month, line.flow, 0, 0)
            for line in solved
        ],
        "solved": solved,
        "months": [month_name(later(row.founded, number), lang) for number in decided],
        "marks_at": [duration(months, lang) for months in marks_at],
        "exercises": [
            (number, one, asked(one.name, trainee)) for number, one in enumerate(EXERCISES, start=1)
        ],
        "marks": _marks(record, marks_at, lang),
        "chart": partial(_chart, record, lang),
    }


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
    pages = {page.month: page for page in run.book()}
    rows: list[BookRow] = []
    balance = 0
    for month in range(twins.founded, twins.founded + min(BOOK_MONTHS, twins.kube_months)):
        text = run.text(month)
        rows.append(BookRow(text, "", 0, 0, balance))
        if month in pages:
            rows += run.rows(pages[month])
            balance = pages[month].closing_idr
        else:
            rows.append(BookRow(text, STILL, 0, 0, balance))
    return rows


def _chart(record: Mapping[str, Any], lang: Lang, solved: bool) -> Markup:
    """Return the chart of the groups' money, with the twins' lines or for a guess."""
    lines = [
        [None if closed(side, month) else funds_idr(side, month)
         for month in range(len(side["kube"]["members"]))]
        for side in record["sides"]
    ]  # fmt: skip
    titles = [say(lang, f"workbook.side.{name}") for name in SIDES]
    label = say(lang, f"workbook.score.{'drawn' if solved else 'draw'}")
    return Markup(money_chart(lines, titles, label, lang, solved=solved))


def _marks(
    record: Mapping[str, Any], marks_at: tuple[int, ...], lang: Lang
) -> list[dict[str, str | int]]:
    """Return where both twins stand after each year, as the page's headline has it.

    `group` is kas, bank and loans out; `received` what each member has received so far, with its
    part at winding up.
    """
    return [
        {
            "side": say(lang, f"workbook.side.{name}"),
            "months": months,
            "stage": say(lang, f"workbook.stage.{STAGES[stage_of(side, months - 1)]}"),
            "group": exact_idr(funds_idr(side, months - 1), lang),
            "received": exact_idr(side["kube"]["got_each_idr"][months - 1], lang),
        }
        for name, side in zip(SIDES, record["sides"], strict=True)
        for months in marks_at
    ]
