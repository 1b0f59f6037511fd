"""A bank is the same however it is filled, and holds what single runs of the model give."""

import subprocess
import sys

import numpy as np
import pytest

from experiments.common.draws import (
    STRUCTURES,
    SURVEY,
    draw,
    in_force,
    priors,
    unit_of,
    value_at,
)
from experiments.evidence.calibration.bank import count_there, fill_bank
from experiments.evidence.calibration.simulate import until_seen
from experiments.runs.runner import MONEY
from experiments.store.disk import locked
from sim.inputs.strict import InputError
from sim.model import KubeModel

KILLED = -9


@pytest.fixture(scope="module")
def plain(inputs, tmp_path_factory):
    return fill_bank(inputs, tmp_path_factory.mktemp("plain"), 128)


def test_workers_and_chunks_change_nothing(fill, plain):
    filled = fill(128, workers=2, chunk_draws=24)
    assert filled.simulated == 128
    assert filled.bank.digest == plain.digest


@pytest.mark.parametrize("workers", [1, 2])
def test_a_killed_bank_goes_on_to_the_same(fill, plain, tmp_path, inputs, workers):
    command = [sys.executable, "-m", "tests.calibration.killed", str(tmp_path / "bank")]
    killed = subprocess.run([*command, "128", str(workers), "16", "3"], check=False)
    assert killed.returncode == KILLED
    there = count_there(inputs, tmp_path / "bank", 128)
    assert 0 < there < 128
    filled = fill(128, chunk_draws=16)
    assert filled.simulated == 128 - there
    assert filled.bank.digest == plain.digest
    assert fill(128).simulated == 0


def test_more_draws_only_add_to_fewer(fill, plain):
    assert fill(64).simulated == 64
    assert fill(128).simulated == 64
    assert fill(128).bank.digest == plain.digest
    assert len(fill(64).bank) == 64


def test_a_damaged_chunk_is_set_aside_and_made_again(fill, plain, tmp_path, lines):
    fill(128)
    chunk = next((tmp_path / "bank" / "chunks").glob("bank-*"))
    content = bytearray(chunk.read_bytes())
    content[len(content) // 2] ^= 1
    chunk.write_bytes(content)
    filled = fill(128)
    assert filled.simulated == 64
    assert filled.bank.digest == plain.digest
    assert any(chunk.name in line for line in lines)


def test_stored_draws_are_not_drawn_again(fill, monkeypatch):
    before = fill(64).bank.draws

    def other(*_):
        draws = draw(128, 5, 6, range(12, 24))
        return {name: values.copy() for name, values in draws.items()}

    monkeypatch.setattr("experiments.evidence.calibration.bank.draw", other)
    after = fill(128).bank.draws
    for name, values in before.items():
        assert (after[name][:64] == values).all()


def test_two_calibrations_do_not_share_a_folder(fill, tmp_path):
    fill(64)
    with locked(tmp_path / "bank", "calibration"), pytest.raises(InputError, match="bank"):
        fill(64)
    assert fill(64).simulated == 0


def test_draws_fill_the_priors_and_are_rounded():
    draws = draw(256, 1, 4, range(10, 20))
    assert set(draws) == {*priors(), SURVEY, *STRUCTURES.values()}
    for name, prior in priors().items():
        values = draws[name]
        assert prior.low <= values.min() and values.max() <= prior.high
        unit = unit_of(prior, values)
        bins = int(prior.high - prior.low) + 1 if prior.shape == "whole" else 4
        counts = np.histogram(unit, bins, (0.0, 1.0))[0]
        assert abs(counts - 256 / bins).max() <= 2, name
        assert all(value == float(f"{value:.4g}") for value in values.tolist())
        assert np.allclose(value_at(prior, unit), values, rtol=1e-12)
    assert set(draws[SURVEY]) == set(range(10, 20))


def replications(bank, row):
    settings = bank.inputs.settings.bank
    first = row * (settings.replications_most + settings.cohorts)
    return range(first, first + settings.replications_most)


def model_of(bank, scenario, row, replication):
    one = {name: values[row : row + 1] for name, values in bank.draws.items()}
    values = {name: float(value[0]) for name, value in in_force(one, scenario.values()).items()}
    model = KubeModel(
        scenario.model_copy(update={"parameters": values}),
        seed=bank.inputs.settings.bank.seed,
        replication=replication,
    )
    model.run()
    return model


@pytest.mark.parametrize("row", [0, 3, 77])
def test_each_kube_is_read_in_the_first_replication_in_which_it_lives(plain, row):
    """Every replication is run again, agent by agent."""
    inputs = plain.inputs
    models = {r: model_of(plain, inputs.ten, row, r) for r in replications(plain, row)}
    for name, month in inputs.months_seen.items():
        seen = int(plain.draws[SURVEY][row]) if month is None else month
        place = list(inputs.kubes).index(name)
        kubes = {r: model.city.kubes[place] for r, model in models.items()}
        months = {r: kube.history[seen - kube.founded] for r, kube in kubes.items()}
        alive = [r for r, month in months.items() if month.stage]
        first = int(plain.kube(name, "replication")[row])
        assert first == (min(alive) if alive else -1)
        if not alive:
            continue
        first_month, kube = months[first], kubes[first]
        assert plain.kube(name, "stage")[row] == first_month.stage
        assert plain.kube(name, "members")[row] == first_month.members
        for ours, theirs in (("cash", "cash"), ("bank", "bank"), ("lent", "lent"), ("iks", "iks")):
            assert plain.kube(name, f"{ours}_idr")[row] == MONEY[theirs](first_month)
        assert plain.kube(name, "equipment_idr")[row] == first_month.equipment_idr
        assert plain.kube(name, "saved_idr")[row] == first_month.saved_idr
        year = kube.history[max(0, seen - kube.founded - 11) : seen - kube.founded + 1]
        proposed = sum(max(0, month.profit_idr) * month.proposed_share for month in year)
        held = sum(month.aside_idr for month in year) / proposed if proposed else 0.0
        assert plain.kube(name, "held")[row] == pytest.approx(held)


@pytest.mark.parametrize("row", [0, 5])
def test_the_cohort_is_as_it_is_when_the_whole_time_is_run(plain, row):
    inputs = plain.inputs
    assert until_seen(inputs.cohort).months < inputs.cohort.months
    seen = inputs.cohort.month(inputs.cohort.seen)
    for city in range(inputs.settings.bank.cohorts):
        replication = replications(plain, row).stop + city
        model = model_of(plain, inputs.cohort, row, replication)
        failed = [not kube.history[seen - kube.founded].stage for kube in model.city.kubes]
        assert plain.failed[row, city].tolist() == failed
