"""`kubesim policy rank`: what it says is what was run, and the plan against itself is nothing."""

import csv
import dataclasses
import json
import re
from io import StringIO

import numpy as np
import pytest
from rich.console import Console

from experiments.common.languages import LANGS
from experiments.common.spread import effect_of
from experiments.common.worlds import told_worlds
from experiments.policy import accounting as money
from experiments.policy.brief.finished_ranking import finished
from experiments.policy.economics import EFFECT
from experiments.policy.effects import AIMS
from experiments.policy.ranking_picture import draw, scaled
from experiments.policy.ranking_report import report_of
from experiments.policy.ranking_runs import open_ranked, ranked_of
from experiments.policy.ranking_sheet import sheet
from experiments.policy.ranking_tables import effects_table, shown, tables
from experiments.policy.ranking_words import told
from experiments.policy.sets import Accounting, load_set
from sim.inputs.strict import InputError
from sim.structures import FACTORS, NOTHING
from tests.messages import mentions
from tests.policy.conftest import SET, rank

FEW = re.sub("policies = .*", 'policies = ["set-aside-30", "package"]', SET)
"""A set of its two policies alone."""


DESCRIBES = {"draws", "runs_per_draw", "worlds", "weight", "of_working"}
"""Of an effect's figures, those that are no effect."""


def numbers(data):
    """Yield every number in plain data, but for what describes an effect."""
    if isinstance(data, dict):
        for key, value in data.items():
            if key not in DESCRIBES:
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
        path.write_text(f"{FEW}\n[accounting]\nprice_year = 2015\n[accounting.prices]\n{prices}")
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


def test_measures_that_add_up_are_asked_whether_they_help_each_other(ranking):
    _, report = ranking
    (one,) = report["interactions"]
    assert one["both"] == "set-aside-first-weekly"
    name = "sustained_mandiri_share"
    own = {policy["policy"]: policy["outcomes"][name]["mean"] for policy in report["policies"]}
    both = own["set-aside-first-weekly"] - own["visits-weekly"]
    assert one["mean"] == pytest.approx(both - (own["all-set-aside-first"] - own["none"]))


WORTH = 4e8


@pytest.fixture
def weighed(ranking):
    """Return the runs of the ranking under a set that names the worth of a mandiri Kube."""
    ranked = open_ranked(ranking[0])
    return dataclasses.replace(ranked, set=ranked.set.model_copy(update={"willing_idr": WORTH}))


@pytest.mark.parametrize("name", ["growing_share", "kube_income_idr", "short_share"])
def test_any_outcome_that_is_judged_can_decide(ranking, name):
    ranked = open_ranked(ranking[0])
    decided = dataclasses.replace(ranked, set=ranked.set.model_copy(update={"decide_by": name}))
    report = report_of(decided, {})
    assert report["choice"]["decide_by"] == name
    for lang in LANGS:
        assert all(told(report, policy, lang) for policy in names_of(report))
        assert on_page(tables(report, lang))


def test_other_discounts_are_asked_at_the_same_worth(weighed):
    whole = weighed.otherwise[0.0]
    assert (whole >= weighed.cost).all()
    assert (weighed.cost >= weighed.otherwise[15.0]).all()
    effect = weighed.outcomes[EFFECT].mean(axis=(1, 2))
    report = report_of(weighed, {})
    for row in report["discounts"]:
        benefit = WORTH * effect - weighed.otherwise[row["percent"]].mean(axis=(1, 2))
        assert row["recommended"] == weighed.names[int(benefit.argmax())]
    assert report["recommended_by"] == "net benefit"


def test_without_a_worth_no_policy_wins_over_its_costs(ranking):
    folder, report = ranking
    ranked = open_ranked(folder)
    assert report["willing_idr"] is None
    assert report["recommended_by"] == report["choice"]["decide_by"]
    assert report["recommended"] == report["choice"]["order"][0]
    assert not {flip["what"] for flip in report["flips"]} & {"willing", "price"}
    assert {row["recommended"] for row in report["discounts"]} == {None}
    effect = ranked.outcomes[EFFECT].mean(axis=(1, 2))
    cost = ranked.cost.mean(axis=(1, 2))
    rows = report["economics"][EFFECT]["thresholds"]
    assert rows[0]["from_idr"] == 0.0
    for row in rows:
        low, high = row["from_idr"], row["to_idr"] or 4.0 * row["from_idr"] + 1e9
        benefit = (low + high) / 2.0 * effect - cost
        assert ranked.names[int(benefit.argmax())] == row["policy"]


