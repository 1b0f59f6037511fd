"""What a sweep found: effects pair by pair on the same luck, extreme points, and their words."""

import json
from itertools import product
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from experiments.common.differences import Difference, mean_interval
from experiments.common.outcomes import BY_NAME
from experiments.common.uncertainty import NOTHING_DRAWN
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
from tests.messages import mentions
from tests.sweeps.conftest import FACTORS

RUNS = 6
LUCK = np.random.default_rng(1).normal(0.0, 0.1, RUNS)


def swept(points, design="full", failed=None, **others):
    """Return a sweep of these points; outcomes not given are 0.5 in every run.

    Failed Kubes are given as a function of the point's values and of the luck.
    """
    made = [Point(number, values) for number, values in enumerate(points)]
    shape = (len(made), RUNS)
    given = {name: np.broadcast_to(value, shape) for name, value in others.items()}
    if failed is not None:
        given["failed_share"] = np.array([failed(values, LUCK) for values in points])
    return SimpleNamespace(
        folder=Path("results/a sweep"),
        points=made,
        factors=tuple(points[0]),
        spec=SimpleNamespace(design=design, title="A sweep"),
        replications=RUNS,
        seed=1,
        drawn=NOTHING_DRAWN,
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


NONE = Difference(RUNS, 0.0, 0.0, 0.0, 0.0, 0.0)


def words(failed, mandiri, **others):
    effect = findings(swept(grid(visits_per_month=[0.0, 4.0]))).effects[0]
    given = {"failed_share": failed, "mandiri_share": mandiri, **others}
    differences = {
        name: Difference(RUNS, 0.0, given[name][0], *given[name]) if name in given else NONE
        for name in OUTCOMES
    }
    return list(effect_sentences(effect._replace(differences=differences)))


FAILING, MANDIRI = GISTS["failed_share"], GISTS["mandiri_share"]
"""How a better outcome is called, a worse one, and the outcome itself."""
SMALL, UNSURE = "no difference that matters", "not enough evidence"
FEWER, MORE = (-0.21, -0.23, -0.19), (0.21, 0.19, 0.23)
SAME, OPEN = (0.001, -0.002, 0.004), (0.03, -0.03, 0.09)


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
    income, need = (12_000.0, 11_000.0, 13_000.0), (-900.0, -2_000.0, 200.0)
    _, kubes, saving, households = words(
        FEWER, SAME, household_income_idr=income, unmet_need_idr=need
    )
    assert mentions(
        kubes,
        f"21.0 fewer failed 19.0 23.0 better 0.1 more mandiri 0.2 fewer 0.4 more {SMALL} "
        f"{BY_NAME['sustained_mandiri_share'].title}",
    )
    assert mentions(saving, "0.0 % 0.0 % 0.0 % 0.0 %")
    assert mentions(
        households,
        f"income 12,000 higher 11,000 13,000 better need 900 lower 2,000 lower 200 higher {SMALL}",
    )


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
