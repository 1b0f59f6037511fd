"""What moves a policy's effect: found where it is planted, not where there is none."""

import json
from contextlib import nullcontext
from dataclasses import replace

import numpy as np
import pytest

from experiments.common.draws import STRUCTURES
from experiments.evidence.sensitivity import contrast_screen, points
from experiments.evidence.sensitivity.contrast_screen import (
    Input,
    Screen,
    change_of,
    inputs,
    screen_contrasts,
)
from sim.parameters import declared
from sim.policy import load_policy
from sim.scenario import load_scenario
from tests.messages import mentions

MATTERS = 0.02
SIZES = (
    "--draws", "2", "--replications", "2", "--outcome", "failed_share", "--outcome",
    "household_income_idr", "--workers", "1",
)  # fmt: skip
PLANTED = Input("a.planted", "constant", (0.0, 1.0))


@pytest.fixture
def rng():
    return np.random.default_rng(7)


@pytest.fixture
def screen(small):
    policies = (load_policy("monitoring-monthly"),)
    return Screen(load_scenario(small), policies, ("failed_share",), 4, 2, 1)


def contrast(rng, own, low, high, draws=64, runs=3, luck=0.03):
    """Return a contrast by draw, at the draw's own value and both ends, and run."""
    values = np.stack(np.broadcast_arrays(own, low, high, np.zeros(draws))[:3], axis=1)
    return values[:, :, None] + rng.normal(0.0, luck, (draws, 3, runs))


def test_what_does_nothing_is_within_luck(rng):
    found = [change_of(PLANTED, contrast(rng, 0.0, 0.0, 0.0)) for _ in range(200)]
    assert sum(change.verdict(MATTERS) == "moves" for change in found) <= 2
    assert np.mean([change.verdict(MATTERS) == "little" for change in found]) > 0.5
    assert np.mean([change.change.value for change in found]) == pytest.approx(0.0, abs=0.001)


def test_luck_adds_nothing_to_a_size(rng):
    """Luck of a run is here as large as the change, which goes up in one draw, down in another."""
    up_and_down = 0.03 * rng.choice([-1.0, 1.0], 4000)
    change = change_of(PLANTED, contrast(rng, up_and_down / 2.0, 0.0, up_and_down, 4000))
    assert change.size == pytest.approx(0.03, abs=0.001)
    assert abs(change.change.value) < MATTERS
    assert change.verdict(MATTERS) == "moves"


def test_a_change_with_its_sign_and_its_levels(rng):
    change = change_of(PLANTED, contrast(rng, -0.2, -0.1, -0.3))
    assert change.at == pytest.approx((-0.1, -0.3), abs=0.01)
    assert change.change.value == pytest.approx(-0.2, abs=4.0 * change.change.error)
    assert change.size < change.most


def test_a_contrast_that_is_largest_between_the_ends_is_moved(rng):
    change = change_of(PLANTED, contrast(rng, -0.3, 0.0, 0.0))
    assert abs(change.change.value) < MATTERS
    assert change.verdict(MATTERS) == "moves"


def test_every_parameter_and_structure_is_moved_but_what_the_scenario_sets(small):
    scenario = load_scenario(small).model_copy(update={"parameters": {"meet.raid": 0.02}})
    names = {moved.name for moved in inputs(scenario)}
    assert names == {name for name, _, _ in declared()} - {"meet.raid"} | set(STRUCTURES.values())


def test_a_point_differs_from_its_draw_in_one_input_alone(screen):
    columns = screen.columns()
    table = np.stack([*columns.values()], axis=1).reshape(4, screen.points_of_a_draw, -1)
    names = list(columns)
    for moved, place in screen.placed():
        differs = (table[:, place : place + len(moved.settings)] != table[:, :1]).any(axis=(0, 1))
        if moved.kind != "structure":
            assert [name for name, one in zip(names, differs, strict=True) if one] in (
                [moved.name], [],
            ), moved.name  # fmt: skip


