"""`kubesim compare`: the same luck on both sides, who moved, when it stops, what it refuses."""

import json

import numpy as np
import pytest

from experiments.common.outcomes import OUTCOMES, outcomes_of
from experiments.comparing.comparison import STEP, Side, Sides, aim_of, compare
from experiments.comparing.transitions import end_of
from sim.digest import state_bytes
from sim.ensemble.ensemble import Ensemble
from sim.policy import NONE
from sim.rules.stages import STAGES
from tests.messages import mentions
from tests.worlds import EVERYTHING_HAPPENS, policy, run, world

MANY_VISITS = policy("visits", visits_per_month=8.0, monitoring_per_year=12.0)
KEYS = {
    "scenario", "a", "b", "seed", "parameters", "engine", "pairs", "level", "aim", "outcomes",
    "transitions", "changed", "overruled",
}  # fmt: skip


def found_between(b, pairs=STEP, within=1.0, scenario=None, outcome="failed_share"):
    sides = Sides(scenario or world(6, 60), Side("none", NONE), Side(b.name, b))
    return compare(sides, 1, aim_of(outcome, within, pairs))


@pytest.fixture(scope="module")
def visited():
    return found_between(MANY_VISITS, pairs=60)


def compared(kubesim, *arguments):
    done = kubesim("compare", *arguments, "--json")
    assert done.code == 0, done.err
    return json.loads(done.out)


def test_none_against_itself_differs_by_exactly_nothing(kubesim, small):
    both = ("--policy", "none", "--policy", "none")
    report = compared(kubesim, small, *both, "--runs-most", "20")
    assert report.keys() == KEYS
    assert list(report["outcomes"]) == [outcome.name for outcome in OUTCOMES]
    for outcome in report["outcomes"].values():
        if outcome["pairs"]:
            assert (outcome["mean"], outcome["low"], outcome["high"]) == (0, 0, 0)
            assert outcome["verdict"] in ("no difference that matters", "described")
        else:
            assert (outcome["mean"], outcome["verdict"]) == (None, "not enough evidence")
    counts = np.array(report["transitions"]["counts"])
    assert (counts == np.diag(np.diag(counts))).all()
    assert all(kube["to_working"] == 0 for kube in report["changed"]["kubes"]["by_kube"])
    assert all(kube["to_member"] == 0 for kube in report["changed"]["households"]["by_kube"])


def test_each_side_is_what_it_is_when_run_alone(visited):
    city = Ensemble(world(6, 60), [MANY_VISITS])
    alone = outcomes_of(city.run(city.jobs(60, seed=1)))
    assert visited.differences["failed_share"].b == pytest.approx(alone["failed_share"].mean())
    assert visited.differences["failed_share"].mean != 0.0


def test_transitions_add_up(visited):
    counts = visited.moves.transitions
    assert counts.sum() == 60 * 6
    failed = visited.differences["failed_share"]
    gagal = STAGES.index("gagal")
    assert counts[gagal].sum() == pytest.approx(60 * 6 * failed.a)
    assert counts[:, gagal].sum() == pytest.approx(60 * 6 * failed.b)
    moves = visited.moves
    assert (moves.saved.sum() - moves.lost.sum()) / 360 == pytest.approx(failed.a - failed.b)
    assert moves.households.sum() == 60 * sum(kube.members for kube in world(6, 60).kubes)


def test_ends_are_read_as_the_model_has_them():
    model = run(EVERYTHING_HAPPENS)
    end = end_of(
        state_bytes(model.city), len(EVERYTHING_HAPPENS.kubes), EVERYTHING_HAPPENS.city.facilitators
    )
    assert end.stages.tolist() == [kube.stage for kube in model.city.kubes]
    founders = sorted(
        (household for household in model.city.households if household.slot < 1 << 16),
        key=lambda household: household.key,
    )
    assert end.origins.tolist() == [household.origin for household in founders]
    assert end.members.tolist() == [household.kube is not None for household in founders]
    assert 0 < end.members.sum() < len(founders)


def test_a_narrower_interval_takes_more_pairs_up_to_the_cap():
    wide = found_between(MANY_VISITS, 3 * STEP, within=0.5)
    narrow = found_between(MANY_VISITS, 3 * STEP, within=0.001)
    assert (wide.pairs, wide.narrow) == (STEP, True)
    assert (narrow.pairs, narrow.narrow) == (3 * STEP, False)
    name = "failed_share"
    assert narrow.differences[name].half_width < wide.differences[name].half_width
    between = (narrow.differences[name].half_width + wide.differences[name].half_width) / 2
    stopped = found_between(MANY_VISITS, 3 * STEP, within=between)
    assert stopped.narrow
    assert stopped.differences[name].half_width <= between


def test_tables_say_it_all(kubesim, small):
    both = ("--policy", "none", "--policy", "package")
    done = kubesim("compare", small, *both, "--runs-most", "30")
    assert done.code == 0
    assert mentions(done.out, "package none")
    assert all(outcome.title.split()[0] in done.out for outcome in OUTCOMES)
    assert max(map(len, done.out.splitlines())) <= 100


@pytest.mark.parametrize(
    ("arguments", "data"),
    [
        (("--policy", "none"), "--policy"),
        ((), "--policy"),
        (("--policy", "none", "--policy", "none", "--point", "1"), "--policy"),
        (("--policy", "none", "--policy", "nothing"), "nothing"),
        (("--outcome", "luck"), "--outcome luck failed_share"),
        (("--within", "0"), "--within 0.0 0"),
        (("--within", "nan"), "--within nan 0"),
        (("--runs-most", "1"), "--runs-most 1 2"),
        (("--outcome", "visits"), "visits --within"),
        (("--seed", "-1"), "--seed -1 0 4294967295"),
        (("--policy", "none", "--policy", "none", "--runs-most", "99999999"), "--yes"),
    ],
)
def test_what_cannot_be_compared_is_refused_in_words(kubesim, small, arguments, data):
    done = kubesim("compare", small, *arguments)
    assert (done.code, done.out) == (2, "")
    assert mentions(done.err, data)
    assert "Traceback" not in done.err


def test_an_outcome_without_a_case_is_refused(kubesim, small):
    both = ("--policy", "none", "--policy", "none", "--runs-most", "2")
    done = kubesim("compare", small, *both, "--outcome", "sustained_mandiri_share")
    assert done.code == 2
    assert mentions(done.err, "sustained_mandiri_share small")
