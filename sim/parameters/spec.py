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

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Any, Literal, NamedTuple, get_type_hints

Grade = Literal["A", "B", "C", "D", "-"]


@dataclass(frozen=True, slots=True)
class Prior:
    """What is held plausible before outcomes are seen: `uniform`, `log-uniform` or `root`.

    A `root` prior is that of the larger of two uniform draws, whose square is uniform.
    """

    shape: Literal["uniform", "log-uniform", "root"]
    low: float
    high: float

    @property
    def median(self) -> float:
        """The middle of the prior, in the parameter's unit."""
        if self.shape == "uniform":
            return float((self.low + self.high) / 2.0)
        if self.shape == "root":
            return float(self.low + (self.high - self.low) * 0.5**0.5)
        return float((self.low * self.high) ** 0.5)


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


def root(low: float, high: float, unit: str) -> Range:
    """Declare an uncertain parameter whose prior is that of the larger of two uniform draws."""
    return Range(unit, 0.0, high, Prior("root", low, high))


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
