"""The pattern card: committed targets, knock-outs that bite, verdicts that turn."""

import json

import pytest

from experiments.common.uncertainty import uncertainty
from experiments.evidence.patterns.experiment import Interval
from experiments.evidence.patterns.pattern_card import (
    EXPERIMENTS,
    Task,
    Trial,
    _verdict,
    judge_all,
    overall,
    run_task,
)
from experiments.evidence.patterns.targets import Statistic, load_patterns
from sim.parameters import with_values

PATTERNS = {pattern.id: pattern for pattern in load_patterns()}
RUNS = {"1": 16, "8": 4, "10": 4}
"""Runs of the patterns that need agents; all others have `FAST_RUNS`."""
FAST_RUNS = 32


def test_there_is_an_experiment_for_each_of_the_ten_patterns():
    assert list(PATTERNS) == [str(n) for n in range(1, 11)] == list(EXPERIMENTS)
    for pattern in PATTERNS.values():
        assert pattern.source
        assert all(one.low < one.high for one in pattern.statistic)
        assert pattern.knock_out.set or pattern.knock_out.policy
        with_values(pattern.knock_out.set)


def judge(number, runs, kind, values=None):
    (result,) = judge_all([PATTERNS[number]], Trial(runs, 1, kind, values or {}))
    return result


@pytest.mark.parametrize("number", PATTERNS)
def test_without_its_rule_a_pattern_moves_away_as_far_as_committed(number):
    result = judge(number, RUNS.get(number, FAST_RUNS), "posterior")
    assert result.knock_out.bites, result.knock_out
    assert {one.statistic.name for one in result.statistics} == {
        one.name for one in PATTERNS[number].statistic
    }


def test_the_same_luck_and_draws_give_the_same_card_whatever_the_workers():
    one, two = (judge_all([PATTERNS["9"]], Trial(2, seed=3), workers) for workers in (1, 2))
    assert one == two
    assert judge_all([PATTERNS["9"]], Trial(2, seed=4)) != one


def test_a_replication_has_a_draw_of_its_own_and_arms_hold_what_they_set():
    draws = uncertainty("posterior")
    arms = EXPERIMENTS["10"]().arms
    first, second = (draws.scenario(arms["small"], r).parameters for r in (0, 1))
    assert {first["founding.discipline_mean"], second["founding.discipline_mean"]} == {0.5}
    assert first["learn.decay"] == draws.draws["learn.decay"][0] != second["learn.decay"]


def test_what_is_put_in_holds_over_the_draw():
    blind = {"learn.motivation_agency": 0.0}
    plain, without = (
        run_task(Task(PATTERNS["9"], removed, range(2), Trial(2, values=values)))
        for removed, values in ((True, {}), (False, blind))
    )
    assert plain == without


def test_a_changed_parameter_that_breaks_a_figure_turns_the_card():
    seeing = judge("9", FAST_RUNS, "posterior")
    blind = judge("9", FAST_RUNS, "posterior", {"learn.motivation_agency": 0.0})
    assert seeing.statistics[0].verdict != blind.statistics[0].verdict == "failed"
    assert seeing.statistics[0].on_target > 0.5
    assert blind.statistics[0].on_target < 0.1


TARGET = Statistic(name="x", meaning="x", low=1.0, high=2.0)


@pytest.mark.parametrize(
    ("interval", "verdict"),
    [
        (Interval(1.5, 1.1, 1.9), "shown"),
        (Interval(1.5, 0.9, 1.9), "partly"),
        (Interval(0.9, 0.5, 1.1), "partly"),
        (Interval(0.5, 0.1, 0.9), "failed"),
        (Interval(2.5, 2.1, 2.9), "failed"),
        (Interval(float("nan"), float("nan"), float("nan")), "failed"),
    ],
)
def test_the_interval_decides_not_the_figure(interval, verdict):
    assert _verdict(TARGET, interval) == verdict


def test_a_pattern_is_shown_or_failed_only_as_a_whole():
    assert overall(["shown", "shown"]) == "shown"
    assert overall(["failed", "failed"]) == "failed"
    assert overall(["shown", "failed"]) == "partly"


def test_validate_prints_and_saves_single_patterns(kubesim, tmp_path):
    asked = ("--runs", "2", "--pattern", "10", "--workers", "1", "--out", "results/patterns")
    done = kubesim("validate", *asked, "--json")
    assert done.code == 0, done.err
    card = json.loads(done.out)
    (pattern,) = card["patterns"]
    assert pattern["id"] == "10"
    assert {"target", "figure", "low", "high", "verdict"} <= pattern.keys()
    assert card["uncertainty"]["kind"] == "posterior"
    folder = tmp_path / "results" / "patterns"
    assert {path.name for path in folder.iterdir()} == {
        "card.json",
        "manifest.json",
        "patterns.png",
    }
    assert json.loads((folder / "card.json").read_text()) == card
    assert (folder / "patterns.png").read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize(
    "wrong",
    [
        ("--runs", "1"),
        ("--pattern", "11"),
        ("--parameter", "learn.decy=0.1"),
        ("--parameter", "learn.decay=much"),
        ("--parameter", "learn.decay=99"),
        ("--parameters", "guess"),
        ("--workers", "0"),
        ("--seed", "-1"),
    ],
)
def test_validate_refuses_bad_input_in_a_line(kubesim, tmp_path, wrong):
    done = kubesim("validate", *wrong)
    assert done.code == 2
    assert len(done.err.splitlines()) == 1
    assert wrong[1].split("=", maxsplit=1)[0] in done.err
    assert not list(tmp_path.iterdir())
