"""A worker or a scheduler that is there and does not answer."""

import signal

import pytest

from experiments.store import cluster as connected
from experiments.store.cluster import Cluster
from experiments.sweeps.sweeping import Sweeping
from sim.inputs.strict import InputError
from tests.messages import mentions


@pytest.fixture(autouse=True)
def impatient(monkeypatch):
    monkeypatch.setattr(connected, "ANSWER_SECONDS", 3.0)


def test_a_worker_that_does_not_answer_is_left_out_and_the_others_go_on(
    plan, digest, cluster, tmp_path, lines
):
    cluster.workers[0].popen.send_signal(signal.SIGSTOP)
    with Cluster(cluster.address, lines.append) as hands:
        sweeping = Sweeping(1, True, lines.append, chunk_rows=40, run_all=hands.run_all)
        assert sweeping.run(plan, tmp_path / "there").sweep.digest == digest
    assert len(lines) == 1
    assert mentions(lines[0], "worker 3 s")


def test_a_scheduler_that_hangs_ends_the_run_in_a_line(plan, cluster, tmp_path, lines):
    def began(rows):
        cluster.scheduler.popen.send_signal(signal.SIGSTOP)

    with Cluster(cluster.address, lines.append) as hands:
        sweeping = Sweeping(
            1, True, lines.append, lambda work: began, chunk_rows=4, run_all=hands.run_all
        )
        with pytest.raises(InputError, match=cluster.address):
            sweeping.run(plan, tmp_path / "there")