def test_what_is_paid_by_year_is_the_cost_in_rupiah_of_each_year(ranking):
    folder, report = ranking
    ranked, money_of = open_ranked(folder), report["money"]
    years = money_of["fiscal_years"]
    levels = [money.price_level(ranked.sweep.scenario, year) for year in years]
    undiscounted = ranked.otherwise[0.0].mean(axis=(1, 2)) * ranked.kubes
    for number, policy in enumerate(report["policies"]):
        paid = np.sum([policy["paid"][payer]["mean"] for payer in money.PAYERS], axis=0)
        real = (paid / levels).sum() * money_of["price_year_over_base_month"]
        assert real == pytest.approx(undiscounted[number], rel=0.01), policy["policy"]
    none = report["policies"][0]["paid"]
    assert none["ministry"]["mean"][0] > none["ministry"]["mean"][-1] == 0.0


def test_visits_that_were_not_made_have_their_reasons(ranking):
    folder, report = ranking
    ranked = open_ranked(folder)
    made = ranked.sweep.rows(["visits"])["visits"].reshape(len(ranked.names), -1).mean(axis=1)
    for policy, visits_of in zip(report["policies"], made, strict=True):
        visits = policy["visits"]
        assert visits["made"] == pytest.approx(visits_of)
        lost = sum(visits[key] for key in ("no_time", "no_effort", "no_access"))
        assert visits["planned"] - lost == pytest.approx(visits["made"])
        assert visits["made"] <= visits["planned"] <= visits["at_most"]
    by_name = {policy["policy"]: policy["visits"] for policy in report["policies"]}
    assert by_name["none"]["at_most"] == 40 * 60 * 1.0
    assert by_name["visits-weekly"]["at_most"] == 40 * 60 * 4.0
    assert set(numbers(by_name["no-support"])) == {0.0}


def test_a_price_of_a_year_stays_what_it_is_in_that_year(ranking):
    folder, report = ranking
    ranked = open_ranked(folder)
    accounting = Accounting(price_year=2024, prices={"visit_idr": 75_000.0})
    today = ranked_of(ranked.set.model_copy(update={"accounting": accounting}), ranked.sweep)
    assert set(today.prices["visit_idr"]) == {75_000.0}
    name = "monitoring_visit_idr"
    dearer = today.level / ranked.level
    assert dearer > 1.3
    np.testing.assert_allclose(today.prices[name], ranked.prices[name] * dearer)
    rows = {price["name"]: price for price in report_of(today, {})["prices"]}
    assert {price["price_year"] for price in rows.values()} == {2024}
    assert rows["visit_idr"]["used"] == [75_000.0] * 3
    by_visit = today.lines["visit_idr"].sum() / ranked.lines["visit_idr"].sum()
    assert by_visit < 75_000.0 / ranked.prices["visit_idr"].min()


def test_who_gains_covers_every_household_once(ranking):
    _, report = ranking
    for by in ("band", "social_type", "kind", "rule"):
        assert sum(
            group["share"] for group in report["groups"] if group["by"] == by
        ) == pytest.approx(1.0)


def test_effects_are_the_spread_over_worlds_of_the_runs(ranking):
    folder, report = ranking
    ranked = open_ranked(folder)
    drawn = ranked.sweep.uncertainty.draws
    for number, policy in enumerate(report["policies"]):
        for key, other in (
            ("against_none", ranked.none),
            ("against_no_support", ranked.no_support),
        ):
            worlds = told_worlds(policy["worlds"][key])
            for name in AIMS:
                told = policy[key][name]
                apart = ranked.outcomes[name][number] - ranked.outcomes[name][other]
                assert told["mean"] == pytest.approx(float(apart.mean()))
                assert (told["draws"], told["runs_per_draw"]) == apart.shape
                assert effect_of(told).json() == told
                if told["if_it_works"] is not None:
                    rivals = [drawn[f"structure.{lever}"] for lever in worlds.levers]
                    names = {factor.name: factor.levels for factor in FACTORS}
                    works = np.any(
                        [
                            [names[lever][level].name != NOTHING for level in levels]
                            for lever, levels in zip(worlds.levers, rivals, strict=True)
                        ],
                        axis=0,
                    )
                    assert told["if_it_works"]["worlds"] == works.mean()
                    assert told["if_it_works"]["mean"] == pytest.approx(float(apart[works].mean()))


def test_the_choice_is_the_best_in_expectation_and_its_lead_is_told(ranking):
    folder, report = ranking
    ranked, choice = open_ranked(folder), report["choice"]
    means = ranked.outcomes[choice["decide_by"]].mean(axis=(1, 2))
    assert choice["order"] == [ranked.names[place] for place in np.argsort(-means, kind="stable")]
    first, second = (ranked.place(choice[key]) for key in ("chosen", "second"))
    assert choice["lead"]["mean"] == pytest.approx(means[first] - means[second])
    assert sum(choice["probability_of_best"].values()) == pytest.approx(1.0)
    assert set(choice["as_good"]) == {
        name for name, mean in zip(ranked.names, means, strict=True)
        if mean >= means.max() - choice["matters"]
    }  # fmt: skip


