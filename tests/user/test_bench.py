"""`kubesim bench`: what it measures."""

import json
import math

import pytest

from experiments.benchmark.bench_report import lines
from experiments.benchmark.engine_speed import fast_run
from experiments.benchmark.run_cost import slope
from sim.ensemble.ensemble import Ensemble
from sim.model import KubeModel
from tests.messages import mentions
from tests.worlds import world

ENGINES = ("mesa", "fast", "fast_all_cores")


@pytest.fixture(scope="module")
def city():
    return Ensemble(world(6, 36))


def test_there_is_a_rate_for_every_engine_and_what_a_run_costs(kubesim, quick_bench):
    done = kubesim("bench", "--repeats", "1", "--json")
    assert done.code == 0, done.err
    report = json.loads(done.out)
    assert all(report[engine]["household_months_per_second"] > 0 for engine in ENGINES)
    assert sum(report["mesa"]["phases"].values()) == pytest.approx(1, abs=0.01)
    assert set(report["ratios"]) == {"fast_to_mesa", "all_cores_to_one"}
    assert list(report["scaling"]["milliseconds_per_run"]) == [str(n) for n in (5, 50)]
    assert 0 < report["memory"]["peak_mb"] < 500
    for cost in (report["beside_engine"]["sweep"], report["beside_engine"]["ranking"]):
        assert 0 < cost["engine_seconds"] < cost["seconds"]
        own = cost["engine_seconds"] / cost["seconds"]
        assert cost["outside"] == pytest.approx(1 - own, abs=0.05)
    assert report["beside_engine"]["all_cores"]["to_engine"] > 0
    nation = report["nation"]
    assert (nation["scenario"], nation["months"]) == ("indonesia", 120)
    assert nation["kubes"] > 1_000
    assert nation["seconds"] > 0
    assert 0 < nation["peak_memory_mb"] < 500
    assert nation["strong"][0]["efficiency"] == nation["weak"][0]["efficiency"] == 1.0
    assert report["machine"]["processor"]
    assert report["machine"]["cores"] >= 1
    starts = report["starts"]
    assert starts["warm_seconds"] > 0 and starts["warm_without_pictures_seconds"] > 0
    again = starts["first_seconds"] / starts["warm_without_pictures_seconds"]
    assert starts["first_to_later"] == pytest.approx(again, abs=0.1)
    text = "\n".join(lines(report))
    for word in (
        "cores",
        "Mesa",
        "fast",
        "slope",
        "A part of the sweep",
        "indonesia",
        report["machine"]["processor"],
    ):
        assert word in text


def test_no_rounds_are_refused(kubesim):
    done = kubesim("bench", "--repeats", "0")
    assert (done.code, done.out) == (2, "")
    assert mentions(done.err, "--repeats 0 1")


def test_the_household_months_are_those_of_the_model(city):
    model = KubeModel(city.scenario, seed=1)
    model.run()
    counted = sum(month.members + month.others for month in model.city.history)
    assert fast_run(city, 1, threads=1)[0] == counted
    assert fast_run(city, 1)[0] == counted


@pytest.mark.parametrize("power", [0.5, 1.0, 2.0])
def test_the_slope_is_the_power_by_which_time_grows(power):
    assert math.isclose(slope({n: 0.01 * n**power for n in (100, 1_000, 10_000)}), power)
