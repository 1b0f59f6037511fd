"""Mesa's conventions hold: seeds that differ, a run that ends, data that can be collected."""

import inspect
import warnings
from typing import Any

import mesa
import pytest

from sim import KubeModel, load_nation, load_policy
from tests.worlds import RICH, world

TAKES_RNG = "rng" in inspect.signature(mesa.batch_run).parameters


def batch(city, **options):
    """Run a batch of a city as a user of Mesa does; return its rows."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        return mesa.batch_run(
            KubeModel, {"scenario": [city]}, display_progress=False, number_processes=1, **options
        )


@pytest.fixture(scope="module")
def city():
    return world(4, 14, RICH)


def test_iterations_are_different_runs_that_say_their_seeds(city):
    rows = batch(city, iterations=5)
    assert len(rows) == len({row["seed"] for row in rows}) == 5
    for row in rows:
        again = KubeModel(city, seed=row["seed"])
        again.run()
        assert again.datacollector.model_vars["savings_idr"][-1] == row["savings_idr"]
    assert len({row["savings_idr"] for row in rows}) == 5


@pytest.mark.skipif(not TAKES_RNG, reason="this Mesa's batch_run takes no rng")
def test_a_list_of_rng_names_the_seeds(city):
    rows = batch(city, rng=[7, 3])
    assert [row["seed"] for row in rows] == [7, 3]


def test_agents_are_collected_when_asked_for(city):
    rows = mesa.batch_run(
        KubeModel,
        {"scenario": [city], "seed": [1], "collect": [True], "policy": [load_policy("package")]},
        display_progress=False,
        data_collection_period=1,
    )
    # Mesa 3.3 has no agents at its step 0.
    assert {row["kind"] for row in rows if "kind" in row} == {
        "Household",
        "Kube",
        "Facilitator",
        "Agency",
    }
    assert max(row["Step"] for row in rows) >= city.months - 1


def test_it_stops_running_at_the_horizon(city):
    model = KubeModel(city, seed=1)
    while model.running:
        model.step()
    assert model.month == city.months
    with pytest.raises(RuntimeError, match="14 months"):
        model.step()


def test_a_drawn_seed_can_be_asked_for(city):
    models = [KubeModel(city) for _ in range(4)]
    assert len({model.seed for model in models}) == 4
    again = KubeModel(city, seed=models[0].seed)
    for model in (models[0], again):
        model.run()
    assert again.digest() == models[0].digest()


@pytest.mark.parametrize("seed", [-1, 2**32, 1.5, "1", True])
def test_a_seed_is_a_whole_number_of_32_bits(city, seed):
    with pytest.raises((TypeError, ValueError), match="seed"):
        KubeModel(city, seed=seed)


@pytest.mark.parametrize("scenario", ["banjarmasin", ("name", "banjarmasin"), None])
def test_what_is_no_scenario_is_refused_with_the_remedy(scenario):
    with pytest.raises(TypeError, match="load_scenario"):
        KubeModel(scenario)


def test_a_nation_is_refused_with_the_remedy():
    nation: Any = load_nation("indonesia")
    with pytest.raises(TypeError, match="city_of"):
        KubeModel(nation)
