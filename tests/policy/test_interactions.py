"""Whether two policies together do more than the sum of each alone."""

import pytest

from experiments.policy.effects import interactions, triples
from experiments.policy.ranking_runs import open_ranked

POLICIES = {
    "none": {},
    "training": {"training_visits": 4},
    "capital": {"capital_idr": 5_000_000, "revolving": False},
    "package": {"training_visits": 4, "capital_idr": 5_000_000, "revolving": False},
    "other": {"training_visits": 6},
    "larger": {"training_visits": 4, "capital_idr": 9_000_000, "revolving": False},
}


def test_sums_of_policies_are_found_by_their_levers():
    assert triples(POLICIES) == [("training", "capital", "package")]
    assert triples({"none": {}, "a": {"x": 1}, "b": {"x": 1, "y": 2}}) == []


def test_what_two_do_together_is_reckoned_run_by_run(ranking):
    ranked = open_ranked(ranking[0])
    (one,) = interactions(ranked, "failed_share")
    own = {name: ranked.outcomes["failed_share"][place] for place, name in enumerate(ranked.names)}
    both, a, b = (own[one[key]] for key in ("both", "a", "b"))
    together = both - a - b + own["none"]
    assert {one["a"], one["b"]} == {"all-set-aside-first", "visits-weekly"}
    assert one["mean"] == pytest.approx(float(together.mean()))
    assert (one["draws"], one["runs_per_draw"]) == together.shape
    assert one["low"] <= one["median"] <= one["high"]
