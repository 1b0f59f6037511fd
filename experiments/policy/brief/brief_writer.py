"""What every part of a brief is written with: the ranking, its words, and its figures.

A figure is a number that is printed, with the rows of a sweep that it comes from.
"""

import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from markupsafe import Markup

from experiments.common.languages import Lang, Titled, title_of
from experiments.common.numbers import LANGUAGES, NO_BREAK, Language, Order, OrderOf
from experiments.common.spread import ENDS
from experiments.common.texts import Texts
from experiments.policy.brief.alternatives import Alternatives
from experiments.policy.brief.finished_ranking import FinishedRanking, Span
from experiments.policy.effects import MEASURES, Json
from experiments.policy.ranking_runs import REPORT
from experiments.policy.sets import NONE

TEXTS = Path(__file__).parent / "texts"

Parts = dict[str, Any]
"""What the template shows of a section."""
Value = float | int | str | None


class Source(NamedTuple):
    """Where figures come from.

    Attributes
    ----------
    folder : str
        Folder of the sweep inside the ranking's (`runs`); empty for a document.
    rows : tuple of Span
        Rows of that sweep.
    document : str
        What says it instead.
    """

    folder: str = ""
    rows: tuple[Span, ...] = ()
    document: str = ""

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


class Range(NamedTuple):
    """A median with its 90 % credible interval; parts are NaN where there are none."""

    median: float
    low: float
    high: float

    def __mul__(self, factor: object) -> "Range":
        """Return it in another unit, or the other way round."""
        if not isinstance(factor, int | float):
            return NotImplemented
        low, high = self.low * factor, self.high * factor
        return Range(self.median * factor, min(low, high), max(low, high))

    @property
    def largest(self) -> float:
        """The largest magnitude in it."""
        return max((abs(value) for value in self if not math.isnan(value)), default=0.0)


def range_of(figures: Json) -> Range:
    """Return the interval that a report holds."""
    ends = (figures[key] for key in Range._fields)
    return Range(*(math.nan if end is None else float(end) for end in ends))


class Writer:
    """Writes figures and sentences, and keeps every figure that is written.

    Attributes
    ----------
    figures : dict of Figure
        By name.
    subject : str
        The policy that the brief is of: the one that is preferred, or the next where that is the
        plan.
    against : str
        With what the preferred policy is compared: the other alternative that is asked about, or
        the plan.
    """

    def __init__(
        self, ranking: FinishedRanking, choice: Alternatives, texts: Texts, spread: Texts
    ) -> None:
        self.ranking = ranking
        self.choice = choice
        self.texts = texts
        self.spread = spread
        self.figures: dict[str, Figure] = {}
        self.subject = choice.other if choice.best == NONE else choice.best
        self.against = choice.other if choice.asked else NONE

    @property
    def report(self) -> Any:
        """The report of the ranking."""
        return self.ranking.report

    @property
    def lang(self) -> Lang:
        """The language that is written."""
        return self.texts.lang

    @property
    def language(self) -> Language:
        """How numbers are written."""
        return LANGUAGES[self.lang]

    def add(self, name: str, value: Value, text: str, source: Source) -> Markup:
        """Keep a figure and return what prints it.

        Raises
        ------
        ValueError
            When another one has its name.
        """
        text = text.replace(" %", f"{NO_BREAK}%")
        figure = Figure(name, value, text, source)
        if self.figures.setdefault(name, figure) != figure:
            raise ValueError(f"two figures are called {name}")
        shown = Markup('<data data-figure="{}" value="{}">{}</data>')
        return shown.format(name, "" if value is None else value, text)

    def number(
        self, name: str, value: float, order: OrderOf, source: Source, signed: bool = False
    ) -> Markup:
        """Return a figure in the order of its value, or a dash where there is none."""
        if math.isnan(value):
            return Markup("–")
        return self.add(name, value, self.language.full(value, order(value), signed), source)

    def signed(self, name: str, shown: Range, order: OrderOf, source: Source) -> Markup:
        """Return a change with its interval in brackets, both with signs: of a table."""
        size = order(shown.largest)
        middle = self.number(name, shown.median, lambda _: size, source, signed=True)
        if math.isnan(shown.low) or shown == (0.0, 0.0, 0.0):
            return middle
        return self.say("word.signed", middle=middle, range=self.ends(name, shown, size, source))

    def ends(self, name: str, shown: Range, size: Order, source: Source) -> Markup:
        """Return the ends of an interval with signs, without the words of their order."""
        bounds = {
            key: self.add(
                f"{name}.{key}", value, self.language.bare(value, size, signed=True), source
            )
            for key, value in (("low", shown.low), ("high", shown.high))
        }
        return self.say("word.range", **bounds)

    def level_of_intervals(self) -> Markup:
        """Return the probability that an interval has."""
        return self.percent("interval", round(ENDS[1] - ENDS[0], 9), self.method())

    def percent(self, name: str, share: float, source: Source) -> Markup:
        """Return a share in per cent."""
        return self.number(name, share, self.language.percent, source)

    def rupiah(self, name: str, value: float, source: Source) -> Markup:
        """Return an amount of money."""
        return self.number(name, value, self.language.rupiah, source)

    def counted(self, name: str, value: float, source: Source) -> Markup:
        """Return how many there are, rounded to whole ones."""
        return self.number(name, float(round(value)), lambda _: Order(1.0, 0), source)

    def text(self, name: str, value: Value, source: Source) -> Markup:
        """Return a figure that is printed as it stands."""
        return self.add(name, value, str(value), source)

    def kubes(self) -> Markup:
        """Return how many Kubes the plan has."""
        return self.counted("kubes", self.ranking.kubes, self.document("set.json"))

    @property
    def level(self) -> float:
        """Prices of the brief's year over those of the base month, in whose rupiah outcomes are."""
        return float(self.report["money"]["price_year_over_base_month"])

    def year(self) -> Markup:
        """Return the year in whose rupiah all amounts of the brief are."""
        return self.text(
            "price_year", self.report["money"]["price_year"], self.document("set.json")
        )

    def title(self, name: str) -> Markup:
        """Return a policy's title, as its author wrote it."""
        policy = self.ranking.policies[name]
        return self.given(policy["judul"] if self.lang == "id" else policy["title"])

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
        return title_of(thing, self.lang)

    def outcome(self, name: str) -> Markup:
        """Return what an outcome is called; its digits are no figures."""
        return self.given(self.called(MEASURES[name]))

    def levers(self, names: Sequence[str]) -> Markup:
        """Return levers that may do nothing, as a list in a sentence."""
        return self.listed([Markup(self.spread[f"lever.{name}"]) for name in names])

    def listed(self, parts: Sequence[Markup]) -> Markup:
        """Return parts as a list in a sentence."""
        if len(parts) < 2:
            return Markup("").join(parts)
        return self.say("word.and", a=Markup(", ").join(parts[:-1]), b=parts[-1])

    def runs_of(self, *names: str) -> Source:
        """Return the runs of policies and of the plan, against which they are."""
        return Source("runs", tuple(dict.fromkeys(self.ranking.rows(*names, NONE))))

    def every(self) -> Source:
        """Return all runs."""
        return Source("runs", ((0, int(self.report["sweep"]["rows"]) - 1),))

    def document(self, name: str) -> Source:
        """Return the source that a file is."""
        return Source(document=name)

    def of_report(self) -> Source:
        """Return the report as a source."""
        return self.document(REPORT)

    def method(self) -> Source:
        """Return the module that defines intervals and verdicts as a source."""
        return self.document("experiments/common/spread.py")
