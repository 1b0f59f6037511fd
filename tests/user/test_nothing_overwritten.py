"""What is printed as JSON leaves no files, and no default place is that of what ships."""

import json
import subprocess
from pathlib import Path

import pytest

from experiments.common.files import SHIPPED, ships, usual_folder
from sim.locations import RESULTS
from tests.user.test_run import saved

ROOT = Path(__file__).parents[2]
SWEEP = """
name = "tiny"
title = "Tiny"
scenario = "./small.toml"
design = "full"
replications = 2
[[factors]]
name = "policy"
values = ["none", "package"]
"""
COMMANDS = [
    ("run", "SMALL", "--runs", "2"),
    ("compare", "SMALL", "--policy", "none", "--policy", "package", "--runs-most", "4"),
    ("book", "SMALL", "--kube", "1"),
    ("sweep", "SWEEP", "--workers", "1"),
    ("validate", "--runs", "2", "--pattern", "10", "--workers", "1"),
    (
        "sensitivity",
        "SMALL",
        "--contrast",
        "visits-weekly",
        "--outcome",
        "failed_share",
        "--draws",
        "2",
        "--workers",
        "1",
    ),
    ("replay", "SWEPT", "--row", "1"),
]


@pytest.fixture
def files(small, kubesim, tmp_path_factory):
    """Return the small scenario, a sweep of it, and the folder of that sweep, elsewhere."""
    sweep = Path(small).parent / "tiny.toml"
    sweep.write_text(SWEEP)
    swept = tmp_path_factory.mktemp("swept") / "out"
    assert kubesim("sweep", str(sweep), "--out", str(swept), "--workers", "1").code == 0
    return {"SMALL": small, "SWEEP": str(sweep), "SWEPT": str(swept)}


@pytest.mark.parametrize("command", COMMANDS, ids=[command[0] for command in COMMANDS])
def test_json_alone_writes_nothing(kubesim, files, tmp_path, command):
    swept = saved(Path(files["SWEPT"]))
    done = kubesim(*(files.get(part, part) for part in command), "--json")
    assert done.code == 0, done.err
    json.loads(done.out)
    assert saved(tmp_path) == []
    assert saved(Path(files["SWEPT"])) == swept


def test_a_folder_that_is_named_or_a_file_to_save_keeps_the_runs(kubesim, files, tmp_path):
    asked = ("sweep", files["SWEEP"], "--workers", "1")
    told = json.loads(kubesim(*asked, "--json", "--out", "named").out)
    assert told["folder"] == "named"
    assert (tmp_path / "named" / "manifest.json").is_file()
    assert json.loads(kubesim(*asked, "--json").out) == {**told, "folder": None}
    assert kubesim(*asked, "--save", "told.csv").code == 0
    assert (tmp_path / "results" / "sweeps" / "tiny" / "manifest.json").is_file()


def test_nothing_goes_over_what_ships_unless_it_is_named(monkeypatch):
    monkeypatch.chdir(RESULTS.parent)
    for name in SHIPPED:
        assert ships(Path("results", name))
        assert not ships(usual_folder(*name.split("/")))


def test_elsewhere_the_usual_folder_is_the_plain_one(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert usual_folder("policy", "support") == Path("results/policy/support")


@pytest.mark.skipif(not (ROOT / ".git").exists(), reason="no checkout")
def test_every_folder_that_ships_is_known():
    listed = subprocess.run(
        ("git", "ls-files", "results"), cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split()
    folders = {str(Path(name).parent.relative_to("results")) for name in listed}
    assert folders - {"."} == set(SHIPPED)
