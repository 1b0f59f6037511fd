"""Rival structures: weights that are right pass their check, too bold ones do not."""

import numpy as np
import pytest

from experiments.common.draws import STRUCTURES, in_force, priors
from experiments.evidence.calibration.verdicts import spiegelhalter
from sim.parameters import Parameters, with_values
from sim.structures import FACTORS

FITS = 2_000


def truths(weight):
    return np.random.default_rng(1).random(len(weight)) < weight


def test_weights_as_often_right_as_they_say_pass():
    weight = np.random.default_rng(2).beta(4.0, 4.0, FITS)
    assert spiegelhalter(weight, truths(weight)) > 0.01


def test_weights_bolder_than_right_do_not_pass():
    weight = np.random.default_rng(2).beta(4.0, 4.0, FITS)
    bolder = np.clip(0.5 + 2.0 * (weight - 0.5), 0.01, 0.99)
    assert spiegelhalter(bolder, truths(weight)) < 1e-6


def test_no_two_structures_set_the_same_parameter():
    names = [name for factor in FACTORS for level in factor.levels for name in level.values]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("factor", FACTORS, ids=lambda factor: factor.name)
def test_a_rival_level_is_within_bounds_and_not_the_models_own(factor):
    own, rival = factor.levels
    assert own.values == {}
    assert with_values(rival.values) != Parameters()


def test_what_a_rival_sets_takes_the_place_of_what_was_drawn():
    draws = {name: np.array([prior.median] * 2) for name, prior in priors().items()}
    draws |= {column: np.array([0, 1]) for column in STRUCTURES.values()}
    values = in_force(draws, Parameters())
    for factor in FACTORS:
        for name, value in factor.levels[1].values.items():
            assert values[name][1] == value
            assert values[name][0] != value
    assert values["learn.decay"].tolist() == draws["learn.decay"].tolist()
