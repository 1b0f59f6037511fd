"""A worker that runs other code takes no part, whenever it comes; the others go on."""

import re
import shutil

import pytest

from experiments.store.cluster import Cluster
from experiments.store.cluster_worker import code_here
from experiments.sweeps.sweeping import Sweeping
from sim.inputs.strict import InputError
from tests.cluster.conftest import ROOT

OURS = re.escape(str(code_here()))
"""The code of this computer, which the refusal names beside the worker's."""


@pytest.fixture
def copy(tmp_path):
    """A folder with the same code."""
    folder = tmp_path / "copy"
    for name in ("sim", "experiments"):
        shutil.copytree(ROOT / name, folder / name)
    return folder


@pytest.fixture
def bare(tmp_path):
    """A folder that hides kubesim from a worker that has it installed."""
    for name in ("sim", "experiments"):
        (tmp_path / "bare" / name).mkdir(parents=True)
        (tmp_path / "bare" / name / "__init__.py").write_text("raise ImportError('not installed')")
    return tmp_path / "bare"


def change(folder):
    path = folder / "experiments" / "sweeps" / "chunks.py"
    path.write_text(path.read_text() + "# another version\n")


def test_a_cluster_of_another_version_is_refused(scheduler, copy):
    change(copy)
    name = scheduler.worker(copy)
    said = f"{name}.*{OURS}"
    with pytest.raises(InputError, match=said), Cluster(scheduler.address):
        pass


def test_code_that_is_changed_under_a_worker_is_not_what_it_runs(scheduler, copy):
    change(copy)
    scheduler.worker(copy)
    for _ in range(2):
        with (
            pytest.raises(InputError, match=OURS),
            Cluster(scheduler.address),
        ):
            pass
        shutil.copytree(ROOT / "experiments", copy / "experiments", dirs_exist_ok=True)


def test_a_cluster_without_kubesim_is_refused(scheduler, bare):
    scheduler.worker(bare)
    with pytest.raises(InputError, match="not installed"):
        Cluster(scheduler.address).__enter__()


def test_those_that_join_later_are_left_out_and_the_others_go_on(
    plan, digest, scheduler, copy, bare, tmp_path, lines
):
    scheduler.worker()
    change(copy)
    strangers = iter([copy, bare])

    def began(rows):
        for code in strangers:
            scheduler.worker(code)

    with Cluster(scheduler.address, lines.append) as hands:
        sweeping = Sweeping(
            1, True, lines.append, lambda work: began, chunk_rows=8, run_all=hands.run_all
        )
        assert sweeping.run(plan, tmp_path / "there").sweep.digest == digest
    assert any(str(code_here()) in line for line in lines)
    assert any("not installed" in line for line in lines)
    assert all(worker.popen.poll() is None for worker in scheduler.workers)
