"""Whether the model would have made the data: predictions of all figures, and of Kubes left out.

Every figure, with its error of observation, stands beside what draws of the prior and draws of the
posterior make of it. The regression moves the parameters of the draws that were kept, and leaves
their pseudo-data where they were. So what a posterior predicts is simulated with its draws and with
luck that no draw of the bank has; the prior's pseudo-data are those of the bank.

Of every Kube it is asked whether the others predict it better than the prior does. The main variant
is fitted again without anything that was seen of it, and its figures are scored by the log of their
predictive density, one by one. A uniform guess has the range of the prior's predictions, or holds
all stages alike.
"""

import importlib
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import Any, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from experiments.common.draws import ROW, SURVEY, Columns
from experiments.common.readings import READINGS
from experiments.evidence.calibration.bank import Bank
from experiments.evidence.calibration.calibration_file import Variant
from experiments.evidence.calibration.fit import fit
from experiments.evidence.calibration.observe import (
    Feature,
    Unit,
    features_of,
    features_of_kube,
    reading_of,
)
from experiments.evidence.calibration.simulate import simulate
from experiments.evidence.calibration.surprising import holm
from experiments.evidence.calibration.variants import (
    Fitted,
    complete_features,
    reference_of,
    run_draws,
    seen_of,
)
from sim.ensemble.machine_code import load_engine
from sim.rules.stages import BERKEMBANG, MANDIRI, STAGES, TUMBUH

SPAN = 32
"""So many draws are simulated at a time: about a second."""
PARTS = (0.05, 0.5, 0.95)
SAME = 1e-9


@dataclass(frozen=True)
class PosteriorRuns:
    """Pseudo-data of posterior draws.

    Attributes
    ----------
    bank : Bank
        The draws with their pseudo-data.
    readings : NDArray of int, shape (draws,)
        Which of `READINGS` each draw has.
    """

    bank: Bank
    variant: Variant
    readings: NDArray[np.int64]

    def features(self, observe: Callable[[Bank, Variant], list[Feature]]) -> list[Feature]:
        """Return figures of the draws in which every Kube lived, each under its own reading."""
        under = [
            observe(self.bank, self.variant.model_copy(update={"reading": reading}))
            for reading in READINGS
        ]
        figures = []
        for same in zip(*under, strict=True):
            simulated = np.choose(self.readings, [feature.simulated for feature in same])
            figures.append(same[0]._replace(simulated=simulated[self.bank.complete]))
        return figures


