"""`kubesim policy discover` as a user has it, on a small sweep."""

import hashlib
import json
import sys

import numpy as np
import pytest

from experiments.common.languages import LANGS
from experiments.common.texts import texts_of
from experiments.policy.discover.sweep_cases import cases_of, space_of
from experiments.policy.discover.texts import FOLDER
from experiments.sweeps.stored_sweep import open_sweep
from sim.inputs.strict import InputError
from tests.messages import mentions

FILES = {"cards.json", "cards.md", "discover.png"}


@pytest.fixture
def discover(kubesim, swept, fewest):
    """Return a function that asks for the rules of the small sweep."""
    return lambda *options: kubesim("policy", "discover", str(swept), *options)


def test_it_prints_saves_and_tells_the_same_again(discover, swept, tmp_path):
    done = discover("--out", "out", "--json")
    assert done.code == 0, done.err
    answer = json.loads(done.out)
    failed = open_sweep(swept).rows(["failed_share"])["failed_share"]
    quarter = np.sort(failed)[len(failed) * 3 // 4]
    assert answer["case"] == {
        "share": "failed_share",
        "threshold": pytest.approx(quarter),
        "at_least": bool(quarter == failed.max()),
        "given": False,
    }
    assert (answer["runs"], answer["base_rate"]) == (144, answer["cases"] / 144)
    assert [card["method"] for card in answer["cards"]] == ["prim", "tree"]
    for card in answer["cards"]:
        assert set(card["words"]) == {"en", "id"}
        for asked in card["conditions"]:
            assert 0.0 <= asked["quasi_p"] < 0.05 / len(answer["inputs"])
            assert asked["could_be_chance"] == (asked["reproduced"] < 0.8)

    folder = tmp_path / "out"
    assert json.loads((folder / "cards.json").read_text()) == answer
    assert (folder / "discover.png").read_bytes().startswith(b"\x89PNG")
    manifest = json.loads((folder / "manifest.json").read_text())
    assert set(manifest["files"]) == FILES
    for name, sha256 in manifest["files"].items():
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == sha256
    assert json.loads(discover("--json").out) == answer


def test_cards_are_printed_in_the_language_asked_for(discover, tmp_path):
    english, indonesian = discover(), discover("--lang", "id", "--out", "out")
    for lang, done in zip(LANGS, (indonesian, english), strict=True):
        texts = texts_of(FOLDER)[lang]
        assert texts.say("title_gagal", sweep="Visits and a raid") in done.out
        assert texts["base_line"] in done.out
    assert max(map(len, [*english.out.splitlines(), *indonesian.out.splitlines()])) <= 100
    page = (tmp_path / "out" / "cards.md").read_text()
    title = texts_of(FOLDER)["id"].say("title_gagal", sweep="Visits and a raid")
    assert page.startswith(f"# {title}")


def test_no_stable_rule_is_an_answer(discover, monkeypatch, tmp_path):
    monkeypatch.setattr("experiments.policy.discover.discovery.REPRODUCED_LEAST", 1.01)
    done = discover("--out", "out")
    assert done.code == 0
    assert texts_of(FOLDER)["en"]["none_stable"] in " ".join(done.out.split())
    assert json.loads((tmp_path / "out" / "cards.json").read_text())["stable"] is False


def test_a_threshold_says_what_a_case_is(discover, kubesim, swept):
    answer = json.loads(discover("--threshold", "0.5", "--json").out)
    assert answer["case"]["given"] is True
    counted = kubesim("query", str(swept), "select count(*) n from runs where failed_share > 0.5")
    assert str(answer["cases"]) in counted.out.split()
    assert 0 < answer["cases"] < answer["runs"]


def test_inputs_are_those_with_which_each_run_was_made(swept):
    sweep = open_sweep(swept)
    space = space_of(sweep, cases_of(sweep, "gagal", None))
    names = [each.name for each in space.inputs]
    assert names[:2] == ["visits_per_month", "starter_form"]
    assert [each.origin for each in space.inputs[:3]] == ["factor", "factor", "drawn"]
    for row in (0, 30, 143):
        run = sweep.run_of(row)
        values = run.scenario_with_parameters.values()
        for name in ("trade.wear_per_month", "meet.raid", "live.present_bias"):
            group, field = name.split(".")
            own = getattr(getattr(values, group), field)
            assert space.x[row, space.columns_of(name)] == [own]
        assert space.x[row, space.columns_of("visits_per_month")] == [
            run.policy.overrides()["visits_per_month"]
        ]
        in_kind = run.policy.overrides()["starter_form"] == "in_kind"
        assert space.x[row, space.columns_of("starter_form")] == [float(in_kind)]
    assert (space.units[0] == np.arange(144) % 24).all()
    assert len(space.units) == 1


def test_a_sweep_is_found_by_name_in_the_usual_place(kubesim, swept, fewest, tmp_path):
    (tmp_path / "results" / "sweeps").mkdir(parents=True)
    (tmp_path / "results" / "sweeps" / "small").symlink_to(swept)
    assert kubesim("policy", "discover", "small", "--json").code == 0


@pytest.mark.parametrize(
    ("options", "data"),
    [
        (["--outcome", "rich"], "--outcome rich gagal mandiri"),
        (["--threshold", "1"], "--threshold 1.0 0 1"),
        (
            ["--threshold", "0.3"],
            "144 144 failed_share 0.3 0.3333",
        ),
        (["--lang", "nl"], "--lang nl id en"),
        (["--seed", "-1"], "--seed -1 0"),
        (["--outcome", "mandiri"], "144 mandiri_share 0 20 --threshold"),
    ],
)
def test_what_cannot_be_had_is_refused_in_a_line(discover, options, data):
    done = discover(*options)
    assert done.code == 2
    assert mentions(done.err, data)
    assert len(done.err.splitlines()) == 1


def test_a_folder_without_a_sweep_is_refused(kubesim):
    missing = kubesim("policy", "discover", "nowhere")
    assert (missing.code, len(missing.err.splitlines())) == (2, 1)


def test_too_few_replications_are_refused(swept, monkeypatch):
    sweep = open_sweep(swept)
    monkeypatch.setattr("experiments.policy.discover.sweep_cases.UNITS_LEAST", 25)
    with pytest.raises(InputError, match=r"\b24\b"):
        space_of(sweep, cases_of(sweep, "gagal", None))


def test_without_scikit_learn_a_line_says_how_to_install_it(discover, monkeypatch):
    monkeypatch.setitem(sys.modules, "sklearn", None)
    done = discover()
    assert done.code == 2
    assert done.err.count("\n") == 1
    assert mentions(done.err, 'scikit-learn pip install "kubesim[policy]"')
