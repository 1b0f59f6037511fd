"""Results by region: those of the region's own cities, in rows, tables, JSON and rankings."""

import csv
import json
from io import StringIO

import numpy as np
import pytest

from experiments.common.languages import LANGS
from experiments.common.outcomes import BY_NAME, outcomes_of
from experiments.policy.ranking_report import report_of
from experiments.policy.ranking_runs import open_ranked
from experiments.policy.ranking_sheet import regions_sheet
from experiments.policy.ranking_words import sentences
from experiments.policy.regions_picture import draw
from experiments.policy.regions_table import MOST, regions_shown, regions_table
from experiments.runs import regions
from experiments.runs.regions import UNITS, column_of
from experiments.sweeps import chunks, manifest
from experiments.sweeps.by_region import effects_table, levels_by_region, points_tables, regions_of
from experiments.sweeps.findings import OUTCOMES, findings
from experiments.sweeps.plan import load_plan
from experiments.sweeps.stored_sweep import open_sweep
from experiments.sweeps.sweep_words import texts
from experiments.sweeps.sweeping import Sweeping
from sim.ensemble.nation import NationEnsemble
from sim.policy import load_policy
from tests.messages import mentions
from tests.nation.small import REGIONS, nation, text
from tests.policy.conftest import rank

MONTHS = 72
SWEEP = """
name = "wide"
title = "A sweep over a nation"
scenario = "./land.toml"
design = "full"
replications = 4
[[factors]]
name = "policy"
values = ["none", "no-support", "visits-weekly"]
"""
SET = """
name = "ranked"
title = "Ranked"
judul = "Peringkat"
question = "Which?"
pertanyaan = "Yang mana?"
scenario = "./land.toml"
policies = ["package", "set-aside-60"]
draws = 20
luck = 2
decide_by = "household_income_idr"
"""
MANY = [
    {**REGIONS[0], "code": code, "name": f"Region {code}", "cities": 1, "first_kube": 100 * code}
    for code in range(1, MOST + 4)
]


def land(folder, of=None):
    """Write a nation into a folder."""
    changes = {} if of is None else {"regions": of}
    (folder / "land.toml").write_text(text(months=MONTHS, **changes), encoding="utf-8")
    return folder


def swept(folder):
    """Run the sweep over the nation of a folder."""
    (folder / "wide.toml").write_text(SWEEP)
    plan = load_plan(str(folder / "wide.toml"))
    return Sweeping(1, say=lambda _: None).run(plan, folder / "out").sweep


def ranked(folder):
    """Rank the set over the nation of a folder; return the report."""
    (folder / "ranked.toml").write_text(SET)
    return rank(folder / "ranked.toml", folder / "rank")


@pytest.fixture(scope="module")
def sweep(tmp_path_factory):
    return swept(land(tmp_path_factory.mktemp("sweep")))


@pytest.fixture(scope="module")
def of_many(tmp_path_factory):
    return swept(land(tmp_path_factory.mktemp("many"), MANY))


@pytest.fixture(scope="module")
def ranking(tmp_path_factory):
    folder = land(tmp_path_factory.mktemp("rank"))
    return folder / "rank", ranked(folder)


def test_rows_hold_the_outcomes_of_every_region(sweep):
    policies = [load_policy(name) for name in ("none", "no-support", "visits-weekly")]
    many = NationEnsemble(nation(months=MONTHS), [*policies, sweep.scored])
    jobs = many.jobs(sweep.replications)[: len(sweep)]
    expected = outcomes_of(many.totals(jobs).tallies)
    rows = sweep.rows([*UNITS, *BY_NAME])
    for name in BY_NAME:
        np.testing.assert_array_equal(rows[column_of(name)], expected[name])
    for name in ("visits", "monitoring_visits", "ministry_idr"):
        assert (rows[column_of(name)].sum(axis=1) == rows[name]).all()


def test_a_nation_of_one_region_is_its_region(tmp_path):
    rows = swept(land(tmp_path, REGIONS[:1])).rows()
    for name in BY_NAME:
        assert np.array_equal(rows[column_of(name)][:, 0], rows[name], equal_nan=True)


