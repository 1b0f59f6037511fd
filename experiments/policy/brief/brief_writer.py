"""What every part of a brief is written with: the ranking, its words, and its figures.

A figure is a number that is printed, with the rows of a sweep that it comes from.
"""

import math
from pathlib import Path
from typing import Any, NamedTuple

from markupsafe import Markup

from experiments.common.languages import Titled, title_of
from experiments.common.numbers import LANGUAGES, Language, OrderOf
from experiments.common.texts import Texts
from experiments.policy.brief.finished_ranking import FinishedRanking, Span
from experiments.policy.effects import MEASURES
from experiments.policy.sets import NONE

TEXTS = Path(__file__).parent / "texts"

Parts = dict[str, Any]
"""What the template shows of a section."""
Value = float | int | str | None


class Source(NamedTuple):
    """Where figures come from.

    Attributes
    ----------
    key : str
        The letter that stands beside them.
    folder : str
        Folder of the sweep inside the ranking's (`runs`); empty for a document.
    rows : tuple of Span
        Rows of that sweep.
    document : str
        What says it instead.
    """

    key: str
    folder: str
    rows: tuple[Span, ...]
    document: str

    @property
    def row(self) -> int:
        """The row by which a reader opens it."""
        return self.rows[0][0]


class Figure(NamedTuple):
    """A number as it is printed.

    Attributes
    ----------
    value : float, int, str or None
        In the unit of its source: shares are not in per cent, rupiah not in millions.
    """

    name: str
    value: Value
    text: str
    source: Source


class Figures:
    """The figures of one brief, collected while it is written."""

    def __init__(self) -> None:
        self.all: dict[str, Figure] = {}
        self.sources: list[Source] = []

    def rows(self, folder: str, *rows: Span, document: str = "") -> Source:
        """Return the source that rows of a sweep are; the same rows are one source."""
        about = (folder, tuple(dict.fromkeys(rows)), document)
        for known in self.sources:
            if known[1:] == about:
                return known
        source = Source(_letters(len(self.sources)), *about)
        self.sources.append(source)
        return source

    def document(self, name: str) -> Source:
        """Return the source that a file is."""
        return self.rows("", document=name)

    def add(self, name: str, value: Value, text: str, source: Source) -> Markup:
        """Keep a figure and return what prints it.

        Raises
        ------
        ValueError
            When another one has its name.
        """
        figure = Figure(name, value, text, source)
        if self.all.setdefault(name, figure) != figure:
            raise ValueError(f"two figures are called {name}")
        shown = Markup('<data data-figure="{}" data-source="{}" value="{}">{}</data>')
        return shown.format(name, source.key, "" if value is None else value, text)


def mark(*sources: Source) -> Markup:
    """Return the letters of sources, to stand behind what comes from them."""
    keys = ", ".join(dict.fromkeys(source.key for source in sources))
    return Markup('<sup class="source">{}</sup>').format(keys)


def _letters(number: int) -> str:
    """Return a letter; after the last one two, as spreadsheets count columns."""
    text = ""
    number += 1
    while number:
        number, place = divmod(number - 1, 26)
        text = chr(ord("a") + place) + text
    return text


class Range(NamedTuple):
    """A median with its 90 % credible interval; parts are NaN where there are none."""

    mean: float
    low: float
    high: float

    def __mul__(self, factor: object) -> "Range":
        """Return it in another unit, or the other way round."""
        if not isinstance(factor, int | float):
            return NotImplemented
        low, high = self.low * factor, self.high * factor
        return Range(self.mean * factor, min(low, high), max(low, high))

    @property
    def side(self) -> str:
        """Whether it is `more` or `less`."""
        return "more" if self.mean >= 0.0 else "less"

    @property
    def size(self) -> "Range":
        """The same without its sign."""
        return self if self.mean >= 0.0 else self * -1.0


def range_of(interval: Any) -> Range:
    """Return the interval that a report holds."""
    ends = (interval[key] for key in ("median", "low", "high"))
    return Range(*(math.nan if end is None else float(end) for end in ends))


