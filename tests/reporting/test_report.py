"""`kubesim report`: one file of any results, which fetches nothing, in both languages."""

import hashlib
import json
import re
import shutil

import pytest

from docs.tools.vega import SHA256
from experiments.common.languages import LANGS
from experiments.reporting.charts import LIBRARY
from experiments.reporting.words import texts
from sim.locations import RESULTS
from tests.classroom.conftest import browser
from tests.classroom.test_accessible import violations
from tests.docs.quick import small_sweep
from tests.messages import mentions

__all__ = ["browser"]
BYTES_MOST = 5_000_000
NO_PAGE = re.compile(r"<(pre|script)\b.*?</\1>", re.DOTALL)
"""What is typed, and what the browser runs: what that asks for is watched in a browser."""
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
        "exploration": ("explore", "scenario=forward&visits_per_month=4&pin.a=", "--draws", "25"),
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
        assert not AWAY.search(NO_PAGE.sub("", text))
        assert len(content) < BYTES_MOST
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
    assert kept["commands"]["outcomes"].startswith("kubesim compare forward")
    assert [one["mark"] for one in kept["side_by_side"]] == ["●", "A"]


@pytest.fixture
def opened(browser, kubesim, folders):
    """Return a function that opens a report from disk; the test fails when it asks for anything."""
    asked, complaints, pages = [], [], []

    def open_report(kind, lang="id", width=375):
        folder = made(kubesim, folders, kind)
        assert kubesim("report", str(folder), "--lang", lang).code == 0
        page = browser.new_page(viewport={"width": width, "height": 700})
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        pages.append(page)
        page.goto((folder / f"report-{lang}.html").as_uri(), wait_until="commit")
        page.wait_for_selector("body[data-drawn]", timeout=60_000)
        return page

    yield open_report
    for page in pages:
        page.close()
    assert [url for url in asked if not url.startswith(("file:", "data:", "blob:"))] == []
    assert complaints == []


@pytest.mark.parametrize("kind", ["sweep", "ranking", "exploration"])
def test_axe_finds_nothing_and_plots_are_chosen(opened, kind):
    page = opened(kind)
    assert violations(page) == []
    assert page.locator("figure.plot:visible").count() == 1
    shown = page.inner_text("figure.plot:visible figcaption")
    page.select_option(".chooser select", "1")
    assert page.inner_text("figure.plot:visible figcaption") != shown
    assert page.locator("figure.plot:visible svg .mark-symbol path").count() > 0
    page.emulate_media(media="print")
    assert page.locator("figure.plot:visible").count() > 1
    page.emulate_media(media="screen")
    page.set_viewport_size({"width": 1280, "height": 720})
    assert violations(page) == []


def test_a_run_shows_the_stages_of_its_kubes(opened):
    page = opened("run", "en")
    assert page.locator("figure.plot svg .mark-rect path").count() > 10
    assert violations(page) == []


def test_the_figures_of_a_chart_stand_in_its_table_and_under_the_pointer(opened, folders):
    page = opened("exploration", "id", 1280)
    kept = json.loads((folders / "exploration" / "exploration.json").read_text())
    failed = kept["answer"]["id"]["outcomes"]["failed_share"]
    page.click("figure.plot:visible summary")
    rows = page.locator("figure.plot:visible tbody tr").all_inner_texts()
    for row, side in zip(rows, ("plan", "moved"), strict=True):
        figures = [float(cell.replace(",", ".")) for cell in row.split("\t")[1:]]
        wanted = [100 * failed[side][end] for end in ("low", "median", "high")]
        assert figures == pytest.approx(wanted, abs=0.51)
    page.hover("figure.plot:visible svg .mark-symbol path >> nth=0")
    page.wait_for_selector("#vg-tooltip-element.visible")
    assert rows[0].split("\t")[2] in page.inner_text("#vg-tooltip-element")


def test_rows_are_sorted_by_their_medians(opened):
    page = opened("ranking", "en", 1280)

    before = page.locator("figure.plot:visible svg").inner_html()
    page.check("figure.plot:visible .controls input")
    page.wait_for_function(
        "before => document.querySelector('figure.plot:not([hidden]) svg').innerHTML !== before",
        arg=before,
    )
    assert violations(page) == []


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


def test_the_library_is_the_one_that_was_made():
    assert hashlib.sha256(LIBRARY.read_bytes()).hexdigest() == SHA256
    assert (LIBRARY.parent / "LICENSES.txt").is_file()
