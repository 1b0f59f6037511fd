"""Sweeps over drawn parameters: a replication has one draw at every point, and is run again."""

import json

import numpy as np
import pytest

from experiments.common.languages import LANGS
from experiments.common.outcomes import outcomes_of
from experiments.common.spread_words import parameters_text
from experiments.common.uncertainty import Drawn
from experiments.comparing.comparison import aim_of, compare, sides_of_points
from experiments.replaying.replay import replay
from experiments.sweeps.findings import findings
from experiments.sweeps.findings_report import effect_title
from experiments.sweeps.plan import load_plan
from experiments.sweeps.sweep_words import texts, worlds_text
from experiments.sweeps.verifying import verify
from sim.ensemble.ensemble import Ensemble
from sim.inputs.strict import InputError
from sim.policy import NONE
from sim.scenario import load_scenario
from tests.draws import ship, some_draws
from tests.messages import mentions
from tests.sweeps.conftest import FACTORS, SHARES

STRUCTURE = """
[[factors]]
name = "structure.present_bias"
values = ["biased", "patient"]
"""
RAID = "meet.raid"


@pytest.fixture
def draws(monkeypatch):
    """Four draws, which ship as the posterior."""
    draws = some_draws()
    ship(monkeypatch, draws)
    return draws


@pytest.fixture
def plan(files, draws):
    """Return a function that makes a plan of six replications with these draws."""

    def plan(factors=FACTORS, drawn=draws.drawn, **keys):
        file = files.write(files.text(factors, **{"replications": "6", **keys}))
        return load_plan(file, drawn)

    return plan


def test_chunks_and_workers_do_not_matter(plan, run):
    whole = run(plan(), "whole").sweep
    digests = {
        whole.digest,
        run(plan(), "two", workers=2, chunk_rows=7).sweep.digest,
    }
    assert len(digests) == 1
    assert run(plan(seed="2"), "other").sweep.digest not in digests


def test_a_replication_has_its_draw_at_every_point_and_factors_hold_over_it(plan, run, draws):
    sweep = run(plan(), chunk_rows=7).sweep
    income = sweep.rows(["household_income_idr"])["household_income_idr"].reshape(6, 6)
    for row in (0, 13, 35):
        made = sweep.run_of(row)
        parameters = made.scenario_with_parameters.parameters
        assert parameters[RAID] == sweep.points[row // 6].values[RAID]
        skill = draws.draws["founding.income_mean"][row % 6 % 4]
        assert parameters["founding.income_mean"] == skill
        assert replay(made).agrees
    assert len(np.unique(income[0])) == 6


def test_a_structure_that_is_a_factor_is_not_drawn(plan, run):
    sweep = run(plan(STRUCTURE, replications="4")).sweep
    draws = sweep.uncertainty
    for row in (1, 6):
        made = sweep.run_of(row)
        bias = made.scenario_with_parameters.parameters["live.present_bias"]
        drawn = draws.draws["live.present_bias"][made.replication]
        assert bias == (drawn if row < 4 else 1.0)
        assert replay(made).agrees
    assert mentions(effect_title(sweep, findings(sweep).effects[0]), "biased patient")


def test_one_at_a_time_begins_with_the_draws(plan, files):
    factors = FACTORS + STRUCTURE
    drawn = plan(factors, design='"one-at-a-time"')
    assert drawn.values[0][1:] == (None, None)
    assert drawn.parameters_of(drawn.points[0]) == {}
    assert drawn.parameters_of(drawn.points[-1]) == {"structure.present_bias": 1.0}
    first = files.plan(factors, design='"one-at-a-time"')
    assert first.values[0][1:] == (0.021, "biased")


def test_other_draws_have_other_keys(plan):
    keys = set(plan().keys("code"))
    for other in (some_draws(seed=2).drawn, some_draws(5).drawn):
        assert not keys & set(plan(drawn=other).keys("code"))
    assert keys == set(plan(replications="9").keys("code"))
    named = plan('[[factors]]\nname = "policy"\nvalues = ["none"]\n')
    at_first = plan('[[factors]]\nname = "meet.raid"\nvalues = [0.021]\n')
    assert list(named.keys("code")) != list(at_first.keys("code"))


def test_other_draws_run_everything_again(plan, run, monkeypatch):
    first = run(plan(SHARES))
    assert (run(plan(SHARES)).run, run(plan(SHARES, replications="8")).run) == (0, 4)
    other = some_draws(seed=2)
    ship(monkeypatch, other)
    again = run(plan(SHARES, drawn=other.drawn))
    assert (again.run, again.sweep.drawn) == (12, other.drawn)
    assert again.sweep.digest != first.sweep.digest


def test_rows_whose_draws_do_not_ship_any_more_are_told_in_words(
    plan, run, kubesim, monkeypatch, tmp_path
):
    out = str(tmp_path / "out")
    stored = run(plan(SHARES)).sweep.drawn
    assert kubesim("verify", out, "--rerun", "4").code == 0
    ship(monkeypatch, some_draws(seed=2))
    digests = f"posterior {some_draws(seed=2).digest[:12]} {stored.digest[:12]}"
    assert verify(tmp_path / "out", 0).faults == []
    assert mentions(verify(tmp_path / "out", 2).faults[0], digests)
    for command in (
        ("replay", "--row", "0"),
        ("why", "--row", "0", "--against", "7"),
        ("compare", "--point", "0", "--point", "1"),
    ):
        done = kubesim(command[0], out, *command[1:])
        assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)
        assert mentions(done.err, digests)
    assert kubesim("table", out).code == 0
    points = ("--point", "0", "--point", "1", "--runs-most", "4")
    assert kubesim("compare", out, *points, "--parameters", "point").code == 0


