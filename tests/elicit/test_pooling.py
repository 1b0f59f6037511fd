"""Who knows gets more weight; who does not tell leaves it to the others."""

import json

import pytest

from experiments.evidence.elicit.answers_file import load_answers
from experiments.evidence.elicit.pooling import pooled, report
from tests.elicit.answers import KNOWS, LIVES, SURE, in_toml

MORE = {"living-two-years": [8, 9, 9.5]}


@pytest.fixture
def pool(tmp_path):
    """Return a function that pools experts."""

    def of(experts):
        path = tmp_path / "answers.toml"
        path.write_text(in_toml(experts))
        return pooled(load_answers(path))

    return of


def test_an_expert_who_knows_gets_more_weight(pool):
    both = pool({"P01": {**LIVES, **KNOWS}, "P02": {**MORE, **SURE}})
    assert both.weights["equal"] == {"P01": 0.5, "P02": 0.5}
    assert both.weights["performance"] == {"P01": 1.0, "P02": 0.0}
    assert both.scores["P01"].calibration > 0.5 > both.scores["P02"].calibration
    by = {name: both.pool("living-two-years", name).quantiles(0.5) for name in both.weights}
    assert by["performance"] == pytest.approx(8.0)
    assert by["equal"] > 8.0
    best, even = (both.pool_scores[name] for name in ("performance", "equal"))
    assert best.weight > even.weight


def test_weights_of_who_did_not_answer_go_to_the_others(pool):
    both = pool({"P01": KNOWS, "P02": {**MORE, **SURE}})
    assert both.pool("living-two-years", "performance").quantiles(0.5) == pytest.approx(9.0)
    assert both.pool("attendance", "equal") is None


def test_without_every_seed_question_there_is_no_score(pool):
    part = dict(list(KNOWS.items())[:3])
    both = pool({"P01": {**LIVES, **KNOWS}, "P02": {**LIVES, **part}})
    assert set(both.scores) == {"P01"}
    assert both.weights["performance"]["P02"] == 0.0
    none = pool({"P01": LIVES, "P02": {**LIVES, **part}})
    assert none.weights["performance"] == none.weights["equal"]
    assert not none.told_apart
    assert none.pool_scores == {}


def test_where_nobody_is_well_calibrated_all_have_the_same_weight(pool):
    both = pool({"P01": {**LIVES, **SURE}, "P02": {**MORE, **SURE}})
    assert not both.told_apart
    assert both.weights["performance"] == {"P01": 0.5, "P02": 0.5}


def test_the_command_says_the_same_in_json_as_on_the_screen(kubesim, tmp_path):
    path = tmp_path / "answers.toml"
    path.write_text(in_toml({"P01": {**LIVES, **KNOWS}, "P02": {**MORE, **SURE}}))
    told = json.loads(kubesim("elicit", "pool", str(path), "--json").out)
    assert told == json.loads(json.dumps(report(pooled(load_answers(path)))))
    assert told["schema"] == 1
    by_id = {one["id"]: one for one in (*told["questions"], *told["seeds"])}
    assert by_id["living-two-years"]["performance"]["median"] == pytest.approx(8.0)
    assert by_id["illness-2019"]["answer"] == 15.38
    for lang, number in (("en", "8.0 (6.0"), ("id", "8,0 (6,0")):
        screen = kubesim("elicit", "pool", str(path), "--lang", lang).out
        assert number in screen
        assert "{" not in screen
