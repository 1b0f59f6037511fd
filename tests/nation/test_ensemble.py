"""The ensemble of a nation: its cities bit for bit as alone, its sums those of the cities."""

import hashlib

import numpy as np
import pytest

from sim.digest import state_bytes
from sim.ensemble.ensemble import Ensemble
from sim.ensemble.nation import NationEnsemble
from sim.ensemble.records import TALLY
from sim.ensemble.totals import PARTS
from sim.model import KubeModel
from sim.nation.cities import city_of
from sim.policy import NONE
from tests.nation.small import REGIONS, nation
from tests.worlds import policy

POLICIES = (NONE, policy(visits_per_month=1.0, rule="set_aside_first"))


@pytest.fixture(scope="module")
def whole():
    return nation()


@pytest.fixture(scope="module")
def states(whole):
    """Final states by city and job."""
    many = NationEnsemble(whole, POLICIES)
    jobs = many.jobs(2, seed=7)
    by_kube = {}
    for done in many.pieces(jobs, lambda city, given, chunk: chunk.states, states=True):
        for place, state in enumerate(done.made):
            by_kube[done.piece.city, done.piece.first + place] = state
    return by_kube


def test_a_city_in_the_nation_ends_as_it_does_alone_on_the_fast_engine(whole, states):
    for city in range(whole.cities):
        alone = Ensemble(city_of(whole, city), POLICIES)
        jobs = alone.jobs(2, seed=7)
        one = [state for chunk in alone.chunks(jobs, states=True) for state in chunk.states]
        assert one == [states[city, job] for job in range(len(jobs))]


@pytest.mark.parametrize("city", [0, 5])
def test_a_city_in_the_nation_ends_as_it_does_alone_in_mesa(whole, states, city):
    for number, over in enumerate(POLICIES):
        model = KubeModel(city_of(whole, city), over, seed=7, replication=1)
        model.run()
        assert state_bytes(model.city) == states[city, 2 * number + 1]


def test_totals_are_the_sums_of_cities_in_whole_numbers(whole):
    many = NationEnsemble(whole, POLICIES)
    jobs = many.jobs(2, seed=7)
    totals = many.totals(jobs, months=(11, 59), states=True)
    for name in TALLY.names or ():
        by_city = []
        for city in range(whole.cities):
            alone = Ensemble(city_of(whole, city), POLICIES)
            by_city.append(alone.run(jobs)[name])
        values = np.array(by_city)
        if values.dtype.kind == "f":
            parts = 1.0 if name.endswith("_idr") else PARTS
            values = np.rint(values * parts) / parts
            assert (totals.tallies[name] * PARTS % 1.0 == 0.0).all()
        assert (totals.tallies[name][:, 0] == values[:4].sum(axis=0)).all()
        assert (totals.tallies[name][:, 1] == values[4:].sum(axis=0)).all()
        assert (totals.nation[name] == values[::-1].sum(axis=0)).all()
    last = totals.stages[:, :, -1]
    assert (last[..., 0] == totals.tallies.gagal).all()
    assert (last.sum(axis=-1) == totals.tallies.kubes).all()


def test_the_digest_of_a_run_is_made_of_the_states_of_its_cities(whole, states):
    many = NationEnsemble(whole, POLICIES)
    totals = many.totals(many.jobs(2, seed=7), states=True)
    for job, digest in enumerate(totals.digests):
        parts = [hashlib.sha256(states[city, job]).digest() for city in range(whole.cities)]
        assert hashlib.sha256(b"".join(parts)).digest() == digest


def test_neither_threads_nor_the_size_of_tasks_change_anything(whole, monkeypatch):
    many = NationEnsemble(whole, POLICIES)
    jobs = many.jobs(3, seed=2)
    one = many.totals(jobs, months=(20,), states=True, threads=1)
    monkeypatch.setattr("sim.ensemble.nation.TASK_HOUSEHOLD_MONTHS", 5_000)
    monkeypatch.setattr("sim.ensemble.nation.JOBS_AT_ONCE", 2)
    three = many.totals(jobs, months=(20,), states=True, threads=3)
    assert one.digests == three.digests
    for a, b in zip(one[:4], three[:4], strict=True):
        assert a.tobytes() == b.tobytes()
    chunks = list(many.chunks(jobs, states=True, threads=2))
    assert [chunk.first for chunk in chunks] == [0, 2, 4]
    assert [state for chunk in chunks for state in chunk.states] == one.digests
    assert np.concatenate([chunk.tallies for chunk in chunks]).tobytes() == one.nation.tobytes()


def test_jobs_that_belong_together_are_never_parted(whole, monkeypatch):
    monkeypatch.setattr("sim.ensemble.nation.TASK_HOUSEHOLD_MONTHS", 1)
    many = NationEnsemble(whole, POLICIES)
    jobs = many.jobs(6)
    pieces = [done.piece for done in many.pieces(jobs, lambda *_: None, together=4)]
    assert len(pieces) == 3 * whole.cities
    assert all(piece.last - piece.first == 4 for piece in pieces)


def test_the_policy_that_changes_nothing_changes_exactly_nothing(whole):
    off = policy("off", active=False, visits_per_month=4.0)
    many = NationEnsemble(whole, (NONE, off))
    totals = many.totals(many.jobs(1), states=True)
    assert totals.digests[0] == totals.digests[1]
    assert totals.tallies[0].tobytes() == totals.tallies[1].tobytes()


def test_another_region_leaves_the_sums_of_the_first(whole):
    alone = NationEnsemble(nation(REGIONS[:1]))
    both = NationEnsemble(whole)
    one, two = alone.totals(alone.jobs(1)), both.totals(both.jobs(1))
    assert one.tallies[:, 0].tobytes() == two.tallies[:, 0].tobytes()


def test_progress_counts_runs_of_cities(whole):
    many = NationEnsemble(whole)
    progress: list[tuple[int, int]] = []
    many.totals(many.jobs(2), progress=lambda done, of: progress.append((done, of)))
    assert progress[-1] == (14, 14)
    assert [done for done, _ in progress] == sorted(done for done, _ in progress)
