"""A small ranking, made once."""

from contextlib import contextmanager

import pytest

from experiments.policy.ranking import Ranking
from experiments.policy.sets import load_set
from experiments.sweeps.sweeping import Sweeping
from experiments.uncertainty import uncertainty

SET = """
name = "small"
title = "A small set"
judul = "Kumpulan kecil"
question = "Which policy?"
pertanyaan = "Kebijakan mana?"
scenario = "forward"
draws = 12
luck = 2
policies = ["package", "visits-weekly", "all-set-aside-first", "set-aside-first-weekly"]
"""


@contextmanager
def silent(what, total):
    yield lambda done: None


def rank(path, folder, workers=1):
    """Rank a set's file into a folder."""
    found, path = load_set(str(path))
    sweeping = Sweeping(workers, say=lambda line: None)
    drawn = uncertainty("posterior").drawn
    return Ranking(found, path, drawn, sweeping, silent).run(folder)


@pytest.fixture(scope="session")
def small_set(tmp_path_factory):
    path = tmp_path_factory.mktemp("set") / "small.toml"
    path.write_text(SET)
    return path


@pytest.fixture(scope="session")
def ranking(small_set, tmp_path_factory):
    """Return the folder of a ranking and its report."""
    folder = tmp_path_factory.mktemp("ranking") / "small"
    return folder, rank(small_set, folder)
