"""The null model: the rate of the city that was fitted, put on the one that was held out."""

import importlib
import math
from typing import Any

import numpy as np

from experiments.evidence.card.failing import Failing

TOLD_APART_NATS = math.log(3.0)
"""A likelihood ratio under 3 is not worth more than a bare mention (Kass and Raftery 1995)."""
SIGNIFICANCE, POWER = 0.05, 0.8
NEAR = 2
"""Counts so near to the observed one stand for it, for there are few cities with any one."""


def null(fitted: Failing, held_out: Failing) -> dict[str, Any]:
    """Compare the model's forecast of what was held out with that of one binomial rate.

    Scores are log probabilities of the observed count, in nats; more is better.
    """
    stats = importlib.import_module("scipy.stats")
    rate = fitted.failed / fitted.kubes
    seen, size = held_out.failed, held_out.kubes
    unsure = stats.betabinom(size, fitted.failed + 0.5, fitted.kubes - fitted.failed + 0.5)
    model = _log_score(held_out)
    plain = float(stats.binom.logpmf(seen, size, rate))
    expected = float(held_out.simulated.mean()) / size
    return {
        "rate": rate,
        "of": fitted.place,
        "log_score_model": model,
        "log_score_null": plain,
        "log_score_null_unsure": float(unsure.logpmf(seen)),
        "log_score_best": float(stats.binom.logpmf(seen, size, seen / size)),
        "model_minus_null": model - plain,
        "told_apart_from": TOLD_APART_NATS,
        "verdict": _verdict(model - plain),
        "expected": expected,
        "kubes_to_tell_apart": kubes_needed(rate, expected),
        "kubes_to_tell_cities_apart": kubes_needed(rate, seen / size),
        "power": POWER,
        "significance": SIGNIFICANCE,
    }


def _log_score(city: Failing) -> float:
    """Return the log of the part of simulated cities with the observed count, or near it."""
    off = np.abs(city.simulated - city.failed)
    hits = max(0.5, float((off <= NEAR).sum()))
    return math.log(hits / off.size / (2 * NEAR + 1))


def _verdict(difference: float) -> str:
    if abs(difference) < TOLD_APART_NATS:
        return "indistinguishable"
    return "model better" if difference > 0 else "null better"


def kubes_needed(rate: float, other: float) -> int | None:
    """Return how many Kubes a two-sided test of one rate needs, when the other is true.

    None where the rates are the same: no number tells them apart.
    """
    if rate == other:
        return None
    normal = importlib.import_module("scipy.special").ndtri
    of_level, of_power = float(normal(1.0 - SIGNIFICANCE / 2)), float(normal(POWER))
    spread = of_level * math.sqrt(rate * (1.0 - rate)) + of_power * math.sqrt(other * (1.0 - other))
    return math.ceil((spread / (other - rate)) ** 2)
