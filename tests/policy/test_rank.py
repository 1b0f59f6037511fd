"""`kubesim policy rank`: what it says is what was run, and the plan against itself is nothing."""

import csv
import json
import subprocess
import sys

import numpy as np
import pytest

from experiments.policy import accounting as money
from experiments.policy.ranking_runs import open_fresh, open_ranked, report_in
from experiments.policy.sets import ALWAYS, load_set
from experiments.sweeps.verifying import verify
from sim.inputs.strict import InputError
from tests.policy.conftest import SET, rank

KUBESIM = (sys.executable, "-c", "from experiments.cli import main; main()")


def numbers(found):
    """Yield every number in plain data."""
    if isinstance(found, dict):
        for value in found.values():
            yield from numbers(value)
    elif isinstance(found, list):
        for value in found:
            yield from numbers(value)
    elif isinstance(found, int | float) and not isinstance(found, bool):
        yield found


def test_the_plan_against_itself_is_exactly_nothing(ranking):
    _, told = ranking
    none = told["policies"][0]
    assert none["policy"] == "none"
    assert set(numbers(list(none["against_none"].values()))) <= {0.0}
    assert set(numbers(none["cost"]["total"]["more"])) == {0.0}
    assert all(set(numbers(none["cost"][payer]["more"])) == {0.0} for payer in money.PAYERS)
    assert set(numbers(none["split"])) == {0.0}


def test_a_policy_that_sets_what_the_plan_has_costs_and_does_nothing(tmp_path):
    path = tmp_path / "same.toml"
    path.write_text(SET.replace('policies = ["package"', 'policies = ["set-aside-30", "package"'))
    told = rank(path, tmp_path / "out")
    same = next(it for it in told["policies"] if it["policy"] == "set-aside-30")
    assert set(numbers(list(same["against_none"].values()))) <= {0.0}
    assert set(numbers(same["cost"]["total"]["more"])) == {0.0}
    assert told["choice"]["probability_of_best"]["set-aside-30"] == pytest.approx(
        told["choice"]["probability_of_best"]["none"]
    )


def test_accounting_prices_doubled_double_their_lines_and_move_no_outcome(tmp_path):
    chosen = {price.name: price.high for price in money.PRICES}
    told = {}
    for times in (1.0, 2.0):
        prices = "".join(f"{name} = {times * value}\n" for name, value in chosen.items())
        path = tmp_path / f"{times}.toml"
        path.write_text(f"{SET}\n[accounting.prices]\n{prices}")
        told[times] = rank(path, tmp_path / f"out{times}")
    for one, two in zip(told[1.0]["policies"], told[2.0]["policies"], strict=True):
        assert one["outcomes"] == two["outcomes"]
        assert one["against_none"] == two["against_none"]
        assert one["split"] == two["split"]
        for line in money.LINES:
            times = 2.0 if line.name in chosen else 1.0
            assert two["lines"][line.name] == times * one["lines"][line.name]
    assert told[1.0]["sweep"]["digest"] == told[2.0]["sweep"]["digest"]
    bought = {name for it in told[1.0]["policies"] for name, cost in it["lines"].items() if cost}
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
    _, told = ranking
    nothing = next(it for it in told["policies"] if it["policy"] == "no-support")
    assert nothing["cost"]["ministry"]["mean"] == nothing["cost"]["city"]["mean"] == 0.0


def test_the_parts_of_an_effect_on_stages_add_up_to_it(ranking):
    folder, told = ranking
    ranked = open_ranked(folder)
    for number, it in enumerate(told["policies"]):
        for name, parts in it["split"].items():
            effect = ranked.outcomes[name][number] - ranked.outcomes[name][ranked.none]
            total = sum(part["mean"] for part in parts.values())
            assert total == pytest.approx(float(effect.mean()), abs=1e-12), (it["policy"], name)


def test_effects_are_of_the_runs_they_name(ranking):
    folder, told = ranking
    ranked = open_ranked(folder)
    for number, it in enumerate(told["policies"]):
        first, last = it["rows"]
        assert ranked.sweep.run_of(first).policy.name == it["policy"]
        assert ranked.sweep.run_of(last).policy.name == it["policy"]
        failed = ranked.sweep.at(range(first, last + 1), ["failed_share"])["failed_share"]
        assert it["outcomes"]["failed_share"]["mean"] == pytest.approx(failed.mean())
        draw, luck = 5, 1
        row = ranked.row(number, draw, luck)
        assert (
            ranked.sweep.at([row], ["failed_share"])["failed_share"][0]
            == (ranked.outcomes["failed_share"][number, draw, luck])
        )
        assert ranked.sweep.run_of(row).replication % ranked.set.draws == draw


