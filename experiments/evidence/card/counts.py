"""How many of the ten have each stage: as observed, and over the draws."""

from collections import Counter
from typing import Any

import numpy as np

from experiments.evidence.calibration.inputs import Inputs
from experiments.evidence.card.survivors import Survivors
from sim.rules.stages import BERKEMBANG, MANDIRI, STAGES, TUMBUH

LIVING = (TUMBUH, BERKEMBANG, MANDIRI)
NAMES = tuple(STAGES[stage] for stage in LIVING)


def counts(inputs: Inputs, found: Survivors) -> dict[str, Any]:
    """Return the distribution of (tumbuh, berkembang, mandiri), and how likely the observed are.

    `as_far` is the part of the draws whose counts lie at least as many steps from the mean counts
    as the observed ones: so many steps from one stage to the next turn the one into the other.
    Draws in which a Kube never lived are left out.
    """
    whole = found.read["stage"][found.lived.all(axis=1)]
    simulated = np.stack([(whole == stage).sum(axis=1) for stage in LIVING], axis=1)
    told = [(it, [it.tumbuh, it.berkembang, it.mandiri]) for it in inputs.settings.stages]
    return {
        "draws": len(found.lived),
        "complete": len(whole),
        "mean": _named(simulated.mean(axis=0).tolist()) if len(whole) else None,
        "observed": [
            {"name": it.name, **_named(seen), **_chances(np.array(seen), simulated)}
            for it, seen in told
        ],
        "distribution": _distribution(simulated),
    }


def _named(values: list[Any]) -> dict[str, Any]:
    return dict(zip(NAMES, values, strict=True))


def _chances(seen: Any, simulated: Any) -> dict[str, float | None]:
    """Return the chance of exactly these counts, and of some at least as far off."""
    if not len(simulated):
        return {"probability": None, "as_far": None}
    mean = simulated.mean(axis=0)
    far = _steps(simulated, mean) >= _steps(seen, mean) - 1e-9
    return {
        "probability": float((simulated == seen).all(axis=1).mean()),
        "as_far": float(far.mean()),
    }


def _steps(counts: Any, mean: Any) -> Any:
    """Return how many steps from stage to stage lie between counts and their mean."""
    off = np.abs(counts - mean)
    return off[..., 0] + off[..., 2]


def _distribution(simulated: Any) -> list[dict[str, Any]]:
    """Return all counts that came, the likeliest first."""
    seen = Counter(map(tuple, simulated.tolist()))
    ranked = sorted(seen.items(), key=lambda it: (-it[1], it[0]))
    return [{**_named(list(it)), "probability": n / len(simulated)} for it, n in ranked]
