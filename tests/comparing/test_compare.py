"""`kubesim compare`: worlds on both sides, who moved, when it stops, what it says and refuses."""

import json

import numpy as np
import pytest

from experiments.common.draws import STRUCTURES
from experiments.common.languages import LANGS
from experiments.common.numbers import number
from experiments.common.outcomes import OUTCOMES, outcomes_of
from experiments.common.spread_words import FOLDER
from experiments.common.texts import texts_of
from experiments.common.uncertainty import FIRST_VALUES
from experiments.comparing import comparison as module
from experiments.comparing.comparison import Side, Sides, aim_of, compare
from experiments.comparing.transitions import end_of
from sim.digest import state_bytes
from sim.ensemble.ensemble import Ensemble
from sim.policy import NONE
from sim.rules.stages import STAGES
from tests.draws import ship, some_draws
from tests.messages import mentions
from tests.worlds import EVERYTHING_HAPPENS, policy, run, world

MANY_VISITS = policy("visits", visits_per_month=8.0, monitoring_per_year=12.0)
MONITORED = policy("monitored", monitoring_per_year=12.0)
KEYS = {
    "schema", "scenario", "today", "a", "b", "seed", "parameters", "engine", "pairs", "draws",
    "runs_per_draw", "level", "aim", "worlds", "outcomes", "transitions", "changed", "overruled",
}  # fmt: skip
OF_A_SPREAD = {
    "median", "low", "high", "probability_better", "probability_worse", "mean", "mean_precision",
    "draws", "runs_per_draw", "verdict",
}  # fmt: skip
DRAWN = some_draws(64)


@pytest.fixture(autouse=True)
def shipped(monkeypatch):
    ship(monkeypatch, DRAWN)


def found_between(b, pairs, drawn=FIRST_VALUES, scenario=None, outcome="failed_share"):
    sides = Sides(scenario or world(6, 60), Side("none", NONE), Side(b.name, b), uncertainty=drawn)
    return compare(sides, 1, aim_of(outcome, pairs))


@pytest.fixture(scope="module")
def visited():
    return found_between(MANY_VISITS, pairs=60)


@pytest.fixture(scope="module")
def monitored():
    return found_between(MONITORED, 100, DRAWN, world(6, 36))


def compared(kubesim, *arguments):
    done = kubesim("compare", *arguments, "--json")
    assert done.code == 0, done.err
    return json.loads(done.out)


def test_none_against_itself_differs_by_exactly_nothing(kubesim, small):
    both = ("--policy", "none", "--policy", "none")
    report = compared(kubesim, small, *both, "--runs-most", "40")
    assert report.keys() == KEYS
    assert (report["pairs"], report["draws"], report["runs_per_draw"]) == (40, 20, 2)
    assert list(report["outcomes"]) == [outcome.name for outcome in OUTCOMES]
    for outcome in report["outcomes"].values():
        assert outcome.keys() >= OF_A_SPREAD
        assert outcome["if_it_works"] is None
        if outcome["draws"]:
            assert (outcome["median"], outcome["low"], outcome["high"]) == (0, 0, 0)
            assert outcome["verdict"] in ("no difference that matters", "described")
        else:
            assert (outcome["mean"], outcome["verdict"]) == (None, "not known")
    counts = np.array(report["transitions"]["counts"])
    assert (counts == np.diag(np.diag(counts))).all()
    assert all(kube["to_working"] == 0 for kube in report["changed"]["kubes"]["by_kube"])
    assert all(kube["to_member"] == 0 for kube in report["changed"]["households"]["by_kube"])


def test_each_side_is_what_it_is_when_run_alone(visited):
    city = Ensemble(world(6, 60), [MANY_VISITS])
    alone = outcomes_of(city.run(city.jobs(60, seed=1)))
    assert visited.means["failed_share"][1] == pytest.approx(alone["failed_share"].mean())
    assert visited.effects["failed_share"].over_all.mean != 0.0


def test_every_world_is_run_twice_on_both_sides_with_its_own_draw(monitored):
    assert (monitored.draws, monitored.runs_per_draw, monitored.pairs) == (50, 2, 100)
    replications = np.arange(50)[:, np.newaxis] + [0, len(DRAWN)]
    sets = DRAWN.sets(world(6, 36), replications.ravel())
    city = Ensemble(world(6, 36), [NONE, MONITORED], parameters=sets)
    jobs = city.jobs(1, 1)
    jobs.replication = replications.ravel()[jobs.parameters]
    failed = outcomes_of(city.run(jobs))["failed_share"].reshape(2, 50, 2)
    apart = failed[1] - failed[0]
    told = monitored.effects["failed_share"]
    assert told.over_all.mean == pytest.approx(apart.mean())
    assert told.components.within == pytest.approx(apart.var(axis=1, ddof=1).mean())


