"""The chance that a Kube fails within so many months, with the worlds in which it may be higher."""

import math
from collections.abc import Callable, Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from experiments.forecast.boosting import classifier
from experiments.forecast.logistic import (
    Logistic,
    Scale,
    chance_of,
    fit,
    logit_of,
    scale_of,
)

Values = NDArray[np.float64]
Flags = NDArray[np.bool_]
Predict = Callable[[Values], Values]
Method = Callable[[Values, Flags, NDArray[np.int64]], Predict]

FOLDS = 5
NORMAL_90 = 1.6449
"""Standard deviations on each side of the middle nine tenths."""
HELD = 0.9
"""Part of cities whose number is inside its interval."""
TAILS = tuple(0.005 * place for place in range(6, 25))
"""Parts of the errors that are left out at each end, of which the best is taken."""
ERRORS_APART = 2.0
"""Boosting is taken where its Brier score is better by so many standard errors."""
ROWS_MOST = 60_000
"""So many Kubes are fitted; of more, every second or third is."""
LOGISTIC, BOOSTING = "logistic", "boosting"


class Band(NamedTuple):
    """A figure with its interval, shape (rows,) each."""

    chance: Values
    low: Values
    high: Values


def growing(bands: Mapping[int, Band]) -> dict[int, Band]:
    """Return bands of horizons, none below those of an earlier one: who has failed stays failed."""
    grown: dict[int, Band] = {}
    for months in sorted(bands):
        before = grown[max(grown)] if grown else bands[months]
        grown[months] = Band(*map(np.maximum, before, bands[months]))
    return grown


class Total(NamedTuple):
    """How many Kubes of a city are expected, and a 90 % interval of their number."""

    expected: float
    low: int
    high: int


class Chances(NamedTuple):
    """What predicts one event.

    Attributes
    ----------
    method : {"logistic", "boosting"}
    predict : callable
        From features to chances.
    held_out : NDArray of float64, shape (rows,)
        The chance of every training Kube by the other cities.
    happened : NDArray of bool, shape (rows,)
        What came of it.
    brier : dict of float
        Of both methods on held-out cities.
    worlds_variance : float
        Between simulated cities, of the log-odds of a Kube given its books.
    ends : tuple of float
        Between which nine of ten held-out cities erred, in standard deviations of their numbers.
    """

    method: str
    predict: Predict
    held_out: Values
    happened: Flags
    brier: dict[str, float]
    scale: Scale
    logistic: Logistic
    worlds_variance: float
    ends: tuple[float, float]

    def band(self, features: Values) -> Band:
        """Return chances with the interval over nine of ten plausible worlds."""
        chance = self.predict(features)
        variance = self.logistic.variance(self.scale(features)) + self.worlds_variance
        middle, aside = logit_of(chance), NORMAL_90 * np.sqrt(variance)
        return Band(chance, chance_of(middle - aside), chance_of(middle + aside))

    def total(self, chance: Values) -> Total:
        """Return the number of Kubes of one city, by how simulated cities as a whole erred."""
        expected = np.array([chance.sum()])
        spread = _spread(np.array([(chance * (1.0 - chance)).sum()]), self.worlds_variance)
        low, high = _numbers(expected, spread, self.ends, np.array([len(chance)]))
        return Total(float(expected[0]), int(low[0]), int(high[0]))


def chances(
    features: Values, happens: Flags, city: NDArray[np.int64], earlier: Chances | None = None
) -> Chances:
    """Fit both methods and choose by the Brier score on held-out cities.

    Parameters
    ----------
    features : NDArray of float64, shape (rows, features)
    happens : NDArray of bool, shape (rows,)
    city : NDArray of int64, shape (rows,)
    earlier : Chances, optional
        Of the same event until an earlier month. Then what is fitted is the event after that month
        to those that it had spared, and no chance is below that of the earlier month.
    """
    spared = np.ones(len(happens), bool) if earlier is None else ~earlier.happened
    both = {
        name: _calibrated(
            earlier,
            *_after(earlier, *_held_out(features, happens, spared, city, method)),
            happens,
            city,
        )
        for name, method in METHODS.items()
    }
    losses = {name: (chance - happens) ** 2 for name, (_, chance) in both.items()}
    method = _better(losses[LOGISTIC], losses[BOOSTING], city)
    predict, held_out = both[method]
    few = thinned(len(features))
    scale = scale_of(features)
    logistic = fit(scale(features[few]), happens[few], city[few])
    expected, variance = (
        np.bincount(city, weights=part).astype(np.float64)
        for part in (held_out, held_out * (1.0 - held_out))
    )
    missed = np.bincount(city, weights=happens.astype(np.float64)) - expected
    between = float(max(0.0, (missed**2 - variance).sum() / (variance**2).sum()))
    there = variance > 0.0
    spread = _spread(variance[there], between)
    ends = _ends(
        expected[there], missed[there], spread, np.bincount(city).astype(np.float64)[there]
    )
    brier = {name: float(loss.mean()) for name, loss in losses.items()}
    return Chances(method, predict, held_out, happens, brier, scale, logistic, between, ends)


