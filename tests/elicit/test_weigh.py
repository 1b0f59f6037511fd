"""`kubesim elicit weigh`: from answers to a posterior that every command takes."""

import hashlib
import json

import numpy as np
import pytest

from experiments.common.database import about, write_table
from experiments.common.draws import DRAWN, STRUCTURES
from experiments.common.uncertainty import FILES, Uncertainty, draws_named
from experiments.evidence.elicit import answers_file, weighing
from experiments.evidence.elicit.question_file import Questions, shipped
from experiments.evidence.elicit.simulated import price_level, simulated
from sim.inputs.strict import InputError
from sim.scenario import load_scenario
from sim.structures import FACTOR_OF_LEVER, NOTHING, SET_BY
from tests.draws import some_draws
from tests.elicit.answers import KNOWS, in_toml
from tests.messages import mentions

DRAWS = 256
ASKED = ("living-two-years", "living-without-visits", "late-loans", "money")
LOW = {"living-two-years": [1, 2, 4]}


def few_questions():
    """Return some questions of the sheet on few Kubes, in one city a draw."""
    whole = shipped()
    setting = whole.setting.model_copy(update={"kubes": 20, "replications": 1})
    some = tuple(question for question in whole.question if question.id in ASKED)
    return Questions(setting=setting, question=some, seed=whole.seed)


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    monkeypatch.setattr(answers_file, "shipped", few_questions)
    monkeypatch.setattr(weighing, "PRIOR_DRAWS", 32)


@pytest.fixture(scope="module")
def fitted(tmp_path_factory):
    """Return the folder of a posterior."""
    folder = tmp_path_factory.mktemp("fitted")
    columns = {DRAWN: np.arange(DRAWS), **some_draws(DRAWS).draws}
    write_table(columns, folder / FILES["posterior"], {"variant": "main"})
    return folder


@pytest.fixture
def weigh(kubesim, fitted, tmp_path):
    """Return a function that weighs that posterior by answers; its JSON and the folder."""

    def run(experts, *more, out="out"):
        (tmp_path / "answers.toml").write_text(in_toml(experts))
        arguments = ("answers.toml", "--out", out, "--parameters", str(fitted), "--json", *more)
        done = kubesim("elicit", "weigh", *arguments)
        assert done.code == 0, done.err
        return json.loads(done.out), tmp_path / out

    return run


def by_id(told):
    return {one["id"]: one for one in told["weighing"]["outcomes"]}


def test_draws_move_to_the_opinion_and_the_folder_is_a_posterior(weigh, kubesim, fitted):
    told, folder = weigh({"P01": {**LOW, **KNOWS}})
    one = by_id(told)["living-two-years"]
    before, opinion, after = (one[key]["median"] for key in ("before", "opinion", "after"))
    assert abs(after - opinion) < 0.3 < abs(before - opinion)
    assert by_id(told)["living-without-visits"]["opinion"] is None
    moved = by_id(told)["living-without-visits"]
    assert moved["after"]["median"] < moved["before"]["median"]
    assert told["weighing"]["part"] == 1.0
    assert 0.1 * DRAWS < told["weighing"]["effective"] < DRAWS
    stored = draws_named(folder.name)
    assert len(stored) == DRAWS
    assert told["parameters"] == stored.drawn._asdict()
    ran = kubesim("run", "banjarmasin", "--runs", "2", "--parameters", folder.name, "--json")
    assert json.loads(ran.out)["parameters"]["digest"] == stored.digest
    for lever in SET_BY:
        share = told["weighing"]["levers_do_nothing"][lever]["after"]
        assert share == pytest.approx(1.0 - len(stored.working(lever)) / DRAWS)


def test_the_chain_names_answers_and_posterior_before(weigh, fitted, tmp_path):
    told, folder = weigh({"P01": {**LOW, **KNOWS}})
    manifest = json.loads((folder / "manifest.json").read_text())
    answers = (tmp_path / "answers.toml").read_bytes()
    assert manifest["answers"] == hashlib.sha256(answers).hexdigest()
    assert (folder / "answers.toml").read_bytes() == answers
    before = manifest["posterior_before"]
    assert before["folder"] == str(fitted)
    assert before["digest"] == draws_named(str(fitted)).digest
    chain = about(folder / FILES["posterior"])
    assert chain["variant"] == "main"
    assert json.loads(chain["elicited"])["answers"] == manifest["answers"]
    before, step = manifest["evidence"]
    assert (before["step"], before["posterior"]["sha256"]) == (
        "not known",  # that folder has no manifest
        draws_named(str(fitted)).digest,
    )
    assert (step["step"], step["data"]["sha256"]) == ("opinions", manifest["answers"])
    assert step["posterior"]["sha256"] == manifest["posterior"]["digest"]
    assert (folder / "elicit.png").read_bytes().startswith(b"\x89PNG")
    assert json.loads((folder / "elicit.json").read_text())["weighing"] == told["weighing"]


