"""All figures of an answer as a workbook: outcomes, policies side by side, worlds, costs."""

import math
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from experiments.common.languages import Lang, headed, title_of
from experiments.common.numbers import number
from experiments.common.outcomes import BY_NAME, OUTCOMES
from experiments.common.spread_words import title, verdict_text
from experiments.common.spreadsheet import Sheet, Value, xlsx
from experiments.explorer.answer import COUNTED, SHOWN, Answer
from experiments.explorer.levers import CONTROLS
from experiments.explorer.paying import COST
from experiments.explorer.question import PINS
from experiments.explorer.running import MOVED, PLAN
from experiments.explorer.taking import commands, policy_toml
from experiments.explorer.view import lever_text, lever_title, moved_text, price_text, zero_text
from experiments.explorer.words import texts, value_text
from experiments.policy.accounting import BY_NAME as PRICES
from experiments.policy.accounting import PAYERS, since_ranges
from sim.units import UNITS

ITSELF = "●"
"""Mark of the policy that is asked about, beside the letters of those pinned."""
ENDS = ("median", "low", "high")


def workbook(answer: Answer, pinned: Sequence[Answer], lang: Lang) -> bytes:
    """Return all figures of an answer as a workbook.

    Parameters
    ----------
    pinned : sequence of Answer
        Of the policies put beside it, over the same worlds.

    Raises
    ------
    InputError
        When openpyxl is not installed.
    """
    return xlsx(
        (
            _outcomes(answer, lang),
            _side_by_side(answer, pinned, lang),
            _worlds(answer, lang),
            _costs(answer, lang),
            _assumed(answer, lang),
            _commands(answer, pinned, lang),
        )
    )


def marked(answer: Answer, pinned: Sequence[Answer]) -> list[tuple[str, Answer]]:
    """Return the policy that is asked about and those put beside it, each with its mark."""
    return list(zip(f"{ITSELF}{PINS.upper()}", [answer, *pinned], strict=False))


def _outcomes(answer: Answer, lang: Lang) -> Sheet:
    """Return every outcome: means of both sides, and the effect over all worlds."""
    words = texts(lang)
    spread = ("median", "low", "high", "probability_better", "probability_worse", "mean")
    heads = ("name", "outcome", "unit", "mean_plan", "mean_moved")
    rows = [
        (
            outcome.name,
            headed(title_of(outcome, lang)),
            _unit(outcome.unit, lang),
            *answer.means[outcome.name],
            *(getattr(effect.over_all, key) for key in spread),
            verdict_text(effect.over_all.verdict, lang),
            answer.draws,
        )
        for outcome in OUTCOMES
        for effect in [answer.effects[outcome.name]]
    ]
    columns = (*heads, *(f"effect_{key}" for key in spread), "verdict", "worlds_count")
    return Sheet(words["page.outcomes"], [words[f"sheet.{key}"] for key in columns], rows)


class _Figure(NamedTuple):
    """A row of the policies side by side: what is told of each, the plan's first."""

    what: str
    figure: str
    unit: str
    values: Sequence[Value]


def _side_by_side(answer: Answer, pinned: Sequence[Answer], lang: Lang) -> Sheet:
    """Return the plan, the policy that is asked about and those pinned, a column each."""
    words, several = texts(lang), marked(answer, pinned)
    answers = [one for _, one in several]
    heads = [words[f"sheet.{key}"] for key in ("what", "figure", "unit")]
    names = [moved_text(one.question.levers, lang) for one in answers]
    rows = [
        _Figure(words["pin.policy"], "", "", [words["page.plan"], *names]),
        *_levers(answers, lang),
        *_spreads(answers, lang),
        *_payers(answers, lang),
    ]
    columns = [*heads, words["page.plan"], *(mark for mark, _ in several)]
    return Sheet(
        words["sheet.side_by_side"],
        columns,
        [(row.what, row.figure, row.unit, *row.values) for row in rows],
    )


def _levers(answers: Sequence[Answer], lang: Lang) -> Iterator[_Figure]:
    """Yield every lever that one of the policies moves, with its value under each."""
    plan = answers[0].place.plan
    for name, control in CONTROLS.items():
        if any(name in one.question.levers for one in answers):
            values = [plan[name], *(one.question.levers.get(name, plan[name]) for one in answers)]
            if control.kind == "range":
                values = [(not value and zero_text(name, lang)) or value for value in values]
            else:
                values = [lever_text(name, value, lang) for value in values]
            heading, unit = lever_title(name, lang)
            yield _Figure(heading, "", unit, values)


def _spreads(answers: Sequence[Answer], lang: Lang) -> Iterator[_Figure]:
    """Yield outcomes and public cost with their intervals, and their differences from the plan."""
    words = texts(lang)
    for name in (*SHOWN, COST.name):
        times = answers[0].place.kubes if name in COUNTED else 1
        heading, unit = _heading(answers[0], name, lang)
        levels = [answers[0].levels(name)[PLAN], *(one.levels(name)[MOVED] for one in answers)]
        effects = [_effect(one, name) for one in answers]
        for end in ENDS:
            values = [_cell(getattr(level, end), times) for level in levels]
            yield _Figure(heading, words[f"sheet.{end}"], unit, values)
        for end in ENDS:
            values = [None, *(_cell(getattr(effect, end), times) for effect in effects)]
            yield _Figure(heading, words[f"sheet.effect_{end}"], unit, values)


