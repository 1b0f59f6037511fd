"""Intervals of effects hold the truth as often as they say, whatever the truth.

Each of these cities has known parameters, of which only what an observer saw is told, near to what
was seen in Banjarmasin. `calibrate` fits them with the reference table that ships, and policies are
compared under the draws, as `compare`, `sweep` and `policy rank` do by `experiments.common.spread`.
What was measured elsewhere takes no part, for nobody measured it in these cities.
"""

import json

import numpy as np
import pytest

from experiments.common.differences import mean_interval
from experiments.common.draws import STRUCTURES
from experiments.common.outcomes import BY_NAME
from experiments.common.spread import effect
from experiments.common.uncertainty import FOLDER, Uncertainty
from experiments.common.worlds import moved_between, worlds_of
from experiments.evidence.calibration.checks import near_data
from experiments.evidence.calibration.fit import fit
from experiments.evidence.calibration.inputs import load_inputs
from experiments.evidence.calibration.reference_table import load_reference
from experiments.evidence.calibration.variants import posterior_draws
from sim.ensemble.ensemble import Ensemble
from sim.ensemble.records import JOB
from sim.policy import load_policy
from sim.scenario import load_scenario

TRUTHS, DRAWS, RUNS, RUNS_OF_TRUTH = 240, 96, 2, 64
PLAN = "visits-none"
POLICIES = ("visits-weekly", "monitoring-monthly", "all-set-aside-first")
OUTCOMES = ("failed_share", "household_income_idr")
KUBES = 12
CHANCE = 3.5
"""Standard errors that a share may be off by chance."""


def effects_under(scenario, draws, runs, seed):
    """Return the effect of each policy on each outcome, shape (draws, runs)."""
    drawn = Uncertainty("posterior", draws, "")
    names = [PLAN, *POLICIES]
    city = Ensemble(
        scenario, [load_policy(name) for name in names], drawn.sets(scenario, range(len(drawn)))
    )
    jobs = np.recarray((len(names), len(drawn), runs), JOB)
    policy, draw, run = np.indices(jobs.shape)
    jobs.policy, jobs.parameters, jobs.replication, jobs.seed = (
        policy,
        draw,
        draw * runs + run,
        seed,
    )
    tallies = city.run(jobs.reshape(-1))
    values = {name: BY_NAME[name].of(tallies).reshape(jobs.shape) for name in OUTCOMES}
    return {
        (policy, name): of[place] - of[0]
        for name, of in values.items()
        for place, policy in enumerate(POLICIES, start=1)
    }


@pytest.fixture(scope="module")
def told():
    """Return of every truth, policy and outcome what is printed, and what is true."""
    inputs = load_inputs()
    settings = inputs.settings
    settings = settings.model_copy(
        update={"fit": settings.fit.model_copy(update={"posterior_draws": DRAWS})}
    )
    main = settings.variant[0]
    exposure = settings.exposure_of(main)
    reference, draws, seen = load_reference(inputs, FOLDER, exposure)
    report = json.loads((FOLDER / "calibration.json").read_text())["variants"][0]
    from_prior = [
        *(one["name"] for one in report["parameters"] if one["runs_from"] == "prior"),
        *(STRUCTURES[one["factor"]] for one in report["structures"] if one["runs_from"] == "prior"),
    ]
    plan = load_scenario("forward")
    small = plan.model_copy(update={"kubes": plan.kubes[:KUBES]})
    moved = {name: moved_between(small, load_policy(PLAN), load_policy(name)) for name in POLICIES}
    rows = near_data(reference, seen, TRUTHS)
    truth = effects_under(
        small, {name: values[rows] for name, values in draws.items()}, RUNS_OF_TRUTH, 1
    )
    true_draws = Uncertainty("posterior", {name: of[rows] for name, of in draws.items()}, "")
    works = {name: worlds_of(moved[name], true_draws, TRUTHS).works for name in POLICIES}
    cases = []
    for place, row in enumerate(rows):
        posterior = fit(reference, reference.seen(row), settings.fit, row)
        drawn = posterior_draws(posterior, reference, settings, from_prior)
        found = effects_under(small, drawn, RUNS, 2 + place)
        for (policy, name), own in found.items():
            worlds = worlds_of(moved[policy], Uncertainty("posterior", drawn, ""), DRAWS)
            printed = effect(BY_NAME[name], own, worlds)
            true = float(np.nanmean(truth[policy, name][place]))
            precise = mean_interval(np.nanmean(own, axis=1))[1:]
            cases.append((policy, name, works[policy][place], true, printed, precise))
    return cases


def share_within(cases):
    """Return how often the 90 % interval holds the true effect, and how often that of the mean."""
    told = [one.over_all.low <= true <= one.over_all.high for *_, true, one, _ in cases]
    precise = [low <= true <= high for *_, true, _, (low, high) in cases]
    return np.mean(told), np.mean(precise)


@pytest.mark.long
@pytest.mark.parametrize("outcome", OUTCOMES)
@pytest.mark.parametrize("policy", POLICIES)
def test_intervals_hold_the_truth_nine_times_in_ten(told, policy, outcome):
    """Where a lever does nothing the truth is 0, which is in every interval: more is no fault."""
    cases = [case for case in told if case[:2] == (policy, outcome)]
    held, by_the_mean = share_within(cases)
    assert held > 0.9 - CHANCE * np.sqrt(0.09 / len(cases))
    assert by_the_mean < 0.6


@pytest.mark.long
@pytest.mark.parametrize("outcome", OUTCOMES)
@pytest.mark.parametrize("policy", POLICIES)
def test_where_the_lever_works_so_do_the_intervals_of_working_worlds(told, policy, outcome):
    cases = [case for case in told if case[:2] == (policy, outcome) and case[2]]
    held = np.mean(
        [one.if_it_works.low <= true <= one.if_it_works.high for *_, true, one, _ in cases]
    )
    assert held == pytest.approx(0.9, abs=CHANCE * np.sqrt(0.09 / len(cases)))
