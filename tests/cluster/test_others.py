"""The bank of a calibration and a ranking on a Dask cluster; Ctrl-C on the way."""

import signal

from experiments.common.uncertainty import uncertainty
from experiments.evidence.calibration.bank import fill_bank
from experiments.policy.ranking import Ranking
from experiments.policy.sets import load_set
from experiments.store.cluster import Cluster
from experiments.sweeps.sweeping import Sweeping
from tests.calibration.small import small_inputs
from tests.policy.conftest import SET, rank, silent


def test_a_bank_filled_by_a_cluster_is_the_one_filled_here(cluster, tmp_path):
    inputs = small_inputs()
    here = fill_bank(inputs, tmp_path / "here", 64, chunk_draws=32)
    with Cluster(cluster.address) as hands:
        folder, many = tmp_path / "there", hands.threads
        there = fill_bank(inputs, folder, 64, many, chunk_draws=8, run_all=hands.run_all)
    assert there.digest == here.digest


def test_a_ranking_on_a_cluster_says_what_one_here_says(cluster, tmp_path):
    (tmp_path / "small.toml").write_text(SET)
    policies, path = load_set(str(tmp_path / "small.toml"))
    here = rank(path, tmp_path / "here")
    with Cluster(cluster.address) as hands:
        sweeping = Sweeping(hands.threads, say=lambda line: None, run_all=hands.run_all)
        ranking = Ranking(policies, path, uncertainty("posterior").drawn, sweeping, silent)
        assert ranking.run(tmp_path / "there")["digest"] == here["digest"]


def test_ctrl_c_keeps_what_is_done_and_frees_the_cluster(cluster, long_sweep, tmp_path):
    process = long_sweep(cluster.address)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "Traceback" not in errors
    assert list((tmp_path / "out" / "chunks").glob("*.parquet"))
    with Cluster(cluster.address) as hands:
        assert hands.threads == 2
