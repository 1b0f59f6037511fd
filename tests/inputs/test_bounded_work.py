"""Files that would keep a reader busy are refused early; faults are few on the screen."""

import time
import tomllib

import pytest

from sim.inputs.faults import FAULTS_MOST
from sim.inputs.kubes_csv import ROWS_MOST
from sim.inputs.strict import ENTRIES_MOST, TOML_BYTES_MOST
from sim.scenario import Scenario, load_scenario
from tests.conftest import SMALL
from tests.inputs.texts import POLICY, SCENARIO
from tests.messages import mentions

HEAD = "id,name,founded,business"
SWEEP = """
name = "many"
title = "Many"
scenario = "banjarmasin"
replications = 2
"""
SECONDS_MOST = 20.0
"""Each took far longer, or for ever; two seconds are the aim on a machine with nothing else to do.
"""


def keys(count):
    return "".join(f"k{number} = 1\n" for number in range(count))


def lines(count, line):
    return "".join(f"{line(number)}\n" for number in range(1, count + 1))


TOML = {
    "unknown keys": keys(40_000) + SCENARIO,
    "unknown parameters": SCENARIO.replace("[parameters]", "[parameters]\n" + keys(40_000)),
    "empty Kubes": SCENARIO + "[[kubes]]\n" * 40_000,
    "unknown levers": POLICY + keys(40_000),
    "points": f'{SWEEP}design = "list"\n'
    + lines(20_000, lambda n: f'[[points]]\n"meet.rad" = 0.{n}'),
    "factors": f'{SWEEP}design = "full"\n'
    + lines(10_000, lambda n: f'[[factors]]\nname = "k{n}"\nvalues = [1]'),
    "values": f'{SWEEP}design = "full"\n[[factors]]\nname = "meet.raid"\nvalues = [\n'
    + lines(40_000, lambda n: f"{n}.5,")
    + "]",
    "policies": f'{SWEEP}design = "full"\n[[factors]]\nname = "policy"\nvalues = [\n'
    + lines(40_000, lambda n: f'"x{n}",')
    + "]",
}
CSV = {
    "columns": f"{HEAD},{','.join(f'c{number}' for number in range(150_000))}\n",
    "rows": f"{HEAD}\n" + lines(100_000, lambda n: f"{n},K{n},209-04,bakery"),
    "most rows": f"{HEAD},members\n"
    + lines(ROWS_MOST, lambda n: f"{n},K{n},2009-4,bakery,1{'0' * 9}"),
    "equal rows": f"{HEAD}\n" + "1,One,2009-04,rings\n" * ROWS_MOST,
    "short rows": f"{HEAD}\n" + "1,One\n" * 90_000,
    "cells": f"{HEAD},members\n" + lines(ROWS_MOST, lambda n: f"x,K{n},2009-04,rings,x"),
}


@pytest.fixture
def refusal(kubesim, tmp_path):
    """Return a function: the lines with which `kubesim check` refuses a file."""

    def check(text, csv=None):
        path = tmp_path / "input.toml"
        path.write_text(text)
        if csv is not None:
            (tmp_path / "kubes.csv").write_text(csv)
        began = time.perf_counter()
        done = kubesim("check", str(path))
        assert time.perf_counter() - began < SECONDS_MOST
        assert (done.code, done.out) == (2, "")
        told = done.err.splitlines()
        assert 1 <= len(told) <= FAULTS_MOST + 1
        return told

    return check


@pytest.mark.parametrize("text", TOML.values(), ids=TOML)
def test_many_faults_of_a_file_are_counted(refusal, text):
    told = refusal(text)
    assert len(told) == FAULTS_MOST + 1
    assert any(character.isdigit() for character in told[-1])


def test_unknown_keys_are_counted_one_by_one(refusal):
    assert mentions(refusal(keys(5_100) + SCENARIO)[-1], "input.toml 5,080")


@pytest.mark.parametrize("csv", CSV.values(), ids=CSV)
def test_a_csv_that_is_wrong_throughout_is_refused(refusal, csv):
    told = refusal('kubes_csv = "kubes.csv"\n' + SCENARIO, csv)
    assert all("kubes.csv" in line for line in told[:FAULTS_MOST])


def test_every_fault_of_the_rows_is_counted(refusal):
    csv = f"{HEAD}\n" + lines(4_000, lambda n: f"{n},K{n},2009-04,bakery")
    last = refusal('kubes_csv = "kubes.csv"\n' + SCENARIO, csv)[-1]
    assert mentions(last, "kubes.csv 3,982")


def test_a_scenario_is_told_of_before_its_many_rows(refusal):
    csv = f"{HEAD}\n" + lines(1_000, lambda n: f"{n},K{n},2009-04,bakery")
    (first, *_) = refusal(f'kubes_csv = "kubes.csv"\nsen = "2009-01"\n{SCENARIO}', csv)
    assert mentions(first, "input.toml sen seen")


def test_too_large_a_file_is_not_parsed(refusal, monkeypatch):
    monkeypatch.setattr(tomllib, "loads", None)
    (line,) = refusal("#" + keys(200_000))
    assert mentions(line, f"input.toml bytes {TOML_BYTES_MOST:,}")
    (line,) = refusal("[a" + ".a" * 900 + "]")
    assert mentions(line, "input.toml line 1")


def test_a_file_of_too_many_entries_is_not_validated(refusal, monkeypatch):
    monkeypatch.setattr(Scenario, "model_validate", None)
    (line,) = refusal("a = [\n" + "1,\n" * (ENTRIES_MOST + 1) + "]\n")
    assert mentions(line, f"input.toml {ENTRIES_MOST:,}")


def test_a_city_of_many_kubes_is_read(tmp_path):
    rows = lines(ROWS_MOST, lambda n: f"{n},K{n},2009-04,rings")
    (tmp_path / "kubes.csv").write_text(f"{HEAD}\n{rows},,,\n")
    alone = SCENARIO.split("[[kubes]]")[0]
    (tmp_path / "input.toml").write_text(f'kubes_csv = "kubes.csv"\n{alone}')
    assert len(load_scenario(str(tmp_path / "input.toml")).kubes) == ROWS_MOST


def test_a_good_file_with_many_notes_shows_few(kubesim, tmp_path):
    figure = '{ quantity = "kas_idr", value = 4, month = "2011-01", grade = "A" },\n'
    many = SMALL.replace("observed = [", f"observed = [\n{figure * 30}", 1)
    (tmp_path / "input.toml").write_text(many)
    done = kubesim("check", "./input.toml")
    assert done.code == 0
    assert len(done.err.splitlines()) == FAULTS_MOST + 1
