"""What is taken away from an answer: the policy as a file, commands, tables as a workbook."""

import re
import shlex
from collections.abc import Iterator
from typing import Any

from experiments.common.languages import Lang, title_of
from experiments.common.outcomes import OUTCOMES
from experiments.common.spread_words import title
from experiments.common.spreadsheet import Sheet, xlsx
from experiments.comparing.comparison import RUNS_PER_DRAW
from experiments.explorer.answer import Answer
from experiments.explorer.link import level_text, to_query
from experiments.explorer.paying import unit_costs_of
from experiments.explorer.question import MOVED, Place, Question
from experiments.explorer.running import MOVED as ON_MOVED
from experiments.explorer.running import PLAN
from experiments.explorer.view import lever_text
from experiments.explorer.words import texts
from sim.levers import LEVERS
from sim.policy import NONE

PLAIN = re.compile(r"[\w./=:@+-]+")
USUAL = "posterior"
"""The draws of commands that name none."""


def policy_toml(question: Question) -> str:
    """Return what is moved as a policy's file."""
    lines = [
        f'name = "{MOVED}"',
        'title = "A policy from the explorer"',
        'judul = "Kebijakan dari penjelajah"',
        "",
        "[levers]",
        *(f"{name} = {_toml(value)}" for name, value in question.levers.items()),
    ]
    return "\n".join(lines) + "\n"


def _toml(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return f'"{value}"' if isinstance(value, str) else repr(value)


def commands(place: Place, question: Question) -> list[str]:
    """Return the commands that repeat the figures; the policy's file lies where they are called."""
    drawn = place.uncertainty
    own = drawn.folder or drawn.kind
    draws = [] if own == USUAL else ["--parameters", own]
    policy = f"./{MOVED}.toml" if question.levers else NONE.name
    pairs = RUNS_PER_DRAW * question.draws
    compare = ["kubesim", "compare", place.name, "--policy", NONE.name, "--policy", policy]
    compare += ["--runs-most", str(pairs), "--seed", str(question.seed), *draws]
    for name, value in question.assumed.items():
        compare += ["--parameter", f"{name}={level_text(name, value)}"]
    again = ["kubesim", "explore", to_query(question, place), *draws]
    return [" ".join(map(_typed, command)) for command in (compare, again)]


def _typed(text: str) -> str:
    """Return a word of a command as shells of all systems take it."""
    if PLAIN.fullmatch(text):
        return text
    return shlex.quote(text) if set(text) & set('"$`\\!') else f'"{text}"'


def workbook(answer: Answer, lang: Lang) -> bytes:
    """Return all figures of an answer as a workbook.

    Raises
    ------
    InputError
        When openpyxl is not installed.
    """
    return xlsx(_sheets(answer, lang))


def _sheets(answer: Answer, lang: Lang) -> Iterator[Sheet]:
    words = texts(lang)
    question, place = answer.question, answer.place
    spread = ("median", "low", "high", "probability_better", "probability_worse", "mean")
    effects = answer.effects
    yield Sheet(
        words["page.outcomes"],
        ("outcome", "title", "unit", "plan", "moved", *spread, "verdict", "draws"),
        [
            (
                outcome.name,
                title_of(outcome, lang),
                outcome.unit,
                *answer.means[outcome.name],
                *(getattr(effects[outcome.name].over_all, key) for key in spread),
                effects[outcome.name].over_all.verdict,
                answer.draws,
            )
            for outcome in OUTCOMES
        ],
    )
    names = [outcome.name for outcome in OUTCOMES]
    sides = ((PLAN, words["page.plan"]), (ON_MOVED, words["page.moved"]))
    yield Sheet(
        words["page.world"],
        ("world", "run", "side", "works", *names, "public_idr"),
        [
            (
                draw + 1,
                run + 1,
                side_title,
                bool(answer.worlds.works[draw]),
                *(float(answer.values[name][draw, run, side]) for name in names),
                float(answer.paid.public[draw, run, side]),
            )
            for draw in range(answer.draws)
            for run in range(answer.runs_per_draw)
            for side, side_title in sides
        ],
    )
    yield Sheet(
        words["pin.cost"],
        ("payer", "side", *map(str, answer.paid.years)),
        [
            (words[f"payer.{payer}"], side_title, *values[side].tolist())
            for payer, values in answer.paid.by_year.items()
            for side, side_title in sides
        ],
    )
    prices = unit_costs_of(place, question)
    yield Sheet(
        words["assume.title"],
        ("name", "title", "value"),
        [
            *((name, title_of(LEVERS[name], lang), lever_text(name, value, lang))
              for name, value in question.levers.items()),
            *((name, title(name, lang), value) for name, value in question.assumed.items()),
            *((name, "", f"{idr.min():.0f}-{idr.max():.0f}") for name, idr in prices.items()),
        ],
    )  # fmt: skip
    rows = [(line,) for line in [*commands(place, question), *policy_toml(question).splitlines()]]
    yield Sheet(words["take.commands"], ("command",), rows)
