"""`kubesim policy brief`: the files that it saves, its texts, and what it refuses."""

import dataclasses
import importlib
import importlib.util
import io
import json
import shutil
from datetime import datetime
from pathlib import Path

import pytest
from pypdf import PdfReader

from experiments.common.languages import LANGS
from experiments.common.texts import texts_of
from experiments.policy.accounting import PAYERS
from experiments.policy.brief.brief_pages import SHEETS, page, pdf
from experiments.policy.brief.brief_writer import TEXTS
from experiments.policy.ranking_runs import REPORT


def sheets(content):
    return len(PdfReader(io.BytesIO(content)).pages)


@pytest.fixture
def folder(ranked_folder, tmp_path):
    """Return a copy of the ranking that may be damaged."""
    return shutil.copytree(ranked_folder, tmp_path / "copy")


@pytest.mark.parametrize("lang", LANGS)
def test_a_brief_is_a_page_and_two_sheets(kubesim, ranked_folder, tmp_path, lang):
    out = tmp_path / "brief"
    done = kubesim("policy", "brief", str(ranked_folder), "--lang", lang, "--out", str(out))
    assert done.code == 0, done.err
    assert sheets((out / f"brief-{lang}.pdf").read_bytes()) == SHEETS
    assert (out / f"brief-{lang}.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert sorted(path.name for path in out.iterdir()) == [
        f"brief-{lang}.html",
        f"brief-{lang}.pdf",
    ]


def test_it_is_indonesian_beside_the_ranking_unless_asked_otherwise(kubesim, ranked_folder):
    folder = Path("results") / "policy" / "support"
    shutil.copytree(ranked_folder, folder)
    saved = [folder / "brief-id.html", folder / "brief-id.pdf"]
    told = json.loads(kubesim("policy", "brief", "support", "--json").out)
    assert told["saved"] == []
    assert not any(path.exists() for path in saved)
    assert kubesim("policy", "brief", "support").code == 0
    assert all(path.exists() for path in saved)
    answer = json.loads(kubesim("policy", "brief", "support", "--json", "--out", str(folder)).out)
    assert answer["saved"] == list(map(str, saved))
    assert answer["schema"] == 2
    assert answer["choice"]["best"] == answer["recommended"]
    figure = next(one for one in answer["figures"] if one["name"] == "tile.mandiri")
    assert figure["opens"].startswith(f"kubesim replay {folder}/runs --row ")


def test_a_question_between_two_policies_is_asked_on_the_command(kubesim, ranked_folder, tmp_path):
    asked = ("--between", "visits-weekly", "package", "--out", str(tmp_path), "--json")
    answer = json.loads(kubesim("policy", "brief", str(ranked_folder), *asked).out)
    assert answer["choice"]["asked"]
    assert {answer["choice"]["best"], answer["choice"]["other"]} == {"visits-weekly", "package"}


def test_the_same_ranking_gives_the_same_bytes(ranked):
    one, two = (page(ranked, "id") for _ in range(2))
    assert one.html == two.html
    assert pdf(one) == pdf(two)


def test_the_pdf_is_dated_as_the_ranking_is(ranked):
    content, _ = pdf(page(ranked, "en"))
    about = PdfReader(io.BytesIO(content)).metadata
    assert about is not None
    assert about.creation_date == datetime.fromisoformat(ranked.runs.manifest["sealed"])
    assert about.modification_date == about.creation_date


def test_long_texts_are_set_in_smaller_type(ranked):
    words = "A question of many words that a ministry asks about the support of its Kubes. " * 5
    about = {**ranked.report["set"], "question": words[:400], "title": words[:400]}
    flip = {
        "what": "parameter", "name": "founding.income_spread_kube", "other": "hostile",
        "at": 0.1, "above": True, "probability": 0.4, "low": 0.0, "high": 1.0,
    }  # fmt: skip
    report = {**ranked.report, "set": about, "flips": [flip | {"at": at} for at in (0.1, 0.2, 0.3)]}
    content, size = pdf(page(dataclasses.replace(ranked, report=report), "en"))
    assert sheets(content) == SHEETS
    assert size >= 6.0
    assert size <= pdf(page(ranked, "en"))[1]


def test_every_payer_has_a_label():
    known = texts_of(TEXTS)["id"].flat
    assert [name for name in PAYERS if f"payer.{name}" not in known] == []


def one_line(done, *parts):
    assert done.code == 2
    assert done.out == ""
    assert done.err.count("\n") == 1, done.err
    for part in parts:
        assert part in done.err


def test_a_set_that_was_not_ranked_says_how(kubesim):
    done = kubesim("policy", "brief", "support")
    one_line(done, "results/policy/support", "kubesim policy rank support")


def test_a_ranking_that_is_not_finished_says_how(kubesim, folder):
    (folder / REPORT).unlink()
    one_line(kubesim("policy", "brief", str(folder)), "kubesim policy rank tiny")


def test_what_is_neither_a_set_nor_a_folder_is_refused(kubesim):
    one_line(kubesim("policy", "brief", "nowhere"), "nowhere", "support")
    one_line(kubesim("policy", "brief", "support", "--lang", "nl"), "--lang nl", "id, en")


def test_a_policy_that_was_not_ranked_is_refused(kubesim, ranked_folder):
    done = kubesim("policy", "brief", str(ranked_folder), "--between", "package", "visits")
    one_line(done, "--between visits", "visits-weekly")


def test_a_report_of_other_runs_is_refused(kubesim, folder):
    report = json.loads((folder / REPORT).read_text())
    report["sweep"]["digest"] = "0" * 64
    (folder / REPORT).write_text(json.dumps(report))
    one_line(kubesim("policy", "brief", str(folder)), "rank again")
    (folder / REPORT).write_text("{}")
    one_line(kubesim("policy", "brief", str(folder)), "rank again")


def test_a_missing_package_is_named_with_what_installs_it(kubesim, ranked_folder, monkeypatch):
    find = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda name: None if name == "weasyprint" else find(name)
    )
    done = kubesim("policy", "brief", str(ranked_folder))
    one_line(done, "weasyprint", 'pip install "kubesim[brief]"')


def test_without_pango_there_is_a_page_and_a_line(kubesim, ranked_folder, tmp_path, monkeypatch):
    real = importlib.import_module

    def missing(name, *rest):
        if name == "weasyprint":
            raise OSError("cannot load library 'libpango-1.0-0'")
        return real(name, *rest)

    monkeypatch.setattr(importlib, "import_module", missing)
    out = tmp_path / "brief"
    done = kubesim("policy", "brief", str(ranked_folder), "--out", str(out))
    assert done.code == 0
    assert [path.name for path in out.iterdir()] == ["brief-id.html"]
    assert "libpango" in done.err
    assert done.err.count("\n") == 1