def test_winners_are_scored_again_on_other_luck(ranking):
    folder, told = ranking
    fresh = open_fresh(folder)
    assert fresh.seed != told["sweep"]["seed"]
    assert told["recommended"] in told["fresh"]["effects"]
    names = {fresh.policy_of(point).name for point in fresh.points}
    assert {*ALWAYS, *told["fresh"]["effects"]} == names
    assert verify(folder / "runs", 3).faults == []


def test_it_goes_on_where_it_stopped_and_says_the_same_with_more_workers(small_set, ranking):
    folder, told = ranking
    (folder / "rank.json").unlink()
    (folder / "split.parquet").unlink()
    sorted((folder / "runs" / "chunks").glob("*.parquet"))[0].unlink()
    with pytest.raises(InputError, match="no finished ranking"):
        report_in(folder)
    again = rank(small_set, folder, workers=2)
    assert again == told
    assert report_in(folder) == json.loads(json.dumps(told))


def test_measures_that_add_up_are_asked_whether_they_help_each_other(ranking):
    _, told = ranking
    (one,) = told["interactions"]
    assert one["both"] == "set-aside-first-weekly"
    name = "sustained_mandiri_share"
    own = {it["policy"]: it["outcomes"][name]["mean"] for it in told["policies"]}
    both = own["set-aside-first-weekly"] - own["visits-weekly"]
    assert one["mean"] == pytest.approx(both - (own["all-set-aside-first"] - own["none"]))


def test_other_discounts_are_asked_at_the_same_worth(ranking):
    folder, told = ranking
    ranked = open_ranked(folder)
    whole = ranked.otherwise[0.0]
    assert (whole >= ranked.cost).all()
    assert (ranked.cost >= ranked.otherwise[15.0]).all()
    for it in told["discounts"]:
        effect = ranked.outcomes["sustained_mandiri_share"].mean(axis=(1, 2))
        benefit = told["willing_idr"] * effect - ranked.otherwise[it["percent"]].mean(axis=(1, 2))
        assert it["recommended"] == ranked.names[int(benefit.argmax())]


def test_who_gains_covers_every_household_once(ranking):
    _, told = ranking
    for by in ("band", "social_type", "kind", "rule"):
        assert sum(it["share"] for it in told["gains"] if it["by"] == by) == pytest.approx(1.0)


def test_the_shipped_set_is_as_large_as_promised():
    found, _ = load_set("support")
    assert len(found.names) >= 24
    assert found.draws >= 200
    assert found.luck * 40 >= 400


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('"package"', '"pakage"', 'policies[1] = "pakage"'),
        ('"visits-weekly"', '"package"', "is there already"),
        ("luck = 2", 'luck = 2\ndecide_by = "visits"', "decide_by"),
        ("luck = 2", "luck = 2\nlook = 3", "look"),
        ('scenario = "forward"', 'scenario = "banjarmasin"', "does not reach"),
        ("luck = 2", "luck = 2\naccounting.price_year = 1999", "accounting.price_year = 1999"),
        ("luck = 2", "luck = 2\naccounting.prices.visit = 3.0", "visit_idr"),
    ],
)
def test_faults_of_a_set_are_told_in_a_line(tmp_path, old, new, told):
    path = tmp_path / "bad.toml"
    path.write_text(SET.replace(old, new, 1))
    done = subprocess.run(
        [*KUBESIM, "policy", "rank", str(path), "--out", str(tmp_path / "out")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2, done.stderr
    assert told in done.stderr
    assert "Traceback" not in done.stderr


def test_json_holds_nothing_but_the_report_and_a_table_lies_beside_it(small_set, ranking):
    folder, told = ranking
    done = subprocess.run(
        [*KUBESIM, "policy", "rank", str(small_set), "--out", str(folder), "--json"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert json.loads(done.stdout)["digest"] == told["digest"]
    rows = list(csv.DictReader((folder / "rank.csv").read_text().splitlines()))
    assert [row["policy"] for row in rows] == [it["policy"] for it in told["policies"]]
    failed = rows[2]["failed_share_against_none_mean"]
    assert float(failed) == told["policies"][2]["against_none"]["failed_share"]["mean"]