def test_two_points_are_compared_on_their_draws(plan, run):
    sweep = run(plan(replications="8")).sweep
    sides = sides_of_points(sweep, (0, 5), sweep.uncertainty)
    comparison = compare(sides, sweep.seed, aim_of("failed_share", 8))
    rows = sweep.rows(["household_income_idr"])["household_income_idr"].reshape(6, 8)
    income = comparison.means["household_income_idr"]
    assert income == pytest.approx((rows[0].mean(), rows[5].mean()))


def test_two_policies_are_compared_on_the_same_draws(kubesim, small, draws):
    both = ("--policy", "none", "--policy", "package")
    report = json.loads(kubesim("compare", small, *both, "--runs-most", "10", "--json").out)
    assert report["parameters"]["digest"] == draws.digest
    done = kubesim("compare", small, *both, "--runs-most", "10")
    words = " ".join(done.out.split())
    assert parameters_text(draws.drawn) in words
    income = report["outcomes"]["household_income_idr"]
    place = load_scenario(small)
    city = Ensemble(place, [NONE], draws.sets(place, range(8)))
    jobs = np.ascontiguousarray(city.jobs(8, 1).reshape(8, 8).diagonal())
    alone = outcomes_of(city.run(jobs))
    assert income["a"] == pytest.approx(alone["household_income_idr"].mean())


def test_rows_of_other_draws_part_in_their_parameters(plan, run, kubesim, tmp_path):
    run(plan())
    out = str(tmp_path / "out")
    asked = {
        row: json.loads(kubesim("why", out, "--row", "0", "--against", str(row), "--json").out)
        for row in (1, 4, 6, 13)
    }
    assert asked[1]["settings"] == asked[4]["settings"] == asked[4]["drawn"] == {}
    assert "founding.income_mean" in asked[1]["drawn"]
    assert asked[6]["drawn"] == {}
    assert asked[6]["settings"] == {RAID: [0.01, 0.1]}
    assert RAID in asked[13]["settings"]
    assert RAID not in asked[13]["drawn"]
    shown = kubesim("why", out, "--row", "0", "--against", "1").out
    assert mentions(shown, str(len(asked[1]["drawn"])))


@pytest.mark.parametrize(
    ("replications", "draws", "said"),
    [(80, 40, "chance_removed"), (40, 2048, "once"), (40, 1, "one")],
)
def test_words_say_over_what_a_spread_is(replications, draws, said):
    drawn = Drawn("posterior" if draws > 1 else "point", draws)
    for lang in LANGS:
        words = texts(lang)
        start = words[f"worlds.{said}"].partition("{")[0]
        assert worlds_text(words, replications, drawn).startswith(start)
    assert mentions(worlds_text(texts("en"), 40, Drawn("posterior", 2048)), "draws = 20")


def test_replications_beyond_the_draws_run_them_again(plan, files, run):
    drawn, first = run(plan(), "drawn").sweep, run(files.plan(), "first").sweep
    for sweep, runs in ((drawn, 2), (first, 4)):
        told = findings(sweep).effects[0].spreads["household_income_idr"].over_all
        assert (told.draws, told.runs_per_draw) == (sweep.drawn.draws, runs)


def test_a_sweep_without_its_draws_is_refused(files, kubesim, monkeypatch):
    def missing(kind):
        raise InputError(["prior.parquet: not found"])

    monkeypatch.setattr("experiments.common.uncertainty.uncertainty", missing)
    done = kubesim("sweep", files.write(files.text()), "--out", "out")
    assert (done.code, done.err) == (2, "prior.parquet: not found\n")
    done = kubesim("sweep", files.write(files.text()), "--parameters", "pint")
    assert mentions(done.err, "--parameters pint posterior prior point")
