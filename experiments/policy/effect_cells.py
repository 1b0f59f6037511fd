"""Cells of a ranking's tables: an effect in figures, a probability, a difference with its sign."""

from collections.abc import Iterator
from typing import Literal

from experiments.common.differences import is_share
from experiments.common.languages import Lang
from experiments.common.numbers import THOUSAND, number, whole_percent
from experiments.common.spread_words import LEAST
from experiments.policy.effects import MEASURES, Json
from experiments.policy.ranking_words import texts


def effect_figures(
    name: str, effect: Json, level: float, lang: Lang, middle: Literal["median", "mean"] = "median"
) -> Iterator[str]:
    """Yield the median or mean, the interval and the probability that it is better."""
    times = 100.0 if is_share(MEASURES[name]) else level / THOUSAND
    median, low, high = (
        None if effect[end] is None else times * effect[end] for end in (middle, "low", "high")
    )
    if median is None or low is None or high is None:
        yield from ("-", "-", "-")
        return
    yield signed(median, 1, lang)
    yield texts(lang).say("rank.range", low=signed(low, 0, lang), high=signed(high, 0, lang))
    yield chance(effect["probability_better"], lang)


def chance(probability: float, lang: Lang) -> str:
    """Return a probability in a cell; one that is not quite 0 or 1 is not written as such."""
    if 0.0 < probability < LEAST:
        return "<1 %"
    if 1.0 - LEAST < probability < 1.0:
        return ">99 %"
    return whole_percent(probability, lang)


def signed(value: float, places: int, lang: Lang) -> str:
    """Return a difference with its sign; nothing has none."""
    text = number(abs(value), places, lang)
    if not any(digit in text for digit in "123456789"):
        return text
    return ("+" if value > 0.0 else "-") + text
