"""Months as text, and the prices of each month."""

from typing import Annotated

from pydantic import Field

from sim.strict import Strict

Month = Annotated[str, Field(pattern=r"^(19|20)\d\d-(0[1-9]|1[0-2])$")]
JANUARY_2004 = 2004 * 12


def month_number(text: str) -> int:
    """Return months since January of year 0 for `YYYY-MM`."""
    return int(text[:4]) * 12 + int(text[5:7]) - 1


def month_text(number: int) -> str:
    """Return `YYYY-MM` for months since January of year 0."""
    return f"{number // 12:04d}-{number % 12 + 1:02d}"


class Prices(Strict):
    """Consumer prices and the poverty line.

    Within a year the index moves in equal steps from December to December: sums and
    products only, so that it has the same bits everywhere.
    """

    base: Month = Field(description="month in which the index is 1 and money is real")
    poverty_line_idr: Annotated[float, Field(gt=0.0, le=1e9)] = Field(
        description="Rp per head a month in the base month"
    )
    inflation_percent: dict[str, Annotated[float, Field(ge=-20.0, le=100.0)]] = Field(
        description="December on December, by year"
    )

    def missing_years(self, start: str, months: int) -> list[str]:
        """Name the years that the scenario or the base month needs and that have no figure."""
        first, last = self._years(start, months)
        return [
            f"prices: inflation_percent has no figure for {year}"
            for year in range(first, last + 1)
            if str(year) not in self.inflation_percent
        ]

    def _years(self, start: str, months: int) -> tuple[int, int]:
        begin, base = month_number(start), month_number(self.base)
        return min(begin, base) // 12, max(begin + months - 1, base) // 12

    def index(self, start: str, months: int) -> list[float]:
        """Return the price index of every month from `start` on (1 in the base month)."""
        first, last = self._years(start, months)
        level = 1.0
        path: list[float] = []
        for year in range(first, last + 1):
            step = level * self.inflation_percent[str(year)] / 100.0 / 12.0
            path += [level + step * (month + 1) for month in range(12)]
            level = path[-1]
        base = path[month_number(self.base) - first * 12]
        begin = month_number(start) - first * 12
        return [value / base for value in path[begin : begin + months]]
