"""What a sweep found: effects pair by pair on the same luck, extreme points, and their words."""

import json
from itertools import product
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from experiments.common import spread
from experiments.common.differences import mean_interval
from experiments.common.draws import STRUCTURES
from experiments.common.outcomes import BY_NAME
from experiments.common.uncertainty import FIRST_VALUES, Uncertainty
from experiments.common.worlds import Worlds
from experiments.sweeps.findings import OUTCOMES, findings
from experiments.sweeps.findings_text import (
    EFFECTS_MOST,
    GISTS,
    HEAD,
    TOO_GOOD,
    effect_sentences,
    findings_json,
    findings_text,
)
from experiments.sweeps.plan import Point
from sim.levers import LEVERS
from tests.messages import mentions
from tests.sweeps.conftest import FACTORS
from tests.worlds import policy, world

RUNS = 6
LUCK = np.random.default_rng(1).normal(0.0, 0.1, RUNS)
WORLDS_LUCK = np.random.default_rng(1).normal(0.0, 0.1, 80)


def swept(points, design="full", failed=None, drawn=FIRST_VALUES, **others):
    """Return a sweep of these points; outcomes not given are 0.5 in every run.

    Failed Kubes are given as a function of the point's values and of the luck.
    """
    luck = LUCK if drawn is FIRST_VALUES else WORLDS_LUCK
    runs = len(luck)
    made = [Point(number, values) for number, values in enumerate(points)]
    shape = (len(made), runs)
    given = {name: np.broadcast_to(value, shape) for name, value in others.items()}
    if failed is not None:
        given["failed_share"] = np.array([failed(values, luck) for values in points])
    return SimpleNamespace(
        folder=Path("results/a sweep"),
        points=made,
        factors=tuple(points[0]),
        spec=SimpleNamespace(design=design, title="A sweep"),
        replications=runs,
        seed=1,
        drawn=drawn.drawn,
        uncertainty=drawn,
        scenario=world(1),
        policy_of=lambda point: policy(
            **{name: value for name, value in point.values.items() if name in LEVERS}
        ),
        parameters_of=lambda point: {},
        rows=lambda names: {name: given.get(name, np.full(shape, 0.5)).ravel() for name in names},
    )


def grid(**levels):
    return [dict(zip(levels, values, strict=True)) for values in product(*levels.values())]


def levels_compared(sweep):
    return {
        (effect.contrast.factor, effect.contrast.a, effect.contrast.b)
        for effect in findings(sweep).effects
    }


def test_an_effect_is_that_of_the_ends_over_all_pairs_and_luck_drops_out():
    points = grid(visits_per_month=[0.0, 1.0, 4.0], open_books=[False, True])

    def failed(values, luck):
        return 0.8 - 0.05 * values["visits_per_month"] - 0.1 * values["open_books"] + luck

    answer = findings(swept(points, failed=failed))
    visits, books = answer.effects
    assert visits.contrast[:3] == ("visits_per_month", 0.0, 4.0)
    assert visits.contrast.pairs == [(0, 4), (1, 5)]
    assert visits.differences["failed_share"].low == pytest.approx(-0.2)
    assert visits.differences["failed_share"].high == pytest.approx(-0.2)
    assert books.contrast[:3] == ("open_books", False, True)
    assert len(books.contrast.pairs) == 3
    assert books.differences["failed_share"].mean == pytest.approx(-0.1)
    assert answer.best is not None and answer.worst is not None
    assert (answer.best.point.number, answer.worst.point.number) == (5, 0)


def test_intervals_are_over_replications_and_runs_without_a_case_are_left_out():
    points = grid(visits_per_month=[0.0, 4.0], open_books=[False, True])
    values = np.random.default_rng(2).random((4, RUNS))
    values[0, 0] = values[1, 0] = values[3, 1] = np.nan
    answer = findings(swept(points, realised_share=values))
    visits = next(
        effect for effect in answer.effects if effect.contrast.factor == "visits_per_month"
    )
    apart = values[2:] - values[:2]
    expected = np.array([apart[0, 1], *apart[:, 2:].mean(axis=0)])
    difference = visits.differences["realised_share"]
    assert difference.pairs == RUNS - 1
    assert (difference.mean, difference.low, difference.high) == pytest.approx(
        mean_interval(expected)
    )