def test_effects_and_points_are_told_by_region_with_the_same_outcomes(sweep, kubesim):
    done = kubesim("table", str(sweep.folder), "--json")
    report = json.loads(done.out)
    for effect in report["findings"]["effects"]:
        assert [region["name"] for region in effect["regions"]] == ["South", "East"]
        assert sum(region["cities"] for region in effect["regions"]) == 7
        for region in effect["regions"]:
            assert region["outcomes"].keys() == effect["outcomes"].keys() == set(OUTCOMES)
    for point in report["points"]:
        own = slice(4 * point["point"], 4 * point["point"] + 4)
        for place, region in enumerate(point["regions"]):
            assert region["outcomes"].keys() == point["outcomes"].keys() == BY_NAME.keys()
            failed = sweep.rows([column_of("failed_share")])[column_of("failed_share")][own, place]
            assert region["outcomes"]["failed_share"]["mean"] == pytest.approx(failed.mean())


def test_effects_by_region_are_differences_of_its_rows(sweep):
    income = sweep.rows([column_of("household_income_idr")])[column_of("household_income_idr")]
    by_point = income.reshape(3, 4, 2)
    for effect in findings(sweep).effects:
        ((a, b),) = effect.contrast.pairs
        for place, found in enumerate(effect.regions):
            apart = (by_point[b] - by_point[a])[:, place]
            assert found.differences["household_income_idr"].mean == pytest.approx(apart.mean())


def test_a_table_shows_the_regions_that_differ_most(of_many):
    told = regions_of(of_many)
    assert len(told) == len(MANY) > MOST
    for effect in findings(of_many).effects:
        shown = [row[0] for row in effects_table(texts("en"), told, effect).rows]
        moved = {
            region["name"]: abs(found.upwards)
            for region, found in zip(told, effect.regions, strict=True)
        }
        sizes = [moved.pop(name) for name in shown]
        assert len(sizes) == MOST
        assert sizes == sorted(sizes, reverse=True)
        assert max(moved.values()) <= sizes[-1]


@pytest.mark.parametrize("lang", LANGS)
def test_a_table_of_points_holds_what_the_width_allows(of_many, lang):
    levels = levels_by_region(of_many, ["failed_share", "household_income_idr"])
    wide = points_tables(of_many, levels, 100, lang)
    narrow = points_tables(of_many, levels, 40, lang)
    assert [len(table.rows) for table in wide] == [MOST, MOST]
    assert len(wide[0].headings) == 1 + len(of_many.points)
    assert 2 <= len(narrow[0].headings) < len(wide[0].headings)
    assert len(narrow[0].notes) == len(wide[0].notes) + 1


def test_sweep_and_table_print_regions(sweep, kubesim):
    for done in (
        kubesim("table", str(sweep.folder)),
        kubesim("table", str(sweep.folder), "--outcome", "unmet_need_idr", "--lang", "id"),
    ):
        assert done.code == 0
        assert all(len(line) <= 100 for line in done.out.splitlines())
        assert mentions(done.out, "South") and mentions(done.out, "East")


def test_a_sweep_without_regions_in_its_rows_can_still_be_read(tmp_path, monkeypatch, kubesim):
    for module in (chunks, manifest):
        monkeypatch.setattr(module, "units_of", lambda setting: chunks.UNITS)
    monkeypatch.setattr(manifest, "outcomes_hash", lambda setting: "before there were regions")
    monkeypatch.setattr(regions, "outcomes_by_region", lambda tallies: {})
    old = swept(land(tmp_path))
    monkeypatch.undo()
    assert open_sweep(old.folder).digest == old.digest
    report = json.loads(kubesim("table", str(old.folder), "--json").out)
    assert all("regions" not in part for part in report["points"])
    again = swept(tmp_path)
    assert again.rows(list(UNITS)).keys() == UNITS.keys()


