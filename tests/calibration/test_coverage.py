"""Intervals of effects hold the truth as often as they say, whatever the truth.

Each of these cities has known parameters, of which only what an observer saw is told, near to what
was seen in Banjarmasin. `calibrate` fits them with the reference table that ships, the count is
weighed on the draws as they are run, and policies are compared under them, as `compare`, `sweep`
and `policy rank` do by `experiments.common.spread`.
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
from experiments.evidence.calibration.bank import Bank
from experiments.evidence.calibration.checks import near_data
from experiments.evidence.calibration.fit import fit
from experiments.evidence.calibration.inputs import load_inputs
from experiments.evidence.calibration.reference_table import load_reference
from experiments.evidence.calibration.variants import run_draws
from experiments.evidence.lever_effects import COMPARED
from sim.ensemble.ensemble import Ensemble
from sim.ensemble.records import JOB
from sim.policy import load_policy
from sim.scenario import load_scenario

TRUTHS, DRAWS, RUNS, RUNS_OF_TRUTH = 200, 64, 2, 64
LEVERS = ("visits", "monitoring", "retention")
PAIRS = tuple(COMPARED[lever] for lever in LEVERS)
"""Without a lever and with it."""
OUTCOMES = ("failed_share", "household_income_idr")
CASES = [
    pytest.param(COMPARED[lever], outcome, id=f"{lever}-{outcome}")
    for lever in LEVERS
    for outcome in OUTCOMES
]
KUBES = 12
CHANCE = 3.5
"""Standard errors that a share may be off by chance."""


def effects_under(scenario, draws, runs, seed):
    """Return the effect of each policy on each outcome, shape (draws, runs)."""
    drawn = Uncertainty("posterior", draws, "")
    names = [name for pair in PAIRS for name in pair]
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
        (pair, name): of[names.index(pair[1])] - of[names.index(pair[0])]
        for name, of in values.items()
        for pair in PAIRS
    }


@pytest.fixture(scope="module")
def told():
    """Return of every truth, policy and outcome what is printed, and what is true."""
    inputs = load_inputs()
    settings = inputs.settings
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
    moved = {pair: moved_between(small, *map(load_policy, pair)) for pair in PAIRS}
    bank = Bank(inputs, draws, {}, [])
    rows = near_data(reference, seen, TRUTHS)
    truth = effects_under(
        small, {name: values[rows] for name, values in draws.items()}, RUNS_OF_TRUTH, 1
    )
    true_draws = Uncertainty("posterior", {name: of[rows] for name, of in draws.items()}, "")
    works = {pair: worlds_of(moved[pair], true_draws, TRUTHS).works for pair in PAIRS}
    cases = []
    for place, row in enumerate(rows):
        data = reference.seen(row)
        posterior = fit(reference, data, settings.fit, row)
        told = exposure.model_copy(update={"failed": data.failed})
        drawn = run_draws(bank, posterior, reference, told, from_prior, DRAWS, threads=2)
        found = effects_under(small, drawn, RUNS, 2 + place)
        for (pair, name), own in found.items():
            worlds = worlds_of(moved[pair], Uncertainty("posterior", drawn, ""), DRAWS)
            printed = effect(BY_NAME[name], own, worlds)
            true = float(np.nanmean(truth[pair, name][place]))
            precise = mean_interval(np.nanmean(own, axis=1))[1:]
            cases.append((pair, name, works[pair][place], true, printed, precise))
    return cases


def share_within(cases):
    """Return how often the 90 % interval holds the true effect, and how often that of the mean."""
    told = [one.over_all.low <= true <= one.over_all.high for *_, true, one, _ in cases]
    precise = [low <= true <= high for *_, true, _, (low, high) in cases]
    return np.mean(told), np.mean(precise)


@pytest.mark.long
@pytest.mark.parametrize(("pair", "outcome"), CASES)
def test_intervals_hold_the_truth_nine_times_in_ten(told, pair, outcome):
    """Where a lever does nothing the truth is 0, which is in every interval: more is no fault."""
    cases = [case for case in told if case[:2] == (pair, outcome)]
    held, by_the_mean = share_within(cases)
    assert held > 0.9 - CHANCE * np.sqrt(0.09 / len(cases))
    assert by_the_mean < 0.6


@pytest.mark.long
@pytest.mark.parametrize(("pair", "outcome"), CASES)
def test_where_the_lever_works_so_do_the_intervals_of_working_worlds(told, pair, outcome):
    cases = [case for case in told if case[:2] == (pair, outcome) and case[2]]
    held = np.mean(
        [
            works.low <= true <= works.high
            for *_, true, one, _ in cases
            for works in [one.if_it_works or one.over_all]
        ]
    )
    assert held == pytest.approx(0.9, abs=CHANCE * np.sqrt(0.09 / len(cases)))
