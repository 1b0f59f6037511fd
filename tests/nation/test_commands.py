"""Commands with a nation where they take a scenario."""

import hashlib
import json
import tomllib

import numpy as np
import pytest

from sim.ensemble.ensemble import Ensemble
from sim.locations import NATIONS, names
from sim.nation.cities import city_of, sizes
from sim.rules.stages import STAGES
from tests.messages import mentions
from tests.nation.small import REGIONS, nation, text

POINT = ("--parameters", "point")


def run(kubesim, *arguments):
    done = kubesim(*arguments, "--json")
    assert done.code == 0, done.err
    return json.loads(done.out)


def test_run_tells_a_nation_by_region_and_saves_its_files(kubesim, land, tmp_path):
    done = kubesim("run", land, "--runs", "2", "--out", "told")
    assert done.code == 0, done.err
    assert max(map(len, done.out.splitlines())) <= 100
    saved = sorted(path.name for path in (tmp_path / "told").iterdir())
    assert saved == ["regions.csv", "regions.png", "summary.json"]
    summary = json.loads((tmp_path / "told" / "summary.json").read_text())
    rows = (tmp_path / "told" / "regions.csv").read_text().splitlines()
    assert [row.split(",")[1] for row in rows] == ["name", "South", "East", "small"]
    assert summary["kubes"] == sizes(nation()).sum()
    assert all(text in done.out for text in ("South", "East", summary["digest"]))


def test_figures_of_run_are_sums_of_its_cities(kubesim, land):
    report = run(kubesim, "run", land, "--runs", "3", "--seed", "5", *POINT)
    assert (report["kind"], report["cities"], report["runs"]) == ("nation", 7, 3)
    digests = [hashlib.sha256() for _ in range(3)]
    failed = np.zeros(2, int)
    for number in range(7):
        city = Ensemble(city_of(nation(), number))
        for chunk in city.chunks(city.jobs(3, seed=5), states=True):
            failed[int(number >= 4)] += chunk.tallies.gagal.sum()
            for digest, state in zip(digests, chunk.states, strict=True):
                digest.update(hashlib.sha256(state).digest())
    assert [region["totals"]["gagal"] for region in report["regions"]] == failed.tolist()
    assert report["totals"]["gagal"] == failed.sum()
    whole = hashlib.sha256(b"".join(digest.digest() for digest in digests)).hexdigest()
    assert report["digest"] == whole
    for part in (report, *report["regions"]):
        assert sum(part["stages"].values()) == 1
        assert all(isinstance(total, int) for total in part["totals"].values())
        kubes = sum(part["totals"][stage] for stage in STAGES)
        assert part["stages"]["gagal"] == part["totals"]["gagal"] / kubes
        assert part["by_month"]["gagal"][-1] == part["stages"]["gagal"]
    for name, total in report["totals"].items():
        assert total == sum(region["totals"][name] for region in report["regions"])


def test_the_policy_that_changes_nothing_makes_exactly_no_difference(kubesim, land):
    report = run(
        kubesim, "compare", land, "--policy", "none", "--policy", "none", "--runs-most", "4"
    )
    for outcome in report["outcomes"].values():
        assert outcome["mean"] in (0.0, None)
    counts = np.array(report["transitions"]["counts"])
    assert (counts == np.diag(np.diag(counts))).all()
    assert counts.sum() == 4 * sizes(nation()).sum()
    assert [row["name"] for row in report["changed"]["kubes"]["by_region"]] == ["South", "East"]


def test_compare_counts_what_its_runs_add_up_to(kubesim, land):
    asked = ("--policy", "none", "--policy", "no-support")
    report = run(kubesim, "compare", land, *asked, "--runs-most", "5", *POINT)
    assert report["pairs"] == 5
    one, other = (
        run(kubesim, "run", land, "--policy", name, "--runs", "5", *POINT)
        for name in ("none", "no-support")
    )
    apart = report["outcomes"]["failed_share"]
    assert apart["a"] == pytest.approx(one["outcomes"]["failed_share"]["mean"])
    assert apart["b"] == pytest.approx(other["outcomes"]["failed_share"]["mean"])
    counts = np.array(report["transitions"]["counts"])
    assert counts.sum(axis=1).tolist() == [one["totals"][stage] for stage in STAGES]
    assert counts.sum(axis=0).tolist() == [other["totals"][stage] for stage in STAGES]
    assert kubesim("compare", land, *asked, "--runs-most", "4").code == 0


