"""Which runs of a sweep are cases: those that end worst, or best."""

from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from experiments.sweeps.stored_sweep import Sweep
from sim.inputs.strict import InputError

Ending = Literal["gagal", "mandiri"]
OUTCOMES: dict[Ending, tuple[str, ...]] = {
    "gagal": ("failed_share",),
    "mandiri": ("sustained_mandiri_share", "mandiri_share"),
}
"""The share of Kubes by which a run is judged: the first that is known of every run."""
QUARTER = 0.75
CASES_LEAST = 20
"""So many cases, and other runs, there are at least."""


class Cases(NamedTuple):
    """What makes a run a case.

    Attributes
    ----------
    outcome : str
        Name of the share of Kubes that is looked at.
    threshold : float
        A run is a case when its share is greater, or, where `at_it` holds, no less.
    given : bool
        Whether the user gave the threshold; else it is the sweep's 75th percentile.
    share : NDArray of float, shape (runs,)
        NaN where a run has no share.
    """

    ending: Ending
    outcome: str
    threshold: float
    at_it: bool
    given: bool
    share: NDArray[np.float64]

    @property
    def known(self) -> NDArray[np.bool_]:
        """Whether a run has a share."""
        return ~np.isnan(self.share)

    @property
    def case(self) -> NDArray[np.bool_]:
        """Whether a run is a case."""
        beyond: NDArray[np.bool_] = self.share > self.threshold
        return beyond | (self.share == self.threshold) if self.at_it else beyond


def cases_of(sweep: Sweep, ending: Ending, threshold: float | None) -> Cases:
    """Return which runs of a sweep are cases.

    Without a threshold they are those above the sweep's 75th percentile: about a quarter, fewer
    where runs tie there; where no run is above, those at it.

    Raises
    ------
    InputError
        When too few runs are cases, or too few are not.
    """
    outcome, share = _share(sweep, OUTCOMES[ending])
    known = share[~np.isnan(share)]
    if not len(known):
        raise InputError([f"{sweep.folder}: no run has a {outcome}; choose another --outcome"])
    if threshold is None:
        bound = float(np.quantile(known, QUARTER))
        found = Cases(ending, outcome, bound, bool(bound == known.max()), False, share)
    else:
        found = Cases(ending, outcome, threshold, False, True, share)
    count = int(found.case.sum())
    if min(count, len(known) - count) < CASES_LEAST:
        raise InputError([_too_few(sweep, found, count, known)])
    return found


def _share(sweep: Sweep, names: tuple[str, ...]) -> tuple[str, NDArray[np.float64]]:
    """Return the first outcome that every run has, or the last."""
    for name in names:
        share: NDArray[np.float64] = sweep.rows([name])[name]
        if not np.isnan(share).any():
            break
    return name, share


def _too_few(sweep: Sweep, found: Cases, count: int, known: NDArray[np.float64]) -> str:
    return (
        f"{sweep.folder}: {count:,} of {len(known):,} runs have a {found.outcome} "
        f"{'of at least' if found.at_it else 'above'} {found.threshold:.4g} (it goes from "
        f"{known.min():.4g} to {known.max():.4g}); at least {CASES_LEAST} must have it and "
        f"{CASES_LEAST} not: choose another --threshold, or widen the sweep"
    )
