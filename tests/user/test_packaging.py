"""The wheel carries all that `kubesim run` needs, and runs away from the repository."""

import json
import os
import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PIP = (sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check")

PYTHONS = ("3.11", "3.12", "3.13", "3.14")

SWEEP = """
name = "mine"
title = "Mine"
scenario = "banjarmasin"
design = "full"
replications = 2
factors = [{ name = "visits_per_month", values = [0.0, 4.0] }]
"""


def run(*command, cwd=ROOT):
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    done = subprocess.run(
        command, cwd=cwd, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def build(folder, *kinds):
    run(sys.executable, "-m", "build", "--no-isolation", *kinds, "--outdir", str(folder))
    return next(folder.glob("*.whl"))


def contents(wheel):
    with zipfile.ZipFile(wheel) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def check_installed(environment, folder):
    binaries = environment / "bin"
    kubesim = str(binaries / "kubesim")
    summary = json.loads(run(kubesim, "run", "banjarmasin", "--runs", "1", "--json", cwd=folder))
    assert (summary["scenario"], summary["parameters"]["kind"]) == ("banjarmasin", "posterior")
    checked = json.loads(run(kubesim, "check", "share-visits-monitoring", "--json", cwd=folder))
    assert (checked["ok"], checked["kind"]) == (True, "sweep")
    (folder / "mine.toml").write_text(SWEEP)
    swept = json.loads(run(kubesim, "sweep", "./mine.toml", "--out", "mine", "--json", cwd=folder))
    assert swept["run"] == 4
    assert (folder / "mine" / "manifest.json").is_file()
    where = run(str(binaries / "python"), "-c", "import sim; print(sim.__file__)", cwd=folder)
    assert Path(where.strip()).is_relative_to(environment)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """Build the wheel from the source distribution, as an index's users get it."""
    return build(tmp_path_factory.mktemp("from-sdist"))


def test_the_wheel_carries_the_data(wheel):
    names = contents(wheel).keys()
    for folder, suffixes in (("scenarios", {".toml", ".csv"}), ("sim/observed", {".toml"})):
        packed = folder if folder.startswith("sim/") else f"sim/data/{folder}"
        files = [path for path in (ROOT / folder).rglob("*") if path.suffix in suffixes]
        assert files
        for path in files:
            assert f"{packed}/{path.relative_to(ROOT / folder).as_posix()}" in names
    assert "sim/data/results/README.md" in names
    assert [name for name in names if "docs/" in name] == ["sim/data/docs/odd.md"]
    pages = ("classroom", "explorer", "reporting")
    shown = [path for name in pages for path in (ROOT / "experiments" / name).rglob("*")]
    for path in shown:
        if path.suffix in (".css", ".js", ".svg", ".toml"):
            assert path.relative_to(ROOT).as_posix() in names
    calibration = {Path(name).name for name in names if "results/calibration/" in name}
    assert calibration >= {"posterior-main.parquet", "prior.parquet", "calibration.json"}
    assert not any("/bank/" in name for name in names)


def test_source_and_repository_build_the_same_wheel(wheel, tmp_path):
    """But for code that was compiled beforehand, which is there for one Python and processor."""
    both = [contents(wheel), contents(build(tmp_path, "--wheel"))]
    made = [name for name in both[1] if name.startswith("sim/compiled/")]
    for content in both:
        content.pop(next(name for name in content if name.endswith(".dist-info/RECORD")))
    for name in made:
        both[1].pop(name)
    assert both[0] == both[1]


def test_the_wheel_runs_from_another_folder(wheel, tmp_path):
    environment = tmp_path / "venv"
    venv.create(environment)
    python = str(environment / "bin" / "python")
    own = run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))").strip()
    # The dependencies come from here. Path files inside a folder that a path file names are not
    # read, so an editable install of this repository stays out of sight.
    shared = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    (Path(own) / "dependencies.pth").write_text("\n".join(sorted(shared)))
    run(*PIP, "--python", python, "install", "--no-index", "--no-deps", str(wheel))
    check_installed(environment, tmp_path)


def interpreter(version):
    """Return a Python of a version: this one, one that is called by its name, or one of pyenv's."""
    named = shutil.which(f"python{version}")
    places = [*Path("~/.pyenv/versions").expanduser().glob(f"{version}.*/bin/python")]
    for path in filter(None, [named, *places]):
        asked = (str(path), "-c", "import sys; print('%d.%d' % sys.version_info[:2])")
        done = subprocess.run(asked, capture_output=True, text=True, check=False)
        if done.stdout.strip() == version:
            return str(path)
    pytest.skip(f"there is no Python {version} here")


@pytest.mark.long
@pytest.mark.parametrize("version", PYTHONS)
def test_pip_installs_the_wheel_and_its_dependencies(wheel, tmp_path, version):
    environment = tmp_path / "venv"
    run(interpreter(version), "-m", "venv", str(environment))
    pip = (str(environment / "bin" / "python"), "-m", "pip", "--quiet")
    # What is pinned was chosen without 3.14: there the ranges of pyproject.toml choose.
    pinned = () if version == "3.14" else ("--constraint", str(ROOT / "constraints.txt"))
    run(*pip, "--disable-pip-version-check", "install", *pinned, str(wheel))
    check_installed(environment, tmp_path)
