"""How a parameter is declared: range and prior, titles, the grade of its evidence and its source.

    leak: Annotated[
        float,
        uniform(0.1, 0.9, "share"),
        "cash grant spent at once",
        "bantuan tunai yang langsung habis dipakai",
        Evidence("A", "misuse is named", size="-"),
    ] = 0.5

The titles are in English and in Indonesian; a longer English phrase may follow where they do not
say all. What names no evidence is an assumption. Grades are those of the evidence: A stated in
the paper on Banjarmasin, B another published source, C arithmetic on A or B, D general knowledge,
"-" looked for and not found (an assumption, to be swept). That an effect exists and which way it
goes is graded apart from its size: most sources name an effect and give no figure.
"""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Annotated, Any, Literal, NamedTuple, get_type_hints

Grade = Literal["A", "B", "C", "D", "-"]
Shape = Literal["uniform", "log-uniform", "whole", "root", "log-normal", "logit-normal"]
Transport = Literal["same", "other country", "other kind"]

TRANSPORT: Mapping[Transport, float] = {"same": 0.3, "other country": 0.7, "other kind": 1.0}
"""Error of carrying over what was measured elsewhere: SD of the log, of a fraction of the log odds.

`same`: same country and kind of actor; `other country`: same kind of group; `other kind`: neither.
Declared before anything was fitted; "-".
"""
REACH_SD = 3.2905
"""So many standard deviations to either side hold 99.9 % of a normal: there a prior ends."""
DIGITS = 3
"""Significant digits of the ends of such a prior, and of the spread that two errors make."""


@dataclass(frozen=True, slots=True)
class Prior:
    """What is held plausible before outcomes are seen.

    Attributes
    ----------
    shape : str
        `whole` holds whole numbers, all alike, both ends included.
        `root` is the larger of two uniform draws, so that its square is uniform. `log-normal` and
        `logit-normal` are normal in the log or in the log odds, and end where 99.9 % are held.
    centre, sd : float, optional
        Median, and standard deviation of the log or of the log odds, of the last two.
    transport : float, optional
        Of a prior that is centred on a figure measured elsewhere: the part of `sd` that is there
        because it was measured elsewhere.
    """

    shape: Shape
    low: float
    high: float
    centre: float | None = None
    sd: float | None = None
    transport: float | None = None

    @property
    def median(self) -> float:
        """The middle of the prior, in the parameter's unit."""
        if self.centre is not None:
            return self.centre
        if self.shape in ("uniform", "whole"):
            return float((self.low + self.high) / 2.0)
        if self.shape == "root":
            return float(self.low + (self.high - self.low) * 0.5**0.5)
        return float((self.low * self.high) ** 0.5)

    def carried(self, times: float) -> "Prior":
        """Return the prior with so many times the error of carrying its figure over."""
        if self.transport is None or self.centre is None or self.sd is None:
            return self
        own = self.sd**2 - self.transport**2
        wider = normal(
            self.shape, self.centre, short(math.sqrt(own + (times * self.transport) ** 2))
        )
        return replace(wider, transport=times * self.transport)


class Range(NamedTuple):
    """Between which values, in which unit, a parameter may be set; its prior if it is uncertain."""

    unit: str
    low: float
    high: float
    prior: Prior | None = None


class Channel(NamedTuple):
    """A way in which a lever acts on Kubes, which the parameter opens or shuts.

    Attributes
    ----------
    lever : str
        Name of the lever's rival structure (`sim.structures`).
    kind : str
        What passes through it: a rival may shut one kind and leave the others open.
    closed : float
        The parameter's value that shuts it.
    """

    lever: Literal["visits", "monitoring", "retention", "second_grant"]
    kind: str
    closed: float = 0.0


class Evidence(NamedTuple):
    """What a parameter's default and prior rest on.

    Attributes
    ----------
    grade : str
        Of the effect: that there is one, and its direction.
    size : str or None
        Grade of the figure; None where the source states it, so that it has the effect's grade.
    """

    grade: Grade = "-"
    source: str = "assumption"
    size: Grade | None = None


@dataclass(frozen=True, slots=True)
class Spec:
    """One parameter's record.

    Attributes
    ----------
    meaning : str
        A longer English phrase; the title where that says all.
    grade, size_grade : str
        Of the evidence for the effect and its direction, and of that for the figure.
    prior : Prior or None
        None for a fixed constant.
    channel : Channel or None
        Of which lever it is a channel, if it is one.
    """

    unit: str
    title: str
    judul: str
    meaning: str
    grade: Grade
    size_grade: Grade
    source: str
    low: float
    high: float
    prior: Prior | None = None
    channel: Channel | None = None


