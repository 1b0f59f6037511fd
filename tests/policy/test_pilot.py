"""`kubesim policy pilot`: what a pilot finds, what it leaves open, and its protocol."""

import json
import re

import numpy as np
import pytest

from experiments.common.languages import LANGS
from experiments.common.texts import texts_of
from experiments.policy.learn.pilot import differ, weights
from experiments.policy.learn.protocol import FOLDER
from experiments.policy.learn.study_file import load_design
from sim.inputs.strict import InputError
from sim.locations import PILOTS, names
from tests.messages import mentions
from tests.policy.test_learn import in_toml

DESIGN = {
    "name": "few",
    "title": "Do <weekly> visits help?",
    "judul": "Apakah <kunjungan> membantu?",
    "lever": "visits",
    "policies": ["none", "visits-weekly"],
    "kubes": 20,
    "windows": [[1, 24]],
    "sees": ["failed", "attendance"],
    "cost_idr": [1e6, 2e6],
}


def written(path, **changes):
    """Write a design into a file; return its path."""
    path.write_text(in_toml({**DESIGN, **changes}).removeprefix("[[study]]\n"))
    return path


@pytest.fixture
def pilot(kubesim, folder_of_many_draws, tmp_path):
    """Return a function that simulates a small pilot."""

    def run(*more, **changes):
        path = written(tmp_path / "few.toml", ranking=str(folder_of_many_draws), **changes)
        return kubesim("policy", "pilot", str(path), *more)

    return run


def test_a_pilot_tells_its_power_its_decision_and_its_cost(pilot):
    done = pilot("--json", "--worth", "3e9", "--kubes", "500")
    assert done.code == 0, done.err
    told = json.loads(done.out)
    for key in ("power", "false_alarm", "changes"):
        assert 0.0 <= told[key] <= 1.0
    assert 0.0 < told["nothing"]["before"] < 1.0
    assert told["effect"]["low"] <= told["effect"]["median"] <= told["effect"]["high"]
    assert told["cost_idr"] == DESIGN["cost_idr"]
    assert told["net_idr"][1] == pytest.approx(told["all_kubes"] - told["cost_idr"][0])


def test_the_protocol_is_in_both_languages_and_escapes_what_is_given(pilot, tmp_path):
    assert pilot("--out", "out").code == 0
    for lang in LANGS:
        page = (tmp_path / "out" / f"protocol-{lang}.html").read_text()
        text = (tmp_path / "out" / f"protocol-{lang}.md").read_text()
        for section in texts_of(FOLDER)[lang].tables["section"]:
            assert f"## {section['heading']}\n" in text
        assert "<weekly>" not in page
        assert "<kunjungan>" not in page
        assert not re.search(r"\{\w+\}", re.sub(r"<style>.*</style>", "", page, flags=re.DOTALL))


def test_worlds_in_which_arms_are_alike_are_seldom_told_apart():
    rng = np.random.default_rng(1)
    chance = np.concatenate([np.full(2000, 0.5), np.full(2000, 0.2)])[:, None]
    first, other = (
        ((rng.random((4000, 60)) < level).astype(float), np.ones((4000, 60)))
        for level in (np.full((4000, 1), 0.5), chance)
    )
    found = differ(first, other, level=0.05)
    assert found[:2000].mean() == pytest.approx(0.05, abs=0.02)
    assert found[2000:].mean() == pytest.approx(0.95, abs=0.03)
    same = (np.ones((1, 60)), np.ones((1, 60)))
    assert not differ(same, same, level=0.05)[0]


def test_what_says_nothing_of_the_lever_leaves_its_weight():
    rng = np.random.default_rng(2)
    nothing = rng.random(400) < 0.5
    blind = weights({"x": rng.standard_normal(400)}, nothing)
    assert blind["after_where_nothing"] == pytest.approx(blind["before"], abs=0.03)
    assert blind["after_where_it_works"] == pytest.approx(blind["before"], abs=0.03)
    seeing = weights({"x": nothing + 0.05 * rng.standard_normal(400)}, nothing)
    assert seeing["after_where_nothing"] > 0.95
    assert seeing["after_where_it_works"] < 0.05
    assert seeing["told"] > 0.9


@pytest.mark.parametrize(
    ("wrong", "data"),
    [
        ({"lever": "luck"}, "lever luck visits"),
        ({"policies": ["none"]}, "policies none"),
        ({"level": 0.9}, "level 0.9"),
        ({"windows": [[3, 1]]}, "windows[1] [3, 1]"),
        ({"sees": []}, "sees"),
    ],
)
def test_faults_of_a_design_name_file_key_and_value(tmp_path, wrong, data):
    path = written(tmp_path / "few.toml", **wrong)
    with pytest.raises(InputError) as told:
        load_design(str(path))
    assert mentions(str(told.value), f"{path} {data}")


def test_what_the_scenario_or_the_shelf_does_not_have_is_refused_in_a_line(pilot, kubesim):
    for done, data in (
        (pilot(windows=[[1, 95]]), "few 95 forward 89"),
        (pilot(policies=["none", "visits-wekly"]), "visits-wekly visits-weekly"),
        (kubesim("policy", "pilot", "weekly"), "weekly weekly-visits"),
    ):
        assert (done.code, done.out, len(done.err.splitlines())) == (2, "", 1)
        assert mentions(done.err, data)


@pytest.mark.parametrize("name", names(PILOTS))
def test_pilots_that_ship_are_named_as_their_file(name):
    assert load_design(name).name == name