SWEEP = """
name = "wide"
title = "A sweep over a nation"
scenario = "{land}"
design = "full"
replications = 2
[[factors]]
name = "visits_per_month"
values = [0.0, 4.0]
"""


def test_sweep_has_the_same_digest_whatever_the_workers_and_goes_on(kubesim, land, tmp_path):
    file = tmp_path / "wide.toml"
    file.write_text(SWEEP.format(land=land))
    one = run(kubesim, "sweep", str(file), "--out", "one", "--workers", "1", *POINT)
    two = run(kubesim, "sweep", str(file), "--out", "two", "--workers", "2", *POINT)
    assert one["digest"] == two["digest"]
    assert run(kubesim, "sweep", str(file), "--out", "one", *POINT)["run"] == 0
    assert kubesim("verify", "one", "--rerun", "2").code == 0
    refused = kubesim("replay", "one", "--row", "0")
    assert refused.code == 2
    assert mentions(refused.err, "nation 7")


SET = """
name = "ranked"
title = "Ranked"
judul = "Peringkat"
question = "Which?"
pertanyaan = "Yang mana?"
scenario = "{land}"
policies = ["visits-weekly"]
draws = 8
luck = 1
decide_by = "household_income_idr"
"""


def test_policy_rank_ranks_on_a_nation(kubesim, land, tmp_path):
    file = tmp_path / "ranked.toml"
    file.write_text(SET.format(land=land))
    asked = ("policy", "rank", str(file), "--out", "rank", "--workers", "1")
    report = run(kubesim, *asked)
    again = run(kubesim, *asked)
    assert report["digest"] == again["digest"]
    assert report["choice"]
    refused = kubesim("policy", "allocate", "rank", "--budget", "1000000000", "--facilitators", "4")
    assert refused.code == 2
    assert mentions(refused.err, "nation 7")


def test_a_nation_is_checked_listed_and_has_a_schema(kubesim, land):
    report = run(kubesim, "check", land)
    assert report["ok"]
    assert (report["kind"], report["cities"], report["regions"]) == ("nation", 7, 2)
    assert mentions(kubesim("check", land).out, "7 2")
    listed = {place["name"]: place for place in run(kubesim, "scenarios")}
    for name in names(NATIONS):
        assert listed[name]["kind"] == "nation"
        assert run(kubesim, "check", name)["notes"] == []
    schema = json.loads(kubesim("schema", "nation").out)
    assert schema["$defs"]["Region"]["properties"]["cities"]["unit"] == "cities"
    for record in schema["$defs"].values():
        assert all(field["description"] for field in record["properties"].values())


def test_new_nation_writes_a_file_that_works(kubesim, tmp_path):
    assert run(kubesim, "new-nation", "mine", "--out", "plans") == {"files": ["plans/mine.toml"]}
    data = tomllib.loads((tmp_path / "plans" / "mine.toml").read_text(encoding="utf-8"))
    assert (data["name"], data["kind"]) == ("mine", "nation")
    assert run(kubesim, "check", "plans/mine.toml")["ok"]
    again = kubesim("new-nation", "mine", "--out", "plans")
    assert (again.code, mentions(again.err, "plans/mine.toml")) == (2, True)
    assert kubesim("new-nation", "indonesia").code == 2


REFUSED = [
    (("run", "{}", "--engine", "mesa"), "nation fast"),
    (("run", "{}", "--runs", "0"), "--runs 0 1"),
    (("book", "{}", "--kube", "Kube 1"), "nation scenario"),
    (("sensitivity", "{}", "--out", "s"), "nation scenario"),
    (("run", "banjarmasin", "--policy", "{}"), "scenario policy"),
    (("run", "{}", "--runs", "10000000"), "--yes"),
    (("run", "indonesi"), "indonesi indonesia"),
]


