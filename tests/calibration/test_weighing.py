"""Rival structures: drawn with their weights; weights that are right pass their check."""

import numpy as np
import pytest

from experiments.common.draws import STRUCTURES, draw, in_force, levels_at, priors
from experiments.evidence.calibration.fit import level_weights
from experiments.evidence.calibration.inputs import load_inputs
from experiments.evidence.calibration.verdicts import spiegelhalter, structure_verdict
from sim.parameters import Parameters, with_values
from sim.structures import FACTORS, NOTHING, Factor, Level

FITS = 4_000
SETTINGS = load_inputs().settings.checks
LEVER = Factor(
    "visits", "visits", "kunjungan",
    (
        Level("both", "both", "keduanya", weight=0.25),
        Level("teach", "teach", "mengajar", {"live.present_bias": 0.9}, 0.125),
        Level("felt", "felt", "terasa", {"meet.majority": 0.1}, 0.125),
        Level(NOTHING, "nothing", "tidak ada",
              {"live.present_bias": 1.0, "meet.majority": 0.0}, 0.5),
    ),
    lever="visits",
)  # fmt: skip


def weights_and_truths(levels):
    """Return chances of levels, and levels that come with these chances."""
    rng = np.random.default_rng(1)
    weights = rng.dirichlet(np.full(levels, 4.0), FITS)
    return weights, (rng.random((FITS, 1)) >= weights.cumsum(axis=1)).sum(axis=1)


@pytest.mark.parametrize("levels", [2, 4])
def test_weights_as_often_right_as_they_say_pass_and_bolder_ones_do_not(levels):
    weights, true = weights_and_truths(levels)
    assert spiegelhalter(weights, true) > 0.01
    bolder = weights**3 / (weights**3).sum(axis=1, keepdims=True)
    assert spiegelhalter(bolder, true) < 1e-6


def test_levels_are_drawn_with_their_weights():
    unit = np.random.default_rng(1).random(100_000)
    shares = np.bincount(levels_at(LEVER.weights, unit)) / len(unit)
    assert shares == pytest.approx(LEVER.weights, abs=0.01)
    drawn = draw(1_024, 1, 6, range(12))
    for factor in FACTORS:
        levels = np.bincount(drawn[STRUCTURES[factor.name]]) / 1_024
        assert levels == pytest.approx(factor.weights, abs=0.002)


def test_every_level_puts_its_own_values_into_force(monkeypatch):
    monkeypatch.setattr("experiments.common.draws.FACTORS", (LEVER,))
    monkeypatch.setattr("experiments.common.draws.STRUCTURES", {"visits": "structure.visits"})
    draws = {name: np.array([prior.median] * 4) for name, prior in priors().items()}
    draws["structure.visits"] = np.arange(4)
    values = in_force(draws, Parameters())
    own = Parameters().meet.majority
    bias = draws.get("live.present_bias", np.array([Parameters().live.present_bias]))[0]
    assert values["live.present_bias"].tolist() == [bias, 0.9, bias, 1.0]
    assert values["meet.majority"].tolist() == [own, own, 0.1, 0.0]


def test_the_weights_of_a_structures_levels_add_up_to_one():
    levels = np.stack(
        [levels_at(LEVER.weights, np.linspace(0.0, 0.99, 50)), np.zeros(50, int)], axis=1
    )
    weights = level_weights(levels, np.full(50, 1 / 50))
    assert weights.sum(axis=1)[1] == pytest.approx(1.0)
    assert weights[1, 0] == pytest.approx(1.0)


def test_only_a_level_with_most_of_the_weight_is_favoured_and_by_its_name():
    def verdict(*weights, surprise=0.5, passed=True, before=LEVER.weights):
        return structure_verdict(LEVER, np.array(weights), surprise, passed, SETTINGS, before)

    assert verdict(0.1, 0.05, 0.05, 0.8) == "nothing favoured"
    assert verdict(0.85, 0.05, 0.05, 0.05) == "own favoured"
    assert verdict(0.1, 0.05, 0.15, 0.7) == "inconclusive"
    assert verdict(0.0, 0.0, 0.0, 1.0, surprise=0.01) == "out of reach"
    assert verdict(0.0, 0.0, 0.0, 1.0, passed=False) == "fails check"
    assert verdict(0.1, 0.05, 0.05, 0.8, before=(0.1, 0.0, 0.0, 0.9)) == "as before"


@pytest.mark.parametrize("of_levers", [False, True])
def test_no_two_structures_set_the_same_parameter_but_where_a_lever_is_closed(of_levers):
    """Those of levers hold over the others, of which they close channels."""
    some = [one for one in FACTORS if bool(one.lever) is of_levers]
    sets = [{name for level in one.levels for name in level.values} for one in some]
    names = [name for own in sets for name in own]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("factor", FACTORS, ids=lambda factor: factor.name)
def test_rival_levels_are_within_bounds_and_not_the_models_own(factor):
    own, *rivals = factor.levels
    assert own.values == {}
    assert rivals
    for rival in rivals:
        assert with_values(rival.values) != Parameters()
    assert sum(factor.weights) == pytest.approx(1.0)
    assert min(factor.weights) > 0.0
    assert len({level.name for level in factor.levels}) == len(factor.levels)
    assert not factor.lever or NOTHING in [level.name for level in factor.levels]
