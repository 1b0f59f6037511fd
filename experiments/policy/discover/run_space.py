"""The runs of a sweep as points of a space: inputs, units of resampling, which runs are cases."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from experiments.sweeps.factors import Value

Numbers = NDArray[np.float64]
Whole = NDArray[np.int64]
Mask = NDArray[np.bool_]
Origin = Literal["factor", "drawn"]


class Input(NamedTuple):
    """What varies between runs.

    Attributes
    ----------
    origin : str
        `factor`: set by the sweep's points; `drawn`: a parameter's draw, of each replication.
    levels : tuple
        Of an input that is no number; else empty.
    """

    name: str
    origin: Origin
    levels: tuple[Value, ...] = ()


class Column(NamedTuple):
    """A column of numbers: an input that is one, or whether an input is at a level."""

    input: int
    level: Value | None = None


@dataclass(frozen=True, eq=False)
class Space:
    """Runs in the space of what varies between them.

    Attributes
    ----------
    x : NDArray of float, shape (runs, columns)
    case : NDArray of bool, shape (runs,)
    units : tuple of NDArray of int, shape (runs,)
        What is drawn anew when runs are resampled, by number: replication, point, or both.
    """

    inputs: tuple[Input, ...]
    columns: tuple[Column, ...]
    x: Numbers
    case: Mask
    units: tuple[Whole, ...]

    def __len__(self) -> int:
        """Return the number of runs."""
        return len(self.case)

    @property
    def density(self) -> float:
        """Share of the runs that are cases; NaN without runs."""
        return float(self.case.mean()) if len(self) else float("nan")

    def columns_of(self, name: str) -> list[int]:
        """Return the numbers of an input's columns."""
        return [j for j, each in enumerate(self.columns) if self.inputs[each.input].name == name]

    def of_inputs(self, names: Collection[str]) -> "Space":
        """Return the space of some of the inputs."""
        kept = [number for number, each in enumerate(self.inputs) if each.name in names]
        place = {number: new for new, number in enumerate(kept)}
        columns = [j for j, each in enumerate(self.columns) if each.input in place]
        return replace(
            self,
            inputs=tuple(self.inputs[number] for number in kept),
            columns=tuple(
                self.columns[j]._replace(input=place[self.columns[j].input]) for j in columns
            ),
            x=self.x[:, columns],
        )

    def taken(self, rows: NDArray[np.int64] | Mask) -> "Space":
        """Return some of the runs, given by number (which may come again) or by a mask."""
        units = tuple(unit[rows] for unit in self.units)
        return replace(self, x=self.x[rows], case=self.case[rows], units=units)


@dataclass(frozen=True, eq=False)
class Box:
    """Least and greatest value of every column, both inside; infinite where nothing is asked.

    Attributes
    ----------
    low, high : NDArray of float, shape (columns,)
    """

    low: Numbers
    high: Numbers

    @classmethod
    def everything(cls, columns: int) -> "Box":
        """Return the box without a condition."""
        return cls(np.full(columns, -np.inf), np.full(columns, np.inf))

    def in_space(self, own: "Space", whole: "Space") -> "Box":
        """Return the box, of a space of some inputs, in that of all."""
        low, high = np.full(len(whole.columns), -np.inf), np.full(len(whole.columns), np.inf)
        for each in own.inputs:
            there, here = whole.columns_of(each.name), own.columns_of(each.name)
            low[there], high[there] = self.low[here], self.high[here]
        return Box(low, high)

    def mask(self, x: Numbers) -> Mask:
        """Return which runs are inside."""
        asked = np.flatnonzero(np.isfinite(self.low) | np.isfinite(self.high))
        part = x[:, asked]
        inside: Mask = np.all((part >= self.low[asked]) & (part <= self.high[asked]), axis=1)
        return inside

    def restricted(self, space: Space) -> list[str]:
        """Return the names of the inputs of which something is asked, in order."""
        asked = np.isfinite(self.low) | np.isfinite(self.high)
        numbers = sorted({space.columns[j].input for j in np.flatnonzero(asked)})
        return [space.inputs[number].name for number in numbers]

    def without(self, space: Space, name: str) -> "Box":
        """Return the box that asks nothing of an input."""
        low, high = self.low.copy(), self.high.copy()
        places = space.columns_of(name)
        low[places], high[places] = -np.inf, np.inf
        return Box(low, high)

    def snapped(self, space: Space) -> "Box":
        """Return the box with its bounds at values that runs inside have."""
        inside = space.x[self.mask(space.x)]
        low = np.where(np.isfinite(self.low), inside.min(axis=0), -np.inf)
        high = np.where(np.isfinite(self.high), inside.max(axis=0), np.inf)
        return Box(low, high)


class Fit(NamedTuple):
    """How well a box holds the cases.

    Attributes
    ----------
    density : float
        Share of the runs inside that are cases; NaN where no run is inside.
    coverage : float
        Share of the cases that are inside; NaN without a case.
    mass : float
        Share of the runs that are inside.
    """

    density: float
    coverage: float
    mass: float
    runs: int

    @property
    def gain(self) -> float:
        """Share of the cases inside, less the share of the runs: 0 for a box that says nothing."""
        return self.coverage - self.mass


def fit(space: Space, box: Box) -> Fit:
    """Return how well a box holds the cases of a space."""
    inside = box.mask(space.x)
    runs, cases, hits = int(inside.sum()), int(space.case.sum()), int(space.case[inside].sum())
    return Fit(
        hits / runs if runs else float("nan"),
        hits / cases if cases else float("nan"),
        runs / len(space),
        runs,
    )
