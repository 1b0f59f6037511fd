"""One outcome of a sweep at every point, world by world, and the factors that vary."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, cast

import numpy as np
from numpy.typing import NDArray

from experiments.common.called import place_called
from experiments.common.languages import Lang, Titled, headed, title_of
from experiments.common.outcomes import BY_NAME, Outcome
from experiments.common.scales import Scale, scale_of
from experiments.common.spread import Level, by_world, level, quantiles_of
from experiments.common.uncertainty import NOTHING_DRAWN, Drawn
from experiments.common.worlds import Worlds
from experiments.sweeps.factors import Value
from experiments.sweeps.names import named, settings_text, value_text
from experiments.sweeps.spreads import by_draw, draws_of, worlds_between

if TYPE_CHECKING:
    from experiments.sweeps.stored_sweep import Sweep

Numbers = NDArray[np.float64]
NAME_MOST = 28
QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)
"""Ends of the 90 % credible interval, of the middle half, and the median."""


@dataclass(frozen=True)
class Factor:
    """A factor of a sweep with the value that every point gives it.

    Attributes
    ----------
    values : tuple
        One a point; None: as in the scenario, or as drawn.
    log : bool
        Its range was declared in equal ratios.
    policies : mapping of Titled
        What the policies are called that are values, by name.
    """

    name: str
    values: tuple[Value | None, ...]
    log: bool
    lang: Lang = "en"
    policies: Mapping[str, Titled] = field(default_factory=dict)

    @cached_property
    def levels(self) -> list[Value | None]:
        """The different values: numbers in order, others as the design brings them."""
        levels = list(dict.fromkeys(self.values))
        return sorted(levels, key=lambda level: cast(float, level)) if self.is_number else levels

    @property
    def is_number(self) -> bool:
        """Whether all values are numbers."""
        return all(type(value) in (int, float) for value in self.values)

    @property
    def numbers(self) -> Numbers:
        """The values of a factor that is a number, shape (points,)."""
        return np.array(self.values, np.float64)

    @property
    def places(self) -> NDArray[np.int64]:
        """Number of each point's level, shape (points,)."""
        order = {value: place for place, value in enumerate(self.levels)}
        return np.array([order[value] for value in self.values], np.int64)

    @property
    def along(self) -> Numbers:
        """Where points stand along the factor: numbers to scale, names side by side."""
        return self.numbers if self.is_number else self.places.astype(np.float64)

    @property
    def title(self) -> str:
        """What it is called."""
        return headed(named(self.name, self.lang).title)

    @property
    def unit(self) -> str:
        """Its unit; empty where it has none."""
        return named(self.name, self.lang).unit

    def text(self, value: Value | None, most: int = NAME_MOST) -> str:
        """Write a level as an axis or a panel shows it."""
        return cut(value_text(self.name, value, self.lang, self.policies), most)

    def of(self, points: NDArray[np.int64]) -> "Factor":
        """Return the factor over some of the points."""
        values = tuple(self.values[point] for point in points)
        return Factor(self.name, values, self.log, self.lang, self.policies)


def cut(name: str, most: int) -> str:
    """Cut a name that is longer than there is room for."""
    return name if len(name) <= most else f"{name[: most - 1]}…"


@dataclass(frozen=True)
class PointValues:
    """One outcome over the points of a sweep.

    Attributes
    ----------
    factors : tuple of Factor
        Those that vary.
    values : NDArray of float, shape (points, draws, runs)
        NaN without a case.
    replications : int
        Runs of every point.
    drawn : Drawn
        Where the parameters come from that no point sets.
    first : str
        What the first point sets.
    between : callable
        From the number of a point to the draws as worlds of it and of the first point.
    """

    title: str
    scenario: str
    design: str
    outcome: Outcome
    factors: tuple[Factor, ...]
    values: Numbers
    replications: int
    drawn: Drawn = NOTHING_DRAWN
    lang: Lang = "en"
    first: str = ""
    between: Callable[[int], Worlds | None] = lambda _: None

    @cached_property
    def levels(self) -> Numbers:
        """The outcome in every world, chance removed, shape (points, worlds), in its scale."""
        return np.array([by_world(values) for values in self.values]) / self.scale.by

    @cached_property
    def differences(self) -> Numbers:
        """The difference from the first point in every world, likewise."""
        apart = self.values - self.values[0]
        worlds = map(self.between, range(len(apart)))
        return np.array(list(map(by_world, apart, worlds))) / self.scale.by

    @cached_property
    def medians(self) -> Numbers:
        """Median over worlds of every point, shape (points,); NaN without a case."""
        return quantiles(self.levels)[:, QUANTILES.index(0.5)]

    @cached_property
    def _levels(self) -> list[Level]:
        return [level(values) for values in self.values]

    @cached_property
    def precision(self) -> float:
        """Half of the 95 % confidence interval of the least precise mean, in the scale."""
        return _largest([one.mean_precision for one in self._levels]) / self.scale.by

    @cached_property
    def scale(self) -> Scale:
        """The scale of all that is drawn."""
        largest = _largest([abs(one.mean) for one in self._levels])
        return scale_of(self.outcome, largest, self.lang)

    @property
    def name(self) -> str:
        """What the outcome is called."""
        return headed(title_of(self.outcome, self.lang))

    @property
    def has_case(self) -> bool:
        """Whether any point has a figure."""
        return not bool(np.isnan(self.values).all())

    @property
    def numeric(self) -> list[Factor]:
        """The factors that are numbers."""
        return [factor for factor in self.factors if factor.is_number]

    @property
    def named(self) -> list[Factor]:
        """The factors that are not."""
        return [factor for factor in self.factors if not factor.is_number]


def _largest(figures: list[float]) -> float:
    """Return the largest of what is known; NaN where nothing is."""
    return max((figure for figure in figures if not math.isnan(figure)), default=math.nan)


def quantiles(values: Numbers) -> Numbers:
    """Return the quantiles of `QUANTILES` of each row, shape (rows, 5); NaN where nothing is."""
    figures = np.full((len(values), len(QUANTILES)), np.nan)
    for row, of_row in enumerate(values):
        known = of_row[~np.isnan(of_row)]
        if known.size:
            figures[row] = quantiles_of(known, QUANTILES)
    return figures


def values_of(sweep: "Sweep", name: str, lang: Lang = "en") -> PointValues:
    """Read one outcome of a sweep."""
    logs = {factor.name: factor.scale == "log" for factor in sweep.spec.factors}
    factors = tuple(
        Factor(
            name,
            tuple(point.values[name] for point in sweep.points),
            logs.get(name, False),
            lang,
            sweep.policies,
        )
        for name in sweep.factors
    )
    values = np.concatenate([block[name] for block in sweep.blocks([name])])
    first = sweep.points[0]
    return PointValues(
        title=sweep.title(lang),
        scenario=place_called(sweep.scenario.name, lang),
        design=sweep.spec.design,
        outcome=BY_NAME[name],
        factors=tuple(factor for factor in factors if len(factor.levels) > 1),
        values=by_draw(values.reshape(-1, sweep.replications), draws_of(sweep)),
        replications=sweep.replications,
        drawn=sweep.drawn,
        lang=lang,
        first=settings_text(sweep, first, lang),
        between=lambda point: worlds_between(sweep, first, sweep.points[point]),
    )
