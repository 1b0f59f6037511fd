"""How far a mix holds over the draws of the parameters: regret, aims met, the worst decile."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from experiments.policy.allocate.best import Limits, best_mix, most_of
from experiments.policy.allocate.options import Mix, Options, options_of
from experiments.policy.ranking_runs import Ranked

WORST = 0.1
DRAWS_MOST = 500
"""Draws of which regret is found: they lie in no order, so that the first are a sample."""


class Robust(NamedTuple):
    """What may go wrong with a mix.

    Attributes
    ----------
    regret : NDArray, shape (at most DRAWS_MOST,)
        Mandiri Kubes that the best mix of each draw has more: what knowing the draw, its luck
        included, would be worth. The same limits hold: money is promised before prices are known.
    as_good : float
        Share of draws with the plan's mandiri Kubes or more.
    within : float
        Share of draws in which the budget is kept.
    both : float
        Share of draws with both.
    """

    regret: NDArray[np.float64]
    as_good: float
    within: float
    both: float


def worst_decile(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return means of the worst tenth of the draws, over the last axis: at least of one."""
    count = int(np.ceil(WORST * values.shape[-1]))
    return np.asarray(np.partition(values, count - 1, axis=-1)[..., :count].mean(axis=-1))


def robust(
    options: Options, mix: Mix, limits: Limits, progress: Callable[[int], None] = lambda _: None
) -> Robust:
    """Hold a mix against the best of every draw, and against the plan.

    Parameters
    ----------
    progress : callable
        Called with the draws done.
    """
    own = options.of(mix, "mandiri")
    as_good = own >= options.of(options.as_planned, "mandiri")
    within = options.of(mix, "public_idr") <= limits.budget_idr
    return Robust(
        regret_of(options, mix, limits, progress),
        float(as_good.mean()),
        float(within.mean()),
        float((as_good & within).mean()),
    )


def regret_of(
    options: Options, mix: Mix, limits: Limits, progress: Callable[[int], None] = lambda _: None
) -> NDArray[np.float64]:
    """Return the regret of a mix within the limits in the first `DRAWS_MOST` draws: 0 at least."""
    own = options.of(mix, "mandiri")[:DRAWS_MOST]
    regret = np.zeros_like(own)
    for draw in range(len(own)):
        worth = options.values["mandiri"][..., draw] / options.kubes[:, np.newaxis]
        best = most_of(options, worth, limits)
        if best is not None:
            regret[draw] = max(0.0, options.of(best, "mandiri")[draw] - own[draw])
        progress(draw + 1)
    return regret


def on_other_luck(ranked: Ranked, limits: Limits) -> float | None:
    """Return mandiri Kubes of mixes on luck that did not choose them.

    What is chosen on one half of each draw's runs is counted on the other half, and the other
    way round. None with one run a draw, or where a half has no mix within the limits.
    """
    luck = ranked.set.luck
    if luck < 2:
        return None
    halves = [options_of(ranked, slice(start, luck, 2)) for start in (0, 1)]
    mixes = [best_mix(half, limits) for half in halves]
    counted = [
        other.mean(mix, "mandiri")
        for mix, other in zip(mixes, reversed(halves), strict=True)
        if mix is not None
    ]
    return float(np.mean(counted)) if len(counted) == len(halves) else None
