"""Made-up spaces of runs, and a small sweep that is worth discovering in."""

import numpy as np
import pytest

from experiments.common.uncertainty import uncertainty
from experiments.policy.discover.run_space import Column, Input, Space
from experiments.sweeps.plan import load_plan
from experiments.sweeps.sweeping import Sweeping
from tests.conftest import SMALL

FEW = 20
"""Resamples of a quick test."""
SWEEP = """
name = "small"
title = "Visits and a raid"
scenario = "./small.toml"
design = "full"
replications = 24
[[factors]]
name = "visits_per_month"
values = [0.0, 1.0, 6.0]
[[factors]]
name = "starter_form"
values = ["cash", "in_kind"]
"""


def made(x, case, units=None, names=None):
    """Return a space whose inputs are numbers; runs are independent unless units are given."""
    names = names or [f"x{place}" for place in range(x.shape[1])]
    inputs = tuple(Input(name, "factor") for name in names)
    columns = tuple(Column(place) for place in range(len(inputs)))
    return Space(inputs, columns, x, case, units or (np.arange(len(x)),))


@pytest.fixture
def planted():
    """Return runs of which those with x0 above 0.6 and x2 below 0.5 are mostly cases."""
    rng = np.random.default_rng(5)
    x = rng.random((1200, 6))
    inside = (x[:, 0] > 0.6) & (x[:, 2] < 0.5)
    return made(x, rng.random(1200) < np.where(inside, 0.9, 0.05))


@pytest.fixture
def few(monkeypatch):
    monkeypatch.setattr("experiments.policy.discover.discovery.RESAMPLES", FEW)


@pytest.fixture
def fewest(monkeypatch):
    monkeypatch.setattr("experiments.policy.discover.discovery.RESAMPLES", 4)


@pytest.fixture(scope="package")
def swept(tmp_path_factory):
    """Return the folder of a finished sweep under draws of the posterior."""
    folder = tmp_path_factory.mktemp("sweep")
    longer = SMALL.replace("months = 24", "months = 48").replace(
        "2012 = 5.96 }", "2012 = 5.96, 2013 = 6.98, 2014 = 7.17 }"
    )
    (folder / "small.toml").write_text(longer)
    (folder / "sweep.toml").write_text(SWEEP)
    plan = load_plan(str(folder / "sweep.toml"), uncertainty("posterior").drawn)
    Sweeping(1, say=lambda _: None).run(plan, folder / "out")
    return folder / "out"
