"""Simulated Kubes most like one, and whether any is like it at all."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from experiments.forecast.chances import thinned
from experiments.forecast.training import Training

Values = NDArray[np.float64]

ALIKE = 10
COMPARED = {
    "age_log": 1.0, "members": 1.0, "attendance": 1.0, "attendance_quarter": 1.0, "profit": 1.0,
    "profit_quarter": 1.0, "quiet_months": 1.5, "quiet_year": 1.0, "kas": 1.0, "stage": 0.7,
    "silent": 0.7, "known_year": 0.5, "granted": 0.5, "sets_aside": 0.3, "city_attendance": 0.5,
    "city_quiet": 0.5,
}  # fmt: skip
"""What is compared, and its weight per standard deviation."""
ONE_UNKNOWN = 1.0
"""Distance between a figure that is known and one that is not, before its weight."""
STRANGE = 0.999
"""A Kube is unlike all where its tenth nearest is farther than that of this share of them."""
SAMPLE = 1_000
"""Kubes of which the distance to their tenth nearest is taken."""
NAMED = {"age_years": "age", "members": "members", "profit": "profit", "kas": "kas"}
"""Features of which it is said that they are outside all that was simulated."""
MARGIN = 0.1
"""So much of the range is allowed beyond its ends."""


class Likeness(NamedTuple):
    """What compares Kubes with those of the training.

    Attributes
    ----------
    rows : NDArray of int64, shape (some rows,)
        Those of the training that are compared with.
    mean, sd : NDArray of float64, shape (compared,)
    points, known : NDArray, shape (some rows, compared)
    far : float
        Distance to the tenth nearest from which a Kube is unlike all.
    ranges : dict
        Least and most of each of `NAMED`.
    """

    names: tuple[str, ...]
    rows: NDArray[np.int64]
    mean: Values
    sd: Values
    points: Values
    known: NDArray[np.bool_]
    far: float
    ranges: dict[str, tuple[float, float]]

    def nearest(self, features: Values, count: int = ALIKE) -> tuple[NDArray[np.int64], Values]:
        """Return the training rows nearest to one Kube, and their distances."""
        distance = self._distance(*self._point(features[None, :]))
        order = np.argsort(distance, kind="stable")[:count]
        return self.rows[order], distance[order]

    def outside(self, features: Values) -> str:
        """Return which figure of a Kube lies outside all that was simulated, if any."""
        for name, word in NAMED.items():
            low, high = self.ranges[name]
            value, aside = features[self.names.index(name)], MARGIN * (high - low)
            if value < low - aside or value > high + aside:
                return word
        return ""

    def _point(self, features: Values) -> tuple[Values, NDArray[np.bool_]]:
        places = [self.names.index(name) for name in COMPARED]
        return _scaled(features[:, places], self.mean, self.sd)

    def _distance(self, point: Values, known: NDArray[np.bool_]) -> Values:
        weights = np.array(list(COMPARED.values()))
        apart = np.where(self.known & known, self.points - point, 0.0)
        apart = np.where(self.known != known, ONE_UNKNOWN, apart)
        return np.asarray(np.sqrt((np.square(apart) * weights**2).sum(axis=1)))


def _scaled(values: Values, mean: Values, sd: Values) -> tuple[Values, NDArray[np.bool_]]:
    known = ~np.isnan(values)
    return np.where(known, (values - mean) / sd, 0.0), known


def likeness(training: Training) -> Likeness:
    """Return what compares Kubes with those of a training."""
    rows = np.arange(len(training.city))[thinned(len(training.city))]
    values = np.column_stack([training.column(name) for name in COMPARED])[rows]
    known = ~np.isnan(values)
    count = np.maximum(known.sum(axis=0), 1)
    mean = np.where(known, values, 0.0).sum(axis=0) / count
    sd = np.sqrt((np.where(known, values - mean, 0.0) ** 2).sum(axis=0) / count)
    sd = np.where(sd > 0.0, sd, 1.0)
    points, known = _scaled(values, mean, sd)
    ranges = {}
    for name in NAMED:
        column = training.column(name)
        column = column[~np.isnan(column)]
        ranges[name] = (float(column.min()), float(column.max())) if len(column) else (-1e9, 1e9)
    draft = Likeness(training.names, rows, mean, sd, points, known, np.inf, ranges)
    step = max(1, len(rows) // SAMPLE)
    tenth = [
        np.partition(
            np.where(
                training.city[rows] == training.city[rows[place]],
                np.inf,
                draft._distance(points[place], known[place]),
            ),
            ALIKE - 1,
        )[ALIKE - 1]
        for place in range(0, len(rows), step)
    ]
    far = float(np.quantile([one for one in tenth if np.isfinite(one)] or [np.inf], STRANGE))
    return draft._replace(far=far)