def test_a_ranking_tells_effects_by_region_of_its_runs(ranking):
    folder, report = ranking
    runs = open_ranked(folder).sweep.rows([column_of("failed_share")])
    failed = runs[column_of("failed_share")].reshape(len(report["policies"]), -1, 2)
    assert [region["name"] for region in report["regions"]] == ["South", "East"]
    for place, region in enumerate(report["regions"]):
        names = [policy["policy"] for policy in region["policies"]]
        assert names == [policy["policy"] for policy in report["policies"]]
        for number, policy in enumerate(region["policies"]):
            apart = (failed[number] - failed[0])[:, place]
            assert policy["against_none"]["failed_share"]["mean"] == pytest.approx(apart.mean())
    assert json.loads((folder / "rank.json").read_text())["regions"] == report["regions"]


def test_a_region_chooses_as_the_nation_does(ranking):
    _, report = ranking
    name = report["choice"]["decide_by"]
    for region in report["regions"]:
        means = {own["policy"]: own["outcomes"][name]["mean"] for own in region["policies"]}
        best = max(means.values())
        assert means[region["chosen"]] == pytest.approx(best)
        assert region["ahead"] == pytest.approx(best - means[report["choice"]["chosen"]])
        assert sum(region["probability_of_best"].values()) == pytest.approx(1.0)
        assert (region["lead"] is None) == (region["chosen"] == report["choice"]["chosen"])


def with_choice(report, places, ahead):
    """Return a report in some of whose regions another policy would be chosen."""
    other = report["policies"][-1]
    lead = other["against_none"][report["choice"]["decide_by"]]
    moved = {"chosen": other["policy"], "lead": lead, "ahead": ahead}
    same = {"chosen": report["choice"]["chosen"], "lead": None, "ahead": 0.0}
    chosen = [
        {**region, **(moved if place in places else same)}
        for place, region in enumerate(report["regions"])
    ]
    return {**report, "regions": chosen}


@pytest.mark.parametrize("lang", LANGS)
def test_a_line_names_the_regions_in_which_another_policy_would_be_chosen(ranking, lang):
    _, report = ranking
    told = "\n".join(sentences(with_choice(report, [1], 10_000.0), lang))
    assert mentions(told, "1 2") and "East" in told and "South" not in told
    assert told.count("East") == 2
    little = "\n".join(sentences(with_choice(report, [1], 1.0), lang))
    assert little.count("East") == 1
    nowhere = "\n".join(sentences(with_choice(report, [], 0.0), lang))
    assert "East" not in nowhere and "South" not in nowhere


def test_many_regions_are_shown_the_best_effect_first(tmp_path):
    report = ranked(land(tmp_path, MANY))
    shown = regions_shown(report)
    policy, name = report["choice"]["chosen"], report["choice"]["decide_by"]
    means = [
        own["against_none"][name]["mean"]
        for region in shown
        for own in region["policies"]
        if own["policy"] == policy
    ]
    assert means == sorted(means, reverse=True)
    for lang in LANGS:
        assert len(shown) == MOST == len(regions_table(report, lang).rows)
        labels = [label.get_text() for label in draw(report, lang).axes[0].get_yticklabels()]
        assert len(labels) == MOST and shown[0]["name"] in labels[0]


def test_rank_saves_a_row_for_every_policy_in_every_region(ranking):
    _, report = ranking
    rows = list(csv.DictReader(StringIO(regions_sheet(report))))
    assert len(rows) == 2 * len(report["policies"])
    assert sum(int(row["chosen"]) for row in rows) == 2
    assert float(rows[0]["failed_share_against_none_mean"]) == 0.0


def test_a_region_without_a_case_in_some_run_chooses_nothing(ranking):
    folder, report = ranked_without_case(*ranking)
    (south, east) = report["regions"]
    assert (south["chosen"], south["lead"], south["probability_of_best"]) == (None, None, None)
    assert east["chosen"]
    json.dumps(report, allow_nan=False)
    for lang in LANGS:
        assert "South" in "\n".join(sentences(report, lang))
        assert len(regions_table(report, lang).rows) == 2


def ranked_without_case(folder, report):
    """Return the report of the same runs, one of which has no case of the outcome in a region."""
    own = open_ranked(folder)
    column = column_of(report["choice"]["decide_by"])
    rows = own.sweep.rows

    def read(names=None):
        found = rows(names)
        if column in found:
            found[column][3, 0] = np.nan
        return found

    object.__setattr__(own.sweep, "rows", read)
    return folder, report_of(own, {})
