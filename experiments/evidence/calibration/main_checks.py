"""Checks of the main variant beyond its calibration by simulation, and what moves its conclusions.

Conclusions are the posterior means of what pseudo-data teach most of, of the share that failed,
and the weights of the rival structures. They are held against the readings of the data, and against
what was known before: each parameter is tilted by weighing the draws. 2(1 - u) puts three quarters
of it below its median, 2u above it, where u is its cumulative probability before the data.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from experiments.common.draws import priors
from experiments.common.log_odds import EDGE
from experiments.evidence.calibration.bank import Bank
from experiments.evidence.calibration.calibration_file import ChecksSettings, ConclusionsSettings
from experiments.evidence.calibration.failed_count import allowed_spread, share_spread
from experiments.evidence.calibration.fit import level_weights
from experiments.evidence.calibration.predictions import (
    LeftOut,
    Predictive,
    gain,
    gain_of,
    leave_each_out,
    predictive,
)
from experiments.evidence.calibration.variants import Fitted
from experiments.evidence.calibration.verdicts import structure_verdict
from experiments.store.result_manifest import plain
from sim.structures import FACTORS

Json = dict[str, Any]
Reals = NDArray[np.float64]
FAILED = "failed share"
SIDES = ("lower", "upper")
MOVED_MOST = 5
"""So many variants and tilts are reported for each conclusion, the strongest first."""


def steps(bank: Bank) -> int:
    """Return how many steps `check_main` takes."""
    return 1 + len(bank.inputs.kubes)


def check_main(
    bank: Bank,
    fitted: Sequence[Fitted],
    threads: int,
    done: Callable[[int], None] = lambda _: None,
) -> tuple[Json, Predictive | None]:
    """Check the main variant, the first one; return everything that is reported of it.

    What is simulated anew is None where too few draws make no posterior.
    """
    settings, main = bank.inputs.settings, fitted[0]
    predicted, left_out = None, None
    if main.checked.fits >= settings.checks.fits_least:
        predicted = predictive(bank, fitted, threads)
        done(1)
        left_out = leave_each_out(bank, main, threads, lambda now: done(1 + now))
    report = {
        "predictive": _predictive(bank, main, predicted) if predicted else None,
        "left_out": _left_out(left_out) if left_out else None,
        "conclusions": conclusions(fitted, settings.conclusions),
        "structures_moved": structures_moved(fitted, settings.checks),
    }
    return report, predicted


def _predictive(bank: Bank, main: Fitted, predictive: Predictive) -> Json:
    exposure = bank.inputs.settings.exposure_of(main.variant)
    return {
        "how": "posterior draws simulated runs, prior draws of the bank; both with their errors",
        "draws": len(predictive.runs.bank),
        "complete": int(predictive.runs.bank.complete.sum()),
        "expected_share_sd": {
            "prior": share_spread(bank.failed),
            "posterior": share_spread(predictive.runs.bank.failed),
            "allowed": allowed_spread(exposure.failed, exposure.total),
        },
        "surprising": {
            side: [
                one.name
                for one in predictive.compared
                if getattr(one, f"{side}_holm") < bank.inputs.settings.checks.significance
            ]
            for side in ("prior", "posterior")
        },
        "figures": plain(predictive.compared),
    }


def _left_out(left_out: LeftOut) -> Json:
    return {
        "kubes": [
            {
                "kube": kube,
                "gain_over_prior": gain_of(figures, "log_prior"),
                "gain_over_uniform": gain_of(figures, "log_uniform"),
                "figures": plain(figures),
            }
            for kube, figures in left_out.items()
        ],
        "over_prior": gain(left_out, "log_prior"),
        "over_uniform": gain(left_out, "log_uniform"),
    }


def taught_most(main: Fitted, count: int) -> list[int]:
    """Return the places of the parameters of which pseudo-data teach most, the most first."""
    order = np.argsort(-main.checked.over_prior.contraction, kind="stable")
    return [int(place) for place in order[:count]]


def conclusions(fitted: Sequence[Fitted], settings: ConclusionsSettings) -> list[Json]:
    """Return what moves the conclusions of the first variant, what moves them most first.

    A shift is a change of the posterior mean, in posterior SDs of that variant: by another
    variant, or by a parameter with the half towards which its prior is tilted.
    """
    main, names = fitted[0], list(priors())
    places = taught_most(main, settings.parameters)
    watched = [names[place] for place in places] + [FAILED]
    middle, spread = _moments(_values(main, places), main.fit.weights)
    means = {
        "variants": {
            other.variant.name: _moments(_values(other, places), other.fit.weights)[0]
            for other in fitted[1:]
        },
        "tilts": {
            by: _moments(_values(main, places), weights)[0] for by, weights in tilted(main).items()
        },
    }
    rows = []
    for row, name in enumerate(watched):
        moved = {kind: _shifts(of_kind, row, middle, spread) for kind, of_kind in means.items()}
        rows.append(
            {
                "name": name,
                **{kind: shifts[:MOVED_MOST] for kind, shifts in moved.items()},
                "moved_by": [
                    shift["by"]
                    for shifts in moved.values()
                    for shift in shifts
                    if abs(shift["shift"]) >= settings.moved_least
                ],
            }
        )
    return rows


def _shifts(means: Mapping[str, Reals], row: int, middle: Reals, spread: Reals) -> list[Json]:
    shifts = [
        {"by": by, "shift": float((mean[row] - middle[row]) / spread[row])}
        for by, mean in means.items()
    ]
    return sorted(shifts, key=lambda shift: -abs(shift["shift"]))


def _values(fitted: Fitted, places: list[int]) -> Reals:
    """Return what conclusions are means of, shape (kept, conclusions)."""
    return np.column_stack([fitted.fit.unit[:, places], fitted.failed_share])


def _moments(values: Reals, weights: Reals) -> tuple[Reals, Reals]:
    middle = weights @ values
    spread = np.sqrt(weights @ (values - middle) ** 2)
    return middle, np.where(spread > 0.0, spread, 1.0)


def tilted(main: Fitted) -> dict[str, Reals]:
    """Return the weights of the draws kept, with each prior tilted to each side."""
    tilts = {}
    for name, unit in zip(priors(), main.fit.unit.T, strict=True):
        inside = np.clip(unit, EDGE, 1.0 - EDGE)
        for side, tilt in zip(SIDES, (1.0 - inside, inside), strict=True):
            weights = main.fit.weights * tilt
            tilts[f"{name}, {side}"] = weights / weights.sum()
    return tilts


def structures_moved(fitted: Sequence[Fitted], settings: ChecksSettings) -> list[Json]:
    """Return how far the weights of levels go, and where the verdict is not the main variant's."""
    main = fitted[0]
    levels = main.reference.levels[main.fit.kept]
    tilts = {by: level_weights(levels, weights) for by, weights in tilted(main).items()}
    rows = []
    for place, factor in enumerate(FACTORS):
        verdict = main.structures[place].verdict
        passed = verdict != "fails check"
        before = main.before.level_weights(factor)
        names = [level.name for level in factor.levels]
        by_variant = np.stack([one.fit.levels[place] for one in fitted])
        by_tilt = np.stack([weights[place] for weights in tilts.values()])
        rows.append(
            {
                "factor": factor.name,
                "levels": [
                    {"name": name, "variants": _range(own), "tilts": _range(tilt)}
                    for name, own, tilt in zip(names, by_variant.T, by_tilt.T, strict=False)
                ],
                "other_variants": [
                    one.variant.name for one in fitted if one.structures[place].verdict != verdict
                ],
                "other_tilts": [
                    by
                    for by, weights in zip(tilts, by_tilt, strict=True)
                    if structure_verdict(factor, weights, main.surprise, passed, settings, before)
                    != verdict
                ],
            }
        )
    return rows


def _range(weights: Reals) -> list[float]:
    return [float(weights.min()), float(weights.max())]
