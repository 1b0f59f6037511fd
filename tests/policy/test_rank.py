"""`kubesim policy rank`: what it says is what was run, and the plan against itself is nothing."""

import csv
import json
import re

import numpy as np
import pytest

from experiments.policy import accounting as money
from experiments.policy.brief.finished_ranking import finished
from experiments.policy.ranking_runs import FRESH, open_ranked
from experiments.policy.ranking_tables import sentences
from experiments.policy.sets import ALWAYS, load_set
from experiments.sweeps.stored_sweep import open_sweep
from experiments.sweeps.verifying import verify
from sim.inputs.strict import InputError
from tests.messages import mentions
from tests.policy.conftest import SET, rank

FEW = re.sub("policies = .*", 'policies = ["set-aside-30", "package"]', SET)
"""A set of its two policies alone."""


def numbers(data):
    """Yield every number in plain data."""
    if isinstance(data, dict):
        for value in data.values():
            yield from numbers(value)
    elif isinstance(data, list):
        for value in data:
            yield from numbers(value)
    elif isinstance(data, int | float) and not isinstance(data, bool):
        yield data


def test_the_plan_against_itself_is_exactly_nothing(ranking):
    _, report = ranking
    none = report["policies"][0]
    assert none["policy"] == "none"
    assert set(numbers(list(none["against_none"].values()))) <= {0.0}
    assert set(numbers(none["cost"]["total"]["more"])) == {0.0}
    assert all(set(numbers(none["cost"][payer]["more"])) == {0.0} for payer in money.PAYERS)
    assert set(numbers(none["split"])) == {0.0}


def test_a_policy_that_sets_what_the_plan_has_costs_and_does_nothing(tmp_path):
    path = tmp_path / "same.toml"
    path.write_text(FEW)
    report = rank(path, tmp_path / "out")
    same = next(policy for policy in report["policies"] if policy["policy"] == "set-aside-30")
    assert set(numbers(list(same["against_none"].values()))) <= {0.0}
    assert set(numbers(same["cost"]["total"]["more"])) == {0.0}
    assert report["choice"]["probability_of_best"]["set-aside-30"] == pytest.approx(
        report["choice"]["probability_of_best"]["none"]
    )


def test_accounting_prices_doubled_double_their_lines_and_move_no_outcome(tmp_path):
    chosen = {price.name: price.high for price in money.PRICES}
    reports = {}
    for times in (1.0, 2.0):
        prices = "".join(f"{name} = {times * value}\n" for name, value in chosen.items())
        path = tmp_path / f"{times}.toml"
        path.write_text(f"{FEW}\n[accounting.prices]\n{prices}")
        reports[times] = rank(path, tmp_path / f"out{times}")
    for one, two in zip(reports[1.0]["policies"], reports[2.0]["policies"], strict=True):
        assert one["outcomes"] == two["outcomes"]
        assert one["against_none"] == two["against_none"]
        assert one["split"] == two["split"]
        for line in money.LINES:
            times = 2.0 if line.name in chosen else 1.0
            assert two["lines"][line.name] == times * one["lines"][line.name]
    assert reports[1.0]["sweep"]["digest"] == reports[2.0]["sweep"]["digest"]
    bought = {
        name
        for policy in reports[1.0]["policies"]
        for name, cost in policy["lines"].items()
        if cost
    }
    assert bought >= {"visit_idr", "monitoring_visit_idr", "facilitator_training_idr"}


def test_costs_are_counts_times_prices(ranking):
    folder, _ = ranking
    ranked = open_ranked(folder)
    rows = ranked.sweep.rows(["visits", "monitoring_visits"])
    visits = rows["visits"].reshape(len(ranked.names), ranked.set.luck, ranked.set.draws)
    undiscounted = visits.swapaxes(1, 2) * ranked.prices["visit_idr"][:, np.newaxis] / ranked.kubes
    lines = ranked.lines["visit_idr"]
    assert (lines <= undiscounted * (1.0 + 1e-12)).all()
    years = ranked.sweep.scenario.months / 12.0
    assert (lines >= undiscounted * 1.05**-years).all()
    whole = sum(ranked.by_payer().values())
    np.testing.assert_allclose(whole, ranked.cost, rtol=1e-12)


def test_without_support_nothing_is_spent_by_ministry_and_city(ranking):
    _, report = ranking
    nothing = next(policy for policy in report["policies"] if policy["policy"] == "no-support")
    assert nothing["cost"]["ministry"]["mean"] == nothing["cost"]["city"]["mean"] == 0.0


def test_the_parts_of_an_effect_on_stages_add_up_to_it(ranking):
    folder, report = ranking
    ranked = open_ranked(folder)
    for number, policy in enumerate(report["policies"]):
        for name, parts in policy["split"].items():
            effect = ranked.outcomes[name][number] - ranked.outcomes[name][ranked.none]
            total = sum(part["mean"] for part in parts.values())
            assert total == pytest.approx(float(effect.mean()), abs=1e-12), (policy["policy"], name)


