"""Checks of the main variant beyond its calibration by simulation, and their report."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from experiments.evidence.calibration.bank import Bank
from experiments.evidence.calibration.conclusions import (
    Conclusion,
    StructureMoved,
    conclusions,
    structures_moved,
)
from experiments.evidence.calibration.left_out import LeftOut, gain, leave_each_out
from experiments.evidence.calibration.predictions import Predictive, predictive
from experiments.evidence.calibration.variants import Fitted

Json = dict[str, Any]
MOVED_MOST = 5
"""So many variants and tilts are reported for each conclusion, the strongest first."""


class MainChecks(NamedTuple):
    """What was found; what is simulated anew is None where too few draws make no posterior."""

    predictive: Predictive | None
    left_out: list[LeftOut] | None
    conclusions: list[Conclusion]
    structures: list[StructureMoved]


def steps(bank: Bank) -> int:
    """Return how many steps `further` takes."""
    return 1 + len(bank.inputs.kubes)


def check_main(
    bank: Bank,
    fitted: Sequence[Fitted],
    threads: int,
    done: Callable[[int], None] = lambda _: None,
) -> MainChecks:
    """Check the main variant, the first one."""
    settings, main = bank.inputs.settings, fitted[0]
    predicted, left_out = None, None
    if len(main.checked.below) >= settings.checks.fits_least:
        predicted = predictive(bank, fitted, threads)
        done(1)
        left_out = leave_each_out(bank, main.variant, threads, lambda now: done(1 + now))
    return MainChecks(
        predicted,
        left_out,
        conclusions(fitted, settings.conclusions.parameters),
        structures_moved(fitted, settings.checks),
    )


def main_checks_report(checks: MainChecks, moved_least: float) -> Json:
    """Return everything that is reported of these checks."""
    return {
        "predictive": _predictive(checks.predictive) if checks.predictive else None,
        "left_out": _left_out(checks.left_out) if checks.left_out else None,
        "conclusions": [_conclusion(row, moved_least) for row in checks.conclusions],
        "structures_moved": [row._asdict() for row in checks.structures],
    }


def _predictive(predictive: Predictive) -> Json:
    return {
        "how": "posterior draws simulated runs, prior draws of the bank; both with their errors",
        "draws": len(predictive.runs.bank),
        "complete": int(predictive.runs.bank.complete.sum()),
        "figures": [
            row._asdict() | {"prior": row.prior._asdict(), "posterior": row.posterior._asdict()}
            for row in predictive.compared
        ],
    }


def _left_out(left_out: list[LeftOut]) -> Json:
    return {
        "kubes": [
            {
                "kube": kube.kube,
                "gain_over_prior": kube.gain("log_prior"),
                "gain_over_uniform": kube.gain("log_uniform"),
                "figures": [
                    one._asdict()
                    | {"prior": one.prior._asdict(), "posterior": one.posterior._asdict()}
                    for one in kube.figures
                ],
            }
            for kube in left_out
        ],
        "over_prior": gain(left_out, "log_prior")._asdict(),
        "over_uniform": gain(left_out, "log_uniform")._asdict(),
    }


def _conclusion(conclusion: Conclusion, moved_least: float) -> Json:
    def strongest(kind: str) -> list[Json]:
        return [one._asdict() for one in getattr(conclusion, kind)[:MOVED_MOST]]

    moved = [
        one.by for one in (*conclusion.variants, *conclusion.tilts) if abs(one.shift) >= moved_least
    ]
    return {
        "name": conclusion.name,
        "variants": strongest("variants"),
        "tilts": strongest("tilts"),
        "moved_by": moved,
    }
