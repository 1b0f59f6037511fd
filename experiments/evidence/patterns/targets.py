"""The targets of the patterns, from the file that was committed before the first results."""

from typing import Annotated, Any, Literal

from pydantic import Field, ValidationError

from sim.course import LeverOverrides
from sim.inputs.strict import InputError, Strict, faults_of, read_toml
from sim.locations import OBSERVED
from sim.policy import Policy


class Statistic(Strict):
    """A figure and the interval in which it is to lie."""

    name: str
    meaning: str
    low: float
    high: float


class KnockOut(Strict):
    """A rule whose removal must move the first statistic by `moves` away from its target."""

    rule: str
    set: dict[str, float] = Field(default_factory=dict)
    policy: dict[str, Any] = Field(default_factory=dict)
    moves: float

    def as_policy(self) -> Policy:
        """Return the levers of the knock-out as a policy."""
        return Policy(
            name="knock-out",
            title=self.rule,
            judul=self.rule,
            levers=LeverOverrides.model_validate(self.policy),
        )


class Pattern(Strict):
    """One pattern: where it is known from, its figures and its knock-out.

    Attributes
    ----------
    works : str
        A lever of which the pattern tells what it does: draws in which it does nothing are left
        out. Empty where no lever is asked about.
    """

    id: str
    title: str
    source: str
    grade: str
    scenario: str
    note: str
    works: Literal["", "visits", "monitoring", "retention", "second_grant"] = ""
    statistic: Annotated[tuple[Statistic, ...], Field(min_length=1, strict=False)]
    knock_out: KnockOut


class _Patterns(Strict):
    pattern: Annotated[tuple[Pattern, ...], Field(strict=False)]


def load_patterns() -> tuple[Pattern, ...]:
    """Load the shipped patterns, in the order of the file.

    Raises
    ------
    InputError
        With one line per fault.
    """
    path = OBSERVED / "patterns.toml"
    try:
        return _Patterns.model_validate(read_toml(path)).pattern
    except ValidationError as error:
        raise InputError(faults_of(error, path)) from None