def test_each_design_compares_what_differs_in_nothing_else():
    policies = grid(policy=["none", "package", "no-support"])
    assert levels_compared(swept(policies)) == {
        ("policy", "none", "package"), ("policy", "none", "no-support")
    }  # fmt: skip
    base = {"visits_per_month": 1.0, "set_aside_share": None}
    alone = [base, {**base, "visits_per_month": 0.0}, {**base, "set_aside_share": 0.6}]
    assert levels_compared(swept(alone, "one-at-a-time")) == {
        ("visits_per_month", 1.0, 0.0), ("set_aside_share", None, 0.6)
    }  # fmt: skip
    listed = [
        {"visits_per_month": 0.0, "open_books": False},
        {"visits_per_month": 4.0, "open_books": False},
        {"visits_per_month": 2.0, "open_books": True},
    ]
    assert levels_compared(swept(listed, "list")) == {("visits_per_month", 0.0, 4.0)}
    for design in ("sobol", "latin-hypercube"):
        assert levels_compared(swept(grid(visits_per_month=[0.0, 4.0]), design)) == set()
    assert findings(swept(grid(visits_per_month=[1.0]))) == ([], None, None)


def test_the_largest_effects_are_told_and_all_are_in_the_json():
    names = [f"policy-{number}" for number in range(EFFECTS_MOST + 3)]

    def failed(values, luck):
        return 0.05 * names.index(values["policy"]) + luck

    sweep = swept(grid(policy=names), failed=failed)
    answer = findings(sweep)
    text = findings_text(sweep, answer, 60)
    assert max(map(len, text.splitlines()[:-1])) <= 60
    assert text.index(names[-1]) < text.index(names[-2]) < text.index("--json")
    assert "kubesim compare 'results/a sweep' --point 8 --point 0 --seed 2" in text.splitlines()[-1]
    assert TOO_GOOD in findings_text(sweep, answer, 1000)
    made = json.loads(json.dumps(findings_json(sweep, answer), allow_nan=False))
    assert [effect["b"] for effect in made["effects"]] == names[:0:-1]
    assert made["worst"]["factors"] == {"policy": names[-1]}


def test_the_words_of_a_sampled_design_and_of_one_without_a_case():
    sampled = swept(grid(visits_per_month=[0.0, 4.0]), "sobol")
    assert "kubesim plot" in findings_text(sampled, findings(sampled), 100)
    none = swept(grid(visits_per_month=[0.0, 4.0]), failed_share=np.nan)
    assert findings_text(none, findings(none), 100) == ""
    assert findings_json(none, findings(none))["best"] is None


def words(failed, mandiri, **others):
    """Return the words of an effect, of which outcomes have a mean and an sd over 200 worlds."""
    effect = findings(swept(grid(visits_per_month=[0.0, 4.0]))).effects[0]
    given = {"failed_share": failed, "mandiri_share": mandiri, **others}
    unit = np.linspace(-1.6, 1.6, 200)[:, np.newaxis]
    everywhere = Worlds(np.ones(200, bool), ("visits",))
    spreads = {}
    for name in OUTCOMES:
        mean, sd = given.get(name, (0.0, 0.0))
        spreads[name] = spread.effect(BY_NAME[name], mean + sd * unit, everywhere)
    return list(effect_sentences(effect._replace(spreads=spreads, worlds=everywhere)))


