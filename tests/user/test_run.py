"""`kubesim run`: what it prints and saves, what it refuses, how it stops."""

import csv
import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from experiments.common import files
from experiments.common.readings import READINGS
from experiments.common.spread_words import parameters_text
from experiments.common.uncertainty import NOTHING_DRAWN
from experiments.runs.run_summary import stage_shares, summarise
from experiments.runs.runner import run_many
from sim.digest import state_bytes
from sim.model import KubeModel
from sim.policy import NONE
from sim.rules.stages import STAGES
from sim.scenario import load_scenario
from tests.messages import mentions
from tests.terminal import stopped_by_ctrl_c
from tests.worlds import kube, policy, world

ROOT = Path(__file__).parents[2]
KEYS = {
    "scenario", "policy", "engine", "runs", "months", "today", "seed", "parameters", "stages",
    "seen", "seen_alive", "kubes", "households", "proposed_share", "realised_share",
    "ledger_difference_idr", "digest", "overruled",
}  # fmt: skip


def saved(folder):
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


def test_json_is_all_there_is_on_stdout(kubesim, small, tmp_path):
    done = kubesim("run", small, "--runs", "3", "--json")
    summary = json.loads(done.out)
    assert done.code == 0
    assert summary.keys() == KEYS
    assert (summary["runs"], summary["months"], summary["seed"]) == (3, 24, 1)
    assert (summary["scenario"], summary["policy"]) == ("small", "none")
    assert summary["ledger_difference_idr"] == 0
    for part in (summary, summary["seen"], *summary["kubes"]):
        assert list(part["stages"]) == list(STAGES)
        assert sum(part["stages"].values()) == 1
    assert saved(tmp_path) == []


def test_percentiles_are_in_order_and_of_the_living(kubesim, small):
    kubes = json.loads(kubesim("run", small, "--runs", "4", "--json").out)["kubes"]
    for one in kubes:
        for figures in (*(one["kas_idr"][reading] for reading in READINGS), one["members"]):
            if figures["n"]:
                assert figures["p05"] <= figures["p50"] <= figures["p95"]
            else:
                assert figures["p05"] is figures["p50"] is figures["p95"] is None
    dead = kubes[2]
    assert dead["stages"]["gagal"] == 1
    assert dead["alive_share"] == 0
    assert dead["kas_idr"]["cash"] == {"p05": None, "p50": None, "p95": None, "n": 0}


def test_observed_figures_are_compared_in_their_months(kubesim, small):
    kubes = json.loads(kubesim("run", small, "--runs", "2", "--json").out)["kubes"]
    assert [one["month"] for one in kubes] == ["2011-12", "2011-01/2015-12", "2011-06"]
    assert kubes[0]["kas_idr"]["observed"] == 21_500_000
    assert kubes[0]["members"]["observed"] == 12
    figure = kubes[1]["observed"][0]
    assert figure["value"] == 4_000_000
    assert set(figure["simulated"]) == set(READINGS)


def test_undated_figures_are_pooled_over_the_months_of_the_survey():
    undated = {"quantity": "kas_idr", "value": 1, "grade": "A"}
    scenario = world([kube(1, founded="2010-12", observed=[undated])], months=9 * 12)
    runs = run_many(scenario, NONE, 2, 1)
    pooled = slice(7 * 12, 9 * 12)
    alive = runs.alive[:, 0, pooled]
    figures = summarise(runs)["kubes"][0]["kas_idr"]["liquid"]
    assert figures["n"] == alive.sum() > 0
    values = runs.money["liquid"][:, 0, pooled][alive]
    assert figures["p50"] == round(float(np.percentile(values, 50)))


def test_households_count_wherever_they_live():
    runs = run_many(world(2, months=30), NONE, 2, 1)
    households = summarise(runs)["households"]
    models = [KubeModel(world(2, months=30), seed=1, replication=n) for n in range(2)]
    for model in models:
        model.run()
    months = [month for model in models for month in model.city.history]
    count = sum(month.members + month.others for month in months)
    income = sum(month.income_idr for month in months)
    assert households["household_months"] == count
    assert households["income_idr"]["nominal"] == round(income / count)
    assert households["income_idr"]["real"] > households["income_idr"]["nominal"]


