"""`make` keeps an environment as long as its interpreter and its folder are the same."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MADE = ".venv/made-by"

pytestmark = pytest.mark.skipif(shutil.which("make") is None, reason="needs make")


def make(folder: Path, path: str = "") -> None:
    """Make the environment of a folder, with another folder before the search path if any."""
    env = {**os.environ, "PATH": os.pathsep.join(filter(None, (path, os.environ["PATH"])))}
    python = "python3" if path else getattr(sys, "_base_executable")  # noqa: B009
    command = ("make", f"PYTHON={python}", MADE)
    subprocess.run(command, cwd=folder, env=env, check=True, capture_output=True)


def test_an_activated_environment_stays_and_a_moved_one_is_made_again(tmp_path):
    here, there = tmp_path / "here", tmp_path / "there"
    here.mkdir()
    shutil.copy(ROOT / "Makefile", here)
    make(here)
    (here / ".venv" / "mark").touch()
    make(here)
    make(here, path=str(here / ".venv" / "bin"))
    assert (here / ".venv" / "mark").exists()
    here.rename(there)
    make(there)
    assert not (there / ".venv" / "mark").exists()
