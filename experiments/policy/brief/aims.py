"""What a brief tells effects by: failure, staying mandiri, and what households have of it.

Effects on Kubes are told in Kubes of the plan, those on households in households or in rupiah of
the brief's year: numbers that can be counted.
"""

import math
from typing import Literal, NamedTuple

from markupsafe import Markup

from experiments.common import spread_words
from experiments.common.differences import is_money, is_share
from experiments.common.numbers import NO_BREAK, Order
from experiments.common.spread import Change, Effect
from experiments.common.worlds import Worlds
from experiments.policy.brief.brief_writer import Range, Source, Writer
from experiments.policy.economics import EFFECT
from experiments.policy.effects import MEASURES
from experiments.policy.learn.learning import COUNTED
from experiments.policy.sets import NONE

WHOLE_FROM = 2.95
"""From here on things that are counted are whole."""


class Aim(NamedTuple):
    """An outcome, and in what it is told.

    Attributes
    ----------
    key : str
        Of the texts about it.
    of : str
        In what it is counted.
    """

    key: str
    outcome: str
    of: Literal["kubes", "households", "money", "points"]


FAILED = Aim("failed", "failed_share", "kubes")
MANDIRI = Aim("mandiri", EFFECT, "kubes")
INCOME = Aim("income", "household_income_idr", "money")
LIFTED = Aim("lifted", "lifted_share", "households")
ALL = (FAILED, INCOME, MANDIRI)
"""Those that are read side by side, in the order of the ranking's tables."""


def decided(outcome: str) -> Aim:
    """Return the aim that the set's outcome is."""
    for aim in (*ALL, LIFTED):
        if aim.outcome == outcome:
            return aim
    if MEASURES[outcome].unit == COUNTED:
        return Aim("others", outcome, "kubes")
    return Aim("other", outcome, "money" if is_money(MEASURES[outcome]) else "points")


def called(writer: Writer, aim: Aim, of: str) -> Markup:
    """Return what an aim is called in the texts of a part."""
    return writer.say(
        f"{of}.{aim.key}",
        kubes=writer.kubes(),
        outcome=writer.outcome(aim.outcome),
        households=writer.counted("households", writer.ranking.households, writer.runs_of(NONE)),
    )


def aims_of(outcome: str) -> tuple[Aim, ...]:
    """Return the aims that are read side by side, and the set's outcome where it is another."""
    return tuple(dict.fromkeys((*ALL, decided(outcome))))


def scale(writer: Writer, aim: Aim) -> float:
    """Return what one unit of the outcome is in the unit in which it is told."""
    scales = {
        "kubes": float(writer.ranking.kubes),
        "households": writer.ranking.households,
        "money": writer.level,
        "points": 1.0,
    }
    return scales[aim.of]


def shown(writer: Writer, aim: Aim, figures: Range) -> Range:
    """Return a range of an outcome in the unit in which it is told."""
    return figures * scale(writer, aim)


def order(writer: Writer, aim: Aim, value: float) -> Order:
    """Return how numbers of an aim are written: counted things whole, but for a few."""
    if aim.of == "money":
        return writer.language.rupiah(value)
    if aim.of == "points" and is_share(MEASURES[aim.outcome]):
        after = f"{NO_BREAK}{writer.language.points_word}"
        return writer.language.points(value)._replace(after=after)
    size = round(abs(value), 1)
    return Order(1.0, 0 if size >= WHOLE_FROM or size == int(size) else 1)


def change(writer: Writer, name: str, aim: Aim, told: Range, source: Source) -> Markup:
    """Return a median in words: `4 fewer`, `Rp 5,000 more`."""
    size = order(writer, aim, told.largest if aim.of == "money" else told.median)
    text = writer.language.full(abs(told.median), size)
    if not any(digit in text for digit in "123456789"):
        return writer.say("way.as_many" if _counts(aim) else "way.none")
    number = writer.add(name, told.median, text, source)
    return writer.say(f"way.{_way(aim, told.median)}", number=number)


def interval(writer: Writer, name: str, aim: Aim, told: Range, source: Source) -> Markup:
    """Return an interval in words: `90 %: 0 to 8 fewer`, `90 %: 2 fewer to 1 more`."""
    level = writer.level_of_intervals()
    size = order(writer, aim, told.largest)
    ends = {}
    for key, value in (("low", told.low), ("high", told.high)):
        own = size if aim.of == "money" else order(writer, aim, value)
        text = writer.language.bare(abs(value), own) if aim.of == "money" else ""
        text = text or writer.language.full(abs(value), own)
        ends[key] = writer.add(f"{name}.{key}", value, text, source)
    low, high = ends["low"], ends["high"]
    if told.low >= 0.0:
        both = writer.say("word.range", low=low, high=high)
        return writer.say("way.between", level=level, ends=_directed(writer, aim, 1.0, both))
    if told.high <= 0.0:
        both = writer.say("word.range", low=high, high=low)
        return writer.say("way.between", level=level, ends=_directed(writer, aim, -1.0, both))
    both = writer.say(
        "word.range",
        low=_directed(writer, aim, -1.0, low),
        high=_directed(writer, aim, 1.0, high),
    )
    return writer.say("way.between", level=level, ends=both)


def _directed(writer: Writer, aim: Aim, value: float, number: Markup) -> Markup:
    return writer.say(f"way.{_way(aim, value)}", number=number)


def _way(aim: Aim, value: float) -> str:
    """Return whether it is more, or less of a mass, or fewer of what is counted."""
    if value >= 0.0:
        return "more"
    return "fewer" if _counts(aim) else "less"


def _counts(aim: Aim) -> bool:
    """Whether it is told in things that are counted."""
    return aim.of in ("kubes", "households")


def signed(writer: Writer, name: str, aim: Aim, told: Range, source: Source) -> Markup:
    """Return a change with its interval, with signs, as a table has it."""
    if aim.of == "money":
        return writer.signed(name, told, writer.language.rupiah, source)
    one = order(writer, aim, told.median)
    middle = writer.number(name, told.median, lambda _: one, source, signed=True)
    if math.isnan(told.low) or told == (0.0, 0.0, 0.0):
        return middle
    ends = {
        key: writer.add(
            f"{name}.{key}",
            value,
            writer.language.bare(value, order(writer, aim, value), signed=True),
            source,
        )
        for key, value in (("low", told.low), ("high", told.high))
    }
    return writer.say("word.signed", middle=middle, range=writer.say("word.range", **ends))


def verdict(writer: Writer, effect: Effect) -> str:
    """Return what the verdict on an effect is called."""
    return spread_words.verdict_text(effect.over_all.verdict, writer.lang)


def weights(
    writer: Writer, name: str, effect: Effect, worlds: Worlds, source: Source
) -> list[Markup]:
    """Return at which prior weights of `does nothing` the verdict on an effect would be another.

    Where no weight changes it, or none can be told, that is said.
    """
    if not (worlds.levers or worlds.without_rival):
        return []
    if effect.assumed:
        return [writer.say("weight.assumed")]
    if effect.if_it_works is None:
        return [writer.say("weight.one_kind")]
    if not effect.changes:
        return [writer.say("weight.none")]
    return [_weight(writer, name, one, source) for one in effect.changes]


def _weight(writer: Writer, name: str, one: Change, source: Source) -> Markup:
    words = writer.spread
    text = words.say(
        "change",
        verdict=words[f"verdict.{one.verdict}"],
        weight=spread_words.percent(one.weight, writer.lang),
        when=words[f"when.{one.when}"],
    )
    return writer.add(f"{name}.weight.{one.when}", one.weight, text, source)
