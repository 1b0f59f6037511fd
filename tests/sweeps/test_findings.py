"""What a sweep found: effects pair by pair on the same luck, extreme points, and their words."""

import json
from io import StringIO
from itertools import product
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from rich.console import Console

from experiments.common import spread
from experiments.common.differences import mean_interval
from experiments.common.draws import STRUCTURES
from experiments.common.languages import LANGS
from experiments.common.numbers import number
from experiments.common.outcomes import BY_NAME
from experiments.common.spread_words import percent, sentence, verdict_text
from experiments.common.uncertainty import FIRST_VALUES, Uncertainty
from experiments.common.worlds import Worlds
from experiments.sweeps.findings import OUTCOMES, findings
from experiments.sweeps.findings_report import (
    EFFECTS_MOST,
    effect_title,
    findings_json,
    print_findings,
)
from experiments.sweeps.plan import Point
from experiments.sweeps.sweep_words import texts
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
        policies={},
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


def screen(sweep, lang="en", width=100):
    """Return what the screen says of a sweep, in lines."""
    console = Console(width=width, record=True, file=StringIO())
    print_findings(console, sweep, findings(sweep), lang)
    return [line.rstrip() for line in console.export_text().splitlines()]


@pytest.mark.parametrize("lang", LANGS)
def test_the_largest_effects_are_told_and_all_are_in_the_json(lang):
    names = [f"policy-{number}" for number in range(EFFECTS_MOST + 3)]

    def failed(values, luck):
        return 0.05 * names.index(values["policy"]) + luck

    sweep = swept(grid(policy=names), failed=failed)
    lines = screen(sweep, lang)
    text = "\n".join(lines)
    assert max(map(len, lines[:-1])) <= 100
    assert text.index(names[-1]) < text.index(names[-2]) < text.index("--json")
    assert names[1] not in text.partition("--json")[0].replace("policy-1,", "")
    assert "kubesim compare 'results/a sweep' --point 8 --point 0 --seed 2" in lines[-1]
    made = json.loads(json.dumps(findings_json(sweep, findings(sweep)), allow_nan=False))
    assert [effect["b"] for effect in made["effects"]] == names[:0:-1]
    assert made["worst"]["factors"] == {"policy": names[-1]}
    assert made["worst"]["outcomes"]["failed_share"]["median"] == pytest.approx(
        0.05 * 8 + np.median(LUCK)
    )


def test_the_words_of_a_sampled_design_and_of_one_without_a_case():
    sampled = swept(grid(visits_per_month=[0.0, 4.0]), "sobol")
    assert "kubesim plot" in "\n".join(screen(sampled))
    none = swept(grid(visits_per_month=[0.0, 4.0]), failed_share=np.nan)
    assert screen(none) == []
    assert findings_json(none, findings(none))["best"] is None


def effect_of(failed, mandiri):
    """Return an effect, of which outcomes have a mean and an sd over 200 worlds."""
    sweep = swept(grid(visits_per_month=[0.0, 4.0]))
    effect = findings(sweep).effects[0]
    given = {"failed_share": failed, "mandiri_share": mandiri}
    unit = np.linspace(-1.6, 1.6, 200)[:, np.newaxis]
    everywhere = Worlds(np.ones(200, bool), ("visits",))
    spreads = {}
    for name in OUTCOMES:
        mean, sd = given.get(name, (0.0, 0.0))
        spreads[name] = spread.effect(BY_NAME[name], mean + sd * unit, everywhere)
    return sweep, effect._replace(spreads=spreads, worlds=everywhere)


FEWER, MORE = (-0.21, 0.05), (0.21, 0.05)
SAME, OPEN, LEANING = (0.001, 0.002), (0.03, 0.09), (0.06, 0.05)


@pytest.mark.parametrize(
    ("failed", "mandiri", "gist"),
    [
        (FEWER, MORE, ("gist.likely.better.failed_share", "gist.likely.better.mandiri_share")),
        (MORE, FEWER, ("gist.likely.worse.failed_share", "gist.likely.worse.mandiri_share")),
        (SAME, MORE, ("gist.likely.better.mandiri_share", "gist.of.failed_share")),
        (LEANING, SAME, ("gist.leaning.worse.failed_share", "gist.of.mandiri_share")),
        (OPEN, FEWER, ("gist.likely.worse.mandiri_share", "gist.of.failed_share")),
    ],
)
@pytest.mark.parametrize("lang", LANGS)
def test_the_verdicts_decide_what_an_effect_comes_to(failed, mandiri, gist, lang):
    sweep, effect = effect_of(failed, mandiri)
    told = effect_title(sweep, effect, lang)
    assert mentions(told, f"0 4 {' '.join(texts(lang)[key] for key in gist)}")


