"""The analyses on functions whose answers are known."""

import numpy as np
import pytest

from experiments.common.draws import priors
from experiments.evidence.sensitivity.morris_and_sobol import (
    OTHERS,
    Space,
    elementary,
    indices,
    most_influential,
    saltelli,
    screen,
    trajectories,
)
from experiments.evidence.sensitivity.variance_split import LEVELS, SOURCES, TIMES, split

NAMES = tuple(priors())
FOUR = Space(NAMES[:4])


@pytest.fixture
def rng():
    return np.random.default_rng(5)


def ishigami(unit):
    x = np.pi * (2.0 * unit[:, :3] - 1.0)
    return np.sin(x[:, 0]) * (1.0 + 0.1 * x[:, 2] ** 4) + 7.0 * np.sin(x[:, 1]) ** 2


KNOWN = {"first": (0.314, 0.442, 0.0, 0.0), "total": (0.558, 0.442, 0.244, 0.0)}


def twice(values):
    return np.repeat(values[:, None], 2, axis=1)


def check(sobol, tolerance):
    for order, expected in KNOWN.items():
        for index, known in zip(sobol.each, expected, strict=True):
            figure = getattr(index, order)
            assert figure.low <= figure.value <= figure.high
            assert figure.value == pytest.approx(known, abs=tolerance), (index.parameter, order)


def test_sobol_indices_of_ishigami(rng):
    unit = saltelli(FOUR, list(FOUR.names), 1024, rng)
    sobol = indices(FOUR, list(FOUR.names), twice(ishigami(unit)), rng)
    check(sobol, 0.03)
    assert sobol.luck == pytest.approx(0.0, abs=1e-12)
    assert sobol.deviation == pytest.approx(3.72, rel=0.03)
    assert [index.told_from_nothing for index in sobol.each] == [True, True, True, False]


def test_luck_that_is_left_in_the_averages_is_taken_out(rng):
    """Luck of the same size as the function: without the correction it is under all indices."""
    unit = saltelli(FOUR, list(FOUR.names), 2048, rng)
    luck = rng.normal(0.0, 7.5, (len(unit), 4)) + rng.normal(0.0, 50.0, 4)
    sobol = indices(FOUR, list(FOUR.names), ishigami(unit)[:, None] + luck, rng)
    check(sobol, 0.1)
    assert sobol.luck == pytest.approx(0.5, abs=0.05)
    assert sobol.each[3].luck_taken_out == pytest.approx(0.5, abs=0.05)
    assert sobol.deviation == pytest.approx(3.72, rel=0.05)


def test_the_others_have_one_index_together(rng):
    names = list(FOUR.names)
    unit = saltelli(FOUR, names[:1], 512, rng)
    assert len(unit) == 512 * 4
    sobol = indices(FOUR, names[:1], twice(unit @ [2.0, 1.0, 1.0, 0.0]), rng)
    assert [index.parameter for index in sobol.each] == [names[0], OTHERS]
    for index, known in zip(sobol.each, (2 / 3, 1 / 3), strict=True):
        assert index.first.value == pytest.approx(known, abs=0.03)
        assert index.total.value == pytest.approx(known, abs=0.03)


def test_what_never_differs_has_no_indices(rng):
    unit = saltelli(FOUR, list(FOUR.names), 4, rng)
    sobol = indices(FOUR, list(FOUR.names), np.zeros((len(unit), 3)), rng)
    assert {index.total.value for index in sobol.each} == {0.0}
    assert not any(index.told_from_nothing for index in sobol.each)


def test_morris_effects_of_a_line_are_its_slopes(rng):
    unit = trajectories(FOUR, 10, rng)
    effects = screen(FOUR, unit, twice(unit @ [3.0, -2.0, 0.5, 0.0]), rng)
    assert [effect.mu for effect in effects] == pytest.approx([3.0, -2.0, 0.5, 0.0])
    assert [effect.mu_star.value for effect in effects] == pytest.approx([3.0, 2.0, 0.5, 0.0])
    assert [effect.sigma.high for effect in effects] == pytest.approx([0.0] * 4, abs=1e-9)
    assert [effect.told_from_luck for effect in effects] == [True, True, True, False]
    assert most_influential([effects], 2) == list(FOUR.names[:2])


def test_our_effects_are_those_of_salib(rng):
    unit = trajectories(FOUR, 12, rng)
    values = ishigami(unit)[:, None] + rng.normal(size=(len(unit), 3))
    effects = elementary(unit, values).mean(axis=2)
    ours = screen(FOUR, unit, values, rng)
    assert [effect.mu for effect in ours] == pytest.approx(effects.mean(axis=0))
    assert [effect.mu_star.value for effect in ours] == pytest.approx(np.abs(effects).mean(axis=0))
    assert [effect.sigma.value for effect in ours] == pytest.approx(effects.std(axis=0, ddof=1))
    for effect in ours:
        assert effect.sigma.low < effect.sigma.value < effect.sigma.high


def test_an_effect_of_luck_alone_is_not_told_from_it(rng):
    unit = trajectories(FOUR, 400, rng)
    values = 5.0 * unit[:, :1] + rng.normal(0.0, 1.0, (len(unit), 8))
    effects = screen(FOUR, unit, values, rng)
    assert effects[0].told_from_luck
    for effect in effects[1:]:
        assert effect.mu_star.value == pytest.approx(effect.mu_star_of_luck, rel=0.1)
        assert effect.mu_star.low < effect.mu_star_of_luck


def test_each_outcome_sends_its_first_parameter_on(rng):
    unit = trajectories(FOUR, 5, rng)
    large, small = (
        screen(FOUR, unit, twice(unit @ slopes), rng)
        for slopes in ([900.0, 500.0, 0.0, 0.0], [0.0, 0.0, 0.0, 0.1])
    )
    assert set(most_influential([large, small], 2)) == {FOUR.names[0], FOUR.names[3]}


def test_the_split_finds_the_components_it_was_made_of(rng):
    blocks, (parameters, structure, together, chance) = 3000, (4.0, 2.0, 1.0, 3.0)
    shape = (blocks, LEVELS, LEVELS, TIMES)

    def part(variance, *lengths):
        return rng.normal(0.0, np.sqrt(variance), (blocks, *lengths))

    values = (
        part(parameters, LEVELS, 1, 1)
        + part(structure, 1, LEVELS, 1)
        + part(together, LEVELS, LEVELS, 1)
        + part(chance, LEVELS, LEVELS, TIMES)
    )
    parts = split(np.broadcast_to(values, shape).reshape(-1, TIMES), rng)
    assert parts.deviation == pytest.approx(np.sqrt(10.0), rel=0.03)
    for source, known in zip(SOURCES, (0.4, 0.2, 0.1, 0.3), strict=True):
        share = parts.shares[source]
        assert share.value == pytest.approx(known, abs=0.02), source
        assert share.low <= known <= share.high, source


def test_intervals_of_the_split_hold_what_they_say(rng):
    """Of 100 designs about 95 have the true share of chance in the interval."""
    inside = 0
    for _ in range(100):
        rows = rng.normal(0.0, 1.0, (60, LEVELS, 1, 1))
        values = rows + rng.normal(0.0, 1.0, (60, LEVELS, LEVELS, TIMES))
        share = split(values.reshape(-1, TIMES), rng).shares["chance"]
        inside += share.low <= 0.5 <= share.high
    assert inside >= 87
