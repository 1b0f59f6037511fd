"""`kubesim policy learn`, as a ministry's analyst has it."""

import json
import tomllib

import numpy as np
import pytest

from experiments.common.kube_statistics import STATISTICS
from experiments.common.languages import LANGS
from experiments.common.texts import texts_of
from experiments.policy.learn.learning_tables import FOLDER
from experiments.policy.learn.study_file import SHIPPED, Study, load_studies
from experiments.policy.learn.study_runs import Seen, simulate
from experiments.policy.ranking_runs import open_ranked
from sim.inputs.strict import InputError
from tests.messages import mentions
from tests.policy.conftest import silent

STUDY = {
    "name": "few",
    "title": "few",
    "judul": "sedikit",
    "kubes": 20,
    "windows": [[1, 12], [13, 24]],
    "sees": ["failed", "attendance", "late_loans", "capital"],
    "cost_idr": [1e6, 2e6],
}


@pytest.fixture(scope="module")
def few(tmp_path_factory):
    """Return a file of one study."""
    path = tmp_path_factory.mktemp("studies") / "few.toml"
    path.write_text(in_toml(STUDY))
    return path


def in_toml(study):
    return "[[study]]\n" + "".join(f"{key} = {json.dumps(value)}\n" for key, value in study.items())


@pytest.fixture
def learn(kubesim, folder_of_many_draws, few):
    """Return a function that runs the command on a small ranking and one study."""

    def run(*more, studies=few):
        return kubesim(
            "policy", "learn", str(folder_of_many_draws), "--studies", str(studies), *more
        )

    return run


def test_a_worth_gives_money_and_more_kubes_give_more_of_it(learn):
    one, two = (
        json.loads(learn("--json", "--worth", "1e9", "--kubes", kubes).out)
        for kubes in ("100", "200")
    )
    assert one["unit"] == "Rp"
    assert two["perfect"]["all_kubes"] == pytest.approx(2.0 * one["perfect"]["all_kubes"])
    assert one["perfect"]["per_kube"] == two["perfect"]["per_kube"] > 0.0
    study = one["studies"][0]
    low, high = study["cost_idr"]
    assert study["net_idr"] == pytest.approx([study["all_kubes"] - high, study["all_kubes"] - low])
    assert {"price", "parameter", "structure", "lever", "module"} <= {
        part["what"] for part in one["parts"]
    }


def test_without_a_worth_it_is_told_in_the_outcome_and_no_price_matters(learn):
    answer = json.loads(learn("--json").out)
    assert (answer["unit"], answer["worth_idr"], answer["kubes"]) == ("share of Kubes", None, 40)
    assert "price" not in {part["what"] for part in answer["parts"]}
    assert all(part["per_kube"] >= 0.0 for part in (*answer["parts"], *answer["studies"]))


def test_tables_are_in_both_languages_and_files_are_the_same_again(learn, tmp_path):
    for lang in LANGS:
        page = learn("--lang", lang, "--out", lang).out
        assert max(len(line) for line in page.splitlines()) <= 100
        assert texts_of(FOLDER)[lang]["unweighed"] in " ".join(page.split())
    saved = [(tmp_path / lang / "learn.json").read_bytes() for lang in LANGS]
    assert saved[0] == saved[1]


def test_a_study_beyond_the_scenario_is_told_and_not_judged(learn, tmp_path):
    path = tmp_path / "late.toml"
    path.write_text(in_toml({**STUDY, "windows": [[1, 90]]}))
    answer = json.loads(learn("--json", studies=path).out)
    assert (answer["studies"], answer["months_seen"]) == ([], 89)
    assert [study["month"] for study in answer["not_judged"]] == [90]
    assert mentions(learn(studies=path).out, "90 89")


def test_what_cannot_be_asked_is_refused_in_a_line(learn, kubesim, tmp_path):
    for wrong, data in (
        (("--worth", "-1"), "--worth -1"),
        (("--worth", "nan"), "--worth nan"),
        (("--kubes", "0"), "--kubes 0"),
        (("--lang", "nl"), "--lang nl id en"),
    ):
        done = learn(*wrong)
        assert (done.code, done.out, len(done.err.splitlines())) == (2, "", 1)
        assert mentions(done.err, data)
    assert kubesim("policy", "learn", str(tmp_path)).code == 2


@pytest.mark.parametrize(
    ("wrong", "data"),
    [
        ({"windows": [[5, 2]]}, "study[1].windows[1] [5, 2]"),
        ({"sees": ["failled"]}, "study[1].sees[1] failled failed"),
        ({"cost_idr": [2.0, 1.0]}, "study[1].cost_idr [2, 1]"),
        ({"policies": ["none", "none"]}, "study[1].policies none"),
        ({"kubes": 0}, "study[1].kubes 0"),
        ({"differs": -1.0}, "study[1].differs"),
        ({"haste": 1}, "study[1].haste"),
    ],
)
def test_faults_of_a_study_name_file_key_and_value(tmp_path, wrong, data):
    path = tmp_path / "studies.toml"
    path.write_text(in_toml({**STUDY, **wrong}))
    with pytest.raises(InputError) as told:
        load_studies(path)
    assert mentions(str(told.value), f"{path} {data}")


def test_studies_that_ship_say_what_rests_on_assumption():
    studies = load_studies(SHIPPED)
    assert len(studies) == len(tomllib.loads(SHIPPED.read_text())["study"]) >= 6
    assert all(study.source == "-" and study.cost_idr[0] < study.cost_idr[1] for study in studies)
    assert {len(study.policies) for study in studies} == {1, 2}


def test_counts_are_parts_of_a_whole_and_kubes_stay_failed(folder_of_many_draws):
    ranked = open_ranked(folder_of_many_draws)
    study = Study.model_validate({**STUDY, "kubes": 80, "sees": list(STATISTICS)})
    (seen,) = simulate(ranked, [study], silent)
    assert seen.looked_at == seen.kubes == 80
    for (name, _), (part, whole) in seen.arms[0].items():
        if STATISTICS[name].scale == "share" and name != "late_loans":
            assert np.all((part >= 0.0) & (part <= whole))
    early, late = (seen.arms[0]["failed", window][0] for window in (0, 1))
    assert np.all(late >= early)
    assert late.sum() > early.sum() > 0.0


def test_a_report_over_more_kubes_is_nearer_to_all_of_them():
    rng = np.random.default_rng(1)
    chance = rng.random((200, 1))
    counts = ((rng.random((200, 400)) < chance).astype(float), np.ones((200, 400)))
    away = []
    for kubes in (10, 100, 400):
        study = Study.model_validate({**STUDY, "kubes": kubes, "sees": ["failed"], "differs": 0.0})
        seen = Seen(study, [{("failed", 0): counts}], 400)
        told = seen.report(1)["failed 0"]
        away.append(np.abs(1.0 / (1.0 + np.exp(-told)) - chance[:, 0]).mean())
    assert away == sorted(away, reverse=True)


def test_another_place_hides_a_level_but_no_difference_between_arms():
    part = np.repeat(np.linspace(0.1, 0.9, 100)[:, None], 50, axis=1)
    arms = [{("failed", 0): (part, np.ones_like(part))}] * 2
    study = Study.model_validate(
        {**STUDY, "sees": ["failed"], "policies": ["none", "visits-weekly"], "differs": 3.0}
    )
    told = Seen(study, arms, 50).report(1)
    assert np.abs(told["failed 0 more"]).max() < 1e-12
    assert np.corrcoef(told["failed 0"], part[:, 0])[0, 1] < 0.7
