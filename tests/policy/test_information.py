"""The value of information against closed forms, and what regression on few draws must not find."""

import numpy as np
import pandas as pd
import pytest
from heormodel import voi
from heormodel.models import Outcomes
from scipy.stats import norm

from experiments.policy.learn.information import of_part, perfect, without_luck
from experiments.policy.learn.smoothing import smooth

DRAWS = 4000
MEAN, SLOPES = 0.3, np.array([1.0, 0.5, 0.0])


def unit_normal_loss(mean, sd):
    """Return E[max(0, X)] - max(0, E[X]) of a normal X: the value of knowing it.

    With two policies of incremental benefit X this is the EVPI; with the spread of E(X | x), or of
    the mean after a study, in place of that of X, the EVPPI and the EVSI (Raiffa & Schlaifer 1961).
    """
    away = abs(mean) / sd
    return sd * (norm.pdf(away) - away * norm.cdf(-away))


@pytest.fixture(scope="module")
def two():
    """Return what is uncertain, three standard normals, and benefits linear in them."""
    known = np.random.default_rng(1).standard_normal((DRAWS, len(SLOPES)))
    return known, np.stack([np.zeros(DRAWS), MEAN + known @ SLOPES], axis=1)


def near(worth, exact):
    """Whether a value is the exact one but for its error, which is small."""
    return abs(worth.value - exact) < 3.0 * worth.error + 1e-9 and worth.error < 0.02


def test_perfect_information_has_its_closed_form(two):
    _, benefits = two
    assert near(perfect(benefits), unit_normal_loss(MEAN, np.hypot(*SLOPES[:2])))


@pytest.mark.parametrize("place", [0, 1])
def test_partial_information_has_its_closed_form(two, place):
    known, benefits = two
    assert near(of_part(benefits, {"x": known[:, place]}), unit_normal_loss(MEAN, SLOPES[place]))


def test_what_does_not_matter_is_worth_nothing(two):
    known, benefits = two
    worth = of_part(benefits, {"x": known[:, 2]})
    assert worth.value < 0.002
    assert not worth.told


def test_all_parts_together_are_worth_perfect_information(two):
    known, benefits = two
    whole = of_part(benefits, {f"x{place}": column for place, column in enumerate(known.T)})
    assert whole.value == pytest.approx(perfect(benefits).value, abs=1e-4)


@pytest.mark.parametrize("size", [1, 10, 1000])
def test_a_study_has_its_closed_form(two, size):
    """A mean of `size` normals with SD 2 around x0: the mean after it has this spread."""
    known, benefits = two
    noise = 2.0 / np.sqrt(size)
    report = known[:, 0] + noise * np.random.default_rng(2).standard_normal(DRAWS)
    spread = SLOPES[0] / np.sqrt(1.0 + noise**2)
    assert near(of_part(benefits, {"report": report}), unit_normal_loss(MEAN, spread))


def test_a_bend_and_a_choice_are_found():
    """One policy pays at both ends alone, another in one of two worlds; both are worth so much."""
    rng = np.random.default_rng(3)
    x, world = rng.uniform(-2.0, 2.0, DRAWS), (rng.random(DRAWS) < 0.5).astype(float)
    noise = rng.standard_normal(DRAWS)
    bent = np.stack([np.zeros(DRAWS), x**2 - 1.5 + noise], axis=1)
    exact = (8.0 / 3.0 - 3.0 + 1.5**1.5 * 2.0 / 3.0) / 2.0
    assert of_part(bent, {"x": x}).value == pytest.approx(exact, abs=0.05)
    either = np.stack([np.zeros(DRAWS), np.where(world == 1.0, 1.0, -1.0) + noise], axis=1)
    worth = of_part(either, {"world": world})
    assert worth.value == pytest.approx(0.5, abs=0.05)
    assert worth.changes == pytest.approx(0.5, abs=0.05)