FRACTIONS = (
    "0-1", "share", "share a month", "share of households", "chance", "chance a month",
    "chance a loan", "per month", "per campaign",
)  # fmt: skip
"""Units of what cannot exceed 1."""


def uniform(low: float, high: float, unit: str) -> Range:
    """Declare an uncertain parameter with a uniform prior.

    It may be set from 0 to twice the prior's top, or to 1 where it is a fraction.
    """
    most = 1.0 if unit in FRACTIONS else 2.0 * high
    return Range(unit, 0.0, most, Prior("uniform", low, high))


def log_uniform(low: float, high: float, unit: str, least: float = 0.0) -> Range:
    """Declare an uncertain scale with a log-uniform prior.

    It may be set from `least` to ten times the prior's top, or to 1 where it is a fraction.
    """
    most = 1.0 if unit in FRACTIONS else 10.0 * high
    return Range(unit, least, most, Prior("log-uniform", low, high))


def whole(low: int, high: int, unit: str, most: int) -> Range:
    """Declare an uncertain whole number; it may be set from 1 to `most`."""
    return Range(unit, 1.0, float(most), Prior("whole", float(low), float(high)))


def root(low: float, high: float, unit: str) -> Range:
    """Declare an uncertain parameter whose prior is that of the larger of two uniform draws."""
    return Range(unit, 0.0, high, Prior("root", low, high))


def log_normal(centre: float, sd: float, unit: str) -> Range:
    """Declare an uncertain scale with a log-normal prior; it may be set to ten times its top."""
    prior = normal("log-normal", centre, sd)
    return Range(unit, 0.0, 10.0 * prior.high, prior)


def logit_normal(centre: float, sd: float, unit: str) -> Range:
    """Declare an uncertain fraction with a logit-normal prior; it may be set from 0 to 1."""
    return Range(unit, 0.0, 1.0, normal("logit-normal", centre, sd))


def measured(centre: float, transport: Transport, unit: str, error: float = 0.0) -> Range:
    """Declare an uncertain parameter whose prior is centred on a figure measured elsewhere.

    Parameters
    ----------
    centre : float
        The figure, in the parameter's unit; its prior's median.
    transport : str
        From where it is carried over, of `TRANSPORT`.
    error : float, optional
        Standard error of the figure itself, on the same scale: the log, the log odds of a fraction.
    """
    carried = TRANSPORT[transport]
    declare = logit_normal if unit in FRACTIONS else log_normal
    span = declare(centre, short(math.hypot(error, carried)), unit)
    assert span.prior is not None
    return span._replace(prior=replace(span.prior, transport=carried))


def normal(shape: Shape, centre: float, sd: float) -> Prior:
    """Return a prior that is normal on the scale of its shape, with rounded ends."""
    odds = centre if shape == "log-normal" else centre / (1.0 - centre)
    ends = [odds * math.exp(sign * REACH_SD * sd) for sign in (-1.0, 1.0)]
    values = ends if shape == "log-normal" else [end / (1.0 + end) for end in ends]
    return Prior(shape, short(values[0]), short(values[1]), centre, sd)


def short(value: float) -> float:
    """Round to `DIGITS`, so that a declaration is the same on every machine."""
    return float(f"{value:.{DIGITS}g}")


def constant(low: float, high: float, unit: str) -> Range:
    """Declare a fixed constant that may be set between `low` and `high`."""
    return Range(unit, low, high)


ZeroToOne = Annotated[float, constant(0.0, 1.0, "0-1")]
Share = Annotated[float, constant(0.0, 1.0, "share")]
ShareAMonth = Annotated[float, constant(0.0, 1.0, "share a month")]
ChanceAMonth = Annotated[float, constant(0.0, 1.0, "chance a month")]
"""Fixed constants that may be set to any value of their kind."""


def specs(group: type) -> Iterator[tuple[str, Spec]]:
    """Yield each field of a parameter group with its record, in order of declaration."""
    hints: dict[str, Any] = get_type_hints(group, include_extras=True)
    for name, hint in hints.items():
        span, *declared = hint.__metadata__
        evidence = next((one for one in declared if isinstance(one, Evidence)), Evidence())
        channel = next((one for one in declared if isinstance(one, Channel)), None)
        title, judul, *longer = (one for one in declared if isinstance(one, str))
        yield (
            name,
            Spec(
                span.unit,
                title,
                judul,
                longer[0] if longer else title,
                evidence.grade,
                evidence.size or evidence.grade,
                evidence.source,
                span.low,
                span.high,
                span.prior,
                channel,
            ),
        )
