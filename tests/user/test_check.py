"""`kubesim check`: a summary of what is good, every fault of what is not, in lines or as JSON."""

import json
from pathlib import Path

import pytest

from experiments.common.cost import WITH_JOINERS
from sim.locations import POLICIES, SCENARIOS, names
from tests.inputs.texts import CSV, POLICY, SCENARIO, changed
from tests.messages import mentions

KEYS = {"file", "line", "kube", "key", "value", "cells", "why", "remedy"}


@pytest.fixture
def place(tmp_path):
    """Return a function that writes the three files of a scenario and a policy."""

    def write(scenario=SCENARIO, table=CSV, policy=POLICY):
        (tmp_path / "town.toml").write_text('kubes_csv = "town.csv"\n' + scenario)
        (tmp_path / "town.csv").write_text(table)
        (tmp_path / "policy.toml").write_text(policy)
        return "town.toml"

    return write


def test_a_good_scenario_is_summed_up(kubesim, place):
    done = kubesim("check", place())
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("town.toml: ")
    for data in ("Two Kubes", "36 2009-01 2011-12", "4 40 members", "1,625 household-months"):
        assert mentions(done.out, data)


def test_a_good_policy_is_known_by_its_content(kubesim, place):
    place()
    done = kubesim("check", "policy.toml")
    assert (done.code, done.err) == (0, "")
    for data in ("policy", "Kunjungan", "open_books true", 'rule "as_agreed"'):
        assert mentions(done.out, data)


@pytest.mark.parametrize("name", [*names(SCENARIOS), *names(POLICIES)])
def test_what_ships_is_good_and_needs_no_note(kubesim, name):
    done = kubesim("check", name, "--json")
    said = json.loads(done.out)
    assert (done.code, done.err) == (0, "")
    assert (said["ok"], said["faults"], said["notes"], said["name"]) == (True, [], [], name)


def test_the_cost_of_one_run_is_estimated(kubesim, place):
    said = json.loads(kubesim("check", place(), "--json").out)
    of_founders = 10 * (34 + 33 + 32 + 31)
    assert of_founders < said["one_run"]["household_months"] == WITH_JOINERS * of_founders
    assert 0 < said["one_run"]["seconds"] < 10


def test_every_fault_has_its_line_with_file_key_value_why_and_remedy(kubesim, place):
    scenario = changed("starter_idr = 15_000_000", "starter_idr = 15.0")
    scenario = changed('founded = "2009-04"', 'founded = "2009-13"', scenario)
    done = kubesim("check", place(changed("coupled =", "couple =", scenario), changed(
        "rings,10", "ring,-1", CSV)))  # fmt: skip
    assert (done.code, done.out) == (2, "")
    faults = [
        "town.toml: city.couple true coupled",
        "town.toml: programme.starter_idr 15.0 15000000",
        'town.toml: kubes[2].founded Two "2009-13" YYYY-MM',
        'town.csv: line 2 business Three "ring" rings',
        "town.csv: line 2 members Three -1 0 65535 households",
    ]
    for line, data in zip(done.err.splitlines(), faults, strict=True):
        assert mentions(line, data)


def test_faults_as_json_are_all_there_is(kubesim, place):
    done = kubesim("check", place(table=changed("rings", "ring", CSV)), "--json")
    said = json.loads(done.out)
    assert (done.code, done.err, said["ok"]) == (2, "", False)
    (fault,) = said["faults"]
    assert fault.keys() == KEYS
    assert fault.pop("why")
    assert mentions(fault.pop("remedy"), "rings")
    assert fault == {
        "file": "town.csv",
        "line": 2,
        "kube": "Three",
        "key": "business",
        "value": '"ring"',
        "cells": None,
    }


@pytest.mark.parametrize(
    ("file", "data"),
    [
        ("town.csv", "CSV TOML kubes_csv"),
        ("nowhere.toml", ""),
        ("./", ""),
        ("banjarmasim", "banjarmasin"),
        ("pakage", "package"),
        ("town", "town.toml"),
        ("qqq", ""),
    ],
)
@pytest.mark.parametrize("json_too", [(), ("--json",)])
def test_what_cannot_be_checked_is_told_in_a_line(kubesim, place, file, data, json_too):
    place()
    done = kubesim("check", file, *json_too)
    assert done.code == 2
    if json_too:
        (fault,) = json.loads(done.out)["faults"]
        assert mentions(f"{fault['why']}; {fault['remedy']}", data)
        assert (fault["file"], done.err) == (str(Path(file)), "")
    else:
        assert done.out == ""
        assert len(done.err.splitlines()) == 1
        assert mentions(done.err, f"{Path(file)}: {data}")


@pytest.mark.parametrize(
    ("old", "new", "data"),
    [
        ("starter_idr = 15_000_000", "starter_idr = 15", "programme.starter_idr 15 15000000"),
        ("value = 45_000_000", "value = 45", "kubes[1].observed[1].value One 45"),
        (
            "amount_idr = 30_000_000",
            "amount_idr = 30",
            "grants[1].amount_idr 30 30000000",
        ),
        ('base = "2010-03"', 'base = "2010-04"', 'prices.base "2010-04" 2010-03'),
    ],
)
def test_what_looks_wrong_is_noted_and_allowed(kubesim, place, old, new, data):
    done = kubesim("check", place(changed(old, new)))
    assert done.code == 0
    (note,) = done.err.splitlines()
    assert note.startswith("note: town.toml: ")
    assert mentions(note, data)


def test_inflation_given_in_shares_is_noted(kubesim, place):
    text = SCENARIO.replace("3.86", "0.0386").replace("9.06", "0.0906").replace("3.98", "0.0398")
    assert mentions(kubesim("check", place(text)).err, "inflation_percent 4.0 0.04")


def test_an_undated_figure_of_other_years_is_noted(kubesim, place):
    text = changed(', month = "2011-10"', "")
    assert kubesim("check", place(text)).err == ""
    text = changed("months = 36", "months = 20", changed('seen = "2011-06"', "", text))
    assert mentions(kubesim("check", place(text)).err, "2011-2015")
