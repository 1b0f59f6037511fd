"""What is no scheduler, or cannot be reached, is told in a line."""

import socket

import pytest

from tests.messages import mentions

pytest.importorskip("distributed")


@pytest.fixture
def quick(monkeypatch):
    """Give up after a second."""
    monkeypatch.setattr("experiments.store.cluster.CONNECT_SECONDS", 1.0)


@pytest.fixture
def refused(kubesim, sweep_file, quick):
    """Return a function that tells in which line an address is refused."""

    def refused(address):
        done = kubesim("sweep", str(sweep_file), "--scheduler", address)
        assert done.code == 2
        assert done.err.count("\n") == 1, done.err
        assert done.err.startswith(f"--scheduler {address}: ")
        return done.err

    return refused


@pytest.mark.parametrize(
    ("address", "data"),
    [
        ("10.0.0.1:8786", "tcp:// tls://"),
        ("tcp://127.0.0.1:1", ""),
        ("tcp://nowhere.invalid:8786", ""),
        ("tcp://", ""),
        ("tcp://127.0.0.1", "port"),
        ("tls://127.0.0.1:1", "TLS"),
    ],
)
def test_an_address_of_no_scheduler_is_told(refused, address, data):
    assert mentions(refused(address), f"{address} {data}")


def test_what_never_answers_is_told(refused):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        assert mentions(refused(f"tcp://127.0.0.1:{silent.getsockname()[1]}"), "1 s")


def test_a_worker_is_no_scheduler(refused, scheduler):
    assert mentions(refused(scheduler.worker()), "worker scheduler")


def test_a_cluster_without_workers_is_told(refused, scheduler, monkeypatch):
    monkeypatch.setattr("experiments.store.cluster.WORKERS_SECONDS", 1.0)
    assert mentions(refused(scheduler.address), "workers")


def test_workers_and_a_scheduler_are_not_asked_for_together(kubesim, sweep_file):
    done = kubesim("sweep", str(sweep_file), "--workers", "2", "--scheduler", "tcp://127.0.0.1:1")
    assert done.code == 2
    assert mentions(done.err, "--workers --scheduler")


def test_of_a_scheduler_that_dies_the_command_says_one_line(scheduler, long_sweep):
    scheduler.worker()
    process = long_sweep(scheduler.address)
    scheduler.scheduler.popen.kill()
    _, errors = process.communicate(timeout=60)
    first, *bars, last = errors.splitlines()
    assert process.returncode == 2, errors
    assert mentions(first, "runs")
    assert all(line.startswith("runs ") for line in bars), errors
    assert mentions(last, f"scheduler {scheduler.address}")
