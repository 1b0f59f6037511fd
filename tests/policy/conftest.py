"""Small rankings as a folder holds them."""

from pathlib import Path

import pytest

from experiments.policy.folder import RUNS, open_ranked, save_set
from experiments.policy.sets import PolicySet
from experiments.sweeps.planning import plan_in
from experiments.sweeps.sweeping import Sweeping
from experiments.uncertainty import uncertainty

POLICIES = ["set-aside-first-weekly", "monitoring-monthly", "package"]


def rank_into(folder: Path, scenario: str, policies: list[str], beside: Path) -> Path:
    """Run a set over a scenario, of which a path is seen from `beside`."""
    texts = dict.fromkeys(("title", "judul", "question", "pertanyaan"), "Which?")
    found = PolicySet.model_validate(
        {"name": "few", **texts, "scenario": scenario, "policies": policies, "draws": 8, "luck": 2}
    )
    save_set(folder, found)
    spec = found.sweep(found.seed).model_dump(exclude_none=True)
    plan = plan_in(spec, beside, uncertainty("posterior").drawn)
    Sweeping(1, yes=True, say=lambda _: None).run(plan, folder / RUNS)
    return folder


@pytest.fixture(scope="package")
def forward_folder(tmp_path_factory):
    """Return the folder of a ranking of few policies over `forward`."""
    folder = tmp_path_factory.mktemp("rank")
    return rank_into(folder / "few", "forward", POLICIES, folder / "set.toml")


@pytest.fixture(scope="package")
def ranked(forward_folder):
    """Return few policies over `forward`."""
    return open_ranked(forward_folder)
