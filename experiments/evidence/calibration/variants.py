"""Every variant of the data fitted to the same bank and checked, with the draws that are stored."""

import itertools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from experiments.common.draws import (
    DRAWN,
    STRUCTURES,
    SURVEY,
    Columns,
    priors,
    rounded,
    value_at,
)
from experiments.evidence.calibration.bank import Bank
from experiments.evidence.calibration.calibration_file import Exposure, Variant
from experiments.evidence.calibration.checks import Checked, check, contraction
from experiments.evidence.calibration.fit import Fit, Reference, Seen, fit
from experiments.evidence.calibration.observe import (
    CITY,
    READINGS,
    Error,
    Feature,
    features_of,
    reading_of,
    uniform_errors,
)
from experiments.evidence.calibration.verdicts import (
    Verdict,
    WeighedStructure,
    combinations,
    verdicts,
    weigh_structures,
)
from sim.inputs.strict import InputError

ROW = "bank_draw"
LEAST_DRAWS = 64
"""With fewer complete draws nothing can be fitted."""


def posterior_draws(
    posterior: Fit, reference: Reference, count: int, seed: int, digits: int
) -> Columns:
    """Return so many draws of a posterior.

    They are taken at even steps of the added weights (systematic resampling), then put in an
    order that is keyed by the seed: any first part of them is a sample as well.

    Parameters
    ----------
    reference : Reference
        What was fitted.

    Returns
    -------
    dict of NDArray, shape (count,)
        Number of the draw, of the draw of the bank that it comes from, every parameter, and the
        level of every structure.
    """
    steps = (np.arange(count) + 0.5) / count
    chosen = np.minimum(
        np.searchsorted(np.cumsum(posterior.weights), steps), len(posterior.kept) - 1
    )
    order = np.argsort(uniform_errors(seed, np.arange(count), CITY, Error.ORDER), kind="stable")
    chosen = chosen[order]
    unit, kept = posterior.unit[chosen], posterior.kept[chosen]
    return {
        DRAWN: np.arange(count),
        ROW: reference.rows[kept],
        **{
            name: rounded(value_at(prior, unit[:, place]), prior, digits)
            for place, (name, prior) in enumerate(priors().items())
        },
        **{name: reference.levels[kept, place] for place, name in enumerate(STRUCTURES.values())},
    }


def prior_draws(bank: Bank) -> Columns:
    """Return the first draws of a bank, as many as of a posterior, in the same columns."""
    count = min(len(bank), bank.inputs.settings.fit.posterior_draws)
    names = [*priors(), *STRUCTURES.values()]
    numbers = np.arange(count)
    return {DRAWN: numbers, ROW: numbers, **{name: bank.draws[name][:count] for name in names}}


@dataclass(frozen=True)
class Fitted:
    """One variant, fitted and checked.

    Attributes
    ----------
    features : list of Feature
        Simulated figures of the complete draws alone.
    contraction : NDArray, shape (parameters,)
    verdicts : list
        One a parameter, in the order of `priors()`.
    structures : list of WeighedStructure
        One a rival structure, in the order of `sim.structures.FACTORS`.
    surprise : float
        Part of the pseudo-data that lie as far from the draws as the real ones, or further: a
        small one says that the model seldom makes such data.
    failed_share : NDArray, shape (kept,)
        Simulated share that had failed, of the draws kept.
    readings : dict
        Posterior weight of each reading of the kas.
    survey_month : float
        Posterior mean, in months of the scenario.
    draws : dict of NDArray
        Posterior draws.
    """

    variant: Variant
    features: list[Feature]
    reference: Reference
    fit: Fit
    checked: Checked
    contraction: NDArray[np.float64]
    verdicts: list[Verdict]
    combinations: list[dict[str, Any]]
    structures: list[WeighedStructure]
    surprise: float
    failed_share: NDArray[np.float64]
    readings: dict[str, float]
    survey_month: float
    draws: Columns


def fit_all(
    bank: Bank, done: Callable[[int], None] = lambda _: None, threads: int = 1
) -> list[Fitted]:
    """Fit and check every variant of a bank's settings.

    Parameters
    ----------
    done : callable, optional
        Called with the fits that are done, over all variants.
    threads : int, optional
        So many fits at a time; the results are the same.

    Raises
    ------
    InputError
        When too few draws are complete.
    """
    if bank.complete.sum() < LEAST_DRAWS:
        why = f"only {int(bank.complete.sum())} draws have every Kube alive when it was seen"
        raise InputError([f"--draws {len(bank)}: {why}; ask for more"])
    count = itertools.count(1)
    return [
        fit_variant(bank, variant, lambda _: done(next(count)), threads)
        for variant in bank.inputs.settings.variant
    ]


def reference_of(bank: Bank, features: list[Feature], exposure: Exposure) -> Reference:
    """Return the complete draws with their figures, and summaries trained on half of them."""
    rows = np.flatnonzero(bank.complete)
    near = [feature for feature in features if not feature.counted]
    figures = np.stack([feature.simulated for feature in near], axis=1)
    binary = np.array([feature.binary for feature in near])
    settings = bank.inputs.settings
    order = uniform_errors(settings.bank.seed, rows, CITY, Error.ORDER)
    unit, levels = bank.unit[rows], bank.levels[rows]
    count = bank.counts[exposure.name]
    return Reference.of(rows, unit, levels, figures, binary, order, count, settings.fit)


def seen_of(reference: Reference, features: list[Feature], exposure: Exposure) -> Seen:
    """Return what was observed, as the fit takes it."""
    observed = [feature.observed for feature in features if not feature.counted]
    return Seen(reference.summaries.of(np.array([observed]))[0], exposure.failed)


def complete_features(bank: Bank, variant: Variant, without: str | None = None) -> list[Feature]:
    """Return the figures of a variant, at times without a Kube, for the complete draws alone."""
    return [
        feature._replace(simulated=feature.simulated[bank.complete])
        for feature in features_of(bank, variant, without)
    ]


def fit_variant(
    bank: Bank,
    variant: Variant,
    done: Callable[[int], None] = lambda _: None,
    threads: int = 1,
) -> Fitted:
    """Fit one variant to a bank, and check it."""
    settings, seed = bank.inputs.settings, bank.inputs.settings.bank.seed
    features = complete_features(bank, variant)
    exposure = settings.exposure_of(variant)
    reference = reference_of(bank, features, exposure)
    posterior = fit(reference, seen_of(reference, features, exposure), settings.fit)
    checked = check(reference, settings.fit, settings.checks, done=done, threads=threads)
    narrower = contraction(posterior)
    surprise = float((checked.radius >= posterior.radius).mean())
    rows = reference.rows[posterior.kept]
    reading = reading_of(bank, variant)[rows]
    return Fitted(
        variant=variant,
        features=features,
        reference=reference,
        fit=posterior,
        checked=checked,
        contraction=narrower,
        verdicts=verdicts(narrower, surprise, checked, settings.checks),
        combinations=combinations(list(priors()), posterior),
        structures=weigh_structures(posterior.levels, surprise, checked, settings.checks),
        surprise=surprise,
        failed_share=reference.count.failed[rows] / exposure.total,
        readings={
            name: float(posterior.weights[reading == place].sum())
            for place, name in enumerate(READINGS)
        },
        survey_month=float(posterior.weights @ bank.draws[SURVEY][rows]),
        draws=posterior_draws(
            posterior, reference, settings.fit.posterior_draws, seed, settings.bank.digits
        ),
    )
