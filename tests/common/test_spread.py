"""Effects over worlds: what the interval holds, exact zeros, and where verdicts change."""

import json
import math

import numpy as np
import pytest

from experiments.common.outcomes import BY_NAME
from experiments.common.spread import components, effect, interval, verdict_at, without_chance
from experiments.common.worlds import Worlds

FAILED, VISITS = BY_NAME["failed_share"], BY_NAME["visits"]
"""Lower is better, 0.02 matters; nothing is judged."""
LUCK = np.random.default_rng(18)


def everywhere(count, **how):
    return Worlds(np.ones(count, bool), ("visits",), **how)


def half(count, **how):
    """Return worlds in the second half of which nothing works."""
    weights = {"prior": 0.5, "drawn": 0.5, **how}
    return Worlds(np.arange(count) < count // 2, ("visits",), (), **weights)


def runs_of(truth, within, runs=2):
    return truth[:, np.newaxis] + within * LUCK.normal(size=(len(truth), runs))


def judged(effects, worlds=None, outcome=FAILED):
    return effect(outcome, effects, worlds or everywhere(len(effects)))


@pytest.mark.parametrize("worlds", [20, 64, 1_000])
def test_nine_of_ten_worlds_are_inside_however_few_are_drawn(worlds):
    cases = 200_000 // worlds
    _, low, high = interval(LUCK.gamma(2.0, size=(worlds, cases)))
    other = LUCK.gamma(2.0, size=cases)
    chance = 4.0 * math.sqrt(0.09 / cases)
    assert ((low <= other) & (other <= high)).mean() == pytest.approx(0.9, abs=chance)


@pytest.mark.parametrize(("between", "within"), [(0.1, 0.05), (0.1, 0.2), (0.02, 0.1), (0.1, 0.0)])
def test_components_are_those_of_which_the_effects_were_made(between, within):
    found = components(runs_of(LUCK.normal(-0.1, between, 20_000), within))
    assert math.sqrt(found.between) == pytest.approx(between, rel=0.1)
    assert math.sqrt(found.within) == pytest.approx(within, rel=0.1)


@pytest.mark.parametrize("within", [0.0, 0.05, 0.1, 0.2])
@pytest.mark.parametrize("shape", ["normal", "skewed"])
def test_the_interval_holds_nine_tenths_of_the_true_effects(shape, within):
    """However large the chance between runs: with the means themselves it would hold too many."""
    rates, most = [], []
    for _ in range(20):
        scale = LUCK.gamma(2.0, 0.07, 2_000) if shape == "skewed" else LUCK.normal(0.2, 0.1, 2_000)
        truth = -scale
        effects = runs_of(truth, within)
        told = judged(effects).over_all
        rates.append(((truth >= told.low) & (truth <= told.high)).mean())
        low, high = np.quantile(effects.mean(axis=1), (0.05, 0.95))
        most.append(((truth >= low) & (truth <= high)).mean())
    assert 0.88 < np.mean(rates) < (0.95 if shape == "skewed" else 0.92)
    if within == 0.2:
        assert np.mean(most) > 0.95


def test_more_runs_narrow_the_mean_and_not_the_interval():
    few, many = (
        judged(runs_of(LUCK.normal(-0.2, 0.1, count), 0.1)).over_all for count in (100, 10_000)
    )
    assert many.mean_precision < few.mean_precision / 5
    assert many.high - many.low == pytest.approx(0.329, rel=0.05)
    assert few.high - few.low == pytest.approx(0.329, rel=0.3)


def test_exact_zeros_stay_zeros_and_lie_in_the_interval():
    truth = LUCK.normal(-0.3, 0.05, 400)
    effects = runs_of(truth, 0.1)
    effects[200:] = 0.0
    assert (without_chance(effects, half(400).works.astype(int))[200:] == 0.0).all()
    told = judged(effects, half(400))
    assert told.over_all.low < 0.0 == told.over_all.high
    assert told.if_it_works.high < -0.1
    assert told.if_it_does_nothing[:5] == (0.0, 0.0, 0.0, 0.0, 0.0)
    assert told.worlds == 0.5


def test_worlds_without_an_effect_are_not_drawn_towards_those_with_one():
    effects = runs_of(np.repeat([-0.3, 0.0], 200), 0.05)
    effects[200:] = runs_of(np.zeros(200), 0.001)
    told = judged(effects, half(400))
    assert told.if_it_does_nothing.probability_better == 0.0
    assert told.over_all.probability_better == told.worlds


@pytest.mark.parametrize(
    ("better", "worse", "said"),
    [
        (0.9, 0.0, "likely better"),
        (0.0, 0.95, "likely worse"),
        (0.05, 0.05, "no difference that matters"),
        (0.7, 0.3, "leaning better"),
        (0.2, 0.75, "leaning worse"),
        (0.5, 0.0, "not known"),
    ],
)
def test_verdict_follows_the_probabilities(better, worse, said):
    assert verdict_at(FAILED, better, worse, 100) == said
    assert verdict_at(FAILED, better, worse, 5) == "not known"
    assert verdict_at(VISITS, better, worse, 100) == "described"


@pytest.mark.parametrize("share", [0.05, 0.2, 0.5, 0.8, 0.95])
@pytest.mark.parametrize("mean", [-0.3, -0.05, -0.02, 0.1])
def test_a_verdict_changes_at_the_weight_that_it_states(share, mean):
    draws = 400
    nothing = int(draws * share)
    effects = runs_of(LUCK.normal(mean, 0.04, draws), 0.02)
    effects[:nothing] = 0.0
    worlds = Worlds(np.arange(draws) >= nothing, ("visits",), (), share, share)
    told = judged(effects, worlds)
    values = without_chance(effects, worlds.works.astype(int))

    def again(weight):
        """Return the verdict over worlds weighed anew, from their very effects."""
        weights = np.where(worlds.works, (1 - weight) / (draws - nothing), weight / nothing)
        return verdict_at(
            FAILED, weights[values < -0.02].sum(), weights[values > 0.02].sum(), draws
        )

    changed = {change.when: change for change in told.changes}
    for when, step in (("less", -1e-6), ("more", 1e-6)):
        if when in changed:
            at = changed[when]
            assert again(at.weight + step) == at.verdict != told.over_all.verdict
            assert again(at.weight - step) == told.over_all.verdict
        else:
            ends = np.linspace(share, 0.001 if when == "less" else 0.999, 20)
            assert {again(weight) for weight in ends} == {told.over_all.verdict}


def test_a_verdict_just_reached_changes_in_one_direction():
    effects = np.full((40, 2), -0.3)
    effects[36:] = 0.0
    worlds = Worlds(np.arange(40) < 38, ("visits",), (), 0.05, 0.05)
    told = judged(effects, worlds)
    assert (told.over_all.verdict, told.over_all.probability_better) == ("likely better", 0.9)
    assert [change.when for change in told.changes] == ["more"]


def test_the_weight_is_the_one_before_the_data():
    effects = runs_of(LUCK.normal(-0.3, 0.02, 400), 0.02)
    effects[200:] = 0.0
    plain = judged(effects, half(400)).changes
    told = judged(effects, half(400, prior=0.8, drawn=0.5)).changes
    assert plain[0].weight == pytest.approx(0.3)
    odds = 0.3 / 0.7 * 4.0
    assert told[0].weight == pytest.approx(odds / (1.0 + odds))


def test_one_world_has_the_spread_of_its_runs():
    effects = LUCK.normal(-0.2, 0.1, (1, 500))
    told = judged(effects).over_all
    assert (told.draws, told.runs_per_draw) == (1, 500)
    assert ((told.low < effects) & (effects < told.high)).mean() == pytest.approx(0.9, abs=0.01)
    assert told.mean_precision == pytest.approx(0.0088, rel=0.1)


def test_without_a_case_nothing_is_known():
    effects = np.full((30, 2), np.nan)
    told = judged(effects)
    assert told.over_all.verdict == "not known"
    assert told.over_all.draws == 0
    assert json.loads(json.dumps(told.json(), allow_nan=False))["median"] is None
    effects[:25] = -0.1
    effects[0, 0] = np.nan
    told = judged(effects)
    assert told.over_all.draws == 25
    assert told.over_all.median == pytest.approx(-0.1)


def test_what_no_rival_lets_do_nothing_is_assumed():
    worlds = Worlds(np.ones(40, bool), (), ("open_books",))
    told = judged(runs_of(np.full(40, -0.3), 0.01), worlds)
    assert told.assumed
    assert (told.if_it_works, told.worlds, told.changes) == (None, None, ())