def thinned(rows: int) -> slice:
    """Return which of so many rows are fitted."""
    return slice(None, None, max(1, -(-rows // ROWS_MOST)))


def _spread(variance: Values, between: float) -> Values:
    """Return the standard deviation of the number of a city: of luck, and between worlds."""
    return np.asarray(np.sqrt(variance + between * variance**2))


def _numbers(
    expected: Values, spread: Values, ends: tuple[float, float], kubes: Values
) -> tuple[Values, Values]:
    """Return the least and the greatest number of Kubes of cities, the nearest one inside."""
    low, high = (expected + spread * end for end in ends)
    nearest = np.rint(expected)
    return np.clip(np.ceil(low), 0, nearest), np.clip(np.floor(high), nearest, kubes)


def _ends(expected: Values, missed: Values, spread: Values, kubes: Values) -> tuple[float, float]:
    """Return the errors between which the numbers of most nearly nine of ten cities lie.

    Numbers are whole: with ends at the 5th and 95th percentile of the errors more would be inside.
    """
    errors, many = missed / spread, expected + missed
    apart, found = math.inf, (0.0, 0.0)
    for tail in TAILS:
        low, high = np.quantile(errors, (tail, 1.0 - tail)).tolist()
        least, most = _numbers(expected, spread, (low, high), kubes)
        inside = float(((least - 0.5 < many) & (many < most + 0.5)).mean())
        if abs(inside - HELD) < apart:
            apart, found = abs(inside - HELD), (low, high)
    return found


def _logistic(features: Values, happens: Flags, city: NDArray[np.int64]) -> Predict:
    scale = scale_of(features)
    model = fit(scale(features), happens, city)
    return lambda rows: model.chance(scale(rows))


def _boosting(features: Values, happens: Flags, city: NDArray[np.int64]) -> Predict:
    return classifier(features, happens)


METHODS: dict[str, Method] = {LOGISTIC: _logistic, BOOSTING: _boosting}


def _held_out(
    features: Values, happens: Flags, spared: Flags, city: NDArray[np.int64], method: Method
) -> tuple[Predict, Values]:
    """Fit the spared rows of all folds but one, in turn.

    Returns
    -------
    callable
        The mean of these fits.
    NDArray of float64, shape (rows,)
        The chance of every row by the fit that has not seen its city.
    """
    chance = np.zeros(len(features))
    fold = city % FOLDS
    fits = []
    for number in range(FOLDS):
        others = np.flatnonzero(spared & (fold != number))
        others = others[thinned(len(others))]
        predict = method(features[others], happens[others], city[others])
        kept = fold == number
        if kept.any():
            chance[kept] = predict(features[kept])
        fits.append(predict)
    return lambda rows: np.mean([predict(rows) for predict in fits], axis=0), chance


def _after(earlier: Chances | None, predict: Predict, held_out: Values) -> tuple[Predict, Values]:
    """Return chances until a later month: until the earlier one, or after it if spared."""
    if earlier is None:
        return predict, held_out

    def together(rows: Values) -> Values:
        return _either(earlier.predict(rows), predict(rows))

    return together, _either(earlier.held_out, held_out)


def _calibrated(
    earlier: Chances | None,
    predict: Predict,
    held_out: Values,
    happens: Flags,
    city: NDArray[np.int64],
) -> tuple[Predict, Values]:
    """Return chances as often right as they say in cities that were held out (Platt 1999).

    A chance until the later month, put together from two, is too near to the base rate.
    """
    by_chance = fit(_log_odds(held_out), happens, city)

    def calibrated(rows: Values) -> Values:
        chance = by_chance.chance(_log_odds(predict(rows)))
        return chance if earlier is None else np.maximum(earlier.predict(rows), chance)

    return calibrated, by_chance.chance(_log_odds(held_out))


def _log_odds(chance: Values) -> Values:
    """Return columns of a regression on log-odds, the constant first, shape (rows, 2)."""
    return np.column_stack([np.ones(len(chance)), logit_of(chance)])


def _either(first: Values, second: Values) -> Values:
    return np.asarray(1.0 - (1.0 - first) * (1.0 - second))


def _better(logistic: Values, boosting: Values, city: NDArray[np.int64]) -> str:
    """Return the method whose losses are smaller; the logistic one where they are equal."""
    gained = np.bincount(city, weights=logistic - boosting)
    error = gained.std() * np.sqrt(len(gained))
    return BOOSTING if gained.sum() > ERRORS_APART * error else LOGISTIC


def brier_skill(chance: Values, base: Values, happens: Flags) -> float:
    """Return the share of the base rate's Brier score that a forecast takes away."""
    loss = ((base - happens) ** 2).mean()
    return float(1.0 - ((chance - happens) ** 2).mean() / loss) if loss > 0.0 else 0.0
