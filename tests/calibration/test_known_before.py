"""A calibration goes on from a posterior: nothing of it is lost, nothing counts twice."""

from dataclasses import replace
from statistics import NormalDist

import numpy as np
import pytest

from experiments.common.draws import STRUCTURES, SURVEY, draw, priors, unit_of
from experiments.common.log_odds import logit
from experiments.common.uncertainty import Uncertainty
from experiments.evidence.calibration.bank import bank_identity, draws_identity, fill_bank
from experiments.evidence.calibration.calibration_file import Settings
from experiments.evidence.calibration.inputs import Inputs
from experiments.evidence.calibration.known_before import PRIORS, PosteriorBefore
from experiments.evidence.calibration.variants import fit_variant, posterior_draws
from experiments.evidence.evidence_chain import Step
from tests.calibration.small import TEXT, small_settings
from tests.worlds import kube, world

NAMES = [*priors(), *STRUCTURES.values()]
STEP = Step("calibration", "a.toml", "1", "a", True, "results/a", "2")
STORED, SEED, DIGITS, MONTHS = 1_024, 5, 6, range(12, 24)
FILLED, RUN = 4_096, 1_024


def stored_draws():
    """Draws in which two parameters go together, one is narrower, and one level is rare."""
    draws = draw(STORED, 3, DIGITS, MONTHS)
    first, second, third, *_ = priors()
    rising = {name: np.sort(draws[name]) for name in (first, second)}
    middle = np.quantile(draws[third], (0.4, 0.6))
    draws |= {**rising, third: np.clip(draws[third], *middle)}
    draws[STRUCTURES["consent"]] = (np.arange(STORED) % 8 == 0).astype(np.int64)
    shuffled = np.random.default_rng(1).permutation(STORED)
    return Uncertainty("posterior", {name: draws[name][shuffled] for name in NAMES}, "digest")


@pytest.fixture(scope="module")
def before():
    return PosteriorBefore(stored_draws(), (STEP,))


@pytest.fixture(scope="module")
def drawn(before):
    return before.draw(4 * STORED, SEED, DIGITS, MONTHS)


def log_odds(draws):
    units = [unit_of(prior, draws[name]) for name, prior in priors().items()]
    return logit(np.stack(units, axis=1))


def test_mean_covariance_and_levels_of_the_posterior_before_stay(before, drawn):
    known, new = log_odds(before.stored.draws), log_odds(drawn)
    spread = known.std(axis=0)
    assert np.abs((new.mean(axis=0) - known.mean(axis=0)) / spread).max() < 0.02
    assert new.std(axis=0) == pytest.approx(spread, rel=0.03)
    assert np.abs(np.corrcoef(new.T) - np.corrcoef(known.T)).max() < 0.03
    for name in STRUCTURES.values():
        assert drawn[name].mean() == before.stored.draws[name].mean()
    assert set(drawn[SURVEY]) == set(MONTHS)
    for name, prior in priors().items():
        assert prior.low <= drawn[name].min() and drawn[name].max() <= prior.high
        assert all(value == float(f"{value:.6g}") for value in drawn[name][:64].tolist())


def test_more_draws_only_add_to_fewer_and_the_seed_makes_them(before, drawn):
    few = before.draw(64, SEED, DIGITS, MONTHS)
    assert all((drawn[name][:64] == few[name]).all() for name in few)
    other = before.draw(64, SEED + 1, DIGITS, MONTHS)
    assert any((other[name] != few[name]).any() for name in priors())


def test_a_parameter_has_even_probabilities_under_what_was_known_of_it(before, drawn):
    for name, prior in priors().items():
        unit = np.sort(before.unit_of(name, drawn[name]))
        if prior.shape != "whole" and len(np.unique(before.stored.draws[name])) > STORED // 2:
            assert np.abs(unit - np.linspace(0.0, 1.0, len(unit))).max() < 0.03
            assert before.value_at(name, unit) == pytest.approx(np.sort(drawn[name]), rel=1e-5)


def test_a_bank_after_a_posterior_is_another_one(inputs, before):
    after = replace(inputs, before=before)
    assert draws_identity(after) != draws_identity(inputs)
    assert bank_identity(after) != bank_identity(inputs)
    again = replace(after, before=PRIORS)
    assert bank_identity(again) == bank_identity(inputs)


