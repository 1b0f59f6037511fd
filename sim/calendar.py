"""Months as text, and the prices of each month."""

import re
from typing import Annotated, Any

from pydantic import Field

from sim.inputs.strict import Strict

MONTH = r"^(19|20|21)[0-9]{2}-(0[1-9]|1[0-2])$"
Month = Annotated[str, Field(pattern=MONTH)]
Year = Annotated[str, Field(pattern=r"^(19|20|21)[0-9]{2}$")]
JANUARY_2004 = 2004 * 12


def is_month(text: str) -> bool:
    """Whether a text is a month as files write it, such as 2026-10."""
    return re.fullmatch(MONTH, text) is not None


def month_number(text: str) -> int:
    """Return months since January of year 0 for `YYYY-MM`."""
    return int(text[:4]) * 12 + int(text[5:7]) - 1


def month_text(number: int) -> str:
    """Return `YYYY-MM` for months since January of year 0."""
    return f"{number // 12:04d}-{number % 12 + 1:02d}"


def years_needed(start: str, months: int, base: str) -> range:
    """Return the years that need a price: those of the scenario and up to the base month."""
    begin, of_base = month_number(start), month_number(base)
    return range(min(begin, of_base) // 12, max(begin + months - 1, of_base) // 12 + 1)


Percent = Annotated[float, Field(ge=-20.0, le=100.0)]
PER_YEAR: dict[str, Any] = {"unit": "% a year"}


class Inflation(Strict):
    """How prices rise, from December to December: year by year, and before and after these."""

    base: Month = Field(description="month in which the index is 1 and money is real")
    inflation_percent: dict[Year, Percent] = Field(
        description="December on December, by year", json_schema_extra=PER_YEAR
    )
    inflation_before_percent: Percent | None = Field(
        None,
        description="of every year before the first that is given; without it these are needed",
        json_schema_extra=PER_YEAR,
    )
    inflation_after_percent: Percent | None = Field(
        None,
        description="of every year after the last that is given; without it these are needed",
        json_schema_extra=PER_YEAR,
    )

    def of_year(self, year: int) -> float | None:
        """Return the inflation of a year in per cent; None where nothing says it."""
        given = self.inflation_percent
        known = sorted(map(int, given))
        if known and year < known[0]:
            return self.inflation_before_percent
        if known and year > known[-1]:
            return self.inflation_after_percent
        return given.get(str(year))


class Prices(Inflation):
    """Consumer prices and the poverty line.

    Within a year the index moves in equal steps from December to December: sums and
    products only, so that it has the same bits everywhere.
    """

    poverty_line_idr: Annotated[float, Field(ge=1000.0, le=1e9)] = Field(
        description="Rp per head a month in the base month",
        json_schema_extra={"unit": "Rp a head a month"},
    )

    def index(self, start: str, months: int) -> list[float]:
        """Return the price index of every month from `start` on (1 in the base month).

        Raises
        ------
        KeyError
            When the inflation of a year is not known.
        """
        years = years_needed(start, months, self.base)
        level = 1.0
        path: list[float] = []
        for year in years:
            rate = self.of_year(year)
            if rate is None:
                raise KeyError(f"no inflation of {year}")
            step = level * rate / 100.0 / 12.0
            path += [level + step * (month + 1) for month in range(12)]
            level = path[-1]
        base = path[month_number(self.base) - years[0] * 12]
        begin = month_number(start) - years[0] * 12
        return [value / base for value in path[begin : begin + months]]
