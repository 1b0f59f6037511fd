"""A small ranking that briefs are written of; its texts do what they can to break a page."""

from pathlib import Path
from typing import Any

import pytest

from experiments.common.uncertainty import uncertainty
from experiments.policy.brief.finished_ranking import FinishedRanking, finished
from experiments.policy.ranking import Ranking
from experiments.policy.sets import load_set
from experiments.sweeps.sweeping import Sweeping

HOSTILE = "<script>alert(1)</script><img src='https://example.org/x.png'> & 40 % {x}"
SET = f"""
name = "tiny"
title = "{HOSTILE}"
judul = "{HOSTILE}"
question = "Which of 2 policies? {HOSTILE}"
pertanyaan = "Kebijakan mana dari 2? {HOSTILE}"
scenario = "forward"
policies = ["package", "./hostile.toml", "visits-weekly"]
draws = 8
luck = 2
"""
POLICY = f"""
name = "hostile"
title = "{HOSTILE}"
judul = "{HOSTILE}"
[levers]
visits_per_month = 2.5
honorarium_idr = 700000
open_books = true
monitoring_on = "at_risk"
preparation_practice = 0.5
"""


class _Bar:
    """Shows no progress."""

    def __enter__(self) -> Any:
        return lambda done: None

    def __exit__(self, *_: object) -> None:
        return None


@pytest.fixture(scope="session")
def ranked_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a finished ranking."""
    place = tmp_path_factory.mktemp("ranking")
    (place / "tiny.toml").write_text(SET, encoding="utf-8")
    (place / "hostile.toml").write_text(POLICY, encoding="utf-8")
    policy_set, path = load_set(str(place / "tiny.toml"))
    sweeping = Sweeping(1, True, lambda line: None, lambda work: lambda done: None)
    drawn = uncertainty("posterior").drawn
    Ranking(policy_set, path, drawn, sweeping, lambda what, total: _Bar()).run(place / "out")
    return place / "out"


@pytest.fixture(scope="session")
def ranked(ranked_folder: Path) -> FinishedRanking:
    """Return that ranking."""
    return finished(ranked_folder, "tiny")