class Writer(NamedTuple):
    """Writes figures and sentences."""

    ranking: FinishedRanking
    texts: Texts
    figures: Figures

    @property
    def report(self) -> Any:
        """The report of the ranking."""
        return self.ranking.report

    @property
    def best(self) -> str:
        """The policy that is recommended."""
        return self.ranking.recommended

    @property
    def language(self) -> Language:
        """How numbers are written."""
        return LANGUAGES[self.texts.lang]

    def number(
        self, name: str, value: float, order: OrderOf, source: Source, signed: bool = False
    ) -> Markup:
        """Return a figure in the order of its value, or a dash where there is none."""
        if math.isnan(value):
            return Markup("–")
        text = self.language.full(value, order(value), signed)
        return self.figures.add(name, value, text, source)

    def interval(
        self, name: str, shown: Range, order: OrderOf, source: Source, signed: bool = False
    ) -> Markup:
        """Return a mean with its interval in brackets, all in the order of the mean."""
        mean = self.number(name, shown.mean, order, source, signed)
        if math.isnan(shown.low) or math.isnan(shown.high) or shown == (0.0, 0.0, 0.0):
            return mean
        ends = self.range(name, shown, order, source)
        return self.say("word.interval", mean=mean, range=ends)

    def range(self, name: str, shown: Range, order: OrderOf, source: Source) -> Markup:
        """Return the bounds of an interval, in the order of the mean but without its words."""
        size = order(shown.mean)
        bounds = {
            key: self.figures.add(f"{name}.{key}", value, self.language.bare(value, size), source)
            for key, value in (("low", shown.low), ("high", shown.high))
        }
        return self.say("word.range", **bounds)

    def tile(
        self, name: str, change: Range, order: OrderOf, source: Source, **figures: Markup
    ) -> Parts:
        """Return a change in large: its size, and in words whether it is more or less."""
        return {
            "number": self.number(f"tile.{name}", change.size.mean, order, source),
            "label": self.say(f"tile.{name}.{change.side}", **figures),
            "range": self.range(f"tile.{name}", change.size, order, source),
        }

    def kubes(self) -> Markup:
        """Return how many Kubes the plan has."""
        return self.text("kubes", self.ranking.kubes, self.figures.document("set.json"))

    def text(self, name: str, value: Value, source: Source) -> Markup:
        """Return a figure that is printed as it stands."""
        return self.figures.add(name, value, str(value), source)

    @property
    def level(self) -> float:
        """Prices of the brief's year over those of the base month, in whose rupiah outcomes are."""
        return float(self.report["money"]["price_year_over_base_month"])

    def year(self) -> Markup:
        """Return the year in whose rupiah all amounts of the brief are."""
        year = self.report["money"]["price_year"]
        return self.text("price_year", year, self.figures.document("set.json"))

    def title(self, name: str) -> Markup:
        """Return a policy's title, as its author wrote it."""
        policy = self.ranking.policies[name]
        return self.given(policy["judul"] if self.texts.lang == "id" else policy["title"])

    def policy(self, name: str) -> Markup:
        """Return a policy as a sentence names it."""
        return self.say("word.plan" if name == NONE else "word.title", title=self.title(name))

    def given(self, text: str) -> Markup:
        """Return a text of the user's, which may hold digits that are no figures."""
        return Markup("<span data-given>{}</span>").format(text)

    def say(self, key: str, **figures: object) -> Markup:
        """Return a sentence with its figures in their places; what is no markup is escaped."""
        return Markup(self.texts[key]).format(**figures)

    def label(self, key: str) -> str:
        """Return a label."""
        return self.texts[key]

    def called(self, thing: Titled) -> str:
        """Return the title that a thing declares."""
        return title_of(thing, self.texts.lang)

    def outcome(self, name: str) -> Markup:
        """Return what an outcome is called; its digits are no figures."""
        return self.given(self.called(MEASURES[name]))

    def listed(self, parts: list[Markup]) -> Markup:
        """Return parts as a list in a sentence."""
        if len(parts) < 2:
            return Markup("").join(parts)
        return self.say("word.and", a=Markup(", ").join(parts[:-1]), b=parts[-1])

    def chosen(self, *names: str) -> Source:
        """Return policies against the plan."""
        return self.figures.rows("runs", *self.ranking.rows(*names, NONE))

    def every(self) -> Source:
        """Return all runs."""
        return self.figures.rows("runs", (0, int(self.report["sweep"]["rows"]) - 1))