FAILING, MANDIRI = GISTS["failed_share"], GISTS["mandiri_share"]
"""How a better outcome is called, a worse one, and the outcome itself."""
SMALL, UNSURE = "no difference that matters", "not known"
FEWER, MORE = (-0.21, 0.05), (0.21, 0.05)
SAME, OPEN = (0.001, 0.002), (0.03, 0.09)


@pytest.mark.parametrize(
    ("failed", "mandiri", "gist"),
    [
        (FEWER, MORE, (FAILING[0], MANDIRI[0])),
        (MORE, FEWER, (FAILING[1], MANDIRI[1])),
        (FEWER, SAME, (FAILING[0], SMALL, MANDIRI[2])),
        (SAME, MORE, (MANDIRI[0], SMALL, FAILING[2])),
        (OPEN, FEWER, (MANDIRI[1], UNSURE, FAILING[2])),
        (SAME, SAME, (SMALL,)),
    ],
)
def test_the_verdicts_decide_what_an_effect_comes_to(failed, mandiri, gist):
    sentence = words(failed, mandiri)[0]
    assert mentions(sentence, f"visits_per_month 0 4 {' '.join(gist)}")


def test_a_sentence_has_size_interval_and_verdict():
    income, need = (12_000.0, 1_000.0), (-900.0, 1_000.0)
    _, kubes, saving, households = words(
        FEWER, SAME, household_income_idr=income, unmet_need_idr=need
    )
    assert mentions(
        kubes,
        f"21.0 fewer 13.8 28.2 fewer likely better 0.1 more 0.2 fewer 0.4 more {SMALL} "
        f"{BY_NAME['sustained_mandiri_share'].title}",
    )
    assert mentions(saving, "50.0 % 50.0 % 50.0 % 50.0 %")
    assert mentions(
        households,
        f"income 12,000 more 10,560 13,440 likely better need 900 less 2,340 less 540 more {SMALL}",
    )


def test_where_a_factor_may_do_nothing_it_is_told_where_it_works():
    drawn = {name: np.repeat(values, 40) for name, values in FIRST_VALUES.draws.items()}
    drawn[STRUCTURES["visits"]] = np.repeat([0, 3], 20)
    works = np.tile(np.repeat([True, False], 20), 2)

    def failed(values, luck):
        return 0.5 + luck - 0.2 * works * (values["visits_per_month"] > 0.0)

    sweep = swept(
        grid(visits_per_month=[0.0, 4.0]), failed=failed, drawn=Uncertainty("prior", drawn, "")
    )
    effect = findings(sweep).effects[0]
    told = effect.spreads["failed_share"]
    assert (told.worlds, told.over_all.draws, told.over_all.runs_per_draw) == (0.5, 40, 2)
    assert told.if_it_works is not None is not told.if_it_does_nothing
    assert told.if_it_works.median == pytest.approx(-0.2)
    assert told.if_it_does_nothing.median == pytest.approx(0.0)
    assert told.over_all.high == pytest.approx(0.0)
    assert mentions(list(effect_sentences(effect))[1], "visits 5 of 10 20.0 fewer 20.0 20.0")


def test_a_sweep_ends_with_what_it_found_and_says_it_again(files, kubesim, tmp_path):
    file = files.write(files.text(FACTORS))
    asked = ("sweep", file, "--out", str(tmp_path / "out"), "--workers", "1")
    first, again = kubesim(*asked), kubesim(*asked)
    assert (first.code, again.code) == (0, 0)
    assert first.out == again.out
    assert HEAD in first.out
    assert mentions(first.out, "set_aside_share 0.1 0.5")
    assert mentions(again.err, "24")
    assert again.err != first.err
    table = kubesim("table", str(tmp_path / "out")).out
    assert table.endswith(first.out.partition("\n\n")[2])
    swept_json = json.loads(kubesim(*asked, "--json").out)
    table_json = json.loads(kubesim("table", "out", "--json").out)
    assert swept_json["findings"] == table_json["findings"]
    assert set(swept_json["findings"]["effects"][0]["outcomes"]) == set(OUTCOMES)
