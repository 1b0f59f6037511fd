"""The command line as a user has it, and a small scenario."""

import os
import sys
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, settings

from experiments import cli

# Commands speak English where a test does not ask for another language, on any machine.
os.environ["LC_ALL"] = "C.UTF-8"

# Every run draws the same examples, however busy the machine; none is remembered from before.
settings.register_profile(
    "kubesim",
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("kubesim")

SMALL = """
name = "small"
title = "A small scenario"
kind = "historical"
start = "2010-06"
months = 24
seen = "2011-06"
city = { id = 1, name = "Kota", facilitators = 1 }
[prices]
base = "2010-03"
poverty_line_idr = 230712.0
inflation_percent = { 2010 = 9.06, 2011 = 3.98, 2012 = 5.96 }
[[kubes]]
id = 1
name = "=Dated"
founded = "2010-06"
business = "cakes"
grants = [{ kind = "bpls", month = "2010-10", amount_idr = 30_000_000, form = "cash" }]
observed = [
    { quantity = "kas_idr", value = 21_500_000, month = "2011-12", grade = "A" },
    { quantity = "members", value = 12, month = "2011-12", grade = "A" },
]
[[kubes]]
id = 2
name = "Undated [bold]"
founded = "2010-08"
business = "sewing"
observed = [{ quantity = "kas_idr", value = 4_000_000, grade = "A" }]
[[kubes]]
id = 3
name = "Without members"
founded = "2010-07"
business = "rings"
members = 0
"""


class Done(NamedTuple):
    """How a command ended."""

    code: int
    out: str
    err: str


@pytest.fixture
def kubesim(monkeypatch, capsys, tmp_path):
    """Return a function that runs the command line in an empty folder."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str) -> Done:
        monkeypatch.setattr(sys, "argv", ["kubesim", *arguments])
        with pytest.raises(SystemExit) as end:
            cli.main()
        captured = capsys.readouterr()
        return Done(int(end.value.code or 0), captured.out, captured.err)

    return run


@pytest.fixture
def quick_bench(monkeypatch):
    """Let `kubesim bench` measure few runs, and no start."""
    for place, value in {
        "engine_speed.RUNS": 2,
        "run_cost.RUNS": (5, 50),
        "beside_engine.REPLICATIONS": 1,
        "beside_engine.DRAWS": 2,
        "run_cost.start_seconds": lambda cache, *options: 1.0,
        "nation_cost.WHOLE": 0.01,
        "nation_cost.SHARES": (0.01,),
        "nation_cost.STRONG": 0.01,
    }.items():
        monkeypatch.setattr(f"experiments.benchmark.{place}", value)


@pytest.fixture
def quick_elicit(monkeypatch):
    """Let `kubesim elicit weigh` simulate few draws of the prior, beside those that it is given."""
    monkeypatch.setattr("experiments.evidence.elicit.weighing.PRIOR_DRAWS", 8)


@pytest.fixture
def small(tmp_path_factory):
    path = tmp_path_factory.mktemp("scenarios") / "small.toml"
    path.write_text(SMALL)
    return str(path)
