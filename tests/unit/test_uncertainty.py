"""Draws of the parameters: one a replication, alike in both engines; what holds over them."""

import numpy as np
import pytest

from experiments.common.database import write_table
from experiments.common.draws import DRAWN, priors
from experiments.common.spread_words import parameters_text
from experiments.common.uncertainty import (
    FILES,
    FIRST_VALUES,
    NOTHING_DRAWN,
    Drawn,
    draws_named,
    uncertainty,
    uncertainty_of,
)
from experiments.runs.runner import run_many
from sim.ensemble.ensemble import Ensemble
from sim.inputs.strict import InputError
from sim.model import KubeModel
from sim.policy import NONE
from tests.draws import one_rival, ship, some_draws
from tests.messages import mentions
from tests.worlds import policy, world

RAID = "meet.raid"


def digest(scenario, draws, engine="fast", runs=6, over=NONE):
    return run_many(scenario, over, runs, 3, engine, uncertainty=draws).digest


def test_both_engines_run_a_replication_with_the_same_draw():
    scenario, draws = world(3, 24, parameters={"live.present_bias": 0.5}), some_draws()
    over = policy(visits_per_month=3.0)
    fast = digest(scenario, draws, over=over)
    assert fast == digest(scenario, draws, "mesa", over=over)
    assert fast != digest(scenario, some_draws(seed=2), over=over)
    assert fast != digest(scenario, FIRST_VALUES, over=over)


def test_the_first_values_are_the_scenario_as_it_is():
    scenario = world(3, 24, parameters={RAID: 0.5})
    states = run_many(scenario, NONE, 1, 3)
    model = KubeModel(scenario, seed=3)
    model.run()
    drawn = KubeModel(FIRST_VALUES.scenario(scenario, 0), seed=3)
    drawn.run()
    assert model.digest() == drawn.digest() == states.digest
    assert states.drawn == NOTHING_DRAWN


def test_replications_take_the_draws_in_turn():
    draws, scenario = some_draws(), world()
    sets = draws.sets_of(scenario, range(100_000))
    assert {len(values) for values in sets.columns.values()} == {4}
    assert sets.place.tolist() == list(range(4)) * 25_000
    each = draws.sets(scenario, [2, 6, 7])
    assert each[RAID].tolist() == draws.draws[RAID][[2, 2, 3]].tolist()
    assert draws.values(scenario, 6)[RAID] == draws.draws[RAID][2]


def test_what_the_scenario_sets_is_not_drawn():
    draws, scenario = some_draws(), world(parameters={RAID: 0.5})
    assert RAID not in draws.sets(scenario, range(4))
    assert draws.scenario(scenario, 1).parameters[RAID] == 0.5


def test_what_is_given_holds_over_draws_and_scenario():
    draws = some_draws()
    for scenario in (world(), world(parameters={RAID: 0.5})):
        given = [{RAID: 0.25}, {}]
        sets = draws.sets_of(scenario, [0, 1, 1, 5], given, [0, 0, 1, 1])
        assert sets.place.tolist() == [0, 1, 2, 2]
        own = scenario.parameters.get(RAID, draws.draws[RAID][1])
        assert sets.columns[RAID].tolist() == [0.25, 0.25, own]
        assert draws.scenario(scenario, 1, given[0]).parameters[RAID] == 0.25


def test_a_rival_structure_holds_over_what_is_drawn_until_a_level_is_given():
    draws, scenario = one_rival("present_bias"), world()
    name, first = "live.present_bias", world().values().live.present_bias
    assert draws.sets(scenario, [0, 1])[name].tolist() == [first, 1.0]
    for level, value in ((0.0, first), (1.0, 1.0)):
        sets = draws.sets_of(scenario, [0, 1], [{"structure.present_bias": level}])
        assert sets.columns[name].tolist() == [value, value]
    given = {"structure.present_bias": 1.0}
    assert FIRST_VALUES.values(scenario, 0, given)[name] == 1.0
    assert FIRST_VALUES.values(scenario, 0, {**given, name: 0.5})[name] == 0.5


def test_whole_numbers_stay_whole_and_every_set_can_be_run():
    draws, scenario = some_draws(64), world(2, 12)
    kinds = {name: type(value) for name, value in draws.values(scenario, 5).items()}
    assert kinds.keys() >= priors().keys()
    city = Ensemble(scenario, parameters=draws.sets(scenario, range(64)))
    assert len(city.run(city.jobs(1))) == 64


def test_stored_draws_are_read_as_they_were_written(tmp_path):
    draws = some_draws()
    write_table({DRAWN: np.arange(4)[::-1], **draws.draws}, tmp_path / FILES["prior"], {})
    stored = uncertainty("prior", tmp_path)
    assert stored.draws[RAID].tolist() == draws.draws[RAID][::-1].tolist()
    assert stored.drawn == Drawn("prior", 4, stored.digest, str(tmp_path))
    assert mentions(parameters_text(stored.drawn), "4 prior")


def test_draws_that_lack_a_structure_have_the_models_own_level_of_it(tmp_path):
    draws = one_rival("present_bias").draws
    lacking = {name: values for name, values in draws.items() if name != "structure.habit"}
    write_table({DRAWN: np.arange(2), **lacking}, tmp_path / FILES["prior"], {})
    stored = uncertainty("prior", tmp_path)
    assert stored.lacks == ("structure.habit",)
    assert stored.draws["structure.habit"].tolist() == [0, 0]
    assert stored.draws["structure.present_bias"].tolist() == [0, 1]


def test_draws_that_are_not_there_or_others_are_refused_in_words(tmp_path, monkeypatch):
    with pytest.raises(InputError, match=r"posterior-main\.parquet.*kubesim calibrate"):
        uncertainty("posterior", tmp_path)
    (tmp_path / FILES["prior"]).write_bytes(b"draws")
    with pytest.raises(InputError, match=r"prior\.parquet"):
        uncertainty("prior", tmp_path)
    draws = some_draws()
    ship(monkeypatch, draws)
    assert uncertainty_of(draws.drawn) is draws
    other = some_draws(seed=2).drawn
    with pytest.raises(InputError, match=rf"posterior.*{draws.digest[:12]}.*{other.digest[:12]}"):
        uncertainty_of(other)


def test_a_posterior_of_ones_own_is_named_by_its_folder_and_found_again(tmp_path):
    draws = some_draws()
    path = tmp_path / FILES["posterior"]
    write_table({DRAWN: np.arange(4), **draws.draws}, path, {})
    own = draws_named(str(tmp_path))
    assert own.drawn == Drawn("posterior", 4, own.digest, str(tmp_path))
    assert mentions(parameters_text(own.drawn), f"4 posterior {tmp_path}")
    assert uncertainty_of(own.drawn).draws[RAID].tolist() == draws.draws[RAID].tolist()
    with pytest.raises(InputError, match=rf"{path}.*{own.digest[:12]}"):
        uncertainty_of(own.drawn._replace(digest="0" * 64))
    with pytest.raises(InputError, match="nowhere.*posterior, prior, point"):
        draws_named(str(tmp_path / "nowhere"))
