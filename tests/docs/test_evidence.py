"""The page on evidence shows what the shipped results hold, and what they lack."""

import json

import pytest

from docs.tools.result_tables import CALIBRATION, NOT_THERE, TABLES, results
from experiments.common.tables import in_markdown
from experiments.common.uncertainty import FOLDER
from experiments.evidence.calibration.calibration_tables import (
    calibration_tables,
    parameters_table,
    predictive_table,
    readings_table,
    structures_table,
    variants_table,
    verdicts_table,
)
from experiments.evidence.card_tables import kas_table
from experiments.evidence.patterns.pattern_tables import pattern_table
from tests.messages import mentions

FOUND = json.loads(CALIBRATION.read_text(encoding="utf-8"))
SPREAD = {"low": 47.8, "median": 10.1e6, "high": 41.3e6, "tail": 0.04}


def rows(table):
    """Return the lines of a table's body in Markdown."""
    return [line for line in in_markdown(table).splitlines() if line.startswith("| ")][1:]


def test_the_tables_are_of_the_results_that_other_commands_take():
    assert CALIBRATION.parent == FOLDER


@pytest.mark.parametrize("table", [verdicts_table(FOUND), parameters_table(FOUND)])
def test_every_parameter_has_one_verdict_and_none_is_left_out(table):
    lines = rows(table)
    for row in FOUND["variants"][0]["parameters"]:
        (line,) = (line for line in lines if f"`{row['name']}`" in line)
        assert row["verdict"] in line


def test_variants_structures_and_readings_are_complete():
    assert len(rows(variants_table(FOUND))) == len(FOUND["variants"])
    main = FOUND["variants"][0]
    rivals = sum(len(row["levels"]) - 1 for row in main["structures"])
    assert len(rows(structures_table(FOUND))) == rivals
    assert len(rows(readings_table(FOUND))) == 4


def test_a_variant_out_of_reach_is_said_to_be_so():
    for variant, line in zip(FOUND["variants"], rows(variants_table(FOUND)), strict=True):
        assert ("out of reach" in line) == (not variant["within_reach"])


def test_results_that_are_not_there_are_said_to_be_missing(tmp_path, monkeypatch):
    monkeypatch.setitem(TABLES, "verdicts", (tmp_path / "calibration.json", verdicts_table))
    assert results("verdicts") == NOT_THERE


def test_checks_that_were_not_made_have_no_tables():
    few = calibration_tables(FOUND | {"predictive": None, "left_out": None})
    assert len(few) == len(calibration_tables(FOUND)) - 2


def test_a_prediction_is_in_one_unit_and_stands_out_where_the_figure_is_far_from_it():
    row = {"name": "Melati: money", "unit": "Rp", "observed": 4e6}
    row |= {"prior": SPREAD, "posterior": SPREAD, "prior_holm": 0.04, "posterior_holm": 0.04}
    predictive = {
        "complete": 9,
        "figures": [{**row, "fitted": True}, {**row, "fitted": False}],
        "surprising": {"prior": [], "posterior": []},
        "expected_share_sd": {"prior": 0.3, "posterior": 0.07, "allowed": 0.06},
    }
    first, second = rows(predictive_table({"predictive": predictive}))
    assert "| 10.10 (0.00-41.30) | **0.040** |" in first
    assert "(*)" in second
    assert "(*)" not in first


def test_a_figure_of_which_there_is_no_case_is_none_on_the_card():
    none = {"figure": None, "low": None, "high": None}
    statistic = {"meaning": "m", "target": [0, 1], "verdict": "failed", "on_target": 0.0, **none}
    gone = {"rule": "r", "asked": -0.1, "figure": -0.2, "low": -0.3, "high": -0.1, "bites": True}
    pattern = {"id": "1", "title": "t", "verdict": "failed"}
    card = {"runs": 2, "patterns": [{**pattern, "statistics": [statistic], "knock_out": gone}]}
    lines = rows(pattern_table(card))
    _, figure, knocked_out = lines
    assert mentions(figure, "m 0-1 none failed 0 %")
    assert mentions(knocked_out, "r -0.1 -0.2 (-0.3 -0.1)")


@pytest.mark.parametrize(
    ("place", "mark"), [("within", ""), ("under", " low"), ("over", " high"), (None, "")]
)
def test_a_kas_outside_of_what_is_simulated_is_said_to_be(place, mark):
    reading = {"median_idr": 4_000_000, "low_idr": 0, "high_idr": 21_000_000, "place": place}
    readings = dict.fromkeys(("cash", "liquid", "received", "saved"), reading)
    kube = {"kube": "Melati", "observed_idr": 4_017_000, "readings": readings}
    (line,) = rows(kas_table({"kas": [kube]}))
    assert f"| 4.0 | 4.0 (0.0-21){mark} |" in line
