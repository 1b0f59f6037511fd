"""`kubesim report`: one file of any results, which fetches nothing, in both languages."""

import json
import re
import shutil

import pytest

from experiments.common.languages import LANGS
from experiments.reporting.document import texts
from sim.locations import RESULTS
from tests.classroom.conftest import browser
from tests.classroom.test_accessible import violations
from tests.docs.quick import small_sweep
from tests.messages import mentions

__all__ = ["browser"]
AWAY = re.compile(r"(?:src|href|url)\s*[=(]\s*[\"']?(?!data:)\s*\w", re.IGNORECASE)
"""What a browser would fetch."""


@pytest.fixture(scope="module")
def folders(tmp_path_factory):
    """A folder of every kind of results, by its kind."""
    whole = tmp_path_factory.mktemp("results")
    shutil.copytree(RESULTS / "policy" / "support", whole / "ranking")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(whole)
        small_sweep(whole / "sweep")
    return whole


def made(kubesim, folders, kind):
    """Return the folder of a kind of results, made where it is not there yet."""
    folder = folders / kind
    commands = {
        "run": ("run", "banjarmasin", "--runs", "2"),
        "exploration": ("explore", "scenario=forward&visits_per_month=4", "--draws", "25"),
    }
    if not folder.exists():
        done = kubesim(*commands[kind], "--out", str(folder))
        assert done.code == 0, done.err
    return folder


@pytest.mark.parametrize("kind", ["run", "sweep", "ranking", "exploration"])
def test_a_report_is_whole_in_one_file(kubesim, folders, kind):
    folder = made(kubesim, folders, kind)
    for lang in LANGS:
        done = kubesim("report", str(folder), "--lang", lang)
        assert done.code == 0, done.err
        content = (folder / f"report-{lang}.html").read_bytes()
        text = content.decode()
        assert f'<html lang="{lang}">' in text
        assert not AWAY.search(re.sub(r"<pre.*?</pre>", "", text, flags=re.DOTALL))
        for part in ("repeat", "provenance"):
            assert texts(lang)[f"report.{part}"] in text
        assert "kubesim " in text
        assert kubesim("report", str(folder), "--lang", lang).code == 0
        assert (folder / f"report-{lang}.html").read_bytes() == content


def test_the_policy_of_a_report_is_a_policy(kubesim, folders, tmp_path):
    folder = made(kubesim, folders, "exploration")
    shutil.copy(folder / "explored.toml", tmp_path / "explored.toml")
    assert kubesim("check", "./explored.toml").code == 0
    kept = json.loads((folder / "exploration.json").read_text())
    assert kept["answer"]["en"]["draws"] == 25
    assert kept["commands"][0].startswith("kubesim compare forward")


@pytest.mark.parametrize("kind", ["sweep", "ranking", "exploration"])
def test_axe_finds_nothing_and_plots_are_chosen(kubesim, folders, browser, kind):
    folder = made(kubesim, folders, kind)
    assert kubesim("report", str(folder), "--lang", "id").code == 0
    page = browser.new_page(viewport={"width": 375, "height": 700})
    page.goto((folder / "report-id.html").as_uri())
    assert violations(page) == []
    assert page.locator("figure.plot:visible").count() == 1
    shown = page.inner_text("figure.plot:visible figcaption")
    page.select_option(".chooser select", "1")
    assert page.inner_text("figure.plot:visible figcaption") != shown
    page.emulate_media(media="print")
    assert page.locator("figure.plot:visible").count() > 1
    page.close()


def test_what_is_no_folder_of_results_is_refused(kubesim, tmp_path):
    (tmp_path / "empty").mkdir()
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "exploration.json").write_text("{}")
    (tmp_path / "torn").mkdir()
    (tmp_path / "torn" / "summary.json").write_text("[")
    for name in ("empty", "broken", "torn", "missing"):
        done = kubesim("report", name)
        assert (done.code, done.out) == (2, ""), name
        assert mentions(done.err, name) and len(done.err.splitlines()) == 1
