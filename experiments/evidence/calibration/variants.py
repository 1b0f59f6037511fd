"""Every variant of the data fitted to the same bank and checked, with the draws that are stored."""

import itertools
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from experiments.common.calibration_luck import CITY, Error, uniform_errors
from experiments.common.draws import (
    DRAWN,
    ROW,
    STRUCTURES,
    SURVEY,
    Columns,
    levels_at,
    priors,
    rounded,
)
from experiments.common.readings import READINGS
from experiments.evidence.calibration.bank import Bank
from experiments.evidence.calibration.calibration_file import Exposure, Settings, Variant
from experiments.evidence.calibration.checks import (
    Checks,
    check,
    contraction,
    near_data,
    pseudo_data,
)
from experiments.evidence.calibration.count_again import counted_again, draws_to_count
from experiments.evidence.calibration.elsewhere import weights_of
from experiments.evidence.calibration.fit import Fit, Reference, Seen, Trained, fit
from experiments.evidence.calibration.known_before import PRIORS, Before
from experiments.evidence.calibration.observe import (
    Feature,
    features_of,
    reading_of,
)
from experiments.evidence.calibration.verdicts import (
    Verdict,
    WeighedStructure,
    combinations,
    in_words,
    verdicts,
    weigh_structures,
)
from sim.inputs.said import both
from sim.inputs.strict import InputError
from sim.structures import FACTORS

LEAST_DRAWS = 64
"""With fewer complete draws nothing can be fitted."""


def posterior_draws(
    posterior: Fit,
    reference: Reference,
    settings: Settings,
    from_prior: Collection[str],
    transport: float = 1.0,
    count: int | None = None,
    before: Before = PRIORS,
) -> Columns:
    """Return draws of a posterior.

    They are taken at even steps of the added weights (systematic resampling), then put in an
    order that is keyed by the seed: any first part of them is a sample as well. A parameter that
    fails its check is drawn as it was known before the data instead, by itself; the levels of a
    structure that fails are drawn with the weights that they had before.

    Parameters
    ----------
    reference : Reference
        What was fitted.
    from_prior : collection of str
        Parameters, and columns of `STRUCTURES`, that fail their check.
    transport : float, optional
        As of `kept_draws`.
    count : int, optional
        How many, unless as many as the settings say.
    before : Before, optional
        What was known before the data.

    Returns
    -------
    dict of NDArray, shape (count,)
        Number of the draw, of the draw of the bank that it comes from, every parameter, and the
        level of every structure.
    """
    seed, digits = settings.bank.seed, settings.bank.digits
    count = count or settings.fit.posterior_draws
    numbers = np.arange(count)
    steps = (numbers + 0.5) / count
    chosen = np.minimum(
        np.searchsorted(np.cumsum(posterior.weights), steps), len(posterior.kept) - 1
    )
    order = np.argsort(uniform_errors(seed, numbers, CITY, Error.ORDER), kind="stable")
    chosen = chosen[order]
    kept = kept_draws(posterior, reference, digits, transport, before)
    draws: Columns = {
        DRAWN: numbers,
        ROW: reference.rows[posterior.kept[chosen]],
        **{name: values[chosen] for name, values in kept.items()},
    }
    for place, (name, prior) in enumerate(priors().items()):
        if name in from_prior:
            unit = uniform_errors(seed, numbers, place, Error.PRIOR)
            draws[name] = rounded(before.value_at(name, unit, transport), prior, digits)
    for place, factor in enumerate(FACTORS):
        if STRUCTURES[factor.name] in from_prior:
            unit = uniform_errors(seed, numbers, place, Error.PRIOR_LEVEL)
            draws[STRUCTURES[factor.name]] = levels_at(before.level_weights(factor), unit)
    return draws


