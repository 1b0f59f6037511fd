"""Simulation-based calibration: fits to pseudo-data whose parameters are known.

Talts et al. (2018): over draws of the prior, here of what was known before, the posterior
probability below the true value is uniform. So it is among those draws whose data lie near the real
ones, for it holds whatever the data are: there a fit is checked where it is used. Each fit is to
data of the real size, of a draw that the summaries were not trained on and that is left out of the
draws kept. Three tests a parameter: chi-square of the ranks, and binomial tests of how often the 50
and 90 % intervals cover; each is corrected for the number of parameters (Bonferroni). A fit has to
pass over the prior and near the data.
"""

import importlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from experiments.evidence.calibration.bank import PRIOR_VARIANCE
from experiments.evidence.calibration.calibration_file import ChecksSettings, FitSettings
from experiments.evidence.calibration.fit import Fit, Reference, Seen, fit

Reals = NDArray[np.float64]
Fitter = Callable[[Reference, Seen, FitSettings, int | None], Fit]
COVERED = (0.5, 0.9)


@dataclass(frozen=True)
class Checked:
    """What came out of some fits.

    Attributes
    ----------
    below : NDArray, shape (fits, parameters)
        Posterior probability below the true value.
    contraction : NDArray, shape (parameters,)
        Mean over the fits of 1 - posterior over prior variance.
    radius : NDArray, shape (fits,)
        Distance of the furthest draw that was kept.
    level_weights : NDArray, shape (fits, structures, `LEVELS_MOST`)
        Posterior weight of each level.
    true_levels : NDArray of int, shape (fits, structures)
        The level that made the data.
    coverage : NDArray, shape (2, parameters)
        How often the intervals of `COVERED` hold the true value.
    p_values : NDArray, shape (3, parameters)
        Of uniformity and of each coverage.
    passed : NDArray of bool, shape (parameters,)
    """

    below: Reals
    contraction: Reals
    radius: Reals
    level_weights: Reals
    true_levels: NDArray[np.int64]
    coverage: Reals
    p_values: Reals
    passed: NDArray[np.bool_]


class Checks(NamedTuple):
    """Both checks of a fit: on pseudo-data over the prior, and on those near the real data."""

    over_prior: Checked
    near_data: Checked

    @property
    def passed(self) -> NDArray[np.bool_]:
        """Which parameters pass both, shape (parameters,)."""
        return np.asarray(self.over_prior.passed & self.near_data.passed)

    @property
    def fits(self) -> int:
        """How many fits each of them has at least."""
        return min(len(checked.below) for checked in self)


def pseudo_data(reference: Reference, count: int) -> NDArray[np.int64]:
    """Return which draws of a reference serve as data: some by chance, none trained on."""
    free = np.flatnonzero(~reference.trained)
    return np.sort(free[np.argsort(reference.order[free], kind="stable")[:count]])


def near_data(reference: Reference, seen: Seen, count: int) -> NDArray[np.int64]:
    """Return which draws, none trained on, have the pseudo-data nearest to the real ones.

    Their counts of failures lie within two binomial standard deviations of the observed one, as
    long as there are enough such draws; then what counts is the distance of the summaries. Both
    are data: of the parameters nothing is chosen.
    """
    free = np.flatnonzero(~reference.trained)
    failed = reference.count.failed[reference.rows[free]]
    total = reference.count.likelihood.shape[1] - 1
    width = 2.0 * np.sqrt((seen.failed + 0.5) * (total - seen.failed + 0.5) / (total + 1.0))
    off = reference.summed[free] - seen.summed
    order = np.lexsort(((off * off).sum(axis=1), np.abs(failed - seen.failed) > width))
    return np.sort(free[order[:count]])


def check(
    reference: Reference,
    chosen: NDArray[np.int64],
    settings: FitSettings,
    checks: ChecksSettings,
    fitter: Fitter = fit,
    done: Callable[[int], None] = lambda _: None,
    threads: int = 1,
) -> Checked:
    """Fit pseudo-data and test whether the posteriors hold what they promise.

    Parameters
    ----------
    chosen : NDArray of int
        The draws whose pseudo-data are fitted.
    """

    def fitted(row: int) -> tuple[Reals, Reals, float, Reals]:
        posterior = fitter(reference, reference.seen(row), settings, row)
        return (
            posterior.below(reference.unit[row]),
            contraction(posterior),
            posterior.radius,
            posterior.levels,
        )

    fits = []
    with ThreadPoolExecutor(threads) as pool:
        for number, outcome in enumerate(pool.map(fitted, chosen.tolist()), start=1):
            fits.append(outcome)
            done(number)
    below, contractions, radius, levels = (np.array(outcome) for outcome in zip(*fits, strict=True))
    coverage, p_values, passed = judged(below, checks)
    return Checked(
        below=below,
        contraction=contractions.mean(axis=0),
        radius=radius,
        level_weights=levels,
        true_levels=reference.levels[chosen],
        coverage=coverage,
        p_values=p_values,
        passed=passed,
    )


def contraction(posterior: Fit) -> Reals:
    """Return 1 - posterior over prior variance, shape (parameters,)."""
    off = posterior.unit - posterior.weights @ posterior.unit
    return np.asarray(1.0 - (posterior.weights @ off**2) / PRIOR_VARIANCE)


def judged(below: Reals, checks: ChecksSettings) -> tuple[Reals, Reals, NDArray[np.bool_]]:
    """Test the ranks of all parameters; return coverage, p-values and which passed.

    P-values are of chi-square tests that the ranks are uniform, and of binomial tests that the
    intervals cover as often as they say.
    """
    stats = importlib.import_module("scipy.stats")  # its import takes most of a second
    edges = np.linspace(0.0, 1.0, checks.bins + 1)
    covered = [np.abs(below - 0.5) < 0.5 * share for share in COVERED]
    p_values = np.array(
        [
            [stats.chisquare(np.histogram(ranks, edges)[0]).pvalue for ranks in below.T],
            *(
                [stats.binomtest(int(own.sum()), len(own), share).pvalue for own in hits.T]
                for hits, share in zip(covered, COVERED, strict=True)
            ),
        ]
    )
    passed = (p_values >= checks.significance / below.shape[1]).all(axis=0)
    return np.array([hits.mean(axis=0) for hits in covered]), p_values, passed