def test_the_digest_does_not_depend_on_the_workers(weigh):
    one, other = (
        weigh({"P01": LOW}, "--workers", many, out=f"out-{many}")[0] for many in ("1", "2")
    )
    assert one["parameters"]["digest"] == other["parameters"]["digest"]
    assert one["weighing"] == other["weighing"]


def test_an_opinion_equal_to_the_posterior_changes_nothing(weigh):
    told, _ = weigh({"P01": LOW})
    same = by_id(told)["living-two-years"]["before"]
    again, _ = weigh({"P01": {"living-two-years": [same["low"], same["median"], same["high"]]}})
    assert again["weighing"]["effective"] > 0.9 * DRAWS
    one = by_id(again)["living-two-years"]
    assert one["after"]["median"] == pytest.approx(one["before"]["median"], abs=0.5)


def test_the_screen_names_the_folder_in_both_languages(kubesim, fitted, tmp_path):
    (tmp_path / "answers.toml").write_text(in_toml({"P01": {**LOW, **KNOWS}}))
    for lang in ("en", "id"):
        arguments = ("--out", f"in-{lang}", "--parameters", str(fitted), "--lang", lang)
        done = kubesim("elicit", "weigh", "answers.toml", *arguments)
        assert mentions(done.out, f"--parameters in-{lang}")
        assert "{" not in done.out


def test_what_cannot_be_weighed_is_refused_in_a_line(kubesim, fitted, tmp_path):
    (tmp_path / "answers.toml").write_text(in_toml({"P01": {**LOW, **KNOWS}}))
    (tmp_path / "seeds.toml").write_text(in_toml({"P01": KNOWS}))
    (tmp_path / "old.toml").write_text(in_toml({"P01": {"money": [1, 2, 3]}}, 1995))
    for arguments, data in (
        (("answers.toml", "--by", "luck"), "--by luck equal performance"),
        (("answers.toml", "--parameters", "point"), "--parameters point"),
        (("answers.toml", "--parameters", "nowhere"), "--parameters nowhere posterior"),
        (("answers.toml", "--workers", "0"), "--workers 0"),
        (("nothing.toml",), "nothing.toml"),
        (("seeds.toml", "--parameters", str(fitted)), "seed"),
        (("old.toml", "--parameters", str(fitted)), "price_year 1995"),
    ):
        done = kubesim("elicit", "weigh", *arguments)
        assert (done.code, done.out) == (2, "")
        assert mentions(done.err, data), done.err
        assert not (tmp_path / "results").exists()


def test_money_is_at_the_prices_of_the_year():
    questions, draws = few_questions(), some_draws(64)
    early, late = (simulated(draws, questions, year) for year in (2020, 2026))
    scenario = load_scenario(questions.setting.scenario)
    dearer = [price_level(scenario, questions.setting, year) for year in (2020, 2026)]
    assert late["money"] == pytest.approx(early["money"] * dearer[1] / dearer[0], nan_ok=True)
    assert np.nanmax(early["money"]) > 0.0
    assert dearer[1] > 1.15 * dearer[0]
    assert "money" not in simulated(draws, questions, None)
    assert np.array_equal(early["late-loans"], late["late-loans"], equal_nan=True)
    with pytest.raises(InputError, match="price_year 1990"):
        simulated(draws, questions, 1990)


def test_where_visits_do_nothing_kubes_fare_alike_with_and_without_them():
    factor, draws = FACTOR_OF_LEVER["visits"], some_draws(32)
    nothing = [level.name for level in factor.levels].index(NOTHING)
    idle = {**draws.draws, STRUCTURES[factor.name]: np.full(32, nothing)}
    answers = simulated(Uncertainty("posterior", idle, ""), few_questions(), 2026)
    assert answers["living-two-years"].tolist() == answers["living-without-visits"].tolist()
    assert len(set(answers["living-two-years"])) > 5