def run_draws(
    bank: Bank,
    posterior: Fit,
    reference: Reference,
    exposure: Exposure,
    from_prior: Collection[str],
    count: int,
    transport: float = 1.0,
    threads: int = 1,
) -> Columns:
    """Return so many draws of a posterior as they are run: with the failures told once more.

    Parameters
    ----------
    exposure : Exposure
        What the posterior was fitted to: its likelihood is taken out and told anew.
    from_prior, transport
        As of `posterior_draws`.
    """
    told = reference.likelihood(exposure.failed)[posterior.kept]
    without = posterior.weighted(1.0 / told, reference)
    many = draws_to_count(bank, count)
    settings = bank.inputs.settings
    before = bank.inputs.before
    draws = posterior_draws(without, reference, settings, from_prior, transport, many, before)
    return counted_again(bank, draws, exposure, count, threads)


def kept_draws(
    posterior: Fit,
    reference: Reference,
    digits: int,
    transport: float = 1.0,
    before: Before = PRIORS,
) -> Columns:
    """Return the parameters and structures of the draws that were kept, moved to the data.

    With another error of carrying over than the priors have, a measured parameter is put through
    the prior with that error: exact where the data are silent about it, and near to it elsewhere.

    Parameters
    ----------
    transport : float, optional
        So many times the declared error.
    before : Before, optional
        What was known before the data.

    Returns
    -------
    dict of NDArray, shape (kept,)
    """
    return {
        **{
            name: rounded(before.value_at(name, posterior.unit[:, place], transport), prior, digits)
            for place, (name, prior) in enumerate(priors().items())
        },
        **{
            name: reference.levels[posterior.kept, place]
            for place, name in enumerate(STRUCTURES.values())
        },
    }


def prior_draws(bank: Bank) -> Columns:
    """Return the first draws of a bank, before the data, as many as of a posterior."""
    count = min(len(bank), bank.inputs.settings.fit.posterior_draws)
    names = [*priors(), *STRUCTURES.values()]
    numbers = np.arange(count)
    return {DRAWN: numbers, ROW: numbers, **{name: bank.draws[name][:count] for name in names}}


@dataclass(frozen=True)
class Fitted:
    """One variant, fitted and checked.

    Attributes
    ----------
    before : Before
        What was known before the data.
    contrasts : bool
        Whether the contrasts that others measured are counted here.
    features : list of Feature
        Simulated figures of the complete draws alone.
    effective : float
        How many draws of equal weight tell as much; copies of a stored draw count as one.
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
    from_prior : list of str
        Parameters, and columns of `STRUCTURES`, that fail their check and run as known before.
    draws : dict of NDArray
        Posterior draws.
    """

    variant: Variant
    before: Before
    contrasts: bool
    features: list[Feature]
    reference: Trained
    seen: Seen
    fit: Fit
    effective: float
    checked: Checks
    contraction: NDArray[np.float64]
    verdicts: list[Verdict]
    combinations: list[dict[str, Any]]
    structures: list[WeighedStructure]
    surprise: float
    failed_share: NDArray[np.float64]
    readings: dict[str, float]
    survey_month: float
    from_prior: list[str]
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
        complete = int(bank.complete.sum())
        fault = both(
            f"--draws {len(bank)}: only {complete} draws have every Kube alive when it was seen; "
            "ask for more",
            f"--draws {len(bank)}: hanya {complete} sampel yang semua Kube-nya masih berjalan "
            "waktu "
            "diamati; minta lebih banyak",
        )
        raise InputError([fault])
    count = itertools.count(1)
    return [
        fit_variant(bank, variant, lambda _: done(next(count)), threads)
        for variant in bank.inputs.settings.variant
    ]


