"""Twice the Kubes take the same memory: each nation in a process of its own."""

import json

import pytest

from experiments.benchmark.nation_cost import cost_of, part_of
from experiments.benchmark.run_cost import alone, peak_mb
from experiments.sweeps.chunks import Task, run_rows
from sim.ensemble.nation import NationEnsemble
from sim.nation.cities import city_of
from sim.nation.load import load_nation
from sim.policy import NONE

SLACK_MB = 40


def test_memory_does_not_grow_with_the_number_of_kubes():
    few, many = cost_of(0.02, 2), cost_of(0.16, 2)
    assert many["kubes"] > 5 * few["kubes"]
    assert many["peak_memory_mb"] < few["peak_memory_mb"] + SLACK_MB
    assert many["peak_memory_mb"] < 500


def test_memory_does_not_grow_with_the_number_of_runs():
    peaks = []
    for runs in (2, 20):
        code = f"from tests.nation.test_memory import peak_of; peak_of({runs})"
        peaks.append(alone(code))
    assert peaks[1] < peaks[0] + SLACK_MB


def peak_of(runs: int) -> None:
    """Run a part of the nation so often; print the peak of memory."""
    ensemble = NationEnsemble(part_of(load_nation("indonesia"), 0.0), [NONE])
    for _ in ensemble.chunks(ensemble.jobs(runs), states=True, threads=2):
        pass
    print(json.dumps(peak_mb()))


def test_memory_does_not_grow_with_the_rows_of_a_sweep():
    peaks = []
    for rows in (2, 20):
        code = f"from tests.nation.test_memory import peak_of_rows; peak_of_rows({rows})"
        peaks.append(alone(code))
    assert peaks[1] < peaks[0] + SLACK_MB


def peak_of_rows(count: int) -> None:
    """Run so many rows of a sweep over a part of the nation; print the peak of memory."""
    part, rows = part_of(load_nation("indonesia"), 0.0), tuple(range(count))
    none = (0,) * count
    run_rows(Task("", part, (NONE, NONE), {}, ("key",), 1, none, rows, none, {}))
    print(json.dumps(peak_mb()))


@pytest.mark.parametrize("share", [0.0, 0.5, 2.0])
def test_a_part_of_the_nation_has_its_own_ids(share):
    part = part_of(load_nation("indonesia"), share)
    type(part).model_validate(part.model_dump())
    assert city_of(part, part.cities - 1).kubes
