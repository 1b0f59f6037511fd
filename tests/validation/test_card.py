"""The whole card: what it holds, that it is the same again, and that failures stay on it."""

import hashlib
import json
from pathlib import Path

import numpy as np
import pytest

from experiments.common.limits import load_limits
from experiments.common.uncertainty import FILES, FOLDER
from experiments.evidence.calibration import inputs
from experiments.evidence.calibration.holdout import (
    held_out,
    outcomes,
    share_held_out,
    texts_held_out,
)
from experiments.evidence.card_cities import Setup, failing, survivors
from experiments.evidence.card_content import FITTED, HELD_OUT, calibration_in_short
from experiments.evidence.patterns.targets import load_patterns
from sim.inputs.strict import InputError
from sim.scenario import load_scenario
from tests.messages import mentions

DRAWS = 6


@pytest.fixture
def card(kubesim, monkeypatch, tmp_path):
    """Return a function that makes a small card and returns it with the folder."""
    only = [pattern for pattern in load_patterns() if pattern.id == "2"]
    monkeypatch.setattr("experiments.evidence.patterns.targets.load_patterns", lambda: only)
    monkeypatch.setattr("experiments.evidence.card_cities.DRAWS", DRAWS)

    def card(*options):
        done = kubesim("validate", "--runs", "2", "--workers", "1", "--json", *options)
        assert done.code == 0, done.err
        return json.loads(done.out)

    return card


def test_the_card_holds_what_researchers_read_and_says_what_it_is_made_of(card, tmp_path):
    content = card("--out", "card")
    folder = tmp_path / "card"
    assert {path.name for path in folder.iterdir()} == {
        "card.json", "card.png", "patterns.png", "manifest.json",
    }  # fmt: skip
    assert json.loads((folder / "card.json").read_text()) == content
    assert {"id", "target", "figure", "low", "high", "verdict"} <= content["patterns"][0].keys()
    assert {"observed", "mean", "low", "high"} <= content["holdouts"]["tomohon"].keys()
    assert content["holdouts"]["tomohon"]["observed"] == 0.4727
    assert content["fitted"]["banjarmasin"]["observed"] == 0.4533
    assert {"verdict", "kubes_to_tell_apart"} <= content["null"].keys()
    assert {
        (row["tumbuh"], row["berkembang"], row["mandiri"]) for row in content["counts"]["observed"]
    } == {(5, 5, 0), (4, 5, 1)}
    assert len(content["kas"]) == 10
    outside = content["elsewhere"]
    assert {row["use"] for row in outside["contrasts"]} == {"fit", "card"}
    for row in outside["contrasts"]:
        assert {"p05", "median", "p95"} == row["prior"].keys() == row["posterior"].keys()
        assert row["overlap"] in (True, False, None)
    assert {"of_parameter", "realised", "measured"} <= outside["return"].keys()
    assert len(content["limits"]) >= 8
    assert content["calibration"]["structures"]
    manifest = json.loads((folder / "manifest.json").read_text())
    assert manifest["parameters"] == content["uncertainty"]
    assert manifest["spec"]["draws"] == DRAWS
    assert {"patterns.toml", "outcomes.toml", "calibration.toml"} <= manifest["observed"].keys()
    assert manifest["files"].keys() == {"card.json", "card.png", "patterns.png"}


def test_the_same_seed_gives_the_same_card_and_the_first_values_another(card):
    first = card("--out", "one")
    assert card("--out", "two") == first
    point = card("--out", "three", "--parameters", "point")
    assert point["calibration"] is None
    assert point["kas"] != first["kas"]


def test_a_value_that_is_put_in_holds_over_the_draws():
    plain, ruin = (
        failing(
            load_scenario("tomohon"),
            outcomes()["tomohon_failed"],
            Setup("posterior", 1, DRAWS, values),
        ).simulated.mean()
        for values in ({}, {"trade.return_per_month": 0.001})
    )
    assert ruin > plain + 5


def test_the_card_is_read_in_a_terminal_of_100_columns(kubesim, card):
    done = kubesim("validate", "--runs", "2", "--workers", "1")
    assert done.code == 0, done.err
    assert max(map(len, done.out.splitlines())) <= 100
    assert mentions(done.out, "Tomohon 26 55")
    assert all(kube in done.out for kube in inputs.load_inputs().kubes)
    shown = " ".join(done.out.split())
    assert all(" ".join(limit.en.split()) in shown for limit in load_limits())


def test_every_kube_is_seen_alive_and_in_the_same_way_again():
    ten = inputs.load_inputs()
    one, two = (survivors(ten, Setup("posterior", 1, DRAWS)) for _ in range(2))
    assert (one.read["stage"][one.lived] > 0).all()
    assert not one.read["stage"][~one.lived].any()
    assert all(np.array_equal(one.read[name], two.read[name]) for name in one.read)


def test_the_limits_are_told_in_both_languages():
    limits = load_limits()
    assert len({limit.en for limit in limits}) == len({limit.id for limit in limits}) >= 8
    assert all(limit.en.endswith(".") and limit.id.endswith(".") for limit in limits)


@pytest.mark.parametrize("content", [None, "{", "[]", '{"variants": []}'])
def test_a_calibration_that_is_none_is_told_in_a_line(tmp_path, content):
    path = tmp_path / "calibration.json"
    if content is not None:
        path.write_text(content)
    with pytest.raises(InputError) as error:
        calibration_in_short(path)
    (line,) = error.value.faults
    assert str(path) in line


def test_what_the_card_predicts_is_what_is_held_out():
    assert set(HELD_OUT.values()) == {place.id for place in held_out()}
    assert FITTED not in HELD_OUT.values()
    for name in HELD_OUT:
        assert load_scenario(name).city.id in {
            city for place in held_out() for city in place.cities
        }


def test_the_posterior_that_ships_was_fitted_to_nothing_that_is_held_out():
    manifest = json.loads((FOLDER / "manifest.json").read_text(encoding="utf-8"))
    assert not list(texts_held_out(manifest))
    for exposure in manifest["settings"]["exposure"]:
        assert not share_held_out(exposure["failed"], sum(exposure["founded"].values()))
    posterior = hashlib.sha256((FOLDER / FILES["posterior"]).read_bytes()).hexdigest()
    assert manifest["files"][FILES["posterior"]] == posterior


def test_the_sources_of_the_calibration_do_not_name_what_is_held_out():
    package = Path(inputs.__file__).parent
    for path in (*package.glob("*.py"), inputs.FILE):
        text = path.read_text(encoding="utf-8").lower()
        assert not any(place.place.lower() in text or place.id in text for place in held_out()), (
            path
        )
        assert "47.27" not in text
        assert "0.4727" not in text