def test_where_monitoring_does_nothing_it_has_no_effect_and_the_interval_says_so(monitored):
    drawn = DRAWN.draws[STRUCTURES["monitoring"]][:50]
    told = monitored.effects["failed_share"]
    assert told.worlds == pytest.approx((drawn != 3).mean())
    nothing = told.if_it_does_nothing
    assert nothing.median == nothing.low == nothing.high == 0.0
    assert told.over_all.low <= 0.0 <= told.over_all.high
    assert told.if_it_works.probability_better * told.worlds == pytest.approx(
        told.over_all.probability_better
    )


def written(share, lang):
    """Return a difference of shares as the table has it, in points; nothing has no sign."""
    text = number(100 * share, 1, lang)
    return text if share < 0.0 or not text.strip("0.,") else f"+{text}"


@pytest.mark.parametrize("lang", LANGS)
def test_words_table_and_json_have_the_same_figures(kubesim, small, lang):
    asked = ("--policy", "none", "--policy", "package", "--runs-most", "60", "--lang", lang)
    report = compared(kubesim, small, *asked)
    printed = " ".join(kubesim("compare", small, *asked).out.split())
    told = [
        outcome
        for outcome in report["outcomes"].values()
        if outcome["draws"] and outcome["unit"].startswith("share")
    ]
    assert told
    for outcome in told:
        median, low, high = (written(outcome[end], lang) for end in ("median", "low", "high"))
        between = texts_of(FOLDER)[lang].say("range_of_cell", low=low, high=high)
        assert f"{median} {between}" in printed
        in_words = outcome["better"] != "neither"
        for figure in {median, low, high}:
            size = figure.strip("+-")
            assert not size.strip("0.,") or printed.count(size) > in_words
    assert not set(printed) & set("{}")


def test_json_is_the_same_in_either_language(kubesim, small):
    asked = ("--policy", "none", "--policy", "package", "--runs-most", "60")
    english, indonesian = (compared(kubesim, small, *asked, "--lang", lang) for lang in LANGS)
    assert english == indonesian
    assert english["a"]["point"] is None


def test_one_world_has_the_spread_of_chance_alone(kubesim, small):
    asked = ("--policy", "none", "--policy", "package", "--parameters", "point")
    report = compared(kubesim, small, *asked, "--runs-most", "30")
    assert (report["draws"], report["runs_per_draw"]) == (1, 30)
    assert report["outcomes"]["failed_share"]["if_it_works"] is None
    assert mentions(kubesim("compare", small, *asked, "--runs-most", "30").out, "chance alone")


def test_what_differs_is_told_with_what_is_assumed(kubesim, small):
    report = compared(
        kubesim, small, "--policy", "none", "--policy", "open-books", "--runs-most", "40"
    )
    assert report["worlds"]["without_rival"] == ["open_books"]
    assert all(outcome["assumed"] for outcome in report["outcomes"].values())


def test_transitions_add_up(visited):
    counts = visited.moves.transitions
    assert counts.sum() == 60 * 6
    a, b = visited.means["failed_share"]
    gagal = STAGES.index("gagal")
    assert counts[gagal].sum() == pytest.approx(60 * 6 * a)
    assert counts[:, gagal].sum() == pytest.approx(60 * 6 * b)
    moves = visited.moves
    assert (moves.saved.sum() - moves.lost.sum()) / 360 == pytest.approx(a - b)
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


def test_worlds_are_added_until_chance_adds_nothing(monkeypatch):
    monkeypatch.setattr(module, "STEP", 10)
    monkeypatch.setattr(module, "DRAWS_ENOUGH", 20)
    place = world(4, 30)
    plain = found_between(NONE, 100, DRAWN, place)
    assert (plain.draws, plain.settled) == (20, True)
    moved = found_between(MONITORED, 128, DRAWN, place, "household_income_idr")
    chance = moved.effects["household_income_idr"].chance_in_mean
    assert moved.settled == (chance <= moved.chance_most)
    assert moved.settled or moved.draws == 64
    capped = found_between(MONITORED, 20, DRAWN, place)
    assert (capped.draws, capped.settled) == (10, False)


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
        (("--runs-most", "3"), "--runs-most 3 4"),
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
    both = ("--policy", "none", "--policy", "none", "--runs-most", "4")
    done = kubesim("compare", small, *both, "--outcome", "sustained_mandiri_share")
    assert done.code == 2
    assert mentions(done.err, "sustained_mandiri_share small")
