"""`kubesim compare DIR --point`: two points of a sweep are compared as two policies are."""

import json

import pytest

from experiments.sweeps.plan import load_plan
from experiments.sweeps.sweeping import Sweeping
from sim.policy import NONE
from tests.conftest import SMALL
from tests.messages import mentions

SWEEP = """
name = "small"
title = "Policies and a parameter"
scenario = "./small.toml"
design = "full"
replications = 1
seed = 7
[[factors]]
name = "policy"
values = ["none", "package"]
[[factors]]
name = "meet.raid"
values = [0.1, 0.3]
"""
PAIRS = ("--runs-most", "12", "--json")


@pytest.fixture(scope="module")
def swept(tmp_path_factory):
    folder = tmp_path_factory.mktemp("sweep")
    (folder / "small.toml").write_text(SMALL)
    (folder / "sweep.toml").write_text(SWEEP)
    Sweeping(1, say=lambda _: None).run(load_plan(str(folder / "sweep.toml")), folder / "out")
    return folder / "out"


def between(kubesim, folder, i, j, *more):
    done = kubesim("compare", str(folder), "--point", str(i), "--point", str(j), *more, *PAIRS)
    assert done.code == 0, done.err
    return json.loads(done.out)


def test_points_are_compared_on_the_seed_of_the_sweep(kubesim, swept, small):
    points = between(kubesim, swept, 1, 3)
    assert points["seed"] == 7
    assert (points["a"]["policy"], points["b"]["policy"]) == ("none", "package")
    assert points["a"]["parameters"] == points["b"]["parameters"] == {"meet.raid": 0.3}
    assert [points[side]["point"] for side in "ab"] == [1, 3]
    assert between(kubesim, swept, 1, 3, "--lang", "id") == points
    asked = ("compare", str(swept), "--point", "1", "--point", "3", *PAIRS[:2], "--lang")
    assert mentions(kubesim(*asked, "en").out, f"{NONE.title} 0.3")
    assert mentions(kubesim(*asked, "id").out, f"{NONE.judul} 0,3")
    with_seed = between(kubesim, swept, 1, 3, "--seed", "1")
    assert with_seed["outcomes"] != points["outcomes"]


def test_a_parameter_is_compared_on_the_same_luck(kubesim, swept):
    apart = between(kubesim, swept, 0, 1)["outcomes"]["household_income_idr"]
    assert apart["mean"] != 0
    assert apart["low"] < apart["mean"] < apart["high"]
    same = between(kubesim, swept, 1, 1)["outcomes"]
    assert all(outcome["mean"] in (0, None) for outcome in same.values())


def test_a_point_that_is_not_there_is_refused(kubesim, swept):
    done = kubesim("compare", str(swept), "--point", "0", "--point", "4")
    assert (done.code, done.out) == (2, "")
    assert mentions(done.err, "0 3")