def data(seed, figures, kubes, failed, counted):
    """Return inputs with these figures of so many Kubes, and a count of failed ones."""
    content = small_settings().model_dump()
    content["bank"]["seed"] = seed
    content["fit"] |= {"kept_least": 200, "posterior_draws": RUN}
    content["checks"] |= {"fits": 8, "fits_near": 8}  # too few: nothing runs from before
    content["figure"] = [
        {"kube": f"Kube {number}", "quantity": quantity, "value": value, "month": "2005-12", **TEXT}
        for number, quantity, value in figures
    ]
    told = {"name": "told", "tumbuh": kubes - 1, "berkembang": 1, "mandiri": 0}
    content["stages"] = [{**told, **TEXT}]
    content["label"], content["habit"] = [], {"kubes": [], **TEXT}
    content["exposure"] = [{"name": "even", "failed": failed, "founded": {"2004": counted}, **TEXT}]
    main = {"name": "main", "title": "main", "why": "a test", "stages": "told", "labels": []}
    content["variant"] = [{**main, "contrasts": False}]
    cohort = world(counted, 36).model_copy(update={"seen": "2005-06"})
    rows = [kube(number) for number in range(1, kubes + 1)]
    return Inputs(Settings.model_validate(content), world(rows, 24), cohort)


@pytest.fixture(scope="module")
def fits(tmp_path_factory):
    """Return posteriors of two small data sets, alone and in both orders."""
    money = [(1, "kas_idr", 400_000), (2, "kas_idr", 900_000), (3, "kas_idr", 600_000)]
    one = data(6371, [*money, (4, "kas_idr", 300_000)], 4, failed=4, counted=16)
    members = [(number, "members", 14) for number in range(1, 6)]
    two = data(77, members, 5, failed=3, counted=12)

    def fitted(inputs, known=None):
        before = PRIORS if known is None else PosteriorBefore(uncertain(known), (STEP,))
        folder = tmp_path_factory.mktemp("bank")
        bank = fill_bank(replace(inputs, before=before), folder, FILLED)
        return fit_variant(bank, bank.inputs.settings.variant[0])

    def uncertain(known):
        return Uncertainty("posterior", {name: known.draws[name] for name in NAMES}, "digest")

    alone = {"one": fitted(one), "two": fitted(two)}
    return {
        **alone,
        "one, two": fitted(two, alone["one"]),
        "two, one": fitted(one, alone["two"]),
    }


def test_the_order_in_which_data_arrive_does_not_matter(fits):
    """Means of all parameters agree within their Monte Carlo errors.

    An error is that of so many draws of equal weight as tell as much, where copies of a stored
    draw count as one; all parameters together by Bonferroni at 1 %.
    """
    means = {order: log_odds(one.draws).mean(axis=0) for order, one in fits.items()}
    squares = {
        order: log_odds(one.draws).var(axis=0) / one.effective for order, one in fits.items()
    }
    error = np.sqrt(squares["one, two"] + squares["two, one"])
    z = (means["one, two"] - means["two, one"]) / error
    assert np.abs(z).max() < NormalDist().inv_cdf(1.0 - 0.005 / len(z))
    assert 0.75 < z.std() < 1.25

    contractions = [fits[order].contraction for order in ("one", "two")]
    informed = np.max(contractions, axis=0) > 0.2
    assert informed.sum() >= 3

    def apart(order, other):
        spread = log_odds(fits["one"].draws).std(axis=0)
        return np.linalg.norm(((means[order] - means[other]) / spread)[informed])

    assert apart("one, two", "two, one") < 0.6 * apart("one, two", "one")
    assert apart("one, two", "two, one") < 0.6 * apart("two, one", "one")


def test_what_is_narrower_is_so_relative_to_the_posterior_before(fits):
    """Members told of the rate of joining at first; money alone adds nothing to it."""
    place = list(priors()).index("membership.join_rate")
    assert fits["two"].contraction[place] > 0.5
    assert fits["one, two"].contraction[place] > 0.5
    assert fits["two, one"].contraction[place] < 0.3
    width = {order: log_odds(one.draws)[:, place].std() for order, one in fits.items()}
    assert width["two, one"] < 0.8 * width["one"]
    assert all(fits[order].effective < fits[order].fit.effective for order in ("one, two",))
    assert set(fits["two, one"].verdicts) == {"not checked"}


def test_what_fails_its_check_keeps_what_the_posterior_before_said_of_it(fits):
    after = fits["two, one"]
    parameter, structure = "membership.join_rate", STRUCTURES["consent"]
    settings = small_settings()
    draws = posterior_draws(
        after.fit, after.reference, settings, [parameter, structure], count=4_096,
        before=after.before,
    )  # fmt: skip
    known = after.before.stored.draws
    parts = np.linspace(0.05, 0.95, 10)
    prior = priors()[parameter]
    new, old = (np.quantile(unit_of(prior, one[parameter]), parts) for one in (draws, known))
    assert np.abs(new - old).max() < 0.03
    assert draws[structure].mean() == pytest.approx(known[structure].mean(), abs=0.03)
    assert abs(np.corrcoef(draws[parameter], draws["bank_draw"])[0, 1]) < 0.05