@pytest.mark.parametrize(("command", "data"), REFUSED)
def test_what_makes_no_sense_for_a_nation_is_refused_in_a_line(kubesim, land, command, data):
    done = kubesim(*(part.format(land) for part in command))
    assert done.code == 2
    assert mentions(done.err, data)
    assert len(done.err.splitlines()) == 1


FAULTS = [
    ({"months": 0}, "months 0"),
    ({"seed": "one"}, 'seed "one"'),
    ({"cities": 4}, "cities 4 [[regions]]"),
    ({"parameters": {"meet.raidd": 0.1}}, "meet.raidd meet.raid"),
    (
        {"kubes": {"founded": {"first": "2004-05", "last": "2004-01"}}},
        'first "2004-05" 2004-01',
    ),
    (
        {"kubes": {"founded": {"first": "2003-05", "last": "2004-01"}}},
        'first "2003-05" 2004-01',
    ),
    ({"kubes": {"members": {"low": 9, "high": 2}}}, "kubes.members.low 9 2"),
    ({"kubes": {"businesses": {"cakes": 0.0}}}, "kubes.businesses"),
    ({"kubes": {"businesses": {"cake": 1.0}}}, "kubes.businesses.cake"),
    ({"region": {"code": 7}}, "regions[2].code 7 regions[1]"),
    ({"region": {"first_kube": 120}}, "regions[2].first_kube 100 100 159"),
    ({"region": {"first_kube": 2_097_150}}, "regions[1].first_kube 2097151"),
    ({"region": {"hard_access": {"low": 0.5, "high": 0.2}}}, "hard_access.low 0.5 0.2"),
    ({"region": {"kubes": {"low": 1}}}, "regions[1].kubes.high"),
    ({"regions": []}, "regions [[regions]]"),
    ({"regions": REGIONS[:1] * 101}, "regions 101 100"),
]


@pytest.mark.parametrize(("changes", "data"), FAULTS)
def test_every_fault_of_a_nation_has_its_line(kubesim, tmp_path, changes, data):
    content = tomllib.loads(text())
    content["regions"][0].update(changes.get("region", {}))
    content["kubes"].update(changes.get("kubes", {}))
    rest = {key: value for key, value in changes.items() if key not in ("region", "kubes")}
    path = tmp_path / "faulty.toml"
    regions, kubes = content.pop("regions"), content.pop("kubes")
    path.write_text(text(**{"regions": regions, "kubes": kubes, **rest}), encoding="utf-8")
    done = kubesim("check", str(path))
    assert done.code == 2
    assert mentions(done.err, data)
    assert all(line.startswith(str(path)) for line in done.err.splitlines())


def test_regions_that_are_all_faulty_are_not_said_to_be_none(kubesim, tmp_path):
    regions = [{**region, "cities": 0} for region in tomllib.loads(text())["regions"]]
    path = tmp_path / "faulty.toml"
    path.write_text(text(regions=regions), encoding="utf-8")
    done = kubesim("check", str(path))
    assert [line.partition(":")[0] for line in done.err.splitlines()] == [str(path)] * 2
    assert mentions(done.err, "regions[1].cities 0 regions[2].cities 0")


DECIDING = """
name = "played"
title = "Played"
judul = "Dimainkan"
decisions = [{ kube = 100, month = "2004-06", share = 0.5 }]
"""


def test_decisions_of_single_kubes_are_refused(kubesim, land, tmp_path):
    path = tmp_path / "played.toml"
    path.write_text(DECIDING)
    done = kubesim("run", land, "--policy", str(path), "--runs", "1")
    assert done.code == 2
    assert done.err.startswith("policy played: ")
    assert len(done.err.splitlines()) == 1
    file = tmp_path / "wide.toml"
    text = SWEEP.replace("visits_per_month", "policy").replace("[0.0, 4.0]", '["./played.toml"]')
    file.write_text(text.format(land=land))
    done = kubesim("sweep", str(file), "--out", "one", "--workers", "1")
    assert done.code == 2
    assert done.err.startswith("policy played: ")
