"""What a nation's file may say, strictly: its regions, and what their cities are drawn from."""

from collections.abc import Iterator
from typing import Annotated, ClassVar, Literal, NamedTuple

from pydantic import Field

from sim.agreement import Agreeing
from sim.business import BusinessName
from sim.calendar import Inflation, Month, Prices, month_number
from sim.course import Change, course_under
from sim.inputs.strict import Strict
from sim.levers import Levers
from sim.luck import MONTHS_MOST
from sim.nation.agreement import nation_disagreements
from sim.parameters import Parameters, with_values
from sim.policy import Policy
from sim.scenario import Identifier, Name

CITIES_MOST = 999
"""Cities of a region: the last three digits of a city's id."""
KUBES_MOST = 5_000
"""Kubes of a city."""

Share = Annotated[float, Field(ge=0.0, le=1.0)]


class Shares(Strict):
    """A share that is even between two bounds."""

    low: Share = Field(description="the least")
    high: Share = Field(description="the most")


class Count(Strict):
    """A whole number that is even between two bounds, both inside."""

    low: Annotated[int, Field(ge=1, le=KUBES_MOST)] = Field(description="the least")
    high: Annotated[int, Field(ge=1, le=KUBES_MOST)] = Field(description="the most")


class Line(Strict):
    """A poverty line that is even between two bounds."""

    low: Annotated[float, Field(ge=1000.0, le=1e9)] = Field(description="the least")
    high: Annotated[float, Field(ge=1000.0, le=1e9)] = Field(description="the most")


class NationPrices(Inflation):
    """Consumer prices of the nation; poverty lines are those of the regions."""

    def prices(self, poverty_line_idr: float, more_percent: float = 0.0) -> Prices:
        """Return the prices of a city, whose inflation is so many points higher."""
        path = {year: rate + more_percent for year, rate in self.inflation_percent.items()}
        before, after = (
            None if rate is None else rate + more_percent
            for rate in (self.inflation_before_percent, self.inflation_after_percent)
        )
        return Prices(
            base=self.base,
            poverty_line_idr=poverty_line_idr,
            inflation_percent=path,
            inflation_before_percent=before,
            inflation_after_percent=after,
        )

    def index(self, start: str, months: int) -> list[float]:
        """Return the nation's price index of every month from `start` on."""
        return self.prices(1e5).index(start, months)


class Founding(Strict):
    """Months between which Kubes are founded, each month as likely, both inside."""

    first: Month = Field(description="the first month")
    last: Month = Field(description="the last month")


class KubesDrawn(Strict):
    """What every Kube of the nation is drawn from."""

    founded: Founding = Field(description="months of founding")
    members: Count = Field(
        description="households at founding", json_schema_extra={"unit": "households"}
    )
    set_aside_first: Share = Field(
        description="share of Kubes that agreed to set aside first; the others share everything",
        json_schema_extra={"unit": "share of Kubes"},
    )
    share_by_work: Share = Field(
        description="share of Kubes that share by work; the others by rota",
        json_schema_extra={"unit": "share of Kubes"},
    )
    businesses: dict[BusinessName, Annotated[float, Field(ge=0.0, le=1e6)]] = Field(
        description="weight of each line of business; what is left out has none"
    )


class Region(Strict):
    """A part of the nation, and what its cities are drawn from."""

    code: Annotated[int, Field(ge=1, le=999)] = Field(
        description="begins the ids of its cities: 63 makes 63001, 63002, ..."
    )
    name: Annotated[str, Field(min_length=1, max_length=24, pattern=r"^[^\x00-\x1f\x7f]+$")] = (
        Field(description="name of the region")
    )
    cities: Annotated[int, Field(ge=1, le=CITIES_MOST)] = Field(
        description="regencies and cities", json_schema_extra={"unit": "cities"}
    )
    first_kube: Identifier = Field(
        description="id of the first Kube; every city has room for the most Kubes a city may have"
    )
    kubes: Count = Field(description="Kubes a city", json_schema_extra={"unit": "Kubes"})
    kubes_per_facilitator: Count = Field(
        description="Kubes a facilitator, by city", json_schema_extra={"unit": "Kubes"}
    )
    poverty_line_idr: Line = Field(
        description="of its cities, Rp per head a month in the base month",
        json_schema_extra={"unit": "Rp a head a month"},
    )
    hard_access: Shares = Field(
        description="share of a city's Kubes that are hard to reach",
        json_schema_extra={"unit": "share of Kubes"},
    )
    inflation_more_percent: Annotated[float, Field(ge=-5.0, le=5.0)] = Field(
        0.0,
        description="points by which prices rise faster here",
        json_schema_extra={"unit": "% a year"},
    )

    @property
    def id(self) -> int:
        """The code."""
        return self.code


class Site(NamedTuple):
    """Where a city is: its region, and its number there from 0."""

    region: Region
    number: int

    @property
    def city_id(self) -> int:
        """The id of the city: the region's code, and three digits from 001."""
        return self.region.code * (CITIES_MOST + 1) + self.number + 1

    @property
    def first_kube(self) -> int:
        """The id of the city's first Kube, and of its first facilitator."""
        return self.region.first_kube + self.number * self.region.kubes.high


class Nation(Agreeing):
    """Many cities over a time, under one programme; `sim.nation.cities` draws them."""

    disagreements: ClassVar = staticmethod(nation_disagreements)

    name: Name = Field(description="name of the nation, as in its file's name")
    title: str = Field(min_length=1, max_length=200, description="title of tables and pictures")
    kind: Literal["nation"] = Field(description="tells it from a scenario")
    start: Month = Field(description="first month")
    months: Annotated[int, Field(ge=1, lt=MONTHS_MOST)] = Field(
        description="length, in months", json_schema_extra={"unit": "months"}
    )
    seed: Annotated[int, Field(ge=0, lt=2**32)] = Field(
        1, description="of the luck that draws the cities; not that of the runs"
    )
    coupled: bool = Field(
        True,
        description="Kubes of a city share demand, facilitators, grant places and members",
    )
    today: Month | None = Field(
        None, description="last month that is past: policies act from the month after it"
    )
    prices: NationPrices
    programme: Levers = Levers()
    change: tuple[Change, ...] = Field(
        (), strict=False, description="levers of the programme that change from a month on"
    )
    parameters: dict[str, float] = Field(
        default_factory=dict, description="values other than the model's own, by full name"
    )
    kubes: KubesDrawn
    regions: Annotated[tuple[Region, ...], Field(min_length=1, max_length=100, strict=False)]

    @property
    def cities(self) -> int:
        """How many cities there are."""
        return sum(region.cities for region in self.regions)

    def places(self) -> Iterator[Site]:
        """Yield where every city is, in the order of their numbers."""
        for region in self.regions:
            for number in range(region.cities):
                yield Site(region, number)

    def month(self, text: str) -> int:
        """Return the number of a month, counted from the start."""
        return month_number(text) - month_number(self.start)

    def values(self) -> Parameters:
        """Return the parameters with the nation's own values."""
        return with_values(self.parameters)

    def under(self, policy: Policy) -> "Nation":
        """Return the nation with the policy's levers put in; `none` returns an equal one.

        Raises
        ------
        InputError
            With one line per date of the policy on which it cannot act.
        """
        over = policy.steps(self)
        if not over:
            return self
        programme, change = course_under(self, over)
        return self.model_copy(update={"programme": programme, "change": change})