def reference_of(bank: Bank, features: list[Feature], exposure: Exposure) -> Trained:
    """Return the complete draws with their figures, and summaries trained on half of them."""
    rows = np.flatnonzero(bank.complete)
    near = [feature for feature in features if not feature.counted]
    figures = np.stack([feature.simulated for feature in near], axis=1)
    binary = np.array([feature.binary for feature in near])
    settings = bank.inputs.settings
    order = uniform_errors(settings.bank.seed, rows, CITY, Error.ORDER)
    unit, levels = bank.unit[rows], bank.levels[rows]
    count = bank.counts[exposure.name]
    return Trained.of(rows, unit, levels, figures, binary, order, count, settings.fit)


def seen_of(reference: Trained, features: list[Feature], exposure: Exposure) -> Seen:
    """Return what was observed, as the fit takes it."""
    observed = [feature.observed for feature in features if not feature.counted]
    return Seen(reference.summaries.of(np.array([observed]))[0], exposure.failed)


def complete_features(bank: Bank, variant: Variant, without: str | None = None) -> list[Feature]:
    """Return the figures of a variant, at times without a Kube, for the complete draws alone."""
    return [
        feature._replace(simulated=feature.simulated[bank.complete])
        for feature in features_of(bank, variant, without)
    ]


def effective_of(posterior: Fit, origins: NDArray[np.int64] | None) -> float:
    """Return how many draws of equal weight tell as much; those of one origin count as one."""
    if origins is None:
        return posterior.effective
    weights = np.bincount(origins, posterior.weights)
    return float(1.0 / (weights**2).sum())


def fit_variant(
    bank: Bank,
    variant: Variant,
    done: Callable[[int], None] = lambda _: None,
    threads: int = 1,
) -> Fitted:
    """Fit one variant to a bank, and check it."""
    settings, before = bank.inputs.settings, bank.inputs.before
    features = complete_features(bank, variant)
    exposure = settings.exposure_of(variant)
    reference = reference_of(bank, features, exposure)
    seen = seen_of(reference, features, exposure)
    posterior = fit(reference, seen, settings.fit)
    contrasts = variant.contrasts and not any(step.contrasts for step in before.steps)
    if contrasts:
        kept = kept_draws(posterior, reference, settings.bank.digits, variant.transport, before)
        factors = weights_of(kept, variant.transport, threads=threads)
        posterior = posterior.weighted(factors, reference)
    pseudo = (
        pseudo_data(reference, settings.checks.fits),
        near_data(reference, seen, settings.checks.fits_near),
    )
    checked = Checks(
        *(
            check(reference, chosen, settings.fit, settings.checks, done=done, threads=threads)
            for chosen in pseudo
        )
    )
    narrower = contraction(posterior)
    surprise = float((checked.over_prior.radius >= posterior.radius).mean())
    rows = reference.rows[posterior.kept]
    effective = effective_of(posterior, before.origins(rows))
    own = verdicts(narrower, effective, surprise, checked, settings.checks)
    judged = in_words(own, before.source)
    structures = weigh_structures(posterior.levels, surprise, checked, settings.checks, before)
    from_prior = [
        *(name for name, own in zip(priors(), judged, strict=True) if own == "fails check"),
        *(STRUCTURES[one.factor] for one in structures if one.verdict == "fails check"),
    ]
    reading = reading_of(bank, variant)[rows]
    return Fitted(
        variant=variant,
        before=before,
        contrasts=contrasts,
        features=features,
        reference=reference,
        seen=seen,
        fit=posterior,
        effective=effective,
        checked=checked,
        contraction=narrower,
        verdicts=judged,
        combinations=combinations(list(priors()), posterior, effective, bank.together),
        structures=structures,
        surprise=surprise,
        failed_share=reference.count.failed[rows] / exposure.total,
        readings={
            name: float(posterior.weights[reading == place].sum())
            for place, name in enumerate(READINGS)
        },
        survey_month=float(posterior.weights @ bank.draws[SURVEY][rows]),
        from_prior=from_prior,
        draws=run_draws(
            bank,
            posterior,
            reference,
            exposure,
            from_prior,
            settings.fit.posterior_draws,
            variant.transport,
            threads,
        ),
    )
