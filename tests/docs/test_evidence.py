"""The page on evidence shows what the shipped results hold, and what they lack."""

import json

import pytest

from experiments.common.uncertainty import FOLDER
from experiments.manual import evidence, predictions, validation
from experiments.manual.evidence import CALIBRATION, NOT_THERE, part

FOUND = json.loads(CALIBRATION.read_text(encoding="utf-8"))
SPREAD = {"low": 1.0, "median": 2.0, "high": 3.0, "tail": 0.04}


def rows(text):
    return [line for line in text.splitlines() if line.startswith("| ")][1:]


def test_the_tables_are_of_the_results_that_other_commands_take():
    assert CALIBRATION.parent == FOLDER


def test_every_parameter_has_one_verdict_and_none_is_left_out():
    told = evidence.verdicts(FOUND)
    for row in FOUND["variants"][0]["parameters"]:
        assert told.count(f"`{row['name']}`") == 1
    learned = next((line for line in rows(told) if "**learned**" in line), "")
    for name in FOUND["learned"]:
        assert f"`{name}`" in learned


def test_what_fails_its_check_stays_on_the_page():
    table = evidence.parameters(FOUND)
    for name in (*FOUND["learned"], *FOUND["failed_check"], *FOUND["out_of_reach"]):
        assert f"`{name}`" in table
    assert not [name for name in FOUND["at_prior"] if f"`{name}`" in table]


def test_variants_structures_and_readings_are_complete():
    assert len(rows(evidence.variants(FOUND))) == len(FOUND["variants"])
    main = FOUND["variants"][0]
    assert len(rows(evidence.structures(FOUND))) == len(main["structures"])
    assert len(rows(evidence.readings(FOUND))) == 4


def test_a_variant_out_of_reach_is_said_to_be_so():
    for variant, line in zip(FOUND["variants"], rows(evidence.variants(FOUND)), strict=True):
        assert ("out of reach" in line) == (not variant["within_reach"])


def test_results_that_are_not_there_are_said_to_be_missing(tmp_path):
    assert part(evidence.bank, tmp_path / "calibration.json") == NOT_THERE
    for of in predictions.PARTS.values():
        assert of({"predictive": None, "left_out": None}) == predictions.NOT_THERE


def test_a_figure_far_from_what_is_predicted_stands_out():
    row = {"name": "Melati: money", "observed": 4e6, "prior": SPREAD, "posterior": SPREAD}
    found = {"predictive": {"figures": [{**row, "fitted": True}, {**row, "fitted": False}]}}
    first, second = rows(predictions.predictive(found))
    assert "**0.04**" in first
    assert "(not fitted)" in second


def test_a_figure_of_which_there_is_no_case_is_none_on_the_card():
    statistic = {"meaning": "m", "target": [0, 1], "figure": None, "verdict": "failed"}
    gone = {"rule": "r", "asked": -0.1, "figure": -0.2, "low": -0.3, "high": -0.1, "bites": True}
    pattern = {"id": "1", "title": "t", "verdict": "failed"}
    card = {"patterns": [{**pattern, "statistics": [statistic], "knock_out": gone}]}
    made = validation.patterns(card)
    assert "|  | m | 0 to 1 | none | failed |" in made
    assert "|  | without r | moves -0.1 | -0.2 (-0.3 to -0.1) | bites |" in made


@pytest.mark.parametrize(("place", "bold"), [("within", True), ("under", False), (None, False)])
def test_a_kas_within_what_is_simulated_is_bold(place, bold):
    reading = {"median_idr": 4_000_000, "low_idr": 0, "high_idr": 21_000_000, "place": place}
    kube = {"kube": "Melati", "observed_idr": 4_017_000, "readings": {"cash": reading}}
    (line,) = rows(validation.kas({"kas": [kube]}))
    assert ("**4.0 (0.0 to 21)**" in line) == bold
