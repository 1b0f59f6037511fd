"""`kubesim sensitivity` as a user has it, and its runs on disk."""

import hashlib
import json
import sys

import numpy as np
import pytest

from experiments.evidence.sensitivity import points
from experiments.evidence.sensitivity.morris_and_sobol import Space
from experiments.evidence.sensitivity.points import run_points
from experiments.evidence.sensitivity.variance_split import crossed
from sim.inputs.strict import InputError
from sim.policy import NONE, load_policy
from sim.scenario import load_scenario
from tests.messages import mentions

SIZES = (
    "--trajectories", "3", "--base", "4", "--blocks", "8", "--replications", "3",
    "--outcome", "failed_share", "--outcome", "kube_income_idr", "--workers", "1",
)  # fmt: skip


@pytest.fixture
def design(small):
    rng = np.random.default_rng(3)
    space = Space.of(load_scenario(small))
    return space.values(rng.random((12, len(space))))


@pytest.fixture
def said():
    """What was told on the way."""
    return []


@pytest.fixture
def run(small, tmp_path, monkeypatch, said):
    monkeypatch.setattr(points, "CHUNK_RUNS", 8)

    def run(design, folder="runs", workers=1, done=lambda _: None, luck=0, policy=NONE):
        return run_points(
            load_scenario(small),
            1,
            design,
            4,
            tmp_path / folder,
            workers,
            done,
            said.append,
            luck,
            policy,
        )

    return run


def same(one, other):
    return all(np.array_equal(one[name], other[name], equal_nan=True) for name in one)


def test_it_reports_saves_and_goes_on(kubesim, small, tmp_path, monkeypatch):
    done = kubesim("sensitivity", small, *SIZES, "--out", "out", "--json")
    assert done.code == 0, done.err
    report = json.loads(done.out)
    assert list(report["outcomes"]) == ["failed_share", "kube_income_idr"]
    income = report["outcomes"]["kube_income_idr"]
    assert [row["parameter"] for row in income["morris"]] == report["parameters"]
    names = [row["parameter"] for row in income["sobol"]["indices"]]
    assert sorted(names) == sorted([*report["kept"], "others"])
    shares = income["variance"]["shares"]
    assert sum(share["value"] for share in shares.values()) == pytest.approx(1.0)

    folder = tmp_path / "out"
    assert json.loads((folder / "sensitivity.json").read_text()) == report
    manifest = json.loads((folder / "manifest.json").read_text())
    assert set(manifest["files"]) == {
        "morris.png", "sobol.png", "variance.png", "sensitivity.json",
    }  # fmt: skip
    for name, sha256 in manifest["files"].items():
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == sha256

    monkeypatch.setattr(points, "run_task", None)
    again = kubesim("sensitivity", small, *SIZES, "--out", "out")
    assert again.code == 0, again.err
    assert json.loads((folder / "sensitivity.json").read_text()) == report
    assert all(name in again.out for name in shares)
    assert max(map(len, again.out.splitlines())) <= 100


def test_interrupted_it_goes_on_to_the_same(run, design):
    undisturbed = run(design, "undisturbed")
    counts = []

    def stop(count):
        counts.append(count)
        if count == 24:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(design, done=stop)
    assert counts == [0, 8, 16, 24]
    counts.clear()
    assert same(run(design, done=counts.append), undisturbed)
    assert counts == [24, 32, 40, 48]


def test_workers_change_nothing(run, design):
    assert same(run(design, "one"), run(design, "two", workers=2))


def test_a_damaged_chunk_is_set_aside_and_run_again(run, design, tmp_path, said):
    before = run(design)
    path = next((tmp_path / "runs").glob("*.parquet"))
    path.write_bytes(path.read_bytes()[:-1])
    assert same(run(design), before)
    assert path.name in said[0]


def test_points_have_the_same_luck_or_each_its_own(run, design):
    repeated = {name: np.repeat(values[:1], 6) for name, values in design.items()}
    common = run(repeated)["kube_income_idr"]
    assert (common == common[0]).all()
    own = run(repeated, luck=np.arange(len(common)))["kube_income_idr"]
    assert (own[0] == common[0]).all()
    assert len(np.unique(own)) == own.size


def test_points_run_under_their_policy_each_kept_apart(run, design):
    package = load_policy("package")
    plan, under = run(design), run(design, policy=package)
    assert (under["visits"] > plan["visits"]).any()
    assert same(run(design), plan)
    assert same(run(design, policy=package), under)


def test_a_block_crosses_parameters_with_structures(small):
    scenario = load_scenario(small)
    held = scenario.model_copy(update={"parameters": {"meet.raid": 0.02}})
    columns = crossed(held, "prior", 64, np.random.default_rng(1))
    assert "meet.raid" not in columns
    wear = columns["trade.wear_per_month"].reshape(64, 4, 4)  # set by no structure
    assert (wear == wear[:, :, :1]).all()
    assert len(np.unique(wear)) > 250
    bias = columns["live.present_bias"].reshape(64, 4, 4) == 1.0  # the rival's value
    assert (bias == bias[:, :1, :]).all()
    assert 0.4 < bias.mean() < 0.6


def test_two_analyses_do_not_share_a_folder(run, design, tmp_path):
    from experiments.store.disk import locked  # noqa: PLC0415

    (tmp_path / "runs").mkdir()
    with locked(tmp_path / "runs", "analysis"), pytest.raises(InputError, match="runs"):
        run(design)


def test_without_salib_a_line_says_how_to_install_it(kubesim, small, monkeypatch):
    monkeypatch.setitem(sys.modules, "SALib", None)
    done = kubesim("sensitivity", small)
    assert done.code == 2
    assert done.err.count("\n") == 1
    assert mentions(done.err, "SALib pip install kubesim[sensitivity]")


@pytest.mark.parametrize(
    ("arguments", "data"),
    [
        (["--outcome", "fail"], "--outcome fail failed_share"),
        (["--parameters", "point"], "--parameters point prior posterior"),
        (["--base", "100"], "--base 100 2"),
        (["--trajectories", "1"], "--trajectories 1 2"),
        (["--replications", "1"], "--replications 1 2"),
        (["--blocks", "1"], "--blocks 1 2"),
        (["--workers", "0"], "--workers 0 1"),
        (["--base", str(2**22)], "10 min --yes"),
        ([*SIZES, "--outcome", "sustained_mandiri_share"], "sustained_mandiri_share"),
    ],
)
def test_what_cannot_be_had_is_refused_in_a_line(kubesim, small, arguments, data):
    done = kubesim("sensitivity", small, *arguments)
    assert done.code == 2
    assert mentions(done.err.splitlines()[-1], data)
