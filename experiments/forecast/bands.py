"""Amounts as 90 % intervals that hold: quantiles widened by how often they failed elsewhere."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from experiments.forecast.boosting import quantile
from experiments.forecast.chances import thinned

Values = NDArray[np.float64]

SHARE = 0.9
QUANTILES = (0.05, 0.5, 0.95)
KEPT_OUT = 3
"""So many tenths of the cities are kept out of the fit, to widen by."""
SCALES: dict[str, tuple[Callable[[Values], Values], Callable[[Values], Values]]] = {
    "plain": (lambda values: values, lambda values: values),
    "money": (lambda idr: np.arcsinh(idr / 1e5), lambda scaled: np.sinh(scaled) * 1e5),
}
"""On which amounts are fitted, and back."""


class Interval(NamedTuple):
    """Amounts, shape (rows,) each: the middle one, and the ends of nine tenths."""

    low: Values
    median: Values
    high: Values


class Amount(NamedTuple):
    """What predicts an amount.

    Attributes
    ----------
    fits : tuple of callable
        Of the quantiles.
    wider : tuple of float
        By how much the interval is wider than the quantiles, on the scale of the fit: of Kubes of
        which a month of the year is not known, and of the others.
    known_year : int
        Place of the feature that says it.
    scale : str
        One of `SCALES`.
    """

    fits: tuple[Callable[[Values], Values], ...]
    wider: tuple[float, float]
    known_year: int
    scale: str

    def interval(self, features: Values) -> Interval:
        """Return the interval of each row."""
        low, median, high = (predict(features) for predict in self.fits)
        back = SCALES[self.scale][1]
        wider = np.where(_whole(features, self.known_year), self.wider[1], self.wider[0])
        ends = back(low - wider), back(high + wider)
        return Interval(ends[0], np.clip(back(median), ends[0], ends[1]), ends[1])


def amount(
    features: Values,
    values: Values,
    city: NDArray[np.int64],
    known_year: int,
    scale: str = "money",
) -> Amount:
    """Fit quantiles and widen them until nine of ten Kubes of cities kept out are inside.

    Parameters
    ----------
    features : NDArray of float64, shape (rows, features)
    values : NDArray of float64, shape (rows,)
        NaN where not known.
    city : NDArray of int64, shape (rows,)
    known_year : int
        Place of the feature that says which part of the last year is known.
    scale : str
        One of `SCALES`.
    """
    known = ~np.isnan(values)
    scaled = SCALES[scale][0](values)
    kept = known & (city % 10 < KEPT_OUT)
    fitted = np.flatnonzero(known & (city % 10 >= KEPT_OUT))
    few = fitted[thinned(len(fitted))]
    fits = tuple(quantile(features[few], scaled[few], share) for share in QUANTILES)
    low, high = fits[0](features[kept]), fits[-1](features[kept])
    outside = np.maximum(low - scaled[kept], scaled[kept] - high)
    whole = _whole(features[kept], known_year)
    wider = (_wider(outside[~whole]), _wider(outside[whole]))
    return Amount(fits, wider, known_year, scale)


def _whole(features: Values, known_year: int) -> NDArray[np.bool_]:
    """Return of which Kubes every month of the last year is known."""
    return np.asarray(features[:, known_year] >= 1.0)


def _wider(outside: Values) -> float:
    """Return by how much nine of ten values are outside at most."""
    if not len(outside):
        return 0.0
    rank = min(1.0, SHARE * (1.0 + 1.0 / len(outside)))
    return float(np.quantile(outside, rank, method="higher"))