@pytest.mark.parametrize(
    ("given", "verdict"), [(SAME, "no difference that matters"), (OPEN, "not known")]
)
@pytest.mark.parametrize("lang", LANGS)
def test_where_both_have_one_verdict_it_stands_alone(given, verdict, lang):
    sweep, effect = effect_of(given, given)
    told = effect_title(sweep, effect, lang)
    assert told.endswith(verdict_text(verdict, lang))


def test_where_a_factor_may_do_nothing_it_is_told_where_it_works():
    drawn = {name: np.repeat(values, 40) for name, values in FIRST_VALUES.draws.items()}
    drawn[STRUCTURES["visits"]] = np.repeat([0, 3], 20)
    works = np.tile(np.repeat([True, False], 20), 2)

    def failed(values, luck):
        return 0.5 + luck - 0.2 * works * (values["visits_per_month"] > 0.0)

    sweep = swept(
        grid(visits_per_month=[0.0, 4.0]), failed=failed, drawn=Uncertainty("prior", drawn, "")
    )
    told = findings(sweep).effects[0].spreads["failed_share"]
    assert (told.worlds, told.over_all.draws, told.over_all.runs_per_draw) == (0.5, 40, 2)
    assert told.if_it_works is not None and told.if_it_does_nothing is not None
    assert told.if_it_works.median == pytest.approx(-0.2)
    assert told.if_it_does_nothing.median == pytest.approx(0.0)
    assert told.over_all.high == pytest.approx(0.0)
    shown = " ".join(" ".join(screen(sweep, "en")).split())
    assert mentions(shown, "visits 5 of 10 20.0 fewer 20.0 20.0")


@pytest.mark.parametrize("lang", LANGS)
def test_words_table_and_json_have_the_same_figures(lang):
    def failed(values, luck):
        return 0.5 + luck * (1.0 - 0.4 * (values["visits_per_month"] > 0.0))

    drawn = {name: np.repeat(values, 40) for name, values in FIRST_VALUES.draws.items()}
    drawn[STRUCTURES["visits"]] = np.repeat([0, 3], [30, 10])
    sweep = swept(
        grid(visits_per_month=[0.0, 4.0]),
        failed=failed,
        drawn=Uncertainty("prior", drawn, ""),
        household_income_idr=np.linspace(7e5, 9e5, 160).reshape(2, 80) ** 1.01,
    )
    shown = " ".join(" ".join(screen(sweep, lang)).split())
    (found,) = findings(sweep).effects
    (effect,) = findings_json(sweep, findings(sweep))["effects"]
    assert effect_title(sweep, found, lang) in shown

    def signed(value, places=1):
        text = number(value, places, lang)
        return text if value < 0.0 or not text.strip("0.,") else f"+{text}"

    for name, scale in (("failed_share", 100.0), ("household_income_idr", 1e-3)):
        told = effect["outcomes"][name]
        for part in (told, told["if_it_works"]):
            ends = [signed(scale * part[key]) for key in ("median", "low", "high")]
            assert mentions(shown, " ".join(end.strip("+-") for end in ends))
        mean = f"{signed(scale * told['mean'])} ±{number(scale * told['mean_precision'], 1, lang)}"
        assert mean in shown
        assert percent(told["probability_better"], lang) in shown
    words = sentence(BY_NAME["failed_share"], found.spreads["failed_share"], found.worlds, lang)
    assert words in shown
    works = effect["outcomes"]["failed_share"]["if_it_works"]
    assert number(abs(100 * works["median"]), 1, lang) in words
    assert not set(shown) & set("{}")


def test_a_sweep_ends_with_what_it_found_and_says_it_again(files, kubesim, tmp_path):
    file = files.write(files.text(FACTORS))
    asked = ("sweep", file, "--out", str(tmp_path / "out"), "--workers", "1")
    first, again = kubesim(*asked), kubesim(*asked)
    assert (first.code, again.code) == (0, 0)
    assert first.out == again.out
    assert texts("en")["findings.head"] in first.out
    assert mentions(first.out, "0.1 0.5")
    assert mentions(again.err, "24")
    assert again.err != first.err
    table = kubesim("table", str(tmp_path / "out")).out
    assert table.endswith(first.out.partition("\n\n")[2])
    swept_json = json.loads(kubesim(*asked, "--json").out)
    table_json = json.loads(kubesim("table", "out", "--json").out)
    assert swept_json["findings"] == table_json["findings"]
    assert set(swept_json["findings"]["effects"][0]["outcomes"]) == set(OUTCOMES)
    indonesian = kubesim(*asked, "--lang", "id").out
    assert texts("id")["findings.head"] in indonesian
    told = kubesim("table", str(tmp_path / "out"), "--lang", "id").out
    assert told.endswith(indonesian.partition("\n\n")[2])
    assert mentions(kubesim("table", "out", "--lang", "fr").err, "--lang fr id en")
