"""Leaving one Kube out: whether the others predict it better than the prior does.

The main variant is fitted again without anything that was seen of a Kube; draws of that posterior
are simulated runs, and its figures are scored by the log of their predictive density, one by one.
A uniform guess has the range of the prior's predictions, or holds all stages alike.
"""

import importlib
from collections.abc import Callable
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from experiments.common.draws import Columns
from experiments.evidence.calibration.bank import Bank
from experiments.evidence.calibration.calibration_file import Variant
from experiments.evidence.calibration.fit import fit
from experiments.evidence.calibration.observe import Feature, features_of, features_of_kube
from experiments.evidence.calibration.predictions import Spread, simulate_posterior, spread
from experiments.evidence.calibration.variants import posterior_draws, reference_of
from sim.rules.stages import BERKEMBANG, MANDIRI, STAGES, TUMBUH

Reals = NDArray[np.float64]
Rival = Literal["log_prior", "log_uniform"]
CONFIDENCE = 0.95
LIVING = [STAGES[stage] for stage in (TUMBUH, BERKEMBANG, MANDIRI)]


class Scored(NamedTuple):
    """One figure of a Kube that was left out, in its unit, with natural logs of densities."""

    name: str
    observed: float
    prior: Spread
    posterior: Spread
    log_prior: float
    log_posterior: float
    log_uniform: float


LeftOut = dict[str, list[Scored]]
"""Every Kube, with what the others say of its figures."""


def leave_each_out(
    bank: Bank, variant: Variant, threads: int, done: Callable[[int], None] = lambda _: None
) -> LeftOut:
    """Leave out every Kube in turn."""
    left_out = {}
    for number, name in enumerate(bank.inputs.kubes):
        before = features_of_kube(bank, variant, name)
        after = _predicted(bank, variant, name, number, threads)
        pairs = zip(before, after, strict=True)
        left_out[name] = [_scored(bank, *pair) for pair in pairs]
        done(number + 1)
    return left_out


def _predicted(bank: Bank, variant: Variant, name: str, number: int, threads: int) -> list[Feature]:
    """Return the figures of a Kube as the posterior of the others predicts them."""
    settings = bank.inputs.settings
    features = [
        feature._replace(simulated=feature.simulated[bank.complete])
        for feature in features_of(bank, variant, without=name)
    ]
    reference = reference_of(bank, features)
    observed = np.array([[feature.observed for feature in features]])
    posterior = fit(reference, reference.summaries.of(observed)[0], settings.fit)
    count = settings.predictive.draws
    draws: Columns = posterior_draws(
        posterior, reference, count, settings.bank.seed, settings.bank.digits
    )
    first = (number + 1) * count
    runs = simulate_posterior(bank, variant, draws, first, threads)
    return runs.features(lambda some, reading: features_of_kube(some, reading, name))


def _scored(bank: Bank, before: Feature, after: Feature) -> Scored:
    """Score a figure of all draws, and of draws of the posterior."""
    prior = before.simulated[bank.complete]
    return Scored(
        name=before.name,
        observed=float(before.as_told(np.array(before.observed))),
        prior=spread(before, prior),
        posterior=spread(after, after.simulated),
        log_prior=_log_density(before, prior),
        log_posterior=_log_density(after, after.simulated),
        log_uniform=_log_uniform(before, prior),
    )


def _log_density(feature: Feature, simulated: Reals) -> float:
    """Return the log density of what was observed, among draws of equal weight.

    Of what is true or not, it is the log of how often it is, with half a draw more of each; else
    draws are spread by a Gaussian kernel (Silverman 1986).
    """
    if feature.binary:
        hits = float((simulated == feature.observed).sum())
        return float(np.log((hits + 0.5) / (len(simulated) + 1.0)))
    low, high = np.quantile(simulated, (0.25, 0.75))
    spreads = (float(simulated.std()), float(high - low) / 1.34)
    width = 0.9 * min(filter(None, spreads), default=1.0) * len(simulated) ** -0.2
    off = (simulated - feature.observed) / width
    logs = -0.5 * off * off
    most = float(logs.max())
    mean = float(np.log(np.exp(logs - most).mean())) + most
    return mean - float(np.log(width * np.sqrt(2.0 * np.pi)))


def _log_uniform(feature: Feature, prior: Reals) -> float:
    """Return the log density of a guess that knows nothing but the range."""
    if feature.binary:
        alike = len(LIVING) if feature.name.rpartition(": ")[2] in LIVING else 2
        return -float(np.log(alike))
    return -float(np.log(np.ptp(prior) or 1.0))


def gain_of(figures: list[Scored], over: Rival) -> float:
    """Return by how much the posterior's log score of a Kube is better, over all its figures."""
    return sum(figure.log_posterior - float(getattr(figure, over)) for figure in figures)


def gain(left_out: LeftOut, over: Rival) -> dict[str, float | str]:
    """Add up the gains of all Kubes; their spread tells how sure the total is (Student).

    The interval is of 95 %; the verdict is `better`, `worse` or `cannot be told`.
    """
    gains = np.array([gain_of(figures, over) for figures in left_out.values()])
    students = importlib.import_module("scipy.stats").t
    half = students.ppf(0.5 + 0.5 * CONFIDENCE, len(gains) - 1)
    half *= gains.std(ddof=1) * np.sqrt(len(gains))
    total = float(gains.sum())
    low, high = total - float(half), total + float(half)
    verdict = "better" if low > 0.0 else "worse" if high < 0.0 else "cannot be told"
    return {"total": total, "low": low, "high": high, "verdict": verdict}
