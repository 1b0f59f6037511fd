"""One outcome of a sweep: its mean and interval at every point, and the factors that vary.

The same luck falls on every point: a run of bad luck lowers all of them. What a replication
does to all points alike says nothing of how they differ, so the intervals leave it out: of
each run the mean of its replication over the points is taken away, and the variance is put
right for that (Cousineau 2005; Morey 2008).
"""

import math
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, cast

import numpy as np
from numpy.typing import NDArray

from experiments.common.differences import is_money, mean_interval
from experiments.common.outcomes import BY_NAME, Outcome
from experiments.common.uncertainty import NOTHING_DRAWN, Drawn
from experiments.sweeps.factors import value_text
from experiments.sweeps.names import named

if TYPE_CHECKING:
    from experiments.sweeps.stored_sweep import Sweep

Level = bool | int | float | str | None
Numbers = NDArray[np.float64]
NAME_MOST = 28
THOUSAND, MILLION = 1e3, 1e6


@dataclass(frozen=True)
class Factor:
    """A factor of a sweep with the value that every point gives it.

    Attributes
    ----------
    values : tuple
        One a point; None: as in the scenario, or as drawn.
    log : bool
        Its range was declared in equal ratios.
    """

    name: str
    values: tuple[Level, ...]
    log: bool

    @cached_property
    def levels(self) -> list[Level]:
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
    def label(self) -> str:
        """The name, and the unit where it has one."""
        unit = named(self.name, "en").unit
        return f"{self.name}\n({unit})" if unit else self.name


def text(value: Level) -> str:
    """Write a level as an axis or a panel shows it."""
    return cut(value_text(value, _number_text), NAME_MOST)


def _number_text(value: float) -> str:
    if abs(value) >= MILLION:
        return f"{value / MILLION:.4g} m"
    return f"{value:,.0f}" if abs(value) >= THOUSAND else f"{value:.4g}"


def cut(name: str, most: int) -> str:
    """Cut a name that is longer than there is room for."""
    return name if len(name) <= most else f"{name[: most - 1]}…"


@dataclass(frozen=True)
class Means:
    """One outcome over the points of a sweep.

    Attributes
    ----------
    factors : tuple of Factor
        Those that vary.
    values : NDArray of float, shape (points, replications)
        NaN without a case.
    drawn : Drawn
        Where the parameters come from that no point sets.
    """

    title: str
    scenario: str
    design: str
    outcome: Outcome
    factors: tuple[Factor, ...]
    values: Numbers
    drawn: Drawn = NOTHING_DRAWN

    @cached_property
    def mean(self) -> Numbers:
        """Mean over the runs of each point, shape (points,); NaN without a case."""
        return np.array([_figure(runs)[0] for runs in self.values])

    @cached_property
    def half_width(self) -> Numbers:
        """Half of the 95 % interval of each mean, shape (points,); NaN below two runs."""
        whole = self.values[~np.isnan(self.values).any(axis=1)]
        luck = whole.mean(axis=0) if len(whole) > 1 else np.zeros(self.values.shape[1])
        wider = math.sqrt(len(whole) / (len(whole) - 1)) if len(whole) > 1 else 1.0
        figures = np.array([_figure(runs) for runs in self.values - luck])
        return np.asarray(wider * (figures[:, 2] - figures[:, 1]) / 2.0, np.float64)

    def less_first(self, points: NDArray[np.int64]) -> Numbers:
        """Return how points differ from the first, pair by pair: mean, low, high by point."""
        return np.array([_figure(self.values[point] - self.values[0]) for point in points])

    @cached_property
    def scale(self) -> float:
        """By what figures are divided to be read easily."""
        if not is_money(self.outcome):
            return 1.0
        return MILLION if np.nanmax(np.abs(self.mean), initial=0.0) >= 2 * MILLION else THOUSAND

    @property
    def unit(self) -> str:
        """Unit of what is drawn, which is divided by `scale`."""
        words = {1.0: "Rp", THOUSAND: "Rp thousand", MILLION: "Rp million"}
        return self.outcome.unit.replace("Rp", words[self.scale], 1)

    @property
    def has_case(self) -> bool:
        """Whether any point has a figure."""
        return not bool(np.isnan(self.mean).all())

    @property
    def numeric(self) -> list[Factor]:
        """The factors that are numbers."""
        return [factor for factor in self.factors if factor.is_number]

    @property
    def named(self) -> list[Factor]:
        """The factors that are not."""
        return [factor for factor in self.factors if not factor.is_number]


def means_of(sweep: "Sweep", name: str) -> Means:
    """Read one outcome of a sweep."""
    logs = {factor.name: factor.scale == "log" for factor in sweep.spec.factors}
    factors = tuple(
        Factor(name, tuple(point.values[name] for point in sweep.points), logs.get(name, False))
        for name in sweep.factors
    )
    values = np.concatenate([block[name] for block in sweep.blocks([name])])
    return Means(
        sweep.spec.title,
        sweep.scenario.name,
        sweep.spec.design,
        BY_NAME[name],
        tuple(factor for factor in factors if len(factor.levels) > 1),
        values.reshape(-1, sweep.replications),
        sweep.drawn,
    )


def _figure(runs: Numbers) -> tuple[float, float, float]:
    """Return mean, low and high over the runs that have a case."""
    known = runs[~np.isnan(runs)]
    return mean_interval(known) if known.size else (np.nan, np.nan, np.nan)