def _effect(answer: Answer, name: str) -> Any:
    """Return the difference from the plan over all worlds."""
    return (answer.cost if name == COST.name else answer.effects[name]).over_all


def _heading(answer: Answer, name: str, lang: Lang) -> tuple[str, str]:
    """Return what a row is of, and its unit."""
    words = texts(lang)
    if name == COST.name:
        return words["pin.cost"], words.say("sheet.present_value", year=answer.place.price_year)
    kubes = words.say("page.of_kubes", kubes=answer.place.kubes)
    unit = kubes if name in COUNTED else _unit(BY_NAME[name].unit, lang)
    return words[f"short.{name}"], unit


def _payers(answers: Sequence[Answer], lang: Lang) -> Iterator[_Figure]:
    """Yield what each payer pays over all fiscal years."""
    words = texts(lang)
    for payer in PAYERS:
        paid = [one.paid.by_year[payer].sum(axis=1) for one in answers]
        values = [float(paid[0][PLAN]), *(float(one[MOVED]) for one in paid)]
        what = f"{words['sheet.paid_by']}: {words[f'payer.{payer}']}"
        yield _Figure(what, words["sheet.mean"], words["sheet.nominal"], values)


def _worlds(answer: Answer, lang: Lang) -> Sheet:
    """Return every outcome of every run."""
    words, names = texts(lang), [outcome.name for outcome in OUTCOMES]
    heads = [words[f"sheet.{key}"] for key in ("world", "run", "policy", "works")]
    titles = [headed(title_of(outcome, lang)) for outcome in OUTCOMES]
    cost = f"{words['pin.cost']}, Rp"
    rows = [
        (
            draw + 1,
            run + 1,
            side_title,
            words[f"yes.{str(bool(answer.worlds.works[draw])).lower()}"],
            *(_cell(answer.values[name][draw, run, side]) for name in names),
            float(answer.paid.public[draw, run, side]),
        )
        for draw in range(answer.draws)
        for run in range(answer.runs_per_draw)
        for side, side_title in _sides(lang)
    ]
    return Sheet(words["sheet.worlds"], [*heads, *titles, cost], rows)


def _costs(answer: Answer, lang: Lang) -> Sheet:
    """Return what each payer pays in every fiscal year."""
    words = texts(lang)
    heads = [words["sheet.payer"], words["sheet.policy"], *map(str, answer.paid.years)]
    rows = [
        (words[f"payer.{payer}"], side_title, *values[side].tolist())
        for payer, values in answer.paid.by_year.items()
        for side, side_title in _sides(lang)
    ]
    return Sheet(words["pin.cost"], heads, rows)


def _assumed(answer: Answer, lang: Lang) -> Sheet:
    """Return what is moved and set, and the unit costs, fixed or over their range."""
    words, question = texts(lang), answer.question
    heads = [words[f"sheet.{key}"] for key in ("name", "what", "value")]
    rows = [
        *((name, lever_title(name, lang)[0], lever_text(name, value, lang))
          for name, value in question.levers.items()),
        *((name, headed(title(name, lang)), value_text(name, value, lang))
          for name, value in question.assumed.items()),
        *((name, price_text(name, lang), _price(answer, name, lang)) for name in PRICES),
    ]  # fmt: skip
    return Sheet(words["assume.title"], heads, rows)


def _commands(answer: Answer, pinned: Sequence[Answer], lang: Lang) -> Sheet:
    """Return what repeats the figures, and every policy as a file."""
    words = texts(lang)
    repeats = commands(answer.place, answer.question)
    rows = [(words[f"take.{what}"], command) for what, command in repeats.items()]
    for mark, one in marked(answer, pinned):
        rows += [(mark, line) for line in policy_toml(one.question).splitlines()]
    return Sheet(words["take.commands"], (words["sheet.what"], words["take.commands"]), rows)


def _sides(lang: Lang) -> tuple[tuple[int, str], ...]:
    words = texts(lang)
    return (PLAN, words["page.plan"]), (MOVED, words["page.moved"])


def _unit(unit: str, lang: Lang) -> str:
    return unit if lang == "en" else UNITS[unit]


def _cell(value: float, times: float = 1.0) -> float | None:
    """Return a figure as a cell has it: empty where nothing is known."""
    return None if math.isnan(value) else float(times * value)


def _price(answer: Answer, name: str, lang: Lang) -> str:
    """Return a unit cost that is known, or the range over which it varies."""
    place, price = answer.place, PRICES[name]
    since = since_ranges(place.scenario, place.price_year)
    known = answer.question.prices.get(name)
    ends = (price.low * since, price.high * since) if known is None else (known,)
    return f"Rp {'–'.join(number(end, 0, lang) for end in ends)}"
