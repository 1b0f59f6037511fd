"""The fit finds posteriors that are known, and its check tells a wrong one from a right one."""

import dataclasses

import numpy as np
import pytest

from experiments.common.draws import STRUCTURES, priors, unit_of
from experiments.common.log_odds import from_logit, logit
from experiments.evidence.calibration.checks import (
    Checks,
    check,
    contraction,
    pseudo_data,
)
from experiments.evidence.calibration.failed_count import FailedCount
from experiments.evidence.calibration.fit import Seen, Trained, fit
from experiments.evidence.calibration.inputs import load_inputs
from experiments.evidence.calibration.variants import fit_all, fit_variant, posterior_draws
from experiments.evidence.calibration.verdicts import combinations, narrower_by_chance, verdicts
from sim.inputs.strict import InputError

SETTINGS = load_inputs().settings
NOISE = 0.1
DRAWS = 20_000
CHECKS = SETTINGS.checks

MANY = 2_000.0
"""Effective draws."""


def toy():
    """Two figures, of the first parameter and of the sum of the second and third; one of nothing.

    The fourth parameter is in none of them.
    """
    rng = np.random.default_rng(1)
    unit = rng.random((DRAWS, 4))
    means = np.stack([unit[:, 0], unit[:, 1] + unit[:, 2], np.zeros(DRAWS)], axis=1)
    figures = means + NOISE * rng.standard_normal(means.shape)
    binary = np.zeros(3, np.bool_)
    levels = (unit[:, :1] + 0.2 * rng.standard_normal((DRAWS, 1)) > 0.5).astype(int)
    order = rng.random(DRAWS)
    one = np.ones((DRAWS, 1), np.float32)
    nobody = FailedCount(np.zeros(DRAWS, int), one, np.full(DRAWS, 0.5))
    rows = np.arange(DRAWS)
    return Trained.of(rows, unit, levels, figures, binary, order, nobody, SETTINGS.fit)


def data(reference, first, second):
    return Seen(reference.summaries.of(np.array([[first, second, 0.0]]))[0], 0)


@pytest.fixture(scope="module")
def reference():
    return toy()


@pytest.fixture(scope="module")
def checked(reference):
    return check(reference, pseudo_data(reference, 1_000), SETTINGS.fit, CHECKS)


@pytest.mark.parametrize("seen", [0.3, 0.5, 0.9])
def test_a_known_posterior_is_found(reference, seen):
    observed = data(reference, seen, 1.0)
    fitted = fit(reference, observed, SETTINGS.fit)
    grid = np.linspace(0.0, 1.0, 2_001)
    density = np.exp(-0.5 * ((grid - seen) / NOISE) ** 2)
    exact = np.interp([0.05, 0.5, 0.95], np.cumsum(density) / density.sum(), grid)
    assert np.abs(fitted.quantiles(np.array([0.05, 0.5, 0.95]))[:, 0] - exact).max() < 0.05
    assert abs(contraction(fitted)[3]) < 0.15


def test_a_sum_is_learned_though_its_parts_are_not(reference):
    observed = data(reference, 0.5, 1.0)
    fitted = fit(reference, observed, SETTINGS.fit)
    learned = combinations(["one", "two", "three", "four"], fitted, fitted.effective)
    parts = [
        {part["name"]: part["weight"] for part in combination["parts"]}
        for combination in learned[:2]
    ]
    sums = next(weights for weights in parts if abs(weights["one"]) < 0.3)
    assert sums["two"] == pytest.approx(sums["three"], abs=0.15)


def test_a_refit_is_the_same(reference):
    observed = data(reference, 0.4, 0.8)
    one, other = (fit(again, observed, SETTINGS.fit) for again in (reference, toy()))
    assert (one.kept == other.kept).all()
    assert np.abs(one.unit - other.unit).max() < 1e-9
    assert np.abs(one.weights - other.weights).max() < 1e-9


def test_a_right_fit_passes_its_check(checked):
    assert len(checked.below) == 1_000
    assert checked.passed.all()
    assert np.abs(checked.coverage - [[0.5], [0.9]]).max() < 0.05
    assert checked.contraction[0] > 0.8
    assert abs(checked.contraction[3]) < 0.05


def squeezed(reference, observed, settings, without):
    """Return a posterior two thirds as wide as it should be."""
    fitted = fit(reference, observed, settings, without)
    middle = fitted.weights @ logit(fitted.unit)
    unit = from_logit(middle + (logit(fitted.unit) - middle) / 1.5)
    return dataclasses.replace(fitted, unit=unit)


def shifted(reference, observed, settings, without):
    """Return a posterior that lies too high."""
    fitted = fit(reference, observed, settings, without)
    return dataclasses.replace(fitted, unit=from_logit(logit(fitted.unit) + 0.3))


def test_ranks_are_probabilities_that_every_bin_counts(checked):
    assert checked.below.min() >= 0.0
    assert checked.below.max() <= 1.0


