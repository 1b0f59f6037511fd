"""How a parameter is declared: unit, bounds, prior, meaning, source and its grade.

Grades are those of the evidence: A stated in the paper on Banjarmasin, B another
published source, C arithmetic on A or B, D general knowledge, "-" looked for and not
found (an assumption, to be swept).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal, get_type_hints

Grade = Literal["A", "B", "C", "D", "-"]


@dataclass(frozen=True, slots=True)
class Prior:
    """What is held plausible before outcomes are seen: `uniform` or `log-uniform`."""

    shape: Literal["uniform", "log-uniform"]
    low: float
    high: float

    @property
    def median(self) -> float:
        """The middle of the prior, in the parameter's unit."""
        if self.shape == "uniform":
            return float((self.low + self.high) / 2.0)
        return float((self.low * self.high) ** 0.5)


@dataclass(frozen=True, slots=True)
class Spec:
    """One parameter's record. `prior` is None for a fixed constant."""

    unit: str
    meaning: str
    grade: Grade
    source: str
    low: float
    high: float
    prior: Prior | None = None


FRACTIONS = (
    "0-1", "share", "share a month", "share of households", "chance", "chance a month",
    "chance a loan", "per month", "per campaign",
)  # fmt: skip
"""Units of what cannot exceed 1."""


def uniform(low: float, high: float, unit: str, meaning: str, grade: Grade, source: str) -> Spec:
    """Declare an uncertain parameter with a uniform prior.

    It may be set from 0 to twice the prior's top, or to 1 where it is a fraction.
    """
    most = 1.0 if unit in FRACTIONS else 2.0 * high
    return Spec(unit, meaning, grade, source, 0.0, most, Prior("uniform", low, high))


def log_uniform(
    low: float, high: float, unit: str, meaning: str, grade: Grade, source: str, least: float = 0.0
) -> Spec:
    """Declare an uncertain scale with a log-uniform prior.

    It may be set from `least` to ten times the prior's top, or to 1 where it is a fraction.
    """
    most = 1.0 if unit in FRACTIONS else 10.0 * high
    return Spec(unit, meaning, grade, source, least, most, Prior("log-uniform", low, high))


def constant(low: float, high: float, unit: str, meaning: str, grade: Grade, source: str) -> Spec:
    """Declare a fixed constant that may be set between `low` and `high`."""
    return Spec(unit, meaning, grade, source, low, high)


def specs(group: type) -> Iterator[tuple[str, Spec]]:
    """Yield each field of a parameter group with its record, in order of declaration."""
    hints: dict[str, Any] = get_type_hints(group, include_extras=True)
    for name, hint in hints.items():
        yield name, hint.__metadata__[0]
