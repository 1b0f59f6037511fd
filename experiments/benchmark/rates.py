"""A run that was timed."""

from typing import NamedTuple


class Timed(NamedTuple):
    """Household-months, and the seconds that they took."""

    household_months: int
    seconds: float

    @property
    def rate(self) -> float:
        """Household-months a second."""
        return self.household_months / self.seconds
