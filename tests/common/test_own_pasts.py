"""Kubes that were seen are in every run what they were seen to be; after today luck goes on."""

import numpy as np
import pytest

from experiments.common.engines import runs_of
from experiments.common.own_pasts import own_pasts
from experiments.common.uncertainty import FIRST_VALUES
from sim.ensemble.ensemble import Ensemble
from sim.policy import NONE, load_policy
from sim.scenario import Scenario
from tests.worlds import RICH, kube, world

TODAY = "2006-06"
RUNS = 12
KAS_IDR = 6_000_000


def figure(quantity, value, month=TODAY):
    return {"quantity": quantity, "value": value, "month": month, "grade": "B"}


SEEN = [
    kube(1, observed=[figure("members", 8), figure("kas_idr", KAS_IDR)]),
    kube(2, status="active"),
    kube(3, status="dissolved", ended="2005-10"),
    kube(4),
]
CITY = Scenario.model_validate(
    {**world(SEEN, 60, RICH).model_dump(), "today": TODAY, "start": "2004-01"}
)
AT = CITY.month(TODAY)


def of(scenario, policy=NONE, engine="fast", runs=RUNS, seed=1):
    return list(runs_of(engine, scenario, policy, runs, seed, FIRST_VALUES))


def found(city, jobs):
    """Return pasts, which there are."""
    pasts = own_pasts(city, jobs)
    assert pasts is not None
    return pasts


@pytest.fixture(scope="module")
def seen():
    return of(CITY)


@pytest.fixture(scope="module")
def unseen():
    return of(CITY.model_copy(update={"today": None}))


def test_kubes_are_what_they_were_seen_to_be(seen, unseen):
    stages = np.array([run.kubes.stage[:, AT] > 0 for run in seen]).mean(axis=0)
    assert stages[:3].tolist() == [1.0, 1.0, 0.0]
    before = np.array([run.kubes.stage[:, AT] > 0 for run in unseen]).mean(axis=0)
    assert (before[:3] != stages[:3]).any()


def test_figures_are_met_as_nearly_as_their_errors_let(seen, unseen):
    def off(runs):
        kas = np.array([run.kubes.kas_idr[0, AT] for run in runs]) / 1e6
        heads = np.array([run.kubes.members[0, AT] for run in runs])
        return abs(np.log1p(kas) - np.log1p(KAS_IDR / 1e6)).mean(), abs(heads - 8).mean()

    assert np.array(off(seen)) == pytest.approx(0, abs=1.5)
    assert all(np.array(off(seen)) < np.array(off(unseen)))


def test_what_was_not_seen_stays_as_uncertain_as_it_is(seen):
    profits = {run.kubes.profit_idr[1, : AT + 1].tobytes() for run in seen}
    assert len(profits) > RUNS / 2
    assert len({run.state for run in seen}) == RUNS


def test_a_kube_that_nobody_saw_has_the_luck_of_the_run():
    city = Ensemble(CITY)
    pasts = found(city, city.jobs(RUNS))
    assert pasts.replications[:, 3].tolist() == list(range(RUNS))
    assert pasts.as_seen == 1.0


@pytest.mark.parametrize("name", ["package", "no-support"])
def test_every_policy_meets_the_same_past(seen, name):
    under = of(CITY, load_policy(name))
    for one, other in zip(seen, under, strict=True):
        assert one.kubes[:, : AT + 1].tobytes() == other.kubes[:, : AT + 1].tobytes()
    assert any(one.state != other.state for one, other in zip(seen, under, strict=True))


def test_both_engines_make_the_same_runs(seen):
    mesa = of(CITY, engine="mesa", runs=3)
    assert [run.state for run in mesa] == [run.state for run in seen[:3]]


def test_pasts_depend_on_neither_the_number_of_runs_nor_their_company():
    city = Ensemble(CITY)
    alone, all_ = (found(city, jobs) for jobs in (city.jobs(1, first=RUNS - 1), city.jobs(RUNS)))
    assert alone.replications[0].tolist() == all_.replications[-1].tolist()


def test_without_a_today_or_without_figures_nothing_is_chosen():
    for scenario in (
        CITY.model_copy(update={"today": None}),
        world(4, 60, RICH).model_copy(update={"today": TODAY}),
    ):
        city = Ensemble(scenario)
        assert own_pasts(city, city.jobs(1)) is None
