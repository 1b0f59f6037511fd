"""Chunks on a Dask cluster: the same digest, whoever dies on the way."""

import signal

import pytest

from experiments.cluster import Cluster, Code, code_here
from experiments.sweeps.planning import load_plan
from experiments.sweeps.store import open_sweep, table_digest
from experiments.sweeps.sweeping import Sweeping
from sim.inputs.strict import InputError

CHUNK = 8


def swept(plan, folder, cluster, began=lambda rows: None):
    """Run a sweep on a cluster; `began` is called with the rows done."""
    with Cluster(cluster.address) as hands:
        sweeping = Sweeping(
            hands.threads, True, lambda line: None, lambda work: began, CHUNK, hands.run_all
        )
        return sweeping.run(plan, folder).sweep


@pytest.fixture
def plan(sweep_file):
    return load_plan(str(sweep_file))


@pytest.fixture
def digest(plan, tmp_path):
    """The digest of the sweep as it is run here."""
    return Sweeping(1, say=lambda line: None).run(plan, tmp_path / "here").sweep.digest


def test_a_cluster_gives_the_digest_of_a_local_run(plan, digest, cluster, tmp_path):
    found = swept(plan, tmp_path / "there", cluster)
    assert found.digest == digest
    assert table_digest(open_sweep(tmp_path / "there")) == digest


def test_a_worker_that_is_killed_and_one_that_joins_lose_nothing(plan, digest, cluster, tmp_path):
    events = iter([lambda: cluster.workers[0].it.send_signal(signal.SIGKILL), cluster.worker])

    def began(rows):
        next(events, lambda: None)()

    assert swept(plan, tmp_path / "there", cluster, began).digest == digest
    assert cluster.workers[0].it.wait(5) == -signal.SIGKILL


def test_when_the_scheduler_dies_what_is_done_is_kept(plan, digest, cluster, tmp_path):
    def began(rows):
        if rows >= 4 * CHUNK:
            cluster.scheduler.it.send_signal(signal.SIGKILL)

    with pytest.raises(InputError, match="scheduler tcp://127.0.0.1:[0-9]+ is gone"):
        swept(plan, tmp_path / "there", cluster, began)
    done = sorted((tmp_path / "there" / "chunks").glob("*.parquet"))
    assert len(done) >= 4
    again = Sweeping(1, say=lambda line: None).run(plan, tmp_path / "there")
    assert again.there >= 4 * CHUNK
    assert again.sweep.digest == digest


def test_a_worker_of_another_version_is_refused(plan, cluster, tmp_path, monkeypatch):
    ours = Code("0" * 64, *code_here()[1:])
    monkeypatch.setattr("experiments.cluster.code_here", lambda: ours)
    with pytest.raises(InputError, match="runs other code .* install the same version"):
        swept(plan, tmp_path / "there", cluster)


def test_one_of_another_version_that_joins_later_is_refused(plan, cluster, tmp_path, monkeypatch):
    monkeypatch.setattr(Cluster, "_check_workers", lambda self: None)
    ours = Code("0" * 64, *code_here()[1:])
    monkeypatch.setattr("experiments.cluster.code_here", lambda: ours)
    with pytest.raises(InputError, match="runs other code"):
        swept(plan, tmp_path / "there", cluster)
    assert not list((tmp_path / "there" / "chunks").glob("*.parquet"))


def test_the_command_sweeps_on_a_cluster(kubesim, sweep_file, digest, cluster, tmp_path):
    out = tmp_path / "there"
    arguments = ("--parameters", "point", "--out", str(out), "--scheduler", cluster.address)
    done = kubesim("sweep", str(sweep_file), *arguments)
    assert done.code == 0, done.err
    assert f"digest {digest}" in done.out
    assert "on 2 workers" in done.err


@pytest.mark.parametrize(
    ("address", "word"),
    [
        ("10.0.0.1:8786", "must begin with tcp:// or tls://"),
        ("tcp://127.0.0.1:1", "cannot be reached"),
        ("tcp://", "cannot be reached"),
    ],
)
def test_what_is_no_scheduler_is_told_in_a_line(kubesim, sweep_file, address, word, monkeypatch):
    pytest.importorskip("distributed")
    monkeypatch.setattr("experiments.cluster.CONNECT_SECONDS", 1.0)
    done = kubesim("sweep", str(sweep_file), "--scheduler", address)
    assert done.code == 2
    assert done.err.count("\n") == 1, done.err
    assert word in done.err


def test_workers_and_a_scheduler_are_not_asked_for_together(kubesim, sweep_file):
    done = kubesim("sweep", str(sweep_file), "--workers", "2", "--scheduler", "tcp://127.0.0.1:1")
    assert done.code == 2
    assert "give one of the two" in done.err
