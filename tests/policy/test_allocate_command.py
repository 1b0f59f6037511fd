"""`kubesim policy allocate`, as a ministry's analyst has it."""

import json

import pytest

from experiments.common.called import place_called
from experiments.common.languages import LANGS
from experiments.common.texts import texts_of
from experiments.policy.allocate import allocation
from experiments.policy.allocate.allocation import PARTS
from experiments.policy.allocate.allocation_tables import FOLDER
from tests.messages import mentions
from tests.policy.test_allocate import made


@pytest.fixture(autouse=True)
def _few_budgets(monkeypatch):
    monkeypatch.setattr(allocation, "BUDGETS", 4)


@pytest.fixture
def allocate(kubesim, forward_folder):
    """Return a function that runs the command on a small ranking."""

    def run(budget, *more, facilitators="4"):
        limits = ("--budget", str(budget), "--facilitators", facilitators)
        return kubesim("policy", "allocate", str(forward_folder), *limits, *more)

    return run


def test_the_mix_keeps_the_budget_and_serves_every_kube(allocate):
    done = allocate(1_500_000_000, "--json")
    assert done.code == 0, done.err
    answer = json.loads(done.out)
    assert sum(row["kubes"] for row in answer["mix"]) == 40
    assert answer["totals"]["public_idr"]["mix"]["mean"] <= 1_500_000_000.5
    for name in ("mandiri", "public_idr", "facilitators"):
        whole = sum(row[name] for row in answer["mix"])
        assert whole == pytest.approx(answer["totals"][name]["mix"]["mean"])
    assert answer["totals"]["facilitators"]["mix"]["mean"] <= 4.0
    assert [rung["part"] for rung in answer["ladder"]] == list(PARTS)
    mandiri = [rung["mandiri"]["mean"] for rung in answer["ladder"]]
    assert mandiri == sorted(mandiri)
    assert answer["ladder"][4]["mix"] == answer["mix"]
    assert answer["regret"]["p90"] >= 0.0
    assert answer["unspent_idr"] == pytest.approx(
        1_500_000_000 - answer["totals"]["public_idr"]["mix"]["mean"], abs=1.0
    )
    assert len(answer["assumptions"]) == len(texts_of(FOLDER)["en"].tables["assumptions"])
    assert [len(point["policies"]) for point in answer["frontier"]] == [6] * len(answer["frontier"])
    for point in answer["frontier"]:
        assert point["mandiri"]["low"] <= point["mandiri"]["mean"] <= point["mandiri"]["high"]


def test_the_same_command_gives_the_same_files(allocate, tmp_path):
    for name in ("a", "b"):
        assert allocate(1_500_000_000, "--out", name).code == 0
    for file in ("allocate.json", "allocate.png"):
        assert (tmp_path / "a" / file).read_bytes() == (tmp_path / "b" / file).read_bytes()
    assert (tmp_path / "a" / "allocate.png").read_bytes().startswith(b"\x89PNG")


def test_tables_are_in_both_languages(allocate):
    pages = [allocate(1_500_000_000, "--lang", lang).out for lang in LANGS]
    assert max(len(line) for page in pages for line in page.splitlines()) <= 100
    for lang, page, budget in zip(LANGS, pages, ("1.500", "1,500"), strict=True):
        shown, texts = " ".join(page.split()), texts_of(FOLDER)[lang]
        assert mentions(shown, f"{place_called('forward', lang)} Rp {budget} 4")
        for key in ("type", "sustained", "ladder", "assumptions.0"):
            assert texts[key] in shown


def test_nothing_but_no_support_is_had_for_nothing(allocate):
    answer = json.loads(allocate(0, "--json", facilitators="0").out)
    assert {row["policy"] for row in answer["mix"]} == {"no-support"}
    spent = answer["totals"]["public_idr"]["mix"]
    assert {spent[key] for key in ("median", "low", "high", "mean")} == {0.0}
    assert all(year == 0.0 for year in answer["paid"]["mix"]["ministry"]["mean"])


def test_the_difference_of_a_mix_is_an_effect_over_worlds(allocate):
    answer = json.loads(allocate(1_500_000_000, "--json").out)
    for name, total in answer["totals"].items():
        apart = total["difference"]
        assert apart["mean"] == pytest.approx(total["mix"]["mean"] - total["plan"]["mean"])
        assert apart["low"] <= apart["median"] <= apart["high"]
        assert (apart["verdict"] == "described") == name.endswith(("_idr", "tors")) or (
            name == "unmet_need_idr"
        )
    assert (answer["draws"], answer["luck"]) == (8, 2)


def test_what_a_mix_pays_by_year_is_its_cost_before_discount(allocate):
    answer = json.loads(allocate(1_500_000_000, "--json").out)
    years = answer["fiscal_years"]
    for of in ("mix", "plan"):
        paid = answer["paid"][of]
        public = sum(sum(paid[payer]["mean"]) for payer in ("ministry", "city"))
        assert len(paid["city"]["mean"]) == len(years)
        assert public > answer["totals"]["public_idr"][of]["mean"] > 0.5 * public


def test_a_budget_or_staff_too_small_is_told_what_would_do(allocate, monkeypatch):
    monkeypatch.setattr(allocation, "options_of", lambda _: made(1, [3, 4]))
    done = allocate(1_000_000)
    assert (done.code, done.out, len(done.err.splitlines())) == (2, "", 1)
    assert mentions(done.err, "--budget 1000000 policy 0 policy 1 Rp 287600001")
    done = allocate(1_000_000_000, facilitators="0.1")
    assert (done.code, done.out, len(done.err.splitlines())) == (2, "", 1)
    assert mentions(done.err, "--facilitators 0.1 0.45")


def test_what_cannot_be_had_is_refused_in_a_line(allocate, kubesim, tmp_path):
    for wrong, data in (
        (("-1",), "--budget -1 0"),
        (("nan",), "--budget nan"),
        (("1e9", "--lang", "nl"), "--lang nl id en"),
    ):
        done = allocate(*wrong)
        assert (done.code, done.out) == (2, "")
        assert mentions(done.err, data)
    done = kubesim("policy", "allocate", str(tmp_path), "--budget", "1", "--facilitators", "1")
    assert done.code == 2
    assert mentions(done.err, f"{tmp_path} kubesim policy rank")
