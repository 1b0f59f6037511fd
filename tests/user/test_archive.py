"""The archive of a commit is whole, checks itself, and is the same whoever makes it."""

import hashlib
import io
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from docs.tools.archive import METADATA, SUMS, archive_of, refuse_changes
from sim.inputs.strict import InputError

ROOT = Path(__file__).parents[2]


def git(folder, *arguments):
    name = ("-c", "user.name=A", "-c", "user.email=a@example.org")
    subprocess.run(("git", *name, *arguments), cwd=folder, check=True, capture_output=True)


@pytest.fixture
def checkout(tmp_path):
    """A small checkout with the project's own description."""
    folder = tmp_path / "checkout"
    folder.mkdir()
    (folder / "pyproject.toml").write_bytes((ROOT / "pyproject.toml").read_bytes())
    (folder / "run.sh").write_text("echo\n")
    (folder / "run.sh").chmod(0o755)
    git(folder, "init", "--quiet")
    git(folder, "add", ".")
    git(folder, "commit", "--quiet", "--message", "one")
    return folder


def test_the_same_commit_gives_the_same_bytes(checkout, tmp_path):
    git(tmp_path, "clone", "--quiet", str(checkout), "other")
    assert archive_of(checkout) == archive_of(tmp_path / "other")


def test_checksums_are_of_every_other_file(checkout):
    _, content = archive_of(checkout)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        files = {name.partition("/")[2]: archive.read(name) for name in archive.namelist()}
        modes = {info.filename: info.external_attr >> 16 & 0o777 for info in archive.infolist()}
    listed = dict(reversed(line.split("  ")) for line in files.pop(SUMS).decode().splitlines())
    assert listed == {name: hashlib.sha256(of).hexdigest() for name, of in files.items()}
    assert json.loads(files[METADATA])["name"] == "kubesim"
    assert {0o755} == {mode for name, mode in modes.items() if name.endswith("run.sh")}


def test_what_is_not_committed_is_refused(checkout, tmp_path):
    refuse_changes(checkout)
    (checkout / "run.sh").write_text("echo changed\n")
    with pytest.raises(InputError, match="commit"):
        refuse_changes(checkout)
    with pytest.raises(InputError, match="git checkout"):
        archive_of(tmp_path)


@pytest.mark.skipif(not (ROOT / ".git").exists(), reason="an archive is made of a checkout")
def test_what_is_unpacked_has_data_and_description_and_runs(tmp_path):
    _, content = archive_of(ROOT)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        archive.extractall(tmp_path)
    (top,) = tmp_path.iterdir()
    for name in (
        "LICENSE",
        "CITATION.cff",
        "README.md",
        "docs/odd.md",
        "docs/release.md",
        "sim/observed/calibration.toml",
        "results/calibration/posterior-main.parquet",
    ):
        assert (top / name).is_file()  # fmt: skip
    done = subprocess.run(
        (sys.executable, "-m", "experiments.cli", "check", "banjarmasin", "--json"),
        cwd=top,
        env={**os.environ, "PYTHONPATH": str(top)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert json.loads(done.stdout)["ok"] is True
