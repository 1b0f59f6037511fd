"""Months as text, and the prices of each month."""

from typing import Annotated

from pydantic import Field

from sim.inputs.strict import Strict

Month = Annotated[str, Field(pattern=r"^(19|20)[0-9]{2}-(0[1-9]|1[0-2])$")]
Year = Annotated[str, Field(pattern=r"^(19|20|21)[0-9]{2}$")]
JANUARY_2004 = 2004 * 12


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


class Prices(Strict):
    """Consumer prices and the poverty line.

    Within a year the index moves in equal steps from December to December: sums and
    products only, so that it has the same bits everywhere.
    """

    base: Month = Field(description="month in which the index is 1 and money is real")
    poverty_line_idr: Annotated[float, Field(ge=1000.0, le=1e9)] = Field(
        description="Rp per head a month in the base month",
        json_schema_extra={"unit": "Rp a head a month"},
    )
    inflation_percent: dict[Year, Annotated[float, Field(ge=-20.0, le=100.0)]] = Field(
        description="December on December, by year",
        json_schema_extra={"unit": "% a year"},
    )

    def index(self, start: str, months: int) -> list[float]:
        """Return the price index of every month from `start` on (1 in the base month)."""
        years = years_needed(start, months, self.base)
        level = 1.0
        path: list[float] = []
        for year in years:
            step = level * self.inflation_percent[str(year)] / 100.0 / 12.0
            path += [level + step * (month + 1) for month in range(12)]
            level = path[-1]
        base = path[month_number(self.base) - years[0] * 12]
        begin = month_number(start) - years[0] * 12
        return [value / base for value in path[begin : begin + months]]