def test_tables_picture_sheet_and_report_agree_in_both_languages(ranking):
    """The tables write in 100ths and thousands what the report has; nothing is reckoned twice."""
    _, report = ranking
    level = report["money"]["price_year_over_base_month"]
    sheets = {row["policy"]: row for row in csv.DictReader(sheet(report).splitlines())}
    shown_of = {policy["policy"]: policy for policy in report["policies"]}
    names = shown(report, 12)
    for lang in LANGS:
        rows = effects_table(report, 12, lang).rows
        for name, row in zip(names, rows, strict=True):
            assert row[0] == shown_of[name][{"en": "title", "id": "judul"}[lang]]
            for place, aim in enumerate(AIMS):
                told = shown_of[name]["against_none"][aim]
                times = level / 1000.0 if aim.endswith("_idr") else 100.0
                median = float(str(row[3 * place + 1]).replace(",", "."))
                assert median == pytest.approx(times * told["median"], abs=0.051)
                assert float(sheets[name][f"{aim}_against_none_median"]) == told["median"]
                chance = str(row[3 * place + 3])
                if chance[0] not in "<>":
                    assert float(chance[:-2]) == pytest.approx(
                        100.0 * told["probability_better"], abs=0.51
                    )
                dots = scaled(shown_of[name]["dots"][aim], aim, level)
                assert min(dots) - 1e-9 <= times * told["median"] <= max(dots) + 1e-9
    assert draw(report, "id").axes


def test_words_say_the_condition_the_interval_and_the_worlds_without_an_effect(ranking):
    _, report = ranking
    conditions = {"en": "If visits work", "id": "kunjungan pendamping berpengaruh"}
    for lang in LANGS:
        condition = conditions[lang]
        lines = told(report, "visits-weekly", lang)
        failed = next(line for line in lines if "100 Kube" in line)
        works = report["policies"][names_of(report).index("visits-weekly")]
        effect = works["against_none"]["failed_share"]["if_it_works"]
        assert effect, "in some of these draws visits do nothing"
        assert condition.lower() in failed.lower()
        shown_median = f"{100.0 * abs(effect['median']):.1f}"
        assert shown_median.replace(".", "," if lang == "id" else ".") in failed
    pages = [on_page(tables(report, lang)) for lang in LANGS]
    assert not any(re.search(r"[{}]|\bnan\b", page) for page in pages)
    assert max(len(line) for page in pages for line in page.splitlines()) <= 100


def names_of(report):
    return [policy["policy"] for policy in report["policies"]]


def on_page(shown_things):
    """Return what the screen shows."""
    page = StringIO()
    Console(width=100, file=page, force_terminal=False).print(shown_things)
    return page.getvalue()


def test_worlds_without_a_mandiri_kube_are_counted(ranking):
    folder, report = ranking
    ranked = open_ranked(folder)
    never = (ranked.outcomes[EFFECT] == 0.0).all(axis=(0, 2))
    assert report["never_mandiri"] == {"draws": int(never.sum()), "share": never.mean()}


def test_the_shipped_set_is_as_large_as_promised():
    policy_set, _ = load_set("support")
    assert len(policy_set.names) >= 24
    assert policy_set.draws >= 200
    assert policy_set.luck * 40 >= 80


@pytest.mark.parametrize(
    ("old", "new", "data"),
    [
        ('"package"', '"pakage"', 'policies[1] "pakage" package'),
        ('"visits-weekly"', '"package"', "policies[2] package"),
        ("luck = 2", 'luck = 2\ndecide_by = "visits"', "decide_by"),
        ("luck = 2", "luck = 2\nlook = 3", "look"),
        ('scenario = "forward"', 'scenario = "banjarmasin"', "scenario banjarmasin forward"),
        ("luck = 2", "luck = 2\naccounting.price_year = 1999", "accounting.price_year 1999"),
        ("luck = 2", "luck = 2\naccounting.price_year = 2030", "accounting.price_year 2030 2024"),
        (
            "luck = 2",
            "luck = 2\naccounting.price_year = 2015\naccounting.prices.visit = 3.0",
            "accounting.prices.visit visit_idr",
        ),
        (
            "luck = 2",
            "luck = 2\naccounting.prices.visit_idr = 75_000.0",
            "accounting.price_year accounting.prices.visit_idr price_year",
        ),
        ("luck = 2", "luck = 2\nwilling_idr = 3e8", "accounting.price_year willing_idr price_year"),
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
    failed = rows[2]["failed_share_against_none_median"]
    assert float(failed) == report["policies"][2]["against_none"]["failed_share"]["median"]
