"""Everything that a discovery told, and what it was made of."""

from typing import NamedTuple

from experiments.common.uncertainty import Drawn
from experiments.policy.discover.cases import Cases
from experiments.policy.discover.finding import Found
from experiments.policy.discover.space import Space


class Answer(NamedTuple):
    """Rules of a sweep.

    Attributes
    ----------
    digest : str
        Of the sweep's table of runs.
    """

    sweep: str
    title: str
    digest: str
    drawn: Drawn
    seed: int
    cases: Cases
    space: Space
    found: Found

    @property
    def any_stable(self) -> bool:
        """Whether a rule of some method is stable."""
        return any(rule.stable for rule in self.found.rules)