def test_digest_is_that_of_the_states_in_order():
    scenario = world(2, months=12)
    states = hashlib.sha256()
    for replication in range(3):
        model = KubeModel(scenario, seed=5, replication=replication)
        model.run()
        states.update(state_bytes(model.city))
    assert run_many(scenario, NONE, 3, 5).digest == states.hexdigest()
    assert run_many(scenario, NONE, 3, 5).digest == states.hexdigest()
    assert run_many(scenario, NONE, 3, 6).digest != states.hexdigest()


def test_realised_share_stays_below_what_was_proposed():
    summary = summarise(run_many(world(3), policy(set_aside_share=0.5), 2, 1))
    assert 0 < summary["realised_share"] <= summary["proposed_share"] <= 0.5


@pytest.mark.parametrize(
    "counts", [(1, 2, 3, 4), (0, 0, 7, 0), (3, 3, 3, 1), (1, 1, 1, 0), (11, 13, 17, 19)]
)
def test_shares_add_up_to_exactly_one(counts):
    stages = np.repeat(np.arange(4, dtype=np.int8), counts)
    shares = stage_shares(stages)
    total = 0.0
    for share in shares.values():
        total += share
    assert total == 1
    assert list(shares.values()) == pytest.approx([count / sum(counts) for count in counts])


def test_a_scenario_without_kubes_has_nothing_to_show(kubesim, small, tmp_path):
    path = tmp_path / "none.toml"
    path.write_text(Path(small).read_text().split("[[kubes]]", maxsplit=1)[0])
    done = kubesim("run", "./none.toml", "--runs", "2", "--out", "out", "--json")
    summary = json.loads(done.out)
    assert done.code == 0
    assert summary["stages"] == dict.fromkeys(STAGES, 0)
    assert summary["realised_share"] is None
    assert summary["households"]["income_idr"] == {"nominal": None, "real": None}
    assert saved(tmp_path / "out") == ["kubes.csv", "summary.json"]


def test_tables_fit_and_files_are_named(kubesim, small, tmp_path):
    done = kubesim("run", small, "--runs", "2", "--policy", "none")
    assert done.code == 0
    assert max(len(line) for line in done.out.splitlines()) <= 100
    for text in ("Undated [bold]", "21.5", "gagal", "realised", "ledger difference"):
        assert text in done.out
    start = "saved results/"
    named = [line[6:] for line in done.out.splitlines() if line.startswith(start)]
    assert sorted(named) == [name for name in saved(tmp_path) if Path(name).suffix]
    for name in named:
        content = (tmp_path / name).read_bytes()
        assert content.startswith(b"\x89PNG") == name.endswith(".png")
        assert len(content) > 100
    summary = json.loads((tmp_path / "results/small-none/summary.json").read_text())
    again = json.loads(kubesim("run", small, "--runs", "2", "--json").out)
    assert summary == again


def test_parameters_are_the_posterior_unless_others_are_asked_for(kubesim, small):
    asked = {
        kind: json.loads(kubesim("run", small, "--runs", "2", *option, "--json").out)
        for kind, option in {
            "": (), **{kind: ("--parameters", kind) for kind in ("posterior", "prior", "point")}
        }.items()
    }  # fmt: skip
    assert asked[""] == asked["posterior"]
    assert [summary["parameters"]["kind"] for summary in asked.values()][1:] == [*asked][1:]
    assert len({summary["digest"] for summary in asked.values()}) == 3
    assert asked["point"]["digest"] == run_many(load_scenario(small), NONE, 2, 1).digest
    said = kubesim("run", small, "--runs", "1", "--parameters", "point").out
    assert parameters_text(NOTHING_DRAWN) in said


def test_what_a_scenario_overrules_of_a_rival_structure_is_told(kubesim, small, tmp_path):
    own = tmp_path / "own.toml"
    own.write_text(Path(small).read_text() + '\n[parameters]\n"live.present_bias" = 0.5\n')
    done = kubesim("run", str(own), "--runs", "2", "--parameters", "prior", "--json")
    (told,) = json.loads(done.out)["overruled"]
    assert (told["structure"], told["parameter"]) == ("structure.present_bias", "live.present_bias")
    assert mentions(done.err, "live.present_bias 0.5 structure.present_bias patient")
    done = kubesim("run", str(own), "--runs", "2", "--parameters", "point", "--json")
    assert json.loads(done.out)["overruled"] == []