def test_effects_are_of_the_runs_they_name(ranking):
    folder, report = ranking
    ranked = open_ranked(folder)
    for number, policy in enumerate(report["policies"]):
        first, last = policy["rows"]
        assert ranked.sweep.run_of(first).policy.name == policy["policy"]
        assert ranked.sweep.run_of(last).policy.name == policy["policy"]
        failed = ranked.sweep.at(range(first, last + 1), ["failed_share"])["failed_share"]
        assert policy["outcomes"]["failed_share"]["mean"] == pytest.approx(failed.mean())
        draw, luck = 5, 1
        row = ranked.row(number, draw, luck)
        assert (
            ranked.sweep.at([row], ["failed_share"])["failed_share"][0]
            == (ranked.outcomes["failed_share"][number, draw, luck])
        )
        assert ranked.sweep.run_of(row).replication % ranked.set.draws == draw


def test_winners_are_scored_again_on_other_luck(ranking):
    folder, report = ranking
    fresh = open_sweep(folder / FRESH)
    assert fresh.seed != report["sweep"]["seed"]
    assert report["recommended"] in report["fresh"]["effects"]
    names = {fresh.policy_of(point).name for point in fresh.points}
    assert {*ALWAYS, *report["fresh"]["effects"]} == names
    assert verify(folder / "runs", 3).faults == []


def test_it_goes_on_where_it_stopped_and_says_the_same_with_more_workers(small_set, ranking):
    folder, report = ranking
    (folder / "rank.json").unlink()
    (folder / "split.parquet").unlink()
    sorted((folder / "runs" / "chunks").glob("*.parquet"))[0].unlink()
    with pytest.raises(InputError, match="kubesim policy rank small"):
        finished(folder, "small")
    again = rank(small_set, folder, workers=2)
    assert again == report
    assert finished(folder, "small").report == json.loads(json.dumps(report))


def test_without_a_choice_the_words_name_what_the_draws_do_not_tell_apart(ranking):
    _, report = ranking
    left = ["package", "visits-weekly"]
    choice = {**report["choice"], "state": "not enough evidence", "chosen": None, "left": left}
    unsure = set(sentences({**report, "choice": choice})) - set(sentences(report))
    assert any(mentions(line, f"12 draws {' '.join(left)}") for line in unsure)


def test_measures_that_add_up_are_asked_whether_they_help_each_other(ranking):
    _, report = ranking
    (one,) = report["interactions"]
    assert one["both"] == "set-aside-first-weekly"
    name = "sustained_mandiri_share"
    own = {policy["policy"]: policy["outcomes"][name]["mean"] for policy in report["policies"]}
    both = own["set-aside-first-weekly"] - own["visits-weekly"]
    assert one["mean"] == pytest.approx(both - (own["all-set-aside-first"] - own["none"]))


def test_other_discounts_are_asked_at_the_same_worth(ranking):
    folder, report = ranking
    ranked = open_ranked(folder)
    whole = ranked.otherwise[0.0]
    assert (whole >= ranked.cost).all()
    assert (ranked.cost >= ranked.otherwise[15.0]).all()
    for row in report["discounts"]:
        effect = ranked.outcomes["sustained_mandiri_share"].mean(axis=(1, 2))
        benefit = report["willing_idr"] * effect - ranked.otherwise[row["percent"]].mean(
            axis=(1, 2)
        )
        assert row["recommended"] == ranked.names[int(benefit.argmax())]


def test_who_gains_covers_every_household_once(ranking):
    _, report = ranking
    for by in ("band", "social_type", "kind", "rule"):
        assert sum(
            group["share"] for group in report["gains"] if group["by"] == by
        ) == pytest.approx(1.0)


def test_the_shipped_set_is_as_large_as_promised():
    policy_set, _ = load_set("support")
    assert len(policy_set.names) >= 24
    assert policy_set.draws >= 200
    assert policy_set.luck * 40 >= 400


@pytest.mark.parametrize(
    ("old", "new", "data"),
    [
        ('"package"', '"pakage"', 'policies[1] "pakage" package'),
        ('"visits-weekly"', '"package"', "policies[2] package"),
        ("luck = 2", 'luck = 2\ndecide_by = "visits"', "decide_by"),
        ("luck = 2", "luck = 2\nlook = 3", "look"),
        ('scenario = "forward"', 'scenario = "banjarmasin"', "scenario banjarmasin forward"),
        ("luck = 2", "luck = 2\naccounting.price_year = 1999", "accounting.price_year 1999"),
        ("luck = 2", "luck = 2\naccounting.prices.visit = 3.0", "visit_idr"),
    ],
)
def test_faults_of_a_set_are_told_in_a_line(kubesim, tmp_path, old, new, data):
    path = tmp_path / "bad.toml"
    path.write_text(SET.replace(old, new, 1))
    done = kubesim("policy", "rank", str(path), "--out", "out")
    assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)
    assert mentions(done.err, data)


def test_json_holds_nothing_but_the_report_and_a_table_lies_beside_it(kubesim, small_set, ranking):
    folder, report = ranking
    done = kubesim("policy", "rank", str(small_set), "--out", str(folder), "--json")
    assert json.loads(done.out)["digest"] == report["digest"]
    rows = list(csv.DictReader((folder / "rank.csv").read_text().splitlines()))
    assert [row["policy"] for row in rows] == [policy["policy"] for policy in report["policies"]]
    failed = rows[2]["failed_share_against_none_mean"]
    assert float(failed) == report["policies"][2]["against_none"]["failed_share"]["mean"]
