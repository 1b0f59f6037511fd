"""A small sweep whose rows are run again."""

import pytest

from experiments.sweeps.plan import load_plan
from experiments.sweeps.stored_sweep import open_sweep
from experiments.sweeps.sweeping import Sweeping
from tests.conftest import SMALL

SWEEP = """
name = "small"
title = "Visits and the share set aside"
scenario = "./small.toml"
design = "list"
replications = 2
[[points]]
visits_per_month = 1.0
set_aside_share = 0.3
"meet.raid" = 0.1
[[points]]
visits_per_month = 6.0
set_aside_share = 0.3
"meet.raid" = 0.1
[[points]]
visits_per_month = 1.0
set_aside_share = 0.6
"meet.raid" = 0.1
[[points]]
visits_per_month = 1.0
set_aside_share = 0.3
"meet.raid" = 0.3
"""
"""Rows 2, 4 and 6 are on the luck of row 0; row 1 is on another."""


@pytest.fixture(scope="package")
def swept(tmp_path_factory):
    """Return the folder of a finished sweep."""
    folder = tmp_path_factory.mktemp("sweep")
    (folder / "small.toml").write_text(SMALL)
    (folder / "sweep.toml").write_text(SWEEP)
    Sweeping(1, say=lambda _: None).run(load_plan(str(folder / "sweep.toml")), folder / "out")
    return folder / "out"


@pytest.fixture
def sweep(swept):
    return open_sweep(swept)
