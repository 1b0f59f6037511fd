"""Small rankings, made once."""

from contextlib import contextmanager
from pathlib import Path

import pytest

from experiments.common.uncertainty import uncertainty
from experiments.policy.ranking import Ranking
from experiments.policy.ranking_runs import RUNS, open_ranked, save_set
from experiments.policy.sets import PolicySet, load_set
from experiments.sweeps.plan import plan_in
from experiments.sweeps.sweeping import Sweeping

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
POLICIES = ["set-aside-first-weekly", "monitoring-monthly", "package"]


@contextmanager
def silent(what, total):
    yield lambda done: None


def rank(path, folder, workers=1):
    """Rank a set's file into a folder."""
    policy_set, path = load_set(str(path))
    sweeping = Sweeping(workers, say=lambda line: None)
    drawn = uncertainty("posterior").drawn
    return Ranking(policy_set, path, drawn, sweeping, silent).run(folder)


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


def rank_into(
    folder: Path, scenario: str, policies: list[str], beside: Path, draws: int = 8
) -> Path:
    """Run a set over a scenario, of which a path is seen from `beside`."""
    texts = dict.fromkeys(("title", "judul", "question", "pertanyaan"), "Which?")
    policy_set = PolicySet.model_validate(
        {
            "name": "few",
            **texts,
            "scenario": scenario,
            "policies": policies,
            "draws": draws,
            "luck": 2,
        }
    )
    save_set(folder, policy_set)
    spec = policy_set.sweep(policy_set.seed).model_dump(exclude_none=True)
    plan = plan_in(spec, beside, uncertainty("posterior").drawn)
    Sweeping(1, yes=True, say=lambda _: None).run(plan, folder / RUNS)
    return folder


@pytest.fixture(scope="package")
def forward_folder(tmp_path_factory):
    """Return the folder of a ranking of few policies over `forward`."""
    folder = tmp_path_factory.mktemp("rank")
    return rank_into(folder / "few", "forward", POLICIES, folder / "set.toml")


@pytest.fixture(scope="package")
def folder_of_many_draws(tmp_path_factory):
    """Return the folder of a ranking with draws enough to tell what information is worth."""
    folder = tmp_path_factory.mktemp("many")
    policies = ["visits-weekly", "monitoring-monthly"]
    return rank_into(folder / "few", "forward", policies, folder / "set.toml", draws=48)


@pytest.fixture(scope="package")
def ranked(forward_folder):
    """Return few policies over `forward`."""
    return open_ranked(forward_folder)
