"""Stages from the money of one run and the books of another, compiled and by the agents' code."""

import numpy as np
import pytest

from sim.ensemble.ensemble import Ensemble
from sim.ensemble.machine_code import restage
from sim.months import KubeMonth
from sim.outcomes import _mean_stage, sustained_mandiri
from sim.policy import NONE, load_policy
from sim.rules.stages import MANDIRI
from sim.scenario import load_scenario


@pytest.fixture(scope="module")
def runs():
    """Return a city with the months of its Kubes under the plan and under a package."""
    city = Ensemble(load_scenario("forward"), [NONE, load_policy("package")])
    jobs = city.jobs(3)
    series = [
        kubes
        for chunk in city.chunks(jobs, months=range(city.scenario.months))
        for kubes in chunk.kubes
    ]
    return city, list(zip(series[:3], series[3:], strict=True))


def restaged(city, money, inputs):
    kubes = money.shape[1]
    at_end, sustained = np.zeros(kubes, np.int64), np.zeros(kubes, np.int64)
    ends = np.ascontiguousarray(city.given.kubes[0].support_ends)
    p = city.given.parameters[0].stages
    restage(money, inputs, ends, city.given.prices, p, at_end, sustained)
    return at_end, sustained


def months_of(series, kube):
    rows = [row for row in series[:, kube] if row.stage >= 0]
    return [KubeMonth(*(row[name].item() for name in KubeMonth._fields)) for row in rows]


def test_a_run_beside_itself_has_the_stages_that_it_had(runs):
    city, pairs = runs
    for pair in pairs:
        for series in pair:
            at_end, sustained = restaged(city, series, series)
            assert (at_end == series[-1].stage).all()
            for kube, end in enumerate(city.given.kubes[0].support_ends):
                expected = sustained_mandiri(months_of(series, kube), int(end))
                assert bool(sustained[kube]) == expected


def test_it_is_the_same_as_the_split_that_is_written_in_plain_python(runs):
    city, pairs = runs
    p, prices = city.scenario.values().stages, list(city.given.prices)
    moved = 0
    for plan, package in pairs:
        for money, inputs in ((plan, package), (package, plan)):
            at_end, _ = restaged(city, money, inputs)
            moved += int((at_end != money[-1].stage).sum())
            for kube in range(money.shape[1]):
                a, b = months_of(money, kube), months_of(inputs, kube)
                whole = _mean_stage(a, b, prices, p) * len(a)
                before = _mean_stage(a[:-1], b[:-1], prices, p) * (len(a) - 1)
                assert at_end[kube] == round(whole - before)
    assert moved
    assert any((pair[1][-1].stage == MANDIRI).any() for pair in pairs)