def simulate_posterior(
    bank: Bank, variant: Variant, draws: Columns, first: int = 0, threads: int = 1
) -> PosteriorRuns:
    """Simulate posterior draws.

    The month of the survey and the reading of the kas, which are no parameters, are those of the
    draws of the bank that they come from.

    Parameters
    ----------
    draws : dict of NDArray, shape (draws,)
        As `posterior_draws` returns them.
    first : int, optional
        Numbers of the draws begin so far after those of the bank; luck goes by the number.
    """
    rows = draws[ROW]
    full = {**draws, SURVEY: bank.draws[SURVEY][rows]}
    spans = [slice(start, start + SPAN) for start in range(0, len(rows), SPAN)]

    def some(span: slice) -> Columns:
        part = {name: values[span] for name, values in full.items()}
        return simulate(bank.inputs, len(bank) + first + span.start, part)

    load_engine()
    with ThreadPoolExecutor(threads) as pool:
        parts = list(pool.map(some, spans))
    pseudo_data = {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
    simulated = Bank(bank.inputs, full, pseudo_data, [])
    return PosteriorRuns(simulated, variant, reading_of(bank, variant)[rows])


class Spread(NamedTuple):
    """What some draws make of a figure.

    Attributes
    ----------
    low, median, high : float
        Quantiles of .05, .5 and .95, in the figure's unit.
    place : float
        Part of the draws below what was observed; half of those that equal it count.
    tail : float
        Two-sided tail probability of what was observed; no smaller than draws can tell.
    """

    low: float
    median: float
    high: float
    place: float
    tail: float


class Compared(NamedTuple):
    """One figure, as observed and as predicted.

    Attributes
    ----------
    fitted : bool
        Whether the posterior has seen it; else another variant looks at it.
    prior_holm, posterior_holm : float
        The tail probabilities, corrected for the number of figures.
    """

    name: str
    unit: Unit
    fitted: bool
    observed: float
    prior: Spread
    posterior: Spread
    prior_holm: float = 1.0
    posterior_holm: float = 1.0


class Predictive(NamedTuple):
    """The checks of a variant, and the pseudo-data that they rest on."""

    compared: list[Compared]
    features: list[Feature]
    runs: PosteriorRuns


def predictive(bank: Bank, fitted: Sequence[Fitted], threads: int) -> Predictive:
    """Check the first variant: its own figures, and those that only others look at."""
    main = fitted[0]
    count = bank.inputs.settings.predictive.draws
    draws = {name: values[:count] for name, values in main.draws.items()}
    runs = simulate_posterior(bank, main.variant, draws, threads=threads)
    own = runs.features(features_of)
    compared = [_compared(*pair, fitted=True) for pair in zip(main.features, own, strict=True)]
    compared += _others(bank, fitted, runs)
    corrected = (
        holm([getattr(one, side).tail for one in compared]).tolist()
        for side in ("prior", "posterior")
    )
    compared = [
        one._replace(prior_holm=before, posterior_holm=after)
        for one, before, after in zip(compared, *corrected, strict=True)
    ]
    return Predictive(compared, own, runs)


def _others(bank: Bank, fitted: Sequence[Fitted], runs: PosteriorRuns) -> Iterator[Compared]:
    """Compare the figures that the first variant does not look at: hints and what follows."""
    seen = {feature.name for feature in fitted[0].features}
    for other in fitted[1:]:
        added = {"labels": other.variant.labels, "inferred": other.variant.inferred}
        variant = fitted[0].variant.model_copy(update=added)
        if seen.issuperset(feature.name for feature in other.features):
            continue
        after = replace(runs, variant=variant).features(features_of)
        for pair in zip(complete_features(bank, variant), after, strict=True):
            if pair[0].name not in seen:
                seen.add(pair[0].name)
                yield _compared(*pair, fitted=False)


def _compared(before: Feature, after: Feature, *, fitted: bool) -> Compared:
    observed = float(before.as_told(np.array(before.observed)))
    prior, posterior = (spread(feature, feature.simulated) for feature in (before, after))
    return Compared(before.name, before.unit, fitted, observed, prior, posterior)


def spread(feature: Feature, simulated: NDArray[np.float64]) -> Spread:
    """Return what draws of equal weight make of a figure."""
    low, median, high = feature.as_told(np.quantile(simulated, PARTS)).tolist()
    same = np.isclose(simulated, feature.observed, rtol=0.0, atol=SAME)
    below = (simulated < feature.observed) & ~same
    place = float(below.mean() + 0.5 * same.mean())
    tail = max(2.0 * min(place, 1.0 - place), 1.0 / (len(simulated) + 1))
    return Spread(low, median, high, place, tail)


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
    bank: Bank, main: Fitted, threads: int, done: Callable[[int], None] = lambda _: None
) -> LeftOut:
    """Leave out every Kube in turn; what fails the check of the whole fit runs from its prior."""
    left_out, variant = {}, main.variant
    for number, name in enumerate(bank.inputs.kubes):
        before = features_of_kube(bank, variant, name)
        after = _predicted(bank, main, name, number, threads)
        pairs = zip(before, after, strict=True)
        left_out[name] = [_scored(bank, *pair) for pair in pairs]
        done(number + 1)
    return left_out


def _predicted(bank: Bank, main: Fitted, name: str, number: int, threads: int) -> list[Feature]:
    """Return the figures of a Kube as the posterior of the others predicts them."""
    settings, variant = bank.inputs.settings, main.variant
    features = complete_features(bank, variant, without=name)
    exposure = settings.exposure_of(variant)
    reference = reference_of(bank, features, exposure)
    posterior = fit(reference, seen_of(reference, features, exposure), settings.fit)
    count = settings.predictive.draws
    draws = run_draws(
        bank, posterior, reference, exposure, main.from_prior, count, variant.transport, threads
    )
    runs = simulate_posterior(bank, variant, draws, (number + 1) * count, threads)
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


def gain(left_out: LeftOut, over: Rival) -> dict[str, Any]:
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