def test_a_lever_that_may_do_nothing_is_worth_more_with_its_size():
    """What works only in one world is told by the world and its size together."""
    rng = np.random.default_rng(4)
    works, size = (rng.random(DRAWS) < 0.5).astype(float), rng.uniform(0.0, 2.0, DRAWS)
    benefits = np.stack([np.full(DRAWS, 0.5), works * size], axis=1)
    together = of_part(benefits, {"works": works, "size": size})
    assert together.value > of_part(benefits, {"works": works}).value
    assert together.value == pytest.approx(perfect(benefits).value, rel=0.05)


def test_few_draws_and_many_policies_do_not_make_a_value_of_noise():
    rng = np.random.default_rng(5)
    values = []
    for _ in range(20):
        benefits = rng.standard_normal((100, 20))
        values.append(of_part(benefits, {"x": rng.standard_normal(100)}))
    assert np.mean([worth.value for worth in values]) < 0.03
    assert sum(worth.told for worth in values) <= 2


def test_luck_is_not_known():
    """Means over two runs spread by luck too; without it the value is that of the draws."""
    rng = np.random.default_rng(6)
    draws = rng.standard_normal((DRAWS, 2)) * [0.5, 1.0] + [0.0, 0.1]
    runs = draws[:, :, None] + rng.standard_normal((DRAWS, 2, 2))
    exact = unit_normal_loss(0.1, np.hypot(0.5, 1.0))
    assert perfect(runs.mean(axis=2)).value > exact + 0.1
    assert near(perfect(without_luck(runs)), exact)


def test_without_luck_nothing_is_taken_off():
    draws = np.random.default_rng(7).standard_normal((50, 3))
    same = np.repeat(draws[:, :, None], 2, axis=2)
    np.testing.assert_allclose(without_luck(same), draws, atol=1e-9)


def test_worth_is_in_the_unit_of_benefits_whatever_all_policies_share(two):
    known, benefits = two
    once = of_part(benefits, {"x": known[:, 0]})
    scaled = of_part(1e6 * (benefits + known[:, [1]]), {"x": known[:, 0]})
    assert scaled.value == pytest.approx(1e6 * once.value)
    assert scaled.told


def test_a_smooth_of_what_never_varies_is_the_mean():
    columns = np.random.default_rng(8).standard_normal((60, 2))
    fit = smooth({"same": np.ones(60)}, columns)
    np.testing.assert_allclose(fit.fitted, np.broadcast_to(columns.mean(axis=0), (60, 2)))


@pytest.mark.parametrize("seed", range(3))
def test_another_package_finds_the_same(seed):
    """EVPI, EVPPI and EVSI of five policies by heormodel, whose splines are its own."""
    rng = np.random.default_rng(seed)
    known = rng.standard_normal((DRAWS, 2))
    slopes, bends = rng.standard_normal((2, 5)), 0.5 * rng.standard_normal(5)
    effect = known @ slopes + known[:, [0]] ** 2 * bends + 0.3 * rng.standard_normal((DRAWS, 5))
    report = known[:, 0] + 0.7 * rng.standard_normal(DRAWS)
    index = pd.RangeIndex(DRAWS, name="iteration")
    effects = pd.DataFrame(effect, columns=[f"p{number}" for number in range(5)], index=index)
    theirs = Outcomes.from_wide(0.0 * effects, effects)
    draws = pd.DataFrame({"x": known[:, 0], "y": known[:, 1]}, index=index)
    summaries = pd.DataFrame({"report": report}, index=index)
    assert perfect(effect).value == pytest.approx(float(np.ravel(voi.evpi(theirs, 1.0))[0]))
    for name, column in draws.items():
        worth = of_part(effect, {name: column.to_numpy()})
        assert worth.value == pytest.approx(voi.evppi(theirs, draws, name, wtp=1.0), abs=0.03)
    worth = of_part(effect, {"report": report})
    told = voi.evsi_regression(theirs, summaries, wtp=1.0)
    assert worth.value == pytest.approx(told, abs=0.03)