def test_what_a_rival_structure_sets_holds_over_a_constant_that_is_moved(screen):
    screen = replace(screen, draws=16)
    moved, place = next(pair for pair in screen.placed() if pair[0].name == "meet.majority")
    values = screen.columns()["meet.majority"].reshape(16, screen.points_of_a_draw)
    own = values[:, 0]
    assert {0.0, 0.5} == set(own.tolist())
    assert (values[own == 0.0] == 0.0).sum() > (own == 0.0).sum() * screen.points_of_a_draw * 0.9
    assert (values[own == 0.5, place : place + 2] == moved.settings).all()


def test_a_planted_constant_is_found_and_an_inert_one_is_not(tmp_path, monkeypatch):
    """How far notice lifts spirits decides what monitoring saves; when a loan is late, nothing."""
    names = ("learn.motivation_agency", "meet.default_months")
    forward = load_scenario("forward")
    chosen = tuple(moved for moved in inputs(forward) if moved.name in names)
    monkeypatch.setattr(contrast_screen, "inputs", lambda _: chosen)
    policies = (load_policy("monitoring-monthly"),)
    screen = Screen(forward, policies, ("failed_share",), 64, 2, 1)
    screened = screen_contrasts(
        screen, tmp_path, 1, lambda *_: nullcontext(lambda _: None), lambda _: None
    )
    by_name = {
        change.input.name: change
        for change in screened.contrasts["monitoring-monthly"]["failed_share"].changes
    }
    assert by_name["meet.default_months"].most == 0.0
    assert screened.verdicts() == {names[0]: "moves", names[1]: "little"}


def test_it_reports_saves_and_goes_on(kubesim, small, tmp_path, monkeypatch):
    asked = ("sensitivity", small, "--contrast", "visits-weekly", "--contrast", "package", *SIZES)
    done = kubesim(*asked, "--out", "out", "--json")
    assert done.code == 0, done.err
    report = json.loads(done.out)
    names = {row["name"] for row in report["inputs"]}
    assert set(report["contrasts"]) == {"visits-weekly", "package"}
    for of_policy in report["contrasts"].values():
        assert set(of_policy["outcomes"]) == {"failed_share", "household_income_idr"}
        assert all(set(of["changes"]) == names for of in of_policy["outcomes"].values())
    assert {row["verdict"] for row in report["inputs"]} <= {"moves", "open", "little"}

    folder = tmp_path / "out"
    assert json.loads((folder / "contrast.json").read_text()) == report
    made = set(json.loads((folder / "contrast-manifest.json").read_text())["files"])
    assert made == {"contrast-visits-weekly.png", "contrast-package.png", "contrast.json"}

    monkeypatch.setattr(points, "run_task", None)
    again = kubesim(*asked, "--out", "out")
    assert again.code == 0, again.err
    assert json.loads((folder / "contrast.json").read_text()) == report
    assert max(map(len, again.out.splitlines())) <= 100


def test_all_is_a_policy_for_each_lever(kubesim, small):
    done = kubesim("sensitivity", small, "--contrast", "all", *SIZES, "--json", "--out", "out")
    assert done.code == 0, done.err
    assert len(json.loads(done.out)["contrasts"]) == 5


@pytest.mark.parametrize(
    ("arguments", "data"),
    [
        (["--contrast", "none"], "--contrast none"),
        (["--contrast", "packagee"], "packagee package"),
        (["--contrast", "package", "--base", "64"], "--base 64 --contrast"),
        (["--contrast", "package", "--parameters", "prior"], "--parameters --contrast"),
        (["--contrast", "package", "--draws", "1"], "--draws 1 2"),
        (["--contrast", "package", "--outcome", "fail"], "--outcome fail failed_share"),
        (["--draws", "8"], "--draws 8 --contrast"),
        (["--contrast", "package", "--draws", "100000"], "10 min --yes"),
    ],
)
def test_what_cannot_be_had_is_refused_in_a_line(kubesim, small, arguments, data):
    done = kubesim("sensitivity", small, *arguments)
    assert done.code == 2
    assert mentions(done.err.splitlines()[-1], data)
