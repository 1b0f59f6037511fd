"""What every part of a brief is written with: the ranking, its words, its figures."""

import math
from typing import Any, NamedTuple

from markupsafe import Markup

from experiments.policy.brief.figures import Figures, Source, Value
from experiments.policy.brief.numbers import LANGUAGES, Language, Number, Order
from experiments.policy.brief.opened import Opened
from experiments.policy.brief.texts import Texts
from experiments.policy.sets import NONE

Parts = dict[str, Any]
"""What the template shows of a section."""


class Range(NamedTuple):
    """A mean with its interval; parts are NaN where there are none."""

    mean: float
    low: float
    high: float

    def __mul__(self, factor: object) -> "Range":
        """Return it in another unit, or the other way round."""
        if not isinstance(factor, int | float):
            return NotImplemented
        low, high = self.low * factor, self.high * factor
        return Range(self.mean * factor, min(low, high), max(low, high))


def range_of(told: Any) -> Range:
    """Return the interval that a report or a comparison holds."""
    if not isinstance(told, dict):
        return Range(told.mean, told.low, told.high)
    parts = (told[key] for key in ("mean", "low", "high"))
    return Range(*(math.nan if it is None else float(it) for it in parts))


class Writer(NamedTuple):
    """Writes figures and sentences."""

    of: Opened
    texts: Texts
    figures: Figures

    @property
    def language(self) -> Language:
        """How numbers are written."""
        return LANGUAGES[self.texts.lang]

    def number(
        self, name: str, value: float, order: Number, source: Source, signed: bool = False
    ) -> Markup:
        """Return a figure in an order, or a dash where there is none."""
        if math.isnan(value):
            return Markup("–")
        return self.figures.add(name, value, self.language.full(value, order, signed), source)

    def interval(
        self, name: str, it: Range, order: Order, source: Source, signed: bool = False
    ) -> Markup:
        """Return a mean with its interval in brackets, all in the order of the mean."""
        of = order(it.mean)
        mean = self.number(name, it.mean, of, source, signed)
        if math.isnan(it.low) or math.isnan(it.high) or it == (0.0, 0.0, 0.0):
            return mean
        return self.texts.say("word.interval", mean=mean, range=self.range(name, it, of, source))

    def range(self, name: str, it: Range, of: Number, source: Source) -> Markup:
        """Return the bounds of an interval without the words of their order."""
        bounds = {
            key: self.figures.add(f"{name}.{key}", value, self.language.bare(value, of), source)
            for key, value in (("low", it.low), ("high", it.high))
        }
        return self.texts.say("word.range", **bounds)

    def text(self, name: str, value: Value, source: Source) -> Markup:
        """Return a figure that is printed as it stands."""
        return self.figures.add(name, value, str(value), source)

    def title(self, name: str) -> Markup:
        """Return a policy's title, as its author wrote it."""
        told = self.of.policies[name]
        return self.given(told["judul"] if self.texts.lang == "id" else told["title"])

    def policy(self, name: str) -> Markup:
        """Return a policy as a sentence names it."""
        return self.say("word.plan" if name == NONE else "word.title", title=self.title(name))

    def given(self, text: str) -> Markup:
        """Return a text of the user's, which may hold digits that are no figures."""
        return Markup("<span data-given>{}</span>").format(text)

    def say(self, key: str, **figures: object) -> Markup:
        """Return a sentence with its figures."""
        return self.texts.say(key, **figures)

    def label(self, key: str) -> str:
        """Return a label."""
        return self.texts.label(key)

    def fresh(self, *names: str) -> Source:
        """Return policies against the plan on fresh luck."""
        return self.figures.rows("fresh", *self.of.fresh_rows(*names, NONE))

    def chosen(self, *names: str) -> Source:
        """Return policies against the plan on the luck that chose."""
        return self.figures.rows("runs", *self.of.rows(*names, NONE))

    def every(self) -> Source:
        """Return all runs on the luck that chose."""
        return self.figures.rows("runs", (0, int(self.of.told["sweep"]["rows"]) - 1))
