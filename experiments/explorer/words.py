"""What an answer says: the headline, the line below it, and what was set against the evidence."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from experiments.common.differences import size
from experiments.common.languages import Lang, title_of
from experiments.common.numbers import LANGUAGES, number
from experiments.common.outcomes import BY_NAME
from experiments.common.spread import DRAWS_LEAST, Effect, Spread
from experiments.common.spread_words import share_of, title
from experiments.common.texts import Texts, texts_of
from experiments.explorer.answer import Answer
from experiments.explorer.basis import FACTOR_OF_COLUMN, is_beyond
from experiments.explorer.paying import COST

FOLDER = Path(__file__).parent / "texts"
MAIN = "failed_share"
INCOME = "household_income_idr"
SEEN = 0.5
"""Kubes: a median nearer to 0 is said to be hardly any."""
DRAWS_TOLD = 100
"""With fewer worlds the headline says that it is a first picture."""


def texts(lang: Lang) -> Texts:
    """Return what the explorer says in a language."""
    return texts_of(FOLDER)[lang]


class Headline(NamedTuple):
    """The answer in a sentence.

    Attributes
    ----------
    strong : str
        What is said first, and is written large.
    rest : str
        The spread, and the share of worlds in which nothing happens.
    note : str
        That it is a first picture only; empty once it is more.
    """

    strong: str
    rest: str
    note: str


def headline(answer: Answer, lang: Lang) -> Headline:
    """Say what becomes of failing: where the levers work, and how often they do not."""
    words = texts(lang)
    few = words.say("head.few", draws=answer.draws) if answer.draws < DRAWS_TOLD else ""
    if not answer.question.levers:
        return Headline(*_plan(answer, words), few)
    effect = answer.effects[MAIN]
    spread, kubes = effect.if_it_works or effect.over_all, answer.place.kubes
    if not spread.draws:
        return Headline(words["head.none"].format(kubes=kubes), "", few)
    if not answer.worlds.works.any() and spread.low == spread.high == 0.0:
        return Headline(words.say("head.never", kubes=kubes), "", few)
    median = kubes * spread.median
    way = "none" if abs(median) < SEEN else "fewer" if median < 0.0 else "more"
    first = words.say(f"head.{way}", kubes=kubes, size=_count(median, lang))
    always = effect.assumed or effect.worlds is None
    condition = words["head.assumed"] if always else words["head.if_works"]
    return Headline(f"{first} {condition}", " ".join(_rest(words, effect, spread, kubes)), few)


def _plan(answer: Answer, words: Texts) -> tuple[str, str]:
    """Say what becomes of the plan itself."""
    level, kubes = answer.levels(MAIN)[0], answer.place.kubes
    median, low, high = (_count(kubes * end, words.lang) for end in level[:3])
    first = words.say("head.plan", kubes=kubes, median=median)
    return first, words.say("head.plan_range", low=low, high=high)


def _rest(words: Texts, effect: Effect, spread: Spread, kubes: int) -> Iterator[str]:
    """Yield the spread, and the share of worlds in which nothing happens."""
    key = "head.range" if effect.worlds is None else "head.range_works"
    yield words.say(key, range=between(words, kubes * spread.low, kubes * spread.high))
    if effect.worlds is not None and spread.draws >= 1:
        yield words.say("head.nothing", share=share_of(1.0 - effect.worlds, words.lang))
    elif effect.assumed:
        yield words["head.always"]


def between(words: Texts, low: float, high: float) -> str:
    """Say an interval of failed Kubes, more or fewer."""
    ends = [_count(end, words.lang) for end in (low, high)]
    nothing = _count(0.0, words.lang)
    falls, rises = low < 0.0 and ends[0] != nothing, high > 0.0 and ends[1] != nothing
    if falls and rises:
        return words.say("head.between_both", low=ends[0], high=ends[1])
    if rises:
        return words.say("head.between_more", low=ends[0], high=ends[1])
    return words.say("head.between_fewer", low=ends[1], high=ends[0])


def _count(kubes: float, lang: Lang) -> str:
    """Write a number of Kubes without its sign; a decimal where it is small."""
    return number(abs(kubes), 1 if 0.05 <= abs(kubes) < 3.0 else 0, lang)


def below(answer: Answer, lang: Lang) -> list[str]:
    """Say income, cost and the cost of a failure avoided, each in a few words."""
    words, language = texts(lang), LANGUAGES[lang]
    plan, moved = (level.median for level in answer.levels(COST.name))
    order = language.rupiah(max(plan, moved))
    before, after = (language.full(value, order) for value in (plan, moved))
    if not answer.question.levers:
        return [words.say("sub.kept", plan=before)]
    effect = answer.effects[INCOME]
    spread = effect.if_it_works or effect.over_all
    parts = []
    if spread.draws:
        ends = {end: _money(getattr(spread, end), lang) for end in ("median", "low", "high")}
        parts.append(words.say("sub.income", **ends))
    parts.append(words.say("sub.cost", plan=before, moved=after))
    avoided = -answer.place.kubes * answer.effects[MAIN].over_all.mean
    more = answer.cost.over_all.mean
    if avoided >= SEEN and more > 0.0 and answer.draws >= DRAWS_LEAST:
        each = language.full(more / avoided, language.rupiah(more / avoided))
        parts.append(words.say("sub.per_failure", amount=each))
    return parts


def _money(value: float, lang: Lang) -> str:
    """Write a change of income with its sign."""
    written = size(value, BY_NAME[INCOME], lang)
    if not any(digit in written for digit in "123456789"):
        return written
    return f"{'−' if value < 0.0 else '+'}{written}"


class Left(NamedTuple):
    """What is set over the draws, in words; `beyond` where it has left the evidence."""

    text: str
    beyond: bool


def left_evidence(answer: Answer, lang: Lang) -> Left | None:
    """Say which assumptions are set, and whether the evidence has been left; None without any."""
    assumed, drawn = answer.question.assumed, answer.place.uncertainty
    if not assumed:
        return None
    names = "; ".join(
        f"{title(name, lang)} = {value_text(name, assumed[name], lang)}" for name in assumed
    )
    beyond = any(is_beyond(name, value, drawn) for name, value in assumed.items())
    return Left(texts(lang).say(f"assume.{'left' if beyond else 'within'}", names=names), beyond)


def value_text(name: str, value: float, lang: Lang) -> str:
    """Return the value of an assumption in words: a number, or the account of a structure."""
    if name in FACTOR_OF_COLUMN:
        return title_of(FACTOR_OF_COLUMN[name].levels[int(value)], lang)
    return LANGUAGES[lang].full(value, LANGUAGES[lang].plain(value))
