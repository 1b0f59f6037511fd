"""The class sees a plausible world in which choices matter: neither all fails, nor all succeeds."""

import numpy as np
import pytest

from experiments.common.draws import STRUCTURES, priors
from experiments.common.uncertainty import uncertainty
from experiments.evidence.class_draw import RUNS, SEED, every_lever_works
from sim.ensemble.ensemble import Ensemble
from sim.ensemble.records import JOB
from sim.policy import load_policy
from sim.scenario import load_scenario


def failed_under(place, *policies):
    """Return the share of Kubes that fail under policies, with the class's parameters."""
    scenario = uncertainty("class").scenario(load_scenario(place), 0)
    city = Ensemble(scenario, [load_policy(name) for name in policies])
    jobs = np.recarray((len(policies), 3 * RUNS), JOB)
    policy, run = np.indices(jobs.shape)
    jobs.policy, jobs.replication, jobs.parameters, jobs.seed = policy, run, 0, SEED
    chunks = city.chunks(jobs.reshape(-1), months=[scenario.months - 1])
    stages = np.concatenate([chunk.kubes.stage[:, 0] for chunk in chunks])
    return (stages.reshape(len(policies), -1) == 0).mean(axis=1)


def test_they_are_a_draw_of_the_posterior_in_which_every_lever_works():
    drawn = uncertainty("posterior").draws
    own = uncertainty("class").draws
    names = (*priors(), *STRUCTURES.values())
    same = np.all([drawn[name] == own[name] for name in names], axis=0)
    assert same.any()
    assert every_lever_works(drawn)[same].all()


@pytest.mark.parametrize("place", ["banjarmasin", "classroom"])
def test_not_everything_dies_whatever_the_group_does(place):
    shared, saved, package = failed_under(
        place, "share-everything", "all-set-aside-first", "package"
    )
    assert 0.02 < package < saved < shared < 0.85
    assert package < shared - 0.15