@pytest.mark.parametrize("wrong", [squeezed, shifted])
def test_a_wrong_fit_is_found_out(reference, wrong):
    checked = check(reference, pseudo_data(reference, 1_000), SETTINGS.fit, CHECKS, fitter=wrong)
    assert not checked.passed.any()
    judged = verdicts(np.full(4, 0.9), MANY, 0.5, Checks(checked, checked), CHECKS)
    assert set(judged) == {"fails check"}


def test_nothing_is_learned_without_check_reach_or_contraction(checked):
    narrower = np.array([0.9, 0.5, 0.05, 0.0])
    both = Checks(checked, checked)
    assert verdicts(narrower, MANY, 0.5, both, CHECKS) == ["learned"] * 2 + ["at its prior"] * 2
    assert verdicts(narrower, MANY, 0.01, both, CHECKS)[0] == "out of reach"
    more = CHECKS.model_copy(update={"fits_least": 1_001})
    assert verdicts(narrower, MANY, 0.5, both, more) == ["not checked"] * 4
    beyond = dataclasses.replace(checked, passed=np.array([True, False, True, True]))
    assert verdicts(narrower, MANY, 0.5, Checks(checked, beyond), CHECKS)[1] == "fails check"


def test_few_draws_of_a_prior_are_seldom_narrower_than_is_said_to_be_by_chance(checked):
    draws = np.random.default_rng(1).random((20_000, 40))
    narrower = 1.0 - draws.var(axis=1, ddof=1) * 12.0
    assert (narrower > narrower_by_chance(40.0, 0.05)).mean() == pytest.approx(0.05, abs=0.02)
    few = verdicts(np.full(4, 0.2), 40.0, 0.5, Checks(checked, checked), CHECKS)
    assert few == ["at its prior"] * 4


def test_the_check_fits_no_draw_that_was_trained_on_and_leaves_it_out(reference):
    fitted = []

    def watched(reference, observed, settings, without):
        fit_of_draw = fit(reference, observed, settings, without)
        fitted.append((without, without in fit_of_draw.kept))
        return fit_of_draw

    check(reference, pseudo_data(reference, 50), SETTINGS.fit, CHECKS, fitter=watched)
    assert len(fitted) == 50
    assert not any(reference.trained[row] or kept for row, kept in fitted)


def test_every_variant_of_a_bank_is_fitted_the_same_again(bank):
    one, other = fit_all(bank), fit_all(bank)
    assert [fitted.variant.name for fitted in one] == ["main", "cash"]
    for before, after in zip(one, other, strict=True):
        assert np.abs(before.fit.unit - after.fit.unit).max() < 1e-9
        for name, values in before.draws.items():
            assert (values == after.draws[name]).all()


def test_posterior_draws_lie_in_their_priors_and_tell_where_they_come_from(bank):
    fitted = fit_variant(bank, bank.inputs.settings.variant[0])
    assert len(fitted.draws["draw"]) == bank.inputs.settings.fit.posterior_draws
    assert bank.complete[fitted.draws["bank_draw"]].all()
    for name, prior in priors().items():
        assert prior.low <= fitted.draws[name].min()
        assert fitted.draws[name].max() <= prior.high
    assert sum(fitted.readings.values()) == pytest.approx(1.0)


def test_what_fails_its_check_runs_from_its_prior(bank):
    variant, settings = bank.inputs.settings.variant[0], bank.inputs.settings
    fitted = fit_variant(bank, variant)
    few = settings.fit.model_copy(update={"posterior_draws": 8_192})
    many = settings.model_copy(update={"fit": few})

    def draws(*failing):
        return posterior_draws(fitted.fit, fitted.reference, many, failing)

    parameter, structures = "learn.decay", ("structure.hazard", "structure.consent")
    after, mixed, levels = draws(), draws(parameter), draws(*structures)
    unit = np.sort(unit_of(priors()[parameter], mixed[parameter]))
    assert np.abs(unit - np.linspace(0.0, 1.0, len(unit))).max() < 0.03
    assert abs(np.corrcoef(mixed[parameter], mixed["bank_draw"])[0, 1]) < 0.05
    assert all((after[name] == mixed[name]).all() for name in after.keys() - {parameter})
    for name in structures:
        assert levels[name].mean() == pytest.approx(0.5, abs=0.02)
        assert abs(np.corrcoef(levels[name], levels["bank_draw"])[0, 1]) < 0.05


def test_the_report_says_what_runs_from_its_prior(bank):
    fitted = fit_variant(bank, bank.inputs.settings.variant[0])
    failing = {
        name for name, verdict in zip(priors(), fitted.verdicts, strict=True)
        if verdict == "fails check"
    }  # fmt: skip
    failing |= {STRUCTURES[one.factor] for one in fitted.structures if one.verdict == "fails check"}
    assert set(fitted.from_prior) == failing


def test_too_few_draws_are_refused(bank):
    few = dataclasses.replace(bank, pseudo_data={k: v[:8] for k, v in bank.pseudo_data.items()},
                              draws={k: v[:8] for k, v in bank.draws.items()})  # fmt: skip
    with pytest.raises(InputError, match="--draws 8"):
        fit_all(few)
