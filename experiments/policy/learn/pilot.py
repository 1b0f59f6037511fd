"""A randomised pilot over all plausible worlds, those in which the lever does nothing included."""

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from experiments.common.draws import STRUCTURES
from experiments.common.kube_statistics import STATISTICS
from experiments.common.refusals import fault_of
from experiments.common.spread import interval
from experiments.policy.best_policy import Numbers
from experiments.policy.effects import Json, finite
from experiments.policy.learn.learning import Decision, study_json
from experiments.policy.learn.smoothing import smooth
from experiments.policy.learn.study_file import Design
from experiments.policy.learn.study_runs import Counts, Seen, months_seen, simulate
from experiments.policy.ranking_runs import Bar, Ranked
from sim.inputs.said import both
from sim.inputs.strict import InputError
from sim.structures import FACTOR_OF_LEVER, NOTHING

LOOKS = 10
"""So often Kubes are taken at random in each world."""
SURE = 0.9
"""A weight from which on a pilot is said to tell."""


def pilot(decision: Decision, design: Design, bar: Bar) -> Json:
    """Return what a pilot would tell, change and cost.

    Returns
    -------
    dict
        What a study has (`experiments.policy.learn.learning`), and: `nothing`, the weight of the
        worlds in which the lever does nothing, before the pilot, and as expected after it where it
        does nothing and where it works; `power`, the chance of finding a difference where it
        works, and `false_alarm`, where it does nothing; `effect`, the true difference between the
        arms where it works, median and 90 % credible interval, in the unit of the first statistic.

    Raises
    ------
    InputError
        When the pilot looks further than the scenario reaches, or a policy is not there.
    """
    ranked = decision.ranked
    has = months_seen(ranked.sweep.scenario)
    if design.oldest > has:
        place, oldest = ranked.sweep.scenario.name, design.oldest
        why = both(
            f"month {oldest}: the scenario {place} has {has} months of every Kube; write no more",
            f"bulan {oldest}: skenario {place} punya {has} bulan dari setiap Kube; tulis tidak "
            "lebih dari itu",
        )
        raise InputError([fault_of(f"{design.name}: windows", why)])
    (seen,) = simulate(ranked, [design], bar)
    nothing = does_nothing(ranked, design.lever)
    found = np.mean([_found(seen, design, look) for look in range(LOOKS)], axis=0)
    return {
        **study_json(decision, seen),
        "lever": design.lever,
        "policies": list(design.policies),
        "sees": list(design.sees),
        "level": design.level,
        "set": ranked.set.name,
        "draws": ranked.set.draws,
        "decide_by": ranked.set.decide_by,
        "choice": decision.choice,
        "decided_for_kubes": decision.kubes,
        "worth_idr": decision.worth_idr,
        "power": _mean(found, ~nothing),
        "false_alarm": _mean(found, nothing),
        "effect": _effect(seen, design, ~nothing),
        "nothing": weights(seen.report(ranked.set.seed), nothing),
    }


def does_nothing(ranked: Ranked, lever: str) -> NDArray[np.bool_]:
    """Return in which draws a lever does nothing."""
    factor = FACTOR_OF_LEVER[lever]
    number = [level.name for level in factor.levels].index(NOTHING)
    return np.asarray(ranked.sweep.uncertainty.draws[STRUCTURES[factor.name]] == number)


def _mean(values: Numbers, rows: NDArray[np.bool_]) -> float | None:
    """Return the mean over some draws; None where there are none."""
    return float(values[rows].mean()) if rows.any() else None


def _key(design: Design) -> tuple[str, int]:
    """Return what decides: the first statistic, in the last window."""
    return design.sees[0], len(design.windows) - 1


def _found(seen: Seen, design: Design, look: int) -> Numbers:
    """Return in which draws the test finds a difference, as 1 or 0."""
    first, other = (arm[_key(design)] for arm in seen.looked_up(look))
    return differ(first, other, design.level).astype(np.float64)


def differ(first: Counts, other: Counts, level: float) -> NDArray[np.bool_]:
    """Test whether two arms differ, Kube by Kube; the Kube is what was allotted.

    The difference of means over its standard error, against the normal: with shares of Kubes it
    is the test of two proportions.

    Parameters
    ----------
    first, other : pair of NDArray, shape (draws, Kubes)
    level : float
        Of the two-sided test.
    """
    (mean_a, error_a), (mean_b, error_b) = map(_mean_of_kubes, (first, other))
    away, error = np.abs(mean_b - mean_a), np.hypot(error_a, error_b)
    return np.asarray((error > 0.0) & (away > -float(ndtri(level / 2.0)) * error))


def _mean_of_kubes(counts: Counts) -> tuple[Numbers, Numbers]:
    """Return the mean over Kubes that have a case and its standard error, shape (draws,)."""
    part, whole = counts
    some = whole > 0.0
    values = np.where(some, part / np.where(some, whole, 1.0), 0.0)
    count = np.maximum(some.sum(axis=1), 1)
    mean = values.sum(axis=1) / count
    away = np.where(some, values - mean[:, None], 0.0) ** 2
    return mean, np.sqrt(away.sum(axis=1) / np.maximum(count - 1, 1) / count)


def _effect(seen: Seen, design: Design, works: NDArray[np.bool_]) -> Json:
    """Return the difference between all Kubes simulated of both arms, where the lever works."""
    first, other = (_mean_of_kubes(arm[_key(design)])[0] for arm in seen.arms)
    median, low, high = map(finite, interval((other - first)[works]).tolist())
    name = _key(design)[0]
    control = float(first.mean())
    return {
        "of": name,
        "scale": STATISTICS[name].scale,
        "control": control,
        "median": median,
        "low": low,
        "high": high,
    }


def weights(report: dict[str, Numbers], nothing: NDArray[np.bool_]) -> Json:
    """Return the weight of worlds in which a lever does nothing, before a study and after it.

    After it, by regression on what is reported in each world, the world itself left out.
    """
    shown = nothing.astype(np.float64)
    fit = smooth(report, shown[:, None])
    after = np.clip(fit.without_own(shown[:, None])[:, 0], 0.0, 1.0)
    return {
        "before": float(shown.mean()),
        "after_where_nothing": _mean(after, nothing),
        "after_where_it_works": _mean(after, ~nothing),
        "told_with": SURE,
        "told": float(((after >= SURE) | (after <= 1.0 - SURE)).mean()),
    }