def test_kubes_csv_has_the_figures_of_the_summary(kubesim, small, tmp_path):
    summary = json.loads(kubesim("run", small, "--runs", "2", "--out", "o", "--json").out)
    with (tmp_path / "o" / "kubes.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert rows[0]["name"] == "'=Dated"
    for row, one in zip(rows, summary["kubes"], strict=True):
        p50 = one["kas_idr"]["saved"]["p50"]
        assert row["kas_saved_p50"] == ("" if p50 is None else str(p50))
        assert float(row["gagal_share"]) == one["stages"]["gagal"]


def test_banjarmasin_shows_what_was_observed(kubesim):
    done = kubesim("run", "--runs", "1", "--json")
    kubes = {one["name"]: one for one in json.loads(done.out)["kubes"]}
    assert len(kubes) == 10
    assert kubes["Dasa Maya"]["kas_idr"]["observed"] == 45_000_000
    assert kubes["Dasa Maya"]["month"] == "2011-12"
    assert kubes["Hunafa Bersama"]["members"]["observed"] == 33
    assert kubes["Melati"]["kas_idr"]["observed"] == 4_017_000
    assert kubes["Talawang"]["kas_idr"]["observed"] is None


@pytest.mark.parametrize(
    ("arguments", "data"),
    [
        (("--runs", "0"), "--runs 0"),
        (("--runs", "many"), "--runs"),
        (("--runs", "1000000000"), "--runs 1000000000"),
        (("--seed", "-1"), "--seed -1"),
        (("--seed", "4294967296"), "--seed 4294967296"),
        (("--engine", "steam"), "--engine steam"),
        (("--parameters", "pint"), "--parameters pint posterior prior point"),
        (("--policy", "no-suport"), "no-suport no-support"),
        (("--out", "file"), "file:"),
        (("--out", "file/folder"), "file:"),
        (("--out", "/proc/nothing"), "/proc:"),
        (("--colour",), "--colour"),
    ],
)
def test_bad_input_is_refused_in_a_line(kubesim, small, tmp_path, arguments, data):
    (tmp_path / "file").touch()
    done = kubesim("run", small, *arguments)
    assert (done.code, done.out) == (2, "")
    assert len(done.err.splitlines()) == 1
    assert mentions(done.err, data)
    assert saved(tmp_path) == ["file"]


def test_faults_of_the_options_are_told_together(kubesim):
    done = kubesim("run", "--runs", "0", "--seed", "-1", "--engine", "steam")
    assert done.code == 2
    assert len(done.err.splitlines()) == 3


def test_an_unknown_scenario_is_refused(kubesim):
    done = kubesim("run", "banjarmasn")
    assert (done.code, done.out) == (2, "")
    assert done.err.count("\n") == 1
    assert mentions(done.err, "banjarmasn scenario banjarmasin")


def test_interrupted_saving_leaves_nothing(tmp_path, monkeypatch):
    calls = []

    def interrupt(handle):
        calls.append(handle)
        if len(calls) == 2:
            raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        files.save_all(tmp_path / "out", {"a.txt": b"a", "b.txt": b"b"})
    assert saved(tmp_path / "out") == []


def test_saving_replaces_what_was_there(tmp_path):
    (tmp_path / "a.txt").write_text("old")
    assert files.save_all(tmp_path, {"a.txt": b"new"}) == [tmp_path / "a.txt"]
    assert saved(tmp_path) == ["a.txt"]
    assert (tmp_path / "a.txt").read_text() == "new"


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_control_c_ends_cleanly(tmp_path):
    stopped = stopped_by_ctrl_c(tmp_path, b"/1000", "run", "--runs", "1000", "--out", "out")
    assert (stopped.code, stopped.out) == (130, b"")
    assert b"Traceback" not in stopped.shown
    assert saved(tmp_path) == []


def test_help_answers_without_the_model():
    loaded = (
        "import sys, experiments.cli; "
        "print([name for name in ('mesa', 'numpy', 'matplotlib', 'pydantic.main') "
        "if name in sys.modules])"
    )
    done = subprocess.run(
        (sys.executable, "-c", loaded), cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout == "[]\n"


def test_tables_of_runs_do_not_load_scipy():
    loaded = "import sys, experiments.runs.run_tables; print('scipy' in sys.modules)"
    done = subprocess.run(
        (sys.executable, "-c", loaded), cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout == "False\n"


@pytest.mark.parametrize("command", [(), ("run",), ("book",)])
def test_every_help_has_an_example(kubesim, command):
    done = kubesim(*command, "--help")
    assert done.code == 0
    assert done.out.count(" ".join(("kubesim", *command))) >= 2, "beside the usage"


def test_version(kubesim):
    done = kubesim("--version")
    assert done.code == 0
    assert done.out.startswith("kubesim")
