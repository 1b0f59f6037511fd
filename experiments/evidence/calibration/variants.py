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
from experiments.evidence.calibration.calibration_file import Variant
from experiments.evidence.calibration.checks import Checked, check, contraction
from experiments.evidence.calibration.elsewhere import weights_of
from experiments.evidence.calibration.fit import Fit, Reference, fit
from experiments.evidence.calibration.observe import (
    CITY,
    READINGS,
    Error,
    Feature,
    failed_of,
    features_of,
    reading_of,
    uniform_errors,
)
from experiments.evidence.calibration.verdicts import (
    Verdict,
    WeighedStructure,
    combinations,
    of_measured,
    verdicts,
    weigh_structures,
)
from sim.inputs.strict import InputError

ROW = "bank_draw"
LEAST_DRAWS = 64
"""With fewer complete draws nothing can be fitted."""


def posterior_draws(
    posterior: Fit,
    reference: Reference,
    count: int,
    seed: int,
    digits: int,
    transport: float = 1.0,
) -> Columns:
    """Return so many draws of a posterior.

    They are taken at even steps of the added weights (systematic resampling), then put in an
    order that is keyed by the seed: any first part of them is a sample as well.

    Parameters
    ----------
    reference : Reference
        What was fitted.
    transport : float, optional
        As of `kept_draws`.

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
    draws = kept_draws(posterior, reference, digits, transport)
    return {
        DRAWN: np.arange(count),
        ROW: reference.rows[posterior.kept[chosen]],
        **{name: values[chosen] for name, values in draws.items()},
    }


def kept_draws(
    posterior: Fit, reference: Reference, digits: int, transport: float = 1.0
) -> Columns:
    """Return the parameters and structures of the draws that were kept, moved to the data.

    With another error of carrying over than the priors have, a measured parameter is put through
    the prior with that error: exact where the data are silent about it, and near to it elsewhere.

    Parameters
    ----------
    transport : float, optional
        So many times the declared error.

    Returns
    -------
    dict of NDArray, shape (kept,)
    """
    carried = {name: prior.carried(transport) for name, prior in priors().items()}
    return {
        **{
            name: rounded(value_at(prior, posterior.unit[:, place]), prior, digits)
            for place, (name, prior) in enumerate(carried.items())
        },
        **{
            name: reference.levels[posterior.kept, place]
            for place, name in enumerate(STRUCTURES.values())
        },
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


def reference_of(bank: Bank, features: list[Feature]) -> Reference:
    """Return the complete draws with their figures, and summaries trained on half of them."""
    rows = np.flatnonzero(bank.complete)
    figures = np.stack([feature.simulated for feature in features], axis=1)
    binary = np.array([feature.binary for feature in features])
    settings = bank.inputs.settings
    order = uniform_errors(settings.bank.seed, rows, CITY, Error.ORDER)
    unit, levels = bank.unit[rows], bank.levels[rows]
    return Reference.of(rows, unit, levels, figures, binary, order, settings.fit)


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
    reference = reference_of(bank, features)
    observed = np.array([[feature.observed for feature in features]])
    posterior = fit(reference, reference.summaries.of(observed)[0], settings.fit)
    if variant.contrasts:
        draws = kept_draws(posterior, reference, settings.bank.digits, variant.transport)
        factors = weights_of(draws, variant.transport, threads=threads)
        posterior = posterior.weighted(factors, reference)
    checked = check(reference, settings.fit, settings.checks, done=done, threads=threads)
    narrower = contraction(posterior)
    surprise = float((checked.radius >= posterior.radius).mean())
    rows = reference.rows[posterior.kept]
    exposure = settings.exposure_of(variant)
    reading = reading_of(bank, variant)[rows]
    return Fitted(
        variant=variant,
        features=features,
        reference=reference,
        fit=posterior,
        checked=checked,
        contraction=narrower,
        verdicts=of_measured(
            verdicts(narrower, surprise, checked, settings.checks), priors().values()
        ),
        combinations=combinations(list(priors()), posterior),
        structures=weigh_structures(posterior.levels, surprise, checked, settings.checks),
        surprise=surprise,
        failed_share=failed_of(bank, exposure)[rows] / exposure.total,
        readings={
            name: float(posterior.weights[reading == place].sum())
            for place, name in enumerate(READINGS)
        },
        survey_month=float(posterior.weights @ bank.draws[SURVEY][rows]),
        draws=posterior_draws(
            posterior,
            reference,
            settings.fit.posterior_draws,
            seed,
            settings.bank.digits,
            variant.transport,
        ),
    )
