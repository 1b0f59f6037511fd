"""Chunks on a Dask cluster: the same digest, whoever dies on the way."""

import signal
from socket import gethostname

import pytest

from experiments.store.cluster import Cluster
from experiments.store.workers import TaskError
from experiments.sweeps.stored_sweep import open_sweep, table_digest
from experiments.sweeps.sweeping import Sweeping
from sim.inputs.strict import InputError
from tests.cluster.jobs import Task, decline, die
from tests.messages import mentions

CHUNK = 8


def swept(plan, folder, cluster, began=lambda rows: None, say=lambda line: None):
    """Run a sweep on a cluster; `began` is called with the rows done."""
    with Cluster(cluster.address, say) as hands:
        sweeping = Sweeping(
            hands.threads, True, lambda line: None, lambda work: began, CHUNK, hands.run_all
        )
        return sweeping.run(plan, folder).sweep


def test_a_cluster_gives_the_digest_of_a_local_run(plan, digest, cluster, tmp_path):
    sweep = swept(plan, tmp_path / "there", cluster)
    assert sweep.digest == digest
    assert table_digest(open_sweep(tmp_path / "there")) == digest


def test_a_worker_that_is_killed_and_one_that_joins_lose_nothing(plan, digest, cluster, tmp_path):
    events = iter([lambda: cluster.workers[0].popen.send_signal(signal.SIGKILL), cluster.worker])

    def began(rows):
        next(events, lambda: None)()

    assert swept(plan, tmp_path / "there", cluster, began).digest == digest
    assert cluster.workers[0].popen.wait(5) == -signal.SIGKILL


def test_when_the_scheduler_dies_what_is_done_is_kept(plan, digest, cluster, tmp_path):
    def began(rows):
        if rows >= 4 * CHUNK:
            cluster.scheduler.popen.send_signal(signal.SIGKILL)

    with pytest.raises(InputError, match=cluster.address):
        swept(plan, tmp_path / "there", cluster, began)
    done = sorted((tmp_path / "there" / "chunks").glob("*.parquet"))
    assert len(done) >= 4
    again = Sweeping(1, say=lambda line: None).run(plan, tmp_path / "there")
    assert again.there >= 4 * CHUNK
    assert again.sweep.digest == digest


def test_when_all_workers_are_gone_it_waits_for_others(
    plan, digest, cluster, tmp_path, lines, monkeypatch
):
    monkeypatch.setattr("experiments.store.cluster.CONNECT_SECONDS", 3.0)

    def began(rows):
        if rows == CHUNK:
            for worker in cluster.workers:
                worker.popen.send_signal(signal.SIGKILL)

    def say(line):
        lines.append(line)
        cluster.worker()

    sweep = swept(plan, tmp_path / "there", cluster, began, say)
    assert sweep.digest == digest
    assert len(lines) == 1


@pytest.mark.parametrize(
    ("job", "message"), [(die, "workers"), (decline, f"{gethostname()}: no, thank you")]
)
def test_a_task_that_cannot_be_done_is_told(job, message, scheduler, tmp_path):
    scheduler.worker()
    with Cluster(scheduler.address) as hands, pytest.raises(TaskError, match=message):
        list(hands.run_all(job, [Task(str(tmp_path))], 1))


def test_the_command_sweeps_on_a_cluster(kubesim, sweep_file, digest, cluster, tmp_path):
    out = tmp_path / "there"
    arguments = ("--parameters", "point", "--out", str(out), "--scheduler", cluster.address)
    done = kubesim("sweep", str(sweep_file), *arguments)
    assert done.code == 0, done.err
    assert f"digest {digest}" in done.out
    assert mentions(done.err, "2 workers")
